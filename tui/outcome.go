package tui

import (
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
	Done                       // the number was seen CONNECTED
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

func outcomeOf(s flows.Session, interrupted bool) Outcome {
	switch {
	case interrupted:
		return Interrupted
	case s.State == flows.Connected && s.Number.Status.Registered():
		return Done
	case s.Problem != nil && (api.TokenDead(said(s)) || s.Problem.Advice.ID == flows.AdviseScopes || s.Problem.Advice.ID == flows.AdvisePermission || s.Problem.Advice.ID == flows.AdviseOtherAccount):
		return NoAccess
	case s.Problem != nil && (s.Problem.Advice.Locks || s.Problem.Advice.ID == flows.AdviseBudget):
		return Limited
	case s.State == flows.Remedy || s.Verdict.Kind == eligibility.NotEligible:
		return NotEligible
	}
	return Unfinished
}

func said(s flows.Session) error {
	if s.Problem.Said == nil {
		return nil
	}
	return s.Problem.Said
}

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
		line("summary.done", "Time", d.At.Local().Format("15:04:05"), "Deed", e.say("deed."+string(d.Call)))
	}
	underWay := s.Waiting != nil && !s.CanTakeBack()
	if len(s.Deeds) == 0 && m.outcome != Done && !underWay && s.Settling == nil {
		line("summary.nothing")
	}
	if underWay {
		line("summary.under_way", "Call", string(s.Waiting.Call()))
	}
	switch m.outcome {
	case Done:
		line("summary.connected")
	case Interrupted, Unfinished, NotEligible, NoAccess, Limited:
		line("summary.stopped", "Step", e.say("state."+string(s.State)+".name"))
		line("summary.resume", "Command", m.resumeCommand())
	}
	if m.report != "" {
		line("summary.report", "Path", m.report)
	}
	return b.String()
}

// resumeCommand is how to go on. Ids are no secrets; the token is asked for
// again.
func (m *Root) resumeCommand() string {
	s := m.env.s
	if s.Target.Sandbox || s.Wish.Sandbox {
		return "dialtone --sandbox"
	}
	command := "dialtone"
	if s.Account.ID != "" {
		command += " --account " + string(s.Account.ID)
	}
	if s.Number.ID != "" {
		command += " --number " + string(s.Number.ID)
	}
	return command
}
