package flows

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/eligibility"
)

// phoneOf analyses a number by its own digits. A number that libphonenumber
// cannot read is left empty: its rules then stay open.
func phoneOf(n api.Number) eligibility.Number {
	phone, err := eligibility.ParseDisplay(n.Display)
	if err != nil {
		return eligibility.Number{}
	}
	return phone
}

// newNumber is what add_number is sent: the calling code and the digits after it
// (docs).
func newNumber(e NumberTyped) api.NewNumber {
	return api.NewNumber{CallingCode: strconv.Itoa(e.Phone.CallingCode), National: e.Phone.National, Name: e.Name, Migrate: e.Migrate}
}

// check judges the rules again.
func (s *Session) check() {
	s.Checks.Results = eligibility.Check(s.facts(), s.Checks.Answers)
	s.Checks.Verdict = eligibility.Decide(s.Checks.Results)
}

// OnlyDoubts reports whether every question of the checklist has its answer, and
// somebody has to find out more.
func (s Session) OnlyDoubts() bool {
	doubts := false
	for _, r := range s.Checks.Results {
		if r.Outcome != eligibility.Unknown || r.Ask == eligibility.QuestionNone {
			continue
		}
		if s.Checks.Answers[r.Ask] == eligibility.AnswerNone || r.Remedy == eligibility.RemedyNone {
			return false
		}
		doubts = true
	}
	return doubts
}

func platformOf(n api.Number) *eligibility.Platform {
	return &eligibility.Platform{
		Status: string(n.Status), CodeVerification: string(n.Verification), PlatformType: string(n.Platform),
		AccountMode: string(n.Mode), NameStatus: string(n.NameStatus), VerifiedName: n.Name, OnBusinessApp: n.OnBusinessApp,
		Onboarded: !n.LastOnboarded.IsZero(),
	}
}

func (s *Session) facts() eligibility.Facts {
	f := eligibility.Facts{Number: s.Phone, Platform: platformOf(s.Number)}
	if s.Account.ID != "" {
		f.Account = &eligibility.Account{
			ReviewStatus: s.Account.Review, Status: s.Account.Status, BusinessVerification: s.Account.Verification, MessagingLimit: s.Account.Limit,
			NumbersRegistered: s.Registered(), Known: s.List.Listed && s.List.Query.Mode == "",
		}
	}
	return f
}

// RegionKnown reports whether somebody said where the data is to rest: the command
// line, the operator, or the settings, if they name a country. Nobody else can tell.
func (s Session) RegionKnown() bool {
	return s.Want.Region != nil || s.Storage.Chosen || s.Storage.Region != ""
}

// Registered counts the account's registered numbers, as far as they are known.
func (s *Session) Registered() int {
	count := 0
	for i := range s.List.Pages {
		count += s.List.Pages[i].registered
	}
	return count
}

// RegisterBy is until when the present number has to be registered, zero when
// nothing is known to run out: 14 days after a code was accepted (graph-ref) or,
// without one of ours, after Embedded Signup (seed 002); 90 days for a
// pre-verified number (docs), from when it came into the account.
func (s Session) RegisterBy() time.Time {
	if s.Number.Status.Registered() {
		return time.Time{}
	}
	return s.RegisterDeadline()
}

// RegisterDeadline is the same day, for a number that was registered in time as
// well.
func (s Session) RegisterDeadline() time.Time {
	n := s.Number
	if n.Verification != api.Verified {
		return time.Time{}
	}
	for _, d := range slices.Backward(s.Actions) { // what was proven here counts from now
		if d.Number != n.ID || d.Unclear {
			continue
		}
		switch {
		case d.Call == api.VerifyCode:
			return eligibility.Deadline(eligibility.DeadlineVerification, d.At)
		case d.Call == api.AddNumber && n.Preverified: // taken out of the pool
			return eligibility.Deadline(eligibility.DeadlinePreVerified, d.At)
		}
	}
	return signupDeadline(n)
}

// signupDeadline is until when a number has to be registered after it came by
// Embedded Signup or out of a pool: zero for one that did not.
func signupDeadline(n api.Number) time.Time {
	kind := eligibility.DeadlineSignup
	if n.Preverified {
		kind = eligibility.DeadlinePreVerified
	}
	if n.LastOnboarded.IsZero() {
		return time.Time{}
	}
	return eligibility.Deadline(kind, n.LastOnboarded.Time)
}

// signupOver reports whether that time is over.
func signupOver(n api.Number, now time.Time) bool {
	by := signupDeadline(n)
	return !by.IsZero() && !by.After(now)
}

// remedyOf is the remedy that a number's facts alone ask for. The checklist
// tells them apart more finely than a standing does.
func remedyOf(n api.Number) eligibility.RemedyID {
	rule := eligibility.RuleInUse
	if standing, to := stand(n); to != Remedy {
		return eligibility.RemedyNone
	} else if standing == StandingLapsed {
		return eligibility.RemedyRepeatSignup
	} else if standing == StandingBanned {
		rule = eligibility.RuleBanned
	}
	return remedyByRule(n, rule)
}

// remedyByRule is the remedy that one rule of the checklist asks for.
func remedyByRule(n api.Number, rule eligibility.RuleID) eligibility.RemedyID {
	for _, r := range eligibility.Check(eligibility.Facts{Platform: platformOf(n)}, nil) {
		if r.Rule == rule {
			return r.Remedy
		}
	}
	return eligibility.RemedyNone
}

// propose fills in method and language of the code where neither the operator
// nor a flag chose them.
func (s *Session) propose() {
	if s.Code.Method == "" {
		s.Code.Method = api.SMS
		if s.Checks.Answers.Method(s.Phone) == eligibility.MethodVoice {
			s.Code.Method = api.Voice
		}
	}
	if s.Code.Language == "" {
		s.Code.Language = api.Language(assets.LanguageFor(s.Phone.Region))
	}
}

// FactChange names a fact that is no longer what the review showed.
type FactChange string

// The facts that the review watches.
const (
	ChangedDisplay      FactChange = "display" // another phone number under the same id
	ChangedStatus       FactChange = "status"
	ChangedVerification FactChange = "verification"
	ChangedPIN          FactChange = "pin"
	ChangedHosting      FactChange = "hosting"
	ChangedName         FactChange = "name" // another name waits, or is in use by now
	ChangedRegion       FactChange = "region"
)

// FactChanges lists every fact that the review watches.
func FactChanges() []FactChange {
	return []FactChange{ChangedDisplay, ChangedStatus, ChangedVerification, ChangedPIN, ChangedHosting, ChangedName, ChangedRegion}
}

// changesOf compares fresh facts with those that the session holds.
func changesOf(s Session, e FactsRead) []FactChange {
	changed := changedBetween(s.Number, e.Number)
	// A PIN that the number got meanwhile matters; one that Graph does not speak
	// of does not.
	if pin := e.Number.PINEnabled; s.PIN.Mode == NewPIN && pin != nil && *pin {
		changed = append(changed, ChangedPIN)
	}
	if !s.RegionAtRegister && !sameRegion(e.Settings.Storage.Localized(), s.Storage.Region) {
		changed = append(changed, ChangedRegion)
	}
	return changed
}

// sameRegion compares without regard to case, since Graph writes either.
func sameRegion(a, b api.Region) bool { return strings.EqualFold(string(a), string(b)) }
