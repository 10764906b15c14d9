package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// side is the pane at the right: the simulated phone, why, and what is settled so far,
// each in a frame of its own.
func (m *Root) side(traits page.Traits, w, h int) []string {
	lines := m.sideLines(traits, w)
	if traits.Guide != "" {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, m.guideLines(w, h-len(lines))...)
	} else if known := m.knownLines(traits, w); known != nil && len(lines)+1+len(known) <= h {
		lines = append(append(lines, ""), known...)
	}
	return lines[:min(len(lines), h)]
}

// sideLines are what the side pane begins with: the simulated phone, and why.
func (m *Root) sideLines(traits page.Traits, w int) []string {
	var lines []string
	if phone := m.phoneLines(w); phone != nil {
		lines = append(phone, "")
	}
	switch {
	case len(traits.Panels) > 0:
		lines = append(lines, m.panelLines(traits.Panels, w)...)
	case traits.Why != "":
		lines = append(lines, m.whyLines(traits.Why, w)...)
	}
	return lines
}

// panelLines are the panels that a page has beside it, below each other.
func (m *Root) panelLines(panels []page.Panel, w int) []string {
	st := m.env.Style
	var lines []string
	for i, p := range panels {
		if i > 0 {
			lines = append(lines, "")
		}
		var inside []string
		for _, line := range p.Lines {
			inside = append(inside, bubble.Lines(st.Text, line, w-bubble.FrameCells)...)
		}
		lines = append(lines, bubble.Panel(st, p.Heading, inside, w)...)
	}
	return lines
}

// knownLines sums up what is settled about the number at hand.
func (m *Root) knownLines(traits page.Traits, w int) []string {
	e, st, s := m.env, m.env.Style, m.env.Flow
	if s.Number.ID == "" || traits.Subject != page.OfNumber || traits.OwnFacts {
		return nil
	}
	var rows [][2]string
	add := func(k, value string) {
		if value != "" {
			rows = append(rows, [2]string{e.Say(k), st.Strong.Render(value)})
		}
	}
	add("field.name", e.RedactName(s.Number.Name))
	if s.Phone.Region != "" {
		add("field.line", e.Country(s.Phone.Region)+" · "+e.Say("line."+s.Phone.Line.String()))
	}
	add("field.status", string(s.Number.Status))
	add("field.verified", string(s.Number.Verification))
	if !s.PIN.Value.Empty() {
		add("field.pin", s.PIN.Value.String())
	}
	return bubble.Panel(st, e.Say("frame.known"), strings.Split(e.Table(rows, w-bubble.FrameCells), "\n"), w)
}

// whyLines sets a text into a frame.
func (m *Root) whyLines(text string, w int) []string {
	st := m.env.Style
	return bubble.Panel(st, m.env.Say("frame.why"), bubble.Lines(st.Text, text, w-bubble.FrameCells), w)
}

// phoneLines is the simulated phone with the last message that has to do with the
// present page; nil without one.
func (m *Root) phoneLines(w int) []string {
	beside := m.traits().Phone
	for _, t := range slices.Backward(m.env.Phone) {
		if beside != page.NoPhone && t.Chat == (beside == page.OthersPhone) {
			return textLines(m.env, t, w)
		}
	}
	return nil
}

// textLines is the simulated phone with a message.
func textLines(e *page.Env, last page.Text, w int) []string {
	st := e.Style
	title, kind := "phone.title", "phone.sms"
	switch {
	case last.Chat:
		title, kind = "phone.recipient", "phone.chat"
	case last.Voice:
		kind = "phone.call"
	case last.Note:
		kind = "phone.note"
	}
	f := bubble.Frame{Title: bubble.Label{Text: e.Say(title), Look: st.Sandbox.Bold(true)}, Corner: bubble.Label{Text: e.Say(kind), Look: st.Sandbox}, Look: st.Sandbox}
	return f.Draw(bubble.Lines(st.Text, last.Body, w-bubble.FrameCells), w)
}

// listen waits for the simulated phone.
func (m *Root) listen() tea.Cmd {
	if m.opts.Phone == nil || m.phone != nil || !m.env.Flow.Target.Sandbox {
		return nil
	}
	line, hangUp := context.WithCancel(m.calling.whole)
	m.phone = hangUp
	next, after, from := m.opts.Phone, len(m.env.Phone), m.env.Flow.Target.BaseURL
	return func() tea.Msg {
		text, err := next(line, after)
		if err != nil {
			return nil
		}
		return phoneMsg{text, from}
	}
}

// hangUp leaves the phone of a simulator that is no longer talked to.
func (m *Root) hangUp() {
	if m.phone != nil {
		m.phone()
	}
	m.phone, m.env.Phone = nil, nil
}
