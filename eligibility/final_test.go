package eligibility

import (
	"testing"

	"dialtone/eligibility/phone"
)

// TestNothingIsAskedOnceARuleFailed: what failed for good asks nothing more, whoever
// said so, and everything else that was asked stays as it was answered.
func TestNothingIsAskedOnceARuleFailed(t *testing.T) {
	t.Parallel()
	type P = Platform
	for name, tc := range map[string]struct {
		number   func(*testing.T) phone.Number
		platform *Platform
		account  *Account
		answers  Answers
		kind     VerdictKind
		rule     RuleID
	}{
		"a pager":                 {pager, nil, nil, nil, NotEligible, RuleReach},
		"a pager in the account":  {pager, &P{Status: "PENDING"}, nil, nil, NotEligible, RuleReach},
		"a short code":            {short, nil, nil, nil, NotEligible, RuleShortCode},
		"no number":               {none, nil, nil, nil, NotEligible, RuleCountry},
		"a test number":           {meta555, &P{Status: "CONNECTED", VerifiedName: "Test Number"}, nil, nil, NotEligible, RuleTestNumber},
		"banned":                  {mobile, &P{Status: "BANNED"}, nil, nil, AfterSteps, RuleBanned},
		"banned, small word":      {mobile, &P{Status: " banned "}, nil, nil, AfterSteps, RuleBanned},
		"banned, they say":        {mobile, nil, nil, Answers{QuestionBanned: AnswerYes}, AfterSteps, RuleBanned},
		"account rejected":        {mobile, nil, &Account{ReviewStatus: "rejected"}, nil, AfterSteps, RuleAccount},
		"account switched off":    {tollFree, &P{Status: "PENDING"}, &Account{Status: "DISABLED"}, nil, AfterSteps, RuleAccount},
		"not theirs":              {mobile, nil, nil, Answers{QuestionOwnership: AnswerNo}, NotEligible, RuleOwnership},
		"unsure, then not scaled": {mobile, nil, nil, Answers{QuestionOwnership: AnswerUnsure, QuestionScaled: AnswerNo}, NotEligible, RuleScaled},
		"unsure, and banned":      {mobile, &P{Status: "BANNED"}, nil, Answers{QuestionOwnership: AnswerUnsure}, AfterSteps, RuleBanned},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			results := Check(Facts{Number: tc.number(t), Platform: tc.platform, Account: tc.account}, tc.answers)
			for _, r := range results {
				if r.Ask != QuestionNone {
					t.Errorf("%s is still asked", r.Ask)
				}
			}
			if v := Decide(results); v.Kind != tc.kind || v.First != tc.rule || v.Open != 0 || len(v.Remedies) != 1 {
				t.Errorf("%+v", v)
			}
		})
	}
}

// TestStepsStillAskTheRest: where a step helps, the customer hears about all of them
// in one go.
func TestStepsStillAskTheRest(t *testing.T) {
	t.Parallel()
	for _, a := range []Answer{AnswerOnWhatsApp, AnswerOnBusinessApp, AnswerOnOtherAccount, AnswerWithOtherProvider} {
		if v := Decide(Check(Facts{Number: mobile(t)}, Answers{QuestionInUse: a})); v.Kind != Undecided || v.Open == 0 {
			t.Errorf("%s: %+v", a, v)
		}
	}
}
