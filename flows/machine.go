// Package flows holds what happens in which order. A flow is a table of
// transitions that reads like its specification; [Machine.Step] is a pure
// function from a session and an input to the next session and the commands to
// carry out. Package run carries commands out against the Graph API and answers
// with further inputs.
//
// Nothing here knows a terminal or builds an HTTP request, and no sentence for a
// person stands here: states, problems and advice are codes that the words in
// the assets are looked up by.
package flows

import (
	"fmt"
	"reflect"
	"slices"
	"time"
)

// Event is something that happened: the operator did it, or a command answered.
// Each file of a state declares the events that are its own.
type Event any

// Input is an event with the moment it happened and, for an answer, the number
// of the question that it answers.
type Input struct {
	Event      Event
	At         time.Time
	Generation int // 0 for the operator's events
}

func (in Input) fromOperator() bool { return in.Generation == 0 }

// Transition is one line of the specification: in From, when On happens and If
// holds, go to To and do what the line says. The first line that fits decides;
// lines for one state stand before those for [Any], and behind those for [First].
type Transition struct {
	From State
	On   reflect.Type // of the event
	If   Guard        // zero: always
	To   State        // a state, or one of the places such as [Same] and [Previous]
	Past bool         // what was done cannot be undone: Back does not lead before it

	do func(*Session, Input) []Effect // nil: nothing but going there
}

// Event is the name of the event that a line is about.
func (t Transition) Event() string { return t.On.Name() }

// lines are what stands in the table under a state: one line, or several that
// belong together.
type lines interface{ under(State) []Transition }

// on is a line of the table for one type of event. Do changes the session by the
// event, Send asks for the calls that the event is about, and Then for those that
// follow whatever the event was.
type on[E Event] struct {
	If   Guard
	To   State // "" to stay
	Do   func(*Session, E, time.Time)
	Send func(*Session, E) []Effect
	Then func(*Session, time.Time) []Effect
	Past bool
}

func (l on[E]) under(from State) []Transition {
	t := Transition{From: from, On: reflect.TypeFor[E](), If: l.If, To: l.To, Past: l.Past}
	if t.To == "" {
		t.To = Same
	}
	if l.Do == nil && l.Send == nil && l.Then == nil {
		return []Transition{t}
	}
	t.do = func(s *Session, in Input) []Effect {
		var effects []Effect
		if l.Do != nil {
			l.Do(s, in.Event.(E), in.At)
		}
		if l.Send != nil {
			effects = append(effects, l.Send(s, in.Event.(E))...)
		}
		if l.Then != nil {
			effects = append(effects, l.Then(s, in.At)...)
		}
		return effects
	}
	return []Transition{t}
}

// in puts lines under their state.
func in(from State, all ...lines) []Transition {
	var rows []Transition
	for _, l := range all {
		rows = append(rows, l.under(from)...)
	}
	return rows
}

// also does two things for the same event, one after the other.
func also[E Event](first, second func(*Session, E, time.Time)) func(*Session, E, time.Time) {
	return func(s *Session, e E, at time.Time) {
		first(s, e, at)
		second(s, e, at)
	}
}

// then does several things that ask for calls, one after the other.
func then(all ...func(*Session, time.Time) []Effect) func(*Session, time.Time) []Effect {
	return func(s *Session, at time.Time) []Effect {
		var effects []Effect
		for _, one := range all {
			effects = append(effects, one(s, at)...)
		}
		return effects
	}
}

// Machine runs a transition table.
type Machine struct {
	rows []Transition
	on   map[State]map[reflect.Type][]int // lines by state and event, in the order in which they are tried
}

// NewMachine returns the machine of every flow.
func NewMachine() *Machine {
	var rows []Transition
	for _, f := range Flows() {
		rows = append(rows, f.Rows()...)
	}
	return newMachine(append(rows, everywhere()...))
}

