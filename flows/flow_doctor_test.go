package flows

import (
	"testing"

	"dialtone/api"
)

// TestTheDoctorFromTheMenu goes there and back, with and without an account.
func TestTheDoctorFromTheMenu(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, Start(Options{Token: pin("EAAG-token")}))
	w.hand(Started{}).in(Connect, ListSaved{})
	w.world(SavedListed{[]SavedAccount{{ID: wabaID}}}).in(Connect)
	w.hand(JobChosen{JobDoctor}).in(Doctor, Examine{Target: Target{Token: pin("EAAG-token")}})
	w.world(Examined{checkups()}).in(Doctor).idle()
	if len(w.s.Checkups) != len(checkups()) || w.s.Job != JobDoctor {
		t.Errorf("%d lines for the job %q", len(w.s.Checkups), w.s.Job)
	}
	w.hand(ReloadAsked{}).in(Doctor, Examine{Target: Target{Token: pin("EAAG-token")}})
	w.hand(BackAsked{}).in(Doctor).idle() // gives up waiting first
	w.hand(BackAsked{}).in(Connect).idle()
	if w.s.Job != "" || len(w.s.History) > 0 {
		t.Errorf("back at the menu with the job %q and a way back to %v", w.s.Job, w.s.History)
	}
	w.hand(JobChosen{JobRecipient}).in(Recipient).idle()
	w.hand(BackAsked{}).in(Connect)
	w.hand(AccountGiven{Token: pin("EAAG-token"), Account: wabaID})
	w.world(opened()).in(PickNumber, ReadNumbers{Account: wabaID})
	w.hand(BackAsked{}).in(Connect)
	w.hand(JobChosen{JobDoctor}).in(Doctor, Examine{Target: Target{Token: pin("EAAG-token")}}) // whoever was here is gone
	w.world(Examined{checkups()}).hand(ReloadAsked{}).in(Doctor, Examine{Target: Target{Token: pin("EAAG-token")}})

	w = walkFrom(t, Start(Options{}))
	w.hand(Started{}).in(Connect, ListSaved{}).world(SavedListed{[]SavedAccount{{ID: wabaID}}})
	useless := opened()
	useless.Token.Valid = false
	w.hand(AccountGiven{Token: pin("EAAG-token"), Account: wabaID}).world(useless).in(Connect)
	w.hand(ProblemDismissed{}).hand(JobChosen{JobDoctor}).in(Doctor, Examine{Target: useless.Target})

	w = walkFrom(t, Start(Options{Account: wabaID}))
	w.hand(Started{}).in(Connect, ListSaved{})
	w.world(SavedListed{[]SavedAccount{{ID: wabaID}}}).in(Connect)
	w.hand(JobChosen{JobDoctor}).in(Doctor, Examine{Target: Target{Account: wabaID}})
}

// TestADeadTokenIsAFinding and no reason to leave the doctor for another one.
func TestADeadTokenIsAFinding(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Doctor, fresh()))
	w.world(tokenDead(api.DebugToken)).in(Doctor)
	w.hand(BackAsked{}).in(Doctor).card("", "")
	w.hand(BackAsked{}).in(Connect)
}
