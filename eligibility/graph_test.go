package eligibility

import (
	"slices"
	"testing"

	"dialtone/eligibility/phone"
)

// What only Graph can tell: nobody is asked, each line says which field told.
func TestRulesOfGraphAlone(t *testing.T) {
	t.Parallel()
	type P = Platform
	const (
		review, name, code, status = "account_review_status", "name_status", "code_verification_status", "status"
		waits                      = RemedyNone
	)
	graph := func(o Outcome, why ReasonCode, remedy RemedyID, field string) Result {
		return Result{Finding: Finding{o, why, remedy}, Source: FromGraph, Field: field}
	}
	silence := func(why ReasonCode) Result { return Result{Finding: Finding{Unknown, why, RemedyNone}} }
	unused := Result{Finding: Finding{NotApplicable, ReasonNoSignup, RemedyNone}}

	for what, tc := range map[string]struct {
		rule     RuleID
		platform *Platform
		account  *Account
		want     Result
	}{
		"account not seen":          {RuleAccount, nil, nil, silence(ReasonAccountUnknown)},
		"account without the field": {RuleAccount, nil, &Account{}, silence(ReasonAccountUnknown)},
		"account approved":          {RuleAccount, nil, &Account{ReviewStatus: "APPROVED"}, graph(Met, ReasonAccountApproved, waits, review)},
		"account, small word":       {RuleAccount, nil, &Account{ReviewStatus: " approved"}, graph(Met, ReasonAccountApproved, waits, review)},
		"account under review":      {RuleAccount, nil, &Account{ReviewStatus: "PENDING"}, graph(Unknown, ReasonAccountPending, waits, review)},
		"account rejected":          {RuleAccount, nil, &Account{ReviewStatus: "REJECTED"}, graph(NotMet, ReasonAccountRejected, RemedyAppeal, review)},
		"account, word to come":     {RuleAccount, nil, &Account{ReviewStatus: "ON_HOLIDAY"}, silence(ReasonAccountUnknown)},
		"account rejected, but the number is registered": {
			RuleAccount, &P{Status: "CONNECTED"}, &Account{ReviewStatus: "REJECTED"}, graph(Met, ReasonRegistered, waits, status),
		},
		"account rejected, the number is pending": {
			RuleAccount, &P{Status: "PENDING"}, &Account{ReviewStatus: "REJECTED"}, graph(NotMet, ReasonAccountRejected, RemedyAppeal, review),
		},

		"name of a number not listed yet": {RuleName, nil, nil, silence(ReasonNameUnknown)},
		"name without the field":          {RuleName, &P{}, nil, silence(ReasonNameUnknown)},
		"name approved":                   {RuleName, &P{NameStatus: "APPROVED"}, nil, graph(Met, ReasonNameReady, waits, name)},
		"name without review":             {RuleName, &P{NameStatus: "AVAILABLE_WITHOUT_REVIEW"}, nil, graph(Met, ReasonNameReady, waits, name)},
		"name under review":               {RuleName, &P{NameStatus: "PENDING_REVIEW"}, nil, graph(Unknown, ReasonNamePending, waits, name)},
		"name declined":                   {RuleName, &P{NameStatus: "DECLINED"}, nil, graph(Unknown, ReasonNameDeclined, waits, name)},
		"name expired":                    {RuleName, &P{NameStatus: "EXPIRED"}, nil, graph(Unknown, ReasonNameExpired, waits, name)},
		"name without certificate":        {RuleName, &P{NameStatus: "NONE"}, nil, graph(Unknown, ReasonNameNone, waits, name)},
		"no name at all":                  {RuleName, &P{NameStatus: "NON_EXISTS"}, nil, graph(Unknown, ReasonNameNone, waits, name)},
		"name, word to come":              {RuleName, &P{NameStatus: "ADMIRED"}, nil, silence(ReasonNameUnknown)},

		"signup: number not listed yet": {RuleSignup, nil, nil, unused},
		"signup: came by the API":       {RuleSignup, &P{CodeVerification: "EXPIRED"}, nil, unused},
		"signup: in time":               {RuleSignup, &P{Onboarded: true, CodeVerification: "VERIFIED"}, nil, graph(Met, ReasonSignupInTime, waits, code)},
		"signup: too late":              {RuleSignup, &P{Status: "PENDING", Onboarded: true, CodeVerification: "EXPIRED"}, nil, graph(NotMet, ReasonSignupLapsed, RemedyRepeatSignup, code)},
		"signup: status not told":       {RuleSignup, &P{Onboarded: true, CodeVerification: "EXPIRED"}, nil, Result{Finding: Finding{Unknown, ReasonSignupLapsed, RemedyNone}}},
		"signup: an older proof":        {RuleSignup, &P{Status: "PENDING", Onboarded: true, SignupOpen: true, CodeVerification: "EXPIRED"}, nil, graph(Met, ReasonSignupInTime, waits, "last_onboarded_time")},
		"signup: registered and off":    {RuleSignup, &P{Status: "DISCONNECTED", Onboarded: true, CodeVerification: "EXPIRED"}, nil, Result{Finding: Finding{Unknown, ReasonSignupLapsed, RemedyNone}}},
		"signup: status to come":        {RuleSignup, &P{Status: "OFFLINE", Onboarded: true, CodeVerification: "EXPIRED"}, nil, Result{Finding: Finding{Unknown, ReasonSignupLapsed, RemedyNone}}},
		"signup: without a code":        {RuleSignup, &P{Onboarded: true, CodeVerification: "NOT_VERIFIED"}, nil, unused},
		"signup: registered since": {
			RuleSignup, &P{Onboarded: true, CodeVerification: "EXPIRED", Status: "CONNECTED"}, nil, graph(NotApplicable, ReasonRegistered, waits, status),
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			for _, answers := range []Answers{nil, allGood()} { // nobody's answer counts here
				f := Facts{Number: mobile(t), Platform: tc.platform, Account: tc.account}
				tc.want.Rule = tc.rule
				if got := resultOf(t, f, answers, tc.rule); got != tc.want {
					t.Errorf("\n got %+v\nwant %+v", got, tc.want)
				}
			}
		})
	}
}

