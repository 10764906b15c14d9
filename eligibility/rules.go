package eligibility

import "slices"

// Rule is a line of the rule table: what decides it without asking, what to ask
// otherwise, and what each answer means.
type Rule struct {
	ID RuleID
	// Question is asked if the facts are silent; QuestionNone if nobody could
	// answer it.
	Question Question
	// Answers says what each choice of the question means.
	Answers map[Answer]Finding
	// Soft lets "unsure" pass: Meta's own answer to a wrong guess is cheap and
	// clear, or nobody at the customer's side can be expected to know.
	Soft bool

	facts func(Facts, Answers) evidence
}

// weight says how much evidence counts against an answer.
type weight uint8

const (
	silent weight = iota // nothing to go by; the reason may say why
	hint                 // holds until the operator knows better
	proof                // wins over any answer
)

// evidence is what the facts say about a rule.
type evidence struct {
	Finding
	source Source
	field  string // of Graph, with FromGraph
	weight weight
	// unsure is what holds if the operator does not know either; the zero
	// Finding if that leaves the rule open.
	unsure Finding
}

// Rules returns the rule table in the order of the checklist. The rules are
// those of the eligibility list (seed 000, seed 001) and, beside it, what Graph
// knows: the review of the account, the age of Embedded Signup (seed 002) and the
// display name (seed 001, seed 002). How an answer is weighed is ours (advice).
func Rules() []Rule {
	unsure := Finding{Unknown, ReasonOperatorDoubt, RemedyFindOut}
	return []Rule{
		{
			ID: RuleOwnership, Question: QuestionOwnership, facts: ownership,
			Answers: map[Answer]Finding{
				AnswerYes:    {Met, ReasonOperatorSure, RemedyNone},
				AnswerNo:     {NotMet, ReasonNotOwned, RemedyOtherNumber},
				AnswerUnsure: {Unknown, ReasonOperatorDoubt, RemedyProveOwnership},
			},
		},
		{
			ID: RuleCountry, Question: QuestionNumberRight, facts: country,
			Answers: map[Answer]Finding{
				AnswerYes:    {Met, ReasonOperatorSure, RemedyNone},
				AnswerNo:     {NotMet, ReasonWrongNumber, RemedyOtherNumber},
				AnswerUnsure: unsure,
			},
		},
		{
			ID: RuleShortCode, Question: QuestionNone, facts: shortCode,
		},
		{
			ID: RuleReach, Question: QuestionReach, facts: reach,
			Answers: map[Answer]Finding{
				AnswerYes:      {Met, ReasonSMSAndVoice, RemedyNone},
				AnswerSMSOnly:  {Met, ReasonSMSOnly, RemedyNone},
				AnswerCallOnly: {Met, ReasonCallOnly, RemedyNone},
				AnswerNo:       {NotMet, ReasonCannotReceive, RemedyOtherNumber},
				AnswerUnsure:   unsure,
			},
		},
		{
			ID: RuleScaled, Question: QuestionScaled, facts: scaled, Soft: true,
			Answers: map[Answer]Finding{
				AnswerYes:    {Met, ReasonOperatorSure, RemedyNone},
				AnswerNo:     {NotMet, ReasonNotScaled, RemedyOtherNumber},
				AnswerUnsure: {Unknown, ReasonScaledUnknown, RemedyNone},
			},
		},
		{
			ID: RuleInUse, Question: QuestionInUse, facts: inUse,
			Answers: map[Answer]Finding{
				AnswerNotUsed:           {Met, ReasonNotUsed, RemedyNone},
				AnswerOnWhatsApp:        {NotMet, ReasonOnWhatsApp, RemedyLeaveApp},
				AnswerOnBusinessApp:     {NotMet, ReasonOnBusinessApp, RemedyOnBusinessApp},
				AnswerOnOtherAccount:    {NotMet, ReasonOnOtherAccount, RemedyOnOtherAccount},
				AnswerWithOtherProvider: {NotMet, ReasonOtherProvider, RemedyMigrateProvider},
				AnswerWithBoth:          {Met, ReasonPartners, RemedyNone},
				AnswerUnsure:            unsure,
			},
		},
		{
			ID: RuleBanned, Question: QuestionBanned, facts: banned,
			Answers: map[Answer]Finding{
				AnswerNo:     {Met, ReasonNotBanned, RemedyNone},
				AnswerYes:    {NotMet, ReasonBanned, RemedyAppeal},
				AnswerUnsure: unsure,
			},
		},
		{
			ID: RuleAccount, Question: QuestionNone, facts: account,
		},
		{
			ID: RuleIVR, Question: QuestionBehindIVR, facts: ivr,
			Answers: map[Answer]Finding{
				AnswerNo:       {Met, ReasonNoIVR, RemedyNone},
				AnswerPrepared: {Met, ReasonIVRPrepared, RemedyNone},
				AnswerYes:      {NotMet, ReasonBehindIVR, RemedyIVR},
				AnswerUnsure:   unsure,
			},
		},
		{
			ID: RuleSignup, Question: QuestionNone, facts: signup,
		},
		{
			ID: RuleCap, Question: QuestionRoom, facts: numberCap, Soft: true,
			Answers: map[Answer]Finding{
				AnswerYes:    {Met, ReasonRoom, RemedyNone},
				AnswerNo:     {NotMet, ReasonCapReached, RemedyRaiseCap},
				AnswerUnsure: {Unknown, ReasonCapUnknown, RemedyNone},
			},
		},
		{
			ID: RuleName, Question: QuestionNone, facts: displayName,
		},
		{
			ID: RuleTestNumber, Question: QuestionNone, facts: testNumber,
		},
	}
}

