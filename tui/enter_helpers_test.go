package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"
)

var errCut = errors.New("the line was cut")

func sizeOf(w, h int) tea.Msg { return tea.WindowSizeMsg{Width: w, Height: h} }
