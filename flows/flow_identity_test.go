package flows

import (
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
)

func identityTales() []tale {
	switching := func(on bool) func(*drive) Event {
		return func(d *drive) Event {
			if d.s.State == Identity {
				return IdentityChosen{on}
			}
			return nil
		}
	}
	return []tale{
		{scenario: "identity-check", job: JobIdentity, end: Manage, operate: switching(false)},
		{scenario: "deregisters-used", job: JobIdentity, end: Manage, operate: switching(true)}, // whose settings keep silent
	}
}

// TestTheIdentityCheckIsSwitched and read back where Meta tells; nothing else
// is sent.
func TestTheIdentityCheckIsSwitched(t *testing.T) {
	t.Parallel()
	for i, c := range []struct {
		notice Notice
		deed   string
		on     bool
	}{{NoticeIdentityOff, IdentityTurnedOff, false}, {NoticeIdentityTaken, IdentityTurnedOn, true}} {
		d := identityTales()[i].play(t)
		n, _ := d.sim.Snapshot(d.s.Number.ID)
		if n.Identity != c.on || d.effective(api.SetSettings) != 1 || !n.Registered {
			t.Errorf("the check is on: %t, set %d times", n.Identity, d.effective(api.SetSettings))
		}
		if d.s.Notice != c.notice || len(d.s.Actions) != 1 || d.s.Actions[0].What != c.deed {
			t.Errorf("notice %q, deeds %+v", d.s.Notice, d.s.Actions)
		}
	}
}

// TestLostAnswersAboutTheIdentityCheck are repeated: setting it again is safe.
func TestLostAnswersAboutTheIdentityCheck(t *testing.T) {
	t.Parallel()
	for name, fault := range losing(map[string]graphsim.Fault{
		"before": {Drop: graphsim.DropBefore}, "after": {Drop: graphsim.DropAfter}, "half": {Mangle: graphsim.Truncate},
		"refused": {Mangle: graphsim.SuccessFalse}, "done and 500": {Status: 500, Code: 131000, AlsoEffect: true},
	}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDrive(t, "identity-check", "")
			fault.Endpoint = api.SetSettings
			if err := d.sim.AddFault(fault); err != nil {
				t.Fatal(err)
			}
			d.s.Job, d.s.Want.Job = JobIdentity, JobIdentity
			d.before = func(d *drive) Event {
				if d.s.State == Identity && d.s.Problem == nil {
					return IdentityChosen{false}
				}
				return nil
			}
			d.run()
			if n, _ := d.sim.Snapshot(d.s.Number.ID); n.Identity || d.s.State != Manage || d.s.Notice != NoticeIdentityOff {
				t.Errorf("ends in %s with %q, on: %t", d.s.State, d.s.Notice, n.Identity)
			}
		})
	}
}

func TestTheIdentityCheckStepByStep(t *testing.T) {
	t.Parallel()
	on, off := api.Settings{Identity: &api.IdentityCheck{Enabled: true}}, api.Settings{Identity: &api.IdentityCheck{}}

	s := at(PickNumber, fresh(connected))
	s.Job = JobIdentity
	w := walkFrom(t, s).world(NumberRead{fresh(connected)}).in(Identity, ReadSettings{firstID})
	w.world(SettingsRead{on}).in(Identity).idle()
	if w.s.Settings.Identity == nil || !w.s.Settings.Identity.Enabled {
		t.Errorf("settings %+v", w.s.Settings)
	}
	w.hand(IdentityChosen{false}).in(Identity, SetIdentity{firstID, false})
	w.hand(BackAsked{}).in(Identity) // it is on its way
	w.world(IdentitySet{false, &on}).in(Identity).card(AdviseIdentityNotKept, ActAgain)
	w.hand(AdviceTaken{}).in(Identity, SetIdentity{firstID, false})
	w.world(IdentitySet{false, &off}).in(Manage, ReadNumber{firstID, true}).card("", "")
	if w.s.Notice != NoticeIdentityOff {
		t.Errorf("notice %q", w.s.Notice)
	}
	w.world(NumberRead{fresh(connected)}).hand(BackAsked{}).in(PickNumber)

	// What could not be read back is still Meta's yes.
	w = walkFrom(t, at(Identity, fresh(connected)))
	w.hand(IdentityChosen{true}).world(IdentitySet{true, nil}).in(Manage, ReadNumber{firstID, true})
	if w.s.Notice != NoticeIdentityTaken {
		t.Errorf("notice %q", w.s.Notice)
	}

	// A refusal of Meta's is not about the storage region.
	w = walkFrom(t, at(Identity, fresh(connected)))
	w.hand(IdentityChosen{true}).world(refusal(api.SetSettings, 100, 0)).in(Identity).card(AdviseParameter, ActDismiss)

	// A doubt names what it is about.
	w = walkFrom(t, at(Identity, fresh(connected)))
	w.hand(IdentityChosen{true}).world(noAnswer(api.SetSettings)).in(Identity).card(AdviseNoAnswer, ActAgain)
	if d := w.s.Actions[0]; !d.Unclear || d.What != IdentityTurnedOn {
		t.Errorf("deed %+v", d)
	}
	w.hand(AdviceTaken{}).in(Identity, SetIdentity{firstID, true})

	// The token dies on the way, and the settings are read once more.
	w = walkFrom(t, at(Identity, fresh(connected)))
	w.hand(IdentityChosen{true}).world(tokenDead(api.SetSettings)).in(Connect).hand(samples(KAccountGiven)[0])
	w.world(opened()).in(Identity, SaveToken{opened().Account}, ReadSettings{firstID})
}
