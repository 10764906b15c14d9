package tui

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/flows"
)

// sheetOf is the sheet in the text of a window: its lines from the upper edge to the lower.
func sheetOf(text string) []string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.Contains(line, "╭─ × ") {
			for j := i; j < len(lines); j++ {
				if strings.Contains(lines[j], "╰") {
					return lines[i : j+1]
				}
			}
		}
	}
	return nil
}

// TestEverySheetIsWhole: at the smallest size every card has its title whole, says what
// another try costs where it costs something, begins with the wait where there is one, and
// has a button with the word of the key line. It has six rows, and nothing above it is lit.
func TestEverySheetIsWhole(t *testing.T) {
	t.Parallel()
	for _, locale := range assets.Locales() {
		said := speak(locale.Tag)
		for _, l := range cardLooks() {
			synctest.Test(t, func(t *testing.T) {
				st := l.stage(t, said, 60, 20, true)
				p := st.session().Problem
				if p == nil || st.m.card.open || st.m.over.kind != overNone {
					return
				}
				e, text := st.m.env, st.text()
				sheet := sheetOf(text)
				if len(sheet) != sheetText+3 {
					t.Fatalf("%s, %s: %d rows:\n%s", locale.Tag, l.name, len(sheet), text)
				}
				if !strings.Contains(sheet[0], cardTitle(e, p)) && p.Heading == "" {
					t.Errorf("%s, %s: the title is cut: %s", locale.Tag, l.name, sheet[0])
				}
				foot := sheet[len(sheet)-1]
				if cost := cardCost(e, p.Advice); p.Advice.Cost != flows.CostNothing && p.Advice.ID != flows.AdviseBudget && st.m.card.copied == nil && !strings.Contains(foot, cost) {
					t.Errorf("%s, %s: no %q in %s", locale.Tag, l.name, cost, foot)
				}
				if wait := waitParts(e, p); len(wait) > 0 && !asksOnCard(e.Flow) && !strings.Contains(sheet[1], string([]rune(wait[0].text)[:6])) {
					t.Errorf("%s, %s: the wait comes later: %s", locale.Tag, l.name, sheet[1])
				}
				word, acts := actWord(e, p)
				button := sheet[len(sheet)-2]
				if acts != strings.Contains(button, "enter  "+capital(word)) || acts && !strings.Contains(text[strings.LastIndex(text, "\n"):], word) {
					t.Errorf("%s, %s: the button is %s:\n%s", locale.Tag, l.name, button, text)
				}
				above, _, _ := strings.Cut(text, sheet[0])
				if body := strings.SplitN(above, "\n", headRows+1); strings.ContainsAny(body[headRows], "┏┃┗") && !(softCard(p) && st.m.traits().Boxes) {
					t.Errorf("%s, %s: something above the card is lit:\n%s", locale.Tag, l.name, above)
				}
			})
		}
	}
}

// TestTheDetailsAreInOrder: what happened, what to do, Meta's words, what its support needs.
// Nothing is left out, and the button stays.
func TestTheDetailsAreInOrder(t *testing.T) {
	t.Parallel()
	failed := refusal(api.Register, 133005, 0, details("Incorrect pin."))
	st := newStage(t, inState(flows.Register, fresh(verified), failing(failed))).enter(100, 30).press("d")
	text, at := st.text(), -1
	for _, want := range []string{
		english().Say("advice.pin_mismatch.meaning"), english().Say("card.do"), english().Say("advice.pin_mismatch.next"),
		english().Say("card.said"), "Incorrect pin.", english().Say("card.support"), "fbtrace_id AbCdEfGhIjKlMnOpQrStUv", "Choose another PIN",
	} {
		if i := strings.Index(text, want); i <= at {
			t.Errorf("%q is missing, or comes too early:\n%s", want, text)
		} else {
			at = i
		}
	}
	if st.press("d"); st.m.card.open || st.session().Problem == nil {
		t.Error("the same key does not close the details")
	}
	if st.press("d", "esc"); st.m.card.open || st.session().Problem == nil {
		t.Error("esc does not close the details alone")
	}
}

// TestTheTextForSupportIsPrinted as it would be copied, from the first cell on, and closing
// it leads back to the details.
func TestTheTextForSupportIsPrinted(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		session flows.Session
		keys    []string
	}{
		"on a card": {inState(flows.Register, fresh(verified), failing(refusal(api.Register, 133005, 0, details("PIN "+pinText+" of "+numberText))), func(s *flows.Session) {
			s.PIN.Value = api.NewSecret(pinText)
		}), []string{"d", "p"}},
		"over a field": {inState(flows.AddNumber, fresh(), failing(refusal(api.AddNumber, 200000, 0))), []string{"ctrl+d", "ctrl+p"}},
	} {
		st := newStage(t, c.session).enter(80, 24).press(c.keys...)
		want := ticket(st.m.env, st.session().Problem, st.m.traits())
		shown := st.text()
		for line := range strings.SplitSeq(strings.TrimRight(want, "\n"), "\n") {
			if !strings.Contains(shown, "\n"+ansi.Truncate(line, 80, "")) {
				t.Errorf("%s: no %q in\n%s", name, line, shown)
			}
		}
		if strings.Contains(shown, pinText) || strings.Contains(shown, middleText) {
			t.Errorf("%s: a secret is printed:\n%s", name, shown)
		}
		if st.press("esc"); !st.m.card.open || st.m.over.kind != overNone {
			t.Errorf("%s: esc does not lead back to the details", name)
		}
	}
}

// TestFramesEndAboveACard: one that the card would cut has its lower edge there, and of one
// that only begins there nothing is left.
func TestFramesEndAboveACard(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"│ a │ │ 中 │   x │ y": "╰───╯ ╰────╯     ╰───",
		"  no frame":          "  no frame",
		"╭─ Name ──╮":         "           ",
		"│ Number  │  note":   "╰─────────╯      ",
		"[ Check again ]":     "[ Check again ]",
	} {
		if strings.Count(line, "│")%2 == 1 {
			want = ""
		}
		if got := closed(line); got != want {
			t.Errorf("%q became %q", line, got)
		}
	}
}

// TestWhatToDoLeavesRoomForWhatHappened: of a long advice the first sentences are kept.
func TestWhatToDoLeavesRoomForWhatHappened(t *testing.T) {
	t.Parallel()
	for _, tt := range [][2]string{
		{"Ask for another name. Registering before that only uses up a request.", "Ask for another name."},
		{"Ask for another name.", "Ask for another name."},
		{"請申請另一個名稱。在此之前註冊只會用去次數。", "請申請另一個名稱。"},
		{"One sentence that is much too long for a line.", "One sentence that is much too long for a line."},
	} {
		if got := fewer(tt[0], 24, 1); got != tt[1] {
			t.Errorf("%q became %q", tt[0], got)
		}
	}
}
