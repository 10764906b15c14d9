package graphsim

import (
	"errors"
	"fmt"
	"strings"

	"dialtone/api"

	"github.com/BurntSushi/toml"
)

// Scenario is a world to simulate, read from TOML by [Parse].
type Scenario struct {
	Title   string      `toml:"title"`          // what the scenario shows, one line
	Version api.Version `toml:"version"`        // serves calls that name no version; default v24.0
	Oldest  api.Version `toml:"oldest_version"` // calls to older versions are served by this one; "" serves any
	Account Account     `toml:"account"`
	App     App         `toml:"app"`
	Token   TokenRules  `toml:"token"`
	Rules   Rules       `toml:"rules"`
	Limits  Limits      `toml:"limits"`
	Numbers []Number    `toml:"number"`
	Count   int         `toml:"count"` // how many numbers the account has: copies of those listed make up for the rest
	Lines   []Line      `toml:"line"`
	// Listeners are apps of others that receive the account's webhooks as well.
	Listeners []App      `toml:"listener"`
	Pool      []Pooled   `toml:"preverified"` // of the account's business
	Partners  []Business `toml:"partner"`     // businesses that it can share the pool with
	Faults    []Fault    `toml:"fault"`
}

// Account is the WhatsApp Business Account of a scenario.
type Account struct {
	ID           api.WABAID `toml:"id"`
	Name         string     `toml:"name"`
	Review       string     `toml:"review"`       // default APPROVED
	Status       string     `toml:"status"`       // default ACTIVE
	Verification string     `toml:"verification"` // default not_verified; lower case live (biz-sdk)
	Country      string     `toml:"country"`
	Currency     string     `toml:"currency"`
	Timezone     string     `toml:"timezone_id"`
	Limit        string     `toml:"limit"` // messaging limit of the portfolio; default TIER_250
	BusinessID   string     `toml:"business_id"`
	BusinessName string     `toml:"business_name"`
	Subscribed   bool       `toml:"subscribed"` // the app already receives the account's webhooks
	NoPayment    bool       `toml:"no_payment"` // nobody set up a payment method yet
	Templates    []Template `toml:"template"`   // approved ones; default [api.HelloWorld]
	// Recipients are the numbers that test numbers may write to, in E.164 form (field).
	Recipients []string `toml:"allowed_recipients"`
}

// Template is an approved template without variables.
type Template struct {
	Name     string `toml:"name"`
	Language string `toml:"language"`
	Body     string `toml:"body"`
}

// App is the app that the tokens belong to.
type App struct {
	ID   string `toml:"id"`
	Name string `toml:"name"`
}

// TokenRules say what the issued tokens may do.
type TokenRules struct {
	Scopes  []api.Scope `toml:"scopes"`     // default management and messaging
	Targets string      `toml:"targets"`    // account (default), all, or other: somebody else's account only
	Life    *Span       `toml:"expires_in"` // default never
	Kind    string      `toml:"type"`       // SYSTEM_USER (default) or USER, a person's (docs)
	Spare   int         `toml:"spare"`      // how many further tokens [Info] names
	// MissingScope is the code for a token without the scope: 200 (default) or 10 (docs).
	MissingScope int `toml:"missing_scope_error"`
	// Unreachable is the answer for an account that is not among the targets:
	// 200 (default, docs) or 100 for 100/33, as if it did not exist (docs).
	Unreachable int `toml:"unreachable_error"`
}

