package onboard

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

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
			first, size := utf8.DecodeRuneInString(ReasonText(e, r.Reason))
			text := "× " + string(unicode.ToUpper(first)) + ReasonText(e, r.Reason)[size:]
			lines = append(lines, strings.Split(page.Wrap(e.Style.Bad, text, w), "\n")...)
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

// View draws one list: what to do, who does it, and at the end the button. What a step needs
// stands below the list, where it moves nothing; or below the step, where room is short.
func (r remedyPage) View(e *page.Env) page.View {
	if r.plain {
		return r.plainly(e)
	}
	k, w := "remedy."+string(e.Flow.Checks.Remedy), e.Width
	p := page.View{Title: e.Say(k + ".title"), Intro: leadOf(e, e.Flow.Checks.Remedy)}
	walk, progress := e.Flow.Walk()
	var lines []string
	switch walk.Remedy {
	case eligibility.RemedyOtherNumber:
		lines = ruledOut(e, w)
	case eligibility.RemedyRaiseCap:
		if lines = r.registered(e, w); len(lines) > 0 {
			lines = append(lines, "")
		}
	}
	const air, button = 1, 1 // lines
	below := r.room(e, walk, w)
	rest := r.lines(e, walk, w) + button
	if e.Flow.Notice != "" {
		rest++ // it stands where the body else could reach down to the keys
	}
	if len(walk.Steps) > 0 && (len(lines) > 0 || rest <= e.Height) {
		lines = append(lines, r.head(e, walk, progress, w))
	}
	steps := len(byHand(walk))
	tall := e.Height - len(lines) - r.lines(e, walk, w)
	apart := below == 0 || tall >= below+1
	at := 0
	for i, step := range walk.Steps {
		mine := -1
		if step.Kind != eligibility.StepWait {
			mine, at = at, at+1
		}
		here := mine == r.at
		if here {
			p.Focus = len(lines)
		}
		lines = append(lines, r.row(e, walk, progress, step, i, here, w)...)
		if step.Kind == eligibility.StepWait || here && !apart {
			lines = r.put(e, &p, lines, step, here, w)
		}
	}
	if apart && below > 0 {
		if below > 1 && tall >= below+air+1 {
			lines = append(lines, "")
		}
		from := len(lines)
		if step, on := r.step(e); on {
			lines = r.put(e, &p, lines, step, true, w)
		}
		if len(lines) == from {
			lines = append(lines, r.told(e, progress, w)...)
		}
		lines = append(lines, make([]string, max(0, from+below-len(lines)))...)
	}
	if !noButton(walk) {
		if len(lines) < e.Height-1 {
			lines = append(lines, "")
		}
		if r.at >= steps {
			p.Focus = len(lines)
		}
		lit := r.at >= steps && !progress.Waiting(e.Now)
		lines = append(lines, bubble.Button(e.Style, r.does(e, progress), "", lit, w))
	}
	p.Body = strings.Join(lines, "\n")
	return p
}

// head says how much is done, and how long it takes.
func (r *remedyPage) head(e *page.Env, walk eligibility.Walk, p flows.Progress, w int) string {
	done := 0
	for _, step := range walk.Steps {
		if p.Has(walk, step.ID, e.Now) {
			done++
		}
	}
	left := e.Say("remedy.steps.done", "Count", done, "Of", len(walk.Steps))
	switch {
	case walk.AsksWay():
		left = e.Say("remedy.steps.choose")
	case walk.AnyOf:
		left = e.Say("remedy.steps.any")
	}
	left, right := e.Style.Muted.Bold(true).Render(left), ""
	if !p.Waiting(e.Now) || p.Waits == eligibility.DeadlineDelete { // else the countdown says it
		right = e.Style.Muted.Render(e.SayIf("remedy." + string(walk.Remedy) + ".time"))
	}
	return left + strings.Repeat(" ", max(1, w-lipgloss.Width(left)-lipgloss.Width(right))) + right
}

// lines is how many lines the steps take.
func (r *remedyPage) lines(e *page.Env, walk eligibility.Walk, w int) int {
	p := e.Flow.Progress()
	n := 0
	for i, step := range walk.Steps {
		n += len(r.row(e, walk, p, step, i, false, w))
		if step.Kind == eligibility.StepWait {
			text, _ := r.below(e, step, false, w)
			n += len(strings.Split(text, "\n")) - 1
		}
	}
	return n
}

