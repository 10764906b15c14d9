package flows

import (
	"testing"
	"time"

	"dialtone/api"
)

var registerCall = RegisterNumber{firstID, api.Registration{PIN: pin("493027")}}

func TestRegisterWithoutAnswerIsReadBack(t *testing.T) {
	t.Parallel()
	for name, failure := range map[string]Failed{
		"reset": noAnswer(api.Register), "timeout": timedOut(api.Register), "unreadable": unreadable(api.Register),
		"5xx":       refusal(api.Register, 0, 0, status(502)),
		"131000":    refusal(api.Register, 131000, 0, status(500)),
		"transient": refusal(api.Register, 2, 0, func(e *api.Error) { e.Transient = true }),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := walkFrom(t, at(Review, fresh(verified)))
			w.hand(RegisterAsked{}).in(Register, registerCall)
			w.world(failure).in(Register, ReadBack{firstID})
			for look := range settlingLooks - 1 {
				w.world(FactsRead{fresh(verified), settings("")}).in(Register, Poll{pause(look + 1)}).idle()
				w.world(PollDue{}).in(Register, ReadBack{firstID})
			}
			w.world(FactsRead{fresh(verified), settings("")}).in(Review).idle().card(AdviseOpen, ActReload)
			if w.s.Problem.Call != api.Register || w.s.Problem.Advice.Cost != CostRegister {
				t.Fatalf("card %+v", w.s.Problem)
			}
			if d := w.s.Actions; len(d) != 1 || !d[0].Unclear {
				t.Errorf("deeds %+v", d)
			}
			// Nothing but overruling sends another one.
			for range 3 {
				w.hand(AdviceTaken{}).in(Review, ReadFacts{firstID})
				w.world(FactsRead{fresh(verified), settings("")}).in(Review).idle().card(AdviseOpen, ActReload)
				w.hand(ProblemDismissed{}).hand(RegisterAsked{}).in(Review, ReadFacts{firstID})
				w.world(FactsRead{fresh(verified), settings("")}).in(Review).idle().card(AdviseOpen, ActReload)
			}
			w.hand(OverrideAsked{}).in(Register, registerCall)
			if by := w.out[0].Override; by != OverrideOpen {
				t.Errorf("override %q", by)
			}
			if got := w.s.Budget.Used(w.s.Counter(api.Register), w.now); got != 2 {
				t.Errorf("%d requests counted", got)
			}
		})
	}
}

func TestReadingBackFindsTheSuccess(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Review, fresh(verified)))
	w.hand(RegisterAsked{}).world(noAnswer(api.Register))
	w.world(FactsRead{fresh(verified), settings("")}).world(PollDue{})
	w.world(FactsRead{fresh(connected), settings("")}).in(Connected, ReadNumber{firstID, true})
	if _, open := w.s.attempt(api.Register); open || w.s.Notice != NoticeSettled || w.s.Settle.Err != nil || !w.s.PIN.Value.Empty() {
		t.Errorf("notice %q, settling %v, open %v", w.s.Notice, w.s.Settle.Err, open)
	}
	w.world(NumberRead{fresh(connected)}).in(Connected, ReadApps{wabaID, firstID}).idle()
}

func TestAnsweredRefusalsAreNotReadBack(t *testing.T) {
	t.Parallel()
	for _, f := range []Failed{
		refusal(api.Register, 133000, 0, status(500)), // Meta's 500 for a clear no
		refusal(api.Register, 133005, 0), refusal(api.Register, 133016, 0),
		refusal(api.Register, 80007, 0, func(e *api.Error) { e.Transient = true }),
		offline(api.Register), {api.Register, api.ErrNotDone},
	} {
		w := walkFrom(t, at(Review, fresh(verified)))
		w.hand(RegisterAsked{}).world(f).in(Review).idle()
		if w.s.Problem == nil || w.s.Settle.Err != nil {
			t.Errorf("%v: card %v, settling %v", f.Err, w.s.Problem, w.s.Settle.Err)
		}
	}
}

