package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// movePlanScreen is one page with everything that a region change will send and
// what it means, before anything is sent.
type movePlanScreen struct{ lastPage }

func newMovePlanScreen() *movePlanScreen {
	return &movePlanScreen{lastPage{edits: []flows.State{flows.MoveRegion, flows.MovePIN}, sent: flows.MoveAsked{}}}
}

// underWay reports whether the number is off already.
func (p *movePlanScreen) underWay(e *env) bool { return !e.s.Number.Status.Registered() }

func (p *movePlanScreen) view(e *env, w, h int) pane {
	v := e.heading(flows.MovePlan)
	v.essential, v.guide = true, "change_region"
	st, s := e.style, e.s
	if p.underWay(e) {
		v.title, v.lead = e.say("move.rest_title"), e.say("move.rest_lead")
	}
	rows := []reviewLine{
		{label: e.say("move.now"), value: e.rests(s.Settings.Storage)},
		{label: e.say("move.to"), value: e.rests(&s.Move.To), edit: flows.MoveRegion},
		{label: e.say("field.pin"), value: pinLine(e), edit: flows.MovePIN},
	}
	var lines []string
	lines, v.focus = p.rows(e, rows, w)
	air := func() {
		if h >= 18 {
			lines = append(lines, "")
		}
	}
	add := func(look lipgloss.Style, text string) {
		lines = append(lines, strings.Split(wrap(look, text, w), "\n")...)
	}
	air()
	for i, step := range s.Plan() {
		text := strings.Split(bubble.Wrap(e.moveStep(step), max(8, w-5)), "\n")
		lines = append(lines, "  "+st.Focus.Render(string(rune('1'+i)))+"  "+st.Text.Render(text[0]))
		for _, more := range text[1:] {
			lines = append(lines, "     "+st.Text.Render(more))
		}
	}
	if warnings := e.moveWarnings(); h >= 18 || len(warnings) == 0 {
		add(st.Muted, e.say("move.others"))
	}
	air()
	if p.underWay(e) {
		add(st.Warn, "! "+e.say("move.off_now"))
	} else {
		add(st.Muted, e.say("move.downtime"))
	}
	add(st.Muted, e.say(e.consequence()))
	for _, warning := range e.moveWarnings() {
		add(st.Warn, "! "+warning)
	}
	air()
	button := e.say("move.begin_" + string(firstOf(s.Plan())))
	if s.PIN.Value.Empty() {
		button = e.say("move.begin_pin")
	}
	p.finish(e, &v, lines, button, w)
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
func (e *env) moveStep(m flows.MoveStep) string {
	used := e.s.Budget.Used(e.s.Counter(m.Call()), e.now)
	k := "move.step_" + string(m)
	if m == flows.MoveSet && lineOf(&e.s.Move.To) == noRegion {
		k = "move.step_settings_none"
	}
	if m == flows.MoveOn && e.s.RegionAtRegister && lineOf(&e.s.Move.To) != noRegion {
		k = "move.step_register_with"
	}
	return e.say(k, "Number", used+1, "Allowed", flows.Allowed)
}

// consequence names what the wanted storage means for messages and media.
func (e *env) consequence() string {
	switch lineOf(&e.s.Move.To) {
	case noRegion:
		return "move.means_none"
	case unkept:
		return "move.means_unkept"
	}
	return "move.means_country"
}

// moveWarnings are what is said of the counters: closed, or nearly used up.
func (e *env) moveWarnings() []string {
	var all []string
	for _, step := range e.s.Plan() {
		c := e.s.Counter(step.Call())
		used, first := e.s.Budget.Used(c, e.now), e.s.Budget.First(c, e.now)
		switch until := e.s.Budget.Frees(c, e.now); {
		case step == flows.MoveSet:
		case !until.IsZero():
			all = append(all, e.say("move.closed_"+string(step), "Wait", e.closed(until)))
		case flows.Scarce(used):
			all = append(all, e.say("move.scarce_"+string(step), "Count", used, "Allowed", flows.Allowed, "At", e.moment(first)))
		}
	}
	return all
}

func (p *movePlanScreen) keys(e *env) []key.Binding {
	word := "begin"
	switch {
	case !p.sends():
		word = "change"
	case p.underWay(e), e.s.PIN.Value.Empty():
		word = "continue"
	}
	return []key.Binding{e.bind("enter", word), e.bind("↑↓", "choose"), e.bind("ctrl+l", "reload")}
}

// movingScreen shows the steps as they are done.
type movingScreen struct{}

func (movingScreen) enter(*env) tea.Cmd { return nil }

func (movingScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "enter", "ctrl+l":
		return flows.ReloadAsked{}, nil
	}
	return nil, nil
}

func (movingScreen) view(e *env, w, h int) pane {
	v := e.heading(flows.Moving)
	v.waits = true
	st, left := e.style, e.s.Plan()
	var lines []string
	for _, step := range e.s.Move.Steps {
		mark, look := "· ", st.Muted
		switch {
		case !slices.Contains(left, step):
			mark, look = "✓ ", st.Good
		case step == firstOf(left):
			mark, look = "… ", st.Focus
		}
		lines = append(lines, look.Render(mark+bubble.Fit(e.say("move.short_"+string(step)), w-2)))
	}
	k := "move.under_way"
	if e.s.Settle.Err != nil {
		k = "register.settling"
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	v.body = strings.Join(append(lines, wrap(st.Text, e.say(k), w)), "\n")
	return v
}

func (movingScreen) keys(*env) []key.Binding { return nil }
func (movingScreen) typing() bool            { return false }
