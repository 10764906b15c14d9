//go:build unix

package e2e

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility"
)

// Every rule of the checklist: what is asked, what each answer makes of its line,
// and where the verdict leads. What comes after that is in remedy_test.go.

// line waits for a rule's line in the checklist, with its mark and its reason.
func (w *wizard) line(mark string, rule eligibility.RuleID, why eligibility.ReasonCode) {
	w.t.Helper()
	at := regexp.QuoteMeta(mark+" ") + folded(say(w.t, "rule."+string(rule))).String() + ` +` + folded(say(w.t, "reason."+string(why))).String()
	w.await("see "+mark+" "+string(rule)+": "+string(why), regexp.MustCompile(at))
}

// turnTo goes to a question of the checklist, whether it was answered or not.
func (w *wizard) turnTo(q eligibility.Question) {
	w.t.Helper()
	for range 2 * len(eligibility.Rules()) {
		at := w.openQuestion()
		if at == q {
			return
		}
		w.Press("tab")
		w.until("leave the question "+string(at), func(s string) bool {
			if at == eligibility.QuestionNone {
				return strings.Contains(s, "▸")
			}
			return !asks(s, w.ask(at))
		})
	}
	w.t.Fatalf("nothing asks %s:\n%s", q, w.Screen())
}

// atVerdict answers every open question as usual, so that the mark stands at the
// verdict.
func (w *wizard) atVerdict() {
	w.t.Helper()
	for q := w.openQuestion(); q != eligibility.QuestionNone; q = w.openQuestion() {
		w.Press("enter")
		w.until("leave the question "+string(q), func(s string) bool { return !asks(s, w.ask(q)) })
	}
}

// reply gives an answer, the first or another one, and leaves the mark at the
// verdict.
func (w *wizard) reply(q eligibility.Question, a eligibility.Answer) {
	w.t.Helper()
	w.turnTo(q)
	w.Press(itoa(slices.Index(q.Choices(), a)+1), "enter")
	w.until("leave the question "+string(q), func(s string) bool { return !asks(s, w.ask(q)) })
	w.atVerdict()
}

// ruling is an answer, what it makes of the rule's line, and where going on leads.
type ruling struct {
	said eligibility.Answer
	mark string
	why  eligibility.ReasonCode
	to   string
}

const onToCode = "state.CodeMethod.title"

func toRemedy(id eligibility.RemedyID) string { return "remedy." + string(id) + ".title" }

// asked is a rule with a question, and every answer to it.
type asked struct {
	rule    eligibility.RuleID
	ask     eligibility.Question
	story   string
	change  func(*graphsim.Scenario)
	rulings []ruling
}

func askedRules() []asked {
	other := toRemedy(eligibility.RemedyOtherNumber)
	findOut := toRemedy(eligibility.RemedyFindOut)
	return []asked{
		{eligibility.RuleOwnership, eligibility.QuestionOwnership, "whose-number", atOnce, []ruling{
			{eligibility.AnswerUnsure, "?", eligibility.ReasonOperatorDoubt, toRemedy(eligibility.RemedyProveOwnership)},
			{eligibility.AnswerNo, "×", eligibility.ReasonNotOwned, other},
			{eligibility.AnswerYes, "✓", eligibility.ReasonOperatorSure, onToCode},
		}},
		{eligibility.RuleReach, eligibility.QuestionReach, "unknown-line", atOnce, []ruling{
			{eligibility.AnswerNo, "×", eligibility.ReasonCannotReceive, other},
			{eligibility.AnswerSMSOnly, "✓", eligibility.ReasonSMSOnly, onToCode},
			{eligibility.AnswerCallOnly, "✓", eligibility.ReasonCallOnly, onToCode},
			{eligibility.AnswerUnsure, "✓", eligibility.ReasonVoice, onToCode},
			{eligibility.AnswerYes, "✓", eligibility.ReasonSMSAndVoice, onToCode},
		}},
		{eligibility.RuleScaled, eligibility.QuestionScaled, "clean-mobile", atOnce, []ruling{
			{eligibility.AnswerNo, "×", eligibility.ReasonNotScaled, other},
			{eligibility.AnswerUnsure, "~", eligibility.ReasonScaledUnknown, onToCode},
			{eligibility.AnswerYes, "✓", eligibility.ReasonOperatorSure, onToCode},
		}},
		{eligibility.RuleInUse, eligibility.QuestionInUse, "clean-mobile", atOnce, []ruling{
			{eligibility.AnswerOnWhatsApp, "×", eligibility.ReasonOnWhatsApp, toRemedy(eligibility.RemedyLeaveApp)},
			{eligibility.AnswerOnBusinessApp, "×", eligibility.ReasonOnBusinessApp, toRemedy(eligibility.RemedyOnBusinessApp)},
			{eligibility.AnswerOnOtherAccount, "×", eligibility.ReasonOnOtherAccount, toRemedy(eligibility.RemedyOnOtherAccount)},
			{eligibility.AnswerWithOtherProvider, "×", eligibility.ReasonOtherProvider, toRemedy(eligibility.RemedyMigrateProvider)},
			{eligibility.AnswerWithBoth, "✓", eligibility.ReasonPartners, onToCode},
			{eligibility.AnswerUnsure, "?", eligibility.ReasonOperatorDoubt, findOut},
			{eligibility.AnswerNotUsed, "✓", eligibility.ReasonNotUsed, onToCode},
		}},
		{eligibility.RuleBanned, eligibility.QuestionBanned, "clean-mobile", atOnce, []ruling{
			{eligibility.AnswerYes, "×", eligibility.ReasonBanned, toRemedy(eligibility.RemedyAppeal)},
			{eligibility.AnswerUnsure, "?", eligibility.ReasonOperatorDoubt, findOut},
			{eligibility.AnswerNo, "✓", eligibility.ReasonNotBanned, onToCode},
		}},
		{eligibility.RuleIVR, eligibility.QuestionBehindIVR, "toll-free", atOnce, []ruling{
			{eligibility.AnswerYes, "×", eligibility.ReasonBehindIVR, toRemedy(eligibility.RemedyIVR)},
			{eligibility.AnswerUnsure, "?", eligibility.ReasonOperatorDoubt, findOut},
			{eligibility.AnswerPrepared, "✓", eligibility.ReasonIVRPrepared, onToCode},
			{eligibility.AnswerNo, "✓", eligibility.ReasonNoIVR, onToCode},
		}},
		{eligibility.RuleCap, eligibility.QuestionRoom, "cap-full", thirdFirst, []ruling{
			{eligibility.AnswerNo, "×", eligibility.ReasonCapReached, toRemedy(eligibility.RemedyRaiseCap)},
			{eligibility.AnswerUnsure, "~", eligibility.ReasonCapUnknown, onToCode},
			{eligibility.AnswerYes, "✓", eligibility.ReasonRoom, onToCode},
		}},
	}
}

