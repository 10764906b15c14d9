package flows

import (
	"strings"
	"testing"
	"time"

	"dialtone/api"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

func TestPollingUntilItIsStuck(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Register, fresh(verified))).world(Registered{}).in(Connected, ReadNumber{firstID, true})
	for n := range pollingLooks {
		w.world(NumberRead{fresh(verified)}).in(Connected, Poll{pause(n + 1)}).idle()
		w.world(PollDue{}).in(Connected, ReadNumber{firstID, true}).idle()
	}
	w.world(NumberRead{fresh(verified)}).in(Connected).card(AdviseStuck, ActReload)
	w.hand(AdviceTaken{}).in(Connected, ReadNumber{firstID, true}).card("", "")
	w.world(NumberRead{fresh(connected)}).in(Connected, ReadApps{wabaID, firstID})
}

func TestPollsDoNotDisturb(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Register, fresh(verified))).world(Registered{}).world(NumberRead{fresh(verified)}).in(Connected, Poll{time.Second})
	w.hand(SubscribeAsked{}).in(Connected, SubscribeApp{wabaID})
	w.world(PollDue{}).in(Connected, ReadNumber{firstID, true})
	if _, waits := w.s.Waiting.(SubscribeApp); !waits {
		t.Fatalf("a poll took the place of the call under way: %T", w.s.Waiting)
	}
	w.world(NumberRead{fresh(verified)}).in(Connected, Poll{2 * time.Second})
	if !w.s.Busy() {
		t.Fatal("a poll ended the wait")
	}
	w.world(refusal(api.SetSubscribed, 100, 0)).card(AdviseParameter, ActDismiss).idle()
	w.world(PollDue{}).world(NumberRead{fresh(verified)}).card(AdviseParameter, ActDismiss) // and put no card away
	old := w.s.Generation
	w.hand(ReloadAsked{}).in(Connected, ReadNumber{firstID, true})
	w.step(Input{Event: PollDue{}, At: w.now, Generation: old}).in(Connected) // one chain of looks at a time
}

func TestAFailedLookIsRepeatedAndSolved(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Register, fresh(verified))).world(Registered{}).world(NumberRead{fresh(verified)}).world(PollDue{})
	w.world(offline(api.GetNumber)).card(AdviseOffline, ActAgain)
	w.hand(AdviceTaken{}).in(Connected, ReadNumber{firstID, true})
	w.world(NumberRead{fresh(connected)}).in(Connected, ReadApps{wabaID, firstID}).card("", "")
	w.world(offline(api.GetSubscribed)).card(AdviseOffline, ActAgain).hand(AdviceTaken{}).in(Connected, ReadApps{wabaID, firstID})
	w.hand(ReloadAsked{}).world(NumberRead{fresh(connected)}).in(Connected, ReadApps{wabaID, firstID})
	w.world(AppsRead{}).in(Connected).card("", "")
}

func TestACardIsPutAwayByWhatSolvesIt(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Connected, fresh(connected))).world(offline(api.GetSubscribed)).card(AdviseOffline, ActAgain)
	w.world(NumberRead{fresh(connected)}).card(AdviseOffline, ActAgain)
	w.world(AppsRead{}).card("", "")
	list := func() *walk {
		return walkFrom(t, at(PickNumber, fresh())).world(offline(api.ListNumbers)).card(AdviseOffline, ActAgain)
	}
	list().world(NumbersListed{}).card("", "")
	list().hand(BackAsked{}).in(PickNumber).card("", "") // first the card
	list().hand(AddAsked{}).in(AddNumber).card("", "")
}

// What the one key repeats is the call that failed, never one that counts.
func TestAgainRepeatsWhatFailed(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Review, fresh(verified))).after(time.Minute)
	w.hand(RegisterAsked{}).world(FactsRead{fresh(connected), settings("")}).in(Connected, ReadNumber{firstID, true})
	w.world(NumberRead{fresh(connected)}).in(Connected, ReadApps{wabaID, firstID})
	w.world(refusal(api.GetSubscribed, 2, 0, status(503))).card(AdviseMeta, ActAgain)
	w.hand(AdviceTaken{}).in(Connected, ReadApps{wabaID, firstID})
}

func TestWaitingCardsWait(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Eligibility, fresh())).hand(ReloadAsked{})
	w.world(refusal(api.GetNumber, 80007, 0, func(e *api.Error) { e.RetryAfter = 20 * time.Minute })).card(AdviseBusy, ActAgain)
	if p := w.s.Problem; !p.Known || !p.Until.Equal(t0.Add(20*time.Minute)) {
		t.Errorf("until %v, known %t", p.Until, p.Known)
	}
	w.after(20*time.Minute - time.Second).hand(AdviceTaken{}).in(Eligibility).idle()
	w.after(time.Second).hand(AdviceTaken{}).in(Eligibility, ReadNumber{ID: firstID})
}

func TestBusyOperatorsAreNotHeard(t *testing.T) {
	t.Parallel()
	m := NewMachine()
	for _, c := range []struct {
		state State
		do    Event
		back  bool // it only looks
	}{
		{Connect, samples("AccountGiven")[0], true}, {Connect, SandboxAsked{}, true}, {PickNumber, NumberPicked{firstID}, true},
		{AddNumber, samples("NumberTyped")[0], false}, {Eligibility, ReloadAsked{}, true}, {CodeMethod, CodeAsked{api.SMS, "en"}, false},
		{EnterCode, CodeTyped{pin("123830")}, false}, {ChoosePIN, PINChosen{ReplacePIN, pin("493027")}, false}, {ChooseRegion, StorageChosen{api.InRegion("SG")}, false},
		{Review, ReloadAsked{}, true}, {Review, RegisterAsked{}, false}, {Connected, SubscribeAsked{}, false}, {Connected, ReloadAsked{}, true},
	} {
		w := walkFrom(t, at(c.state, usual(c.state))).hand(c.do)
		for _, k := range kinds() {
			if !byOperator(samples(k)[0]) {
				continue
			}
			for _, e := range samples(k) {
				after, out := m.Step(w.s, Input{Event: e, At: t0})
				gaveUp := k == "BackAsked" && c.back
				if changed := dump(after) != dump(w.s); changed != gaveUp || len(out) > 0 {
					t.Errorf("%T under way in %s: %s is heard: %t, effects %v", w.s.Waiting, c.state, k, changed, out)
				}
				if gaveUp && (after.Busy() || after.Generation == w.s.Generation || after.State != w.s.State) {
					t.Errorf("%T in %s is not given up", w.s.Waiting, c.state)
				}
			}
		}
		for _, k := range kinds() { // and answers to other questions are not read
			for _, e := range samples(k) {
				if after, out := m.Step(w.s, Input{Event: e, At: t0, Generation: w.s.Generation - 1}); !byOperator(samples(k)[0]) && !detached(e) && (dump(after) != dump(w.s) || len(out) > 0) {
					t.Errorf("an old %s is heard in %s", k, c.state)
				}
			}
		}
	}
}
