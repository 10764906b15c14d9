package flows

import (
	"testing"
	"time"

	"dialtone/api"
)

// TestAnEarlierRegisterIsNotForTheName: it proves nothing about a new name.
func TestAnEarlierRegisterIsNotForTheName(t *testing.T) {
	t.Parallel()
	waiting := fresh(connected, func(n *api.Number) { n.NewName, n.NewNameStatus = "Lotus Bread", api.NameApproved })
	w := walkFrom(t, at(RegisterName, waiting)).hand(PINChosen{PresentPIN, pin("493027")})
	w.world(NumberRead{waiting}).world(Registered{Earlier: true}).in(ChangeName, ReadNumber{firstID, true})
	if w.s.Notice == NoticeNameRegistered || len(w.s.Actions) != 0 {
		t.Errorf("notice %q, deeds %+v", w.s.Notice, w.s.Actions)
	}
}

// TestAPINThatWasReplacedIsTheNumbers: nothing is said of one that Meta has.
func TestAPINThatWasReplacedIsTheNumbers(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Review, fresh(verified))).after(time.Minute)
	w.hand(RegisterAsked{}).world(FactsRead{fresh(connected), settings("")}).in(Connected, ReadNumber{firstID, true})
	if w.s.PINDoubt() != PINNotSent {
		t.Fatalf("PIN %q", w.s.PINDoubt())
	}
	w.world(NumberRead{fresh(connected)}).world(AppsRead{}).hand(JobChosen{JobPIN}).world(NumberRead{fresh(connected)})
	if w.hand(PINChosen{ReplacePIN, pin("204816")}).world(PINSet{}); w.s.PINDoubt() != "" {
		t.Errorf("PIN %q", w.s.PINDoubt())
	}
}