// thirdFirst has the number that is one too many lead the list, in an account of
// which nobody knows how many it may have.
func thirdFirst(sc *graphsim.Scenario) {
	sc.Account.Limit = "TIER_OF_THE_FUTURE"
	sc.Numbers[0], sc.Numbers[2] = sc.Numbers[2], sc.Numbers[0]
}

// TestAnswersToEveryQuestion changes the answer again and again, each time with a
// look at where it leads.
func TestAnswersToEveryQuestion(t *testing.T) {
	t.Parallel()
	for _, tt := range askedRules() {
		t.Run(string(tt.rule), func(t *testing.T) {
			t.Parallel()
			w := open(t, host(t, story(t, tt.story, tt.change)), wide())
			w.pickFirst()
			w.see("state.Eligibility.title")
			for _, r := range tt.rulings {
				w.reply(tt.ask, r.said)
				w.line(r.mark, tt.rule, r.why)
				w.Press("enter")
				w.see(r.to)
				w.Press("esc")
				w.see("state.Eligibility.title")
			}
			if len(tt.rulings) != len(tt.ask.Choices()) {
				t.Errorf("%d answers of %d", len(tt.rulings), len(tt.ask.Choices()))
			}
			wantCalls(t, w.world, nil)
		})
	}
}

// fact is a rule that facts decide, what they make of its line, and where going on
// leads.
type fact struct {
	rule   eligibility.RuleID
	story  string
	change func(*graphsim.Scenario)
	mark   string
	why    eligibility.ReasonCode
	to     string
}

