package eligibility

import (
	"slices"
	"testing"

	"dialtone/eligibility/phone"
)

// allGood answers every question so that nothing stands in the way.
func allGood() Answers {
	return Answers{
		QuestionOwnership: AnswerYes, QuestionNumberRight: AnswerYes, QuestionReach: AnswerYes,
		QuestionScaled: AnswerYes, QuestionInUse: AnswerNotUsed, QuestionBanned: AnswerNo,
		QuestionBehindIVR: AnswerNo, QuestionRoom: AnswerYes,
	}
}

func with(q Question, a Answer) Answers {
	answers := allGood()
	answers[q] = a
	return answers
}

func TestDecide(t *testing.T) {
	t.Parallel()
	type P = Platform
	fresh := &Account{NumbersRegistered: 0, Known: true}
	for name, tc := range map[string]struct {
		number   func(*testing.T) phone.Number
		platform *Platform
		account  *Account
		answers  Answers
		kind     VerdictKind
		first    RuleID
		remedies []RemedyID
	}{
		"a clean mobile":           {mobile, nil, fresh, allGood(), Eligible, "", nil},
		"nobody asked":             {mobile, nil, fresh, nil, Undecided, RuleOwnership, nil},
		"one question open":        {mobile, nil, nil, with(QuestionRoom, ""), Undecided, RuleCap, nil},
		"soft doubts pass":         {mobile, nil, nil, with(QuestionScaled, AnswerUnsure), Eligible, "", nil},
		"hard doubts do not":       {mobile, nil, nil, with(QuestionBanned, AnswerUnsure), Undecided, RuleBanned, []RemedyID{RemedyFindOut}},
		"not theirs":               {mobile, nil, nil, with(QuestionOwnership, AnswerNo), NotEligible, RuleOwnership, []RemedyID{RemedyOtherNumber}},
		"short code":               {short, nil, nil, nil, NotEligible, RuleShortCode, []RemedyID{RemedyOtherNumber}},
		"pager":                    {pager, nil, nil, allGood(), NotEligible, RuleReach, []RemedyID{RemedyOtherNumber}},
		"no number":                {none, nil, nil, allGood(), NotEligible, RuleCountry, []RemedyID{RemedyOtherNumber}},
		"on the app":               {mobile, nil, nil, with(QuestionInUse, AnswerOnWhatsApp), AfterSteps, RuleInUse, []RemedyID{RemedyLeaveApp}},
		"IVR":                      {tollFree, nil, nil, with(QuestionBehindIVR, AnswerYes), AfterSteps, RuleIVR, []RemedyID{RemedyIVR}},
		"unlisted, but vouched":    {meta555, nil, nil, allGood(), Eligible, "", nil},
		"connected already":        {mobile, &P{Status: "CONNECTED", PlatformType: "CLOUD_API"}, nil, nil, Eligible, "", nil},
		"from Embedded Signup":     {mobile, &P{Status: "PENDING", CodeVerification: "VERIFIED"}, fresh, Answers{QuestionScaled: AnswerUnsure}, Eligible, "", nil},
		"shared with the app":      {mobile, &P{Status: "CONNECTED", PlatformType: "CLOUD_API", OnBusinessApp: true}, nil, nil, AfterSteps, RuleInUse, []RemedyID{RemedyCoexistence}},
		"banned, rest open":        {mobile, &P{Status: "BANNED"}, nil, nil, AfterSteps, RuleBanned, []RemedyID{RemedyAppeal}},
		"rejected, rest open":      {mobile, nil, &Account{ReviewStatus: "REJECTED"}, nil, AfterSteps, RuleAccount, []RemedyID{RemedyAppeal}},
		"switched off, rest open":  {mobile, nil, &Account{ReviewStatus: "APPROVED", Status: "DISABLED"}, nil, AfterSteps, RuleAccount, []RemedyID{RemedyAppeal}},
		"banned":                   {mobile, &P{Status: "BANNED"}, nil, allGood(), AfterSteps, RuleBanned, []RemedyID{RemedyAppeal}},
		"test number":              {meta555, &P{Status: "CONNECTED", VerifiedName: "Test Number"}, nil, nil, NotEligible, RuleTestNumber, []RemedyID{RemedyOtherNumber}},
		"fresh test number":        {meta555, &P{Status: "PENDING", VerifiedName: "Test Number", AccountMode: "SANDBOX"}, nil, nil, Eligible, "", nil},
		"half shared":              {mobile, &P{PlatformType: "ON_PREMISE", CodeVerification: "NOT_VERIFIED"}, nil, allGood(), AfterSteps, RuleInUse, []RemedyID{RemedyFinishSharing}},
		"on premise":               {mobile, &P{PlatformType: "ON_PREMISE", CodeVerification: "VERIFIED"}, nil, allGood(), AfterSteps, RuleInUse, []RemedyID{RemedyOnPremise}},
		"cap, by our count":        {mobile, nil, &Account{NumbersRegistered: 2, NumberCap: 2, Known: true}, allGood(), Eligible, "", nil},
		"cap":                      {mobile, nil, nil, with(QuestionRoom, AnswerNo), AfterSteps, RuleCap, []RemedyID{RemedyRaiseCap}},
		"several steps, each once": {mobile, &P{Status: "BANNED"}, &Account{NumbersRegistered: 2, NumberCap: 2, Known: true, ReviewStatus: "REJECTED"}, with(QuestionInUse, AnswerWithOtherProvider), AfterSteps, RuleInUse, []RemedyID{RemedyMigrateProvider, RemedyAppeal}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := Decide(Check(Facts{Number: tc.number(t), Platform: tc.platform, Account: tc.account}, tc.answers))
			if got.Kind != tc.kind || got.First != tc.first || !slices.Equal(got.Remedies, tc.remedies) {
				t.Errorf("got %v at %q %v, want %v at %q %v",
					got.Kind, got.First, got.Remedies, tc.kind, tc.first, tc.remedies)
			}
		})
	}
}

