package bubble

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

func countries() []Item {
	return []Item{
		{ID: "none", Label: "Nowhere in particular"},
		{ID: "MX", Label: "México", Group: "America"}, {ID: "BR", Label: "Brazil", Group: "America", Find: "LATAM"},
		{ID: "TH", Label: "ไทย", Group: "Asia"}, {ID: "KR", Label: "South Korea", Group: "Asia"},
	}
}

func newPicker(items []Item) *Picker {
	p := NewPicker("search")
	p.SetItems(items)
	return &p
}

func (p *Picker) typed(text string) *Picker {
	for _, r := range text {
		p.Update(press(string(r)))
	}
	return p
}

func TestPickerSearch(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"":        "none",
		"mexico":  "MX",
		"MÉXICO":  "MX",
		"br":      "BR",
		"latam":   "BR", // what stands nowhere on the screen
		"ไทย":     "TH",
		"korea":   "KR",
		"asia":    "TH", // the first of a group
		" korea ": "KR",
		"zz":      "",
	} {
		p := newPicker(countries()).typed(query)
		got, ok := p.Chosen()
		if got.ID != want || ok != (want != "") || p.Searching() != (query != "") {
			t.Errorf("%q finds %q", query, got.ID)
		}
	}
	p := newPicker(countries()).typed("zz")
	view, _ := p.View(plain(), 40, 10, "nothing matches")
	wantLine(t, view, "  nothing matches")
	p.Update(press("backspace"))
	p.Update(press("backspace"))
	if _, ok := p.Chosen(); !ok {
		t.Error("nothing is chosen once the search is gone")
	}
	p.Update(tea.PasteMsg{Content: "korea"})
	if got, _ := p.Chosen(); got.ID != "KR" {
		t.Errorf("a pasted search finds %q", got.ID)
	}
}

func TestPickerMoves(t *testing.T) {
	t.Parallel()
	for keys, want := range map[string]string{
		"down": "MX", "up": "none", "down down up": "MX", "pgdown": "KR", "pgdown pgup": "none", "down down down down down down": "KR", "ctrl+n ctrl+n ctrl+p": "MX",
	} {
		p := newPicker(countries())
		for _, k := range strings.Fields(keys) {
			p.Update(press(k))
		}
		if got, _ := p.Chosen(); got.ID != want {
			t.Errorf("%s: %q", keys, got.ID)
		}
	}
}

func TestPickerKeepsTheChoice(t *testing.T) {
	t.Parallel()
	p := newPicker(countries())
	p.Choose("BR")
	p.SetItems(append([]Item{{ID: "CA", Label: "Canada", Group: "America"}}, countries()...))
	if got, _ := p.Chosen(); got.ID != "BR" {
		t.Errorf("the choice moved to %q", got.ID)
	}
	p.SetItems([]Item{{ID: "CA", Label: "Canada"}})
	if got, ok := p.Chosen(); got.ID != "CA" || !ok {
		t.Errorf("a choice that is gone became %q", got.ID)
	}
	if p.Choose("XX"); p.at != 0 {
		t.Error("an id that nobody knows was chosen")
	}
	p.SetItems(nil)
	if _, ok := p.Chosen(); ok {
		t.Error("something of nothing was chosen")
	}
}

