package tui

import (
	"cmp"
	"strings"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
)

// Outcome is how a run of the wizard ended.
type Outcome uint8

// The outcomes. [Outcome.Code] gives the exit codes.
const (
	Unfinished  Outcome = iota // left before the end
	Done                       // the number was seen CONNECTED, or another job is done
	NotEligible                // the number cannot be onboarded as it is
	NoAccess                   // the token or its permissions are no good
	Limited                    // one of Meta's limits is in the way
	Interrupted                // Ctrl+C
)

// Code is the exit code of the program.
func (o Outcome) Code() int {
	switch o {
	case Done:
		return 0
	case NotEligible:
		return 3
	case NoAccess:
		return 4
	case Limited:
		return 5
	case Interrupted:
		return 130
	case Unfinished:
		return 1
	}
	return 1
}

func outcomeOf(s flows.Session, trouble *flows.Problem, interrupted bool) Outcome {
	switch {
	case interrupted:
		return Interrupted
	case s.State == flows.Connected && s.Number.Status.Registered(), s.State == flows.Manage && trouble == nil:
		return Done
	case trouble != nil && denied(trouble):
		return NoAccess
	case trouble != nil && limited(trouble), s.State == flows.Remedy && s.Remedy == eligibility.RemedyRaiseCap:
		return Limited
	case s.State == flows.Remedy || s.Verdict.Kind == eligibility.NotEligible:
		return NotEligible
	}
	return Unfinished
}

// denied reports whether the token or its permissions are in the way.
func denied(p *flows.Problem) bool {
	return p.Advice.Denied() || p.Said != nil && api.TokenDead(p.Said)
}

// limited reports whether one of Meta's limits is in the way.
func limited(p *flows.Problem) bool { return p.Advice.Limited() }

// Outcome is how the run ended. It is decided by what was seen, not by how the
// program was told to stop.
func (m *Root) Outcome() Outcome { return m.outcome }

// Summary is what stays in the terminal after the screen is gone: what was
// done, where it stopped and how to go on, as plain text.
func (m *Root) Summary() string {
	e, s := m.env, m.env.s
	e.reveal = false
	var b strings.Builder
	line := func(k string, pairs ...any) { b.WriteString(e.say(k, pairs...) + "\n") }
	if number := e.display(s.Number); number != "" {
		line("summary.number", "Number", number, "Account", s.Account.Name)
	}
	for _, d := range s.Deeds {
		line("summary.done", "Time", d.At.Local().Format("15:04:05"), "Deed", m.deed(d))
	}
	for _, c := range []struct {
		word string
		call api.Endpoint
	}{{"summary.registers", api.Register}, {"summary.codes", api.RequestCode}} {
		if used := s.Budget.Used(s.Counted(c.call), e.now); used > 0 && m.outcome != Done {
			line(c.word, "Count", used, "Allowed", flows.Allowed)
		}
		if until := s.Budget.Frees(s.Counted(c.call), e.now); !until.IsZero() {
			line("summary.closed", "Left", e.left(until), "At", e.moment(until))
		}
	}
	underWay := s.Waiting != nil && !s.CanTakeBack()
	if len(s.Deeds) == 0 && (m.outcome != Done || s.State == flows.Manage) && !underWay && s.Settling == nil {
		line("summary.nothing")
	}
	if underWay {
		line("summary.under_way", "Deed", e.say("deed."+string(s.Waiting.Call())))
	}
	switch {
	case s.State == flows.Connected && s.Number.Status.Registered():
		line("summary.connected")
	case m.outcome == Done:
	default:
		if _, p := s.Walk(); s.State == flows.Remedy && p.Waiting(e.now) {
			line("summary.waits", "When", e.deadline(p.Until))
		}
		if by := s.RegisterBy(); by.After(e.now) {
			line("summary.register_by", "When", e.deadline(by))
		}
		line("summary.stopped", "Step", e.say("state."+string(s.State)+".name"))
		line("summary.resume", "Command", m.resumeCommand())
	}
	if m.report != "" {
		line("summary.report", "Path", m.report)
	}
	return b.String()
}

// deed says what was done; for another number than the last one, also to which.
func (m *Root) deed(d flows.Deed) string {
	e := m.env
	text := e.say("deed." + string(d.Call))
	if d.Doubtful {
		text = e.say("summary.doubtful", "Deed", text)
	}
	if d.Number == e.s.Number.ID || d.Number == "" {
		return text
	}
	for n := range e.s.Numbers() {
		if n.ID == d.Number {
			return e.say("summary.other_number", "Deed", text, "Number", e.display(n))
		}
	}
	return text
}

// resumeCommand is how to go on. Ids are no secrets; the token is asked for
// again.
func (m *Root) resumeCommand() string {
	s := m.env.s
	command := "dialtone"
	if s.Job != "" && s.Job != flows.JobOnboard {
		command += " " + string(s.Job)
	}
	if m.env.sandbox() {
		if s.Wish.Scenario != "" {
			return command + " --scenario " + s.Wish.Scenario
		}
		return command + " --sandbox"
	}
	command += m.opts.Flags
	if id := cmp.Or(s.Account.ID, s.Wish.Account); id != "" {
		command += " --account " + string(id)
	}
	if s.Number.ID != "" {
		command += " --number " + string(s.Number.ID)
	}
	return command
}