// The one line that sums it up needs a reason, a first step, and two counts.
func TestDecideTellsWhy(t *testing.T) {
	t.Parallel()
	type P = Platform
	rejected := &Account{ReviewStatus: "REJECTED", NumbersRegistered: 2, NumberCap: 2, Known: true}
	for name, tc := range map[string]struct {
		number   func(*testing.T) phone.Number
		platform *Platform
		account  *Account
		answers  Answers
		kind     VerdictKind
		reason   ReasonCode
		remedy   RemedyID
		steps    int
		open     int
	}{
		"eligible":                {mobile, nil, nil, allGood(), Eligible, "", "", 0, 0},
		"nobody asked":            {mobile, nil, nil, nil, Undecided, ReasonNotAnswered, "", 0, 5},
		"nobody asked, toll-free": {tollFree, nil, nil, nil, Undecided, ReasonNotAnswered, "", 0, 6},
		"one open":                {mobile, nil, nil, with(QuestionInUse, ""), Undecided, ReasonNotAnswered, "", 0, 1},
		"one in doubt":            {mobile, nil, nil, with(QuestionBanned, AnswerUnsure), Undecided, ReasonOperatorDoubt, RemedyFindOut, 1, 1},
		"whose number?":           {mobile, nil, nil, with(QuestionOwnership, AnswerUnsure), Undecided, ReasonOperatorDoubt, RemedyProveOwnership, 1, 1},
		"one step":                {mobile, nil, nil, with(QuestionInUse, AnswerOnWhatsApp), AfterSteps, ReasonOnWhatsApp, RemedyLeaveApp, 1, 0},
		"rejected":                {mobile, nil, rejected, allGood(), AfterSteps, ReasonAccountRejected, RemedyAppeal, 1, 0},
		"two steps":               {mobile, nil, rejected, with(QuestionInUse, AnswerOnBusinessApp), AfterSteps, ReasonOnBusinessApp, RemedyOnBusinessApp, 2, 0},
		"banned and rejected":     {mobile, &P{Status: "BANNED"}, &Account{ReviewStatus: "REJECTED"}, allGood(), AfterSteps, ReasonBanned, RemedyAppeal, 1, 0},
		"steps, and open":         {mobile, &P{PlatformType: "ON_PREMISE", CodeVerification: "NOT_VERIFIED"}, nil, nil, Undecided, ReasonNotAnswered, "", 1, 4},
		"banned, nobody asked":    {mobile, &P{Status: "BANNED"}, nil, nil, AfterSteps, ReasonBanned, RemedyAppeal, 1, 0},
		"signup too late":         {mobile, &P{Status: "PENDING", CodeVerification: "EXPIRED", Onboarded: true}, nil, allGood(), AfterSteps, ReasonSignupLapsed, RemedyRepeatSignup, 1, 0},
		"name declined":           {mobile, &P{Status: "PENDING", NameStatus: "DECLINED"}, nil, allGood(), Eligible, "", "", 0, 0},
		"short code":              {short, nil, nil, nil, NotEligible, ReasonIsShortCode, RemedyOtherNumber, 1, 0},
		"pager":                   {pager, nil, nil, allGood(), NotEligible, ReasonReceivesNone, RemedyOtherNumber, 1, 0},
		"unreadable":              {none, nil, nil, allGood(), NotEligible, ReasonNoNumber, RemedyOtherNumber, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := Decide(Check(Facts{Number: tc.number(t), Platform: tc.platform, Account: tc.account}, tc.answers))
			if v.Kind != tc.kind || v.Reason != tc.reason || v.Remedy != tc.remedy || len(v.Remedies) != tc.steps || v.Open != tc.open {
				t.Errorf("got %v because of %q, first %q, %d steps, %d open; want %v, %q, %q, %d, %d",
					v.Kind, v.Reason, v.Remedy, len(v.Remedies), v.Open, tc.kind, tc.reason, tc.remedy, tc.steps, tc.open)
			}
			if v.Kind == AfterSteps && v.Remedies[0] != v.Remedy {
				t.Errorf("the first of %v is not %s", v.Remedies, v.Remedy)
			}
		})
	}
}

func TestDecideEmptyChecklist(t *testing.T) {
	t.Parallel()
	if got := Decide(nil); got.Kind != Undecided {
		t.Errorf("an empty checklist is %v", got.Kind)
	}
}

// Answering every open question must end the asking: no rule may ask again.
func TestAskingEnds(t *testing.T) {
	t.Parallel()
	for _, tc := range verdictNumbers {
		n := parsed(t, tc.input, tc.region)
		answers := Answers{}
		for range Questions() {
			v := Decide(Check(Facts{Number: n}, answers))
			if v.Kind != Undecided {
				break
			}
			r := resultOf(t, Facts{Number: n}, answers, v.First)
			if _, again := answers[r.Ask]; again {
				t.Fatalf("%s: %s is asked twice", tc.input, r.Ask)
			}
			answers[r.Ask] = allGood()[r.Ask]
		}
		if v := Decide(Check(Facts{Number: n}, answers)); v.Kind != tc.verdict {
			t.Errorf("%s (%v): %v at %s, want %v", tc.input, n.Line, v.Kind, v.First, tc.verdict)
		}
	}
}
