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
	w, h := e.Width, e.Height
	v := e.Heading(flows.MovePlan)
	st, s := e.Style, e.Flow
	if p.underWay(e) {
		v.Title, v.Intro = e.Say("move.rest_title"), e.Say("move.rest_lead")
	}
	rows := []page.ConfirmLine{
		{Label: e.Say("move.now"), Value: e.StorageName(s.Settings.Storage)},
		{Label: e.Say("move.to"), Value: e.StorageName(&s.Move.To), Edit: flows.MoveRegion},
		{Label: e.Say("field.pin"), Value: page.PINLine(e), Edit: flows.MovePIN},
	}
	lines := p.Rows(e, rows, w)
	air := func() {
		if h >= 18 {
			lines = append(lines, "")
		}
	}
	add := func(look lipgloss.Style, text string) {
		lines = append(lines, strings.Split(page.Wrap(look, text, w), "\n")...)
	}
	air()
	for i, step := range s.Plan() {
		number := "  " + st.Focus.Render(string(rune('1'+i))) + "  "
		lines = append(lines, strings.Split(page.Hang(st.Text, number, moveStep(e, step), w), "\n")...)
	}
	if warnings := moveWarnings(e); h >= 18 || len(warnings) == 0 {
		add(st.Muted, e.Say("move.others"))
	}
	air()
	if p.underWay(e) {
		add(st.Warn, "! "+e.Say("move.off_now"))
	} else {
		add(st.Muted, e.Say("move.downtime"))
	}
	switch page.StorageLine(&s.Move.To) { // what it means for messages and media
	case page.NoRegion:
		add(st.Muted, e.Say("move.means_none"))
	case page.Unkept:
		add(st.Muted, e.Say("move.means_unkept"))
	default:
		add(st.Muted, e.Say("move.means_country"))
	}
	for _, warning := range moveWarnings(e) {
		add(st.Warn, "! "+warning)
	}
	air()
	button := e.Say("move.begin_" + string(firstOf(s.Plan())))
	if s.PIN.Value.Empty() {
		button = e.Say("move.begin_pin")
	}
	p.Finish(e, &v, lines, button, w)
	return v
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
		mark, look := "· ", st.Muted
		switch {
		case !slices.Contains(left, step):
			mark, look = "✓ ", st.Good
		case step == firstOf(left):
			mark, look = "… ", st.Focus
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
