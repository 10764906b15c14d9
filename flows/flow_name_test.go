package flows

import (
	"slices"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// nameTales wait for the end of a review, register with the new name, and ask
// for another one.
func nameTales() []tale {
	return []tale{
		{scenario: "name-under-review", job: JobName, end: ChangeName, operate: renaming("Peep Optics", "604182")},
	}
}

// renaming registers with a name that is approved or about to be, and asks for
// the next one once.
func renaming(next, digits string) func(*drive) Event {
	asked := false
	return func(d *drive) Event {
		switch {
		case d.s.State == RegisterName:
			return PINChosen{PresentPIN, pin(digits)}
		case NameWaits(d.s.Number):
			return RegisterAsked{}
		case d.s.Number.NewNameStatus == api.NamePendingReview && !asked:
			d.sim.Advance(time.Minute)
			return ReloadAsked{}
		case !asked:
			asked = true
			return NameTyped{next}
		}
		return nil
	}
}

// TestANewName lets a name take effect with one register request, and asks for
// the next one with one request.
func TestANewName(t *testing.T) {
	t.Parallel()
	d := nameTales()[0].play(t)
	n, _ := d.sim.Snapshot(d.s.Number.ID)
	if n.Name != "Bright Eyes Optics" || n.NewName != "Peep Optics" || n.NewStatus != api.NamePendingReview {
		t.Errorf("named %q, asked for %q (%s)", n.Name, n.NewName, n.NewStatus)
	}
	if d.effective(api.Register) != 1 || d.effective(api.SetDisplayName) != 1 || n.Registers != 1 {
		t.Errorf("%d register and %d name requests", n.Registers, d.effective(api.SetDisplayName))
	}
	if d.s.Number.NewName != "Peep Optics" || d.s.Notice != NoticeNameAsked || !d.s.PIN.Value.Empty() {
		t.Errorf("the session has %q and the notice %q", d.s.Number.NewName, d.s.Notice)
	}
	var calls []api.Endpoint
	for _, deed := range d.s.Actions {
		calls = append(calls, deed.Call)
	}
	if !slices.Equal(calls, []api.Endpoint{api.Register, api.SetDisplayName}) {
		t.Errorf("deeds %v", calls)
	}
}

// TestNameAcrossALostAnswer finds out by a look whether the name was asked for.
func TestNameAcrossALostAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault    graphsim.Fault
		sent     int // effective requests
		settled  bool
		scenario string
	}{
		"after":    {graphsim.Fault{Drop: graphsim.DropAfter}, 1, true, "name-turned-down"},
		"before":   {graphsim.Fault{Drop: graphsim.DropBefore}, 0, false, "name-turned-down"},
		"done 500": {graphsim.Fault{Status: 500, Code: 131000, AlsoEffect: true}, 1, true, "full-profile"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := false
			d := newDrive(t, c.scenario, "")
			c.fault.Endpoint = api.SetDisplayName
			if err := d.sim.AddFault(c.fault); err != nil {
				t.Fatal(err)
			}
			tale{job: JobName, end: ChangeName, operate: func(d *drive) Event {
				if asked {
					return nil
				}
				asked = true
				return NameTyped{"Pedal and Chain"}
			}}.on(t, d)
			if got := d.effective(api.SetDisplayName); got != c.sent {
				t.Errorf("%d requests took effect", got)
			}
			if settled := d.s.Notice == NoticeSettled; settled != c.settled || (d.noted == "") != c.settled {
				t.Errorf("settled %t, card %q", settled, d.noted)
			}
		})
	}
}

// TestNameRefusals are told apart as far as Meta's words go.
func TestNameRefusals(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		id  AdviceID
		act Act
	}{
		"A review of a display name is running already.":    {AdviseNameReview, ActReload},
		"The display name was changed 10 times in 30 days.": {AdviseNameLimit, ActDismiss},
		"new_display_name must have 2 to 75 characters.":    {AdviseNameForm, ActDismiss},
		"Invalid parameter": {AdviseParameter, ActDismiss},
	} {
		w := walkFrom(t, at(ChangeName, fresh(connected)))
		w.hand(NameTyped{"Lotus Bread"}).in(ChangeName, AskName{firstID, "Lotus Bread"})
		w.world(refusal(api.SetDisplayName, 100, 0, details(text))).in(ChangeName).card(want.id, want.act).idle()
	}
}

