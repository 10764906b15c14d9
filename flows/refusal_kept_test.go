package flows

import (
	"testing"
	"time"

	"dialtone/api"
)

// TestTheJournalHearsOfEveryRefusal: of a second one that passes by itself too, of one that
// no other token mends, of a PIN without the PIN, and of a guess.
func TestTheJournalHearsOfEveryRefusal(t *testing.T) {
	t.Parallel()
	told := func(w *walk, no Failed) string {
		t.Helper()
		_, commands := w.m.Step(w.s, Input{Event: no, At: w.now, Generation: w.s.Generation})
		reason := ""
		for _, c := range commands {
			if e, is := c.Effect.(JournalRefusal); is {
				reason += e.Reason
			}
		}
		w.world(no)
		return reason
	}
	recorded := func(s Session) Session {
		s.Want.Recorded, s.Record = true, Record{Open: true, Number: firstID}
		return s
	}
	n := fresh(verified, hosted, hasPIN)
	s := recorded(at(Review, n))
	s.PIN.Mode = PresentPIN
	for _, no := range []Failed{
		refusal(api.Register, 80007, 0), refusal(api.Register, 4, 0), refusal(api.Register, 133008, 0), refusal(api.Register, 133009, 0),
		refusal(api.Register, 2494100, 0), refusal(api.Register, 131016, 0), {api.Register, api.ErrNotDone}, smb(),
	} {
		w := walkFrom(t, s)
		w.hand(RegisterAsked{})
		first := told(w, no)
		w.hand(ProblemDismissed{}).after(time.Minute).hand(RegisterAsked{}).world(facts(n)).hand(RegisterAsked{})
		if second := told(w, no); first == "" || second != first {
			t.Errorf("%v: told %q, then %q", no.Err, first, second)
		}
		if w.s.Problem.Until.IsZero() { // and what was in the way before still is, in the next run
			w.hand(ProblemDismissed{}).after(time.Minute).hand(RegisterAsked{}).world(facts(n)).hand(RegisterAsked{})
			if third := told(w, refusal(api.Register, 80008, 0)); third == "" {
				t.Errorf("%v: nothing is told of another limit", no.Err)
			}
		}
	}
	for want, no := range map[string]Failed{
		"pin_mismatch 133005": refusal(api.Register, 133005, 0),
		"app_blocked 200":     refusal(api.Register, 200, 0, message("API access blocked.")),
		"permission 10":       refusal(api.Register, 10, 0),
	} {
		is := s
		is.Token = api.TokenInfo{}
		got := told(walkFrom(t, is).hand(RegisterAsked{}), no)
		if want == "permission 10" { // the next run may have another token
			want = ""
		}
		if got != want {
			t.Errorf("told %q, want %q", got, want)
		}
	}
	w := walkFrom(t, recorded(at(EnterCode, fresh()))).hand(CodeTyped{pin("918273")})
	if got := told(w, refusal(api.VerifyCode, 987654, 0)); got != "unknown 987654" {
		t.Errorf("a guess: told %q", got)
	}

	// Of an earlier run nobody knows the PIN: any is asked about, once.
	earlier := []Refusal{ReadRefusal(api.Register, t0, "pin_mismatch 133005", FactsText(n))}
	w = walkFrom(t, s).world(JournalOpened{Number: firstID, Refused: earlier}).hand(RegisterAsked{})
	if w.s.State != Review || w.s.Notice != NoticeRefused {
		t.Errorf("in %s, notice %q", w.s.State, w.s.Notice)
	}
	if w.world(facts(n)).hand(RegisterAsked{}); w.s.State != Register {
		t.Errorf("in %s after a word", w.s.State)
	}

	// A code of which nobody knows whether it was sent is asked about, as long as it is good.
	for after, want := range map[time.Duration]bool{time.Minute: true, 24 * time.Hour: false} {
		w = walkFrom(t, at(CodeMethod, fresh())).after(after).world(JournalOpened{Number: firstID, CodeAt: t0})
		if r, is := w.s.Refused(); is != want || is && !r.Unclear {
			t.Errorf("after %s: %t, %+v", after, is, r)
		}
	}
	w = walkFrom(t, at(CodeMethod, fresh())).world(JournalOpened{Number: firstID, CodeAt: t0, CodeSent: true})
	if _, is := w.s.Refused(); is {
		t.Error("a code that was sent for sure is not clear")
	}
}
