package graphsim

import (
	"errors"
	"fmt"
	"slices"

	"dialtone/api"
	"dialtone/api/pattern"
)

// Scenario describes what to simulate. [Parse] reads one from TOML.
type Scenario struct {
	Title   string      `toml:"title"`          // one line that says what the scenario shows
	Group   string      `toml:"group"`          // the heading under which it is listed; the simulator does nothing with it
	Version api.Version `toml:"version"`        // of calls that name no version; default v24.0
	Oldest  api.Version `toml:"oldest_version"` // answers calls to older versions; with "" every version answers its own
	Account Account     `toml:"account"`
	App     App         `toml:"app"`
	Token   TokenRules  `toml:"token"`
	Rules   Rules       `toml:"rules"`
	Limits  Limits      `toml:"limits"`
	Numbers []Number    `toml:"number"`
	Count   int         `toml:"count"` // the size of the account; numbers that are not listed are copies of those that are
	Lines   []Line      `toml:"line"`
	// Listeners are other apps that receive the account's webhooks too.
	Listeners []App    `toml:"listener"`
	Pool      []Pooled `toml:"preverified"` // the pre-verified numbers of the account's business
	Faults    []Fault  `toml:"fault"`
	Health    []Health `toml:"health"` // what keeps messages from being sent, beside what the state of a number says
}

// Account is the WhatsApp Business Account of a scenario.
type Account struct {
	ID           api.WABAID `toml:"id"`
	Name         string     `toml:"name"`
	Review       string     `toml:"review"`       // default APPROVED
	Status       string     `toml:"status"`       // default ACTIVE
	Verification string     `toml:"verification"` // default not_verified; Meta writes it in lower case (biz-sdk)
	Country      string     `toml:"country"`
	Currency     string     `toml:"currency"`
	Timezone     string     `toml:"timezone_id"`
	Limit        string     `toml:"limit"` // messaging limit of the portfolio; default TIER_250
	BusinessID   string     `toml:"business_id"`
	BusinessName string     `toml:"business_name"`
	Subscribed   bool       `toml:"subscribed"` // the app already receives the account's webhooks
	NoPayment    bool       `toml:"no_payment"` // there is no payment method
	Templates    []Template `toml:"template"`   // the approved ones; default [api.HelloWorld]
	// Recipients are the numbers to which test numbers may write, in E.164 form (field).
	Recipients []string `toml:"allowed_recipients"`
}

// App is an app of a developer. The tokens belong to one.
type App struct {
	ID       string `toml:"id"`
	Name     string `toml:"name"`
	Override string `toml:"override_callback_uri"` // where it receives this account's webhooks, if not at its own address (docs)
	// RequireSecret takes calls only with a proof that the caller knows the app secret (docs).
	RequireSecret bool `toml:"require_app_secret"`
}

// TokenRules say what the issued tokens may do.
type TokenRules struct {
	Scopes  []api.Scope `toml:"scopes"`     // default management and messaging
	Targets string      `toml:"targets"`    // account (default), all, or other for somebody else's account
	Life    *Duration   `toml:"expires_in"` // default never
	Kind    string      `toml:"type"`       // SYSTEM_USER (default) or USER for the token of a person (docs)
	Spare   int         `toml:"spare"`      // how many tokens [Info] has in addition
	User    string      `toml:"user"`       // the name of the system user or the person
	// Debug refuses to describe a token that is good otherwise: owner_only or blocked (field).
	Debug string `toml:"debug"`
	// MissingScope is the code for a token without the scope: 200 (default) or 10 (docs).
	MissingScope int `toml:"missing_scope_error"`
	// Unreachable is the code for an account that is not among the targets: 200
	// (default, docs), or 100 with subcode 33, as if the account did not exist (docs).
	Unreachable int `toml:"unreachable_error"`
}

