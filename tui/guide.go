package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/assets"
	"dialtone/tui/bubble"
)

// guide is the Markdown page of the present screen, in the side pane and, on a
// key, over the whole screen.
type guide struct {
	name string // of the page that is loaded
	text string
	side bubble.Guide
	full bubble.Guide
}

// open loads a page; "" for none.
func (g *guide) open(e *env, name string) {
	if g.name == name {
		return
	}
	*g = guide{name: name}
	if name != "" {
		g.text, _ = assets.Guide(e.words.Tag().String(), name) // without one the pane stays empty
	}
}

// turnGuide scrolls what is in view.
func (m *Root) turnGuide(msg tea.KeyPressMsg) bool {
	if m.over.kind == overGuide {
		switch msg.String() {
		case "up":
			m.guide.full.Move(-1)
			return true
		case "down":
			m.guide.full.Move(1)
			return true
		}
		return m.guide.full.Update(msg)
	}
	return m.over.kind == overNone && m.w >= wideFrom && m.guide.name != "" && m.guide.side.Update(msg)
}

// guideLines sets the page beside a bar.
func (m *Root) guideLines(w, h int) []string {
	if m.guide.text == "" || h < 3 {
		return nil
	}
	st := m.env.style
	var lines []string
	for line := range strings.SplitSeq(m.guide.side.View(st, m.guide.text, w-2, h, m.env.say("frame.read_on")), "\n") {
		lines = append(lines, st.Rule.Render("┃ ")+line)
	}
	return lines
}

// guidePage is the page over the whole screen.
func (m *Root) guidePage(w, h int) []string {
	const readable = 76 // longer lines are hard to read
	return strings.Split(m.guide.full.View(m.env.style, m.guide.text, min(w, readable), h, m.env.say("frame.read_on")), "\n")
}