// The cap counts with four facts; the field is the one whose other value would
// change the outcome.
func TestFieldOfTheCap(t *testing.T) {
	t.Parallel()
	const numbers, business, limit, stated = "phone_numbers", "business_verification_status",
		"whatsapp_business_manager_messaging_limit", "max_phone_numbers_per_business"
	for _, tc := range []struct {
		account Account
		want    Outcome
		field   string
	}{
		{Account{}, Met, numbers},
		{Account{NumbersRegistered: 1}, Met, numbers},
		{Account{NumbersRegistered: 1, BusinessVerification: "verified"}, Met, numbers},
		{Account{NumbersRegistered: 2, BusinessVerification: "not_verified"}, Unknown, business},
		{Account{NumbersRegistered: 2, BusinessVerification: "not_verified", MessagingLimit: "TIER_250"}, Unknown, business},
		{Account{NumbersRegistered: 2, BusinessVerification: "rejected", MessagingLimit: "TIER_1K"}, Unknown, business},
		{Account{NumbersRegistered: 2, BusinessVerification: "not_verified", MessagingLimit: "TIER_2K"}, Met, limit},
		{Account{NumbersRegistered: 2, MessagingLimit: "TIER_UNLIMITED"}, Met, limit},
		{Account{NumbersRegistered: 2, BusinessVerification: "VERIFIED"}, Met, business},
		{Account{NumbersRegistered: 19, BusinessVerification: "verified", MessagingLimit: "TIER_10K"}, Met, business},
		{Account{NumbersRegistered: 19, BusinessVerification: "failed", MessagingLimit: "TIER_10K"}, Met, limit},
		{Account{NumbersRegistered: 20, BusinessVerification: "verified"}, Unknown, numbers},
		{Account{NumbersRegistered: 21, BusinessVerification: "pending", MessagingLimit: "TIER_2K"}, Unknown, numbers},
		{Account{NumbersRegistered: 20, BusinessVerification: "verified", NumberCap: 50}, Met, stated},
		{Account{NumbersRegistered: 50, BusinessVerification: "verified", NumberCap: 50}, Unknown, stated},
		{Account{NumbersRegistered: 2, BusinessVerification: "verified", NumberCap: 2}, Unknown, stated},
	} {
		tc.account.Known = true
		got := resultOf(t, Facts{Number: mobile(t), Platform: &Platform{Status: "PENDING"}, Account: &tc.account}, nil, RuleCap)
		if got.Outcome != tc.want || got.Field != tc.field || got.Source != FromGraph {
			t.Errorf("%+v: %v by %q, want %v by %q", tc.account, got.Outcome, got.Field, tc.want, tc.field)
		}
	}
}