// Rules decide what Meta does not document or does differently from case to case.
type Rules struct {
	Reported
	// WrongCode is the error code for a wrong verification code: 100 (default, openapi),
	// 136025, or 2388093 for 136025 with that subcode (field).
	WrongCode int `toml:"wrong_code_error"`
	// ConnectAfter is how long a registered number still reads PENDING.
	ConnectAfter Duration `toml:"connect_after"`
	// CapAt is the call that enforces the cap of registered numbers: add (default) or
	// register.
	CapAt string `toml:"cap_at"`
	// NewName is the name status of an added number: AVAILABLE_WITHOUT_REVIEW (default) or
	// PENDING_REVIEW.
	NewName api.NameStatus `toml:"new_name_status"`
	// NameReview is how long the review of a new display name takes. By default it never
	// ends. NameDecision is its result, by default APPROVED.
	NameReview   *Duration      `toml:"name_review_after"`
	NameDecision api.NameStatus `toml:"name_decision"`
	// SmallSettings writes the values of settings in lower case (openapi).
	SmallSettings bool `toml:"lower_case_settings"`
	// IdentityShown includes the identity check in the settings (unconfirmed).
	IdentityShown bool `toml:"identity_in_settings"`
	// CodeOnPremise sends a code to a number that is still on the On-Premises API. The docs
	// imply this, since only a number with a backup needs no code there. By default such a
	// number is refused as live elsewhere, which is stricter (field).
	CodeOnPremise bool `toml:"code_on_premise"`
	// WrongBackup is the error code for a backup that was modified or has a wrong password:
	// 133006 (default; by the docs only an unmodified backup replaces the code) or 100
	// (unconfirmed). A number that needs no code always gets 100.
	WrongBackup int `toml:"wrong_backup_error"`
	// CodeForTests demands a code before a test number of Meta's is registered. The sources
	// disagree; by default its PIN is enough (field).
	CodeForTests bool `toml:"code_for_test_numbers"`
	// NewModel refuses to move a number between accounts, as for accounts of the new model
	// (docs). With which code Meta does so is not known.
	NewModel bool `toml:"new_account_model"`
	// CodeForSignup accepts a code in place of an Embedded Signup that is too long ago,
	// since by the docs a code clears 133006. By default the customer has to repeat the
	// signup (seed 002).
	CodeForSignup bool `toml:"code_for_signup"`
	// NoFiltering refuses to filter lists, which is a beta that not every app has (seed 001).
	NoFiltering bool `toml:"no_filtering"`
	// SampleForTests lets only Meta's test numbers send [api.HelloWorld] (field).
	SampleForTests bool `toml:"sample_for_test_numbers"`
	// FlaggedSends lets a FLAGGED number send and a RESTRICTED number reply (field).
	// Otherwise only a CONNECTED number can send (seed 001).
	FlaggedSends bool `toml:"flagged_sends"`
	// NoPartner refuses the pool of pre-verified numbers to the business, since only
	// approved Solution Partners have one (docs).
	NoPartner bool `toml:"no_partner"`
}

// Limits replace figures. Zero keeps the figure of Meta or, where Meta publishes none, ours.
type Limits struct {
	Calls           int `toml:"calls_per_hour"`            // 200 (docs)
	CallsRegistered int `toml:"calls_per_hour_registered"` // 5000 once a number is registered (docs)
	Cap             int `toml:"registered_numbers"`        // 2, or 20 for a verified business or a limit from 2,000 (seed 001)
	CodeRequests    int `toml:"code_requests_per_day"`     // 5, our choice
	Guesses         int `toml:"code_guesses"`              // 5, our choice
	PoolCodeCalls   int `toml:"pool_code_calls_per_hour"`  // 125 (openapi)
}

// Number is a phone number of the account at the start.
type Number struct {
	ID           api.PhoneNumberID   `toml:"id"`
	Phone        string              `toml:"phone"`   // +85291234567
	Display      string              `toml:"display"` // by default made from phone
	Name         string              `toml:"name"`
	NameStatus   api.NameStatus      `toml:"name_status"` // default AVAILABLE_WITHOUT_REVIEW
	NewName      string              `toml:"new_name"`
	NewStatus    api.NameStatus      `toml:"new_name_status"`
	Status       api.Status          `toml:"status"`       // default PENDING
	Verification api.Verification    `toml:"verification"` // default NOT_VERIFIED
	VerifiedAt   *Duration           `toml:"verified_at"`  // default -1h when VERIFIED
	Platform     api.Platform        `toml:"platform"`     // default by status
	Throughput   api.ThroughputLevel `toml:"throughput"`   // default by status
	Mode         api.AccountMode     `toml:"mode"`         // default LIVE
	Quality      api.Quality         `toml:"quality"`      // default UNKNOWN
	PIN          string              `toml:"pin"`          // "" for none, "unknown" for one that nobody remembers, or six digits
	Created      *Duration           `toml:"created"`      // default one minute apart, in order
	Onboarded    *Duration           `toml:"last_onboarded"`
	Official     bool                `toml:"official"`
	About        string              `toml:"about"`   // of the business profile
	Profile      Profile             `toml:"profile"` // the rest of it
	Preverified  bool                `toml:"preverified"`
	Region       api.Region          `toml:"region"`
	Identity     bool                `toml:"identity_check"`
	// BusinessApp is is_on_biz_app: the number has an account in the Business app. On the
	// platform CLOUD_API the app and Cloud API share the number (docs).
	BusinessApp bool `toml:"on_business_app"`
	// Alternates is the status that every second read shows while sharing the number with
	// the Business app is not finished (field).
	Alternates api.Status `toml:"status_alternates_with"`
	// SaysApp replaces is_on_biz_app: false, or nothing to leave it out (field). By default
	// it tells what is so.
	SaysApp string `toml:"says_business_app"`
	// Expects is the country that the settings must name before register (field).
	Expects api.Region `toml:"expects_region"`
	// Deleted is when the number was deleted on the platform, before it came back.
	Deleted *Duration `toml:"deleted"`
	// Elsewhere says that the number is also registered in another account, which Graph
	// does not show. The status MIGRATED implies it.
	Elsewhere bool `toml:"elsewhere"`
	// LastPaid is when the number sent its last paid message. For 30 days it cannot be
	// deleted from the account that it is registered in (seed 000, seed 001).
	LastPaid *Duration `toml:"last_paid"`
	// Backup is what the backup call of the number's On-Premises client returned, and
	// BackupPassword its password (docs). They go with the platform ON_PREMISE. If both
	// are "", register accepts any backup, and nobody can hand one over.
	Backup          string     `toml:"backup"`
	BackupPassword  string     `toml:"backup_password"`
	NeedsDeregister bool       `toml:"needs_deregister"` // an earlier deregister did not finish
	CodeRequests    []Duration `toml:"code_requests"`
	Registers       []Duration `toml:"register_requests"`
	Deregisters     []Duration `toml:"deregister_requests"`
	Reach
	Outward
}