func TestPickerView(t *testing.T) {
	t.Parallel()
	p := newPicker(countries())
	p.Choose("KR")
	view, cursor := p.View(plain(), 30, 12, "")
	want := []string{"/ search", "  Nowhere in particular", "", "America", "  México", "  Brazil", "", "Asia", "  ไทย", "┃ South Korea"}
	got := stripped(view)
	for i := range got {
		got[i] = strings.TrimRight(got[i], " ")
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if cursor == nil || cursor.X != 2 || cursor.Y != 0 {
		t.Errorf("the cursor is at %v", cursor)
	}
	if _, cursor = p.typed("ko").View(plain(), 30, 12, ""); cursor.X != 4 {
		t.Errorf("the cursor does not follow the text: %v", cursor)
	}
}

// TestNotesStandBesideTheirLabels where all of them have room, below each other, and else
// nowhere.
func TestNotesStandBesideTheirLabels(t *testing.T) {
	t.Parallel()
	p := newPicker([]Item{{ID: "a", Label: "One", Note: "the first"}, {ID: "b", Label: "Twenty", Note: "a later one"}})
	for width, want := range map[int][]string{
		22: {"/ search", "┃ One      the first", "  Twenty   a later one"}, 21: {"/ search", "┃ One", "  Twenty"},
	} {
		view, _ := p.View(plain(), width, 12, "")
		if got := stripped(view); !slices.Equal(got, want) || (p.Beside(width) > 0) != (width == 22) {
			t.Errorf("in %d cells:\n%s", width, strings.Join(got, "\n"))
		}
	}
	if p = p.typed("later"); len(p.shown) != 1 {
		t.Errorf("a note is not searched: %d items are shown", len(p.shown))
	}
}

// TestSearchBoxInWideCharacters holds that a placeholder is cut to its room and
// filled up with nothing.
func TestSearchBoxInWideCharacters(t *testing.T) {
	t.Parallel()
	for width, want := range map[int]string{40: "/ 輸入國家名稱", 14: "/ 輸入國家…"} {
		view, _ := NewPicker("輸入國家名稱").View(plain(), width, 6, "")
		if got := stripped(view)[0]; got != want {
			t.Errorf("in %d cells: %q, want %q", width, got, want)
		}
	}
}

// TestPickerClips keeps the choice in view, however many there are.
func TestPickerClips(t *testing.T) {
	t.Parallel()
	var items []Item
	for i := range 60 {
		items = append(items, Item{ID: fmt.Sprint(i), Label: fmt.Sprintf("line %d of a text that is too wide for it", i), Group: fmt.Sprintf("group %d", i/7)})
	}
	p := newPicker(items)
	for _, height := range []int{4, 7, 20} {
		for i := range items {
			p.Choose(fmt.Sprint(i))
			view, _ := p.View(plain(), 20, height, "")
			lines := stripped(view)
			if len(lines) != height || !strings.Contains(view, fmt.Sprintf("┃ line %d", i)) {
				t.Fatalf("%d lines for %d:\n%s", len(lines), height, view)
			}
			for _, line := range lines {
				if ansi.StringWidth(line) > 20 {
					t.Fatalf("%q is too wide", line)
				}
			}
		}
	}
}

// TestPickerHeadingsAside stand before their items, in a column of their own, once each.
func TestPickerHeadingsAside(t *testing.T) {
	t.Parallel()
	p := newPicker(countries())
	p.Aside = true
	for id, want := range map[string][]string{
		"MX": {
			"/ search", "", "           Nowhere in particular", "America  ┃ México", "           Brazil", "Asia       ไทย", "           South Korea",
		},
		"TH": {"/ search", "  ↑", "           Brazil", "Asia     ┃ ไทย", "           South Korea"},
	} {
		p.Choose(id)
		height := 12
		if id == "TH" {
			height = 5
		}
		view, _ := p.View(plain(), 40, height, "")
		got := stripped(view)
		for i := range got {
			got[i] = strings.TrimRight(got[i], " ")
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got\n%s", id, strings.Join(got, "\n"))
		}
	}
}

func TestClip(t *testing.T) {
	t.Parallel()
	var lines []string
	for i := range 10 {
		lines = append(lines, fmt.Sprint(i))
	}
	for at, want := range map[int]string{
		0: "0 1 2 ↓", 1: "0 1 2 ↓", 2: "0 1 2 ↓", 5: "↑ 4 5 ↓", 9: "↑ 7 8 9", 8: "↑ 7 8 9",
	} {
		var got []string
		for _, line := range Clip(plain(), lines, at, 4) {
			got = append(got, strings.TrimSpace(ansi.Strip(line)))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("at %d: %q, want %q", at, strings.Join(got, " "), want)
		}
	}
	if got := Clip(plain(), lines[:4], 0, 4); !slices.Equal(got, lines[:4]) {
		t.Errorf("lines that fit were clipped: %q", got)
	}
	if lines[0] != "0" || lines[9] != "9" {
		t.Error("the lines themselves were changed")
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"México": "mexico", "ÅÄÖ": "aao", "Tiệm bánh": "tiem banh", "ชั้น": "ชั้น", "한빛": Fold("한빛")} {
		if got := Fold(text); got != want {
			t.Errorf("Fold(%q) = %q, want %q", text, got, want)
		}
	}
}
