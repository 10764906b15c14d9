package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/assets"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// guide is the Markdown text that goes with a page, in the side pane and, on a key,
// in place of the page.
type guide struct {
	name   string // of the page that is loaded
	text   string
	beside string // what of it stands beside the page
	side   bubble.Guide
	full   bubble.Guide
}

// open loads a page; "" for none.
func (g *guide) open(e *page.Env, name string, steps bool) {
	if g.name == name {
		return
	}
	*g = guide{name: name}
	if name != "" {
		g.text, _ = assets.Guide(e.Words.Tag().String(), name) // without one the pane stays empty
		g.beside = g.text
		if steps {
			g.beside = withoutSteps(g.text)
		}
	}
}

// withoutSteps leaves out what a list of steps beside the text says too: the beginning, and
// every part with numbered lines. A text of nothing else stays as it is.
func withoutSteps(text string) string {
	parts := strings.Split(text, "\n## ")
	title, _, _ := strings.Cut(parts[0], "\n")
	kept := []string{title + "\n"}
	for _, part := range parts[1:] {
		if !strings.Contains(part, "\n1. ") {
			kept = append(kept, part)
		}
	}
	if len(kept) == 1 {
		return text
	}
	return strings.Join(kept, "\n## ")
}

// turnGuide scrolls what is in view.
func (m *Root) turnGuide(msg tea.KeyPressMsg) bool {
	if m.over.kind == overGuide {
		return m.guide.full.Line(msg) || m.guide.full.Update(msg)
	}
	return m.over.kind == overNone && m.w >= sideFrom && m.guide.name != "" && m.guide.side.Update(msg)
}

// fitGuide lays the text out for the side pane, and for the place of the page.
func (m *Root) fitGuide(l layout, traits page.Traits) {
	const readable = 76 // longer lines are hard to read
	st, more := m.env.Style, m.env.Say("frame.read_on")
	if l.side > 0 {
		room := l.room
		if above := len(m.sideLines(traits, l.side)); above > 0 {
			room -= above + 1
		}
		m.guide.side.Fit(st, m.guide.beside, l.side-bubble.FrameCells, room-2, more)
	}
	if m.over.kind == overGuide {
		m.guide.full.Fit(st, m.guide.text, min(l.inner, readable), l.room, more)
	}
}

// guideLines are the text in the side pane.
func (m *Root) guideLines(w, h int) []string {
	const least = 6
	if m.guide.text == "" || h < least {
		return nil
	}
	lines := strings.Split(m.guide.side.View(), "\n")
	return bubble.Frame{Look: m.env.Style.Frame}.Draw(lines[:min(len(lines), h-2)], w)
}
