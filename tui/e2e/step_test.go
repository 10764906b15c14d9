//go:build unix

package e2e

import (
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"dialtone/assets"
	"dialtone/eligibility"
)

// The page of a remedy at the keyboard: its steps, its waits, its guide, and what it
// hands out.

// leavingTheApp is a wizard at the first step of leaving the app.
func leavingTheApp(t *testing.T, o Options) *wizard {
	t.Helper()
	w := open(t, host(t, story(t, "on-the-app")), o)
	w.pickFirst()
	w.check(inUse(eligibility.AnswerOnWhatsApp))
	w.here(w.step(eligibility.RemedyLeaveApp, "export"))
	return w
}

// waiting is a wizard in the middle of the wait that comes after leaving the app.
func waiting(t *testing.T, o Options) *wizard {
	t.Helper()
	w := leavingTheApp(t, o)
	for _, step := range eligibility.WalkOf(eligibility.RemedyLeaveApp).Steps {
		if step.Kind != eligibility.StepWait {
			w.tick(eligibility.RemedyLeaveApp, step.ID)
		}
	}
	w.see("remedy.free")
	return w
}

func TestTicksSurviveGoingBack(t *testing.T) {
	t.Parallel()
	const id = eligibility.RemedyLeaveApp
	w := leavingTheApp(t, wide())
	for _, step := range []eligibility.StepID{"export", "settings", "delete"} {
		w.tick(id, step)
	}
	w.here(w.step(id, "number"))
	w.Press("up")
	w.here(w.step(id, "delete"))
	w.Press("space") // takes it back
	w.Press("up")
	w.row("○", w.step(id, "delete"))
	w.Press("esc")
	w.see("state.Eligibility.title")
	w.replied("×", eligibility.QuestionInUse, eligibility.AnswerOnWhatsApp)
	w.Press("enter")
	w.ticked(id, "export")
	w.ticked(id, "settings")
	w.tick(id, "delete") // the first that is left is where it goes on
	w.ticked(id, "delete")
	wantCalls(t, w.world, nil)
}

// TestAnUnfinishedWalkIsAskedAbout looks again when only some steps are ticked:
// that proves nothing.
func TestAnUnfinishedWalkIsAskedAbout(t *testing.T) {
	t.Parallel()
	w := leavingTheApp(t, wide())
	w.tick(eligibility.RemedyLeaveApp, "export")
	w.here(w.step(eligibility.RemedyLeaveApp, "settings"))
	w.Press("down", "down", "down", "down", "down", "enter")
	w.see("state.Eligibility.title")
	w.until("see the question once more", func(s string) bool { return asks(s, w.ask(eligibility.QuestionInUse)) })
	w.leave(1)
	wantCalls(t, w.world, nil)
}

func TestCtrlCInTheMiddleOfAWait(t *testing.T) {
	t.Parallel()
	w := waiting(t, wide())
	w.endsAtOnce(130, w.ctrlC)
	wantSummary(t, w, "summary.nothing", "summary.waits", "state.Remedy.name", "summary.resume")
	if !regexp.MustCompile(`\d\d:\d\d:\d\d \(in [23]:\d\d\)`).MatchString(w.plain()) {
		t.Errorf("when the next step is possible is not told:\n%s", w.plain())
	}
}

// TestResizeDuringAWait keeps the wait in view, and what was ticked.
func TestResizeDuringAWait(t *testing.T) {
	t.Parallel()
	w := waiting(t, Options{Cols: 160, Rows: 45})
	for _, size := range []struct{ cols, rows int }{{60, 20}, {40, 10}, {80, 24}, {300, 90}, {60, 20}, {120, 40}} {
		must(t, w.Resize(size.cols, size.rows))
		if size.cols < 60 {
			w.see("frame.too_small")
			continue
		}
		w.until("see the wait in a frame that stands", func(s string) bool {
			return ready(s) && whole(s) && phrase(t, "remedy.free").MatchString(s)
		})
	}
	for _, step := range eligibility.WalkOf(eligibility.RemedyLeaveApp).Steps[:6] {
		w.ticked(eligibility.RemedyLeaveApp, step.ID)
	}
	w.Press("enter")
	w.see("notice.too_early")
	w.leave(3)
	wantCalls(t, w.world, nil)
}

