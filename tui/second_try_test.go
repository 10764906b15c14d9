package tui

import (
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/flows"
)

// What was done a moment ago is not done again, or lost, by the next Enter.

// TestARefusedCodeIsNotSentAgain: each try is counted.
func TestARefusedCodeIsNotSentAgain(t *testing.T) {
	t.Parallel()
	refused := flows.Failed{Call: api.VerifyCode, Err: &api.Error{Status: 400, Code: 136025, Call: api.VerifyCode}}
	st := newStage(t, inState(flows.EnterCode, fresh())).enter(80, 24)
	st.write("123456").press("enter")
	if _, sent := st.session().Waiting.(flows.HandInCode); !sent {
		t.Fatalf("waits for %v", st.session().Waiting)
	}
	st.answer(refused).press("enter").pass(time.Second).press("enter")
	if s := st.session(); s.Busy() || s.Problem != nil || !strings.Contains(st.text(), english().Say("digits.refused")[:40]) {
		t.Errorf("waits for %v:\n%s", s.Waiting, st.text())
	}
	st.write("654321").press("enter")
	if !st.session().Busy() {
		t.Fatalf("another code is not sent:\n%s", st.text())
	}
	st.answer(offline(api.VerifyCode)).press("enter").pass(time.Second).press("enter")
	if !st.session().Busy() {
		t.Errorf("a code that never left is not sent again:\n%s", st.text())
	}
}

// TestTheChosenPINIsKept when the operator goes back and on again.
func TestTheChosenPINIsKept(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.ChoosePIN, fresh(verified), func(s *flows.Session) {
		s.PIN.Value, s.PIN.Mode = api.NewSecret("730194"), flows.NewPIN
	})).enter(80, 24)
	st.press("enter")
	if s := st.session(); s.State != flows.ChooseRegion || s.PIN.Value.Reveal() != "730194" || s.PIN.Mode != flows.NewPIN {
		t.Errorf("in %s with a PIN of %q", s.State, s.PIN.Mode)
	}
	yes := true
	for name, change := range map[string]func(*flows.Session){
		"none was chosen":      func(s *flows.Session) { s.PIN.Value = api.Secret{} },
		"there is another one": func(s *flows.Session) { s.Number.PINEnabled = &yes },
		"it is to be changed":  func(s *flows.Session) { s.State, s.Job = flows.SetPIN, flows.JobPIN },
	} {
		st := newStage(t, inState(flows.ChoosePIN, fresh(verified), func(s *flows.Session) {
			s.PIN.Value, s.PIN.Mode = api.NewSecret("730194"), flows.NewPIN
		}, change)).enter(80, 24)
		if strings.Contains(st.text(), english().Say("pin.way.keep.label")) {
			t.Errorf("%s: it can be kept:\n%s", name, st.text())
		}
	}
}

// TestEnterDoesNotLeaveWhatItLookedAt: pressed to look once more, it came when the
// number had just been seen connected.
func TestEnterDoesNotLeaveWhatItLookedAt(t *testing.T) {
	t.Parallel()
	frames := uint64(1)
	st := newStage(t, inState(flows.Connected, fresh(verified)), func(o *Options) { o.Painted = func() uint64 { return frames } }).enter(80, 24)
	st.pass(time.Second).answer(flows.NumberRead{Number: fresh(verified, connected)})
	if !st.session().Number.Status.Registered() {
		t.Fatal("not connected")
	}
	frames++
	st.answer(flows.AppsRead{}) // no app is subscribed: that is proposed
	if st.pass(600 * time.Millisecond).press("enter"); st.m.left || st.session().State != flows.Connected {
		t.Error("the page was left under the operator's finger")
	}
	frames++
	if st.pass(time.Second).press("enter"); st.m.left || st.session().State != flows.Webhooks {
		t.Errorf("an Enter that was meant is lost, in %s", st.session().State)
	}
}

// TestAnotherMethodIsThoughtOverAnew: the second Enter is for what the first one
// warned of.
func TestAnotherMethodIsThoughtOverAnew(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.CodeMethod, fresh(), func(s *flows.Session) { s.Code.SentAt = t0 })).enter(60, 20)
	warning := english().Say("method.early")[:30]
	if st.press("enter"); !strings.Contains(st.text(), warning) {
		t.Fatalf("the warning is out of sight:\n%s", st.text())
	}
	if st.press("down", "enter"); st.session().Busy() {
		t.Error("the phone is called without a word")
	}
	st.press("ctrl+n")
	if st.press("enter"); !st.session().Busy() || st.session().Code.Method != api.Voice {
		t.Errorf("waits for %v by %s", st.session().Waiting, st.session().Code.Method)
	}
}

// TestAPINIsNotSearchedFor: one that is typed once too often does not show.
func TestAPINIsNotSearchedFor(t *testing.T) {
	t.Parallel()
	for _, opened := range []func(*stage){func(*stage) {}, keys("c")} {
		st := newStage(t, inState(flows.ChooseRegion, fresh(verified))).enter(80, 24)
		opened(st)
		before := st.text()
		if st.write("482915"); st.text() != before { // the last digit of a line leads back to the first one
			t.Errorf("the page changed:\n%s", st.text())
		}
	}
}

// TestWaitsAreRoundedUp: who has to wait for three days is not told two.
func TestWaitsAreRoundedUp(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.Review, fresh(verified)))
	for d, want := range map[time.Duration]string{
		72*time.Hour - time.Second:   "3 d 0 h",
		72 * time.Hour:               "3 d 0 h",
		71 * time.Hour:               "2 d 23 h",
		24*time.Hour - time.Second:   "1 d 0 h",
		23 * time.Hour:               "23 h 0 min",
		2*time.Hour - 10*time.Second: "2 h 0 min",
		time.Hour:                    "1 h 0 min",
		59*time.Minute + time.Second: "59:01",
	} {
		if got := st.m.env.TimeLeft(t0.Add(d)); got != want {
			t.Errorf("%v: %q, not %q", d, got, want)
		}
	}
}
