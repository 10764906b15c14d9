package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/lipgloss/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// rail lists the steps of the job from top to bottom, with air between them
// where there is room.
func (m *Root) rail(w, h int) []string {
	var lines []string
	here := m.stepIndex()
	airy := h >= 2*len(m.env.s.Steps())+4
	for i, step := range m.env.s.Steps() {
		mark, style := "  ", m.env.style.Muted
		switch {
		case i < here || m.connected():
			mark, style = "✓ ", m.env.style.Good
		case i == here:
			mark, style = "› ", m.env.style.Focus
		}
		lines = append(lines, style.Render(mark+bubble.Fit(m.env.say("step."+string(step)), w-2)))
		if airy {
			lines = append(lines, "")
		}
	}
	return lines
}

// stepper is the rail in one line, for a narrow screen.
func (m *Root) stepper(w int) string {
	st := m.env.style
	here := m.stepIndex()
	steps := m.env.s.Steps()
	var marks []string
	for i := range steps {
		switch {
		case i < here || m.connected():
			marks = append(marks, st.Good.Render("✓"))
		case i == here:
			marks = append(marks, st.Focus.Render("› "+m.env.say("step."+string(steps[i]))))
		default:
			marks = append(marks, st.Muted.Render("·"))
		}
	}
	left := " " + strings.Join(marks, " ")
	right := st.Muted.Render(m.env.say("frame.step", "Number", here+1, "Count", len(steps))) + " "
	return left + strings.Repeat(" ", max(1, w-lipgloss.Width(left)-lipgloss.Width(right))) + right
}

func (m *Root) stepIndex() int { return slices.Index(m.env.s.Steps(), flows.StepOf(m.env.s.State)) }

func (m *Root) connected() bool {
	return m.env.s.State == flows.Connected && m.env.s.Number.Status.Registered() && !m.env.s.Number.Status.Held()
}

// side is the pane at the right: the simulated phone, why, and what is settled
// so far.
func (m *Root) side(p pane, w, h int) []string {
	var lines []string
	if _, rang := m.env.lastText(); rang {
		lines = append(m.phoneLines(w), "")
	}
	if p.why != "" {
		lines = append(lines, m.whyLines(p.why, w)...)
	}
	if p.guide != "" {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, m.guideLines(w, h-len(lines))...)
	} else if known := m.knownLines(w); len(known) > 0 && len(lines)+2+len(known) <= h {
		lines = append(append(lines, "", ""), known...)
	}
	return lines[:min(len(lines), h)]
}

// knownLines sums up what is settled about the number at hand.
func (m *Root) knownLines(w int) []string {
	e, st, s := m.env, m.env.style, m.env.s
	if s.Number.ID == "" || between(s.State) || s.State == flows.Review || s.State == flows.MovePlan || s.State == flows.Connected || s.State == flows.PickNumber || s.State == flows.AddNumber {
		return nil
	}
	var rows [][2]string
	add := func(k, value string) {
		if value != "" {
			rows = append(rows, [2]string{e.say(k), st.Text.Render(value)})
		}
	}
	add("field.name", e.name(s.Number.Name))
	if s.Phone.Region != "" {
		add("field.line", e.country(s.Phone.Region)+" · "+e.say("line."+s.Phone.Line.String()))
	}
	add("field.status", string(s.Number.Status))
	add("field.verified", string(s.Number.Verification))
	if !s.PIN.Value.Empty() {
		add("field.pin", s.PIN.Value.String())
	}
	bar := st.Rule.Render("┃ ")
	lines := []string{bar + st.Strong.Render(e.say("frame.known"))}
	for line := range strings.SplitSeq(e.table(rows, w-2), "\n") {
		lines = append(lines, bar+line)
	}
	return lines
}

// whyLines sets a text beside a bar. The bar stands at the left only: the right
// edge of text in many scripts cannot be relied on.
func (m *Root) whyLines(text string, w int) []string {
	st := m.env.style
	lines := []string{st.Rule.Render("┃ ") + st.Strong.Render(m.env.say("frame.why"))}
	for line := range strings.SplitSeq(bubble.Wrap(text, w-2), "\n") {
		lines = append(lines, st.Rule.Render("┃ ")+st.Muted.Render(line))
	}
	return lines
}

// lastText is what the simulated phone received last that has to do with the
// present state, if anything.
func (e *env) lastText() (Text, bool) {
	chat := e.s.State == flows.MessageSent
	if !chat && e.s.State != flows.CodeMethod && e.s.State != flows.EnterCode && e.s.State != flows.Remedy && e.s.State != flows.PoolCode && e.s.State != flows.PoolEnter {
		return Text{}, false
	}
	for _, t := range slices.Backward(e.phone) {
		if t.Chat == chat {
			return t, true
		}
	}
	return Text{}, false
}

// phoneLines is the simulated phone with its last message.
func (m *Root) phoneLines(w int) []string {
	e, st := m.env, m.env.style
	last, _ := e.lastText()
	title, kind := "phone.title", "phone.sms"
	switch {
	case last.Chat:
		title, kind = "phone.recipient", "phone.chat"
	case last.Voice:
		kind = "phone.call"
	case last.Note:
		kind = "phone.note"
	}
	inner := max(10, w-4)
	var body []string
	for line := range strings.SplitSeq(bubble.Wrap(last.Body, inner), "\n") {
		body = append(body, line)
	}
	head := []string{st.Strong.Render(e.say(title)), st.Muted.Render(e.say(kind))}
	bar := st.Warn.Render("┃ ")
	lines := []string{bar + head[0] + "  " + head[1]}
	if lipgloss.Width(lines[0]) > w {
		lines = []string{bar + head[0], bar + head[1]}
	}
	for _, line := range body {
		lines = append(lines, bar+st.Text.Render(line))
	}
	return lines
}

// bindings are the keys of the present screen and those that work everywhere.
func (m *Root) bindings() (own, everywhere []key.Binding) {
	e := m.env
	help := e.bind("?", "help")
	if m.screen().typing() {
		help = e.bind("f1", "help")
	}
	everywhere = []key.Binding{e.bind("ctrl+t", "calls"), help}
	switch {
	case m.over.kind != overNone:
		if m.over.kind == overQR {
			return []key.Binding{e.bind("esc", "close")}, nil
		}
		return []key.Binding{e.bind("↑↓", "move"), e.bind("pgdn", "read_on"), e.bind("esc", "close")}, nil
	case e.s.Busy() && e.s.CanCancel():
		own = []key.Binding{e.bind("esc", "stop")}
	case e.s.Busy():
	case e.s.Problem != nil:
		own = m.cardKeys()
	default:
		own = m.screen().keys(e)
		closes := slices.ContainsFunc(own, func(k key.Binding) bool { return k.Help().Key == "esc" })
		if len(e.s.History) > 0 && e.s.State != flows.Connect && !closes {
			own = append(own, e.bind("esc", "back"))
		}
	}
	return m.marked(own), slices.Insert(everywhere, 1, m.showKey(own)...)
}

func (m *Root) hints(keys []key.Binding) []string {
	st := m.env.style
	parts := make([]string, 0, len(keys))
	for _, k := range keys {
		parts = append(parts, st.Key.Render(k.Help().Key)+" "+st.Muted.Render(k.Help().Desc))
	}
	return parts
}
