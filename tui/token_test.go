package tui

import (
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/page"
)

// TestTheTokenIsNeverShown, wherever it came from, by no key and on no page: its
// length and its last four signs are enough.
func TestTheTokenIsNeverShown(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	pressed := []string{"ctrl+r"}
	for c := 'a'; c <= 'z'; c++ {
		if c != 'c' && c != 'q' && c != 'j' && c != 'm' && c != 'i' {
			pressed = append(pressed, "ctrl+"+string(c))
		}
	}
	pressed = append(pressed, "ctrl+r", "?", "esc", "f1", "ctrl+r", "esc", "ctrl+r", "right", "up", "down", "tab", "ctrl+r", "left", "home", "end", "pgup", "pgdown", "ctrl+r")
	look := func(st *stage, where string) {
		t.Helper()
		text := st.frame().WindowTitle + strings.NewReplacer(" ", "", "\n", "").Replace(st.text())
		if part := partOf(tokenText[:len(tokenText)-4], text, 5); part != "" {
			t.Fatalf("%s shows %q of the token:\n%s", where, part, st.text())
		}
	}
	for name, st := range map[string]*stage{
		"typed":                newStage(t, start(flows.Options{})).enter(80, 24).press("enter").write(tokenText),
		"pasted":               newStage(t, start(flows.Options{})).enter(80, 24).press("enter").paste(tokenText + "\n"),
		"broken":               newStage(t, start(flows.Options{})).enter(80, 24).press("enter").paste(tokenText[:12] + "\n" + tokenText[12:]),
		"from the environment": newStage(t, start(flows.Options{Token: api.NewSecret(tokenText)}), func(o *Options) { o.Source = "env" }).enter(80, 24),
	} {
		look(st, name)
		for _, k := range pressed {
			st.press(k)
			look(st, name+", "+k)
		}
	}
	for _, l := range oneOfAKind(looks()) {
		st := l.stage(t, english(), 80, 24, false)
		st.m.env.Flow.Target.Token = api.NewSecret(tokenText)
		for _, k := range pressed {
			st.send(keyNamed(k))
			if st.m.env.Reveal || k == "ctrl+t" || k == "?" || k == "f1" {
				look(st, l.name+", "+k)
			}
		}
		look(st, l.name)
	}
}

// TestOnlyTheFieldIsRevealed: what is shown by its key shows in one place, and the
// head, what lies over the page and what was settled so far stay hidden.
func TestOnlyTheFieldIsRevealed(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	for _, l := range oneOfAKind(looks()) {
		st := l.stage(t, english(), 120, 32, false)
		if l.reveals || st.m.over.kind != overNone {
			continue
		}
		what := st.m.hidden()
		before := strings.Count(st.text(), middleText)
		st.press("ctrl+r")
		if st.m.env.Reveal != (what != "") {
			t.Errorf("%s: reveals %v what it names %q", l.name, st.m.env.Reveal, what)
		}
		head, _, _ := strings.Cut(st.text(), "─\n")
		if n := strings.Count(st.text(), middleText) - before; n > 1 || strings.Contains(head, middleText) || n > 0 && what != page.SecretNumber {
			t.Errorf("%s: %q is shown %d times:\n%s", l.name, what, n, st.text())
		}
		for _, over := range []string{"ctrl+t", "f1"} {
			if st.press(over); st.m.env.Reveal {
				t.Errorf("%s: %s leaves it shown", l.name, over)
			}
			st.press(over)
			st.press("ctrl+r")
		}
	}
}
