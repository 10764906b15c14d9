package tui

import (
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/tui/theme"
)

// markWidth has the terminal draw a mark in the lower left corner, where no page has
// anything, asks where the cursor is then, and takes the mark away again.
const markWidth = "\x1b7\x1b[999;1H─\x1b[6n\x1b[999;1H \x1b8"

// askMarks asks, once there is a screen, how wide marks are.
func (m *Root) askMarks() tea.Cmd {
	if m.askedMarks || m.opts.Painted == nil || m.opts.Painted() == 0 || lipgloss.Width("─") > 1 { // the toolkit was told to count two
		return nil
	}
	m.askedMarks = true
	return tea.Raw(markWidth)
}

// hearMarks draws without them where they are wider than the toolkit takes them for. In
// the first row the same answer is a key.
func (m *Root) hearMarks(msg tea.CursorPositionMsg) tea.Cmd {
	if msg.X != 2 || msg.Y == 0 {
		return nil
	}
	m.marks = theme.NarrowMarks().Replace
	return tea.ClearScreen
}
