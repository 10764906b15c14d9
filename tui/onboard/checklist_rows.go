package onboard

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"dialtone/eligibility"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// checkRow is a rule as it is drawn.
type checkRow struct {
	Lines []string
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
		lines += len(r.Lines)
	}
	return lines
}

// fold gets rows into a number of lines. It puts as many of the first settled ones as
// it takes into one line, with how many of them each source told. If that is not enough,
// even with the lines to spare, the questions farthest from the one that is asked go: the
// verdict counts them.
func fold(e *page.Env, rows []checkRow, w, room, spare int) []checkRow {
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
			who = append(who, e.Say("rule.by", "Count", from[source], "Who", Knows(e, eligibility.Result{Source: source}, false)))
		}
	}
	left := e.Style.Good.Render("✓") + " " + e.Style.Muted.Render(e.Say("rule.met", "Count", folded))
	right := e.Style.Muted.Render(strings.Join(who, " · "))
	if space := w - lipgloss.Width(left) - lipgloss.Width(right); space >= 2 {
		left += strings.Repeat(" ", space) + right
	}
	return slices.Insert(rows, 0, checkRow{Lines: []string{left}})
}

// Row is one rule: its mark, its words, what is known and from where. What does
// not fit beside the words stands below them.
func (c *CheckPage) Row(e *page.Env, r eligibility.Result, w int) checkRow {
	row := checkRow{from: r.Source}
	if c.Asked != eligibility.QuestionNone && questionOf(e, r) == c.Asked {
		row.rank = rowAsked
		ask := bubble.Fit(e.Say("question."+string(c.Asked)+".ask"), w-2)
		row.Lines = []string{e.Style.Focus.Render("›") + " " + e.Style.Strong.Render(ask)}
		return row
	}
	left := e.MarkLook(markOf(r)).Render(markOf(r)) + " " + e.Style.Text.Render(bubble.Fit(e.Say("rule."+string(r.Rule)), w-2))
	if r.Contradicts {
		said := e.Flow.Checks.Answers[ruleQuestions()[r.Rule]]
		both := e.Say("reason_contradicts", "Said", e.Say("question."+string(ruleQuestions()[r.Rule])+"."+string(said)),
			"Who", Knows(e, r, false), "Reason", ReasonText(e, r.Reason))
		row.Lines = append([]string{left}, page.Indent(page.Wrap(e.Style.Warn, both, w-4), 4)...)
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
	reason, who := e.Style.Text.Render(ReasonText(e, r.Reason)), ""
	known := []string{reason}
	if r.Source != eligibility.SourceNone {
		with := func(who string) string { return reason + "  " + e.Style.Muted.Render(who) }
		who = Knows(e, r, false)
		known = []string{with(Knows(e, r, true)), with(who)}
	}
	for _, right := range known {
		if space := w - lipgloss.Width(left) - lipgloss.Width(right); space >= 2 {
			row.Lines = []string{left + strings.Repeat(" ", space) + right}
			return row
		}
	}
	row.Lines = append([]string{left}, page.Indent(page.Wrap(e.Style.Text, strings.TrimSpace(ReasonText(e, r.Reason)+"  "+who), w-4), 4)...)
	return row
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
func markOf(r eligibility.Result) string {
	switch r.Outcome {
	case eligibility.Met:
		return "✓"
	case eligibility.NotMet:
		return "×"
	case eligibility.Unknown:
		if r.Ask == eligibility.QuestionNone {
			return "~" // nobody can know; let pass
		}
		return "?"
	case eligibility.NotApplicable:
	}
	return "·"
}
