package flows

import (
	"testing"
	"time"

	"dialtone/api"
)

var deregisterCall = DeregisterNumber{firstID}

// offPage is the page of a connected number with fresh facts.
func offPage(t *testing.T) *walk {
	t.Helper()
	return walkFrom(t, at(Deregister, fresh(connected)))
}

func TestDeregisterNeedsTheLastDigits(t *testing.T) {
	t.Parallel()
	for _, wrong := range []string{"", "0", "010", "0101", "91230100", "85291230100"} {
		offPage(t).hand(DeregisterAsked{wrong}).in(Deregister).idle()
	}
	offPage(t).hand(DeregisterAsked{"0100"}).in(Deregister, deregisterCall)
	for display, want := range map[string]string{"+852 9123 0100": "0100", "85291230100": "0100", "": "2922", "+1 2": "2922"} {
		n := fresh(func(n *api.Number) { n.Display = display })
		if got := LastDigits(n); got != want {
			t.Errorf("%q: %s, want %s", display, got, want)
		}
	}
}

// TestNothingToTakeOff holds for what is not registered on Cloud API, whatever
// is typed.
func TestNothingToTakeOff(t *testing.T) {
	t.Parallel()
	for name, n := range map[string]api.Number{
		"fresh": fresh(), "off": fresh(takenOff), "shared": fresh(shared), "on premises": fresh(connected, onPremise), "banned": fresh(banned), "deleted": fresh(deleted),
	} {
		s := at(PickNumber, n)
		s.Job = JobDeregister
		w := walkFrom(t, s).world(NumberRead{n}).in(Deregister, ReadFacts{firstID})
		w.world(FactsRead{n, settings("")}).in(Deregister).card("", "").idle()
		w.hand(DeregisterAsked{LastDigits(n)}).in(Deregister)
		if w.hand(JobChosen{JobManage}).in(Manage, ReadNumber{firstID, true}); w.s.Job != JobManage {
			t.Errorf("%s: the page is that of %s", name, w.s.Job)
		}
		w.world(NumberRead{n}).hand(BackAsked{}).in(PickNumber)
		if FlowOf(JobDeregister).OnPage(n) {
			t.Errorf("%s: it is offered", name)
		}
	}
}

func TestDeregisterLooksFirst(t *testing.T) {
	t.Parallel()
	w := offPage(t).after(time.Minute).hand(DeregisterAsked{"0100"}).in(Deregister, ReadFacts{firstID})
	w.world(FactsRead{fresh(connected), settings("sg")}).in(Deregister, deregisterCall)

	for name, c := range map[string]struct {
		facts FactsRead
		what  FactChange
	}{
		"off":     {FactsRead{fresh(connected, takenOff), settings("SG")}, ChangedStatus},
		"shared":  {FactsRead{fresh(shared), settings("SG")}, ChangedHosting},
		"region":  {FactsRead{fresh(connected), settings("DE")}, ChangedRegion},
		"flagged": {FactsRead{fresh(connected, func(n *api.Number) { n.Status = api.StatusFlagged }), settings("SG")}, ChangedStatus},
	} {
		w := offPage(t).after(time.Minute).hand(DeregisterAsked{"0100"}).world(c.facts).in(Deregister).card(AdviseChanged, ActDismiss).idle()
		if w.s.Confirm.Given || w.s.Problem.Changed[0] != c.what {
			t.Errorf("%s: confirmed %t, changed %v", name, w.s.Confirm.Given, w.s.Problem.Changed)
		}
		if w.hand(ProblemDismissed{}); TakesOff(c.facts.Number) { // it was seen, and can be confirmed now
			w.hand(DeregisterAsked{"0100"}).in(Deregister, deregisterCall)
		}
	}

	// A confirmation ends with what it waited for.
	w = offPage(t).after(time.Minute).hand(DeregisterAsked{"0100"}).hand(BackAsked{}).in(Deregister)
	w.hand(ReloadAsked{}).world(FactsRead{fresh(connected), settings("SG")}).in(Deregister).idle()
	w = offPage(t).after(time.Minute).hand(DeregisterAsked{"0100"}).world(offline(api.GetNumber)).card(AdviseOffline, ActAgain)
	w.hand(AdviceTaken{}).world(FactsRead{fresh(connected), settings("SG")}).in(Deregister).idle()
}

