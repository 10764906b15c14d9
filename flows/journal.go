package flows

import (
	"slices"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
)

// What the journal is told, and what it tells. The journal works beside the
// operator; only a counted call waits for it, since its intent has to be on disk
// before the request leaves.

// The outcomes of sessions.
const (
	OutcomeConnected = "connected"
	OutcomeMoved     = "moved"        // connected, with its data in the wanted region
	OutcomeOff       = "deregistered" // registered no more
)

// SessionID names a session in the journal.
type SessionID string

// Unfinished is a job that was begun and not brought to its end.
type Unfinished struct {
	ID      SessionID
	Account api.WABAID
	Number  api.PhoneNumberID
	Display string // masked
	Name    string
	State   State
	At      time.Time
	Who     string
	Goal    Goal // what it is for
	// Unsettled says that a request of it has no known outcome.
	Unsettled bool
	// Running says that it is open in another window, or may be.
	Running bool
}

// What the journal answers.
type (
	// JournalOpened says what the journal knows of a number, or why there is no
	// journal.
	JournalOpened struct {
		Number api.PhoneNumberID
		Budget Budget
		// CodeAt is when the newest code was asked for that may have been sent.
		CodeAt time.Time
		// CodeSent says that Meta took that request for sure.
		CodeSent bool
		// Open says that a register request of an earlier run has no known outcome,
		// and Before how the number read before it, where that is known.
		Open   bool
		Before api.Number
		// OpenOff says the same of a deregister request.
		OpenOff bool
		OpenAt  time.Time // when the earlier one was sent
		// Refused is what Meta said no to last, as the journal knows it.
		Refused []Refusal
		Err     error
	}
	// UnfinishedListed lists what was left unfinished.
	UnfinishedListed struct{ Sessions []Unfinished }
	// JournalWritten says that the journal was told something.
	JournalWritten struct{}
)

// What the journal is told and asked.
type (
	// OpenJournal begins a session in the journal, or goes on with one that was
	// left, and reads the number's counters.
	OpenJournal struct {
		Account api.WABAID
		Number  api.PhoneNumberID
		Display string // masked
		Name    string
		State   State
		Goal    Goal
	}
	// JournalState writes down where the number stands.
	JournalState struct {
		Number api.PhoneNumberID
		State  State
	}
	// CloseJournal ends a session.
	CloseJournal struct {
		Number  api.PhoneNumberID
		Outcome string
	}
	// JournalLock writes down that a counter is closed.
	JournalLock struct {
		Of    Counter
		Until time.Time
		Told  bool // Meta named the moment
	}
	// SkipJournal has nothing written down from now on.
	SkipJournal struct{}
	// ListUnfinished lists what was left unfinished; Account "" for every one.
	ListUnfinished struct{ Account api.WABAID }
)

// Spec implements [Effect].
func (OpenJournal) Spec() Spec    { return kept[JournalOpened]("") }
func (JournalState) Spec() Spec   { return kept[JournalWritten]("") }
func (CloseJournal) Spec() Spec   { return kept[JournalWritten]("") }
func (JournalLock) Spec() Spec    { return kept[JournalWritten]("") }
func (SkipJournal) Spec() Spec    { return kept[JournalWritten]("") }
func (ListUnfinished) Spec() Spec { return kept[UnfinishedListed]("") }

var (
	journalFailed = when("the journal cannot be used", func(_ Session, e JournalOpened) bool { return e.Err != nil })
	journalShown  = fact("the card is about the journal", func(s Session) bool { return s.shows(AdviseJournal) })
)

// journals reports whether what happens is written down.
func (s Session) journals() bool { return s.Want.Recorded && !s.Target.Sandbox && !s.WithoutJournal }

// journalEffects is what the journal has to be told after a step.
func (s *Session) journalEffects(before Session) []Effect {
	if !s.journals() {
		return nil
	}
	var effects []Effect
	switch {
	case s.Number.ID == "" || !s.worksCounted():
	case s.Record.Number != s.Number.ID, s.Record.Goal != s.goal():
		s.Record, s.spentThen = Record{Number: s.Number.ID, Goal: s.goal()}, s.Budget
		effects = append(effects, OpenJournal{
			Account: s.Account.ID, Number: s.Number.ID, Display: phone.Mask(s.Number.Display), Name: api.MaskPhones(s.Number.Name),
			State: s.State, Goal: s.goal(),
		})
	case s.State != before.State:
		effects = append(effects, JournalState{s.Number.ID, s.State})
	}
	if s.State == Connected && s.Number.Status.Registered() && s.closedOf != s.Number.ID {
		effects = append(effects, s.closeJournal(OutcomeConnected))
	}
	effects = append(effects, s.refusalEffects(before)...)
	for _, call := range JournaledCalls() {
		of := Counter{s.Number.ID, call}
		if l := s.Budget.locked[of]; l != before.Budget.locked[of] && !l.until.IsZero() {
			effects = append(effects, JournalLock{of, l.until, l.firm})
		}
	}
	return effects
}

