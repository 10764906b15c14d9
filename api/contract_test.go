package api_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// A whole onboarding, with every method that takes part in it.
func TestOnboarding(t *testing.T) {
	t.Parallel()
	b := setup(t, "clean-mobile")
	ctx := t.Context()
	token, err := b.DebugToken(ctx)
	must(t, err)
	if !token.Valid || len(token.Lacks(api.ScopeManagement, api.ScopeMessaging)) != 0 || !token.Reaches(b.waba()) || token.Reaches("990000000000009") || !token.Expires().IsZero() {
		t.Errorf("token %+v", token)
	}
	account, err := b.Account(ctx, b.waba())
	must(t, err)
	if account.ID != b.waba() || account.Name != "Lotus Bakery" || account.Verified() || account.Limit != "TIER_250" || account.Owner.Name != "Lotus Bakery Limited" {
		t.Errorf("account %+v", account)
	}
	var numbers []api.Number
	for n, err := range b.Numbers(ctx, b.waba(), api.NumbersQuery{Fields: api.OnboardingFields()}) {
		must(t, err)
		numbers = append(numbers, n)
	}
	if len(numbers) != 1 {
		t.Fatalf("%d numbers", len(numbers))
	}
	n := numbers[0]
	if n.Status != api.StatusPending || n.Verification != api.NotVerified || n.PINEnabled == nil || *n.PINEnabled || n.Display != "+852 9123 0100" ||
		n.NameStatus != api.NameAvailableWithoutReview || n.Platform != api.PlatformNotApplicable || n.Mode != api.ModeLive {
		t.Errorf("number %+v", n)
	}
	must(t, b.RequestCode(ctx, n.ID, api.SMS, "en_US"))
	must(t, b.VerifyCode(ctx, n.ID, b.code()))
	must(t, b.SetStorage(ctx, n.ID, api.InRegion("SG")))
	settings, err := b.Settings(ctx, n.ID)
	must(t, err)
	if settings.Storage.Localized() != "SG" || settings.Identity != nil {
		t.Errorf("settings %+v", settings)
	}
	must(t, b.register(ctx, n.ID, api.Registration{PIN: pin}))
	b.sim.Advance(2 * time.Second)
	n, err = b.Number(ctx, n.ID, api.DetailFields()...)
	must(t, err)
	if n.Status != api.StatusConnected || !n.Status.Registered() || n.Platform != api.PlatformCloud || n.Throughput.Level != "STANDARD" || !*n.PINEnabled ||
		n.Verification != api.Verified || n.Certificate == "" || n.Health.CanSend != "AVAILABLE" {
		t.Errorf("number %+v", n)
	}
	must(t, b.Subscribe(ctx, b.waba()))
	apps, err := b.SubscribedApps(ctx, b.waba())
	must(t, err)
	if len(apps) != 1 || apps[0].Name != "Dialtone sandbox" {
		t.Errorf("apps %+v", apps)
	}
	must(t, b.SetProfile(ctx, n.ID, api.ProfileChange{About: new("Fresh from five"), Websites: []string{"https://lotus.example"}}))
	profile, err := b.Profile(ctx, n.ID)
	must(t, err)
	if profile.About != "Fresh from five" || !slices.Equal(profile.Websites, []string{"https://lotus.example"}) || profile.Picture != "" {
		t.Errorf("profile %+v", profile)
	}
	must(t, b.SetIdentityCheck(ctx, n.ID, true))
	must(t, b.SetDisplayName(ctx, n.ID, "Lotus Bakery Central"))
	must(t, b.SetPIN(ctx, n.ID, api.NewSecret("000001")))
	must(t, b.Deregister(ctx, n.ID))
	if s := b.state(); !s.PINIs("000001") || !s.Identity || s.NewName != "Lotus Bakery Central" || s.Status != api.StatusDisconnected || s.Region != "" {
		t.Errorf("at the end %+v", s)
	}
	if b.Served() != "v24.0" || b.Version() != "v24.0" {
		t.Errorf("served %s", b.Served())
	}
	if b.conns != 1 {
		t.Errorf("%d connections for one onboarding", b.conns)
	}
	if reused := b.traces[len(b.traces)-1].Reused; !reused || b.traces[0].Reused {
		t.Error("the traces do not tell a kept connection from a new one")
	}
}

