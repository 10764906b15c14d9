package run

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/assets"
	"dialtone/flows"
)

// provoked is a refusal that the simulator gives on order, at one call.
type provoked struct {
	call  api.Endpoint
	fault graphsim.Fault
	facts func(*flows.Session) // what is so when the call is made
}

// provoke plays the wizard over real HTTP until the card of the refusal is up.
func provoke(t *testing.T, p provoked) (*drive, *flows.Problem) {
	t.Helper()
	story := map[api.Endpoint]string{api.AddNumber: "empty-account", api.SetPIN: "other-provider-pin",
		api.SetDisplayName: "full-profile", api.SetProfile: "full-profile", api.GetProfile: "full-profile", api.GetSettings: "identity-check"}[p.call]
	if slices.Contains(poolCalls(), p.call) {
		story = "preverified-pool"
	}
	if story == "" {
		story = "clean-mobile"
	}
	d := newDrive(t, story, "", func(sc *graphsim.Scenario) {
		if p.call == api.Deregister {
			sc.Numbers[0].NeedsDeregister = true
		}
	})
	d.wrong, d.region = true, "SG"
	if slices.Contains(poolCalls(), p.call) {
		d.s.Job, d.s.Want.Job, d.before = flows.JobPreverified, flows.JobPreverified, poolOperator
	}
	p.fault.Endpoint, p.fault.Times = p.call, -1
	reloaded := false
	if p.call == api.GetNumber { // the first look is still about the list
		p.fault.Skip = 1
		d.before = func(d *drive) flows.Event {
			if d.s.State != flows.Eligibility || reloaded {
				return nil
			}
			reloaded = true
			return flows.ReloadAsked{}
		}
	}
	if p.call == api.SendMessage {
		d.before = sendsTest
	}
	if job := map[api.Endpoint]flows.Job{api.SetDisplayName: flows.JobName, api.SetProfile: flows.JobProfile, api.GetProfile: flows.JobProfile,
		api.GetSettings: flows.JobIdentity, api.GetSubscribed: flows.JobWebhooks}[p.call]; job != "" { // elsewhere these reads only help
		d.s.Job, d.s.Want.Job, d.before = job, job, jobOperator()
	}
	if p.call == api.GetAccount { // an account that shows its numbers is opened all the same
		list := p.fault
		list.Endpoint = api.ListNumbers
		if err := d.sim.AddFault(list); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.sim.AddFault(p.fault); err != nil {
		t.Fatal(err)
	}
	d.step(flows.Input{Event: flows.Started{}, At: d.sim.Now()})
	for range 300 {
		if c := d.s.Problem; c != nil && c.Said != nil && c.Call == p.call && c.Said.Code == p.fault.Code && c.Said.Subcode == p.fault.Subcode {
			return d, c
		}
		if len(d.queue) == 0 {
			e := d.operate()
			if e == nil {
				break
			}
			d.step(flows.Input{Event: e, At: d.sim.Now()})
			continue
		}
		c := d.queue[0]
		d.queue = d.queue[1:]
		if poll, waits := c.Effect.(flows.Poll); waits {
			d.sim.Advance(poll.After)
			d.step(flows.Input{Event: flows.PollDue{}, At: d.sim.Now(), Generation: c.Generation})
			continue
		}
		if p.facts != nil && (c.Effect.Spec().Call == p.call || p.call == api.DebugToken) {
			p.facts(&d.s)
		}
		d.step(d.runner.Do(t.Context(), c))
	}
	t.Fatalf("%s was not refused with %d/%d: in %s with %+v", p.call, p.fault.Code, p.fault.Subcode, d.s.State, d.s.Problem)
	return nil, nil
}

// jobOperator asks for a name, or changes a profile.
func jobOperator() func(*drive) flows.Event {
	return func(d *drive) flows.Event {
		switch {
		case d.s.State == flows.ChangeName:
			return flows.NameTyped{Name: "Petal Post"}
		case d.s.State == flows.EditProfile && d.s.Profile.Edits.Fields() == nil:
			return flows.ProfileEdited{Change: api.ProfileChange{About: new("Flowers")}}
		case d.s.State == flows.EditProfile:
			return flows.SaveAsked{}
		}
		return nil
	}
}

// plain takes every circumstance of the error table out of a session.
func plain(s *flows.Session) {
	s.Token.Scopes = nil
	s.Account.Name, s.Account.Review, s.Account.Verification, s.AppsRead = "", "APPROVED", "verified", false
	s.Number.OnBusinessApp, s.Number.Platform, s.Number.PINEnabled = false, api.PlatformNotApplicable, yes()
}

// given brings one about.
var given = map[string]func(*flows.Session){
	"":           func(*flows.Session) {},
	"shared":     func(s *flows.Session) { s.Number.OnBusinessApp, s.Number.Platform = true, api.PlatformCloud },
	"on_premise": func(s *flows.Session) { s.Number.Platform, s.Number.Verification = api.PlatformOnPremise, api.Verified },
	"half_shared": func(s *flows.Session) {
		s.Number.Platform, s.Number.Verification = api.PlatformOnPremise, api.NotVerified
	},
	"verified":     func(s *flows.Session) { s.Number.Verification = api.Verified },
	"backup_given": func(s *flows.Session) { s.Checks.Backup = &api.Backup{Data: pin("data"), Password: pin("word")} },
	"signed_up":    func(s *flows.Session) { lapsed(&s.Number); verified(&s.Number) },
	"banned":       func(s *flows.Session) { s.Number.Status = api.StatusBanned },
	"region_fixed": func(s *flows.Session) { s.Number.Status = api.StatusConnected },
	"no_pin":       func(s *flows.Session) { s.Number.PINEnabled = no() },
	"manages":      func(s *flows.Session) { s.Account.Name = "Lotus" },
	"full_scopes": func(s *flows.Session) {
		s.Token.Scopes = []api.Scope{api.ScopeManagement, api.ScopeMessaging}
	},
	"cap_full": func(s *flows.Session) {
		s.List.Listed, s.Account.Verification = true, "not_verified"
		s.List.Pages = []flows.Page{flows.PageOf(fresh(connected), fresh(connected, another))}
	},
	"account_rejected": func(s *flows.Session) { s.Account.Review = "REJECTED" },
	"account_unready":  func(s *flows.Session) { s.Account.Verification = "not_verified" },
	"migrating":        func(s *flows.Session) { s.Typed.Migrate = true },
	"other_node":       func(*flows.Session) {},
	"names_wait":       func(*flows.Session) {},
	"unsubscribed":     func(s *flows.Session) { s.AppsRead, s.Apps = true, nil },
	"list_unread":      func(s *flows.Session) { s.List.Listed = false },
	"listed": func(s *flows.Session) {
		s.List.Pages = []flows.Page{flows.PageOf(api.Number{ID: otherID, Display: s.Typed.Phone.E164})}
	},
}

// wizardCalls are the calls that the wizard makes.
func wizardCalls() []api.Endpoint {
	return []api.Endpoint{
		api.GetAccount, api.ListNumbers, api.GetNumber, api.AddNumber, api.RequestCode, api.VerifyCode, api.SetPIN,
		api.GetSettings, api.SetSettings, api.Register, api.Deregister, api.GetSubscribed, api.SetSubscribed, api.SendMessage,
		api.SetDisplayName, api.GetProfile, api.SetProfile,
	}
}

// poolCalls are those about numbers that are verified in advance.
func poolCalls() []api.Endpoint {
	return []api.Endpoint{api.ListPreverified, api.AddPreverified, api.GetPreverified, api.RequestPreverifiedCode, api.VerifyPreverifiedCode}
}

// callsOf are the calls at which a row is provoked: where it is documented, as
// far as the wizard goes there; else at the call that comes nearest. A row for
// every call is tried at one that is about a number and at one more.
func callsOf(i int, row assets.ErrorRow) []api.Endpoint {
	nearest := map[string]api.Endpoint{"certificate": api.GetNumber}
	var calls []api.Endpoint
	for _, on := range row.On {
		call := api.Endpoint(on)
		if near := nearest[on]; near != "" {
			call = near
		}
		if slices.Contains(append(wizardCalls(), poolCalls()...), call) && !slices.Contains(calls, call) {
			calls = append(calls, call)
		}
	}
	switch {
	case slices.Contains(row.On, assets.EveryCall) && row.When != "":
		return []api.Endpoint{api.RequestCode, api.Register}
	case slices.Contains(row.On, assets.EveryCall):
		return slices.Compact([]api.Endpoint{api.GetNumber, freeCall(i, row)})
	case len(calls) == 0:
		return []api.Endpoint{api.Register}
	}
	return calls
}

// freeCall is one of the wizard's calls, another one for each row, at which no row
// before this one takes its answers.
func freeCall(i int, row assets.ErrorRow) api.Endpoint {
	for n := range wizardCalls() {
		call := wizardCalls()[(i+n)%len(wizardCalls())]
		taken := slices.ContainsFunc(assets.Errors()[:i], func(r assets.ErrorRow) bool {
			if call == api.GetAccount && r.Code == row.Code && r.When == "full_scopes" { // the token that opens it tells its own
				return true
			}
			return r.Code == row.Code && r.Sub == 0 && r.When == "" && len(r.Text)+len(r.Says) == 0 && slices.Contains(r.On, string(call))
		})
		if !taken {
			return call
		}
	}
	return api.GetNumber
}

// leads is what the key of each card does, and where to: act, state, remedy.
// Where two are named, the facts or the call decide.
var leads = map[flows.AdviceID][]string{
	flows.AdviseToken: {"dismiss"}, flows.AdviseTokenMissing: {"dismiss"}, flows.AdviseTokenAppRemoved: {"dismiss"}, flows.AdviseTokenCheckpoint: {"dismiss"},
	flows.AdviseTokenPassword: {"dismiss"}, flows.AdviseTokenExpired: {"dismiss"}, flows.AdviseTokenUnconfirmed: {"dismiss"}, flows.AdviseTokenRole: {"dismiss"},
	flows.AdviseScopes: {"go Connect"}, flows.AdvisePermission: {"go Connect", "dismiss"}, flows.AdviseAppSecret: {"go Connect", "dismiss"}, flows.AdviseAppSecretWrong: {"go Connect", "dismiss"},
	flows.AdviseCapability: {"again", "dismiss"}, flows.AdviseNotEntitled: {"dismiss"}, flows.AdviseNoAccess: {"again", "dismiss"}, flows.AdviseNotLinked: {"again", "dismiss"}, flows.AdvisePoolClosed: {"dismiss"}, flows.AdvisePoolVerified: {"dismiss"},
	flows.AdviseAppBlocked: {"dismiss"}, flows.AdviseTerms: {"again", "dismiss"}, flows.AdviseNoPath: {"dismiss"},
	flows.AdvisePolicy: {"go Remedy appeal", "dismiss"}, flows.AdviseCountry: {"dismiss"},
	flows.AdviseBusy: {"again", "dismiss"}, flows.AdviseUserCalls: {"again", "dismiss"}, flows.AdviseCodeRate: {"dismiss"}, flows.AdviseManyNumbers: {"dismiss"}, flows.AdviseThroughput: {"dismiss"},
	flows.AdviseBlocked: {"nothing"}, flows.AdviseDeregBlocked: {"nothing"}, flows.AdviseCap: {"go Remedy raise_cap"},
	flows.AdviseNoObject: {"go PickNumber", "go Connect", "dismiss"}, flows.AdviseWrongNode: {"go PickNumber", "go Connect", "dismiss"}, flows.AdviseGone: {"go PickNumber"},
	flows.AdviseParameter: {"dismiss"}, flows.AdviseParamMissing: {"dismiss"}, flows.AdviseParamValue: {"dismiss"}, flows.AdviseUserError: {"dismiss"}, flows.AdviseOneFeature: {"dismiss"},
	flows.AdviseMeta: {"again", "dismiss"}, flows.AdviseMaintenance: {"again", "dismiss"}, flows.AdviseNumberOffline: {"dismiss"},
	flows.AdviseExists: {"go PickNumber"}, flows.AdviseTaken: {"go PickNumber"}, flows.AdviseElsewhere: {"go Remedy migrate_provider", "dismiss"}, flows.AdviseNotSaved: {"dismiss"}, flows.AdviseCannotAdd: {"dismiss"},
	flows.AdviseNotPartner: {"go PickNumber"}, flows.AdviseTwoStep: {"go Remedy migrate_provider", "reload"}, flows.AdviseMoveNeedless: {"go AddNumber"},
	flows.AdviseMoveUnsubscribed: {"subscribe"}, flows.AdviseMoveUnready: {"go Remedy migrate_provider", "reload"}, flows.AdviseMoveName: {"go Remedy migrate_provider"},
	flows.AdviseMovePayment: {"go Remedy migrate_provider", "reload"}, flows.AdviseMoveBusiness: {"go Connect"}, flows.AdviseMoveRequest: {"dismiss"}, flows.AdviseMoveSource: {"dismiss"},
	flows.AdviseMoveFailed: {"dismiss"}, flows.AdviseNotMovable: {"go Remedy migrate_provider"}, flows.AdviseNotMigrating: {"reload", "dismiss"}, flows.AdviseNotFree: {"go Eligibility", "reload", "dismiss"},
	flows.AdviseVerified: {"go ChoosePIN"}, flows.AdviseNoCode: {"reload", "dismiss"}, flows.AdviseCodeNotSent: {"dismiss"}, flows.AdviseDoubted: {"dismiss"}, flows.AdviseTooOften: {"nothing"},
	flows.AdviseInUse: {"go Eligibility", "reload", "dismiss"}, flows.AdviseOnPremise: {"go Remedy on_premise"}, flows.AdviseSMB: {"go Remedy coexistence", "go Remedy finish_sharing", "go Remedy shared_unseen"}, flows.AdviseHalfShared: {"go Remedy finish_sharing"},
	flows.AdviseWrongCode: {"dismiss"}, flows.AdviseGuesses: {"nothing"},
	flows.AdvisePIN: {"go ChoosePIN"}, flows.AdvisePINUsedUp: {"nothing"}, flows.AdvisePINFast: {"dismiss"}, flows.AdvisePINForm: {"go ChoosePIN", "dismiss"}, flows.AdvisePINWeak: {"go ChoosePIN", "dismiss"}, flows.AdvisePINLater: {"dismiss"}, flows.AdviseLocked: {"go ChoosePIN", "dismiss"},
	flows.AdviseVerifyAgain: {"go CodeMethod"}, flows.AdviseSignupOld: {"go Remedy repeat_signup"}, flows.AdviseBackup: {"go Remedy on_premise"}, flows.AdviseNotRegistered: {"go Review", "reload", "dismiss"}, flows.AdviseDeleted: {"dismiss"}, flows.AdviseHalf: {"deregister", "reload"},
	flows.AdviseNothingOff: {"reload"}, flows.AdviseSharedOff: {"go Remedy coexistence"}, flows.AdviseRegionMoved: {"go ChooseRegion"}, flows.AdviseRegionWanted: {"go ChooseRegion"},
	flows.AdviseRegionFixed: {"reload"}, flows.AdviseCertificate: {"go Eligibility", "reload"}, flows.AdviseProveFirst: {"go CodeMethod"}, flows.AdviseNameFirst: {"go ChangeName"},
	flows.AdviseNameReview: {"reload"}, flows.AdviseNameLimit: {"dismiss"}, flows.AdviseNameForm: {"dismiss"}, flows.AdviseProfileForm: {"dismiss"},
	flows.AdviseName555: {"dismiss"}, flows.AdvisePayment: {"dismiss"}, flows.AdviseWrongCert: {"go Review", "reload"}, flows.AdviseCertRefused: {"reload"}, flows.AdviseMedia: {"dismiss"}, flows.AdviseUndelivered: {"dismiss"}, flows.AdviseWindow: {"dismiss"}, flows.AdvisePair: {"dismiss"}, flows.AdviseSending: {"dismiss"}, flows.AdviseTemplate: {"dismiss"}, flows.AdviseSample: {"dismiss"}, flows.AdviseSendingOnly: {"dismiss"}, flows.AdviseNotAllowed: {"dismiss"}, flows.AdviseIdentity: {"dismiss"},
	flows.AdviseSyncUsed: {"dismiss"}, flows.AdviseSyncLate: {"dismiss"}, flows.AdviseHistoryKept: {"dismiss"},
}

// inFamily reports whether a number is of the families that come as a code or as
// a subcode.
func inFamily(number int) bool { return slices.Contains([]int{2388, 2494, 2655}, number/1000) }

// TestEveryErrorRow has the simulator answer with every row of the error table,
// at the calls that it is documented for, and looks at the card. Numbers of the
// families that come in either place are tried in both.
func TestEveryErrorRow(t *testing.T) {
	t.Parallel()
	if got, want := slices.Sorted(maps.Keys(leads)), slices.Sorted(slices.Values(flows.MetaAdvice())); !slices.Equal(got, want) {
		t.Errorf("advice without a place it leads to, or the other way round:\n%v\n%v", got, want)
	}
	const some = 5 // rows go the same way: the race detector needs to see but one in five
	for i, row := range assets.Errors() {
		if testing.Short() && i%some != 0 {
			continue
		}
		if given[row.When] == nil {
			t.Fatalf("nobody knows the fact %q", row.When)
		}
		faults := map[string]graphsim.Fault{"": {Code: row.Code, Subcode: row.Sub}}
		switch {
		case row.Code == 0:
			faults[""] = graphsim.Fault{Status: 401}
		case inFamily(row.Code):
			faults["as a subcode"] = graphsim.Fault{Code: 100, Subcode: row.Code}
		case inFamily(row.Sub):
			faults["as a code"] = graphsim.Fault{Code: row.Sub}
			faults["under another code"] = graphsim.Fault{Code: 100, Subcode: row.Sub}
		case row.Upto > 0:
			faults["last of its class"] = graphsim.Fault{Code: row.Upto}
		}
		if row.Also != 0 {
			faults["by its other code"] = graphsim.Fault{Code: row.Also}
		}
		for how, fault := range faults {
			for _, call := range callsOf(i, row) {
				t.Run(fmt.Sprintf("%d-%d-%s at %s %s", row.Code, row.Sub, row.Variant, call, how), func(t *testing.T) {
					t.Parallel()
					showsRow(t, row, call, fault)
				})
			}
		}
	}
}

func showsRow(t *testing.T, row assets.ErrorRow, call api.Endpoint, fault graphsim.Fault) {
	t.Helper()
	fault.Message, fault.Details, fault.UserTitle, fault.UserMessage = "Not possible", "See below.", "A title", "A text for people."
	if row.When == "other_node" {
		fault.Message = "Tried accessing nonexisting field (display_phone_number) on node type (Business)"
		if call == api.ListNumbers {
			fault.Message = "Tried accessing nonexisting field (phone_numbers) on node type (Business)"
		}
	}
	said := slices.Clone(row.Text[:min(1, len(row.Text))]) // whatever the text that carries it, and however it is written
	for _, meaning := range row.Says {
		said = append(said, strings.TrimSuffix(assets.Meaning(meaning)[0], "*"))
	}
	if len(said) > 0 {
		fault.UserMessage = "So it is: " + strings.ToUpper(said[0][:1]) + said[0][1:] + strings.Join(append([]string{""}, said[1:]...), ", ") + "."
	}
	if row.When == "names_wait" {
		fault.UserMessage += " Try again in 2 hours."
	}
	d, p := provoke(t, provoked{call, fault, func(s *flows.Session) {
		plain(s)
		given[row.When](s)
	}})
	if p.Advice.ID != flows.AdviceID(row.Advice) {
		t.Fatalf("the card is %s, want %s", p.Advice.ID, row.Advice)
	}
	if found, is := flows.RowFor(p.Said, d.s); d.s.State != flows.Connect && (!is || found.Variant != row.Variant || found.Code != row.Code || found.Sub != row.Sub) {
		t.Errorf("another row decides: %d/%d %s", found.Code, found.Sub, found.Variant)
	}
	if got := lead(p.Advice); !slices.Contains(leads[p.Advice.ID], got) {
		t.Errorf("it leads to %q, want one of %q", got, leads[p.Advice.ID])
	}
	told := p.Said
	if told.UserTitle != fault.UserTitle || told.UserMessage != fault.UserMessage || told.Details != fault.Details || !strings.HasSuffix(told.Message, fault.Message) || told.TraceID == "" {
		t.Errorf("what Meta said is not complete: %+v", told)
	}
	if p.Advice.Retry == flows.RetryUnsaid || p.At.IsZero() {
		t.Errorf("it does not say whether to try again, or when it was: %+v", p)
	}
	if p.Advice.Act != flows.ActGo {
		return
	}
	if p.Until.After(d.sim.Now()) {
		d.sim.Advance(p.Until.Sub(d.sim.Now()))
	}
	d.step(flows.Input{Event: flows.AdviceTaken{}, At: d.sim.Now()})
	if d.s.State != p.Advice.To || d.s.State == flows.Remedy && d.s.Checks.Remedy != p.Advice.Help || d.s.Problem != nil {
		t.Errorf("the key leads to %s (%s) with %v, want %s", d.s.State, d.s.Checks.Remedy, d.s.Problem, lead(p.Advice))
	}
}
