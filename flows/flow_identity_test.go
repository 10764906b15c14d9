package flows

import (
	"testing"

	"dialtone/api"
)

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
	w.hand(IdentityChosen{true}).world(tokenDead(api.SetSettings)).in(Connect).hand(samples("AccountGiven")[0])
	w.world(opened()).in(Identity, SaveToken{opened().Account}, ReadSettings{firstID})
}