// Check goes through the checklist and returns a result for every rule, in
// order. An answer that the question does not allow counts as no answer. Once a rule
// has failed for good, nothing else is asked.
func Check(f Facts, a Answers) []Result {
	rules := Rules()
	results := make([]Result, len(rules))
	for i, rule := range rules {
		results[i] = rule.check(f, a)
	}
	if f.FreshTestNumber() { // it is Meta's own: there is nothing about it that a customer could tell
		for i, r := range results {
			if r.Ask != QuestionNone {
				results[i] = Result{Rule: r.Rule, Finding: Finding{NotApplicable, ReasonFreshTest, RemedyNone}}
			}
		}
	}
	if slices.ContainsFunc(results, Result.Final) {
		for i, r := range results {
			if r.Ask != QuestionNone {
				results[i] = Result{Rule: r.Rule, Finding: Finding{Unknown, ReasonMoot, RemedyNone}}
			}
		}
	}
	return results
}

// Final reports whether a rule failed for good: no answer to another question makes
// a difference, and what is left is another number, another account, or an appeal.
func (r Result) Final() bool {
	return r.Outcome == NotMet && (r.Remedy == RemedyOtherNumber || r.Remedy == RemedyNone || r.Remedy == RemedyAppeal)
}

// check weighs what the facts say against what the operator said.
func (r Rule) check(f Facts, a Answers) Result {
	found := r.facts(f, a)
	said, answered := r.Answers[a[r.Question]]
	res := Result{Rule: r.ID, Finding: found.Finding, Source: found.source, Field: found.field}

	switch {
	case found.weight == proof,
		found.weight == hint && !said.Outcome.settled():
		res.Contradicts = found.weight == proof && found.Outcome.settled() &&
			said.Outcome.settled() && said.Outcome != found.Outcome
	case answered && !said.Outcome.settled() && found.unsure.Outcome.settled():
		res.Finding = found.unsure
	case answered:
		res.Finding, res.Source, res.Field = said, FromOperator, ""
		if !said.Outcome.settled() && !r.Soft {
			res.Ask = r.Question
		}
	default:
		res.Ask = r.Question
		if res.Reason == "" {
			res.Reason = ReasonNotAnswered
		}
	}
	return res
}