// Rules switch what Meta leaves open or does differently from case to case.
type Rules struct {
	// WrongCode is the code for a wrong verification code: 100 (default,
	// openapi) or 136025 (field).
	WrongCode int `toml:"wrong_code_error"`
	// ConnectAfter is how long a registered number still reads PENDING.
	ConnectAfter Span `toml:"connect_after"`
	// CapAt is where the cap of registered numbers is enforced: add (default) or register.
	CapAt string `toml:"cap_at"`
	// NewName is the name status of an added number: AVAILABLE_WITHOUT_REVIEW (default) or PENDING_REVIEW.
	NewName api.NameStatus `toml:"new_name_status"`
	// NameReview is how long the review of a changed display name takes; it
	// never ends by default. NameDecision is its result, APPROVED by default.
	NameReview   *Span          `toml:"name_review_after"`
	NameDecision api.NameStatus `toml:"name_decision"`
	// SmallSettings writes the values of settings in lower case (openapi).
	SmallSettings bool `toml:"lower_case_settings"`
	// IdentityShown has the settings answer the identity check (unconfirmed).
	IdentityShown bool `toml:"identity_in_settings"`
	// CodeOnPremise lets a number ask for a code while it is still on the
	// On-Premises API. The docs imply it, since they spare the code only to those
	// who hand in a backup; the default is the sterner refusal of a number that
	// is live elsewhere (field).
	CodeOnPremise bool `toml:"code_on_premise"`
	// WrongBackup is the code for a backup that was changed, or whose password is
	// another: 133006 (default; the docs spare the code for an unmodified backup
	// only) or 100 (unconfirmed). A number that needs no code gets 100 either way.
	WrongBackup int `toml:"wrong_backup_error"`
	// CodeForSignup lets a code stand in for an Embedded Signup that is too long
	// ago, as the docs let a code lift 133006. By default the customer has to
	// repeat the flow (seed 002).
	CodeForSignup bool `toml:"code_for_signup"`
	// NoFiltering refuses the filtering of lists, a beta that not every app has (seed 001).
	NoFiltering bool `toml:"no_filtering"`
	// SampleForTests refuses [api.HelloWorld] to all but Meta's test numbers (field).
	SampleForTests bool `toml:"sample_for_test_numbers"`
	// FlaggedSends lets a FLAGGED number send, and a RESTRICTED one reply (field).
	// Otherwise only a CONNECTED one sends (seed 001).
	FlaggedSends bool `toml:"flagged_sends"`
	// NoPartner has the business have no pool of pre-verified numbers, which only
	// approved Solution Partners have (docs).
	NoPartner bool `toml:"no_partner"`
}

// Limits replace figures; zero keeps Meta's own or, where it publishes none,
// ours.
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
	Display      string              `toml:"display"` // default made from phone
	Name         string              `toml:"name"`
	NameStatus   api.NameStatus      `toml:"name_status"` // default AVAILABLE_WITHOUT_REVIEW
	NewName      string              `toml:"new_name"`
	NewStatus    api.NameStatus      `toml:"new_name_status"`
	Status       api.Status          `toml:"status"`       // default PENDING
	Verification api.Verification    `toml:"verification"` // default NOT_VERIFIED
	VerifiedAt   *Span               `toml:"verified_at"`  // default -1h when VERIFIED
	Platform     api.Platform        `toml:"platform"`     // default by status
	Throughput   api.ThroughputLevel `toml:"throughput"`   // default by status
	Mode         api.AccountMode     `toml:"mode"`         // default LIVE
	Quality      api.Quality         `toml:"quality"`      // default UNKNOWN
	PIN          string              `toml:"pin"`          // "" for none, "unknown" for one that nobody remembers, or six digits
	Created      *Span               `toml:"created"`      // default one minute apart, in order
	Onboarded    *Span               `toml:"last_onboarded"`
	BusinessApp  bool                `toml:"on_business_app"` // is_on_biz_app: has an account in the Business app; shared when the platform is CLOUD_API (docs)
	Official     bool                `toml:"official"`
	About        string              `toml:"about"`   // of the business profile
	Profile      Profile             `toml:"profile"` // the rest of it
	Preverified  bool                `toml:"preverified"`
	Region       api.Region          `toml:"region"`
	Identity     bool                `toml:"identity_check"`
	// Expects is the country that settings must carry before register (field).
	Expects api.Region `toml:"expects_region"`
	// Deleted is when the number was deleted on the platform before it came back.
	Deleted *Span `toml:"deleted"`
	// Elsewhere says that the number is registered in another account as well,
	// which Graph does not tell; it goes without saying for the status MIGRATED.
	Elsewhere bool `toml:"elsewhere"`
	// LastPaid is when it sent its last paid message, wherever it is registered;
	// it cannot be deleted there for 30 days (seed 000, seed 001).
	LastPaid *Span `toml:"last_paid"`
	// Backup is what the backup call of the number's On-Premises client gave, and
	// BackupPassword its password (docs). Only for the platform ON_PREMISE; "" for
	// both has register take any backup, and leaves nobody to hand one over.
	Backup          string `toml:"backup"`
	BackupPassword  string `toml:"backup_password"`
	NeedsDeregister bool   `toml:"needs_deregister"` // an earlier deregister did not finish
	CodeRequests    []Span `toml:"code_requests"`
	Registers       []Span `toml:"register_requests"`
	Deregisters     []Span `toml:"deregister_requests"`
	Reach
}

// Profile is the business profile of a number, besides its about text.
type Profile struct {
	Address     string       `toml:"address"`
	Description string       `toml:"description"`
	Email       string       `toml:"email"`
	Picture     string       `toml:"picture"` // its address
	Websites    []string     `toml:"websites"`
	Vertical    api.Vertical `toml:"vertical"` // default OTHER
}

