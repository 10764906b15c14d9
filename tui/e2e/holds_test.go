//go:build unix

package e2e

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPagesHoldWhereMarksTakeTwoCells goes the whole way in a terminal that is set up for
// Chinese or Japanese, also where the toolkit is told so.
func TestPagesHoldWhereMarksTakeTwoCells(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]Options{
		"80 by 24":  {},
		"120 by 36": {Cols: KindCols, Rows: KindRows},
		"told so":   {Env: []string{"RUNEWIDTH_EASTASIAN=1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o.Ambiguous = true
			w := open(t, host(t, story(t, "clean-mobile", atOnce)), o)
			pages := stops()
			if o.Env == nil {
				pages = pages[:len(pages)-1] // what leads to the last one is told by marks that are drawn otherwise
			}
			w.holdOn(pages)
		})
	}
}

// TestChinesePagesHold presses keys on a list of names in many scripts: rows with wide
// characters are written only when they change.
func TestChinesePagesHold(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "many-numbers", atOnce)), Options{}, "--lang", "zh-Hant-HK")
	must(t, w.WaitFunc(whole))
	for _, key := range []string{
		"down", "down", "pgdown", "up", "pgdown", "down", "down", "pgup",
		"f1", "down", "esc", "ctrl+t", "up", "esc", "ctrl+s", "酒", "backspace", "up",
	} {
		must(t, w.Settle(calm))
		w.Terminal.Press(key)
		w.holds(key)
	}
}

// TestMarksCanTakeTwoCells looks at the terminal of the test above.
func TestMarksCanTakeTwoCells(t *testing.T) {
	t.Parallel()
	term := start(t, Options{Cols: 8, Ambiguous: true}, "/bin/echo", "a─●─bc")
	must(t, term.Wait("c"))
	if got := strings.TrimSpace(term.Screen()); got != "a─●─b\nc" {
		t.Errorf("the terminal shows %q", got)
	}
}

// TestPagesHoldInTmux goes the whole way in a terminal within the terminal.
func TestPagesHoldInTmux(t *testing.T) {
	// It runs alone: on a busy machine tmux draws a page in pieces.
	tmux, err := exec.LookPath("tmux")
	if err != nil {
		t.Skip("there is no tmux")
	}
	sim, dir := host(t, story(t, "clean-mobile", atOnce)), t.TempDir()
	info, socket := sim.sim.Info(), filepath.Join(dir, "tmux")
	t.Cleanup(func() { _ = exec.Command(tmux, "-S", socket, "kill-server").Run() }) // it does not end with its terminal
	args := append([]string{"-u", "-S", socket, "-f", "/dev/null", "new-session", dialtone(t)}, sim.flags()...)
	args = append(args, "--account", string(info.WABA), ";", "set", "status", "off")
	o := Options{Dir: dir, Env: []string{"DIALTONE_TOKEN=" + info.Token}}
	w := &wizard{t: t, dir: dir, world: sim, Terminal: start(t, o, tmux, args...)}
	w.holdOn(stops())
}

// holdOn goes from page to page and looks at each.
func (w *wizard) holdOn(pages []stop) {
	w.t.Helper()
	for _, s := range pages {
		s.way(w)
		w.holds(s.state)
	}
}

// clock is what changes by itself.
var clock = regexp.MustCompile(`[0-9]`)

// holds holds that a page stands in its frame, and that what was left on the screen of
// the pages before it is just what a screen that is drawn anew shows.
func (w *wizard) holds(state string) {
	w.t.Helper()
	must(w.t, w.Settle(readFirst))
	before := w.Screen()
	if !whole(before) {
		w.t.Errorf("%s is torn:\n%s", state, before)
	}
	must(w.t, w.Resize(w.opts.Cols+2, w.opts.Rows))
	must(w.t, w.Settle(calm))
	must(w.t, w.Resize(w.opts.Cols, w.opts.Rows))
	w.until("see "+state+" drawn anew as it stood:\n"+before, func(s string) bool {
		return clock.ReplaceAllString(s, "0") == clock.ReplaceAllString(before, "0")
	})
}
