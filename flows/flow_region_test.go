package flows

import (
	"slices"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// knownPIN is that of the number in the stories about regions.
const knownPIN = "604815"

// mover changes the region as a good operator does.
func mover(to api.Storage) func(*drive) Event {
	return func(d *drive) Event {
		switch d.s.State {
		case MoveRegion:
			return StorageChosen{to}
		case MovePIN:
			return PINChosen{PresentPIN, pin(knownPIN)}
		case MovePlan:
			return MoveAsked{}
		case Moving:
			return ReloadAsked{}
		}
		return nil
	}
}

func regionTales() []tale {
	var all []tale
	for _, to := range []api.Storage{api.InRegion("BR"), api.InRegion(""), api.Unkept()} {
		all = append(all, tale{scenario: "region-change", job: JobRegion, end: Manage, operate: mover(to)})
	}
	setsPIN := func(d *drive) Event {
		if d.s.State == MovePIN {
			return PINChosen{ReplacePIN, pin("493027")}
		}
		return mover(api.InRegion("SG"))(d)
	}
	reloads := false
	return append(all, tale{scenario: "one-deregister-left", job: JobRegion, end: Manage, operate: func(d *drive) Event {
		if d.s.State == MovePIN && !reloads {
			reloads = true
			return ReloadAsked{}
		}
		return setsPIN(d)
	}})
}

// TestRegionTales moves to another country, to none and to no storage at all, by
// one deregister and one register request.
func TestRegionTales(t *testing.T) {
	t.Parallel()
	for i, want := range []struct {
		region    api.Region
		retention int
		settings  int
	}{{"BR", 0, 1}, {"", 0, 0}, {"", 60, 1}, {"SG", 0, 1}} {
		d := regionTales()[i].play(t)
		n, _ := d.sim.Snapshot(d.s.Number.ID)
		if n.Region != want.region || n.Retention != want.retention || n.Status != api.StatusConnected {
			t.Errorf("%d: %s, in %q with %d", i, n.Status, n.Region, n.Retention)
		}
		if d.effective(api.Deregister) != 1 || d.effective(api.Register) != 1 || d.effective(api.SetSettings) != want.settings {
			t.Errorf("%d: %d deregister, %d settings and %d register requests", i, d.effective(api.Deregister), d.effective(api.SetSettings), d.effective(api.Register))
		}
		if d.s.Notice != NoticeMoved || !d.s.PIN.Value.Empty() || d.s.Move.Chosen {
			t.Errorf("%d: notice %q, move %+v", i, d.s.Notice, d.s.Move)
		}
	}
}

// regionDrive changes the region in the sandbox.
func regionDrive(t *testing.T, to api.Storage, version api.Version, change ...func(*graphsim.Scenario)) *drive {
	t.Helper()
	d := newDrive(t, "region-change", version, change...)
	d.s.Job, d.s.Want.Job = JobRegion, JobRegion
	operate := mover(to)
	d.before = func(d *drive) Event {
		if d.s.State == Manage {
			return stop{}
		}
		if d.s.Problem != nil {
			return nil
		}
		return operate(d)
	}
	return d
}

// moved holds that the number is connected where it was to go, by one deregister
// and one register request that took effect.
func (d *drive) moved(to api.Storage) {
	d.t.Helper()
	n, _ := d.sim.Snapshot(d.s.Number.ID)
	got := api.InRegion(n.Region)
	if n.Retention != 0 {
		got = api.Unkept()
	}
	if d.s.State != Manage || d.s.Notice != NoticeMoved || n.Status != api.StatusConnected || !got.Same(to) {
		d.t.Fatalf("ends in %s, the number is %s in %+v: %+v", d.s.State, n.Status, got, d.s.Problem)
	}
	if off, on := d.effective(api.Deregister), d.effective(api.Register); off != 1 || on != 1 {
		d.t.Errorf("%d deregister and %d register requests took effect", off, on)
	}
}

// TestMovesAcrossLostAnswers loses the answer of every step, in either way.
func TestMovesAcrossLostAnswers(t *testing.T) {
	t.Parallel()
	for _, call := range []api.Endpoint{api.Deregister, api.SetSettings, api.Register, api.GetNumber, api.GetSettings} {
		for name, fault := range losing(map[string]graphsim.Fault{
			"before": {Drop: graphsim.DropBefore}, "after": {Drop: graphsim.DropAfter}, "half": {Mangle: graphsim.Truncate},
			"proxy": {Mangle: graphsim.HTML}, "done and 500": {Status: 500, Code: 131000, AlsoEffect: true}, "not done": {Status: 500, Code: 131000},
			"refused": {Mangle: graphsim.SuccessFalse},
		}) {
			if name == "refused" && (call == api.GetNumber || call == api.GetSettings) {
				continue
			}
			t.Run(string(call)+" "+name, func(t *testing.T) {
				t.Parallel()
				d := regionDrive(t, api.InRegion("BR"), "")
				operate, armed := d.before, false
				d.before = func(d *drive) Event {
					if d.s.State == MovePlan && !armed {
						armed = true
						fault.Endpoint, fault.Times = call, 1
						if call == api.GetNumber || call == api.GetSettings {
							fault.Times = 4 // it is asked again by itself
						}
						if err := d.sim.AddFault(fault); err != nil {
							t.Fatal(err)
						}
					}
					return operate(d)
				}
				d.run().moved(api.InRegion("BR"))
				var last api.Endpoint
				for _, c := range d.sim.Record() {
					if isCounted(c.Endpoint) && c.Endpoint == last && name != "refused" && name != "before" && name != "not done" {
						t.Errorf("%s was sent twice in a row", last)
					}
					last = c.Endpoint
				}
			})
		}
	}
}

// TestMovesWithOldVersions send the storage with register; what answers decides.
func TestMovesWithOldVersions(t *testing.T) {
	t.Parallel()
	for _, to := range []api.Storage{api.InRegion("BR"), api.InRegion(""), api.Unkept()} {
		d := regionDrive(t, to, "v20.0").run()
		d.moved(to)
		if n := d.effective(api.SetSettings); n != 0 {
			t.Errorf("%+v: %d settings were set", to, n)
		}
		d = regionDrive(t, to, "v20.0", func(sc *graphsim.Scenario) { sc.Oldest = "v22.0" }).run()
		d.moved(to)
	}
}

// TestMovingWithAWrongPIN leaves the number off until a new one is set.
func TestMovingWithAWrongPIN(t *testing.T) {
	t.Parallel()
	d := regionDrive(t, api.Unkept(), "")
	operate, asked := d.before, 0
	d.before = func(d *drive) Event {
		if d.s.State == MovePIN && d.s.Problem == nil {
			if asked++; asked == 1 {
				return PINChosen{PresentPIN, pin("111222")}
			}
			return PINChosen{ReplacePIN, pin("493027")}
		}
		return operate(d)
	}
	d.run().moved(api.Unkept())
	n, _ := d.sim.Snapshot(d.s.Number.ID)
	if asked != 2 || n.Registers != 3 || !n.PINIs("493027") { // one was there before
		t.Errorf("the PIN was asked for %d times, register counted %d times", asked, n.Registers)
	}
}

func TestTokenDiesWhileMoving(t *testing.T) {
	t.Parallel()
	for _, call := range []api.Endpoint{api.GetNumber, api.GetSettings, api.Deregister, api.SetSettings, api.Register} {
		d := regionDrive(t, api.InRegion("BR"), "")
		operate, armed := d.before, false
		d.before = func(d *drive) Event {
			if d.s.State == MovePlan && !armed {
				armed = true
				if err := d.sim.AddFault(graphsim.Fault{Endpoint: call, ExpireTokens: true}); err != nil {
					t.Fatal(err)
				}
				return ReloadAsked{}
			}
			return operate(d)
		}
		d.run().moved(api.InRegion("BR"))
	}
}

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
	for name, n := range map[string]api.Number{"new": fresh(), "shared": fresh(shared), "banned": fresh(banned), "on-premises": fresh(onPremise)} {
		w := walkFrom(t, at(MoveRegion, n)).hand(ReloadAsked{}).world(FactsRead{n, settings("")}).in(Manage, ReadNumber{firstID, true})
		if w.s.Notice != NoticeUnmovable {
			t.Errorf("%s: %q", name, w.s.Notice)
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