// newMachine panics when a guard is about another event than its line. That is a
// fault of the program, and every run meets it before anything is shown.
func newMachine(rows []Transition) *Machine {
	m := &Machine{rows: rows, on: map[State]map[reflect.Type][]int{}}
	for _, r := range rows {
		if r.If.on != nil && r.If.on != r.On {
			panic(fmt.Sprintf("%s on %s: the guard %q is about %s", r.From, r.Event(), r.If.Name, r.If.on.Name()))
		}
	}
	for _, d := range Declarations() {
		m.on[d.State] = map[reflect.Type][]int{}
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
func Start(want Options) Session {
	return Session{
		Frame: Frame{State: Connect, Generation: 1, Job: want.Job}, Want: want, Case: newCase(want),
		Log: Log{resumes: Unfinished{Number: want.Number, Goal: want.Goal}},
	}
}

// Step is the whole logic of a flow: what follows from an input. It is pure.
//
// Two rules hold in every state. An answer to a question that was given up is
// thrown away; only what is kept on this machine belongs to no question. And
// while a call is under way the operator is heard only to cancel it, which is
// possible for calls that only read.
func (m *Machine) Step(s Session, in Input) (Session, []Command) {
	_, back := in.Event.(BackAsked)
	switch {
	case !in.fromOperator() && in.Generation != s.Generation && !detached(in.Event):
		return s, nil
	case in.fromOperator() && s.Busy() && !(back && s.CanCancel()):
		return s, nil
	}
	row, found := m.find(s, in)
	switch {
	case in.fromOperator() && s.Busy() && (!found || row.From == Any): // else the state says itself what giving up means
		return cancel(s)
	case found:
		return apply(s, in, row)
	case !in.fromOperator():
		return resolve(s, in.Event), nil
	}
	return s, nil
}

// detached reports whether an answer belongs to no question: it tells of what is
// kept on this machine.
func detached(e Event) bool {
	switch e.(type) {
	case TokenSaved, JournalOpened, UnfinishedListed, JournalWritten:
		return true
	}
	return false
}

// find is the first line of the table that fits.
func (m *Machine) find(s Session, in Input) (Transition, bool) {
	for _, i := range m.on[s.State][reflect.TypeOf(in.Event)] {
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
	s.AppsReading = false
	if !s.List.Listing {
		return s, nil
	}
	return s, []Command{{Effect: s.nextPage(), Generation: s.Generation}}
}

// resolve ends the wait for what an answer was asked for, and puts a card away
// that said that the same call had failed. What works beside the operator ends no
// other wait.
func resolve(s Session, answer Event) Session {
	_, failed := answer.(Failed)
	switch answer.(type) { // what ends a look; a next one says so itself
	case PollDue, NumberRead, FactsRead, Failed:
		s.Looking = false
	}
	if s.Waiting != nil && s.Waiting.Spec().AnsweredBy(answer) {
		s.Last = nil
		if failed && s.Waiting.Spec().repeats() {
			s.Last = s.Waiting
		}
		s.Waiting = nil
	}
	if s.Problem != nil && !failed && solves(answer, s.Problem.Call) {
		s.Problem = nil
	}
	return s
}

// apply follows a line of the table. An event of the operator's puts the notice
// away, and the card too where the line does something; an advice that is taken needs
// its card until it was followed.
func apply(s Session, in Input, row Transition) (Session, []Command) {
	before := s
	s.from = s.State
	if in.fromOperator() {
		s.Notice = ""
	} else {
		s = resolve(s, in.Event)
	}
	to := destination(s, in, row)
	if to != s.from {
		s = navigate(s, row, to)
	}
	s.State, s.Job = to, s.jobIn(to)
	_, advised := in.Event.(AdviceTaken)
	if in.fromOperator() && row.do != nil && !advised {
		s.Problem = nil
	}
	if _, override := in.Event.(OverrideAsked); override && before.Problem != nil {
		s.Confirm.override = overrideOf(before.Problem)
	}
	var effects []Effect
	if row.do != nil {
		effects = row.do(&s, in)
	}
	effects = append(effects, s.journalEffects(before)...)
	var commands []Command
	for _, e := range effects {
		command := Command{Effect: e, Generation: s.Generation}
		if call := e.Spec().Call; CallOf(call).Counted {
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

// Where a line of the table leads, and where Back leads from there.

// destination resolves the places of a line to a state.
func destination(s Session, in Input, row Transition) State {
	switch row.To {
	case Same:
		return s.State
	case Previous:
		return s.History[len(s.History)-1]
	case Interrupted:
		return s.Return
	case Advised:
		if to := s.Problem.Advice.To; to != "" {
			return to
		}
		return s.State
	case JobStart:
		job := s.Job
		if e, ok := in.Event.(JobChosen); ok {
			job = e.Job
		}
		return FlowOf(job).Start
	case ByStanding:
		read, ok := in.Event.(NumberRead)
		if !ok {
			return s.State
		}
		return s.startOf(read.Number, in.At)
	}
	return row.To
}

// navigate leaves a state: its question and its card are given up, and Back learns
// the way.
func navigate(s Session, row Transition, to State) Session {
	s.Generation++
	s.Waiting, s.List.Listing, s.Looking, s.AppsReading = nil, false, false, false
	if row.To != Advised {
		s.Problem = nil
	}
	last := len(s.History) - 1
	switch {
	case row.To == Previous:
		s.History = slices.Clip(s.History[:last])
	case row.To == Interrupted:
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
