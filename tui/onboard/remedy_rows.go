package onboard

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// ruledOut says what no step can change.
func ruledOut(e *page.Env, w int) []string {
	var lines []string
	for _, r := range e.Flow.Checks.Results {
		if r.Outcome == eligibility.NotMet && r.Remedy == eligibility.RemedyOtherNumber {
			text := "× " + e.Say("rule."+string(r.Rule)) + ": " + ReasonText(e, r.Reason)
			lines = append(append(lines, strings.Split(page.Wrap(e.Style.Bad, text, w), "\n")...), "")
		}
	}
	return lines
}

// leadOf says what a remedy is about. Of a sharing with the Business app it says how it is
// known: by a fact, by likelihood, or by Meta's no alone.
func leadOf(e *page.Env, id eligibility.RemedyID) string {
	k, n := "remedy."+string(id)+".lead", e.Flow.Number
	text := ""
	switch {
	case n.Platform == api.PlatformOnPremise:
	case n.OnBusinessApp:
		text = e.SayIf(k + "_likely")
	default:
		text = e.SayIf(k + "_said")
	}
	return cmp.Or(text, e.Say(k))
}

const stepLead = 2

// row is a step: its mark, what to do, and who does it.
func (r *remedyPage) row(e *page.Env, walk eligibility.Walk, p flows.Progress, step eligibility.Step, here bool, w int) []string {
	st := e.Style
	mark, look := "· ", st.Text
	switch {
	case p.Has(walk, step.ID, e.Now):
		mark, look = "✓ ", st.Muted
	case step.Kind == eligibility.StepWait && p.Waits == eligibility.DeadlineDelete:
	case step.Kind == eligibility.StepWait && p.Waiting(e.Now):
		mark = "◷ "
	}
	left := st.Muted
	switch {
	case here:
		mark, look, left = "┃ ", st.Strong, st.Focus
	case mark == "✓ ":
		left = st.Good
	}
	who := e.Say("actor." + string(step.By))
	room := w - stepLead - lipgloss.Width(who) - 2
	if w < 56 { // beside the step there is no room for it
		who, room = "", w-stepLead
	}
	var lines []string
	for i, line := range strings.Split(bubble.Wrap(e.Say("walk."+string(walk.Remedy)+"."+string(step.ID)), room), "\n") {
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
func (r *remedyPage) below(e *page.Env, step eligibility.Step, here bool, w int) (string, *tea.Cursor) {
	st, inner := e.Style, w-stepLead
	walk, p := e.Flow.Walk()
	switch {
	case step.Kind == eligibility.StepDate && here && r.asksDay(e, step):
		return r.paid.view(e, inner)
	case step.Kind == eligibility.StepDate && p.Has(walk, step.ID, e.Now):
		return st.Muted.Render(bubble.Wrap(r.opens(e, p), inner)), nil
	case step.Kind == eligibility.StepBackup && here:
		return r.backup.view(e, inner)
	case step.Kind == eligibility.StepWay && here:
		return st.Muted.Render(bubble.Wrap(leadOf(e, step.Leads), inner)), nil
	case step.Kind == eligibility.StepTicket && here:
		text := bubble.Wrap(r.ticket(e, phone.Mask(e.Flow.Phone.International)), inner-2)
		if r.copied {
			text = e.Say("remedy.copied")
		}
		return st.Muted.Render("┃ " + strings.ReplaceAll(text, "\n", "\n┃ ")), nil
	case step.Kind == eligibility.StepWait && p.Waiting(e.Now) && p.Waits != eligibility.DeadlineDelete:
		return countdown(e, p.Since, p.Until, inner), nil
	}
	return "", nil
}

// opens says when a number with paid messages can be deleted.
func (r *remedyPage) opens(e *page.Env, p flows.Progress) string {
	switch {
	case p.Paid.IsZero():
		return e.Say("remedy.paid.never")
	case p.Waits == eligibility.DeadlineDelete && p.Waiting(e.Now):
		return e.Say("remedy.paid.opens", "Paid", e.Day(p.Paid), "Day", e.Day(p.Until), "Left", e.TimeLeft(p.Until))
	}
	return e.Say("remedy.paid.open", "Paid", e.Day(p.Paid))
}

// ticket is the text for Meta's Direct Support. What was tried is what is ticked.
func (r *remedyPage) ticket(e *page.Env, number string) string {
	walk, p := e.Flow.Walk()
	n, k := e.Flow.Number, "remedy."+string(walk.Remedy)
	const untold = "(not told)" // Meta's support reads English
	onApp := untold
	if n.OnBusinessApp || n.Told.OnBusinessApp {
		onApp = strconv.FormatBool(n.OnBusinessApp)
	}
	text := e.Say(k+".ticket", "Number", number, "WABA", e.Flow.Account.ID, "ID", n.ID,
		"Status", page.Sanitize(string(n.Status)), "Check", page.Sanitize(string(n.Verification)),
		"Platform", cmp.Or(page.Sanitize(string(n.Platform)), untold), "OnApp", onApp)
	if slices.Contains(p.Ticked, "finish") {
		text = page.After(text, e.SayIf(k+".tried"))
	}
	return text
}

// registered lists the numbers that use the cap now.
func (r *remedyPage) registered(e *page.Env, w int) []string {
	const most = 6
	var lines []string
	count := 0
	for n := range e.Flow.Numbers() {
		if !n.Status.Registered() {
			continue
		}
		if count++; count <= most {
			lines = append(lines, e.Style.Text.Render(bubble.Fit("  "+e.Display(n)+"  "+e.RedactName(n.Name), w)))
		}
	}
	if count == 0 {
		return nil
	}
	used := strings.Split(page.Wrap(e.Style.Muted, e.Say("remedy.cap.used", "Count", count), w), "\n")
	lines = slices.Concat([]string{""}, used, lines)
	if count > most {
		lines = append(lines, e.Style.Muted.Render("  "+e.Say("remedy.cap.more", "Count", count-most)))
	}
	return lines
}
