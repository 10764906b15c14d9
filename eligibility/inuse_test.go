package eligibility

import "testing"

// told is from whom a result is known.
type told struct {
	source Source
	field  string
}

// Where a number is in use decides most of an onboarding, so these two rules
// have a table of their own: facts on the left, answer, and what must follow.
func TestRulesInUseAndBanned(t *testing.T) {
	t.Parallel()
	type P = Platform
	const asked = QuestionInUse
	notAnswered := Finding{Unknown, ReasonNotAnswered, ""}
	status, code := told{FromGraph, "status"}, told{FromGraph, "code_verification_status"}
	host, app := told{FromGraph, "platform_type"}, told{FromGraph, "is_on_biz_app"}
	operator, nobody := told{FromOperator, ""}, told{}

	for name, tc := range map[string]struct {
		rule        RuleID
		platform    *Platform
		account     *Account
		answer      Answer
		want        Finding
		by          told
		ask         Question
		contradicts bool
	}{
		"nothing known":      {RuleInUse, nil, nil, "", notAnswered, nobody, asked, false},
		"not used":           {RuleInUse, nil, nil, AnswerNotUsed, Finding{Met, ReasonNotUsed, ""}, operator, "", false},
		"on WhatsApp":        {RuleInUse, nil, nil, AnswerOnWhatsApp, Finding{NotMet, ReasonOnWhatsApp, RemedyLeaveApp}, operator, "", false},
		"on Business app":    {RuleInUse, nil, nil, AnswerOnBusinessApp, Finding{NotMet, ReasonOnBusinessApp, RemedyOnBusinessApp}, operator, "", false},
		"on another account": {RuleInUse, nil, nil, AnswerOnOtherAccount, Finding{NotMet, ReasonOnOtherAccount, RemedyOnOtherAccount}, operator, "", false},
		"with a provider":    {RuleInUse, nil, nil, AnswerWithOtherProvider, Finding{NotMet, ReasonOtherProvider, RemedyMigrateProvider}, operator, "", false},
		"with two providers": {RuleInUse, nil, nil, AnswerWithBoth, Finding{Met, ReasonPartners, RemedyNone}, operator, "", false},
		"unsure":             {RuleInUse, nil, nil, AnswerUnsure, Finding{Unknown, ReasonOperatorDoubt, RemedyFindOut}, operator, asked, false},
		"no such choice":     {RuleInUse, nil, nil, AnswerPrepared, notAnswered, nobody, asked, false},

		"pending":               {RuleInUse, &P{Status: "PENDING", PlatformType: "NOT_APPLICABLE"}, nil, "", notAnswered, nobody, asked, false},
		"disconnected":          {RuleInUse, &P{Status: "DISCONNECTED"}, nil, "", notAnswered, nobody, asked, false},
		"words of the future":   {RuleInUse, &P{Status: "HIBERNATING", PlatformType: "EDGE_API"}, nil, "", notAnswered, nobody, asked, false},
		"fields not sent":       {RuleInUse, &P{}, nil, "", notAnswered, nobody, asked, false},
		"pending, but answered": {RuleInUse, &P{Status: "PENDING"}, nil, AnswerOnWhatsApp, Finding{NotMet, ReasonOnWhatsApp, RemedyLeaveApp}, operator, "", false},
		"code received":         {RuleInUse, &P{Status: "PENDING", CodeVerification: "VERIFIED"}, nil, "", Finding{Met, ReasonCodeReceived, ""}, code, "", false},
		"code received, but back in the app": {
			RuleInUse, &P{Status: "PENDING", CodeVerification: "VERIFIED"}, nil, AnswerOnWhatsApp,
			Finding{NotMet, ReasonOnWhatsApp, RemedyLeaveApp}, operator, "", false,
		},

		"connected here":        {RuleInUse, &P{Status: "CONNECTED", PlatformType: "CLOUD_API"}, nil, "", Finding{Met, ReasonConnectedHere, ""}, status, "", false},
		"connected, small word": {RuleInUse, &P{Status: " connected "}, nil, "", Finding{Met, ReasonConnectedHere, ""}, status, "", false},
		"flagged here":          {RuleInUse, &P{Status: "FLAGGED"}, nil, "", Finding{Met, ReasonConnectedHere, ""}, status, "", false},
		"restricted here":       {RuleInUse, &P{Status: "RESTRICTED"}, nil, "", Finding{Met, ReasonConnectedHere, ""}, status, "", false},
		"connected, agrees":     {RuleInUse, &P{Status: "CONNECTED"}, nil, AnswerNotUsed, Finding{Met, ReasonConnectedHere, ""}, status, "", false},
		"connected contradicts the app": {
			RuleInUse, &P{Status: "CONNECTED"}, nil, AnswerOnWhatsApp,
			Finding{Met, ReasonConnectedHere, ""}, status, "", true,
		},
		"shared with the Business app": {
			RuleInUse, &P{Status: "CONNECTED", PlatformType: "CLOUD_API", OnBusinessApp: true}, nil, "",
			Finding{NotMet, ReasonShared, RemedyCoexistence}, app, "", false,
		},
		"shared contradicts not used": {
			RuleInUse, &P{Status: "CONNECTED", PlatformType: "CLOUD_API", OnBusinessApp: true}, nil, AnswerNotUsed,
			Finding{NotMet, ReasonShared, RemedyCoexistence}, app, "", true,
		},
		"on the Business app only": {
			RuleInUse, &P{Status: "PENDING", PlatformType: "NOT_APPLICABLE", OnBusinessApp: true}, nil, "",
			Finding{NotMet, ReasonMaybeHalf, RemedyFinishSharing}, app, "", false,
		},
		"Business app contradicts not used": {
			RuleInUse, &P{OnBusinessApp: true}, nil, AnswerNotUsed,
			Finding{NotMet, ReasonMaybeHalf, RemedyFinishSharing}, app, "", true,
		},
		"Business app agrees with another bad answer": {
			RuleInUse, &P{OnBusinessApp: true}, nil, AnswerOnWhatsApp,
			Finding{NotMet, ReasonMaybeHalf, RemedyFinishSharing}, app, "", false,
		},
		"on the Business app, the host is not told": {
			RuleInUse, &P{Status: "PENDING", CodeVerification: "NOT_VERIFIED", OnBusinessApp: true}, nil, "",
			Finding{NotMet, ReasonMaybeHalf, RemedyFinishSharing}, app, "", false,
		},
		"on the Business app, verified, the host is not told": {
			RuleInUse, &P{Status: "PENDING", CodeVerification: "VERIFIED", OnBusinessApp: true}, nil, "",
			Finding{NotMet, ReasonMaybeHalf, RemedyFinishSharing}, app, "", false,
		},
		"shared, the host is not told": {
			RuleInUse, &P{Status: "CONNECTED", CodeVerification: "EXPIRED", OnBusinessApp: true}, nil, "",
			Finding{NotMet, ReasonShared, RemedyCoexistence}, app, "", false,
		},
		"shared and flagged, the host reads otherwise": {
			RuleInUse, &P{Status: "FLAGGED", PlatformType: "NOT_APPLICABLE", OnBusinessApp: true}, nil, "",
			Finding{NotMet, ReasonShared, RemedyCoexistence}, app, "", false,
		},
		"shared, and moved away": {
			RuleInUse, &P{Status: "MIGRATED", OnBusinessApp: true}, nil, "",
			Finding{NotMet, ReasonMigrated, RemedyMigrateProvider}, status, "", false,
		},
		"on premise": {
			RuleInUse, &P{PlatformType: "ON_PREMISE", CodeVerification: "VERIFIED"}, nil, "",
			Finding{NotMet, ReasonOnPremise, RemedyOnPremise}, host, "", false,
		},
		"on premise, connected there": {
			RuleInUse, &P{Status: "CONNECTED", PlatformType: "ON_PREMISE", CodeVerification: " verified"}, nil, AnswerNotUsed,
			Finding{NotMet, ReasonOnPremise, RemedyOnPremise}, host, "", true,
		},
		"sharing unfinished": {
			RuleInUse, &P{Status: "DISCONNECTED", PlatformType: "ON_PREMISE", CodeVerification: "NOT_VERIFIED"}, nil, "",
			Finding{NotMet, ReasonHalfShared, RemedyFinishSharing}, host, "", false,
		},
		"sharing unfinished, the app is told": { // as recorded
			RuleInUse, &P{Status: "DISCONNECTED", PlatformType: "ON_PREMISE", CodeVerification: "NOT_VERIFIED", OnBusinessApp: true}, nil, AnswerNotUsed,
			Finding{NotMet, ReasonHalfShared, RemedyFinishSharing}, host, "", true,
		},
		"sharing unfinished, reads connected": {
			RuleInUse, &P{Status: "CONNECTED", PlatformType: "ON_PREMISE", CodeVerification: "UNVERIFIED"}, nil, "",
			Finding{NotMet, ReasonHalfShared, RemedyFinishSharing}, host, "", false,
		},
		"on the old API, proof ran out": {
			RuleInUse, &P{Status: "PENDING", PlatformType: "ON_PREMISE", CodeVerification: "EXPIRED"}, nil, "",
			notAnswered, nobody, asked, false,
		},
		"on the old API, proof ran out, reads connected": {
			RuleInUse, &P{Status: "CONNECTED", PlatformType: "ON_PREMISE", CodeVerification: "EXPIRED"}, nil, "",
			notAnswered, nobody, asked, false,
		},
		"on the old API, proof ran out, the app is told": {
			RuleInUse, &P{PlatformType: "ON_PREMISE", CodeVerification: "EXPIRED", OnBusinessApp: true}, nil, "",
			Finding{NotMet, ReasonHalfShared, RemedyFinishSharing}, host, "", false,
		},
		"on the old API, proof ran out, and in the app by their word": {
			RuleInUse, &P{Status: "CONNECTED", PlatformType: "ON_PREMISE", CodeVerification: "EXPIRED"}, nil, AnswerOnBusinessApp,
			Finding{NotMet, ReasonHalfShared, RemedyFinishSharing}, host, "", false,
		},
		"on the old API, proof ran out, and with a provider": {
			RuleInUse, &P{PlatformType: "ON_PREMISE", CodeVerification: "EXPIRED"}, nil, AnswerWithOtherProvider,
			Finding{NotMet, ReasonOtherProvider, RemedyMigrateProvider}, operator, "", false,
		},
		"on the old API, nothing of the code": {
			RuleInUse, &P{PlatformType: "on_premise"}, nil, "",
			notAnswered, nobody, asked, false,
		},
		"on the old API, another word": {
			RuleInUse, &P{PlatformType: "ON_PREMISE", CodeVerification: "HALFWAY"}, nil, "",
			notAnswered, nobody, asked, false,
		},
		"fell off the app": {
			RuleInUse, &P{Status: "DISCONNECTED", PlatformType: "NOT_APPLICABLE", OnBusinessApp: true}, nil, "",
			Finding{NotMet, ReasonFellOff, RemedyReconnect}, status, "", false,
		},
		"fell off, hosted still": {
			RuleInUse, &P{Status: "DISCONNECTED", PlatformType: "CLOUD_API", CodeVerification: "VERIFIED", OnBusinessApp: true}, nil, "",
			Finding{NotMet, ReasonFellOff, RemedyReconnect}, status, "", false,
		},
		"moved away": {
			RuleInUse, &P{Status: "MIGRATED"}, nil, AnswerNotUsed,
			Finding{NotMet, ReasonMigrated, RemedyMigrateProvider}, status, "", true,
		},
		"deleted here": {
			RuleInUse, &P{Status: "DELETED"}, nil, "",
			Finding{NotMet, ReasonDeleted, RemedyAddAgain}, status, "", false,
		},

		"ban not asked":     {RuleBanned, nil, nil, "", notAnswered, nobody, QuestionBanned, false},
		"ban denied":        {RuleBanned, nil, nil, AnswerNo, Finding{Met, ReasonNotBanned, ""}, operator, "", false},
		"ban reported":      {RuleBanned, nil, nil, AnswerYes, Finding{NotMet, ReasonBanned, RemedyAppeal}, operator, "", false},
		"ban unsure":        {RuleBanned, nil, nil, AnswerUnsure, Finding{Unknown, ReasonOperatorDoubt, RemedyFindOut}, operator, QuestionBanned, false},
		"ban by Graph":      {RuleBanned, &P{Status: "BANNED"}, nil, "", Finding{NotMet, ReasonBanned, RemedyAppeal}, status, "", false},
		"ban contradicts":   {RuleBanned, &P{Status: "BANNED"}, nil, AnswerNo, Finding{NotMet, ReasonBanned, RemedyAppeal}, status, "", true},
		"connected, no ban": {RuleBanned, &P{Status: "CONNECTED"}, nil, AnswerYes, Finding{Met, ReasonNotBanned, ""}, status, "", true},
		"code, so no ban":   {RuleBanned, &P{CodeVerification: "VERIFIED"}, nil, "", Finding{Met, ReasonCodeReceived, ""}, code, "", false},
		"code, then a ban":  {RuleBanned, &P{CodeVerification: "VERIFIED"}, nil, AnswerYes, Finding{NotMet, ReasonBanned, RemedyAppeal}, operator, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := Facts{Number: mobile(t), Platform: tc.platform, Account: tc.account}
			a := Answers{}
			if tc.answer != "" {
				a[QuestionInUse], a[QuestionBanned] = tc.answer, tc.answer
			}
			want := Result{Rule: tc.rule, Finding: tc.want, Source: tc.by.source, Field: tc.by.field, Ask: tc.ask, Contradicts: tc.contradicts}
			if got := resultOf(t, f, a, tc.rule); got != want {
				t.Errorf("\n got %+v\nwant %+v", got, want)
			}
		})
	}
}
