package flows

import (
	"slices"
	"time"

	"dialtone/api"
)

// Handler alters a session that is about to arrive at its next state and says
// what is to be done in the world.
type Handler func(*Session, Input) []Effect

// Machine runs a transition table.
type Machine struct {
	rows []Transition
	on   map[State]map[Kind][]int // rows by state and kind, in table order, those for First first and those for Any last
}

// NewMachine returns the machine of every flow.
func NewMachine() *Machine {
	var rows []Transition
	for _, f := range Flows() {
		rows = append(rows, f.Rows()...)
	}
	return newMachine(append(rows, everywhere()...))
}

func newMachine(rows []Transition) *Machine {
	m := &Machine{rows: rows, on: map[State]map[Kind][]int{}}
	for _, d := range Declarations() {
		m.on[d.State] = map[Kind][]int{}
		for _, from := range []State{First, d.State, Any} {
			for i, r := range rows {
				if r.From == from {
					m.on[d.State][r.On] = append(m.on[d.State][r.On], i)
				}
			}
		}
	}
	return m
}

// Rows is the transition table.
func (m *Machine) Rows() []Transition { return slices.Clone(m.rows) }

// Start is the session before anything happened.
func Start(w Options) Session {
	return Session{
		Frame: Frame{State: Connect, Generation: 1, Job: w.Job}, Want: w, Case: newCase(w),
		Log: Log{resumes: Unfinished{Number: w.Number, Goal: w.Goal}},
	}
}

// Step is the whole logic of a flow: what follows from an input. It is pure.
//
// Two rules hold in every state. An answer to a question that was given up is
// thrown away; only the keyring's word belongs to no question. And while a call
// is under way the operator is heard only to take it back, which is possible for
// calls that only look.
func (m *Machine) Step(s Session, in Input) (Session, []Command) {
	kind := in.Event.Kind()
	byHand := kind.operators()
	switch {
	case !byHand && in.Generation != s.Generation && !detached(kind):
		return s, nil
	case byHand && s.Busy() && (kind != KBackAsked || !s.CanCancel()):
		return s, nil
	}
	row, found := m.find(s, in)
	switch {
	case byHand && s.Busy() && (!found || row.From == Any): // else the state says itself what giving up means
		return cancel(s)
	case found:
		return apply(s, in, row)
	case !byHand:
		return resolve(s, in.Event), nil
	}
	return s, nil
}

// detached reports whether an answer belongs to no question: it tells of what is
// kept on this machine.
func detached(k Kind) bool {
	switch k {
	case KTokenSaved, KJournalOpened, KUnfinishedListed, KJournalWritten:
		return true
	}
	return false
}

// find is the first line of the table that fits.
func (m *Machine) find(s Session, in Input) (Transition, bool) {
	for _, i := range m.on[s.State][in.Event.Kind()] {
		if row := m.rows[i]; row.If.holds == nil || row.If.holds(s, in) {
			return row, true
		}
	}
	return Transition{}, false
}

// cancel gives up the call under way, and with it what was to follow. A list
// that was loading goes on from where it came to.
func cancel(s Session) (Session, []Command) {
	s.Generation++
	s.Waiting, s.Last, s.Looking, s.Confirm.Given, s.Confirm.override = nil, nil, false, false, pendingOverride{}
	if !s.List.Listing {
		return s, nil
	}
	return s, []Command{{Effect: s.nextPage(), Generation: s.Generation}}
}

// resolve ends the wait for what an event answers, and puts a card away that
// said that the same call had failed. What works beside the operator ends no
// other wait.
func resolve(s Session, e Event) Session {
	_, failed := e.(Failed)
	switch e.Kind() { // what ends a look; a next one says so itself
	case KPollDue, KNumberRead, KFactsRead, KFailed:
		s.Looking = false
	}
	if s.Waiting != nil && ends(s.Waiting, e) {
		s.Last = nil
		if failed && repeatable(s.Waiting) {
			s.Last = s.Waiting
		}
		s.Waiting = nil
	}
	if s.Problem != nil && !failed && solves(e.Kind(), s.Problem.Call) {
		s.Problem = nil
	}
	return s
}

// solves reports whether an answer shows that a call works that had failed. It
// is about calls that work beside the operator: a call that the operator starts
// puts the card away by itself.
func solves(k Kind, call api.Endpoint) bool {
	switch k {
	case KNumbersListed:
		return call == api.ListNumbers
	case KNumberRead:
		return call == api.GetNumber
	case KAppsRead:
		return call == api.GetSubscribed
	case KProfileRead:
		return call == api.GetProfile
	}
	return false
}

