//go:build unix

package e2e

import (
	"regexp"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility"
)

// Every rule of the checklist: what is asked, what each answer makes of its line,
// and where the verdict leads. What comes after that is in remedy_test.go.

// line waits for a rule's line among those that passed or failed, with its mark and reason.
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
				return !phrase(w.t, "checks.result").MatchString(s)
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
		w.say(q, eligibility.AnswerNone)
	}
}

// replied waits for a question with its mark and its answer, below the verdict.
func (w *wizard) replied(mark string, q eligibility.Question, a eligibility.Answer) {
	w.t.Helper()
	told := regexp.QuoteMeta(w.ask(q)) + ` +` + regexp.QuoteMeta(say(w.t, "question."+string(q)+"."+string(a)))
	for _, r := range eligibility.Rules() {
		if r.Question == q && mark == "✓" { // told in the words of the rule
			told = regexp.QuoteMeta(say(w.t, "rule."+string(r.ID)))
			if a != q.Favourable() && r.Answers[a].Outcome == eligibility.Met {
				told += ` +` + regexp.QuoteMeta(say(w.t, "reason."+string(r.Answers[a].Reason)))
			}
		}
	}
	w.await("see "+mark+" "+string(q)+": "+string(a), regexp.MustCompile(regexp.QuoteMeta(mark)+" "+told))
}

// reply gives an answer, the first or another one, and leaves the mark at the
// verdict.
func (w *wizard) reply(q eligibility.Question, a eligibility.Answer) {
	w.t.Helper()
	w.turnTo(q)
	w.say(q, a)
	w.atVerdict()
}

// ruling is an answer, what it makes of the rule's line, and where going on leads.
type ruling struct {
	said eligibility.Answer
	mark string
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
			{eligibility.AnswerUnsure, "!", toRemedy(eligibility.RemedyProveOwnership)},
			{eligibility.AnswerNo, "×", other},
			{eligibility.AnswerYes, "✓", onToCode},
		}},
		{eligibility.RuleReach, eligibility.QuestionReach, "unknown-line", atOnce, []ruling{
			{eligibility.AnswerNo, "×", other},
			{eligibility.AnswerSMSOnly, "✓", onToCode},
			{eligibility.AnswerCallOnly, "✓", onToCode},
			{eligibility.AnswerUnsure, "✓", onToCode},
			{eligibility.AnswerYes, "✓", onToCode},
		}},
		{eligibility.RuleScaled, eligibility.QuestionScaled, "clean-mobile", atOnce, []ruling{
			{eligibility.AnswerNo, "×", other},
			{eligibility.AnswerUnsure, "!", onToCode},
			{eligibility.AnswerYes, "✓", onToCode},
		}},
		{eligibility.RuleInUse, eligibility.QuestionInUse, "clean-mobile", atOnce, []ruling{
			{eligibility.AnswerOnWhatsApp, "×", toRemedy(eligibility.RemedyLeaveApp)},
			{eligibility.AnswerOnBusinessApp, "×", toRemedy(eligibility.RemedyOnBusinessApp)},
			{eligibility.AnswerOnOtherAccount, "×", toRemedy(eligibility.RemedyOnOtherAccount)},
			{eligibility.AnswerWithOtherProvider, "×", toRemedy(eligibility.RemedyMigrateProvider)},
			{eligibility.AnswerWithBoth, "✓", onToCode},
			{eligibility.AnswerUnsure, "!", findOut},
			{eligibility.AnswerNotUsed, "✓", onToCode},
		}},
		{eligibility.RuleBanned, eligibility.QuestionBanned, "clean-mobile", atOnce, []ruling{
			{eligibility.AnswerYes, "×", toRemedy(eligibility.RemedyAppeal)},
			{eligibility.AnswerUnsure, "!", findOut},
			{eligibility.AnswerNo, "✓", onToCode},
		}},
		{eligibility.RuleIVR, eligibility.QuestionBehindIVR, "toll-free", atOnce, []ruling{
			{eligibility.AnswerYes, "×", toRemedy(eligibility.RemedyIVR)},
			{eligibility.AnswerUnsure, "!", findOut},
			{eligibility.AnswerPrepared, "✓", onToCode},
			{eligibility.AnswerNo, "✓", onToCode},
		}},
		{eligibility.RuleCap, eligibility.QuestionRoom, "cap-full", thirdFirst, []ruling{
			{eligibility.AnswerNo, "×", toRemedy(eligibility.RemedyRaiseCap)},
			{eligibility.AnswerUnsure, "!", onToCode},
			{eligibility.AnswerYes, "✓", onToCode},
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
				w.replied(r.mark, tt.ask, r.said)
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
		"account pending":   {eligibility.RuleAccount, "clean-mobile", account(func(a *graphsim.Account) { a.Review = "PENDING" }), "!", eligibility.ReasonAccountPending, onToCode},
		"account rejected":  {eligibility.RuleAccount, "rejected-account", atOnce, "×", eligibility.ReasonAccountRejected, toRemedy(eligibility.RemedyAppeal)},
		"room":              {eligibility.RuleCap, "clean-mobile", atOnce, "✓", eligibility.ReasonRoom, onToCode},
		"name ready":        {eligibility.RuleName, "clean-mobile", atOnce, "✓", eligibility.ReasonNameReady, onToCode},
		"name under review": {eligibility.RuleName, "clean-mobile", number(func(n *graphsim.Number) { n.NameStatus = api.NamePendingReview }), "!", eligibility.ReasonNamePending, onToCode},
		"name declined":     {eligibility.RuleName, "declined-name", number(func(n *graphsim.Number) { n.Verification, n.VerifiedAt = api.NotVerified, nil }), "!", eligibility.ReasonNameDeclined, onToCode},
		"test number":       {eligibility.RuleTestNumber, "test-number", atOnce, "!", eligibility.ReasonFreshTest, "state.ChoosePIN.title"},
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
			if tt.mark != "×" { // that one stays in sight
				w.Press("v")
			}
			w.line(tt.mark, tt.rule, tt.why)
			if tt.mark != "×" {
				w.Press("v")
			}
			w.see("checks.result")
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
		w.lights(say(t, "add.number.label"))
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