func TestDeregisterIsProvenByTheNumber(t *testing.T) {
	t.Parallel()
	w := offPage(t).hand(DeregisterAsked{"0100"}).world(Deregistered{}).in(Deregister, ReadFacts{firstID})
	for look := range settlingLooks - 1 {
		w.world(FactsRead{fresh(connected), settings("")}).in(Deregister, Poll{pause(look + 1)})
		w.world(PollDue{}).in(Deregister, ReadFacts{firstID})
	}
	w.world(FactsRead{fresh(connected), settings("")}).in(Deregister).card(AdviseStillOn, ActReload)
	w.hand(ProblemDismissed{}).hand(DeregisterAsked{"0100"}).in(Deregister, ReadFacts{firstID}) // not a second request
	w.world(FactsRead{fresh(connected, takenOff), settings("")}).in(Manage, ReadNumber{firstID, true})
	if w.s.Notice != NoticeTakenOff || len(w.s.Actions) != 1 || w.s.Settle.Err != nil {
		t.Errorf("notice %q, deeds %+v", w.s.Notice, w.s.Actions)
	}
	w.world(NumberRead{fresh(connected, takenOff)}).hand(BackAsked{}).in(PickNumber)
}

func TestDeregisterWithoutAnswerIsReadBack(t *testing.T) {
	t.Parallel()
	for name, failure := range map[string]Failed{
		"reset": noAnswer(api.Deregister), "timeout": timedOut(api.Deregister), "unreadable": unreadable(api.Deregister),
		"5xx": refusal(api.Deregister, 0, 0, status(502)), "133004": refusal(api.Deregister, 133004, 0, status(503)),
	} {
		w := offPage(t).hand(DeregisterAsked{"0100"}).world(failure).in(Deregister, ReadFacts{firstID})
		w.world(FactsRead{fresh(connected), settings("SG")}).in(Deregister, Poll{time.Second}).world(PollDue{})
		w.world(FactsRead{fresh(connected, takenOff), settings("")}).in(Manage, ReadNumber{firstID, true})
		if w.s.Notice != NoticeSettled || len(w.s.Actions) != 1 {
			t.Errorf("%s: notice %q, deeds %+v", name, w.s.Notice, w.s.Actions)
		}

		w = offPage(t).hand(DeregisterAsked{"0100"}).world(failure)
		for range settlingLooks - 1 {
			w.world(FactsRead{fresh(connected), settings("SG")}).world(PollDue{})
		}
		w.world(FactsRead{fresh(connected), settings("SG")}).in(Deregister).idle()
		w.card(AdviseOpen, ActReload)
		w.hand(DeregisterAsked{"0100"}).in(Deregister, ReadFacts{firstID}) // not a second request
		w.world(FactsRead{fresh(connected), settings("SG")}).in(Deregister).card(AdviseOpen, ActReload)
		w.hand(OverrideAsked{}).in(Deregister, ReadFacts{firstID})
		w.world(FactsRead{fresh(connected), settings("SG")}).in(Deregister, deregisterCall)
		if got := w.s.Budget.Used(w.s.Counter(api.Deregister), w.now); got != 2 {
			t.Errorf("%s: %d requests counted", name, got)
		}
	}
}