func apply(s Session, in Input, row Transition) (Session, []Command) {
	before := s
	s.from = s.State
	if in.Event.Kind().operators() {
		s.Notice = ""
	} else {
		s = resolve(s, in.Event)
	}
	to := destination(s, in, row)
	if to != s.from {
		s = navigate(s, row, to)
	}
	s.State, s.Job = to, s.jobIn(to)
	var effects []Effect
	if p := before.Problem; in.Event.Kind() == KOverrideAsked && p != nil {
		s.Confirm.override = pendingOverride{p.Call, overrideFor(p)}
	}
	if row.Do != nil {
		effects = row.Do(&s, in)
	}
	effects = append(effects, s.journalEffects(before, in.At)...)
	var commands []Command
	for _, e := range effects {
		command := Command{Effect: e, Generation: s.Generation}
		if call := e.Call(); isCounted(call) {
			command.Expected = s.expectedFor(call)
			if s.Confirm.override.call == call {
				command.Override, s.Confirm.override = s.Confirm.override.by, pendingOverride{}
			}
		}
		commands = append(commands, command)
		s = await(s, e, in.At)
	}
	if !s.overrideStillNeeded() {
		s.Confirm.override = pendingOverride{}
	}
	return s, commands
}

// navigate leaves a state: its question and its card are given up, and Back learns
// the way.
func navigate(s Session, row Transition, to State) Session {
	s.Generation++
	s.Waiting, s.List.Listing, s.Looking = nil, false, false
	if row.To != Advised {
		s.Problem = nil
	}
	last := len(s.History) - 1
	switch {
	case row.To == Previous:
		s.History = slices.Clip(s.History[:last])
	case row.To == Noted:
		if last >= 0 && s.History[last] == to { // the token died on the way from there
			s.History = slices.Clip(s.History[:last])
		}
	case to == Connect:
		// The way back stays what it was before the token was of no use.
	case s.State == Review && (to == ChoosePIN || to == ChooseRegion), s.State == MovePlan && (to == MovePIN || to == MoveRegion):
		s.History = append(slices.Clip(s.History), s.State) // and back to the review
	case row.Past:
		s.History = []State{PickNumber}
		if inPool(to) {
			s.History = []State{Pool}
		}
	case slices.Contains(s.History, to):
		s.History = slices.Clip(s.History[:slices.Index(s.History, to)])
	case s.State == Remedy, s.State == Moving:
		// What was in the way is out of it, what was sent is sent; Back does not lead there.
	default:
		s.History = append(slices.Clip(s.History), s.State)
	}
	if to == PickNumber || to == Pool {
		s.History = []State{Connect}
	}
	return s
}

// await notes that the operator has to wait for an effect, and counts a request
// that Meta counts. Pages of a list, timers and what they start, and the keyring
// work beside the operator.
func await(s Session, e Effect, at time.Time) Session {
	if call := e.Call(); isCounted(call) {
		s.Budget = s.Budget.Spend(s.Counter(call), at)
		s.Confirm.certificateRefused = s.Confirm.certificateRefused && call != api.Register
	}
	switch e := e.(type) {
	case ReadNumbers:
		s.List.Listing = true
		return s
	case ReadApps:
		if e.ID != "" && !s.RegionUnread() {
			return s
		}
	case Poll:
		s.Looking = true
		return s
	case ListSaved, SaveToken, OpenJournal, JournalState, CloseJournal, JournalLock, SkipJournal, ListUnfinished:
		return s
	case ReadNumber:
		if s.State == Connected && s.Settle.Looks > 0 {
			s.Looking = true
			return s
		}
		if s.State == MessageSent && s.from != s.State {
			return s
		}
	}
	s.Waiting, s.Last, s.Since = e, nil, at
	return s
}

// isCounted reports whether Meta counts the requests of a call per number:
// register and deregister by figure (seed 003), code requests and guesses by
// limits that are not published (docs), those for the pool by the hour (openapi).
func isCounted(call api.Endpoint) bool {
	switch call {
	case api.Register, api.Deregister, api.RequestCode, api.VerifyCode, api.RequestPreverifiedCode, api.VerifyPreverifiedCode:
		return true
	}
	return false
}

// destination resolves the places of a row to a state.
func destination(s Session, in Input, row Transition) State {
	switch row.To {
	case Same:
		return s.State
	case Previous:
		return s.History[len(s.History)-1]
	case Noted:
		return s.Return
	case Advised:
		if to := s.Problem.Advice.To; to != "" {
			return to
		}
		return s.State
	case Begun:
		job := s.Job
		if e, ok := in.Event.(JobChosen); ok {
			job = e.Job
		}
		return FlowOf(job).Start
	case Derived:
		read, ok := in.Event.(NumberRead)
		if !ok {
			return s.State
		}
		return s.startOf(read.Number)
	}
	return row.To
}
