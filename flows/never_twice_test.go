package flows

import (
	"context"
	"testing"
	"time"

	"dialtone/api"
)

// lost is a register request whose answer got lost and of which nothing shows.
func lost(t *testing.T) *walk {
	t.Helper()
	w := walkFrom(t, at(Review, fresh(verified))).hand(RegisterAsked{}).world(noAnswer(api.Register))
	for w.s.State == Register {
		if w.s.Looking {
			w.world(PollDue{})
			continue
		}
		w.world(FactsRead{fresh(verified), w.s.Settings})
	}
	return w.in(Review).card(AdviseOpen, ActReload)
}

// A PIN that was set by another request of ours is no proof of register.
func TestOurOwnPINIsNoProof(t *testing.T) {
	t.Parallel()
	w := lost(t).hand(ProblemDismissed{}).hand(EditAsked{ChoosePIN}).in(ChoosePIN)
	w.hand(PINChosen{PIN: pin("493027"), Mode: ReplacePIN}).world(PINSet{}).world(FactsRead{fresh(verified, hasPIN), w.s.Settings})
	w.hand(RegisterAsked{}).world(FactsRead{fresh(verified, hasPIN), w.s.Settings}).in(Review).card(AdviseOpen, ActReload)
}

// Register began and never came to its end: after the wait it is the operator's to
// send another one.
func TestABegunRegisterIsNoDeadEnd(t *testing.T) {
	t.Parallel()
	begun := fresh(verified, hasPIN)
	w := walkFrom(t, at(Review, fresh(verified))).hand(RegisterAsked{}).world(noAnswer(api.Register))
	w.world(FactsRead{begun, w.s.Settings}).in(Connected, ReadNumber{firstID, true})
	w.after(AwaitFor+time.Minute).world(NumberRead{begun}).in(Connected).card(AdviseStuck, w.s.Problem.Advice.Act)
	w.hand(ProblemDismissed{}).hand(BackAsked{}).in(PickNumber).hand(NumberPicked{firstID}).world(NumberRead{begun}).in(ChoosePIN)
	w.hand(PINChosen{PIN: pin("493027"), Mode: PresentPIN}).world(SettingsRead{w.s.Settings}).hand(StorageChosen{api.InRegion("")}).world(FactsRead{begun, w.s.Settings}).in(Review)
	w.hand(RegisterAsked{}).world(FactsRead{begun, w.s.Settings}).in(Review).card(AdviseOpen, ActReload)
	if w.hand(OverrideAsked{}); w.s.State != Register || w.out[0].Override != OverrideOpen {
		t.Errorf("in %s: %+v", w.s.State, w.out)
	}
}

// A number that was read in the list is not taken up as another phone number, and
// what another window took off is not gone on with.
func TestOvertakenInOtherPlaces(t *testing.T) {
	t.Parallel()
	for _, job := range []Job{JobOnboard, JobDeregister} {
		s := at(PickNumber, fresh(connected))
		s.Job = job
		n := fresh(connected)
		n.Display = "+852 6999 0000"
		w := walkFrom(t, s).hand(NumberPicked{firstID}).world(NumberRead{n}).in(PickNumber).card(AdviseChanged, ActDismiss)
		if w.hand(ProblemDismissed{}).hand(NumberPicked{firstID}).world(NumberRead{n}); w.s.State == PickNumber {
			t.Errorf("%s: chosen as it is now, it is still refused", job)
		}
	}
	w := walkFrom(t, at(Deregister, fresh(connected)))
	w.s.FactsAt = w.now
	w.hand(DeregisterAsked{LastDigits(fresh())})
	w.world(Overtaken{Call: api.Deregister, Number: fresh(takenOff), Changed: []FactChange{ChangedStatus}}).in(Deregister).card(AdviseChanged, ActDismiss)
}

// An open deregister is not taken for an open register.
func TestTheOpenRequestIsTheOneThatWasSent(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Review, fresh(verified))).hand(RegisterAsked{})
	w.world(Failed{api.Register, &OpenRequestError{Call: api.Deregister, At: w.now, Before: fresh(connected)}}).card(AdviseOpen, ActReload)
	if _, is := w.s.attempts[Counter{firstID, api.Register}]; is || len(w.s.attempts) != 1 {
		t.Errorf("%+v", w.s.attempts)
	}
}

// What was overruled for guesses goes for the code that is typed next.
func TestAnOverruledGuessIsSent(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(EnterCode, fresh())).hand(CodeTyped{pin("111222")})
	w.world(refusal(api.VerifyCode, 100, 0, details("Too many wrong codes were entered. Wait about 12 hours."))).card(AdviseGuesses, ActNothing)
	w.hand(ProblemDismissed{}).hand(CodeTyped{pin("123830")}).in(EnterCode).card(AdviseBudget, ActNothing)
	if w.hand(OverrideAsked{}).hand(CodeTyped{pin("123830")}); w.out[0].Override != OverrideLimit {
		t.Errorf("override %q", w.out[0].Override)
	}
}

