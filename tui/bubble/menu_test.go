package bubble

import (
	"maps"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestMenuMoves(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		keys  string
		size  int
		want  int
		taken bool // the last key
	}{
		{"down", 3, 1, true},
		{"down down down", 3, 0, true},
		{"up", 3, 2, true},
		{"tab tab", 3, 2, true},
		{"shift+tab", 3, 2, true},
		{"ctrl+n ctrl+n ctrl+p", 3, 1, true},
		{"end", 3, 2, true},
		{"end home", 3, 0, true},
		{"3", 3, 2, true},
		{"4", 3, 0, false},
		{"0", 3, 0, false},
		{"x", 3, 0, false},
		{"enter", 3, 0, false},
		{"down", 0, 0, false},
		{"down", 1, 0, true},
		{"9", 12, 8, true},
	} {
		var m Menu
		taken := false
		for _, k := range strings.Fields(tt.keys) {
			taken = m.Update(press(k), tt.size)
		}
		if m.At() != tt.want || taken != tt.taken {
			t.Errorf("%s of %d: at %d, taken %v", tt.keys, tt.size, m.At(), taken)
		}
	}
	var m Menu
	if m.Set(-3); m.At() != 0 {
		t.Errorf("set before the first line: %d", m.At())
	}
}

// TestMenuFrames: one heavy frame or bar stands at the chosen option, whatever the room, and
// as it moves no option does.
func TestMenuFrames(t *testing.T) {
	t.Parallel()
	options := []Option{{Label: "SMS", Note: "suits this line"}, {Label: "Voice call", Note: "suits it too"}, {Label: "Neither"}}
	for height, heavy := range map[int]string{11: "┏", 9: "┃", 7: "┃", 5: "┃", 3: "┃"} {
		var first map[string]int
		for at := range options {
			var m Menu
			m.Set(at)
			view, focus := m.View(plain(), options, 40, height, "enter go")
			lines, rows := stripped(view), map[string]int{}
			for i, line := range lines {
				if ansi.StringWidth(line) > 40 {
					t.Errorf("height %d: %q is too wide", height, line)
				}
				for _, o := range options {
					if strings.Contains(line, o.Label) {
						rows[o.Label] = i
					}
				}
			}
			if first == nil {
				first = rows
			}
			if !maps.Equal(first, rows) || len(rows) != len(options) {
				t.Errorf("height %d, option %d: the options are in the lines %v, before in %v", height, at, rows, first)
			}
			if !strings.HasPrefix(lines[focus], heavy) || strings.Count(view, heavy) != strings.Count(view[strings.Index(view, heavy):], heavy) {
				t.Errorf("height %d, option %d: line %d is %q", height, at, focus, lines[focus])
			}
		}
	}
	none := Menu{}
	none.Clear()
	for _, height := range []int{11, 9, 3} {
		if view, _ := none.View(plain(), options, 40, height, "enter go"); strings.ContainsAny(view, "┏┃") || strings.Contains(view, "enter") {
			t.Errorf("nothing is chosen, and something is lit:\n%s", view)
		}
	}
}

func TestFitAndPad(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text  string
		width int
		fit   string
	}{
		{"Lotus Bakery", 20, "Lotus Bakery"},
		{"Lotus Bakery", 12, "Lotus Bakery"},
		{"Lotus Bakery", 6, "Lotus…"},
		{"Lotus", 1, "…"},
		{"Lotus", 0, ""},
		{"Lotus", -1, ""},
		{"東京ラーメン", 12, "東京ラーメン"},
		{"東京ラーメン", 7, "東京ラ…"},
		{"東京ラーメン", 6, "東京…"}, // a wide character does not fit into the last cell
		{"ร้านกาแฟ", 20, "ร้านกาแฟ"},
		{"ร้านกาแฟ", 4, "ร้าน"[:len("ร้าน")-len("น")] + "น…"},
		{"한빛 베이커리", 8, "한빛 베…"},
	} {
		got := Fit(tt.text, tt.width)
		if ansi.StringWidth(got) > max(0, tt.width) || got != tt.fit {
			t.Errorf("Fit(%q, %d) = %q, want %q", tt.text, tt.width, got, tt.fit)
		}
		if padded := Pad(tt.text, tt.width); ansi.StringWidth(padded) != max(0, tt.width) || !strings.HasPrefix(padded, got) {
			t.Errorf("Pad(%q, %d) = %q", tt.text, tt.width, padded)
		}
	}
}

// TestSlimOptionsTakeOneLine below the framed ones, with a bar where the mark is.
func TestSlimOptionsTakeOneLine(t *testing.T) {
	t.Parallel()
	options := []Option{{Label: "My own", Note: "paste it"}, {Label: "Go on", Note: "2 waiting", Slim: true}}
	var m Menu
	view, _ := m.View(plain(), options, 40, 5, "enter go")
	lines := stripped(view)
	if len(lines) != 5 || !strings.HasPrefix(lines[0], "┏") || !strings.HasPrefix(lines[4], "  2  Go on ") || !strings.HasSuffix(lines[4], " 2 waiting") {
		t.Errorf("the view is\n%s", strings.Join(lines, "\n"))
	}
	m.Set(1)
	view, focus := m.View(plain(), options, 40, 5, "enter go")
	if lines = stripped(view); focus != 4 || strings.Contains(view, "┏") || !strings.HasPrefix(lines[4], "┃ 2  Go on ") {
		t.Errorf("with the slim one marked, line %d:\n%s", focus, strings.Join(lines, "\n"))
	}
}