func told() map[string]fact {
	number := func(change func(*graphsim.Number)) func(*graphsim.Scenario) {
		return func(sc *graphsim.Scenario) { change(&sc.Numbers[0]) }
	}
	account := func(change func(*graphsim.Account)) func(*graphsim.Scenario) {
		return func(sc *graphsim.Scenario) { change(&sc.Account) }
	}
	other := toRemedy(eligibility.RemedyOtherNumber)
	return map[string]fact{
		"country":           {eligibility.RuleCountry, "clean-mobile", atOnce, "✓", eligibility.ReasonComplete, onToCode},
		"country of none":   {eligibility.RuleCountry, "clean-mobile", number(func(n *graphsim.Number) { n.Phone, n.Display = "+80012345678", "+800 1234 5678" }), "✓", eligibility.ReasonKnownToGraph, onToCode},
		"no short code":     {eligibility.RuleShortCode, "clean-mobile", atOnce, "✓", eligibility.ReasonIsNoShortCode, onToCode},
		"mobile":            {eligibility.RuleReach, "clean-mobile", atOnce, "✓", eligibility.ReasonSMSAndVoice, onToCode},
		"pager":             {eligibility.RuleReach, "pager", atOnce, "×", eligibility.ReasonReceivesNone, other},
		"account approved":  {eligibility.RuleAccount, "clean-mobile", atOnce, "✓", eligibility.ReasonAccountApproved, onToCode},
		"account pending":   {eligibility.RuleAccount, "clean-mobile", account(func(a *graphsim.Account) { a.Review = "PENDING" }), "~", eligibility.ReasonAccountPending, onToCode},
		"account rejected":  {eligibility.RuleAccount, "rejected-account", atOnce, "×", eligibility.ReasonAccountRejected, toRemedy(eligibility.RemedyAppeal)},
		"room":              {eligibility.RuleCap, "clean-mobile", atOnce, "✓", eligibility.ReasonRoom, onToCode},
		"name ready":        {eligibility.RuleName, "clean-mobile", atOnce, "✓", eligibility.ReasonNameReady, onToCode},
		"name under review": {eligibility.RuleName, "clean-mobile", number(func(n *graphsim.Number) { n.NameStatus = api.NamePendingReview }), "~", eligibility.ReasonNamePending, onToCode},
		"name declined":     {eligibility.RuleName, "declined-name", number(func(n *graphsim.Number) { n.Verification, n.VerifiedAt = api.NotVerified, nil }), "~", eligibility.ReasonNameDeclined, onToCode},
		"test number":       {eligibility.RuleTestNumber, "test-number", atOnce, "~", eligibility.ReasonFreshTest, "state.ChoosePIN.title"},
		"no test number":    {eligibility.RuleTestNumber, "clean-mobile", atOnce, "✓", eligibility.ReasonNoTestNumber, onToCode},
	}
}

func TestFactsDecide(t *testing.T) {
	t.Parallel()
	for name, tt := range told() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := open(t, host(t, story(t, tt.story, tt.change)), wide())
			w.pickFirst()
			w.see("state.Eligibility.title")
			w.atVerdict()
			w.line(tt.mark, tt.rule, tt.why)
			w.Press("enter")
			w.see(tt.to)
			wantCalls(t, w.world, nil)
		})
	}
}

// TestStandingsLeadPastTheChecklist picks numbers whose facts alone say what has
// to happen first.
func TestStandingsLeadPastTheChecklist(t *testing.T) {
	t.Parallel()
	moved := func(sc *graphsim.Scenario) { sc.Numbers[0].Status = "MIGRATED" }
	for name, tt := range map[string]struct {
		story  string
		change func(*graphsim.Scenario)
		to     eligibility.RemedyID
	}{
		"banned":        {"banned-number", atOnce, eligibility.RemedyAppeal},
		"business app":  {"on-the-business-app", atOnce, eligibility.RemedyFinishSharing},
		"half shared":   {"half-shared", atOnce, eligibility.RemedyFinishSharing},
		"shared":        {"shared-with-the-app", atOnce, eligibility.RemedyCoexistence},
		"on premises":   {"on-premises", atOnce, eligibility.RemedyOnPremise},
		"signup lapsed": {"old-signup", atOnce, eligibility.RemedyRepeatSignup},
		"deleted":       {"deleted-here", atOnce, eligibility.RemedyAddAgain},
		"moved away":    {"clean-mobile", moved, eligibility.RemedyMigrateProvider},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := open(t, host(t, story(t, tt.story, tt.change)), wide())
			w.pickFirst()
			w.see(toRemedy(tt.to))
			w.Press("esc")
			w.see("state.PickNumber.title")
			wantCalls(t, w.world, nil)
		})
	}
}

// TestNumbersWithoutACountryAreNotAdded types what is no number of a country, a
// short code among them, into the form for a new one.
func TestNumbersWithoutACountryAreNotAdded(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "empty-account")), wide())
	w.see("numbers.empty")
	w.Press("enter")
	w.see("state.AddNumber.title")
	for _, tt := range []struct{ typed, key string }{
		{"9123 4567", "number.no_country"},
		{"555-0199", "number.no_area_code"},
		{"+999 123 456 789", "number.unknown_country"},
		{"911", "number.short_code"},
		{"24365", "number.short_code"},
		{"+852 999", "number.short_code"},
	} {
		w.Press("ctrl+u")
		w.Type(tt.typed)
		w.Press("enter")
		w.see(tt.key)
		w.row("▸", say(t, "add.number.label"))
	}
	wantCalls(t, w.world, nil)
	w.leave(1)
}

// TestEveryRuleIsHere: the age of Embedded Signup is no line of the checklist, since
// the number's standing leads past it.
func TestEveryRuleIsHere(t *testing.T) {
	t.Parallel()
	here := map[eligibility.RuleID]bool{eligibility.RuleSignup: true}
	for _, r := range askedRules() {
		here[r.rule] = true
	}
	for _, r := range told() {
		here[r.rule] = true
	}
	for _, r := range eligibility.Rules() {
		if !here[r.ID] {
			t.Errorf("nothing tests %s", r.ID)
		}
	}
}
