package flows

import (
	"slices"
	"strings"
	"testing"

	"dialtone/api"
)

func halfDone(call api.Endpoint) Failed { return refusal(call, 133000, 0, status(500)) }

// isDeregister reports whether an effect takes the number off.
func isDeregister(c Command) bool { return c.Effect.Spec().Call == api.Deregister }

// TestNoCardTakesALiveNumberOff: what a half-done deregistration asks for is done from a
// card only where the number reads off.
func TestNoCardTakesALiveNumberOff(t *testing.T) {
	t.Parallel()
	live := fresh(connected)
	for state, f := range map[State]Failed{
		RegisterName: halfDone(api.Register), Review: halfDone(api.Register),
		Deregister: halfDone(api.Deregister), Moving: halfDone(api.Deregister),
	} {
		for name, n := range map[string]api.Number{"live": live, "not read": fresh(verified, func(n *api.Number) { n.Status = "" })} {
			w := walkFrom(t, at(state, n)).world(f)
			if w.s.Problem == nil || w.s.Problem.Advice.ID != AdviseHalf {
				t.Fatalf("%s, %s: card %+v", state, name, w.s.Problem)
			}
			if w.hand(AdviceTaken{}); slices.ContainsFunc(w.out, isDeregister) {
				t.Errorf("%s, %s: one key sends %v", state, name, w.out)
			}
		}
	}

	// It leads to the page that has it confirmed, reads it back and logs it.
	w := walkFrom(t, at(RegisterName, live)).world(halfDone(api.Register)).card(AdviseHalf, ActGo)
	w.hand(AdviceTaken{}).in(Deregister, ReadFacts{firstID}).world(facts(w.s.Number)).in(Deregister).idle()
	w.hand(DeregisterAsked{"0000"}).in(Deregister).hand(DeregisterAsked{"0100"}).in(Deregister, deregisterCall)
	w.world(Deregistered{}).in(Deregister, ReadFacts{firstID}).world(facts(fresh(takenOff))).in(Manage, ReadNumber{firstID, true})
	if w.s.Notice != NoticeTakenOff || len(w.s.Actions) != 1 || w.s.Actions[0].Call != api.Deregister {
		t.Errorf("notice %q, actions %+v", w.s.Notice, w.s.Actions)
	}
}

// TestEveryDeregisterIsReadBack: wherever one can be sent, what worked is logged and read
// back, and what may have worked is read back as well.
func TestEveryDeregisterIsReadBack(t *testing.T) {
	t.Parallel()
	m, sent := NewMachine(), 0
	for _, d := range Declarations() {
		for _, n := range []api.Number{fresh(verified), fresh(connected), fresh(takenOff)} {
			for _, card := range []Advice{{}, {ID: AdviseHalf, Act: ActDeregister}, openAdvice(api.Deregister), {ID: AdviseBudget}} {
				for _, e := range []Event{AdviceTaken{}, OverrideAsked{}, MoveAsked{}, RegisterAsked{}, DeregisterAsked{LastDigits(n)}} {
					s := at(d.State, n)
					if card.ID != "" {
						s.Problem = &Problem{Call: api.Deregister, Advice: card}
					}
					s, out := m.Step(s, Input{Event: e, At: t0})
					if !slices.ContainsFunc(out, isDeregister) {
						continue
					}
					sent++
					for _, answer := range []Event{Deregistered{}, noAnswer(api.Deregister)} {
						next, out := m.Step(s, Input{Event: answer, At: t0, Generation: s.Generation})
						if !slices.ContainsFunc(out, func(c Command) bool { _, is := c.Effect.(ReadFacts); return is }) {
							t.Errorf("%s, %T after %T: nothing reads it back: %v", d.State, answer, e, out)
						}
						if _, yes := answer.(Deregistered); yes && len(next.Actions) != 1 {
							t.Errorf("%s, %T: actions %+v", d.State, e, next.Actions)
						}
					}
				}
			}
		}
	}
	if sent == 0 {
		t.Error("nothing was sent")
	}
}

// refusedOff are answers to deregister.
func refusedOff() map[string]Failed {
	no := func(code, sub int, change ...func(*api.Error)) Failed {
		return refusal(api.Deregister, code, sub, change...)
	}
	return map[string]Failed{
		"policy": no(368, 0), "locked": no(131031, 0), "unknown": no(987654, 0), "the app": no(10, 0), "parameter": no(100, 0),
		"half done": halfDone(api.Deregister), "nothing there": no(133010, 0), "nothing left": no(100, 2207051), "131045": no(131045, 0),
		"shared": no(100, 0, message("Deregister is not available for API solution for SMB businesses")),
	}
}