// With every fact there is, only what nobody else can know is left to ask.
func TestOnlyTheRestIsAsked(t *testing.T) {
	t.Parallel()
	account := &Account{
		ReviewStatus: "APPROVED", BusinessVerification: "verified", MessagingLimit: "TIER_1K", NumbersRegistered: 1, Known: true,
	}
	for what, tc := range map[string]struct {
		number   func(*testing.T) phone.Number
		platform *Platform
		want     []Question
	}{
		"a new mobile": {
			mobile, &Platform{Status: "PENDING", CodeVerification: "NOT_VERIFIED", PlatformType: "NOT_APPLICABLE", AccountMode: "LIVE", NameStatus: "APPROVED"},
			[]Question{QuestionOwnership, QuestionScaled, QuestionInUse, QuestionBanned},
		},
		"a toll-free number": {
			tollFree, &Platform{Status: "PENDING", CodeVerification: "NOT_VERIFIED"},
			[]Question{QuestionOwnership, QuestionScaled, QuestionInUse, QuestionBanned, QuestionBehindIVR},
		},
		"an American number": {
			either, &Platform{Status: "PENDING", CodeVerification: "NOT_VERIFIED"},
			[]Question{QuestionOwnership, QuestionReach, QuestionScaled, QuestionInUse, QuestionBanned},
		},
		"a code was confirmed": {mobile, &Platform{Status: "PENDING", CodeVerification: "VERIFIED"}, []Question{QuestionScaled}},
		"an American one, confirmed": {
			either, &Platform{Status: "PENDING", CodeVerification: "VERIFIED"}, []Question{QuestionScaled},
		},
		"connected":           {mobile, &Platform{Status: "CONNECTED", PlatformType: "CLOUD_API"}, nil},
		"shared with the app": {mobile, &Platform{Status: "CONNECTED", PlatformType: "CLOUD_API", OnBusinessApp: true}, nil},
		"banned":              {mobile, &Platform{Status: "BANNED"}, nil},
		"half shared":         {mobile, &Platform{PlatformType: "ON_PREMISE", CodeVerification: "NOT_VERIFIED"}, []Question{QuestionOwnership, QuestionScaled, QuestionBanned}},
		"one of these":        {mobile, &Platform{PlatformType: "ON_PREMISE"}, []Question{QuestionOwnership, QuestionScaled, QuestionInUse, QuestionBanned}},
		"verified, no status": {either, &Platform{CodeVerification: "VERIFIED"}, []Question{QuestionScaled, QuestionInUse}},
	} {
		var asked []Question
		for _, r := range Check(Facts{Number: tc.number(t), Platform: tc.platform, Account: account}, nil) {
			if r.Ask != QuestionNone {
				asked = append(asked, r.Ask)
			}
		}
		if !slices.Equal(asked, tc.want) {
			t.Errorf("%s: asked %v, want %v", what, asked, tc.want)
		}
	}
}
