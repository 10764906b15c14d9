package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// ruledOut says what no step can change.
func (e *env) ruledOut(w int) []string {
	var lines []string
	for _, r := range e.s.Checks.Results {
		if r.Outcome == eligibility.NotMet && r.Remedy == eligibility.RemedyOtherNumber {
			text := "× " + e.say("rule."+string(r.Rule)) + ": " + e.reason(r.Reason)
			lines = append(append(lines, strings.Split(wrap(e.style.Bad, text, w), "\n")...), "")
		}
	}
	return lines
}

const stepLead = 2

// row is a step: its mark, what to do, and who does it.
func (r *remedyScreen) row(e *env, walk eligibility.Walk, p flows.Progress, step eligibility.Step, here bool, w int) []string {
	st := e.style
	mark, look := "· ", st.Text
	switch {
	case p.Has(walk, step.ID, e.now):
		mark, look = "✓ ", st.Muted
	case step.Kind == eligibility.StepWait && p.Waits == eligibility.DeadlineDelete:
	case step.Kind == eligibility.StepWait && p.Waiting(e.now):
		mark = "◷ "
	}
	left := st.Muted
	switch {
	case here:
		mark, look, left = "▸ ", st.Strong, st.Focus
	case mark == "✓ ":
		left = st.Good
	}
	who := e.say("actor." + string(step.By))
	room := w - stepLead - lipgloss.Width(who) - 2
	if w < 56 { // beside the step there is no room for it
		who, room = "", w-stepLead
	}
	var lines []string
	for i, line := range strings.Split(bubble.Wrap(e.say("walk."+string(walk.Remedy)+"."+string(step.ID)), room), "\n") {
		text := strings.Repeat(" ", stepLead)
		if i == 0 {
			text = left.Render(mark)
		}
		text += look.Render(line)
		if i == 0 && who != "" {
			text += strings.Repeat(" ", max(1, w-lipgloss.Width(text)-lipgloss.Width(who))) + st.Muted.Render(who)
		}
		lines = append(lines, text)
	}
	return lines
}

// below is what a step shows beneath its line: a field, a countdown, a text to
// copy.
func (r *remedyScreen) below(e *env, step eligibility.Step, here bool, w int) (string, *tea.Cursor) {
	st, inner := e.style, w-stepLead
	walk, p := e.s.Walk()
	switch {
	case step.Kind == eligibility.StepDate && here && r.asksDay(e, step):
		return r.paid.view(e, inner)
	case step.Kind == eligibility.StepDate && p.Has(walk, step.ID, e.now):
		return st.Muted.Render(bubble.Wrap(r.opens(e, p), inner)), nil
	case step.Kind == eligibility.StepBackup && here:
		return r.backup.view(e, inner)
	case step.Kind == eligibility.StepTicket && here:
		text := bubble.Wrap(r.ticket(e, e.number(e.s.Phone.International)), inner-2)
		if r.copied {
			text = e.say("remedy.copied")
		}
		return st.Muted.Render("┃ " + strings.ReplaceAll(text, "\n", "\n┃ ")), nil
	case step.Kind == eligibility.StepWait && p.Waiting(e.now) && p.Waits != eligibility.DeadlineDelete:
		return countdown(e, p.Since, p.Until, inner), nil
	}
	return "", nil
}

// opens says when a number with paid messages can be deleted.
func (r *remedyScreen) opens(e *env, p flows.Progress) string {
	switch {
	case p.Paid.IsZero():
		return e.say("remedy.paid.never")
	case p.Waits == eligibility.DeadlineDelete && p.Waiting(e.now):
		return e.say("remedy.paid.opens", "Paid", e.day(p.Paid), "Day", e.day(p.Until), "Left", e.left(p.Until))
	}
	return e.say("remedy.paid.open", "Paid", e.day(p.Paid))
}

// ticket is the text for Meta's Direct Support.
func (r *remedyScreen) ticket(e *env, number string) string {
	return e.say("remedy.ticket", "Number", number, "WABA", e.s.Account.ID, "ID", e.s.Number.ID)
}

// registered lists the numbers that use the cap now.
func (r *remedyScreen) registered(e *env, w int) []string {
	const most = 6
	var lines []string
	count := 0
	for n := range e.s.Numbers() {
		if !n.Status.Registered() {
			continue
		}
		if count++; count <= most {
			lines = append(lines, e.style.Text.Render(bubble.Fit("  "+e.display(n)+"  "+e.name(n.Name), w)))
		}
	}
	if count == 0 {
		return nil
	}
	limit := eligibility.Cap(e.s.Account.Verification, e.s.Account.Limit)
	lines = append([]string{"", e.style.Muted.Render(bubble.Fit(e.say("remedy.cap.used", "Count", count, "Cap", limit), w))}, lines...)
	if count > most {
		lines = append(lines, e.style.Muted.Render("  "+e.say("remedy.cap.more", "Count", count-most)))
	}
	return lines
}