// room is how many lines the steps need below the list, whichever of them the mark is at.
func (r *remedyPage) room(e *page.Env, walk eligibility.Walk, w int) int {
	p := e.Flow.Progress()
	most := len(r.told(e, p, w))
	for _, step := range byHand(walk) {
		if text, _ := r.below(e, step, true, w); text != "" {
			most = max(most, len(strings.Split(text, "\n")))
		}
	}
	return most
}

// put adds what a step needs.
func (r *remedyPage) put(e *page.Env, p *page.View, lines []string, step eligibility.Step, here bool, w int) []string {
	more, cursor := r.below(e, step, here, w)
	if more == "" {
		return lines
	}
	if cursor != nil {
		cursor.X += stepLead
		cursor.Y += len(lines)
		p.Cursor = cursor
	}
	return append(lines, page.Indent(more, stepLead)...)
}

// told is what is known since a step was done; nothing where none tells anything.
func (r *remedyPage) told(e *page.Env, p flows.Progress, w int) []string {
	walk, _ := e.Flow.Walk()
	for _, step := range walk.Steps {
		if step.Kind == eligibility.StepDate && p.Has(walk, step.ID, e.Now) {
			return bubble.Beside(strings.Repeat(" ", stepLead), bubble.Lines(e.Style.Muted, r.opens(e, p), w-stepLead))
		}
	}
	return nil
}

// plainly is the ticket with nothing beside it, so that it can be selected. The number
// stays hidden: its ID is enough for Meta, and others may be looking.
func (r *remedyPage) plainly(e *page.Env) page.View {
	text := bubble.Wrap(r.ticket(e, phone.Mask(e.Flow.Phone.International)), e.Width)
	return page.View{Title: e.Say("remedy.plain.title"), Intro: e.Say("remedy.plain.lead"), Body: text}
}

// stepLead is how far what belongs to a step is set in.
const stepLead = 6

// row is a step: its mark, its number, what to do, and who does it.
func (r *remedyPage) row(e *page.Env, walk eligibility.Walk, p flows.Progress, step eligibility.Step, i int, here bool, w int) []string {
	st := e.Style
	lead, mark, look, left := "  ", "○", st.Text, st.Muted
	if p.Has(walk, step.ID, e.Now) {
		mark, look, left = "✓", st.Muted, st.Strong
	}
	if step.Kind == eligibility.StepWait && p.Waiting(e.Now) && p.Waits != eligibility.DeadlineDelete {
		mark, left = "●", st.Focus
	}
	answered := step.Kind == eligibility.StepBackup && !r.backup.open && r.backup.menu.At() >= 0
	switch {
	case here && answered: // Enter acts at the answer below
		look = st.Strong
	case here:
		lead, look, left = "┃ ", st.Focus, st.Focus
	}
	who := e.Say("actor." + string(step.By))
	first := left.Render(lead + mark + " " + strconv.Itoa(i+1) + " ")
	text := strings.Split(bubble.Wrap(e.Say("walk."+string(walk.Remedy)+"."+string(step.ID)), w-stepLead-lipgloss.Width(who)-2), "\n")
	lines := []string{first + look.Render(text[0])}
	lines[0] += strings.Repeat(" ", max(1, w-lipgloss.Width(lines[0])-lipgloss.Width(who))) + st.Muted.Render(who)
	for _, more := range text[1:] {
		lines = append(lines, left.Render(bubble.Pad(strings.TrimRight(lead, " "), stepLead))+look.Render(more))
	}
	return lines
}

// below is what a step needs or shows: a field, a countdown, what a text is for.
func (r *remedyPage) below(e *page.Env, step eligibility.Step, here bool, w int) (string, *tea.Cursor) {
	st, inner := e.Style, w-stepLead
	p := e.Flow.Progress()
	switch {
	case step.Kind == eligibility.StepDate && here && r.asksDay(e, step):
		return r.paid.view(e, inner)
	case step.Kind == eligibility.StepBackup && here:
		return r.backup.view(e, inner)
	case step.Kind == eligibility.StepWay && here:
		return page.Wrap(st.Muted, leadOf(e, step.Leads), inner), nil
	case step.Kind == eligibility.StepTicket && here && r.copied:
		return page.Wrap(st.Text, e.Say("remedy.copied"), inner), nil
	case step.Kind == eligibility.StepTicket && here:
		return page.Wrap(st.Muted, e.Say("remedy.copies"), inner), nil
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
	lines = append(used, lines...)
	if count > most {
		lines = append(lines, e.Style.Muted.Render("  "+e.Say("remedy.cap.more", "Count", count-most)))
	}
	return lines
}
