package tui

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"dialtone/eligibility"
	"dialtone/tui/bubble"
)

// checkRow is a rule as it is drawn.
type checkRow struct {
	lines []string
	rank  rowRank
	from  eligibility.Source
}

// rowRank says when a row gives way where there is no room, the first last.
type rowRank uint8

const (
	rowStays  rowRank = iota // it is in the way, or an answer was wrong
	rowAsked                 // its question is the one that is asked
	rowOpen                  // its question is still to come
	rowPassed                // nobody can know
	rowMet
)

func height(rows []checkRow) int {
	lines := 0
	for _, r := range rows {
		lines += len(r.lines)
	}
	return lines
}

// fold gets rows into a number of lines: it puts as many of the first settled ones
// into one line as it takes, with how many of them each source told. If that is not enough, even with the lines to spare,
// questions that are far from the one that is asked go; the verdict counts them.
func fold(e *env, rows []checkRow, w, room, spare int) []checkRow {
	folded, from := 0, map[eligibility.Source]int{}
	full := func() bool { return height(rows)+min(folded, 1) > room }
	for _, rank := range []rowRank{rowMet, rowPassed} {
		for i := 0; i < len(rows) && full(); {
			if rows[i].rank != rank {
				i++
				continue
			}
			folded++
			from[rows[i].from]++
			rows = slices.Delete(rows, i, i+1)
		}
	}
	for room += spare; full(); {
		asked := slices.IndexFunc(rows, func(r checkRow) bool { return r.rank == rowAsked })
		first := slices.IndexFunc(rows, func(r checkRow) bool { return r.rank == rowOpen })
		if first < 0 {
			break
		}
		last := len(rows) - 1
		for rows[last].rank != rowOpen {
			last--
		}
		if last-asked < asked-first {
			last = first
		}
		rows = slices.Delete(rows, last, last+1)
	}
	if folded == 0 {
		return rows
	}
	var who []string
	for _, source := range []eligibility.Source{eligibility.FromNumber, eligibility.FromGraph, eligibility.FromOperator} {
		if from[source] > 0 {
			who = append(who, e.say("rule.by", "Count", from[source], "Who", e.knows(eligibility.Result{Source: source}, false)))
		}
	}
	left := e.style.Good.Render("✓") + " " + e.style.Muted.Render(e.say("rule.met", "Count", folded))
	right := e.style.Muted.Render(strings.Join(who, " · "))
	if space := w - lipgloss.Width(left) - lipgloss.Width(right); space >= 2 {
		left += strings.Repeat(" ", space) + right
	}
	return slices.Insert(rows, 0, checkRow{lines: []string{left}})
}

// row is one rule: its mark, its words, what is known and from where. What does
// not fit beside the words stands below them.
func (c *checkScreen) row(e *env, r eligibility.Result, w int) checkRow {
	row := checkRow{from: r.Source}
	mark, style := e.mark(r)
	if c.asked != eligibility.QuestionNone && e.questionOf(r) == c.asked {
		row.rank = rowAsked
		ask := bubble.Fit(e.say("question."+string(c.asked)+".ask"), w-2)
		row.lines = []string{e.style.Focus.Render("›") + " " + e.style.Strong.Render(ask)}
		return row
	}
	left := style.Render(mark) + " " + e.style.Text.Render(bubble.Fit(e.say("rule."+string(r.Rule)), w-2))
	if r.Contradicts {
		said := e.s.Checks.Answers[ruleQuestions()[r.Rule]]
		both := e.say("reason_contradicts", "Said", e.say("question."+string(ruleQuestions()[r.Rule])+"."+string(said)),
			"Who", e.knows(r, false), "Reason", e.reason(r.Reason))
		row.lines = append([]string{left}, indent(wrap(e.style.Warn, both, w-4), 4)...)
		return row
	}
	switch {
	case r.Outcome == eligibility.Met:
		row.rank = rowMet
	case r.Outcome == eligibility.Unknown && r.Ask == eligibility.QuestionNone:
		row.rank = rowPassed
	case r.Outcome == eligibility.Unknown:
		row.rank = rowOpen
	}
	reason, who := e.style.Text.Render(e.reason(r.Reason)), ""
	known := []string{reason}
	if r.Source != eligibility.SourceNone {
		with := func(who string) string { return reason + "  " + e.style.Muted.Render(who) }
		who = e.knows(r, false)
		known = []string{with(e.knows(r, true)), with(who)}
	}
	for _, right := range known {
		if space := w - lipgloss.Width(left) - lipgloss.Width(right); space >= 2 {
			row.lines = []string{left + strings.Repeat(" ", space) + right}
			return row
		}
	}
	row.lines = append([]string{left}, indent(wrap(e.style.Text, strings.TrimSpace(e.reason(r.Reason)+"  "+who), w-4), 4)...)
	return row
}

// reason says why a rule came out as it did.
func (e *env) reason(r eligibility.ReasonCode) string { return e.say("reason." + string(r)) }

// knows says who knows what a result says, and by which field of Meta's.
func (e *env) knows(r eligibility.Result, field bool) string {
	switch r.Source {
	case eligibility.FromNumber:
		return e.say("source.number")
	case eligibility.FromOperator:
		return e.say("source.operator")
	case eligibility.FromGraph:
		if field {
			return e.say("source.graph") + " · " + r.Field
		}
		return e.say("source.graph")
	case eligibility.SourceNone:
	}
	return ""
}

// mark is the sign of a result, with its colour.
func (e *env) mark(r eligibility.Result) (string, lipgloss.Style) {
	switch r.Outcome {
	case eligibility.Met:
		return "✓", e.style.Good
	case eligibility.NotMet:
		return "×", e.style.Bad
	case eligibility.Unknown:
		if r.Ask == eligibility.QuestionNone {
			return "~", e.style.Muted // nobody can know; let pass
		}
		return "?", e.style.Warn
	case eligibility.NotApplicable:
	}
	return "·", e.style.Muted
}