// TestRegisteringWithAName walks the call that counts through its answers.
func TestRegisteringWithAName(t *testing.T) {
	t.Parallel()
	begin := func() *walk {
		w := walkFrom(t, at(ChangeName, fresh(connected)))
		w.hand(RegisterAsked{}).in(RegisterName)
		w.hand(PINChosen{PresentPIN, pin("715293")}).in(RegisterName, ReadNumber{firstID, true})
		return w
	}
	waiting := fresh(connected, func(n *api.Number) { n.NewName, n.NewNameStatus = "Lotus Bread", api.NameApproved })
	adopted := fresh(connected, func(n *api.Number) { n.Name = "Lotus Bread" })
	sent := func() *walk {
		w := begin()
		w.world(NumberRead{waiting}).in(RegisterName, RegisterNumber{firstID, api.Registration{PIN: pin("715293")}})
		return w
	}
	look := ReadNumber{firstID, true}

	sent().world(Registered{}).in(ChangeName, look).world(NumberRead{adopted}).in(ChangeName)
	sent().world(noAnswer(api.Register)).in(RegisterName, look).world(NumberRead{adopted}).in(ChangeName, look)
	w := sent().world(noAnswer(api.Register)).in(RegisterName, look)
	w.world(NumberRead{waiting}).in(RegisterName).card(AdviseOpen, ActReload)
	w.hand(PINChosen{PresentPIN, pin("715293")}).in(RegisterName, look) // not a second request
	w.world(NumberRead{waiting}).in(RegisterName).card(AdviseOpen, ActReload).hand(OverrideAsked{}).in(RegisterName, look)
	w.world(NumberRead{waiting}).in(RegisterName, RegisterNumber{firstID, api.Registration{PIN: pin("715293")}})
	w = sent().world(noAnswer(api.Register)).in(RegisterName, look)
	w.world(offline(api.GetNumber)).in(RegisterName).card(AdviseUnsettled, ActAgain)
	w.hand(PINChosen{PresentPIN, pin("715293")}).in(RegisterName, look) // not a second request
	w = sent().world(refusal(api.Register, 133005, 0)).in(RegisterName).card(AdvisePIN, ActDismiss)
	if !w.s.PIN.Value.Empty() {
		t.Error("a wrong PIN is kept")
	}
	begin().world(NumberRead{adopted}).in(ChangeName) // somebody else was quicker

	w = walkFrom(t, at(RegisterName, fresh(connected)))
	for range Allowed {
		w.s.Budget = w.s.Budget.Spend(w.s.Counter(api.Register), t0)
	}
	w.hand(PINChosen{PresentPIN, pin("715293")}).in(RegisterName).card(AdviseBudget, ActNothing)
	w.hand(OverrideAsked{}).in(RegisterName, look)

	w = walkFrom(t, at(RegisterName, fresh(connected)))
	w.s.RegionAtRegister = true // the region goes with it
	w.hand(PINChosen{PresentPIN, pin("715293")}).in(RegisterName, ReadSettings{firstID})
	w.world(SettingsRead{settings("SG")}).in(RegisterName, look)
	w.world(NumberRead{waiting}).in(RegisterName, RegisterNumber{firstID, api.Registration{PIN: pin("715293"), Region: "SG"}})
}

// TestRegisteringIsRecorded only while the request that counts is made.
func TestRegisteringIsRecorded(t *testing.T) {
	t.Parallel()
	s := at(ChangeName, fresh(connected))
	s.Want.Recorded = true
	w := walkFrom(t, s)
	w.hand(ReloadAsked{}).in(ChangeName, ReadNumber{firstID, true}).world(NumberRead{s.Number}).in(ChangeName)
	w.hand(RegisterAsked{})
	if w.s.State != RegisterName || len(w.out) != 1 || w.out[0].Effect.Call() != "" {
		t.Fatalf("in %s with %v", w.s.State, w.out)
	}
	w.hand(PINChosen{PresentPIN, pin("715293")}).world(NumberRead{s.Number}).world(Registered{})
	w.in(ChangeName, ReadNumber{firstID, true}, CloseJournal{firstID, "connected"})
}
