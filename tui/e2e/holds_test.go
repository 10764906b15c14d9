//go:build unix

package e2e

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

// twoCells has the toolkit count two cells for the marks that its terminal gives two.
const twoCells = "RUNEWIDTH_EASTASIAN=1"

// TestPagesHoldWhereMarksTakeTwoCells goes the whole way in a terminal that is set up for
// Chinese or Japanese.
func TestPagesHoldWhereMarksTakeTwoCells(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]Options{"80 by 24": {}, "120 by 36": {Cols: KindCols, Rows: KindRows}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o.Ambiguous, o.Env = true, []string{twoCells}
			w := open(t, host(t, story(t, "clean-mobile", atOnce)), o)
			w.holdsEverywhere()
		})
	}
}

// TestPagesAreTornWhereNobodyCounts shows that the terminal of the test above is one
// where a page can be torn.
func TestPagesAreTornWhereNobodyCounts(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "clean-mobile", atOnce)), Options{Ambiguous: true})
	must(t, w.Settle(readFirst))
	if s := w.Screen(); whole(s) {
		t.Errorf("it holds without %s:\n%s", twoCells, s)
	}
}

// TestPagesHoldInTmux goes the whole way in a terminal within the terminal.
func TestPagesHoldInTmux(t *testing.T) {
	t.Parallel()
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
	w.holdsEverywhere()
}

// holdsEverywhere goes the whole way and looks at each of its pages.
func (w *wizard) holdsEverywhere() {
	w.t.Helper()
	for _, s := range stops() {
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
