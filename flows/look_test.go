package flows

import (
	"testing"

	"dialtone/api"
)

// What was not sent is not counted, and the page says why.
func TestWhatWasNotSentIsNotCounted(t *testing.T) {
	t.Parallel()
	changed := []FactChange{ChangedVerification}
	w := walkFrom(t, at(CodeMethod, fresh())).hand(CodeAsked{api.SMS, "en"})
	w.world(Overtaken{Call: api.RequestCode, Number: fresh(verified), Changed: changed}).in(CodeMethod).idle().card(AdviseChanged, ActGo)
	if w.s.Budget.Used(w.s.Counter(api.RequestCode), w.now) != 0 || w.s.Number.Verification != api.Verified || !w.s.Code.SentAt.IsZero() {
		t.Errorf("%+v", w.s.Number)
	}
	w.hand(AdviceTaken{}).in(ChoosePIN)

	for _, err := range []error{noAnswer(api.GetNumber).Err, refusal(api.GetNumber, 131000, 0, status(500)).Err, timedOut(api.GetNumber).Err} {
		w = walkFrom(t, at(EnterCode, fresh())).hand(CodeTyped{pin("123830")})
		w.world(Failed{api.VerifyCode, &NotSentError{err}}).in(EnterCode).idle()
		if w.s.Settle.Err != nil || w.s.Problem == nil || w.s.Budget.Used(w.s.Counter(api.VerifyCode), w.now) != 0 {
			t.Errorf("%v: settling %v, card %+v", err, w.s.Settle.Err, w.s.Problem)
		}
		w = walkFrom(t, at(Review, fresh(verified))).hand(RegisterAsked{})
		w.world(Failed{api.Register, &NotSentError{err}}).in(Review).idle()
		if _, open := w.s.attempt(api.Register); open || w.s.Problem == nil || w.s.Budget.Used(w.s.Counter(api.Register), w.now) != 0 {
			t.Errorf("%v: open %v, card %+v", err, open, w.s.Problem)
		}
	}

	// Somebody else registered it: nothing is sent, and it is told whose PIN it may have.
	w = walkFrom(t, at(Review, fresh(verified))).hand(RegisterAsked{})
	w.world(Overtaken{Call: api.Register, Number: fresh(connected), Changed: []FactChange{ChangedStatus}}).in(Connected, ReadNumber{firstID, true})
	if w.s.Budget.Used(w.s.Counter(api.Register), w.now) != 0 || w.s.PINDoubt() != PINNotSent {
		t.Errorf("PIN %q", w.s.PINDoubt())
	}
}
