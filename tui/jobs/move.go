package jobs

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// movePlanPage is one page with everything that a region change will send and
// what it means, before anything is sent.
type movePlanPage struct{ page.Confirm }

// underWay reports whether the number is off already.
func (p *movePlanPage) underWay(e *page.Env) bool { return !e.Flow.Number.Status.Registered() }

func (p movePlanPage) View(e *page.Env) page.View {
	v := e.Heading(flows.MovePlan)
	if p.underWay(e) {
		v.Title, v.Intro = e.Say("move.rest_title"), e.Say("move.rest_lead")
	}
	const gaps, button = 2, 1
	receipt := p.receipt(e, e.Width-bubble.FrameCells, true)
	lines := bubble.Frame{Look: e.Style.Frame}.Draw(receipt, e.Width)
	if must := p.notes(e, 0); len(lines)+len(must)+gaps+button > e.Height { // there is no room for a frame
		lines = p.receipt(e, e.Width, false)
	}
	if room := e.Height - len(lines) - gaps - button; room >= len(p.notes(e, 0)) {
		lines = slices.Concat(lines, []string{""}, p.notes(e, room))
	} else {
		lines = append(lines, p.notes(e, 0)...)
	}
	label := e.Say("move.begin_" + string(firstOf(e.Flow.Plan())))
	if e.Flow.PIN.Value.Empty() {
		label = e.Say("move.begin_pin")
	}
	p.Finish(e, &v, lines, e.Button(label, true, e.Width))
	return v
}

// receipt is from where to where, and each step with what it counts for.
func (p movePlanPage) receipt(e *page.Env, w int, ruled bool) []string {
	st, s := e.Style, e.Flow
	lines := p.Rows(e, []page.ConfirmLine{
		{Label: e.Say("move.now"), Value: e.StorageName(s.Settings.Storage)},
		{Label: e.Say("move.to"), Value: e.StorageName(&s.Move.To), Edit: flows.MoveRegion},
		{Label: e.Say("field.pin"), Value: page.PINLine(e), Edit: flows.MovePIN},
	}, w)
	if ruled {
		lines = append(lines, st.Rule.Render(strings.Repeat("╌", w)))
	} else {
		lines = append(lines, "")
	}
	for i, step := range s.Plan() {
		number := "  " + st.Strong.Render(string(rune('1'+i))) + "  "
		text := strings.Split(page.Hang(st.Text, number, moveStep(e, step), w), "\n")
		if step != flows.MoveSet {
			pips := bubble.Pips(st.Text, st.Muted, e.Used(step.Call())+1, flows.Allowed)
			if room := w - lipgloss.Width(text[0]) - lipgloss.Width(pips); len(text) == 1 && room >= 2 {
				text[0] += strings.Repeat(" ", room) + pips
			}
		}
		lines = append(lines, text...)
	}
	return lines
}

// notes are what the change means while it goes on and afterwards, and what may stop it.
// What is in the guide as well is said only in as many lines as there is room for.
func (p movePlanPage) notes(e *page.Env, room int) []string {
	mind := "move.downtime"
	if p.underWay(e) {
		mind = "move.off_now"
	}
	notes := e.Mind(e.Say(mind), e.Width)
	for _, warning := range moveWarnings(e) {
		notes = append(notes, e.Mind(warning, e.Width)...)
	}
	if means := bubble.Lines(e.Style.Muted, e.Say(moveMeans(e.Flow.Move.To)), e.Width); len(notes)+1+len(means) <= room {
		notes = slices.Concat(notes, []string{""}, means)
	}
	return notes
}

// moveMeans names what a storage means for messages and media.
func moveMeans(to api.Storage) string {
	switch page.StorageLine(&to) {
	case page.NoRegion:
		return "move.means_none"
	case page.Unkept:
		return "move.means_unkept"
	}
	return "move.means_country"
}

// firstOf is the step that a plan begins with. One that has come to its end is
// left by itself.
func firstOf(plan []flows.MoveStep) flows.MoveStep {
	if len(plan) == 0 {
		return flows.MoveOn
	}
	return plan[0]
}

// moveStep says what a step sends, and which attempt of how many that is.
func moveStep(e *page.Env, m flows.MoveStep) string {
	used := e.Flow.Budget.Used(e.Flow.Counter(m.Call()), e.Now)
	k := "move.step_" + string(m)
	if m == flows.MoveSet && page.StorageLine(&e.Flow.Move.To) == page.NoRegion {
		k = "move.step_settings_none"
	}
	if m == flows.MoveOn && e.Flow.RegionAtRegister && page.StorageLine(&e.Flow.Move.To) != page.NoRegion {
		k = "move.step_register_with"
	}
	return e.Say(k, "Number", used+1, "Allowed", flows.Allowed)
}

// moveWarnings are what is said of the counters, closed or nearly used up, and of what
// Meta refused before.
func moveWarnings(e *page.Env) []string {
	var all []string
	var counted []api.Endpoint
	for _, step := range e.Flow.Plan() {
		if step != flows.MoveSet {
			counted = append(counted, step.Call())
		}
		c := e.Flow.Counter(step.Call())
		used, first := e.Flow.Budget.Used(c, e.Now), e.Flow.Budget.First(c, e.Now)
		switch until := e.Flow.Budget.Frees(c, e.Now); {
		case step == flows.MoveSet:
		case !until.IsZero():
			all = append(all, e.Say("move.closed_"+string(step), "Wait", e.ClosedUntil(until)))
		case flows.Scarce(used):
			all = append(all, e.Say("move.scarce_"+string(step), "Count", used, "Allowed", flows.Allowed, "At", e.Moment(first)))
		}
	}
	for _, word := range []string{e.Together(counted...), e.Refused()} {
		if word != "" {
			all = append(all, word)
		}
	}
	return all
}

func (p *movePlanPage) Keys(e *page.Env) page.Keys {
	word := "begin"
	if p.underWay(e) || e.Flow.PIN.Value.Empty() {
		word = "continue"
	}
	return page.Keys{e.Bind("enter", word), e.Bind("p d", "change"), e.Bind("ctrl+l", "reload")}
}

func (p *movePlanPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.MovePlan)
	t.Guide, t.OnEnter = "change_region", p.OnEnter()
	t.Ticks, t.OwnFacts = e.IsClosed(api.Register) || e.IsClosed(api.Deregister), true
	return t
}

// movingPage shows the steps as they are done.
type movingPage struct{ page.Waiting }

func (movingPage) View(e *page.Env) page.View {
	v := e.Heading(flows.Moving)
	st, left := e.Style, e.Flow.Plan()
	var lines []string
	for _, step := range e.Flow.Move.Steps {
		mark, look := "○ ", st.Muted
		switch {
		case !slices.Contains(left, step):
			mark, look = "✓ ", st.Good
		case step == firstOf(left):
			mark, look = "● ", st.Focus
		}
		lines = append(lines, look.Render(mark+bubble.Fit(e.Say("move.short_"+string(step)), e.Width-2)))
	}
	k := "move.under_way"
	if e.Flow.Settle.Err != nil {
		k = "register.settling"
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	v.Body = strings.Join(append(lines, page.Wrap(st.Text, e.Say(k), e.Width)), "\n")
	return v
}
