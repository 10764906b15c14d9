package tui

import (
	"strings"

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

// sideLines are what the side pane begins with: the simulated phone, and why, where there is
// room for both.
func (m *Root) sideLines(traits page.Traits, w int) []string {
	h := m.layout().room
	if traits.Beside != nil {
		lines := m.phoneLines(traits, w, h)
		if lines != nil {
			lines = append(lines, "")
		}
		return append(lines, traits.Beside(w, h-len(lines))...)
	}
	var why []string
	switch {
	case len(traits.Panels) > 0:
		why = m.panelLines(traits.Panels, w)
	case traits.Why != "":
		why = m.whyLines(traits.Why, w)
	}
	room := h
	if traits.Guide != "" { // which comes below
		const least = 8
		room -= len(why) + least + 2
	}
	lines := m.phoneLines(traits, w, room)
	switch {
	case lines == nil:
		return why
	case len(lines)+1+len(why) <= h:
		lines = append(append(lines, ""), why...)
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
	add("numbers.column.standing", e.Standing(s.Number).Text)
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
