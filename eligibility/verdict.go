package eligibility

import (
	"cmp"
	"slices"
)

// Outcome says whether a rule is met.
type Outcome uint8

// The outcomes. The zero value is honest ignorance.
const (
	Unknown Outcome = iota
	Met
	NotMet
	// NotApplicable means that the rule does not concern this number.
	NotApplicable
)

// String returns the code of the outcome, for example "not_met".
func (o Outcome) String() string {
	switch o {
	case Met:
		return "met"
	case NotMet:
		return "not_met"
	case NotApplicable:
		return "not_applicable"
	case Unknown:
		return "unknown"
	}
	return "unknown"
}

// settled reports whether the outcome is a plain yes or no.
func (o Outcome) settled() bool { return o == Met || o == NotMet }

// Source says where an outcome comes from.
type Source uint8

// The sources.
const (
	SourceNone Source = iota
	FromNumber
	FromGraph
	FromOperator
)

// String returns the code of the source, for example "graph".
func (s Source) String() string {
	switch s {
	case FromNumber:
		return "number"
	case FromGraph:
		return "graph"
	case FromOperator:
		return "operator"
	case SourceNone:
		return "none"
	}
	return "none"
}

// Finding is what a fact or an answer says about a rule.
type Finding struct {
	Outcome Outcome
	Reason  ReasonCode
	// Remedy is what to do about it; RemedyNone if nothing needs doing.
	Remedy RemedyID
}

// Result is a line of the checklist.
type Result struct {
	Rule RuleID
	Finding
	Source Source
	// Field is the field of Graph that told, such as "platform_type"; "" if it
	// was not Graph.
	Field string
	// Ask is the question that would settle the rule. QuestionNone means that
	// asking would not help; an Unknown without a question is let pass.
	Ask Question
	// Contradicts says that the operator answered otherwise than the facts.
	// The facts have won; the operator should be told.
	Contradicts bool
}

// VerdictKind is the sum of a checklist.
type VerdictKind uint8

// The kinds of verdict.
const (
	// Undecided: a question is still open.
	Undecided VerdictKind = iota
	// Eligible: nothing stands in the way.
	Eligible
	// AfterSteps: the number can be onboarded once the remedies are done.
	AfterSteps
	// NotEligible: another number is needed.
	NotEligible
)

// String returns the code of the kind, for example "after_steps".
func (k VerdictKind) String() string {
	switch k {
	case Eligible:
		return "eligible"
	case AfterSteps:
		return "after_steps"
	case NotEligible:
		return "not_eligible"
	case Undecided:
		return "undecided"
	}
	return "undecided"
}

// Verdict is the answer to the whole checklist.
type Verdict struct {
	Kind VerdictKind
	// First is the rule that decides: the first that rules the number out,
	// that is still open, or that needs a step. Empty if Eligible.
	First RuleID
	// Reason and Remedy are those of the first rule: why the number is not
	// eligible, and which step comes first.
	Reason ReasonCode
	Remedy RemedyID
	// Remedies are the steps that are known to be needed, in the order of the
	// checklist and each once. There may be some already while the verdict is
	// Undecided.
	Remedies []RemedyID
	// Open counts the questions that are still open.
	Open int
}

// Decide sums up a checklist. A rule that rules the number out ends the matter
// at once; open questions come before steps, so that the customer hears about
// all the steps in one go and does not do some of them for nothing.
func Decide(results []Result) Verdict {
	var out, open, step *Result
	var v Verdict
	for i := range results {
		r := &results[i]
		switch {
		case r.Outcome == NotMet && (r.Remedy == RemedyOtherNumber || r.Remedy == RemedyNone):
			out = cmp.Or(out, r)
		case r.Outcome == NotMet:
			step = cmp.Or(step, r)
		case r.Outcome == Unknown && r.Ask != QuestionNone:
			open = cmp.Or(open, r)
			v.Open++
		}
		if r.Remedy != RemedyNone && !slices.Contains(v.Remedies, r.Remedy) {
			v.Remedies = append(v.Remedies, r.Remedy)
		}
	}
	var decides *Result
	switch {
	case out != nil:
		v.Kind, decides = NotEligible, out
	case open != nil:
		v.Kind, decides = Undecided, open
	case step != nil:
		v.Kind, decides = AfterSteps, step
	case len(results) > 0: // an empty checklist proves nothing
		v.Kind = Eligible
	}
	if decides != nil {
		v.First, v.Reason, v.Remedy = decides.Rule, decides.Reason, decides.Remedy
	}
	return v
}
