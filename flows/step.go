package flows

import (
	"slices"
	"time"

	"dialtone/api"
)

// change alters a session that is about to arrive at its next state and says
// what is to be done in the world.
type change func(*Session, Input) []Effect

// Machine runs a transition table.
type Machine struct {
	rows []Transition
	on   map[State]map[Kind][]int // rows by state and kind, in table order, those for Any last
}

// NewOnboarding returns the machine of the onboarding flow.
func NewOnboarding() *Machine { return newMachine(onboarding()) }

func newMachine(rows []Transition) *Machine {
	m := &Machine{rows: rows, on: map[State]map[Kind][]int{}}
	for _, d := range Declarations() {
		m.on[d.State] = map[Kind][]int{}
		for _, from := range []State{d.State, Any} {
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
func Start(w Wish) Session {
	return Session{State: Connect, Ask: 1, Wish: w, Method: w.Method, Language: w.Language}
}

// Step is the whole logic of a flow: what follows from an input. It is pure.
//
// Two rules hold in every state. An answer to a question that was given up is
// thrown away. And while a call is under way the operator is heard only to take
// it back, which is possible for calls that only look.
func (m *Machine) Step(s Session, in Input) (Session, []Command) {
	kind := in.Event.Kind()
	byHand := kind.operators()
	switch {
	case !byHand && in.Ask != s.Ask:
		return s, nil
	case byHand && s.Busy() && kind == KBackAsked && s.CanTakeBack():
		return takeBack(s), nil
	case byHand && s.Busy():
		return s, nil
	}
	for _, i := range m.on[s.State][kind] {
		row := m.rows[i]
		if row.If.holds != nil && !row.If.holds(s, in) {
			continue
		}
		return apply(s, in, row)
	}
	return s, nil
}

// takeBack gives up the call under way. A list that was loading stays as far as
// it came.
func takeBack(s Session) Session {
	s.Ask++
	s.Waiting, s.Listing = nil, false
	return s
}

func apply(s Session, in Input, row Transition) (Session, []Command) {
	s.from = s.State
	if !background(in.Event) {
		s.Waiting = nil
	}
	if in.Event.Kind().operators() {
		s.Notice = ""
	}
	to := destination(s, in, row)
	if to != s.from {
		s = travel(s, row, to)
	}
	s.State = to
	var effects []Effect
	if row.Do != nil {
		effects = row.Do(&s, in)
	}
	var commands []Command
	for _, e := range effects {
		commands = append(commands, Command{e, s.Ask})
		s = await(s, e, in.At)
	}
	return s, commands
}

// travel leaves a state: its question is given up, and Back learns the way.
func travel(s Session, row Transition, to State) Session {
	s.Ask++
	s.Listing = false
	switch {
	case row.To == Previous:
		s.History = slices.Clip(s.History[:len(s.History)-1])
	case row.To == Noted, row.On == KFailed && to == Connect:
		// The way back stays what it was before the token died.
	case row.On == KEditAsked:
		s.History = append(slices.Clip(s.History), s.State) // and back to the review
	case row.Past:
		s.History = []State{PickNumber}
	case slices.Contains(s.History, to):
		s.History = slices.Clip(s.History[:slices.Index(s.History, to)])
	default:
		s.History = append(slices.Clip(s.History), s.State)
	}
	if to == PickNumber {
		s.History = []State{Connect}
	}
	return s
}

// await notes that the operator has to wait for an effect. Pages of a list,
// timers and the keyring work beside the operator.
func await(s Session, e Effect, at time.Time) Session {
	switch e.(type) {
	case ReadNumbers:
		s.Listing = true
	case Poll, ListSaved, SaveToken, ReadApps:
	default:
		s.Waiting, s.Last, s.Since = e, e, at
		if call := e.Call(); isCounted(call) && !reads(e) {
			s.Budget = s.Budget.Spend(s.Counted(call), at)
		}
	}
	return s
}

// background reports whether an event came from work beside the operator, so
// that it does not end the wait for something else.
func background(e Event) bool {
	switch e := e.(type) {
	case NumbersListed, SavedListed, TokenSaved, AppsRead, PollDue:
		return true
	case Failed:
		return e.Call == api.ListNumbers || e.Call == api.GetSubscribed
	}
	return false
}

// isCounted reports whether Meta counts the requests of a call per number:
// register and deregister by figure (seed 003), code requests and guesses by
// limits that are not published (docs).
func isCounted(call api.Endpoint) bool {
	switch call {
	case api.Register, api.Deregister, api.RequestCode, api.VerifyCode:
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
	case Derived:
		read, ok := in.Event.(NumberRead)
		if !ok {
			return s.State
		}
		_, to := stand(read.Number)
		return to
	}
	return row.To
}
