package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"dialtone/tui/page"
)

var errCut = errors.New("the line was cut")

func sizeOf(w, h int) tea.Msg { return tea.WindowSizeMsg{Width: w, Height: h} }

// onEnter is what Enter would do to what is to be seen; nothing to an overlay.
func onEnter(m *Root) page.Operated {
	if m.over.kind != overNone {
		return page.Operated{}
	}
	return m.pageOnEnter()
}
