package bubble

import (
	"strings"
	"testing"
)

// TestFramedRows: the field at hand alone has a heavy frame, labels stand in the edges, what
// is said of a field moves nothing, and the cursor is inside.
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
	for at, want := range []string{"┏━ Name ", "┃ From", "▐ Add"} {
		lines, x, y := draw(at, 8, "")
		heavy := 0
		for _, line := range lines {
			if strings.HasPrefix(line, "┏") || strings.HasPrefix(line, "┃ From") || strings.HasPrefix(line, "▐ Add") {
				heavy++
				if !strings.HasPrefix(line, want) {
					t.Errorf("field %d: %q is lit", at, line)
				}
			}
		}
		if heavy != 1 || at == 0 && (x != len("┃ Lotus")-2 || y != 1) || at > 0 && y != -1 {
			t.Errorf("field %d: %d are lit, the cursor is at %d, %d in\n%s", at, heavy, x, y, strings.Join(lines, "\n"))
		}
	}
	quiet, _, _ := draw(0, 8, "")
	spoken, _, _ := draw(0, 8, "too short")
	if len(quiet) != len(spoken) || quiet[3] != "" || spoken[3] != "  ! too short" || quiet[5] != "  ○ new   ● moving" {
		t.Errorf("quiet:\n%s\nspoken:\n%s", strings.Join(quiet, "\n"), strings.Join(spoken, "\n"))
	}
	if tall, _, _ := draw(1, 20, ""); len(tall) != len(quiet)+1 || !strings.HasPrefix(tall[4], "┏━ From ━") {
		t.Errorf("with room, a choice has no frame:\n%s", strings.Join(tall, "\n"))
	}
}
