package tui

import (
	"cmp"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
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
	fits := flows.FlowOf(s.Job).Fits
	switch {
	case interrupted:
		return Interrupted
	case s.Number.ID != "" && onPage(s.State) && s.State != flows.Manage && s.State != flows.MessageSent && fits != nil && !fits(s.Number):
		return NotEligible
	case s.State == flows.Connected && s.Number.Status.Held(): // it is on the platform, and can hardly be used
		return Limited
	case s.State == flows.Connected && s.Number.Status.Registered(), s.Job.Alone(), isPage(s) && trouble == nil,
		s.State == flows.Pool && s.Pool.Listed && trouble == nil:
		return Done
	case s.State == flows.Deregister && !s.Number.Status.Registered() && trouble == nil: // it is off already
		return Done
	case s.State == flows.PickNumber && s.Job == flows.JobManage && s.NumberCount() > 0 && trouble == nil: // looking was all
		return Done
	case trouble != nil && denied(trouble):
		return NoAccess
	case trouble != nil && limited(trouble), s.State == flows.Remedy && s.Checks.Remedy == eligibility.RemedyRaiseCap:
		return Limited
	case onPage(s.State):
		return Unfinished // another rule of the checklist has no say here
	case s.State == flows.Remedy || s.Checks.Verdict.Kind == eligibility.NotEligible:
		return NotEligible
	}
	return Unfinished
}

// onPage reports whether a state is a page that one looks at, and leaves when one
// has seen enough.
func onPage(s flows.State) bool {
	switch s {
	case flows.Manage, flows.ChangeName, flows.EditProfile, flows.Webhooks, flows.MessageSent:
		return true
	}
	return false
}

// isPage reports whether nothing is left to be done on such a page.
func isPage(s flows.Session) bool {
	return onPage(s.State) && s.Profile.Edits.Fields() == nil
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
// done, where it stopped and how to go on, as plain text. Sentences are folded
// to the terminal; a command or a path, which somebody may copy, stays whole.
func (m *Root) Summary() string {
	e, s := m.env, m.env.s
	e.reveal = false
	var b strings.Builder
	whole := func(k string, pairs ...any) { b.WriteString(e.say(k, pairs...) + "\n") }
	line := func(k string, pairs ...any) { b.WriteString(m.folded(e.say(k, pairs...), 0) + "\n") }
	if number := e.display(s.Number); number != "" && (!between(s.State) || s.Return != "") { // else whoever it belongs to is gone
		line("summary.number", "Number", number, "Account", e.name(s.Account.Name))
	}
	for _, d := range s.Actions {
		const lead = len("  15:04:05  ")
		whole("summary.done", "Time", d.At.Local().Format(time.TimeOnly), "Deed", m.folded(m.deed(d), lead))
	}
	for _, c := range []struct {
		word string
		call api.Endpoint
	}{{"summary.registers", api.Register}, {"summary.codes", api.RequestCode}, {"summary.deregisters", api.Deregister}} {
		if used := s.Budget.Used(s.Counter(c.call), e.now); used > 0 && m.outcome != Done {
			line(c.word, "Count", used, "Allowed", flows.Allowed)
		}
		if until := s.Budget.Frees(s.Counter(c.call), e.now); !until.IsZero() {
			line("summary.closed", "Left", e.left(until), "At", e.moment(until))
		}
	}
	underWay := s.Waiting != nil && !s.CanCancel()
	if len(s.Actions) == 0 && (m.outcome != Done || onPage(s.State) || s.State == flows.Deregister || s.Job.Alone() || s.State == flows.Pool) && !underWay && s.Settle.Err == nil {
		line("summary.nothing")
	}
	if underWay {
		line("summary.under_way", "Deed", e.say("deed."+deedOf(s.Waiting)))
	}
	switch {
	case s.State == flows.Connected && s.Number.Status.Held():
		k := "held." + string(s.Number.Status)
		line("summary.held", "Status", string(s.Number.Status), "Means", e.say(k+".means"), "Do", e.say(k+".do"))
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
		if s.Profile.Edits.Fields() != nil {
			line("summary.unsaved")
		}
		if s.Move.Chosen && !s.Number.Status.Registered() {
			line("summary.off")
		}
		line("summary.stopped", "Step", e.say("state."+string(s.State)+".name"))
		whole("summary.resume", "Command", m.resumeCommand(s))
	}
	for _, remark := range e.remarks() {
		b.WriteString(m.folded(remark, 0) + "\n")
	}
	if s.Misplaced() {
		move := s
		move.Job, move.Move = flows.JobRegion, flows.Move{To: s.Arrival.Wanted, Chosen: true}
		whole("summary.region", "Command", m.resumeCommand(move))
	}
	if m.report != "" {
		whole("summary.report", "Path", m.report)
	}
	return b.String()
}

// folded breaks a text that begins so far from the left edge into lines. None
// comes up to the right edge, where some terminals go on without a new line.
func (m *Root) folded(text string, lead int) string {
	if m.w == 0 { // it was never seen
		return text
	}
	lines := bubble.Wrap(text, max(20, min(m.w, maxWidth)-1-lead))
	return strings.ReplaceAll(lines, "\n", "\n"+strings.Repeat(" ", lead))
}

// deedOf names what an effect does.
func deedOf(effect flows.Effect) string {
	if set, is := effect.(flows.SetIdentity); is {
		return set.Action()
	}
	return string(effect.Call())
}

// deed says what was done; for another number than the last one, also to which.
func (m *Root) deed(d flows.Action) string {
	e := m.env
	text := e.say("deed." + cmp.Or(d.What, string(d.Call)))
	if d.Call == api.GetNumber && d.Number == e.s.Number.ID && e.s.Number.Status.Held() {
		text = e.say("deed.held", "Status", string(e.s.Number.Status))
	}
	if d.Unclear {
		text = e.say("summary.doubtful", "Deed", text)
	}
	if d.Number == e.s.Number.ID || d.Number == "" {
		return text
	}
	if number := m.worked[d.Number]; number != "" {
		return e.say("summary.other_number", "Deed", text, "Number", number)
	}
	for n := range e.s.Numbers() {
		if n.ID == d.Number {
			return e.say("summary.other_number", "Deed", text, "Number", e.display(n))
		}
	}
	return text
}

// resumeCommand is how to go on from a session. Ids are no secrets; the token is asked for
// again.
func (m *Root) resumeCommand(s flows.Session) string {
	command := "dialtone"
	if s.Job != "" && s.Job != flows.JobOnboard {
		command += " " + string(s.Job)
	}
	if m.env.sandbox() {
		if s.Want.Scenario != "" {
			return command + " --scenario " + s.Want.Scenario
		}
		return command + " --sandbox"
	}
	command += m.opts.Flags
	if id := cmp.Or(s.Account.ID, s.Want.Account); id != "" {
		command += " --account " + string(id)
	}
	if s.Job == flows.JobPreverified && s.Pool.Business != "" {
		command += " --business " + string(s.Pool.Business)
	}
	if s.Number.ID != "" {
		command += " --number " + string(s.Number.ID)
	}
	if s.Move.Chosen {
		command += " --region " + regionFlag(s.Move.To)
	}
	return command
}

// regionFlag is a storage as the command line takes it.
func regionFlag(to api.Storage) string {
	switch line := lineOf(&to); line {
	case unkept:
		return NoStorage
	default:
		return line
	}
}

// NoStorage is what the flag for the region calls the no-storage mode.
const NoStorage = "no-storage"