func TestReadingADeregisterBackFails(t *testing.T) {
	t.Parallel()
	lost := func() *walk { return offPage(t).hand(DeregisterAsked{"0100"}).world(noAnswer(api.Deregister)) }
	w := lost().world(offline(api.GetNumber)).in(Deregister).card(AdviseUnsettled, ActAgain)
	w.hand(AdviceTaken{}).in(Deregister, ReadFacts{firstID})
	w.world(FactsRead{fresh(connected), settings("SG")}).in(Deregister, Poll{time.Second})
	old := w.s.Generation
	w.hand(ReloadAsked{}).in(Deregister, ReadFacts{firstID})
	w.step(Input{Event: PollDue{}, At: w.now, Generation: old}).in(Deregister) // the old timer counts no more

	// Whoever leaves is shown fresh facts first when they come back.
	w = lost().hand(BackAsked{}).in(PickNumber)
	if d := w.s.Actions; len(d) != 1 || !d[0].Unclear {
		t.Errorf("deeds %+v", d)
	}
	w.s.Job = JobDeregister
	w.hand(NumberPicked{firstID}).world(NumberRead{fresh(connected)}).in(Deregister, ReadFacts{firstID})
	w.world(FactsRead{fresh(connected, takenOff), settings("")}).in(Deregister).card("", "")

	w = lost().world(tokenDead(api.GetNumber)).in(Connect).hand(samples("AccountGiven")[0])
	w.world(opened()).in(Deregister, SaveToken{opened().Account}, ReadFacts{firstID})
	w.world(FactsRead{fresh(connected, takenOff), settings("")}).in(Manage, ReadNumber{firstID, true})
}

func TestTheTenthDeregisterIsTheLast(t *testing.T) {
	t.Parallel()
	s := at(Deregister, fresh(connected))
	for i := range Allowed {
		s.Budget = s.Budget.Spend(s.Counter(api.Deregister), t0.Add(time.Duration(i)*time.Minute))
	}
	w := walkFrom(t, s).after(time.Hour)
	w.hand(DeregisterAsked{"0100"}).in(Deregister).card(AdviseBudget, ActNothing)
	if p := w.s.Problem; !p.Until.Equal(t0.Add(Window)) || !p.Known || p.Advice.Cost != CostDeregister {
		t.Errorf("until %s, costs %s", p.Until, p.Advice.Cost)
	}
	w.hand(OverrideAsked{}).in(Deregister, ReadFacts{firstID})
	w.world(FactsRead{fresh(connected), settings("SG")}).in(Deregister, deregisterCall)

	walkFrom(t, s).hand(DeregisterAsked{"0100"}).hand(OverrideAsked{}).in(Deregister, deregisterCall) // the facts are fresh
	walkFrom(t, s).hand(DeregisterAsked{"0100"}).hand(ProblemDismissed{}).hand(OverrideAsked{}).in(Deregister)
	walkFrom(t, s).after(Window).hand(DeregisterAsked{"0100"}).in(Deregister, ReadFacts{firstID})
}

func TestRefusedDeregister(t *testing.T) {
	t.Parallel()
	ask := func() *walk { return offPage(t).hand(DeregisterAsked{"0100"}) }
	w := ask().world(refusal(api.Deregister, 133016, 0)).in(Deregister).card(AdviseDeregBlocked, ActNothing)
	if p := w.s.Problem; !p.Until.Equal(t0.Add(Window)) || !p.Known {
		t.Errorf("until %s", p.Until)
	}
	w.hand(ProblemDismissed{}).hand(DeregisterAsked{"0100"}).card(AdviseBudget, ActNothing)

	w = ask().world(refusal(api.Deregister, 100, 2207051)).in(Deregister).card(AdviseNothingOff, ActReload)
	w.hand(AdviceTaken{}).in(Deregister, ReadFacts{firstID})
	ask().world(refusal(api.Deregister, 100, 0, message("Deregister is not available for API solution for SMB businesses"))).card(AdviseSharedOff, ActGo)

	w = ask().world(offline(api.Deregister)).in(Deregister).card(AdviseOffline, ActDismiss)
	if got := w.s.Budget.Used(w.s.Counter(api.Deregister), w.now); got != 0 {
		t.Errorf("%d requests counted", got)
	}
}
