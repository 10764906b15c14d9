package flows

import (
	"testing"

	"dialtone/api"
)

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
	if w.s.State != RegisterName || len(w.out) != 1 || w.out[0].Effect.Spec().Call != "" {
		t.Fatalf("in %s with %v", w.s.State, w.out)
	}
	w.hand(PINChosen{PresentPIN, pin("715293")}).world(NumberRead{s.Number}).world(Registered{})
	w.in(ChangeName, ReadNumber{firstID, true}, CloseJournal{firstID, "connected"})
}