func TestUnsettledRegisterCanBeLeft(t *testing.T) {
	t.Parallel()
	start := func() *walk {
		w := walkFrom(t, at(Review, fresh(verified)))
		return w.hand(RegisterAsked{}).world(noAnswer(api.Register))
	}
	leave := map[string]func(*walk) *walk{
		"while reading": func(w *walk) *walk { return w.hand(BackAsked{}) },
		"between looks": func(w *walk) *walk { return w.world(FactsRead{fresh(verified), settings("")}).hand(BackAsked{}) },
		"on the card": func(w *walk) *walk {
			return w.world(offline(api.GetNumber)).in(Register).card(AdviseUnsettled, ActAgain).hand(ProblemDismissed{})
		},
	}
	for name, how := range leave {
		w := how(start()).in(Review).idle().card(AdviseUnsettled, ActReload)
		if w.hand(OverrideAsked{}).in(Review).idle(); w.s.CanOverride() {
			t.Errorf("%s: another one can be sent before anybody looked", name)
		}
		w.hand(RegisterAsked{}).in(Review, ReadFacts{firstID}) // not a second register
		w.world(FactsRead{fresh(verified), settings("")}).in(Review).card(AdviseOpen, ActReload)
		if w.s.Confirm.Given {
			t.Errorf("%s: confirmed", name)
		}
		w.hand(RegisterAsked{}).in(Review, ReadFacts{firstID})

		w = how(start()).hand(AdviceTaken{}).in(Review, ReadFacts{firstID})
		w.world(FactsRead{fresh(connected), settings("")}).in(Connected, ReadNumber{firstID, true})
		if w.s.Notice != NoticeSettled {
			t.Errorf("%s: notice %q", name, w.s.Notice)
		}
	}
}

func TestReadingBackFails(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Review, fresh(verified)))
	w.hand(RegisterAsked{}).world(noAnswer(api.Register)).world(offline(api.GetNumber)).card(AdviseUnsettled, ActAgain)
	w.hand(AdviceTaken{}).in(Register, ReadBack{firstID})
	w.world(FactsRead{fresh(verified), settings("")}).in(Register, Poll{time.Second})
	old := w.s.Generation
	w.hand(ReloadAsked{}).in(Register, ReadBack{firstID})
	w.step(Input{Event: PollDue{}, At: w.now, Generation: old}).in(Register) // the old timer counts no more
}

func TestChangedFactStops(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		facts FactsRead
		what  FactChange
		act   Act
		to    State
	}{
		"verification": {FactsRead{fresh(expired), settings("")}, ChangedVerification, ActGo, CodeMethod},
		"status":       {FactsRead{fresh(banned, verified), settings("")}, ChangedStatus, ActGo, Remedy},
		"pin":          {FactsRead{fresh(verified, hasPIN), settings("")}, ChangedPIN, ActGo, ChoosePIN},
		"hosting":      {FactsRead{fresh(verified, onPremise), settings("")}, ChangedHosting, ActGo, Remedy},
		"region":       {FactsRead{fresh(verified), settings("DE")}, ChangedRegion, ActGo, ChooseRegion},
		"small":        {FactsRead{fresh(verified, func(n *api.Number) { n.Status = "SOMETHING_NEW" }), settings("")}, ChangedStatus, ActDismiss, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := walkFrom(t, at(Review, fresh(verified))).after(time.Minute)
			w.hand(RegisterAsked{}).in(Review, ReadFacts{firstID})
			w.world(c.facts).in(Review).card(AdviseChanged, c.act).idle()
			p := w.s.Problem
			if len(p.Changed) == 0 || p.Changed[0] != c.what || p.Advice.To != c.to || w.s.Confirm.Given {
				t.Fatalf("card %+v, confirmed %t", p, w.s.Confirm.Given)
			}
			if c.act == ActGo {
				w.hand(AdviceTaken{})
				if w.s.State != c.to || w.s.State == Remedy && w.s.Checks.Remedy == "" {
					t.Fatalf("went to %s (%s)", w.s.State, w.s.Checks.Remedy)
				}
			}
		})
	}
}

func TestReviewShowsWhatIs(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Review, fresh(verified))).after(time.Minute)
	w.hand(RegisterAsked{}).world(FactsRead{fresh(verified), settings("DE")}).card(AdviseChanged, ActGo)
	if w.s.Storage.Region != "DE" {
		t.Errorf("region %q", w.s.Storage.Region)
	}
	w.hand(ProblemDismissed{}).after(time.Minute).hand(RegisterAsked{}).in(Review, ReadFacts{firstID})
	w.world(FactsRead{fresh(verified), settings("de")}).in(Register, registerCall) // known by now, in whatever case
}