// TestARefusedDeregisterIsNotSentAgainUnasked holds on each page that sends one.
func TestARefusedDeregisterIsNotSentAgainUnasked(t *testing.T) {
	t.Parallel()
	n := fresh(connected)
	for name, f := range refusedOff() {
		w := walkFrom(t, at(Deregister, n)).hand(DeregisterAsked{"0100"}).in(Deregister, deregisterCall).world(f).hand(ProblemDismissed{})
		w.hand(DeregisterAsked{"0100"}).in(Deregister, ReadFacts{firstID}).world(FactsRead{n, settings("SG")}).in(Deregister).idle()
		if w.s.Notice != NoticeRefused {
			t.Errorf("%s: notice %q", name, w.s.Notice)
		}
		w.hand(DeregisterAsked{"0100"}).in(Deregister, deregisterCall)

		w = walkFrom(t, at(MovePlan, n)).hand(MoveAsked{}).in(Moving, TakeOff{firstID}).world(f).in(MovePlan).hand(ProblemDismissed{})
		w.hand(MoveAsked{}).in(MovePlan, ReadFacts{firstID}).world(FactsRead{n, settings("DE")})
		if strings.HasPrefix(name, "nothing") { // the next step is another one
			w.in(Moving, SetStorage{firstID, api.InRegion("SG")})
			continue
		}
		if w.in(MovePlan).idle(); w.s.Notice != NoticeRefused {
			t.Errorf("%s, in the plan: notice %q", name, w.s.Notice)
		}
		w.hand(MoveAsked{}).in(Moving, TakeOff{firstID})
	}

	// From the card that finishes one the second press sends it.
	off := fresh(verified)
	w := walkFrom(t, at(Review, off)).world(halfDone(api.Register)).in(Review).card(AdviseHalf, ActDeregister)
	w.hand(AdviceTaken{}).in(Review, deregisterCall).world(halfDone(api.Deregister)).in(Review).card(AdviseHalf, ActDeregister)
	w.hand(AdviceTaken{}).in(Review).card(AdviseHalf, ActDeregister)
	if r, is := w.s.Refused(); w.s.Notice != NoticeRefused || !is || r.Call != api.Deregister {
		t.Errorf("notice %q, %+v", w.s.Notice, r)
	}
	w.hand(AdviceTaken{}).in(Review, deregisterCall)

	// Once the number reads otherwise it is another matter.
	w = walkFrom(t, at(Deregister, n)).hand(DeregisterAsked{"0100"}).world(refusal(api.Deregister, 368, 0))
	flagged := fresh(connected, func(n *api.Number) { n.Status = api.StatusFlagged })
	w.hand(ProblemDismissed{}).hand(ReloadAsked{}).world(FactsRead{flagged, settings("SG")}).hand(DeregisterAsked{"0100"}).in(Deregister, deregisterCall)
}

// renameRefused is on the plan of a region change, after register was refused for a name.
func renameRefused(t *testing.T, f Failed, digits string) *walk {
	t.Helper()
	n := at(RegisterName, fresh(connected)).Number
	w := walkFrom(t, at(RegisterName, n)).hand(PINChosen{PresentPIN, pin("493027")}).world(NumberRead{n}).world(f).hand(ProblemDismissed{})
	s := at(MovePlan, n)
	s.Log, s.PIN.Value = w.s.Log, pin(digits)
	return walkFrom(t, s)
}

// TestARegionChangeAsksAfterARefusedRegister: a live number is not taken off on one press
// where it may not come back.
func TestARegionChangeAsksAfterARefusedRegister(t *testing.T) {
	t.Parallel()
	for _, code := range []int{987654, 368, 131031, 10, 133005, 100} {
		w := renameRefused(t, refusal(api.Register, code, 0), "493027")
		w.hand(MoveAsked{}).in(MovePlan, ReadFacts{firstID}).world(FactsRead{w.s.Number, settings("DE")}).in(MovePlan).idle()
		if r, is := w.s.Refused(); w.s.Notice != NoticeRefused || !is || r.Code != code {
			t.Errorf("%d: notice %q, %+v", code, w.s.Notice, r)
		}
		w.hand(MoveAsked{}).in(Moving, TakeOff{firstID})
	}
	// Another PIN mends a wrong one; of an unknown answer nobody knows.
	renameRefused(t, refusal(api.Register, 133005, 0), "204816").hand(MoveAsked{}).in(Moving, TakeOff{firstID})
	renameRefused(t, refusal(api.Register, 987654, 0), "204816").hand(MoveAsked{}).in(MovePlan, ReadFacts{firstID})
}

