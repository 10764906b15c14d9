package theme

import (
	"testing"

	"charm.land/lipgloss/v2"
)

// TestALookIsItsStyle: what a look makes of a text is what its style makes of it.
func TestALookIsItsStyle(t *testing.T) {
	t.Parallel()
	for _, b := range []Background{Unknown, Dark, Light} {
		for name, look := range styles(b) {
			for _, text := range []string{"", " ", "x", "a word", "香港 ●", "two\nlines of it", "a\ttab", "a\x1b[1mbold\x1b[m word", "🇭🇰"} {
				if got, want := look.Render(text), look.Style.Render(text); got != want {
					t.Errorf("%s on background %d: %q, its style says %q", name, b, got, want)
				}
			}
		}
	}
	for _, text := range []string{"", "plain", "two\nlines"} {
		if got, want := (Look{}).Render(text), lipgloss.NewStyle().Render(text); got != want {
			t.Errorf("no look: %q, want %q", got, want)
		}
	}
}
