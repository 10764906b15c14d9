package flows

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dialtone/api"
)

// knownPIN is that of the number in the stories about regions.
const knownPIN = "604815"

// TestNothingIsTakenOffThatStaysOff: register has to be open before the number
// goes off, by what this window knows and by what the journal does.
func TestNothingIsTakenOffThatStaysOff(t *testing.T) {
	t.Parallel()
	s := at(MovePlan, fresh(connected))
	s.Budget = s.Budget.Lock(s.Counter(api.Register), t0.Add(50*time.Hour))
	w := walkFrom(t, s).hand(MoveAsked{}).in(MovePlan).card(AdviseStaysOff, ActDismiss)
	if !w.s.Problem.Until.Equal(t0.Add(50 * time.Hour)) {
		t.Errorf("until %s", w.s.Problem.Until)
	}
	w.hand(OverrideAsked{}).in(MovePlan).card(AdviseStaysOff, ActDismiss) // no way past it
	walkFrom(t, s).after(stale+time.Second).hand(MoveAsked{}).in(MovePlan).card(AdviseStaysOff, ActDismiss)
	s.Number = fresh(takenOff)
	s.Settings = settings("SG")
	w = walkFrom(t, s).hand(MoveAsked{}).in(MovePlan).card(AdviseBudget, ActNothing) // off already: the operator may know better
	w.hand(OverrideAsked{}).in(Moving, RegisterNumber{firstID, api.Registration{PIN: pin("493027")}})

	s = at(MovePlan, fresh(connected))
	for range Allowed {
		s.Budget = s.Budget.Spend(s.Counter(api.Deregister), t0.Add(-time.Hour))
	}
	w = walkFrom(t, s).hand(MoveAsked{}).in(MovePlan).card(AdviseBudget, ActNothing)
	w.hand(OverrideAsked{}).in(Moving, TakeOff{firstID})
}

// TestPlanFollowsTheFacts stops where the facts ask for another plan than the
// one that was confirmed.
func TestPlanFollowsTheFacts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		n    api.Number
		have api.Region
		want []MoveStep
	}{
		"on, elsewhere":  {fresh(connected), "DE", []MoveStep{MoveOff, MoveSet, MoveOn}},
		"on, there":      {fresh(connected), "SG", nil},
		"off, elsewhere": {fresh(takenOff), "", []MoveStep{MoveSet, MoveOn}},
		"off, there":     {fresh(takenOff), "sg", []MoveStep{MoveOn}},
	} {
		s := at(MovePlan, c.n)
		s.Settings = settings(c.have)
		if got := s.Plan(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
	w := walkFrom(t, at(MovePlan, fresh(connected))).after(stale + time.Second)
	w.hand(MoveAsked{}).in(MovePlan, ReadFacts{firstID})
	w.world(FactsRead{fresh(takenOff), settings("")}).in(MovePlan).card(AdviseChanged, ActDismiss).idle()
	w.hand(MoveAsked{}).in(Moving, SetStorage{firstID, api.InRegion("SG")})
	w.world(StorageSet{settings("")}).in(MovePlan).card(AdviseRegionNotKept, ActDismiss)
	w.hand(MoveAsked{}).in(MovePlan, ReadFacts{firstID})
	w.world(FactsRead{fresh(takenOff), settings("")}).in(Moving, SetStorage{firstID, api.InRegion("SG")})
	w.world(StorageSet{settings("sg")}).in(Moving, ReadFacts{firstID})
	w.world(FactsRead{fresh(takenOff), settings("SG")}).in(Moving, RegisterNumber{firstID, api.Registration{PIN: pin("493027")}})
	w.world(Registered{}).in(Moving, ReadFacts{firstID})
	w.world(FactsRead{fresh(connected), settings("BR")}).in(MovePlan).card(AdviseRegionNotKept, ActDismiss) // another deregister was not confirmed
}

// TestAnAnswerThatIsSlowToShow looks again before anything is believed.
func TestAnAnswerThatIsSlowToShow(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Moving, fresh(connected)))
	w.world(noAnswer(api.Deregister)).in(Moving, ReadFacts{firstID})
	for range settlingLooks - 1 {
		w.world(FactsRead{fresh(connected), settings("DE")})
		w.in(Moving, w.out[0].Effect).world(PollDue{}).in(Moving, ReadFacts{firstID})
	}
	w.world(FactsRead{fresh(connected), settings("DE")}).in(MovePlan).card(AdviseOpen, ActReload)
	if w.s.Settle.Err != nil {
		t.Errorf("%+v", w.s.Problem)
	}
	w.hand(MoveAsked{}).in(MovePlan, ReadFacts{firstID}) // not a second request
	w.world(FactsRead{fresh(connected), settings("DE")}).in(MovePlan).card(AdviseOpen, ActReload)
	w.hand(OverrideAsked{}).in(Moving, TakeOff{firstID})
	w.world(noAnswer(api.Deregister)).world(FactsRead{fresh(takenOff), settings("")}).in(Moving, SetStorage{firstID, api.InRegion("SG")})

	w = walkFrom(t, at(Moving, fresh(takenOff))) // reading fails as well: nobody knows
	w.world(noAnswer(api.Register)).world(offline(api.GetNumber)).in(MovePlan).card(AdviseUnsettled, ActAgain)
	w.hand(AdviceTaken{}).in(MovePlan, ReadFacts{firstID})
	w.world(FactsRead{fresh(connected), settings("SG")}).in(Manage, ReadNumber{firstID, true})
}

