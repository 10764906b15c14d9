package tui

import (
	"github.com/charmbracelet/x/ansi"

	"dialtone/tui/bubble"
)

// What is drawn around the text of the details: their edges, and their button with the
// blank above it.
const detailsEdges, detailsButton = 2, 2

// details is the card with all that is known of the refusal, over the page but its title.
// The text scrolls; the button stays.
func (m *Root) details(l layout) []string {
	w := l.inner - bubble.FrameCells
	lines := filled(m.card.scroll.View(m.detailLines(w)), m.detailsRoom(l))
	row, _ := m.cardRow(w)
	sheet := m.sheetFrame(append(lines, "", row), l.inner)
	mark := func(line int, sign string) {
		sheet[line] = m.env.Style.Bad.Render(sign) + ansi.TruncateLeft(sheet[line], 1, "")
	}
	if m.card.scroll.Top() > 0 {
		mark(1, "↑")
	}
	if m.card.scroll.Below() > 0 {
		mark(len(lines), "↓")
	}
	return sheet
}

// detailsRoom is how many lines of the details are to be seen at once.
func (m *Root) detailsRoom(l layout) int {
	const title = 3
	return min(len(m.detailLines(l.inner-bubble.FrameCells)), l.room-title-detailsEdges-detailsButton)
}

// detailLines are all lines of the details: each group of paragraphs below its heading.
func (m *Root) detailLines(w int) []string {
	var lines []string
	for _, g := range detailGroups(m.env, m.env.Flow.Problem) {
		if len(g.parts) == 0 {
			continue
		}
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		if g.head != "" {
			lines = append(lines, m.env.Style.Muted.Bold(true).Render(g.head))
		}
		for _, part := range g.parts {
			lines = append(lines, bubble.Lines(part.look, part.text, w)...)
		}
	}
	return lines
}

// fitSheet tells the details how much room they have.
func (m *Root) fitSheet(l layout) {
	m.card.scroll.Fit(len(m.detailLines(l.inner-bubble.FrameCells)), m.detailsRoom(l))
}