// TestNothingToTakeOffLetsARegionChangeGoOn, also where the number reads registered; unless
// Meta says otherwise after that.
func TestNothingToTakeOffLetsARegionChangeGoOn(t *testing.T) {
	t.Parallel()
	n := fresh(connected)
	for _, f := range []Failed{refusal(api.Deregister, 133010, 0), refusal(api.Deregister, 100, 2207051)} {
		told := func() *walk {
			w := walkFrom(t, at(MovePlan, n)).hand(MoveAsked{}).in(Moving, TakeOff{firstID}).world(f)
			w.in(MovePlan).card(AdviseNothingOff, ActReload)
			w.hand(AdviceTaken{}).in(MovePlan, ReadFacts{firstID}).world(FactsRead{n, settings("DE")}).in(MovePlan)
			return w.hand(MoveAsked{}).in(Moving, SetStorage{firstID, api.InRegion("SG")})
		}
		w := told().world(StorageSet{settings("SG")}).in(Moving, ReadFacts{firstID}).world(FactsRead{n, settings("SG")})
		w.in(Moving, RegisterNumber{firstID, api.Registration{PIN: pin("493027")}})
		w.world(Registered{}).in(Moving, ReadFacts{firstID}).world(FactsRead{n, settings("SG")}).in(Manage, ReadNumber{firstID, true})
		if w.s.Notice != NoticeMoved {
			t.Errorf("notice %q", w.s.Notice)
		}

		// A number that read so before proves nothing of the request.
		w = told().world(StorageSet{settings("SG")}).world(FactsRead{n, settings("SG")}).world(noAnswer(api.Register))
		for range settlingLooks - 1 {
			w.world(FactsRead{n, settings("SG")}).world(PollDue{})
		}
		w.world(FactsRead{n, settings("SG")}).in(MovePlan).card(AdviseOpen, ActReload)

		w = told().world(refusal(api.SetSettings, 100, 0)).in(MovePlan).card(AdviseRegionFixed, ActReload)
		w.hand(AdviceTaken{}).world(FactsRead{n, settings("DE")}).hand(MoveAsked{}).in(MovePlan, ReadFacts{firstID})
		if !slices.Contains(w.s.Plan(), MoveOff) || w.s.Notice != NoticeRefused {
			t.Errorf("plan %v, notice %q", w.s.Plan(), w.s.Notice)
		}
	}
}

// TestARefusedDeregisterComesFromTheJournal: another run asks too, and believes that there
// is nothing to take off only once Meta says so again.
func TestARefusedDeregisterComesFromTheJournal(t *testing.T) {
	t.Parallel()
	n := fresh(connected)
	told := ReadRefusal(api.Deregister, t0, "nothing_to_dereg 133010", FactsText(n))
	opened := JournalOpened{Number: firstID, Refused: []Refusal{told}}
	walkFrom(t, at(Deregister, n)).world(opened).hand(DeregisterAsked{"0100"}).in(Deregister, ReadFacts{firstID})
	w := walkFrom(t, at(MovePlan, n)).world(opened).hand(MoveAsked{}).in(MovePlan, ReadFacts{firstID})
	if !slices.Contains(w.s.Plan(), MoveOff) {
		t.Errorf("plan %v", w.s.Plan())
	}
}

// TestACertificateOnRegisterLeadsInNoCircle: the code is documented for messages, where it
// says to register again.
func TestACertificateOnRegisterLeadsInNoCircle(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Review, fresh(verified))).hand(RegisterAsked{}).world(refusal(api.Register, 131045, 0, status(500))).in(Review)
	w.card(AdviseCertRefused, ActReload).hand(AdviceTaken{}).in(Review, ReadFacts{firstID}).world(facts(fresh(verified))).in(Review)
	w.hand(RegisterAsked{}).in(Review, ReadFacts{firstID}) // not sent again unasked
	walkFrom(t, at(RegisterName, fresh(connected))).world(refusal(api.Register, 131045, 0)).in(RegisterName).card(AdviseCertRefused, ActReload)
}
