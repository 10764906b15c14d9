//go:build unix

package e2e

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// anyKey is what a cat on the keyboard may hit: everything but the two keys
// that end the program.
func anyKey() []string {
	keys := []string{
		"enter", "enter", "tab", "shift+tab", "esc", "space", "backspace", "delete", "up", "down", "left", "right", "home", "end",
		"pgup", "pgdown", "alt+b", "alt+enter", "?", "/", "é", "ก", "漢", "🙂", "\x00", "\x1b[<64;10;10M", "\x1b[I", "\x1b[200~12ab\x1b[201~", "\x1b[999z",
		"f1", "f2", "f5", "f12",
	}
	for c := 'a'; c <= 'z'; c++ {
		keys = append(keys, string(c))
		if c != 'c' && c != 'q' {
			keys = append(keys, "ctrl+"+string(c))
		}
	}
	for c := '0'; c <= '9'; c++ {
		keys = append(keys, string(c))
	}
	return keys
}

// TestAnyKeyAtAnyTime presses 300 keys without thinking, from every state on.
func TestAnyKeyAtAnyTime(t *testing.T) {
	t.Parallel()
	states := []string{"Connect", "AddNumber"}
	for _, s := range stops() {
		states = append(states, s.state)
	}
	for i, state := range states {
		t.Run(state, func(t *testing.T) {
			sampled(t)
			t.Parallel()
			w := fuzzed(t, state)
			random, keys := rand.New(rand.NewPCG(1, uint64(i))), anyKey()
			for range 300 {
				// Straight to the terminal: no manners here.
				w.Terminal.Press(keys[random.IntN(len(keys))])
			}
			w.Terminal.Press("esc", "f5") // the program has answered all of it once it is still
			must(t, w.Settle(300*time.Millisecond))
			if s := w.Screen(); !w.over() && !whole(s) {
				t.Errorf("the frame is broken:\n%s", s)
			}
			w.Terminal.Press("ctrl+c")
			code, err := w.Exit(patience)
			must(t, err)
			if code != 0 { // Enter on the last screen is the regular end
				w.ends(130)
			}
			// From the last screen the keys may have led anywhere.
			if plain := w.plain(); !phrase(t, "summary.connected").MatchString(plain) && (code == 0 || !phrase(t, "summary.resume").MatchString(plain)) {
				t.Errorf("no summary says how it ended:\n%s", plain)
			}
			if w.world != nil {
				wantOneRegister(t, w.world)
			}
		})
	}
}

// fuzzed is a wizard in one of the states, with slow answers now and then.
func fuzzed(t *testing.T, state string) *wizard {
	t.Helper()
	slow := func(sc *graphsim.Scenario) {
		sc.Faults = append(sc.Faults, graphsim.Fault{Endpoint: graphsim.AnyCall, Skip: 12, Every: 5, Times: -1, Delay: graphsim.Duration(30 * time.Millisecond)})
	}
	switch state {
	case "Connect":
		w := launch(t, wide())
		w.see("state.Connect.title")
		return w
	case "AddNumber":
		w := open(t, host(t, story(t, "empty-account", atOnce, slow)), wide())
		w.see("numbers.empty")
		w.Press("enter")
		w.see("state.AddNumber.title")
		return w
	}
	return goTo(t, state, wide(), story(t, "clean-mobile", atOnce, slow))
}

// whole reports whether the frame of a screen stands: a head, its rule, and no
// cell that holds half a character.
func whole(screen string) bool {
	lines := strings.Split(strings.TrimSpace(screen), "\n")
	head := strings.HasPrefix(lines[0], "▁▃▅▃▁ ") || strings.HasPrefix(lines[0], "_###_ ") // where marks are narrow
	return head && len(lines) > 2 && strings.Trim(lines[1], " ━●─=*-") == "" && !strings.ContainsAny(screen, "\uFFFD\x1b")
}

// wantOneRegister holds that whatever was pressed, register was not sent twice.
func wantOneRegister(t *testing.T, w *world) {
	t.Helper()
	if n := len(w.calls(api.Register)); n > 1 {
		t.Errorf("%d register requests", n)
	}
}