// setDefault sets a value that is zero.
func setDefault[T comparable](value *T, other T) {
	var zero T
	if *value == zero {
		*value = other
	}
}

func (sc *Scenario) defaults() {
	setDefault(&sc.Version, api.DefaultVersion)
	setDefault(&sc.Account.Review, "APPROVED")
	setDefault(&sc.Account.Status, "ACTIVE")
	setDefault(&sc.Account.Verification, "not_verified")
	setDefault(&sc.Account.Country, "HK")
	setDefault(&sc.Account.Currency, "USD")
	setDefault(&sc.Account.Timezone, "48")
	setDefault(&sc.Account.Limit, "TIER_250")
	setDefault(&sc.Account.BusinessID, "500120000000001")
	setDefault(&sc.Account.BusinessName, sc.Account.Name)
	if sc.Account.Templates == nil {
		sc.Account.Templates = []Template{{api.HelloWorld, string(api.HelloWorldLanguage), helloWorld}}
	}
	setDefault(&sc.App.ID, "600120000000001")
	setDefault(&sc.App.Name, "Dialtone sandbox")
	if sc.Token.Scopes == nil {
		sc.Token.Scopes = []api.Scope{api.ScopeManagement, api.ScopeMessaging}
	}
	setDefault(&sc.Token.Targets, targetsAccount)
	setDefault(&sc.Token.Kind, "SYSTEM_USER")
	setDefault(&sc.Token.MissingScope, 200)
	setDefault(&sc.Token.Unreachable, 200)
	setDefault(&sc.Token.User, "Sandbox operator")
	sc.Rules.Reported.defaults()
	setDefault(&sc.Rules.WrongCode, 100)
	setDefault(&sc.Rules.CapAt, capAtAdd)
	setDefault(&sc.Rules.WrongBackup, 133006)
	setDefault(&sc.Rules.NewName, api.NameAvailableWithoutReview)
	setDefault(&sc.Rules.NameDecision, api.NameApproved)
	setDefault(&sc.Limits.Calls, 200)
	setDefault(&sc.Limits.CallsRegistered, 5000)
	setDefault(&sc.Limits.CodeRequests, 5)
	setDefault(&sc.Limits.Guesses, 5)
	setDefault(&sc.Limits.PoolCodeCalls, 125)
	for i := range sc.Numbers {
		sc.Numbers[i].defaults()
	}
	for i := range sc.Faults {
		sc.Faults[i].defaults()
	}
}

func (n *Number) defaults() {
	setDefault(&n.Display, display(n.Phone))
	setDefault(&n.NameStatus, api.NameAvailableWithoutReview)
	setDefault(&n.Status, api.StatusPending)
	setDefault(&n.Verification, api.NotVerified)
	setDefault(&n.Mode, api.ModeLive)
	setDefault(&n.Quality, "UNKNOWN")
	n.Elsewhere = n.Elsewhere || n.Status == api.StatusMigrated
	if n.Platform == "" {
		n.Platform = api.PlatformNotApplicable
		if n.Status.Registered() {
			n.Platform = api.PlatformCloud
		}
	}
	if n.Throughput == "" {
		n.Throughput = "NOT_APPLICABLE"
		if n.Platform == api.PlatformCloud {
			n.Throughput = "STANDARD"
		}
	}
}