func TestRegisteredMeanwhile(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Review, fresh(verified))).after(time.Minute)
	w.hand(RegisterAsked{}).world(FactsRead{fresh(connected), settings("")}).in(Connected, ReadNumber{firstID, true})
	if !w.s.PIN.Value.Empty() || w.s.Confirm.Given {
		t.Error("PIN or confirmation are kept")
	}
	// A number that is shared with the app reads CONNECTED as well.
	w = walkFrom(t, at(Review, fresh(verified))).after(time.Minute)
	w.hand(RegisterAsked{}).world(FactsRead{fresh(shared), settings("")}).in(Review).card(AdviseChanged, ActGo)
}

func TestConfirmationEndsWithWhatItWaitedFor(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*walk){
		"taken back": func(w *walk) { w.hand(BackAsked{}) },
		"failed":     func(w *walk) { w.world(offline(api.GetNumber)).card(AdviseOffline, ActAgain).hand(AdviceTaken{}) },
		"token":      func(w *walk) { w.world(tokenDead(api.GetNumber)).world(opened()) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := walkFrom(t, at(Review, fresh(verified))).after(time.Minute)
			w.hand(RegisterAsked{}).in(Review, ReadFacts{firstID})
			end(w)
			if w.s.Confirm.Given {
				t.Error("still confirmed")
			}
			if !w.s.Busy() {
				w.hand(ReloadAsked{}).in(Review, ReadFacts{firstID})
			}
			w.world(FactsRead{fresh(verified), settings("")}).in(Review).idle()
		})
	}
}

func TestTheTenthIsTheLast(t *testing.T) {
	t.Parallel()
	s := at(Review, fresh(verified))
	for i := range Allowed {
		s.Budget = s.Budget.Spend(s.Counter(api.Register), t0.Add(time.Duration(i)*time.Minute))
	}
	w := walkFrom(t, s).after(time.Hour)
	w.hand(RegisterAsked{}).in(Review).card(AdviseBudget, ActNothing)
	if frees := t0.Add(Window); !w.s.Problem.Until.Equal(frees) {
		t.Errorf("frees at %s", w.s.Problem.Until)
	}
	w.hand(OverrideAsked{}).in(Review, ReadFacts{firstID})
	w.world(FactsRead{fresh(verified), settings("")}).in(Register, registerCall)

	w = walkFrom(t, s).after(Window)
	w.hand(RegisterAsked{}).in(Review, ReadFacts{firstID}) // the first left the window this second
	w = walkFrom(t, s).after(Window - time.Second)
	w.hand(RegisterAsked{}).in(Review).card(AdviseBudget, ActNothing)
	w.hand(ProblemDismissed{}).hand(OverrideAsked{}).in(Review) // the risk has to be on the screen
}

func TestBlockedFor72Hours(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Review, fresh(verified)))
	w.hand(RegisterAsked{}).world(refusal(api.Register, 133016, 0, func(e *api.Error) { e.RetryAfter = time.Minute })).in(Review).card(AdviseBlocked, ActNothing)
	if p := w.s.Problem; !p.Known || !p.Until.Equal(t0.Add(Window)) {
		t.Errorf("until %s, known %t", p.Until, p.Known)
	}
	w.after(Window-time.Second).hand(ProblemDismissed{}).hand(RegisterAsked{}).in(Review).card(AdviseBudget, ActNothing)
	w.after(time.Second).hand(RegisterAsked{}).in(Review, ReadFacts{firstID})
}

func TestNothingIsRegisteredWithoutAPINThatFits(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Review, fresh(verified)))
	w.hand(RegisterAsked{}).world(refusal(api.Register, 133005, 0)).in(Review).card(AdvisePIN, ActGo)
	if !w.s.PIN.Value.Empty() {
		t.Error("a PIN that Meta refused is kept")
	}
	w.hand(ProblemDismissed{}).hand(RegisterAsked{}).in(ChoosePIN)
	w.hand(BackAsked{}).in(Review)
	w.hand(RegisterAsked{}).in(ChoosePIN)
	w.hand(PINChosen{PresentPIN, pin("204816")}).in(Review, ReadFacts{firstID})
	w.world(FactsRead{fresh(verified, hasPIN), settings("")}).in(Review).card("", "")
	w.hand(RegisterAsked{}).in(Register, RegisterNumber{firstID, api.Registration{PIN: pin("204816")}})

	s := at(Review, fresh(verified, hasPIN)) // a new PIN where there is one
	walkFrom(t, s).hand(RegisterAsked{}).in(ChoosePIN)
}

