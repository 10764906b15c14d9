//go:build unix

package e2e

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dialtone/api"
)

// toReview brings a number that Embedded Signup verified to the review.
func (w *wizard) toReview() {
	w.t.Helper()
	w.pickFirst()
	w.newPIN(goodPIN)
	w.keepRegion()
	w.see("state.Review.title")
	w.see("review.register")
}

// Two windows with one journal do not register one number at a time: the second
// one is told who is at it, sends nothing, and finds the number CONNECTED.
func TestTwoWindowsRegisterOnce(t *testing.T) {
	t.Parallel()
	world, seen := host(t, story(t, "embedded-signup", atOnce)), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/"+string(api.Register)) { // the answer waits until the second window was told
			select {
			case <-seen:
			case <-r.Context().Done():
			}
		}
		world.sim.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	world.url = server.URL
	o := wide()
	o.Dir = t.TempDir()
	first, second := open(t, world, o), open(t, world, o)
	first.toReview()
	second.toReview()
	time.Sleep(readFirst)
	first.Press("enter")
	first.see0("state.Register.title")
	second.register()
	second.see("advice.held.title")
	if who := second.Screen(); !strings.Contains(who, "@") {
		t.Errorf("nobody says who is at it:\n%s", who)
	}
	close(seen)
	first.finish()
	second.Press("enter") // reads the number again
	second.finish()
	wantCalls(t, world, want{api.Register: 1})
	wantRegistered(t, world, world.first(), goodPIN)
}

// see0 waits for a sentence, whether or not the wizard waits for an answer.
func (w *wizard) see0(key string) {
	w.t.Helper()
	pattern := phrase(w.t, key)
	w.until("see "+key, pattern.MatchString)
}

// A journal that cannot be used is left as it is, said in a sentence, and nothing
// that counts is sent until the operator says so.
func TestADamagedJournalIsLeftAlone(t *testing.T) {
	t.Parallel()
	world := host(t, story(t, "embedded-signup", atOnce))
	o := wide()
	o.Dir = t.TempDir()
	file := filepath.Join(o.Dir, "journal.db")
	garbage := bytes.Repeat([]byte("this was a journal once\n"), 400)
	must(t, os.WriteFile(file, garbage, 0o600))
	w := open(t, world, o, "--journal", file)
	w.pickFirst()
	w.see("advice.journal.title")
	w.see("journal_fault.not_a_journal", "Path", file)
	w.overrule()
	w.gone("advice.journal.title")
	w.newPIN(goodPIN)
	w.keepRegion()
	w.register()
	w.finish()
	wantRegistered(t, world, world.first(), goodPIN)
	now, err := os.ReadFile(file)
	must(t, err)
	if !bytes.Equal(now, garbage) {
		t.Error("the file was changed")
	}
}

// takeOffer goes on with what was left, which the first screen counts and names on a key
// only.
func (w *wizard) takeOffer() {
	w.t.Helper()
	w.choose("connect.left.label")
	w.lights(strings.Split(say(w.t, "connect.resume.label", "Number", "", "Name", ""), " ,")[0])
	w.Press("enter")
}

// What was left is offered at the start, listed by history, and gone once it is
// forgotten.
func TestWhatWasLeftIsOffered(t *testing.T) {
	t.Parallel()
	world := host(t, story(t, "embedded-signup", atOnce))
	o := wide()
	o.Dir = t.TempDir()
	w := open(t, world, o)
	w.toReview()
	w.Press("ctrl+c")
	w.ends(130)

	history := func(args ...string) string {
		cmd := exec.CommandContext(t.Context(), dialtone(t), append([]string{"history"}, args...)...)
		cmd.Dir, cmd.Env = o.Dir, []string{"HOME=" + o.Dir, "LANG=C.UTF-8"}
		out, err := cmd.Output()
		must(t, err)
		return string(out)
	}
	var list []struct {
		ID, State, Display string
		Number             string `json:"phone_number_id"`
	}
	dataOf(t, history("--json"), &list)
	if len(list) != 1 || list[0].State != "Review" || list[0].Number != string(world.first()) {
		t.Fatalf("history: %+v", list)
	}
	if strings.Contains(history(), world.number(t, world.first()).Phone[4:]) {
		t.Error("the history shows the whole number")
	}

	o.Env = []string{"DIALTONE_TOKEN=" + world.sim.Info().Token}
	again := launch(t, o, world.flags()...)
	again.world = world
	again.takeOffer()
	again.newPIN(goodPIN) // a PIN is kept nowhere
	again.keepRegion()
	again.register()
	again.finish()
	wantCalls(t, world, want{api.Register: 1})

	dataOf(t, history("--json"), &list)
	if strings.Contains(history(), say(t, "history.stopped", "Step", "")) {
		t.Errorf("it is still unfinished: %s", history())
	}
	history("forget", list[0].ID)
	if out := history(); !strings.Contains(out, say(t, "history.none")) {
		t.Errorf("it is still there: %s", out)
	}
}

// TestAResumeStaysWhereItsSessionWasMade: what was left at one Graph API is not
// gone on with at another one, whose token and accounts are others.
func TestAResumeStaysWhereItsSessionWasMade(t *testing.T) {
	t.Parallel()
	here, there := host(t, story(t, "embedded-signup", atOnce)), host(t, story(t, "embedded-signup", atOnce))
	o := wide()
	o.Dir = t.TempDir()
	leave := func(at *world) {
		w := open(t, at, o)
		w.toReview()
		w.Press("ctrl+c")
		w.ends(130)
	}
	resume := func(at *world, args ...string) *wizard {
		again := o
		again.Env = []string{"DIALTONE_TOKEN=" + at.sim.Info().Token}
		w := launch(t, again, append(append([]string{"resume"}, args...), at.flags()...)...)
		w.world = at
		return w
	}
	refused := func(w *wizard, key string, pairs ...any) {
		t.Helper()
		w.ends(2)
		if want := say(t, key, pairs...); !strings.Contains(w.plain(), want) {
			t.Errorf("%q is missing in\n%s", want, w.plain())
		}
	}
	host := func(at *world) string { return strings.TrimPrefix(at.url, "http://") }

	leave(there)
	cmd := exec.CommandContext(t.Context(), dialtone(t), "history", "--json")
	cmd.Dir, cmd.Env = o.Dir, []string{"HOME=" + o.Dir, "LANG=C.UTF-8"}
	out, err := cmd.Output()
	must(t, err)
	var list []struct{ ID string }
	dataOf(t, string(out), &list)

	refused(resume(here), "usage.left_elsewhere", "Here", host(here), "Place", host(there), "Address", there.url)
	refused(resume(here, list[0].ID), "usage.session_elsewhere", "ID", list[0].ID, "Place", host(there), "Address", there.url)
	if calls := here.sim.Record(); len(calls) != 0 {
		t.Errorf("calls went to where nothing was left: %+v", calls)
	}
	o.Env = []string{"DIALTONE_TOKEN=" + here.sim.Info().Token}
	meta := launch(t, o, "resume") // and none to Meta
	refused(meta, "usage.left_elsewhere", "Here", "graph.facebook.com", "Place", host(there), "Address", there.url)
	o.Env = nil

	leave(here) // newer than that of there
	before := len(here.sim.Record())
	w := resume(there)
	w.see("state.ChoosePIN.title")
	w.Press("ctrl+c")
	w.ends(130)
	if calls := here.sim.Record(); len(calls) != before {
		t.Errorf("calls went to the other place: %+v", calls[before:])
	}
}
