package onboard

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"dialtone/eligibility"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
	"dialtone/tui/theme"
)

// passed are the lines of the checklist about which nothing has to be done or said.
func passed(e *page.Env) []eligibility.Result {
	return lines(e, func(r eligibility.Result) bool {
		return !r.Contradicts && (r.Outcome == eligibility.Met || r.Outcome == eligibility.Unknown)
	})
}

// inSight are those that stay in view: they failed, or contradict an answer.
func inSight(e *page.Env) []eligibility.Result {
	return lines(e, func(r eligibility.Result) bool { return r.Contradicts || r.Outcome == eligibility.NotMet })
}

// lines are the results that are no question of the customer's.
func lines(e *page.Env, are func(eligibility.Result) bool) []eligibility.Result {
	var all []eligibility.Result
	for _, r := range e.Flow.Checks.Results {
		if isShown(e, r) && questionOf(e, r) == eligibility.QuestionNone && are(r) {
			all = append(all, r)
		}
	}
	return all
}

// resultOf is the line that a question belongs to.
func resultOf(e *page.Env, q eligibility.Question) eligibility.Result {
	i := slices.IndexFunc(e.Flow.Checks.Results, func(r eligibility.Result) bool { return ruleQuestions()[r.Rule] == q })
	if i < 0 {
		return eligibility.Result{}
	}
	return e.Flow.Checks.Results[i]
}

// Row is one rule: its mark, its words, what is known and from where. What does
// not fit beside the words stands below them.
func (c *CheckPage) Row(e *page.Env, r eligibility.Result, w int) []string {
	mark := markOf(e, r)
	left := markLook(e, r).Render(mark) + " " + e.Style.Text.Render(bubble.Fit(e.Say("rule."+string(r.Rule)), w-2))
	if r.Contradicts {
		said := e.Flow.Checks.Answers[ruleQuestions()[r.Rule]]
		both := e.Say("reason_contradicts", "Said", e.Say("question."+string(ruleQuestions()[r.Rule])+"."+string(said)),
			"Who", Knows(e, r, false), "Reason", ReasonText(e, r.Reason))
		return append([]string{left}, page.Indent(page.Wrap(e.Style.Warn, both, w-4), 4)...)
	}
	reason, who := e.Style.Text.Render(ReasonText(e, r.Reason)), ""
	known := []string{reason}
	if r.Source != eligibility.SourceNone {
		with := func(who string) string { return reason + "  " + e.Style.Muted.Render(who) }
		who = Knows(e, r, false)
		known = []string{with(Knows(e, r, true)), with(who)}
	}
	for _, right := range known {
		if space := w - lipgloss.Width(left) - lipgloss.Width(right); space >= 2 {
			return []string{left + strings.Repeat(" ", space) + right}
		}
	}
	below := page.Wrap(e.Style.Text, strings.TrimSpace(ReasonText(e, r.Reason)+"  "+who), w-4)
	return append([]string{left}, page.Indent(below, 4)...)
}

// ReasonText says why a rule came out as it did.
func ReasonText(e *page.Env, r eligibility.ReasonCode) string { return e.Say("reason." + string(r)) }

// Knows says who knows what a result says, and by which field of Meta's.
func Knows(e *page.Env, r eligibility.Result, field bool) string {
	k := map[eligibility.Source]string{
		eligibility.FromNumber: "source.number", eligibility.FromOperator: "source.operator", eligibility.FromGraph: "source.graph",
	}[r.Source]
	switch {
	case k == "":
		return ""
	case field && r.Source == eligibility.FromGraph:
		return e.Say(k) + " · " + r.Field
	}
	return e.Say(k)
}

// markOf is the sign of a result.
func markOf(e *page.Env, r eligibility.Result) string {
	_, answered := e.Flow.Checks.Answers[ruleQuestions()[r.Rule]]
	switch {
	case r.Contradicts:
		return "!"
	case r.Outcome == eligibility.Met:
		return "✓"
	case r.Outcome == eligibility.NotMet:
		return "×"
	case r.Ask != eligibility.QuestionNone && !answered:
		return "○"
	}
	return "!" // nobody can know for sure
}

// markLook is the colour of that sign: green is what Meta itself says.
func markLook(e *page.Env, r eligibility.Result) theme.Look {
	if r.Outcome == eligibility.Met && r.Source != eligibility.FromGraph && !r.Contradicts {
		return e.Style.Strong
	}
	return e.MarkLook(markOf(e, r))
}

// inWords is a question in its words, or in those of its rule once it was answered well.
func inWords(e *page.Env, q eligibility.Question) string {
	r := resultOf(e, q)
	if _, answered := e.Flow.Checks.Answers[q]; answered && r.Outcome == eligibility.Met && !r.Contradicts {
		return e.Say("rule." + string(r.Rule))
	}
	return e.Say("question." + string(q) + ".ask")
}

// asked is a question in one line: its mark, its words, and what was answered. One that was
// answered well is told in the words of its rule.
func asked(e *page.Env, q eligibility.Question, widest, w int) string {
	r := resultOf(e, q)
	left := "  " + markLook(e, r).Render(markOf(e, r)) + " "
	a, answered := e.Flow.Checks.Answers[q]
	text, right := inWords(e, q), ""
	switch {
	case answered && r.Outcome == eligibility.Met && !r.Contradicts:
		if a != q.Favourable() || q == eligibility.QuestionReach { // a yes alone says nothing more
			right = ReasonText(e, r.Reason)
		}
	case answered:
		right = e.Say("question." + string(q) + "." + string(a))
	}
	if column := widest + 3; lipgloss.Width(left)+column+lipgloss.Width(right) <= w {
		text = bubble.Pad(text, column)
	} else if right != "" && lipgloss.Width(left)+lipgloss.Width(text)+2+lipgloss.Width(right) > w {
		text, right = e.Say("rule."+string(r.Rule)), ReasonText(e, r.Reason) // in fewer words
	}
	left += e.Style.Text.Render(bubble.Fit(strings.TrimRight(text, " "), w-lipgloss.Width(left)))
	if right == "" {
		return left
	}
	space := lipgloss.Width(text) - lipgloss.Width(strings.TrimRight(text, " "))
	return left + strings.Repeat(" ", max(2, space)) + e.Style.Muted.Render(right)
}

// briefly is the same in few cells, so that two stand in a line.
func briefly(e *page.Env, q eligibility.Question, w int) string {
	r := resultOf(e, q)
	return "  " + markLook(e, r).Render(markOf(e, r)) + " " + e.Style.Text.Render(bubble.Pad(e.Say("rule."+string(r.Rule)), w-4))
}