func TestOfflineRegisterIsNotCounted(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Review, fresh(verified)))
	w.hand(RegisterAsked{}).world(offline(api.Register)).in(Review).card(AdviseOffline, ActDismiss)
	if got := w.s.Budget.Used(w.s.Counter(api.Register), w.now); got != 0 {
		t.Errorf("%d requests counted", got)
	}
}

func TestHalfDoneDeregistration(t *testing.T) {
	t.Parallel()
	half := func() *walk {
		w := walkFrom(t, at(Review, fresh(verified)))
		return w.hand(RegisterAsked{}).world(refusal(api.Register, 133000, 0, status(500))).in(Review).card(AdviseHalf, ActDeregister)
	}
	off := fresh(verified, func(n *api.Number) { n.Status = api.StatusDisconnected })
	w := half().hand(AdviceTaken{}).in(Review, DeregisterNumber{firstID})
	w.world(Deregistered{}).in(Review, ReadFacts{firstID})
	w.world(FactsRead{off, settings("")}).in(Review).card("", "") // our own doing is no change
	w.hand(RegisterAsked{}).in(Register, registerCall)

	w = half().hand(AdviceTaken{}).world(noAnswer(api.Deregister)).in(Review, ReadFacts{firstID})
	w.world(FactsRead{off, settings("")}).in(Review).card("", "")
	if w.s.Notice != NoticeSettled {
		t.Errorf("notice %q", w.s.Notice)
	}
	w = half().hand(AdviceTaken{}).world(noAnswer(api.Deregister))
	w.world(FactsRead{fresh(verified), settings("")}).in(Review).card(AdviseOpen, ActReload)
	w.hand(AdviceTaken{}).in(Review, ReadFacts{firstID}).world(FactsRead{fresh(verified), settings("")}).card(AdviseOpen, ActReload)
	w.hand(OverrideAsked{}).in(Review, DeregisterNumber{firstID})

	w = half()
	for range Allowed {
		w.s.Budget = w.s.Budget.Spend(w.s.Counter(api.Deregister), t0)
	}
	w.hand(AdviceTaken{}).in(Review).card(AdviseBudget, ActNothing)
	w.hand(OverrideAsked{}).in(Review, DeregisterNumber{firstID})
}

func TestEditingALineOfTheReview(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Review, fresh(verified)))
	w.hand(EditAsked{ChoosePIN}).in(ChoosePIN).hand(BackAsked{}).in(Review)
	w.hand(EditAsked{ChoosePIN}).hand(PINChosen{NewPIN, pin("204816")}).in(Review, ReadFacts{firstID})
	w.world(FactsRead{fresh(verified), settings("")}).in(Review).card("", "")
	w.hand(EditAsked{ChooseRegion}).in(ChooseRegion, ReadSettings{firstID}).world(SettingsRead{settings("")})
	w.hand(StorageChosen{api.InRegion("SG")}).in(ChooseRegion, SetStorage{firstID, api.InRegion("SG")})
	w.world(StorageSet{settings("sg")}).in(Review, ReadFacts{firstID})
	w.world(FactsRead{fresh(verified), settings("SG")}).in(Review).card("", "")
	w.hand(BackAsked{}).in(ChooseRegion).hand(BackAsked{}).in(ChoosePIN).hand(BackAsked{}).in(PickNumber)
}

// TestAskingAtOnceEndsTheTimer: what is asked for by hand takes the place of the next look.
func TestAskingAtOnceEndsTheTimer(t *testing.T) {
	t.Parallel()
	n := fresh(verified)
	w := walkFrom(t, at(Review, n)).hand(RegisterAsked{}).world(noAnswer(api.Register)).world(FactsRead{n, settings("")})
	if !w.s.Looking {
		t.Fatal("no timer runs")
	}
	if w.hand(ReloadAsked{}).in(Register, ReadFacts{firstID}); w.s.Looking {
		t.Error("it says that it looks again by itself, although that timer counts no more")
	}
}
