package flows

import (
	"testing"
	"time"

	"dialtone/api"
)

// What was chosen for one request, or for one number, is not taken for another's.

// TestAPINThatMetaDidNotTakeIsNotRegisteredWith: it would be a wrong one.
func TestAPINThatMetaDidNotTakeIsNotRegisteredWith(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Review, fresh(verified, hasPIN)))
	w.s.PIN.Value, w.s.PIN.Mode = pin(knownPIN), PresentPIN
	w.hand(EditAsked{ChoosePIN}).in(ChoosePIN)
	w.hand(PINChosen{ReplacePIN, pin("604815")}).world(refusal(api.SetPIN, 2, 0, status(500)))
	w.hand(ProblemDismissed{}).hand(BackAsked{}).in(Review)
	w.hand(RegisterAsked{}).in(ChoosePIN)
	if w.s.PINFits() {
		t.Error("it can be kept")
	}
}

// TestARegionOfOneNumberIsNoWishForTheNext: Meta asked for it there.
func TestARegionOfOneNumberIsNoWishForTheNext(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Review, fresh(verified)))
	w.hand(RegisterAsked{}).world(refusal(api.Register, 100, 0, message("Expected data localization region: 'IN'"))).card(AdviseRegionWanted, ActGo)
	w.hand(AdviceTaken{}).in(ChooseRegion, ReadSettings{firstID})
	if w.s.Storage.Region != "IN" || w.s.Want.Region != nil {
		t.Errorf("region %q, wish %v", w.s.Storage.Region, w.s.Want.Region)
	}
	w.s.Case = newCase(w.s.Want)
	if w.s.Storage.Region != "" {
		t.Errorf("the next number is to be in %q", w.s.Storage.Region)
	}
}

// TestALateRegisterHasThePINOfThen: another one was chosen since.
func TestALateRegisterHasThePINOfThen(t *testing.T) {
	t.Parallel()
	for second, want := range map[string]PINDoubt{knownPIN: "", "518273": PINUnsure} {
		s := at(Review, fresh(verified))
		s.PIN.Value, s.PIN.Mode, s.Storage.Chosen = pin(knownPIN), NewPIN, true
		beginSettling(&s, Failed{api.Register, &api.TransportError{Call: api.Register, Sent: true, Timeout: true}}, t0)
		s.Settle.Err, s.PIN.Value = nil, pin(second)
		s.foundConnected(t0.Add(time.Minute))
		s.Settings = settings("")
		if got := s.PINDoubt(); got != want {
			t.Errorf("with %s: %q, not %q", second, got, want)
		}
		showConnected(&s, t0)
		if s.PIN.lostValue != (api.Secret{}) || !s.PIN.Value.Empty() {
			t.Error("a PIN is kept that is of no use")
		}
	}
}

// TestASignupThatIsNotOverIsNotRepeated: the refusal means something else.
func TestASignupThatIsNotOverIsNotRepeated(t *testing.T) {
	t.Parallel()
	for days, want := range map[int]AdviceID{3: AdviseVerifyAgain, 13: AdviseVerifyAgain, 15: AdviseSignupOld} {
		n := fresh(verified)
		n.LastOnboarded.Time = t0.AddDate(0, 0, -days)
		s := at(Review, n)
		s.ReadAt = t0
		if got := Advise(refusal(api.Register, 133006, 0), s).ID; got != want {
			t.Errorf("%d days: %s, not %s", days, got, want)
		}
	}
}
