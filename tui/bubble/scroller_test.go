package bubble

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestScroller(t *testing.T) {
	t.Parallel()
	lines := []string{"0", "1", "2", "3", "4", "5", "6"}
	var s Scroller
	s.Fit(len(lines), 3)
	for _, step := range []struct {
		key  rune
		want []string
	}{
		{tea.KeyUp, lines[:3]},
		{tea.KeyDown, lines[1:4]},
		{tea.KeyPgDown, lines[3:6]},
		{tea.KeyPgDown, lines[4:]},
		{tea.KeyPgUp, lines[2:5]},
		{tea.KeyHome, lines[:3]},
		{tea.KeyEnd, lines[4:]},
	} {
		if !s.Update(tea.KeyPressMsg{Code: step.key}, 2) || !slices.Equal(s.View(lines), step.want) {
			t.Errorf("%v shows %q, want %q", step.key, s.View(lines), step.want)
		}
	}
	if s.Update(tea.KeyPressMsg{Code: 'x', Text: "x"}, 2) || s.Update(tea.BlurMsg{}, 2) || s.Below() != 0 {
		t.Error("another message scrolls")
	}
	if s.Fit(2, 3); s.Scrolls() || s.Top() != 0 || !slices.Equal(s.View(lines[:2]), lines[:2]) {
		t.Errorf("all of it fits, and it shows %q", s.View(lines[:2]))
	}
	if s.Fit(7, 0); len(s.View(lines)) != 0 {
		t.Errorf("in no room it shows %q", s.View(lines))
	}
}
