package tui

import (
	"cmp"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/onboard"
	"dialtone/tui/page"
)

// outcomeNow is how the run ends if the program is left now.
func (m *Root) outcomeNow(trouble *flows.Problem, interrupted bool) page.Outcome {
	s, left := m.env.Flow, m.traits().Departure
	switch {
	case interrupted:
		return page.Interrupted
	case left.Shows != page.NoOutcome:
		return left.Shows
	case s.Job.Alone(), left.Done && trouble == nil:
		return page.Done
	case trouble != nil && (trouble.Advice.Denied() || trouble.Said != nil && api.TokenDead(trouble.Said)):
		return page.NoAccess
	case trouble != nil && trouble.Advice.Limited():
		return page.Limited
	case left.Otherwise != page.NoOutcome:
		return left.Otherwise
	case s.Checks.Verdict.Kind == eligibility.NotEligible:
		return page.NotEligible
	}
	return page.Unfinished
}

// Outcome is how the run ended. It is decided by what was seen, not by how the
// program was told to stop.
func (m *Root) Outcome() page.Outcome { return m.outcome }

// Summary is what stays in the terminal after the page is gone: what was
// done, where it stopped and how to go on, as plain text. Sentences are folded
// to the terminal; a command or a path, which somebody may copy, stays whole.
func (m *Root) Summary() string {
	e, s, traits := m.env, m.env.Flow, m.traits()
	e.Reveal = false
	var b strings.Builder
	whole := func(k string, pairs ...any) { b.WriteString(e.Say(k, pairs...) + "\n") }
	line := func(k string, pairs ...any) { b.WriteString(m.folded(e.Say(k, pairs...), 0) + "\n") }
	// else whoever it belongs to is gone
	if number := e.Display(s.Number); number != "" && (traits.Subject != page.OfNobody || s.Return != "") {
		line("summary.number", "Number", number, "Account", e.AccountName())
	}
	for _, d := range s.Actions {
		const lead = len("  15:04:05  ")
		whole("summary.done", "Time", d.At.Local().Format(time.TimeOnly), "Action", m.folded(m.action(d), lead))
	}
	for _, c := range []struct {
		word string
		call api.Endpoint
	}{{"summary.registers", api.Register}, {"summary.codes", api.RequestCode}, {"summary.deregisters", api.Deregister}} {
		if used := s.Budget.Used(s.Counter(c.call), e.Now); used > 0 && m.outcome != page.Done {
			line(c.word, "Count", used, "Allowed", flows.Allowed)
		}
		if until := s.Budget.Frees(s.Counter(c.call), e.Now); !until.IsZero() {
			line("summary.closed", "Left", e.TimeLeft(until), "At", e.Moment(until))
		}
	}
	underWay := s.Waiting != nil && !s.CanCancel()
	if len(s.Actions) == 0 && (m.outcome != page.Done || traits.Departure.Changes || s.Job.Alone()) && !underWay && s.Settle.Err == nil {
		line("summary.nothing")
	}
	if underWay {
		line("summary.under_way", "Action", e.Say("action."+actionOf(s.Waiting)))
	}
	stands, decided := traits.Departure.Summary, traits.Departure.Shows != page.NoOutcome
	if stands != "" && (decided || m.outcome != page.Done) {
		b.WriteString(m.folded(stands, 0) + "\n")
	}
	if m.outcome != page.Done && (stands == "" || !decided) {
		if by := s.RegisterBy(); by.After(e.Now) {
			line("summary.register_by", "When", e.Deadline(by))
		}
		if s.Profile.Edits.Fields() != nil {
			line("summary.unsaved")
		}
		if s.Move.Chosen && !s.Number.Status.Registered() {
			line("summary.off")
		}
		line("summary.stopped", "Step", cmp.Or(traits.Departure.Left, e.Say("state."+string(s.State)+".name")))
		whole("summary.resume", "Command", m.resumeCommand(s))
	}
	for _, remark := range onboard.Remarks(e) {
		b.WriteString(m.folded(remark, 0) + "\n")
	}
	if s.Misplaced() {
		move := s
		move.Job, move.Move = flows.JobRegion, flows.Move{To: s.Arrival.Wanted, Chosen: true}
		whole("summary.region", "Command", m.resumeCommand(move))
	}
	if m.report != "" {
		whole("summary.report", "Path", page.AtHome(m.report))
	}
	return b.String()
}

// longestLine is how long a line of the summary is at most.
const longestLine = 120

// folded breaks a text that begins so far from the left edge into lines. None
// comes up to the right edge, where some terminals go on without a new line.
func (m *Root) folded(text string, lead int) string {
	if m.w == 0 { // it was never seen
		return text
	}
	lines := bubble.Wrap(text, max(20, min(m.w, longestLine)-1-lead))
	return strings.ReplaceAll(lines, "\n", "\n"+strings.Repeat(" ", lead))
}

// actionOf names what an effect does.
func actionOf(effect flows.Effect) string {
	if set, is := effect.(flows.SetIdentity); is {
		return set.Action()
	}
	return string(effect.Spec().Call)
}

// action says what was done; for another number than the last one, also to which.
func (m *Root) action(d flows.Action) string {
	e := m.env
	text := e.Say("action." + cmp.Or(d.What, string(d.Call)))
	if d.Call == api.GetNumber && d.Number == e.Flow.Number.ID && e.Flow.Number.Status.Held() {
		text = e.Say("action.held", "Status", string(e.Flow.Number.Status))
	}
	if d.Unclear {
		text = e.Say("summary.doubtful", "Action", text)
	}
	if d.Number == e.Flow.Number.ID || d.Number == "" {
		return text
	}
	number := m.visits.masked[d.Number]
	for n := range e.Flow.Numbers() {
		if n.ID == d.Number && number == "" {
			number = e.Display(n)
		}
	}
	if number == "" {
		return text
	}
	return e.Say("summary.other_number", "Action", text, "Number", number)
}

// resumeCommand is how to go on from a session. Ids are no secrets; the token is asked for
// again.
func (m *Root) resumeCommand(s flows.Session) string {
	command := "dialtone"
	if s.Job != "" && s.Job != flows.JobOnboard {
		command += " " + string(s.Job)
	}
	if m.env.Sandbox() {
		if s.Want.Scenario != "" {
			return command + " --scenario " + s.Want.Scenario
		}
		return command + " --sandbox"
	}
	command += m.opts.Flags
	add := func(flag, value string) {
		if value != "" {
			command += " " + flag + " " + value
		}
	}
	add("--account", string(cmp.Or(s.Account.ID, s.Want.Account)))
	if s.Job == flows.JobPreverified {
		add("--business", string(s.Pool.Business))
	}
	add("--number", string(s.Number.ID))
	if s.Move.Chosen {
		add("--region", page.RegionFlag(s.Move.To))
	}
	return command
}
