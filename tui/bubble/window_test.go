package bubble

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestWindowMoves(t *testing.T) {
	t.Parallel()
	const height = 10
	for _, tt := range []struct {
		size     int
		keys     string
		at       int
		from, to int
	}{
		{0, "", 0, 0, 0},
		{0, "down up end pgdown", 0, 0, 0},
		{1, "down", 0, 0, 1},
		{10, "end", 9, 0, 10},
		{11, "end", 10, 1, 11},
		{11, "end up", 9, 1, 11},
		{50_000, "", 0, 0, 10},
		{50_000, "pgdown", 10, 1, 11},
		{50_000, "pgdown pgdown pgup", 10, 10, 20},
		{50_000, "end", 49_999, 49_990, 50_000},
		{50_000, "end home", 0, 0, 10},
		{50_000, "up", 0, 0, 10},
		{50_000, "end down", 49_999, 49_990, 50_000},
		{50_000, "ctrl+n ctrl+n ctrl+p", 1, 0, 10},
	} {
		var w Window
		from, to := w.Range(tt.size, height)
		for _, k := range strings.Fields(tt.keys) {
			if !w.Update(press(k), tt.size, height) {
				t.Errorf("%s is not taken", k)
			}
			from, to = w.Range(tt.size, height)
		}
		if w.At() != tt.at || from != tt.from || to != tt.to {
			t.Errorf("%d rows, %q: at %d in [%d,%d), want %d in [%d,%d)", tt.size, tt.keys, w.At(), from, to, tt.at, tt.from, tt.to)
		}
	}
}

func TestWindowOtherMessages(t *testing.T) {
	t.Parallel()
	var w Window
	if w.Update(press("x"), 5, 3) || w.Update(tea.FocusMsg{}, 5, 3) {
		t.Error("a message was taken that is none for a list")
	}
	w.Update(tea.MouseWheelMsg{Button: tea.MouseWheelDown}, 5, 3)
	w.Update(tea.MouseWheelMsg{Button: tea.MouseWheelDown}, 5, 3)
	if w.Update(tea.MouseWheelMsg{Button: tea.MouseWheelUp}, 5, 3); w.At() != 1 {
		t.Errorf("the wheel led to %d", w.At())
	}
	if w.Set(-1); w.At() != 0 {
		t.Errorf("set before the first row: %d", w.At())
	}
}

// TestWindowFollowsAShrinkingList keeps the mark inside when rows go away.
func TestWindowFollowsAShrinkingList(t *testing.T) {
	t.Parallel()
	var w Window
	w.Set(400)
	w.Range(500, 10)
	if from, to := w.Range(3, 10); w.At() != 2 || from != 0 || to != 3 {
		t.Errorf("at %d in [%d,%d)", w.At(), from, to)
	}
	if from, to := w.Range(0, 10); w.At() != 0 || from != 0 || to != 0 {
		t.Errorf("nothing left: at %d in [%d,%d)", w.At(), from, to)
	}
}
