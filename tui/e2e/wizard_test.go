//go:build unix

package e2e

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"dialtone/api/graphsim"
	"dialtone/assets"
)

// patience is how long a test waits for the wizard. It is far more than the
// wizard needs on a busy machine; a test that passes never waits it out.
const patience = 30 * time.Second

// world is a simulator in the test's own process, where the test can see what
// reached it.
type world struct {
	sim *graphsim.Sim
	url string
}

// story reads a scenario and lets the test change it.
func story(t *testing.T, name string, edits ...func(*graphsim.Scenario)) graphsim.Scenario {
	t.Helper()
	raw, err := assets.Scenario(name)
	must(t, err)
	sc, err := graphsim.Parse(raw)
	must(t, err)
	for _, edit := range edits {
		edit(&sc)
	}
	return sc
}

// atOnce has a registered number read CONNECTED without delay, where the wait
// is not what the test is about.
func atOnce(sc *graphsim.Scenario) { sc.Rules.ConnectAfter = 0 }

// host serves a scenario until the test ends.
func host(t *testing.T, sc graphsim.Scenario, options ...graphsim.Option) *world {
	t.Helper()
	sim, err := graphsim.New(sc, options...)
	must(t, err)
	url, _, err := graphsim.Serve(t.Context(), "127.0.0.1:0", sim)
	must(t, err)
	return &world{sim, url}
}

// wizard is the program in a terminal, as the person at the keyboard has it.
type wizard struct {
	*Terminal
	*world
	t      *testing.T
	dir    string
	races  string // begins the names of what the race detector writes
	looked bool   // there was time to look at the first screen

	entered, escaped bool // Enter or esc was the last key
}

// The wizard hears no Enter of a key that is held down, and wants the page
// before the call that counts to be read; it shows what a key did in its next
// frames. A person is slower than all of that.
const (
	fingerUp  = 150 * time.Millisecond
	reaction  = 50 * time.Millisecond
	readFirst = 900 * time.Millisecond
)

// patientLooks is how often a walk looks, each time when the screen has been still for
// [fingerUp], before it takes a key for lost and presses it again.
const patientLooks = 30

// Press presses keys at the pace of a person, as far as that matters: the first
// one when the window has had time to tell the program about itself, Enter and
// what follows it on a screen that stands still, and the others, as far as the
// wizard hears them only then, when it does not wait for an answer.
func (w *wizard) Press(keys ...string) {
	w.t.Helper()
	w.look()
	for _, k := range keys {
		switch {
		case slices.Contains(anyTime(), k):
			w.calm()
		case k == "enter" || w.entered:
			w.pause()
		default:
			w.calm()
			must(w.t, w.Settle(reaction))
			w.until("wait for the answer", ready)
		}
		if k == "enter" {
			w.readies()
		}
		w.entered, w.escaped = k == "enter", k == "esc"
		w.Terminal.Press(k)
	}
}

// readies does what Enter needs before it is heard: another key where it would
// send something, and the time to read.
func (w *wizard) readies() {
	w.t.Helper()
	s := w.Screen()
	switch {
	case needsAnotherKey(w.t, s):
		w.insist("have Enter heard", "right", func(s string) bool { return !needsAnotherKey(w.t, s) })
	case strings.Contains(s, say(w.t, "enter.pasted")): // which stands where a moment would be asked for
		time.Sleep(readFirst)
	}
	moment := " enter " + say(w.t, "review.moment")
	w.until("have read the page", func(s string) bool { return !strings.Contains(s, moment) })
}

func needsAnotherKey(t *testing.T, s string) bool {
	return strings.Contains(s, " "+say(t, "enter.keys")+" ") || strings.Contains(s, say(t, "enter.alone"))
}

// insist presses a key until it shows, as a patient person does: the wizard takes keys
// that come in together for text, and a slow machine can hand two over at once. One that
// is only slow to show what a key did would take the next for an answer to what comes then.
func (w *wizard) insist(what, key string, shows func(screen string) bool) {
	w.t.Helper()
	for range 5 {
		w.Terminal.Press(key)
		for range patientLooks {
			must(w.t, w.Settle(fingerUp))
			if shows(w.Screen()) {
				return
			}
		}
	}
	w.until(what, shows)
}

// calm waits after esc, which a program that is slow to read takes for the
// beginning of whatever follows it.
func (w *wizard) calm() {
	w.t.Helper()
	if w.escaped {
		must(w.t, w.Settle(fingerUp))
	}
	w.escaped = false
}

// Type types text where the wizard hears it.
func (w *wizard) Type(text string) {
	w.t.Helper()
	w.listens()
	w.Terminal.Type(text)
}

// Paste pastes text where the wizard takes it.
func (w *wizard) Paste(text string) {
	w.t.Helper()
	w.listens()
	w.Terminal.Paste(text)
}

func (w *wizard) listens() {
	w.t.Helper()
	w.calm()
	if w.entered {
		w.pause()
	}
	w.entered = false
	must(w.t, w.Settle(reaction))
	w.until("wait for the answer", ready)
}

// anyTime are the keys that the wizard hears while it waits for an answer.
func anyTime() []string { return []string{"esc", "ctrl+c", "ctrl+q", "ctrl+t", "ctrl+r", "f1"} }

// look is what a person does first.
func (w *wizard) look() {
	w.t.Helper()
	if w.looked {
		return
	}
	took, err := w.FirstPaint()
	must(w.t, err)
	time.Sleep(time.Until(w.started.Add(took + fingerUp)))
	w.looked = true
}

