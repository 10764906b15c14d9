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
