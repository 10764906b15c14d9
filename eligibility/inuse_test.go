package eligibility

import "testing"

// Where a number is in use decides most of an onboarding, so these two rules
// have a table of their own: facts on the left, answer, and what must follow.
func TestRulesInUseAndBanned(t *testing.T) {
	t.Parallel()
	type P = Platform
	const asked = QuestionInUse
	notAnswered := Finding{Unknown, ReasonNotAnswered, ""}
	rejected := &Account{ReviewStatus: "REJECTED"}

	for name, tc := range map[string]struct {
		rule        RuleID
		platform    *Platform
		account     *Account
		answer      Answer
		want        Finding
		source      Source
		ask         Question
		contradicts bool
	}{
		"nothing known":      {RuleInUse, nil, nil, "", notAnswered, SourceNone, asked, false},
		"not used":           {RuleInUse, nil, nil, AnswerNotUsed, Finding{Met, ReasonNotUsed, ""}, FromOperator, "", false},
		"on WhatsApp":        {RuleInUse, nil, nil, AnswerOnWhatsApp, Finding{NotMet, ReasonOnWhatsApp, RemedyLeaveApp}, FromOperator, "", false},
		"on Business app":    {RuleInUse, nil, nil, AnswerOnBusinessApp, Finding{NotMet, ReasonOnBusinessApp, RemedyLeaveBusiness}, FromOperator, "", false},
		"on another account": {RuleInUse, nil, nil, AnswerOnOtherAccount, Finding{NotMet, ReasonOnOtherAccount, RemedyDeleteElsewhere}, FromOperator, "", false},
		"with a provider":    {RuleInUse, nil, nil, AnswerWithOtherProvider, Finding{NotMet, ReasonOtherProvider, RemedyMigrateProvider}, FromOperator, "", false},
		"unsure":             {RuleInUse, nil, nil, AnswerUnsure, Finding{Unknown, ReasonOperatorDoubt, RemedyFindOut}, FromOperator, asked, false},
		"yes is no choice":   {RuleInUse, nil, nil, AnswerYes, notAnswered, SourceNone, asked, false},

		"pending":               {RuleInUse, &P{Status: "PENDING", PlatformType: "NOT_APPLICABLE"}, nil, "", notAnswered, SourceNone, asked, false},
		"disconnected":          {RuleInUse, &P{Status: "DISCONNECTED"}, nil, "", notAnswered, SourceNone, asked, false},
		"words of the future":   {RuleInUse, &P{Status: "HIBERNATING", PlatformType: "EDGE_API"}, nil, "", notAnswered, SourceNone, asked, false},
		"fields not sent":       {RuleInUse, &P{}, nil, "", notAnswered, SourceNone, asked, false},
		"pending, but answered": {RuleInUse, &P{Status: "PENDING"}, nil, AnswerOnWhatsApp, Finding{NotMet, ReasonOnWhatsApp, RemedyLeaveApp}, FromOperator, "", false},
		"code received":         {RuleInUse, &P{Status: "PENDING", CodeVerification: "VERIFIED"}, nil, "", Finding{Met, ReasonCodeReceived, ""}, FromGraph, "", false},
		"code received, but back in the app": {
			RuleInUse, &P{Status: "PENDING", CodeVerification: "VERIFIED"}, nil, AnswerOnWhatsApp,
			Finding{NotMet, ReasonOnWhatsApp, RemedyLeaveApp}, FromOperator, "", false,
		},

		"connected here":        {RuleInUse, &P{Status: "CONNECTED", PlatformType: "CLOUD_API"}, nil, "", Finding{Met, ReasonConnectedHere, ""}, FromGraph, "", false},
		"connected, small word": {RuleInUse, &P{Status: " connected "}, nil, "", Finding{Met, ReasonConnectedHere, ""}, FromGraph, "", false},
		"flagged here":          {RuleInUse, &P{Status: "FLAGGED"}, nil, "", Finding{Met, ReasonConnectedHere, ""}, FromGraph, "", false},
		"restricted here":       {RuleInUse, &P{Status: "RESTRICTED"}, nil, "", Finding{Met, ReasonConnectedHere, ""}, FromGraph, "", false},
		"connected, agrees":     {RuleInUse, &P{Status: "CONNECTED"}, nil, AnswerNotUsed, Finding{Met, ReasonConnectedHere, ""}, FromGraph, "", false},
		"connected contradicts the app": {
			RuleInUse, &P{Status: "CONNECTED"}, nil, AnswerOnWhatsApp,
			Finding{Met, ReasonConnectedHere, ""}, FromGraph, "", true,
		},
		"shared with the Business app": {
			RuleInUse, &P{Status: "CONNECTED", PlatformType: "CLOUD_API", OnBusinessApp: true}, nil, "",
			Finding{NotMet, ReasonShared, RemedyCoexistence}, FromGraph, "", false,
		},
		"shared contradicts not used": {
			RuleInUse, &P{Status: "CONNECTED", PlatformType: "CLOUD_API", OnBusinessApp: true}, nil, AnswerNotUsed,
			Finding{NotMet, ReasonShared, RemedyCoexistence}, FromGraph, "", true,
		},
		"on the Business app only": {
			RuleInUse, &P{Status: "PENDING", PlatformType: "NOT_APPLICABLE", OnBusinessApp: true}, nil, "",
			Finding{NotMet, ReasonOnBusinessApp, RemedyLeaveBusiness}, FromGraph, "", false,
		},
		"Business app contradicts not used": {
			RuleInUse, &P{OnBusinessApp: true}, nil, AnswerNotUsed,
			Finding{NotMet, ReasonOnBusinessApp, RemedyLeaveBusiness}, FromGraph, "", true,
		},
		"Business app agrees with another bad answer": {
			RuleInUse, &P{OnBusinessApp: true}, nil, AnswerOnWhatsApp,
			Finding{NotMet, ReasonOnBusinessApp, RemedyLeaveBusiness}, FromGraph, "", false,
		},
		"on premise": {
			RuleInUse, &P{PlatformType: "ON_PREMISE"}, nil, "",
			Finding{NotMet, ReasonOnPremise, RemedyOnPremise}, FromGraph, "", false,
		},
		"on premise, connected there": {
			RuleInUse, &P{Status: "CONNECTED", PlatformType: "ON_PREMISE"}, nil, AnswerNotUsed,
			Finding{NotMet, ReasonOnPremise, RemedyOnPremise}, FromGraph, "", true,
		},
		"sharing unfinished": {
			RuleInUse, &P{Status: "DISCONNECTED", PlatformType: "ON_PREMISE", CodeVerification: "NOT_VERIFIED"}, nil, "",
			Finding{NotMet, ReasonHalfShared, RemedyCoexistence}, FromGraph, "", false,
		},
		"moved away": {
			RuleInUse, &P{Status: "MIGRATED"}, nil, AnswerNotUsed,
			Finding{NotMet, ReasonMigrated, RemedyDeleteElsewhere}, FromGraph, "", true,
		},
		"deleted here": {
			RuleInUse, &P{Status: "DELETED"}, nil, "",
			Finding{NotMet, ReasonDeleted, RemedyAddAgain}, FromGraph, "", false,
		},

		"ban not asked":     {RuleBanned, nil, nil, "", notAnswered, SourceNone, QuestionBanned, false},
		"ban denied":        {RuleBanned, nil, nil, AnswerNo, Finding{Met, ReasonNotBanned, ""}, FromOperator, "", false},
		"ban reported":      {RuleBanned, nil, nil, AnswerYes, Finding{NotMet, ReasonBanned, RemedyAppeal}, FromOperator, "", false},
		"ban unsure":        {RuleBanned, nil, nil, AnswerUnsure, Finding{Unknown, ReasonOperatorDoubt, RemedyFindOut}, FromOperator, QuestionBanned, false},
		"ban by Graph":      {RuleBanned, &P{Status: "BANNED"}, nil, "", Finding{NotMet, ReasonBanned, RemedyAppeal}, FromGraph, "", false},
		"ban contradicts":   {RuleBanned, &P{Status: "BANNED"}, nil, AnswerNo, Finding{NotMet, ReasonBanned, RemedyAppeal}, FromGraph, "", true},
		"connected, no ban": {RuleBanned, &P{Status: "CONNECTED"}, nil, AnswerYes, Finding{Met, ReasonNotBanned, ""}, FromGraph, "", true},
		"code, so no ban":   {RuleBanned, &P{CodeVerification: "VERIFIED"}, nil, "", Finding{Met, ReasonCodeReceived, ""}, FromGraph, "", false},
		"code, then a ban":  {RuleBanned, &P{CodeVerification: "VERIFIED"}, nil, AnswerYes, Finding{NotMet, ReasonBanned, RemedyAppeal}, FromOperator, "", false},
		"account rejected":  {RuleBanned, nil, rejected, "", Finding{NotMet, ReasonAccountRejected, RemedyAppeal}, FromGraph, "", false},
		"account in review": {RuleBanned, nil, &Account{ReviewStatus: "PENDING"}, "", notAnswered, SourceNone, QuestionBanned, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := Facts{Number: mobile(t), Platform: tc.platform, Account: tc.account}
			a := Answers{}
			if tc.answer != "" {
				a[QuestionInUse], a[QuestionBanned] = tc.answer, tc.answer
			}
			want := Result{Rule: tc.rule, Finding: tc.want, Source: tc.source, Ask: tc.ask, Contradicts: tc.contradicts}
			if got := resultOf(t, f, a, tc.rule); got != want {
				t.Errorf("\n got %+v\nwant %+v", got, want)
			}
		})
	}
}
