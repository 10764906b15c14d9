package flows

import (
	"errors"
	"slices"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows/journal"
)

// What the journal is told, and what it tells. The journal works beside the
// operator; only a counted call waits for it, since its intent has to be on disk
// before the request leaves.

// The outcomes of sessions.
const (
	outcomeConnected = "connected"
	outcomeMoved     = "moved"        // connected, with its data in the wanted region
	outcomeOff       = "deregistered" // registered no more
)

// Unfinished is a job that was begun and not brought to its end.
type Unfinished struct {
	ID      journal.SessionID
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

// journals reports whether what happens is written down.
func (s Session) journals() bool { return s.Want.Recorded && !s.Target.Sandbox && !s.WithoutJournal }

// journalEffects is what the journal has to be told after a step.
func (s *Session) journalEffects(before Session, at time.Time) []Effect {
	if !s.journals() {
		return nil
	}
	var effects []Effect
	of := Counter{Number: s.Number.ID}
	switch {
	case s.Number.ID == "" || !s.worksCounted():
	case s.Record.Number != s.Number.ID, s.Record.Goal != s.goal():
		s.Record.Number, s.Record.Goal, s.Record.At, s.Record.Open = s.Number.ID, s.goal(), at, false
		effects = append(effects, OpenJournal{
			Account: s.Account.ID, Number: s.Number.ID, Display: eligibility.Mask(s.Number.Display), Name: api.MaskPhones(s.Number.Name), State: s.State,
			Goal: s.goal(),
		})
	case s.State != before.State:
		effects = append(effects, JournalState{s.Number.ID, s.State})
	}
	if s.State == Connected && s.Number.Status.Registered() && s.closedOf != s.Number.ID {
		s.closedOf, s.Record.Number, s.Record.Open = s.Number.ID, "", false
		effects = append(effects, CloseJournal{s.Number.ID, outcomeConnected})
	}
	for _, call := range countedCalls() {
		of.Call = call
		if until := s.Budget.locked[of]; until.After(before.Budget.locked[of]) {
			effects = append(effects, JournalLock{of, until})
		}
	}
	return effects
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

// keepRecord takes over what the journal knows of the number's counters.
func keepRecord(s *Session, in Input) []Effect {
	e := in.Event.(JournalOpened)
	s.Record.Open, s.closedOf = true, ""
	s.Budget = s.Budget.with(e.Number, e.Budget, s.Record.At)
	if e.Number == s.Number.ID && e.Open {
		s.open(api.Register, Attempt{At: e.OpenAt, Before: e.Before, Err: leftOpen(api.Register)})
	}
	if e.Number == s.Number.ID && e.OpenOff {
		s.open(api.Deregister, Attempt{At: e.OpenAt, Err: leftOpen(api.Deregister)})
	}
	if e.Number == s.Number.ID && s.Code.SentAt.IsZero() && in.At.Before(eligibility.Deadline(eligibility.DeadlineCode, e.CodeAt)) {
		s.Code.SentAt, s.Code.Earlier = e.CodeAt, true // it may still be used
	}
	return nil
}

// errLeftOpen stands for the answer that a run which was cut off never heard.
var errLeftOpen = errors.New("the run that sent it was cut off")

// settleLeftOpen reads back what a register request of an earlier run did, before
// anything else is asked.
func settleLeftOpen(s *Session, in Input) []Effect {
	keepRecord(s, in)
	s.Settle.Err, s.Settle.Call, s.Settle.Looks = leftOpen(api.Register), api.Register, 0
	return []Effect{ReadBack{s.Number.ID}}
}

func leftOpen(call api.Endpoint) error {
	return &api.TransportError{Call: call, Sent: true, Err: errLeftOpen}
}

// explainJournal stops: without the journal nothing that counts is sent, unless
// the operator says so.
func explainJournal(s *Session, in Input) []Effect {
	s.problem(Failed{Err: in.Event.(JournalOpened).Err}, in.At)
	return nil
}

func goWithoutJournal(s *Session, _ Input) []Effect {
	s.Problem, s.WithoutJournal, s.Record.Open, s.Record.Number = nil, true, false, ""
	return []Effect{SkipJournal{}}
}

func keepUnfinished(s *Session, in Input) []Effect {
	s.Unfinished = in.Event.(UnfinishedListed).Sessions
	return nil
}

// resume opens the account of an unfinished job, and then its number: the
// state it goes on in is read from the live facts. Without a token at hand it is
// asked for.
func resume(s *Session, in Input) []Effect {
	u := in.Event.(ResumeAsked).Session
	s.Job, s.resumes = u.Goal.Job(), u
	s.Remember, s.Return = false, "" // they were about another account
	s.Want.Account, s.Want.Number = u.Account, u.Number
	target := Target{Token: s.Want.Token, Account: u.Account}
	for _, saved := range s.Saved {
		if saved.ID == u.Account && target.Token.Empty() {
			target.Saved = true
		}
	}
	if target.Token.Empty() && !target.Saved {
		return nil
	}
	s.Target = target
	return []Effect{OpenAccount{target}}
}

// with returns the budget with the counters of a number as the journal had them
// when it was asked, and what was spent since. A lock that is known here already
// stays.
func (b Budget) with(number api.PhoneNumberID, kept Budget, asked time.Time) Budget {
	for _, call := range countedCalls() {
		c := Counter{number, call}
		since := slices.DeleteFunc(slices.Clone(b.used[c]), func(at time.Time) bool { return at.Before(asked) })
		b = Budget{put(b.used, c, slices.Concat(kept.used[c], since)), b.locked}.Lock(c, kept.locked[c])
	}
	return b
}

func put(used map[Counter][]time.Time, c Counter, at []time.Time) map[Counter][]time.Time {
	all := make(map[Counter][]time.Time, len(used)+1)
	for k, v := range used {
		all[k] = v
	}
	all[c] = at
	return all
}

// countedCalls are the calls that Meta counts per number.
func countedCalls() []api.Endpoint {
	return []api.Endpoint{api.RequestCode, api.VerifyCode, api.Register, api.Deregister}
}