// Values of Targets, CapAt and SaysApp.
const (
	targetsAccount = "account"
	targetsAll     = "all"
	targetsOther   = "other"
	capAtAdd       = "add"
	capAtRegister  = "register"
	saysFalse      = "false"
	saysNothing    = "nothing"
)

var graphID = pattern.Of(`^[1-9]\d{14,16}$`)

// check finds mistakes that would make a scenario simulate something else than it means.
func (sc *Scenario) check() error {
	if !graphID().MatchString(string(sc.Account.ID)) {
		return errors.New("account.id must be 15 to 17 digits")
	}
	for _, c := range []struct {
		key   string
		value any
		of    []any
	}{
		{"token.type", sc.Token.Kind, []any{"SYSTEM_USER", "USER"}},
		{"token.targets", sc.Token.Targets, []any{targetsAccount, targetsAll, targetsOther}},
		{"token.missing_scope_error", sc.Token.MissingScope, []any{200, 10}},
		{"token.unreachable_error", sc.Token.Unreachable, []any{200, 100}},
		{"rules.wrong_code_error", sc.Rules.WrongCode, []any{100, 136025, wrongCodeSubcode}},
		{"rules.used_up_error", sc.Rules.UsedUp, []any{80007, 80008}},
		{"rules.cap_error", sc.Rules.Full, []any{1349175, 2388386, 2388112}},
		{"rules.app_blocked", sc.Rules.AppBlocked, []any{"", blockedWrites, blockedAll}},
		{"token.debug", sc.Token.Debug, []any{"", debugOwnerOnly, debugBlocked}},
		{"rules.cap_at", sc.Rules.CapAt, []any{capAtAdd, capAtRegister}},
		{"rules.wrong_backup_error", sc.Rules.WrongBackup, []any{133006, 100}},
	} {
		if !slices.Contains(c.of, c.value) {
			return fmt.Errorf("%s is %v, not one of %v", c.key, c.value, c.of)
		}
	}
	seen := map[string]bool{string(sc.Account.ID): true}
	for i, n := range sc.Numbers {
		if !graphID().MatchString(string(n.ID)) {
			return fmt.Errorf("number %d: id must be 15 to 17 digits", i+1)
		}
		if err := n.check(seen); err != nil {
			return fmt.Errorf("number %s: %w", n.ID, err)
		}
		seen[string(n.ID)], seen[n.Phone] = true, true
	}
	for _, p := range sc.Pool {
		if err := p.check(seen); err != nil {
			return fmt.Errorf("pre-verified number %s: %w", p.ID, err)
		}
		seen[string(p.ID)], seen[p.Phone] = true, true
	}
	if sc.Count != 0 && (sc.Count < len(sc.Numbers) || sc.Count > maxNumbers || len(sc.Numbers) == 0) {
		return fmt.Errorf("count is %d, not between the %d numbers that are listed and %d", sc.Count, len(sc.Numbers), maxNumbers)
	}
	for _, l := range sc.Lines {
		if !e164().MatchString(l.Phone) || seen[l.Phone] {
			return fmt.Errorf("line %q: phone is not of the form +85291234567, or is there twice", l.Phone)
		}
		seen[l.Phone] = true
	}
	for i, h := range sc.Health {
		if err := h.check(); err != nil {
			return fmt.Errorf("health %d: %w", i+1, err)
		}
	}
	for i, f := range sc.Faults {
		if err := f.check(); err != nil {
			return fmt.Errorf("fault %d: %w", i+1, err)
		}
	}
	return nil
}

// check finds mistakes in a number. What was seen are ids and phone numbers.
func (n Number) check(seen map[string]bool) error {
	switch {
	case !e164().MatchString(n.Phone):
		return fmt.Errorf("phone %q is not of the form +85291234567", n.Phone)
	case seen[string(n.ID)] || seen[n.Phone]:
		return errors.New("id or phone is there twice")
	case n.Name == "":
		return errors.New("has no name")
	case n.PIN != "" && n.PIN != unknownPIN && !sixDigits().MatchString(n.PIN):
		return fmt.Errorf("pin must be six digits, %q or nothing", unknownPIN)
	case n.Region != "" && !isRegion(n.Region), n.Expects != "" && !isRegion(n.Expects):
		return errors.New("region is not a storage country")
	case (n.Backup == "") != (n.BackupPassword == ""), n.Backup != "" && n.Platform != api.PlatformOnPremise:
		return fmt.Errorf("backup and backup_password go together, on the platform %s", api.PlatformOnPremise)
	case !slices.Contains([]string{"", saysFalse, saysNothing}, n.SaysApp):
		return fmt.Errorf("says_business_app is %q, not %s or %s", n.SaysApp, saysFalse, saysNothing)
	case n.Elsewhere && n.Status.Registered():
		return errors.New("is registered here and elsewhere")
	}
	return checkVerification(n.Verification)
}