func TestTheWaitCountsDown(t *testing.T) {
	t.Parallel()
	w := waiting(t, wide())
	clock := phrase(t, "remedy.free")
	begun := clock.FindString(w.Screen())
	w.until("see the clock go by itself", func(s string) bool {
		now := clock.FindString(s)
		return now != "" && now != begun
	})
	w.leave(3)
}

// TestDeletingWaitsForItsDay: nothing is deleted within 30 days of a paid message,
// whatever is ticked.
func TestDeletingWaitsForItsDay(t *testing.T) {
	t.Parallel()
	const id = eligibility.RemedyDeleteElsewhere
	w := open(t, host(t, story(t, "clean-mobile")), wide())
	w.pickFirst()
	w.check(inUse(eligibility.AnswerOnOtherAccount))
	w.chooseLast(eligibility.RemedyOnOtherAccount)
	w.tick(id, "admin")
	w.here(w.step(id, "paid"))
	w.Type("yesterday")
	w.Press("enter")
	w.see("remedy.paid.opens")
	w.tick(id, "pin")
	w.tick(id, "open")
	for _, key := range []string{"enter", "space"} {
		w.here(w.step(id, "delete"))
		w.Press(key)
		w.see("notice.too_early")
		w.Press("up", "space") // what was said goes with the next thing that is done
		w.gone("notice.too_early")
		w.tick(id, "open")
	}
	w.see("remedy.paid.opens")
	w.leave(3)
}

// TestTheGuideOpensAndCloses reads a guide to its end, over the step and back.
func TestTheGuideOpensAndCloses(t *testing.T) {
	t.Parallel()
	text, err := assets.Guide("en", string(eligibility.RemedyAppeal))
	must(t, err)
	first, _, _ := strings.Cut(strings.TrimPrefix(text, "# "), "\n")
	words := strings.Fields(text)
	last := strings.ReplaceAll(strings.Join(words[len(words)-3:], " "), "*", "")
	for name, o := range map[string]Options{"wide": wide(), "small": {Cols: 60, Rows: 20}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := open(t, host(t, story(t, "banned-number")), o)
			w.pickFirst()
			for _, closes := range []string{"ctrl+g", "esc"} {
				w.here(w.step(eligibility.RemedyAppeal, "alert"))
				w.Press("ctrl+g")
				w.gone("remedy.steps.done")
				w.page("pgup", first) // it opens where it was left
				w.page("pgdown", last)
				w.Press(closes)
				w.see("remedy.steps.done")
			}
			w.leave(3)
		})
	}
}

// page turns pages until a text is in view.
func (w *wizard) page(key, text string) {
	w.t.Helper()
	seen := folded(text).MatchString
	for before := w.Screen(); !seen(before); before = w.Screen() {
		w.Press(key)
		w.until("see "+text+", or another part of the page", func(s string) bool { return whole(s) && (s != before || seen(s)) })
	}
}

// copied matches what a program puts into the clipboard (OSC 52).
var copied = regexp.MustCompile(`\x1b\]52;c;([A-Za-z0-9+/=]+)(?:\x07|\x1b\\)`)

// TestTheTicketIsCopied: the clipboard holds the number, and the screen hides it.
func TestTheTicketIsCopied(t *testing.T) {
	t.Parallel()
	const id = eligibility.RemedyIVR
	w := open(t, host(t, story(t, "toll-free")), wide())
	x := watchFor(w, nil, nil, "+18005550123")
	w.pickFirst()
	w.check(answer{eligibility.QuestionBehindIVR: eligibility.AnswerYes})
	w.tick(id, "added")
	w.here(w.step(id, "ticket"))
	w.Press("p")
	w.see("remedy.ivr.ticket", "Number", "+1 ••• ••• 0123", "ID", w.first(), "WABA", w.sim.Info().WABA)
	w.Press("esc")
	w.here(w.step(id, "ticket"))
	w.Press("c")
	w.see("remedy.copied")
	var found [][]byte
	w.until("get the text into the clipboard", func(string) bool { // it may come after the frame that says so
		found = copied.FindSubmatch(w.Bytes())
		return found != nil
	})
	text, err := base64.StdEncoding.DecodeString(string(found[1]))
	must(t, err)
	if want := say(t, "remedy.ivr.ticket", "Number", "+1 800-555-0123", "ID", w.first(), "WABA", w.sim.Info().WABA); string(text) != want {
		t.Errorf("copied %q, want %q", text, want)
	}
	w.tick(id, "ticket")
	w.ticked(id, "ticket")
	w.leave(3)
	x.close()
}
