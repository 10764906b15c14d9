package bubble

import (
	"slices"
	"strings"
	"testing"
)

// TestFramedRows: all fields have frames, with their labels in the edges, or none has one.
// The one at hand alone is lit, and what is said of it moves nothing.
func TestFramedRows(t *testing.T) {
	t.Parallel()
	draw := func(at, height int, said string) ([]string, int, int) {
		r := NewRows(plain(), 30, at).Framed(height)
		f := NewField(20)
		f.SetValue("Lotus")
		r.Label("Name")
		r.Field(f)
		if said != "" {
			r.Note(plain().Warn, "! "+said)
		}
		r.End(len(said))
		r.Label("From")
		r.Pick([]string{"new", "moving"}, 1)
		r.End(0)
		r.Button("Add")
		view, _, cursor := r.View()
		if cursor == nil {
			return stripped(view), -1, -1
		}
		return stripped(view), cursor.X, cursor.Y
	}
	const short, tall = 8, 20
	for height, lit := range map[int][]string{short: {"┃ Name", "┃ From", "▐ Add"}, tall: {"┏━ Name ", "┏━ From ", "▐ Add"}} {
		for at, want := range lit {
			lines, x, y := draw(at, height, "")
			heavy := 0
			for _, line := range lines {
				if slices.ContainsFunc([]string{"┏", "┃ Name", "┃ From", "▐ Add"}, func(s string) bool { return strings.HasPrefix(line, s) }) {
					heavy++
					if !strings.HasPrefix(line, want) {
						t.Errorf("in %d lines, field %d: %q is lit", height, at, line)
					}
				}
			}
			if heavy != 1 || at == 0 && (x < len("  Lotus") || y != 1) || at > 0 && y != -1 {
				t.Errorf("in %d lines, field %d: %d are lit, the cursor is at %d, %d in\n%s", height, at, heavy, x, y, strings.Join(lines, "\n"))
			}
		}
		quiet, _, _ := draw(0, height, "")
		spoken, _, _ := draw(0, height, "too short")
		below := slices.Index(quiet, "")
		if len(quiet) != len(spoken) || strings.TrimSpace(spoken[below]) != "! too short" {
			t.Errorf("quiet:\n%s\nspoken:\n%s", strings.Join(quiet, "\n"), strings.Join(spoken, "\n"))
		}
		all := strings.Join(quiet, "")
		if framed := strings.Contains(all, "╭─ From"); framed != (height == tall) || framed != strings.Contains(all, "┏━ Name") {
			t.Errorf("in %d lines, the fields look different:\n%s", height, strings.Join(quiet, "\n"))
		}
	}
}
