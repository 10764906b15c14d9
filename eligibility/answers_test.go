package eligibility

import (
	"testing"

	"dialtone/eligibility/phone"
)

func TestMethodAfterTheAnswer(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		line   phone.LineType
		answer Answer
		want   phone.Method
	}{
		{phone.LineFixedOrMobile, AnswerNone, phone.MethodAsk},
		{phone.LineFixedOrMobile, AnswerUnsure, phone.MethodVoice},
		{phone.LineUnknown, AnswerUnsure, phone.MethodAsk},
		{phone.LineFixedOrMobile, AnswerYes, phone.MethodSMS},
		{phone.LineFixedOrMobile, AnswerCallOnly, phone.MethodVoice},
		{phone.LineFixedOrMobile, AnswerSMSOnly, phone.MethodSMS},
		{phone.LineUnknown, AnswerYes, phone.MethodSMS},
		{phone.LineMobile, AnswerNone, phone.MethodSMS},
		{phone.LineMobile, AnswerCallOnly, phone.MethodVoice},
		{phone.LineMobile, AnswerNo, phone.MethodNone},
		{phone.LineTollFree, AnswerYes, phone.MethodVoice},
		{phone.LineSharedCost, AnswerNone, phone.MethodNone},
		{phone.LineSharedCost, AnswerYes, phone.MethodVoice},
		{phone.LinePager, AnswerYes, phone.MethodNone},
		{phone.LineShortCode, AnswerSMSOnly, phone.MethodNone},
	} {
		a := Answers{QuestionReach: tc.answer}
		if got := a.Method(phone.Number{Line: tc.line}); got != tc.want {
			t.Errorf("%v, answer %q: %v, want %v", tc.line, tc.answer, got, tc.want)
		}
	}
}

// TestFavourableAnswersSettleTheirRule: what may be answered with one key for all leaves
// nothing to do.
func TestFavourableAnswersSettleTheirRule(t *testing.T) {
	t.Parallel()
	asked := 0
	for _, rule := range Rules() {
		if rule.Question == QuestionNone {
			continue
		}
		asked++
		if found := rule.Answers[rule.Question.Favourable()]; found.Outcome != Met || found.Remedy != RemedyNone {
			t.Errorf("%s: %q is %v, with the remedy %q", rule.ID, rule.Question.Favourable(), found.Outcome, found.Remedy)
		}
	}
	if asked != len(Questions()) {
		t.Errorf("%d questions of %d belong to a rule", asked, len(Questions()))
	}
	if a := QuestionNone.Favourable(); a != AnswerNone {
		t.Errorf("no question has the answer %q", a)
	}
}