// A look after a write that does not leave says nothing of the write, which did.
func TestALookAfterwardsTellsNothingOfTheWrite(t *testing.T) {
	t.Parallel()
	look := &api.TransportError{Call: api.ListNumbers, Err: context.DeadlineExceeded}
	err := &api.TransportError{Call: api.AddNumber, Sent: true, Err: look}
	if NeverLeft(err) || !ambiguous(err) {
		t.Errorf("%v", err)
	}
	w := walkFrom(t, at(AddNumber, fresh())).hand(samples("NumberTyped")[0]).world(noAnswer(api.AddNumber))
	w.world(Failed{api.AddNumber, err}).in(AddNumber)
	if w.s.Problem == nil || w.s.Problem.Advice.ID == AdviseOffline || len(w.s.Actions) != 1 || !w.s.Actions[0].Unclear {
		t.Errorf("card %+v, deeds %+v", w.s.Problem, w.s.Actions)
	}
}

// A token that was to be remembered is forgotten with the account it was for.
func TestRememberedForOneAccountAlone(t *testing.T) {
	t.Parallel()
	useless := opened()
	useless.Token.Valid = false
	w := walkFrom(t, at(Connect, fresh())).hand(AccountGiven{Token: pin("EAAG-bad"), Account: wabaID, Remember: true}).world(useless)
	w.hand(ProblemDismissed{}).hand(SandboxAsked{})
	if w.s.Remember {
		t.Error("the sandbox's token would be saved")
	}
	w.s.Remember, w.s.Return = true, Review
	if w.world(SandboxOpened{}).hand(BackAsked{}).hand(ResumeAsked{Unfinished{ID: "x", Account: wabaID, Number: otherID}}); w.s.Remember || w.s.Return != "" {
		t.Errorf("remember %t, return %q", w.s.Remember, w.s.Return)
	}
}

// Whatever happens in whatever state: who has to wait, waits for a call that is
// under way, or for a timer.
func TestEveryWaitHasAnEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	m := NewMachine()
	for _, d := range Declarations() {
		for _, n := range []api.Number{usual(d.State), fresh(), fresh(verified), fresh(connected)} {
			s := at(d.State, n)
			for _, k := range kinds() {
				for _, e := range samples(k) {
					waitsForSomething(t, m, s, e, 2)
				}
			}
		}
	}
}

// waitsForSomething takes a step, and those that may follow it.
func waitsForSomething(t *testing.T, m *Machine, s Session, e Event, deep int) {
	t.Helper()
	in := Input{Event: e, At: t0}
	if !byOperator(e) {
		in.Generation = s.Generation
	}
	next, out := m.Step(s, in)
	under := func(ok func(Effect) bool) bool {
		for _, c := range out {
			if c.Generation == next.Generation && ok(c.Effect) {
				return true
			}
		}
		return false
	}
	switch {
	case next.Waiting != nil && (s.Waiting == nil || next.Generation != s.Generation) && !under(func(e Effect) bool { return dump(e) == dump(next.Waiting) }):
		t.Fatalf("%s in %s: waits for %T, which nobody began", nameOf(e), s.State, next.Waiting)
	case next.Looking && !s.Looking && !under(func(e Effect) bool {
		switch e.(type) {
		case Poll, ReadNumber:
			return true
		}
		return false
	}):
		t.Fatalf("%s in %s: looks again, and nothing is under way", nameOf(e), s.State)
	case next.Settle.Err != nil && s.Settle.Err == nil && !next.Busy() && !next.Looking && next.Problem == nil:
		t.Fatalf("%s %+v in %s, waiting for %T: a request is being settled, and nothing goes on (%v)", nameOf(e), e, s.State, s.Waiting, out)
	}
	if deep == 0 || next.Waiting == nil {
		return
	}
	for _, e := range append(samples(next.Waiting.Spec().Answer.Name()), offline(next.Waiting.Spec().Call), noAnswer(next.Waiting.Spec().Call)) {
		waitsForSomething(t, m, next, e, deep-1)
	}
}

// TestAnOpenRequestHonoursAWait: whoever answered in place of Graph may say how long it
// wants to be left alone.
func TestAnOpenRequestHonoursAWait(t *testing.T) {
	t.Parallel()
	busy := refusal(api.Register, 0, 0, status(503), func(e *api.Error) { e.RetryAfter = time.Hour })
	w := walkFrom(t, at(Review, fresh(verified))).hand(RegisterAsked{}).world(busy)
	for w.s.State == Register {
		if w.s.Looking {
			w.world(PollDue{})
			continue
		}
		w.world(FactsRead{fresh(verified), w.s.Settings})
	}
	p := w.in(Review).card(AdviseOpen, ActReload).s.Problem
	if a, _ := w.s.attempt(api.Register); !p.Known || !p.Until.Equal(a.At.Add(time.Hour)) {
		t.Errorf("until %v, known %v", p.Until, p.Known)
	}
}
