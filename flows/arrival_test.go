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

// TestItWasRegisteredAlready: register passes for such a number and leaves its PIN as
// it is, by Meta's answer or by the last facts before it.
func TestItWasRegisteredAlready(t *testing.T) {
	t.Parallel()
	off := fresh(verified)
	on := fresh(verified, func(n *api.Number) { n.Status = api.StatusConnected })
	for name, c := range map[string]struct {
		number api.Number
		answer Registered
		want   PINDoubt
	}{
		"a plain yes":      {off, Registered{}, ""},
		"Meta says so":     {off, Registered{Already: true}, PINAsItWas},
		"the facts say so": {on, Registered{}, PINAsItWas},
	} {
		w := walkFrom(t, at(Register, c.number)).world(c.answer).in(Connected, ReadNumber{firstID, true})
		if w.world(NumberRead{fresh(connected)}); w.s.PINDoubt() != c.want {
			t.Errorf("%s: %q, want %q", name, w.s.PINDoubt(), c.want)
		}
	}
}
