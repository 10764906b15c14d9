package eligibility

import (
	"slices"
	"testing"

	"dialtone/assets/constants"
	"dialtone/eligibility/phone"
)

func TestRules(t *testing.T) {
	t.Parallel()
	type P = Platform
	connected := &P{Status: "CONNECTED", PlatformType: "CLOUD_API", CodeVerification: "VERIFIED"}
	verified := &P{Status: "PENDING", CodeVerification: "VERIFIED"}
	pending := &P{Status: "PENDING", CodeVerification: "NOT_VERIFIED", PlatformType: "NOT_APPLICABLE"}
	full := &Account{NumbersRegistered: 2, BusinessVerification: "not_verified", MessagingLimit: "TIER_250", Known: true}

	for name, tc := range map[string]struct {
		rule     RuleID
		number   func(*testing.T) phone.Number
		platform *Platform
		account  *Account
		answers  Answers
		want     Result // Rule is filled in
	}{
		"ownership: not asked yet": {
			RuleOwnership, mobile, nil, nil, nil,
			Result{Finding: Finding{Unknown, ReasonNotAnswered, ""}, Ask: QuestionOwnership},
		},
		"ownership: yes": {
			RuleOwnership, mobile, nil, nil, Answers{QuestionOwnership: AnswerYes},
			Result{Finding: Finding{Met, ReasonOperatorSure, ""}, Source: FromOperator},
		},
		"ownership: no": {
			RuleOwnership, mobile, nil, nil, Answers{QuestionOwnership: AnswerNo},
			Result{Finding: Finding{NotMet, ReasonNotOwned, RemedyOtherNumber}, Source: FromOperator},
		},
		"ownership: unsure": {
			RuleOwnership, mobile, nil, nil, Answers{QuestionOwnership: AnswerUnsure},
			Result{
				Finding: Finding{Unknown, ReasonOperatorDoubt, RemedyProveOwnership},
				Source:  FromOperator, Ask: QuestionOwnership,
			},
		},
		"ownership: an answer that is no choice": {
			RuleOwnership, mobile, nil, nil, Answers{QuestionOwnership: AnswerOnWhatsApp},
			Result{Finding: Finding{Unknown, ReasonNotAnswered, ""}, Ask: QuestionOwnership},
		},
		"ownership: proved by the code": {
			RuleOwnership, mobile, verified, nil, nil,
			Result{Finding: Finding{Met, ReasonCodeReceived, ""}, Source: FromGraph, Field: "code_verification_status"},
		},
		"ownership: the code contradicts no": {
			RuleOwnership, mobile, verified, nil, Answers{QuestionOwnership: AnswerNo},
			Result{Finding: Finding{Met, ReasonCodeReceived, ""}, Source: FromGraph, Field: "code_verification_status", Contradicts: true},
		},
		"ownership: the code agrees with yes": {
			RuleOwnership, mobile, verified, nil, Answers{QuestionOwnership: AnswerYes},
			Result{Finding: Finding{Met, ReasonCodeReceived, ""}, Source: FromGraph, Field: "code_verification_status"},
		},
		"ownership: an expired code proves nothing": {
			RuleOwnership, mobile, &P{Status: "PENDING", CodeVerification: "EXPIRED"}, nil, nil,
			Result{Finding: Finding{Unknown, ReasonNotAnswered, ""}, Ask: QuestionOwnership},
		},
		"ownership: registered with an expired code": {
			RuleOwnership, mobile, &P{Status: "connected", CodeVerification: "EXPIRED"}, nil, nil,
			Result{Finding: Finding{Met, ReasonRegistered, ""}, Source: FromGraph, Field: "status"},
		},

		"country: complete": {
			RuleCountry, mobile, nil, nil, nil,
			Result{Finding: Finding{Met, ReasonComplete, ""}, Source: FromNumber},
		},
		"country: complete contradicts no": {
			RuleCountry, mobile, nil, nil, Answers{QuestionNumberRight: AnswerNo},
			Result{Finding: Finding{Met, ReasonComplete, ""}, Source: FromNumber, Contradicts: true},
		},
		"country: unlisted": {
			RuleCountry, meta555, nil, nil, nil,
			Result{Finding: Finding{Unknown, ReasonUnlisted, ""}, Source: FromNumber, Ask: QuestionNumberRight},
		},
		"country: unlisted but right": {
			RuleCountry, meta555, nil, nil, Answers{QuestionNumberRight: AnswerYes},
			Result{Finding: Finding{Met, ReasonOperatorSure, ""}, Source: FromOperator},
		},
		"country: unlisted and wrong": {
			RuleCountry, meta555, nil, nil, Answers{QuestionNumberRight: AnswerNo},
			Result{Finding: Finding{NotMet, ReasonWrongNumber, RemedyOtherNumber}, Source: FromOperator},
		},
		"country: unlisted but in the account": {
			RuleCountry, meta555, pending, nil, nil,
			Result{Finding: Finding{Met, ReasonKnownToGraph, ""}, Source: FromGraph, Field: "display_phone_number"},
		},
		"country: belongs to none": {
			RuleCountry, nowhere, nil, nil, nil,
			Result{Finding: Finding{Unknown, ReasonNoGeography, ""}, Source: FromNumber, Ask: QuestionNumberRight},
		},
		"country: no number": {
			RuleCountry, none, nil, nil, nil,
			Result{Finding: Finding{NotMet, ReasonNoNumber, RemedyOtherNumber}, Source: FromNumber},
		},
		"country: short code": {
			RuleCountry, short, nil, nil, nil,
			Result{Finding: Finding{NotApplicable, ReasonHasNoAreaCode, ""}, Source: FromNumber},
		},

		"short code: it is one": {
			RuleShortCode, short, nil, nil, nil,
			Result{Finding: Finding{NotMet, ReasonIsShortCode, RemedyOtherNumber}, Source: FromNumber},
		},
		"short code: it is none": {
			RuleShortCode, mobile, nil, nil, nil,
			Result{Finding: Finding{Met, ReasonIsNoShortCode, ""}, Source: FromNumber},
		},
		"short code: no number": {
			RuleShortCode, none, nil, nil, nil,
			Result{Finding: Finding{Unknown, ReasonNoNumber, ""}, Source: FromNumber},
		},
		"short code: display number unreadable": {
			RuleShortCode, none, pending, nil, nil,
			Result{Finding: Finding{Met, ReasonKnownToGraph, ""}, Source: FromGraph, Field: "display_phone_number"},
		},

		"reach: mobile": {
			RuleReach, mobile, nil, nil, nil,
			Result{Finding: Finding{Met, ReasonSMSAndVoice, ""}, Source: FromNumber},
		},
		"reach: fixed": {
			RuleReach, fixed, nil, nil, nil,
			Result{Finding: Finding{Met, ReasonVoice, ""}, Source: FromNumber},
		},
		"reach: fixed or mobile is asked about": {
			RuleReach, either, nil, nil, nil,
			Result{Finding: Finding{Unknown, ReasonReachDoubtful, ""}, Source: FromNumber, Ask: QuestionReach},
		},
		"reach: fixed or mobile, both": {
			RuleReach, either, nil, nil, Answers{QuestionReach: AnswerYes},
			Result{Finding: Finding{Met, ReasonSMSAndVoice, ""}, Source: FromOperator},
		},
		"reach: fixed or mobile, and nobody knows: a call gets to both": {
			RuleReach, either, nil, nil, Answers{QuestionReach: AnswerUnsure},
			Result{Finding: Finding{Met, ReasonVoice, ""}, Source: FromNumber},
		},
		"reach: kind of line not known": {
			RuleReach, meta555, nil, nil, nil,
			Result{Finding: Finding{Unknown, ReasonReachDoubtful, ""}, Source: FromNumber, Ask: QuestionReach},
		},
		"reach: kind of line not known, and nobody knows": {
			RuleReach, meta555, nil, nil, Answers{QuestionReach: AnswerUnsure},
			Result{
				Finding: Finding{Unknown, ReasonOperatorDoubt, RemedyFindOut},
				Source:  FromOperator, Ask: QuestionReach,
			},
		},
		"reach: fixed or mobile, operator knows better": {
			RuleReach, either, nil, nil, Answers{QuestionReach: AnswerSMSOnly},
			Result{Finding: Finding{Met, ReasonSMSOnly, ""}, Source: FromOperator},
		},
		"reach: a mobile that takes nothing": {
			RuleReach, mobile, nil, nil, Answers{QuestionReach: AnswerNo},
			Result{Finding: Finding{NotMet, ReasonCannotReceive, RemedyOtherNumber}, Source: FromOperator},
		},
		"reach: a mobile and an unsure operator": {
			RuleReach, mobile, nil, nil, Answers{QuestionReach: AnswerUnsure},
			Result{Finding: Finding{Met, ReasonSMSAndVoice, ""}, Source: FromNumber},
		},
		"reach: shared cost": {
			RuleReach, shared, nil, nil, nil,
			Result{Finding: Finding{Unknown, ReasonReachDoubtful, ""}, Source: FromNumber, Ask: QuestionReach},
		},
		"reach: shared cost with calls": {
			RuleReach, shared, nil, nil, Answers{QuestionReach: AnswerCallOnly},
			Result{Finding: Finding{Met, ReasonCallOnly, ""}, Source: FromOperator},
		},
		"reach: shared cost, unsure": {
			RuleReach, shared, nil, nil, Answers{QuestionReach: AnswerUnsure},
			Result{
				Finding: Finding{Unknown, ReasonOperatorDoubt, RemedyFindOut},
				Source:  FromOperator, Ask: QuestionReach,
			},
		},
		"reach: pager": {
			RuleReach, pager, nil, nil, nil,
			Result{Finding: Finding{NotMet, ReasonReceivesNone, RemedyOtherNumber}, Source: FromNumber},
		},
		"reach: pager contradicts yes": {
			RuleReach, pager, nil, nil, Answers{QuestionReach: AnswerYes},
			Result{Finding: Finding{NotMet, ReasonReceivesNone, RemedyOtherNumber}, Source: FromNumber, Contradicts: true},
		},
		"reach: the code contradicts no": {
			RuleReach, shared, verified, nil, Answers{QuestionReach: AnswerNo},
			Result{Finding: Finding{Met, ReasonCodeReceived, ""}, Source: FromGraph, Field: "code_verification_status", Contradicts: true},
		},
		"reach: registered": {
			RuleReach, pager, connected, nil, nil,
			Result{Finding: Finding{Met, ReasonRegistered, ""}, Source: FromGraph, Field: "status"},
		},

		"scaled: not asked yet": {
			RuleScaled, mobile, verified, nil, nil,
			Result{Finding: Finding{Unknown, ReasonNotAnswered, ""}, Ask: QuestionScaled},
		},
		"scaled: yes": {
			RuleScaled, mobile, nil, nil, Answers{QuestionScaled: AnswerYes},
			Result{Finding: Finding{Met, ReasonOperatorSure, ""}, Source: FromOperator},
		},
		"scaled: no": {
			RuleScaled, mobile, nil, nil, Answers{QuestionScaled: AnswerNo},
			Result{Finding: Finding{NotMet, ReasonNotScaled, RemedyOtherNumber}, Source: FromOperator},
		},
		"scaled: unsure is let pass": {
			RuleScaled, mobile, nil, nil, Answers{QuestionScaled: AnswerUnsure},
			Result{Finding: Finding{Unknown, ReasonScaledUnknown, ""}, Source: FromOperator},
		},
		"scaled: registration contradicts no": {
			RuleScaled, mobile, connected, nil, Answers{QuestionScaled: AnswerNo},
			Result{Finding: Finding{Met, ReasonRegistered, ""}, Source: FromGraph, Field: "status", Contradicts: true},
		},

		"IVR: mobile": {
			RuleIVR, mobile, nil, nil, nil,
			Result{Finding: Finding{NotApplicable, ReasonNoIVRLikely, ""}, Source: FromNumber},
		},
		"IVR: a mobile that is forwarded to a machine": {
			RuleIVR, mobile, nil, nil, Answers{QuestionBehindIVR: AnswerYes},
			Result{Finding: Finding{NotMet, ReasonBehindIVR, RemedyIVR}, Source: FromOperator},
		},
		"IVR: fixed or mobile": {
			RuleIVR, either, nil, nil, nil,
			Result{Finding: Finding{NotApplicable, ReasonNoIVRLikely, ""}, Source: FromNumber},
		},
		"IVR: fixed or mobile, calls only": {
			RuleIVR, either, nil, nil, Answers{QuestionReach: AnswerCallOnly},
			Result{Finding: Finding{Unknown, ReasonNotAnswered, ""}, Ask: QuestionBehindIVR},
		},
		"IVR: fixed or mobile, to get a call": {
			RuleIVR, either, nil, nil, Answers{QuestionReach: AnswerUnsure},
			Result{Finding: Finding{Unknown, ReasonNotAnswered, ""}, Ask: QuestionBehindIVR},
		},
		"IVR: toll-free": {
			RuleIVR, tollFree, nil, nil, nil,
			Result{Finding: Finding{Unknown, ReasonNotAnswered, ""}, Ask: QuestionBehindIVR},
		},
		"IVR: toll-free without a machine": {
			RuleIVR, tollFree, nil, nil, Answers{QuestionBehindIVR: AnswerNo},
			Result{Finding: Finding{Met, ReasonNoIVR, ""}, Source: FromOperator},
		},
		"IVR: toll-free behind a machine": {
			RuleIVR, tollFree, nil, nil, Answers{QuestionBehindIVR: AnswerYes},
			Result{Finding: Finding{NotMet, ReasonBehindIVR, RemedyIVR}, Source: FromOperator},
		},
		"IVR: toll-free, prepared": {
			RuleIVR, tollFree, nil, nil, Answers{QuestionBehindIVR: AnswerPrepared},
			Result{Finding: Finding{Met, ReasonIVRPrepared, ""}, Source: FromOperator},
		},
		"IVR: the code got through": {
			RuleIVR, tollFree, verified, nil, Answers{QuestionBehindIVR: AnswerYes},
			Result{Finding: Finding{NotApplicable, ReasonCodeReceived, ""}, Source: FromGraph, Field: "code_verification_status"},
		},
		"IVR: registered": {
			RuleIVR, tollFree, connected, nil, nil,
			Result{Finding: Finding{NotApplicable, ReasonRegistered, ""}, Source: FromGraph, Field: "status"},
		},
		"IVR: pager": {
			RuleIVR, pager, nil, nil, nil,
			Result{Finding: Finding{NotApplicable, ReasonReceivesNone, ""}, Source: FromNumber},
		},

		"cap: account not seen": {
			RuleCap, mobile, nil, nil, nil,
			Result{Finding: Finding{Unknown, ReasonCapUnknown, ""}, Ask: QuestionRoom},
		},
		"cap: not counted": {
			RuleCap, mobile, nil, &Account{BusinessVerification: "verified"}, nil,
			Result{Finding: Finding{Unknown, ReasonCapUnknown, ""}, Ask: QuestionRoom},
		},
		"cap: room": {
			RuleCap, mobile, pending, &Account{NumbersRegistered: 1, Known: true}, nil,
			Result{Finding: Finding{Met, ReasonRoom, ""}, Source: FromGraph, Field: "phone_numbers"},
		},
		"cap: room here, but the portfolio is full": {
			RuleCap, mobile, pending, &Account{NumbersRegistered: 1, Known: true}, Answers{QuestionRoom: AnswerNo},
			Result{Finding: Finding{NotMet, ReasonCapReached, RemedyRaiseCap}, Source: FromOperator},
		},
		"cap: reached": {
			RuleCap, mobile, pending, full, nil,
			Result{Finding: Finding{Unknown, ReasonCapWarned, ""}, Source: FromGraph, Field: "business_verification_status", Ask: QuestionRoom},
		},
		"cap: reached by our count, and they may": {
			RuleCap, mobile, pending, full, Answers{QuestionRoom: AnswerYes},
			Result{Finding: Finding{Met, ReasonRoom, ""}, Source: FromOperator},
		},
		"cap: reached as Meta stated it": {
			RuleCap, mobile, pending, &Account{NumbersRegistered: 25, NumberCap: 25, Known: true}, nil,
			Result{Finding: Finding{Unknown, ReasonCapWarned, ""}, Source: FromGraph, Field: "max_phone_numbers_per_business", Ask: QuestionRoom},
		},
		"cap: reached, but this number is counted": {
			RuleCap, mobile, connected, full, nil,
			Result{Finding: Finding{Met, ReasonRegistered, ""}, Source: FromGraph, Field: "status"},
		},
		"cap: two numbers, and the business is not read": {
			RuleCap, mobile, pending, &Account{NumbersRegistered: 2, MessagingLimit: "TIER_250", Known: true}, nil,
			Result{Finding: Finding{Unknown, ReasonCapUnknown, ""}, Ask: QuestionRoom},
		},
		"cap: two numbers, and nothing of the account is read": {
			RuleCap, mobile, pending, &Account{NumbersRegistered: 2, Known: true}, nil,
			Result{Finding: Finding{Unknown, ReasonCapUnknown, ""}, Ask: QuestionRoom},
		},
		"cap: stated by Meta": {
			RuleCap, mobile, pending, &Account{NumbersRegistered: 20, NumberCap: 25, Known: true}, nil,
			Result{Finding: Finding{Met, ReasonRoom, ""}, Source: FromGraph, Field: "max_phone_numbers_per_business"},
		},
		"cap: unsure is let pass": {
			RuleCap, mobile, nil, nil, Answers{QuestionRoom: AnswerUnsure},
			Result{Finding: Finding{Unknown, ReasonCapUnknown, ""}, Source: FromOperator},
		},

		"test number: nothing known": {
			RuleTestNumber, mobile, nil, nil, nil,
			Result{Finding: Finding{Unknown, ReasonTestUnknown, ""}},
		},
		"test number: 555 alone": {
			RuleTestNumber, meta555, nil, nil, nil,
			Result{Finding: Finding{Unknown, ReasonMaybeTest, ""}, Source: FromNumber},
		},
		"test number: 555 with a business name": {
			RuleTestNumber, meta555, &P{VerifiedName: "Lotus Bakery", AccountMode: "SANDBOX"}, nil, nil,
			Result{Finding: Finding{Unknown, ReasonMaybeTest, ""}, Source: FromNumber},
		},
		"test number: 555 with its name": {
			RuleTestNumber, meta555, &P{Status: "CONNECTED", VerifiedName: "Test Number"}, nil, nil,
			Result{Finding: Finding{NotMet, ReasonTestNumber, RemedyOtherNumber}, Source: FromGraph, Field: "verified_name"},
		},
		"test number: trial account with its name": {
			RuleTestNumber, mobile, &P{Status: "CONNECTED", VerifiedName: "test number ", AccountMode: "SANDBOX"}, nil, nil,
			Result{Finding: Finding{NotMet, ReasonTestNumber, RemedyOtherNumber}, Source: FromGraph, Field: "verified_name"},
		},
		"test number: fresh, by its 555": {
			RuleTestNumber, meta555, &P{Status: "PENDING", VerifiedName: "Test Number"}, nil, nil,
			Result{Finding: Finding{Unknown, ReasonFreshTest, ""}, Source: FromGraph, Field: "verified_name"},
		},
		"test number: fresh, by its account": {
			RuleTestNumber, mobile, &P{Status: "pending", CodeVerification: "NOT_VERIFIED", VerifiedName: "Test Number", AccountMode: "SANDBOX"}, nil, nil,
			Result{Finding: Finding{Unknown, ReasonFreshTest, ""}, Source: FromGraph, Field: "verified_name"},
		},
		"test number: taken off": {
			RuleTestNumber, meta555, &P{Status: "DISCONNECTED", VerifiedName: "Test Number", AccountMode: "SANDBOX"}, nil, nil,
			Result{Finding: Finding{Unknown, ReasonFreshTest, RemedyNone}, Source: FromGraph, Field: "verified_name"},
		},
		"test number: a status to come": {
			RuleTestNumber, meta555, &P{Status: "OFFLINE", VerifiedName: "Test Number", AccountMode: "SANDBOX"}, nil, nil,
			Result{Finding: Finding{Unknown, ReasonFreshTest, RemedyNone}, Source: FromGraph, Field: "verified_name"},
		},
		"test number: status not told": {
			RuleTestNumber, meta555, &P{VerifiedName: "Test Number"}, nil, nil,
			Result{Finding: Finding{Unknown, ReasonFreshTest, RemedyNone}, Source: FromGraph, Field: "verified_name"},
		},
		"test number: gone": {
			RuleTestNumber, meta555, &P{Status: "DELETED", VerifiedName: "Test Number"}, nil, nil,
			Result{Finding: Finding{NotMet, ReasonTestNumber, RemedyOtherNumber}, Source: FromGraph, Field: "verified_name"},
		},
		"test number: fresh, reads verified": {
			RuleTestNumber, meta555, &P{Status: "PENDING", CodeVerification: "VERIFIED", VerifiedName: "Test Number"}, nil, nil,
			Result{Finding: Finding{Unknown, ReasonFreshTest, ""}, Source: FromGraph, Field: "verified_name"},
		},
		"test number: fresh, its digits alone": {
			RuleTestNumber, none, &P{Status: "PENDING", VerifiedName: "Test Number", Display: "15551450142", AccountMode: "LIVE"}, nil, nil,
			Result{Finding: Finding{Unknown, ReasonFreshTest, ""}, Source: FromGraph, Field: "verified_name"},
		},
		"test number: fresh, its national form": {
			RuleTestNumber, none, &P{Status: "PENDING", VerifiedName: "Test Number", Display: "(555) 145-0142"}, nil, nil,
			Result{Finding: Finding{Unknown, ReasonFreshTest, ""}, Source: FromGraph, Field: "verified_name"},
		},
		"test number: registered, its form with a plus": {
			RuleTestNumber, none, &P{Status: "CONNECTED", VerifiedName: "Test Number", Display: "+1 555-145-0142"}, nil, nil,
			Result{Finding: Finding{NotMet, ReasonTestNumber, RemedyOtherNumber}, Source: FromGraph, Field: "verified_name"},
		},
		"test number: the name, and a number of Brazil": {
			RuleTestNumber, none, &P{Status: "PENDING", VerifiedName: "Test Number", Display: "+55 51 450-0142"}, nil, nil,
			Result{Finding: Finding{Unknown, ReasonMaybeTest, ""}, Source: FromGraph, Field: "verified_name"},
		},
		"test number: fresh, nobody is asked": {
			RuleOwnership, meta555, &P{Status: "PENDING", VerifiedName: "Test Number", AccountMode: "SANDBOX"}, nil, nil,
			Result{Finding: Finding{NotApplicable, ReasonFreshTest, ""}},
		},
		"test number: the name alone": {
			RuleTestNumber, mobile, &P{VerifiedName: "Test Number", AccountMode: "LIVE"}, nil, nil,
			Result{Finding: Finding{Unknown, ReasonMaybeTest, ""}, Source: FromGraph, Field: "verified_name"},
		},
		"test number: trial account alone": {
			RuleTestNumber, mobile, &P{VerifiedName: "Lotus Bakery", AccountMode: "SANDBOX"}, nil, nil,
			Result{Finding: Finding{Unknown, ReasonTestUnknown, ""}, Source: FromGraph, Field: "account_mode"},
		},
		"test number: live": {
			RuleTestNumber, mobile, &P{VerifiedName: "Lotus Bakery", AccountMode: "LIVE"}, nil, nil,
			Result{Finding: Finding{Met, ReasonNoTestNumber, ""}, Source: FromGraph, Field: "account_mode"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := Facts{Number: tc.number(t), Platform: tc.platform, Account: tc.account}
			tc.want.Rule = tc.rule
			if got := resultOf(t, f, tc.answers, tc.rule); got != tc.want {
				t.Errorf("\n got %+v\nwant %+v", got, tc.want)
			}
		})
	}
}

func TestCheckAnswersEveryRuleInOrder(t *testing.T) {
	t.Parallel()
	var got []RuleID
	for _, r := range Check(Facts{}, nil) {
		got = append(got, r.Rule)
	}
	if want := constants.Of[RuleID](t); !slices.Equal(got, want) {
		t.Errorf("rules come as %v, want %v", got, want)
	}
}

func TestRulesKnowExactlyTheirChoices(t *testing.T) {
	t.Parallel()
	asked := map[Question]bool{}
	for _, r := range Rules() {
		choices := r.Question.Choices()
		if len(choices) != len(r.Answers) {
			t.Errorf("rule %s: %d choices, %d answers understood", r.ID, len(choices), len(r.Answers))
		}
		for _, c := range choices {
			if r.Answers[c].Reason == "" {
				t.Errorf("rule %s does not understand %q", r.ID, c)
			}
		}
		asked[r.Question] = true
	}
	for _, q := range Questions() {
		if !asked[q] {
			t.Errorf("no rule asks %s", q)
		}
	}
}