func TestNumbersWithoutARegion(t *testing.T) {
	t.Parallel()
	for name, n := range map[string]api.Number{"new": fresh(), "shared": fresh(shared), "half shared": fresh(halfway), "banned": fresh(banned), "on-premises": fresh(onPremise)} {
		w := walkFrom(t, at(MoveRegion, n)).hand(ReloadAsked{}).world(FactsRead{n, settings("")}).in(Manage, ReadNumber{firstID, true})
		want := NoticeUnmovable
		if strings.Contains(name, "shared") {
			want = NoticeSharedRegion
		}
		if w.s.Notice != want {
			t.Errorf("%s: %q, want %q", name, w.s.Notice, want)
		}
	}
	w := walkFrom(t, at(MoveRegion, fresh(connected))).hand(StorageChosen{api.InRegion("DE")}).in(MoveRegion).idle()
	if w.s.Notice != NoticeRegionSame {
		t.Errorf("notice %q", w.s.Notice)
	}
}

func TestGoals(t *testing.T) {
	t.Parallel()
	for goal, to := range map[Goal]api.Storage{"region:DE": api.InRegion("DE"), "region:none": api.InRegion(""), "region:no_storage": api.Unkept()} {
		got, is := goal.Storage()
		if RegionGoal(to) != goal || !is || !got.Same(to) || goal.Job() != JobRegion {
			t.Errorf("%s: %s, %+v", goal, RegionGoal(to), got)
		}
	}
	for _, goal := range []Goal{"", "region:", "name:review", "region"} {
		if _, is := goal.Storage(); is || goal.Job() != JobOnboard {
			t.Errorf("%q is a region change", goal)
		}
	}
}

// TestAdviceStaysInTheJob leads to the pages of the region change where there are
// some, and to the code where Meta wants one.
func TestAdviceStaysInTheJob(t *testing.T) {
	t.Parallel()
	said := func(f Failed) *walk {
		return walkFrom(t, at(Moving, fresh(takenOff))).world(f)
	}
	w := said(refusal(api.Register, 100, 0, message("Expected data localization region: 'IN'"))).in(MovePlan).card(AdviseRegionWanted, ActGo)
	w.hand(AdviceTaken{}).in(MoveRegion, ReadFacts{firstID})
	if w.s.Move.To.Region != "IN" {
		t.Errorf("%+v is proposed", w.s.Move.To)
	}
	w = said(refusal(api.Register, 12, 0)).card(AdviseRegionMoved, ActGo)
	w.s.RegionAtRegister = true
	if w.hand(AdviceTaken{}).in(MoveRegion, ReadFacts{firstID}); w.s.RegionAtRegister {
		t.Error("the region would go with register again")
	}
	said(refusal(api.Register, 133005, 0)).card(AdvisePIN, ActGo).hand(AdviceTaken{}).in(MovePIN)
	w = said(refusal(api.Register, 133006, 0)).card(AdviseVerifyAgain, ActGo).hand(AdviceTaken{}).in(CodeMethod)
	if w.s.Job != JobOnboard || w.s.Storage.Region != "SG" {
		t.Errorf("goes on with %s in %q", w.s.Job, w.s.Storage.Region)
	}
	w = said(refusal(api.Register, 133000, 0, status(500))).card(AdviseHalf, ActDeregister)
	w.hand(AdviceTaken{}).in(MovePlan, DeregisterNumber{firstID})
	w.world(Deregistered{}).in(MovePlan, ReadFacts{firstID})
	w.world(FactsRead{fresh(takenOff), settings("")}).in(MovePlan).idle()
	w.hand(MoveAsked{}).in(Moving, SetStorage{firstID, api.InRegion("SG")})
}