// pause waits until a finger has left the key for sure, and the wizard hears it
// again. One look is not enough: what the last key begins may not show yet.
func (w *wizard) pause() {
	w.t.Helper()
	for settled := false; !settled; settled = ready(w.Screen()) {
		w.until("wait for the answer", ready)
		must(w.t, w.Settle(fingerUp))
	}
}

// wide is a window with room for every pane, as on a shared screen.
func wide() Options { return Options{Cols: 120, Rows: 40} }

// open starts the wizard on a world, with the token in the environment and the
// account on the command line.
func open(t *testing.T, w *world, o Options, args ...string) *wizard {
	t.Helper()
	info := w.sim.Info()
	o.Env = append([]string{"DIALTONE_TOKEN=" + info.Token}, o.Env...)
	wz := launch(t, o, append(w.flags(), append([]string{"--account", string(info.WABA)}, args...)...)...)
	wz.world = w
	return wz
}

// flags lead a wizard to this world, through a version that takes the region
// by the settings.
func (w *world) flags() []string { return []string{"--graph-url", w.url, "--graph-version", "v24.0"} }

// launch starts the program as it is told.
func launch(t *testing.T, o Options, args ...string) *wizard {
	t.Helper()
	if o.Dir == "" {
		o.Dir = t.TempDir()
	}
	if o.Limit == 0 {
		o.Limit = patience
	}
	races := filepath.Join(t.TempDir(), "race")
	o.Env = append(o.Env, "GORACE=log_path="+races)
	w := &wizard{t: t, dir: o.Dir, races: races, Terminal: start(t, o, dialtone(t), args...)}
	t.Cleanup(w.wasSound)
	return w
}

// wasSound fails a test in which the program broke down, whatever else the test
// looked at.
func (w *wizard) wasSound() {
	for _, sign := range []string{"DATA RACE", "goroutine ", "panic:"} {
		if bytes.Contains(w.Bytes(), []byte(sign)) {
			w.t.Errorf("the program said %q:\n%s\n%s", sign, w.Transcript(), w.Screen())
		}
	}
	found, err := filepath.Glob(w.races + ".*")
	must(w.t, err)
	for _, name := range found {
		report, err := os.ReadFile(name)
		must(w.t, err)
		w.t.Errorf("the race detector said:\n%s", report)
	}
}

// busy are the frames of the spinner, which turns while the wizard waits for an
// answer and takes no key but esc.
const busy = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"

// ready reports whether a screen waits for the operator and not for Meta.
func ready(screen string) bool { return !strings.ContainsAny(screen, busy) }

// see waits until a sentence is on the screen and the wizard takes keys.
func (w *wizard) see(key string, pairs ...any) {
	w.t.Helper()
	w.await("see "+key, phrase(w.t, key, pairs...))
}

// read waits until a text that is none of the wizard's own words is on the
// screen and the wizard takes keys.
func (w *wizard) read(text string) {
	w.t.Helper()
	w.await("read "+text, folded(text))
}

// await looks once the wizard has had time for what it was told: the awaited can
// stand on the screen before as well.
func (w *wizard) await(what string, pattern *regexp.Regexp) {
	w.t.Helper()
	must(w.t, w.Settle(reaction))
	w.until(what, func(s string) bool { return ready(s) && pattern.MatchString(s) })
}

// until waits for a screen and gives up the test when it does not come.
func (w *wizard) until(what string, ok func(screen string) bool) {
	w.t.Helper()
	pasted := say(w.t, "enter.pasted")
	shows := func(s string) bool {
		if ok(s) {
			return true
		}
		if w.entered && strings.Contains(s, pasted) { // a slow machine read Enter together with what was typed before
			time.Sleep(readFirst)
			if strings.Contains(w.Screen(), pasted) { // and did not only show it late that it was heard
				w.Terminal.Press("enter")
				must(w.t, w.Settle(fingerUp))
			}
		}
		return false
	}
	if err := w.Terminal.until(what, shows); err != nil {
		w.t.Fatal(err)
	}
}

// gone waits until a sentence has left the screen.
func (w *wizard) gone(key string, pairs ...any) {
	w.t.Helper()
	pattern := phrase(w.t, key, pairs...)
	w.until("see "+key+" go", func(s string) bool { return !pattern.MatchString(s) })
}

// shows reports whether a sentence is on the screen now.
func (w *wizard) shows(key string, pairs ...any) bool {
	w.t.Helper()
	return phrase(w.t, key, pairs...).MatchString(w.Screen())
}

// plain is what stands in the terminal, with the lines whole that the terminal
// had to break.
func (w *wizard) plain() string {
	var b strings.Builder
	for line := range strings.Lines(w.Transcript()) {
		if len([]rune(line)) > w.opts.Cols { // with its end of line
			line = strings.TrimSuffix(line, "\n")
		}
		b.WriteString(line)
	}
	return b.String()
}

// ends waits for the end of the program with a terminal as it was before.
func (w *wizard) ends(code int) {
	w.t.Helper()
	wantExit(w.t, w.Terminal, code)
	m, err := w.Mode()
	must(w.t, err)
	if !m.Restored() {
		w.t.Errorf("left behind: %v", m)
	}
}

// leave presses ctrl+q and waits for the exit code.
func (w *wizard) leave(code int) {
	w.t.Helper()
	const unheard = 8 * time.Second
	for range 3 {
		w.Press("ctrl+q")
		if _, err := w.Exit(unheard); err == nil {
			break
		}
	}
	w.ends(code)
}