// Line is a phone line outside the account: what add_number finds when the
// number is added. A line that no scenario names is in use nowhere.
type Line struct {
	Phone      string `toml:"phone"`
	OnPlatform bool   `toml:"on_platform"` // registered in another account
	TwoStep    bool   `toml:"two_step"`    // and two-step verification is on there
	Unapproved bool   `toml:"name_not_approved"`
	// What else keeps it from moving here (docs).
	OtherBusiness bool  `toml:"other_business"`  // that account represents another business
	Unready       bool  `toml:"source_unready"`  // that account is not approved, or of the retired on-behalf-of model
	Unaccepted    bool  `toml:"request_pending"` // nobody there accepted the request to message on its behalf
	LastPaid      *Span `toml:"last_paid"`       // as of a [Number]
	Banned        bool  `toml:"banned"`
	NoWhatsApp    bool  `toml:"not_on_whatsapp"` // messages do not reach it
	Wrote         *Span `toml:"wrote"`           // when its person last wrote to a number of the account
	Reach
}

// Parse reads a scenario. Keys that it does not know are errors, since a
// misspelt key would quietly simulate something else.
func Parse(data []byte) (Scenario, error) {
	var sc Scenario
	meta, err := toml.Decode(string(data), &sc)
	if err != nil {
		return Scenario{}, fmt.Errorf("scenario: %w", err)
	}
	if extra := meta.Undecoded(); len(extra) > 0 {
		names := make([]string, len(extra))
		for i, key := range extra {
			names[i] = key.String()
		}
		return Scenario{}, fmt.Errorf("scenario: unknown key %s", strings.Join(names, ", "))
	}
	sc.defaults()
	if err := sc.check(); err != nil {
		return Scenario{}, fmt.Errorf("scenario: %w", err)
	}
	return sc, nil
}

func orElse[T comparable](value *T, other T) {
	var zero T
	if *value == zero {
		*value = other
	}
}

func (sc *Scenario) defaults() {
	orElse(&sc.Version, api.DefaultVersion)
	orElse(&sc.Account.Review, "APPROVED")
	orElse(&sc.Account.Status, "ACTIVE")
	orElse(&sc.Account.Verification, "not_verified")
	orElse(&sc.Account.Country, "HK")
	orElse(&sc.Account.Currency, "USD")
	orElse(&sc.Account.Timezone, "48")
	orElse(&sc.Account.Limit, "TIER_250")
	orElse(&sc.Account.BusinessID, "500120000000001")
	orElse(&sc.Account.BusinessName, sc.Account.Name)
	if sc.Account.Templates == nil {
		sc.Account.Templates = []Template{{api.HelloWorld, string(api.HelloWorldLanguage), helloWorld}}
	}
	orElse(&sc.App.ID, "600120000000001")
	orElse(&sc.App.Name, "Dialtone sandbox")
	if sc.Token.Scopes == nil {
		sc.Token.Scopes = []api.Scope{api.ScopeManagement, api.ScopeMessaging}
	}
	orElse(&sc.Token.Targets, targetsAccount)
	orElse(&sc.Token.Kind, "SYSTEM_USER")
	orElse(&sc.Token.MissingScope, 200)
	orElse(&sc.Token.Unreachable, 200)
	orElse(&sc.Rules.WrongCode, 100)
	orElse(&sc.Rules.CapAt, capAtAdd)
	orElse(&sc.Rules.WrongBackup, 133006)
	orElse(&sc.Rules.NewName, api.NameAvailableWithoutReview)
	orElse(&sc.Rules.NameDecision, api.NameApproved)
	orElse(&sc.Limits.Calls, 200)
	orElse(&sc.Limits.CallsRegistered, 5000)
	orElse(&sc.Limits.CodeRequests, 5)
	orElse(&sc.Limits.Guesses, 5)
	orElse(&sc.Limits.PoolCodeCalls, 125)
	for i := range sc.Numbers {
		sc.Numbers[i].defaults()
	}
	for i := range sc.Faults {
		sc.Faults[i].defaults()
	}
}

func (n *Number) defaults() {
	orElse(&n.Display, display(n.Phone))
	orElse(&n.NameStatus, api.NameAvailableWithoutReview)
	orElse(&n.Status, api.StatusPending)
	orElse(&n.Verification, api.NotVerified)
	orElse(&n.Mode, api.ModeLive)
	orElse(&n.Quality, "UNKNOWN")
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

// helloWorld is the sample's text (docs).
const helloWorld = "Hello World. Welcome and congratulations!! This message demonstrates your ability to send a WhatsApp message notification from the Cloud API, hosted by Meta. Thank you for taking the time to test with us."

// Values of Targets and CapAt.
const (
	targetsAccount = "account"
	targetsAll     = "all"
	targetsOther   = "other"
	capAtAdd       = "add"
	capAtRegister  = "register"
)

var errNoID = errors.New("account.id must be 15 to 17 digits")
