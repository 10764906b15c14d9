package bubble

import (
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

func TestMenuNotes(t *testing.T) {
	t.Parallel()
	options := []Option{{"SMS", "suits this line"}, {"Voice call", "suits it too"}}
	m := Menu{}
	m.Set(1)
	wide, focus := m.View(plain(), options, 40)
	wantLine(t, wide, "  SMS          suits this line")
	wantLine(t, wide, "▸ Voice call   suits it too")
	if focus != 1 {
		t.Errorf("notes beside: the focus is line %d", focus)
	}
	narrow, focus := m.View(plain(), options, 24)
	wantLine(t, narrow, "    suits this line")
	if focus != 2 || !strings.HasPrefix(stripped(narrow)[2], "▸ Voice call") {
		t.Errorf("notes below: the focus is line %d of\n%s", focus, narrow)
	}
	// One note that does not fit puts all of them below, so that they line up.
	long, _ := m.View(plain(), []Option{{"SMS", "short"}, {"Voice call", strings.Repeat("long ", 12)}}, 40)
	wantLine(t, long, "    short")
	for _, line := range stripped(long) {
		if ansi.StringWidth(line) > 40 {
			t.Errorf("%q is too wide", line)
		}
	}
	bare, _ := m.View(plain(), []Option{{Label: "Yes"}, {Label: "No"}}, 40)
	if got := stripped(bare); len(got) != 2 {
		t.Errorf("lines without notes: %q", got)
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