func TestAddNumber(t *testing.T) {
	t.Parallel()
	b := setup(t, "empty-account")
	id, err := b.AddNumber(t.Context(), b.waba(), api.NewNumber{CallingCode: "61", National: "491570156", Name: "Maple Street Books"})
	must(t, err)
	if s, ok := b.sim.Snapshot(id); !ok || s.Phone != "+61491570156" || s.Name != "Maple Street Books" {
		t.Errorf("added %+v", s)
	}
	_, err = b.AddNumber(t.Context(), b.waba(), api.NewNumber{CallingCode: "61", National: "491570156", Name: "Maple Street Books"})
	refused(t, err, api.AddNumber, 100, 0)
	must(t, b.Subscribe(t.Context(), b.waba()))
	_, err = b.AddNumber(t.Context(), b.waba(), api.NewNumber{CallingCode: "1", National: "4165550142", Name: "Maple Street Books", Migrate: true})
	must(t, err)
}

// Every method answers a refusal with the typed error of its own call.
func TestRefusals(t *testing.T) {
	t.Parallel()
	b := setup(t, "clean-mobile")
	ctx := t.Context()
	const lost, waba = api.PhoneNumberID("106540352249999"), api.WABAID("104820560919999")
	for call, do := range map[api.Endpoint]func() error{
		api.GetAccount:     func() error { _, err := b.Account(ctx, waba); return err },
		api.ListNumbers:    func() error { _, err := b.NumbersPage(ctx, waba, api.NumbersQuery{}); return err },
		api.GetNumber:      func() error { _, err := b.Number(ctx, lost); return err },
		api.AddNumber:      func() error { _, err := b.AddNumber(ctx, waba, api.NewNumber{}); return err },
		api.RequestCode:    func() error { return b.RequestCode(ctx, lost, api.SMS, "en") },
		api.VerifyCode:     func() error { return b.VerifyCode(ctx, lost, api.NewSecret("123456")) },
		api.Register:       func() error { return b.register(ctx, lost, api.Registration{PIN: pin}) },
		api.Deregister:     func() error { return b.Deregister(ctx, lost) },
		api.SetPIN:         func() error { return b.SetPIN(ctx, lost, pin) },
		api.SetDisplayName: func() error { return b.SetDisplayName(ctx, lost, "Name") },
		api.GetSettings:    func() error { _, err := b.Settings(ctx, lost); return err },
		api.SetSettings:    func() error { return b.SetIdentityCheck(ctx, lost, true) },
		api.GetSubscribed:  func() error { _, err := b.SubscribedApps(ctx, waba); return err },
		api.SetSubscribed:  func() error { return b.Subscribe(ctx, waba) },
		api.GetProfile:     func() error { _, err := b.Profile(ctx, lost); return err },
		api.SendMessage:    func() error { _, err := b.SendMessage(ctx, lost, api.Message{To: "+1"}); return err },
		api.SetProfile:     func() error { return b.SetProfile(ctx, lost, api.ProfileChange{About: new("x")}) },
	} {
		t.Run(string(call), func(t *testing.T) {
			err := do()
			e := refused(t, err, call, 100, 33)
			if e.Status != http.StatusBadRequest || e.Type != "GraphMethodException" || e.TraceID == "" || api.Ambiguous(err) || api.TokenDead(err) {
				t.Errorf("refusal %+v", e)
			}
		})
	}
}

func TestDebugTokenRefused(t *testing.T) {
	t.Parallel()
	b := setup(t, "clean-mobile")
	_, err := b.client("EAAthatIsNoToken").DebugToken(t.Context())
	refused(t, err, api.DebugToken, 190, 0)
	if !api.TokenDead(err) {
		t.Error("a bad token is not known as dead")
	}
	_, err = b.client("").DebugToken(t.Context())
	refused(t, err, api.DebugToken, 104, 0)
}

// What Graph says reaches the caller whole.
func TestEnvelope(t *testing.T) {
	t.Parallel()
	b := setup(t, "clean-mobile")
	b.order(graphsim.Fault{Endpoint: api.RequestCode, Status: 400, Code: 136024, Subcode: 2388367, Message: "Request code error", Details: "Later, please.",
		UserTitle: "Too\x1b[31m many", UserMessage: "Wait.\nLong.", Transient: true, RetryAfter: graphsim.Duration(90 * time.Second)})
	err := b.RequestCode(t.Context(), b.id(), api.Voice, "zh_HK")
	e := refused(t, err, api.RequestCode, 136024, 2388367)
	e.TraceID = strings.Repeat("x", len(e.TraceID))
	want := api.Error{Call: api.RequestCode, Status: 400, Code: 136024, Subcode: 2388367, Type: "OAuthException", Message: "(#136024) Request code error",
		UserTitle: "Too many", UserMessage: "Wait. Long.", Details: "Later, please.", TraceID: e.TraceID, Transient: true, RetryAfter: 90 * time.Second}
	if *e != want {
		t.Errorf("got  %+v\nwant %+v", *e, want)
	}
	if !e.Has(2388367) || !e.Has(136024) || e.Has(1) {
		t.Error("Has looks in the wrong places")
	}
	if got := e.Error(); got != "request_code: HTTP 400, code 136024/2388367: (#136024) Request code error" {
		t.Errorf("text %q", got)
	}
	if !api.Ambiguous(err) {
		t.Error("a transient fault may have taken effect")
	}
}