// closeJournal ends the session of the number at hand.
func (s *Session) closeJournal(outcome string) Effect {
	s.closedOf, s.Record.Number, s.Record.Open = s.Number.ID, "", false
	return CloseJournal{s.Number.ID, outcome}
}

// worksCounted reports whether a state works on a number with requests that Meta counts.
func (s Session) worksCounted() bool {
	switch s.State {
	case Connect, PickNumber, AddNumber, Connected, Manage, ChangeName, MoveRegion: // a region change has its goal once that is chosen
		return false
	case Deregister: // nothing is sent for one that is not registered
		return TakesOff(s.Number)
	}
	return FlowOf(s.jobIn(s.State)).Counts
}

// storeJournal takes over what the journal knows of the number's counters, and of
// requests of earlier runs.
func storeJournal(s *Session, e JournalOpened, at time.Time) {
	s.Record.Open, s.closedOf = true, ""
	s.Budget = s.Budget.with(e.Number, e.Budget, s.spentThen)
	if e.Number != s.Number.ID {
		return
	}
	s.storeRefusals(e.Refused)
	if e.Open {
		s.open(api.Register, Attempt{At: e.OpenAt, Before: e.Before, Err: leftOpen(api.Register)})
	}
	if e.OpenOff {
		s.open(api.Deregister, Attempt{At: e.OpenAt, Err: leftOpen(api.Deregister)})
	}
	lives := at.Before(eligibility.Deadline(eligibility.DeadlineCode, e.CodeAt))
	if s.Code.SentAt.IsZero() && lives {
		s.Code.SentAt, s.Code.Earlier = e.CodeAt, true // it may still be used
	}
	if _, known := s.RefusalOf(api.RequestCode); !known && !e.CodeSent && lives {
		s.remember(Refusal{Call: api.RequestCode, At: e.CodeAt, Advice: AdviseNoAnswer, Unclear: true, earlier: true})
	}
}

// cardJournal stops: without the journal nothing that counts is sent, unless
// the operator says so.
func cardJournal(s *Session, e JournalOpened, at time.Time) { s.fail(Failed{Err: e.Err}, at) }

func goWithoutJournal(s *Session, _ time.Time) []Effect {
	s.WithoutJournal, s.Record.Open, s.Record.Number = true, false, ""
	return []Effect{SkipJournal{}}
}

func storeUnfinished(s *Session, e UnfinishedListed, _ time.Time) { s.Unfinished = e.Sessions }

// with returns the budget with the counters of a number as the journal had them
// when it was asked, and what was spent since. A lock that is known here already
// stays.
func (b Budget) with(number api.PhoneNumberID, kept, asked Budget) Budget {
	for _, call := range JournaledCalls() {
		c := Counter{number, call}
		since := b.used[c][min(len(asked.used[c]), len(b.used[c])):] // by number, since a clock can be set
		b = b.counting(c, slices.Concat(kept.used[c], since)).close(c, kept.locked[c])
	}
	return b
}

// Goal is what a session of the journal is for, as it is written down: "" for an
// onboarding, otherwise the job and what it is to lead to.
type Goal string

// GoalOff is the goal of taking a number off Cloud API.
const GoalOff Goal = "deregister"

const (
	regionGoal = Goal("region:")
	goalNone   = "none"       // no local storage
	goalUnkept = "no_storage" // nothing kept for longer than an hour
)

// goal is what the present work is for.
func (s Session) goal() Goal {
	switch {
	case s.Job == JobRegion && s.Move.Chosen:
		return RegionGoal(s.Move.To)
	case s.Job == JobDeregister:
		return GoalOff
	}
	return ""
}

// RegionGoal is the goal of moving a number's data.
func RegionGoal(to api.Storage) Goal {
	switch {
	case to.IsUnkept():
		return regionGoal + goalUnkept
	case to.Localized() == "":
		return regionGoal + goalNone
	}
	return regionGoal + Goal(to.Localized())
}

// Job is the job that a goal belongs to. One of a later version of Dialtone is
// taken for an onboarding, which begins with looking where the number stands.
func (g Goal) Job() Job {
	if _, is := g.Storage(); is {
		return JobRegion
	}
	if g == GoalOff {
		return JobDeregister
	}
	return JobOnboard
}

// Storage is where data is to rest; false for a goal of another job.
func (g Goal) Storage() (api.Storage, bool) {
	switch name, is := strings.CutPrefix(string(g), string(regionGoal)); {
	case !is || name == "":
		return api.Storage{}, false
	case name == goalUnkept:
		return api.Unkept(), true
	case name == goalNone:
		return api.InRegion(""), true
	default:
		return api.InRegion(api.Region(name)), true
	}
}

// EndsWith reports whether an outcome brings what was begun to this end to a close.
func (g Goal) EndsWith(outcome string) bool {
	switch outcome {
	case OutcomeOff:
		return g == GoalOff
	case OutcomeMoved:
		return g != GoalOff
	}
	return g == ""
}
