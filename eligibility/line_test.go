package eligibility

import "testing"

func TestReachOfLines(t *testing.T) {
	t.Parallel()
	want := map[LineType][2]Reach{
		LineMobile:        {ReachYes, ReachYes},
		LineFixed:         {ReachNotRecommended, ReachYes},
		LineTollFree:      {ReachNotRecommended, ReachYes},
		LinePremium:       {ReachNotRecommended, ReachYes},
		LineUAN:           {ReachNotRecommended, ReachYes},
		LineVoIP:          {ReachNotRecommended, ReachYes},
		LineSharedCost:    {ReachNotRecommended, ReachNotRecommended},
		LinePersonal:      {ReachNotRecommended, ReachNotRecommended},
		LineVoicemail:     {ReachNotRecommended, ReachNotRecommended},
		LinePager:         {ReachNo, ReachNo},
		LineShortCode:     {ReachNo, ReachNo},
		LineFixedOrMobile: {ReachUnknown, ReachYes},
		LineUnknown:       {ReachUnknown, ReachUnknown},
	}
	names := map[string]bool{}
	for _, l := range LineTypes() {
		sms, voice := l.Reach()
		if w, ok := want[l]; !ok || w != [2]Reach{sms, voice} {
			t.Errorf("%v.Reach() = %v, %v; want %v", l, sms, voice, w)
		}
		if names[l.String()] {
			t.Errorf("two line types are called %q", l)
		}
		names[l.String()] = true
	}
	if len(LineTypes()) != len(want) {
		t.Errorf("%d line types, %d in the table", len(LineTypes()), len(want))
	}
	if sms, voice := LineType(200).Reach(); sms != ReachUnknown || voice != ReachUnknown {
		t.Errorf("a line type of the future: %v, %v", sms, voice)
	}
}

func TestMethodAfterTheAnswer(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		line   LineType
		answer Answer
		want   Method
	}{
		{LineFixedOrMobile, AnswerNone, MethodAsk},
		{LineFixedOrMobile, AnswerUnsure, MethodVoice},
		{LineUnknown, AnswerUnsure, MethodAsk},
		{LineFixedOrMobile, AnswerYes, MethodSMS},
		{LineFixedOrMobile, AnswerCallOnly, MethodVoice},
		{LineFixedOrMobile, AnswerSMSOnly, MethodSMS},
		{LineUnknown, AnswerYes, MethodSMS},
		{LineMobile, AnswerNone, MethodSMS},
		{LineMobile, AnswerCallOnly, MethodVoice},
		{LineMobile, AnswerNo, MethodNone},
		{LineTollFree, AnswerYes, MethodVoice},
		{LineSharedCost, AnswerNone, MethodNone},
		{LineSharedCost, AnswerYes, MethodVoice},
		{LinePager, AnswerYes, MethodNone},
		{LineShortCode, AnswerSMSOnly, MethodNone},
	} {
		a := Answers{QuestionReach: tc.answer}
		if got := a.Method(Number{Line: tc.line}); got != tc.want {
			t.Errorf("%v, answer %q: %v, want %v", tc.line, tc.answer, got, tc.want)
		}
	}
}