// The scenarios refuse what they are there to refuse, seen through the client.
func TestScenarioRefusals(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	register := func(b *bench) error { return b.register(ctx, b.id(), api.Registration{PIN: pin}) }
	ask := func(b *bench) error { return b.RequestCode(ctx, b.id(), api.SMS, "en") }
	for name, c := range map[string]struct {
		do            func(*bench) error
		call          api.Endpoint
		code, subcode int
	}{
		"embedded-signup":        {ask, api.RequestCode, 136024, 0},
		"other-provider-pin":     {register, api.Register, 133005, 0},
		"clean-mobile":           {register, api.Register, 133006, 0},
		"seventy-two-hour-block": {register, api.Register, 133016, 0},
		"expired-token":          {ask, api.RequestCode, 190, 463},
		"on-the-app":             {ask, api.RequestCode, 136024, 2388091},
		"asked-too-often":        {ask, api.RequestCode, 136024, 2388367},
		"no-permission":          {register, api.Register, 200, 0},
		"region-expected":        {register, api.Register, 100, 0},
		"wrong-then-right-code":  {func(b *bench) error { return b.VerifyCode(ctx, b.id(), api.NewSecret("999999")) }, api.VerifyCode, 136025, 2388093},
		"cap-of-two": {func(b *bench) error {
			_, err := b.AddNumber(ctx, b.waba(), api.NewNumber{CallingCode: "62", National: "81212340177", Name: "Third"})
			return err
		}, api.AddNumber, 200, 1349175},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := c.do(setup(t, name))
			e := refused(t, err, c.call, c.code, c.subcode)
			if api.TokenDead(err) != (c.code == 190) || api.Ambiguous(err) {
				t.Errorf("sorted wrongly: %+v", e)
			}
		})
	}
}

// Up to v20.0 the region is a parameter of register; the client sends it.
func TestRegionByVersion(t *testing.T) {
	t.Parallel()
	old := func(o *api.Options) { o.Version = "v20.0" }
	b := setup(t, "embedded-signup", old)
	must(t, b.register(t.Context(), b.id(), api.Registration{PIN: pin, Region: "CH"}))
	if b.state().Region != "CH" || b.Served() != "v20.0" {
		t.Errorf("region %q by %s", b.state().Region, b.Served())
	}
	b = setup(t, "embedded-signup", old)
	must(t, b.register(t.Context(), b.id(), api.Registration{PIN: pin, Retention: 60}))
	if b.state().Retention != 60 {
		t.Errorf("kept for %d minutes", b.state().Retention)
	}
	b = setup(t, "embedded-signup")
	err := b.register(t.Context(), b.id(), api.Registration{PIN: pin, Region: "CH"})
	refused(t, err, api.Register, 12, 0)
}

func TestBackup(t *testing.T) {
	t.Parallel()
	b := setupText(t, "[account]\nid = \"104820560913399\"\nname = \"A\"\n[[number]]\nid = \"106540352242999\"\nphone = \"+85291230199\"\nname = \"A\"\nplatform = \"ON_PREMISE\"\n")
	must(t, b.register(t.Context(), b.id(), api.Registration{PIN: pin, Backup: &api.Backup{Data: api.NewSecret("blob"), Password: api.NewSecret("word")}}))
	if !b.state().Registered {
		t.Error("not registered")
	}
}

// Values that no list has yet are kept as they came.
func TestUnknownValues(t *testing.T) {
	t.Parallel()
	b := setup(t, "clean-mobile")
	b.order(graphsim.Fault{Endpoint: api.GetNumber, Mangle: graphsim.UnknownEnums})
	n, err := b.Number(t.Context(), b.id(), api.OnboardingFields()...)
	must(t, err)
	if n.Status != "SOMETHING_NEW" || n.Platform != "SOMETHING_NEW" || n.Throughput.Level != "SOMETHING_NEW" {
		t.Errorf("number %+v", n)
	}
}
