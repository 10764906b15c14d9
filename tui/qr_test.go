package tui

import (
	"image/color"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"rsc.io/qr"

	"dialtone/assets"
	"dialtone/flows"
	"dialtone/tui/jobs"
)

// TestTheCodeIsWholeOnEveryScreen reads the code back from the picture of a
// window of any size, in every language, on every background.
func TestTheCodeIsWholeOnEveryScreen(t *testing.T) {
	t.Parallel()
	want, err := qr.Encode("https://wa.me/85261740100", qr.L)
	if err != nil {
		t.Fatal(err)
	}
	end := inState(flows.Connected, fresh(connected), sandboxed, subscribed("Dialtone sandbox"))
	for _, locale := range assets.Locales() {
		said := speak(locale.Tag)
		for _, s := range []size{{60, 20}, {61, 23}, {76, 22}, {80, 24}, {100, 30}, {160, 45}} {
			for _, background := range []color.Color{color.Black, color.White} {
				st := newStage(t, end, func(o *Options) { o.Words = said }).enter(s.w, s.h)
				st.send(tea.BackgroundColorMsg{Color: background})
				if st.press("q"); codeIn(st.frame().Content, background == color.Black) != nil || !folded(st.text(), said.Say("qr.holds")) {
					t.Fatalf("%s, %dx%d: it does not say first what the code holds:\n%s", locale.Tag, s.w, s.h, st.text())
				}
				st.press("enter")
				if found := codeIn(st.frame().Content, background == color.Black); found == nil || !sameCode(found, want) {
					t.Fatalf("%s, %dx%d: the code is not whole:\n%s", locale.Tag, s.w, s.h, st.text())
				}
				last := []rune(said.Say("qr.public"))
				if !strings.Contains(st.text(), string(last[len(last)-2:])) {
					t.Errorf("%s, %dx%d: the text is cut:\n%s", locale.Tag, s.w, s.h, st.text())
				}
				if st.press("esc"); strings.Contains(st.text(), "▀") || st.session().State != flows.Connected {
					t.Error("esc does not put the code away")
				}
			}
		}
	}
}

// codeIn reads a drawn code: its first row is that of two finder patterns. The
// lower half of a cell has the colour of its ground, dark where it is not reversed
// like the paper.
func codeIn(screen string, dark bool) [][]bool {
	lines := strings.Split(screen, "\n")
	top := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(ansi.Strip(l), "▀▀▀▀▀") })
	if top < 0 {
		return nil
	}
	head, _, _ := strings.Cut(ansi.Strip(lines[top]), "▀▀▀▀▀")
	from := len([]rune(head)) - 1
	var all [][]bool
	for _, line := range lines[top:min(len(lines), top+13)] {
		var upper, lower []bool
		inked, x := false, 0
		for line != "" && x < from+25 {
			if rest, is := strings.CutPrefix(line, "\x1b["); is {
				codes, after, _ := strings.Cut(rest, "m")
				inked, line = slices.Contains(strings.Split(codes, ";"), "7") != dark, after
				continue
			}
			r, size := utf8.DecodeRuneInString(line)
			if line = line[size:]; x >= from {
				upper, lower = append(upper, inked != (r == '▀')), append(lower, inked)
			}
			x++
		}
		all = append(all, upper, lower)
	}
	return all
}

func sameCode(found [][]bool, want *qr.Code) bool {
	for y, row := range found {
		for x, dark := range row {
			if dark != want.Black(x, y) {
				return false
			}
		}
	}
	return len(found) >= want.Size
}

func TestChatLink(t *testing.T) {
	t.Parallel()
	for display, want := range map[string]string{
		"+852 6174 0100": "https://wa.me/85261740100", "+1 631-555-5555": "https://wa.me/16315555555", "16315555555": "https://wa.me/16315555555",
	} {
		if got := jobs.ChatLink(display); got != want {
			t.Errorf("%s: %s", display, got)
		}
	}
}
