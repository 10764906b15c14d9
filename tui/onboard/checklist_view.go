package onboard

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// View draws what is known, the frame with the open question, the other questions, and the
// sentence. How much room each of them has depends on what is asked altogether and not on
// what was answered, so that no line moves from one question to the next.
func (c CheckPage) View(e *page.Env) page.View {
	p := e.Heading(flows.Eligibility)
	if slices.ContainsFunc(e.Flow.Checks.Results, eligibility.Result.Final) {
		p.Intro = e.Say("verdict.final")
	}
	if c.unfolded {
		return c.leaves(e, p)
	}
	w := e.Width
	var known []string
	for _, r := range inSight(e) {
		known = append(known, c.Row(e, r, w)...)
	}
	l := c.layout(e, e.Height-len(known))
	var all []string
	if n := len(passed(e)); n > 0 {
		all = append(all, c.folded(e, n, w))
		if l.named {
			all = append(all, named(e, w)...)
		}
	}
	if all = append(all, known...); l.airy && len(all) > 0 {
		all = append(all, "")
	}
	p.Focus = len(all)
	all = append(all, c.frame(e, l)...)
	all = append(all, c.others(e, l)...)
	if offersAll(e) {
		all = append(all, c.offer(e, l)...)
	}
	if e.Narrow { // why it is asked stands in the frame
		all = append(all, make([]string, max(0, e.Height-len(all)))...)
	}
	p.Body = strings.Join(all, "\n")
	return p
}

// checkLayout is how the page is laid out in its room.
type checkLayout struct {
	inside int  // lines in the frame
	airy   bool // there are blank lines
	named  bool // the first of what passed are named
	offers bool // there is room for the sentence
	calls  bool // and for what calls for it
	paired bool // the questions stand two in a line
}

func (c *CheckPage) layout(e *page.Env, room int) checkLayout {
	const edges, names, air, why = 2, 2, 3, 3 // lines
	asked, inner := Questions(e), e.Width-bubble.FrameCells
	answers := 1
	for _, q := range asked {
		answers = max(answers, len(answerLines(e, q, inner-2)))
	}
	full := sayable(e)
	said := 0
	if len(full) > 1 {
		said = len(bubble.Lines(e.Style.Text, sentence(e, full), inner))
	}
	l := checkLayout{inside: max(1+answers, said+1)}
	need := l.inside + edges
	if len(passed(e)) > 0 {
		need++
	}
	below := max(said, 1) // once nothing is open, one line more is a question
	if l.paired = need+len(asked)-1+below > room; l.paired {
		need += (len(asked) + 1) / 2
	} else {
		need += max(0, len(asked)-1)
	}
	for _, more := range []struct {
		lines int
		what  *bool
	}{{below, &l.offers}, {air, &l.airy}, {names, &l.named}, {1, &l.calls}} {
		if need+more.lines <= room {
			need += more.lines
			*more.what = true
		}
	}
	if l.airy {
		l.inside++
	}
	if !l.offers && need+1 <= room { // the sentence is shown once it is read
		l.calls = true
	}
	if e.Narrow && need+why <= room {
		l.inside += why
	}
	return l
}

// folded is what passed, in one line.
func (c *CheckPage) folded(e *page.Env, n, w int) string {
	left := e.Style.Strong.Render("✓ " + e.Say("rule.met", "Count", n))
	right := e.Style.Key.Render("v") + " " + e.Style.Muted.Render(e.Say("key.show"))
	return left + strings.Repeat(" ", max(1, w-lipgloss.Width(left)-lipgloss.Width(right))) + right
}

// named are the first of what passed, by name, in two lines.
func named(e *page.Env, w int) []string {
	const most = 2
	text := ""
	for i, r := range passed(e) {
		one := e.Say("rule." + string(r.Rule))
		if i > 0 {
			one = text + " · " + one
		}
		if len(strings.Split(bubble.Wrap(one, w-2), "\n")) > most {
			break
		}
		text = one
	}
	lines := bubble.Lines(e.Style.Muted, text, w-2)
	return bubble.Beside("  ", append(lines, make([]string, max(0, most-len(lines)))...))
}

// leaves are the lines of what passed.
func (c *CheckPage) leaves(e *page.Env, p page.View) page.View {
	all := passed(e)
	p.Intro = "✓ " + e.Say("rule.met", "Count", len(all))
	var rows []string
	for i, r := range all {
		if i == c.row {
			p.Focus = len(rows)
		}
		rows = append(rows, c.Row(e, r, e.Width)...)
	}
	p.Body = strings.Join(rows, "\n")
	return p
}

// frame holds the open question with its answers, the sentence, or the verdict with the
// button. It has the same place and size for all of them.
func (c *CheckPage) frame(e *page.Env, l checkLayout) []string {
	st, w := e.Style, e.Width-bubble.FrameCells
	all := Questions(e)
	done := 0
	for _, q := range all {
		if _, is := e.Flow.Checks.Answers[q]; is {
			done++
		}
	}
	f := bubble.Frame{Look: st.Focus, Title: bubble.Label{Text: e.Say("checks.ask"), Look: st.Focus}}
	if len(all) > 0 {
		f.Corner = bubble.Label{Text: e.Say("checks.done", "Count", done, "Of", len(all)), Look: st.Muted}
	}
	var lines []string
	switch {
	case c.Asked == eligibility.QuestionNone && c.aloud != "":
		f.Title.Text = e.Say("checks.read")
		lines = append(lines, bubble.Lines(st.Strong, c.aloud, w)...)
		lines = atTheFoot(lines, l.inside, bubble.Button(e.Style, ButtonLine(e, e.Flow.Checks.Verdict, w-4), "", true, w))
	case c.Asked == eligibility.QuestionNone:
		v := e.Flow.Checks.Verdict
		f.Title.Text = e.Say("checks.result")
		look := st.Strong
		if v.Kind == eligibility.NotEligible {
			look = st.Bad
		}
		lines = atTheFoot([]string{look.Render(verdictMark(v) + VerdictLine(e, v, w-2))}, l.inside, bubble.Button(e.Style, ButtonLine(e, v, w-4), "", true, w))
	default:
		lines = append(lines, st.Strong.Render(bubble.Fit("● "+e.Say("question."+string(c.Asked)+".ask"), w)))
		if l.airy {
			lines = append(lines, "")
		}
		lines = append(lines, bubble.Beside("  ", answerLines(e, c.Asked, w-2))...)
		why := bubble.Lines(st.Muted, e.Say("question."+string(c.Asked)+".why"), w)
		if e.Narrow && len(lines)+len(why) <= l.inside {
			lines = atTheFoot(lines, l.inside, why...)
		}
	}
	return f.Draw(append(lines, make([]string, max(0, l.inside-len(lines)))...), e.Width)
}

// atTheFoot fills lines up so that the last ones end at h.
func atTheFoot(lines []string, h int, last ...string) []string {
	return append(append(lines, make([]string, max(0, h-len(lines)-len(last)))...), last...)
}

func verdictMark(v eligibility.Verdict) string {
	switch v.Kind {
	case eligibility.NotEligible:
		return "× "
	case eligibility.Eligible:
		return "✓ "
	case eligibility.Undecided, eligibility.AfterSteps:
	}
	return "! "
}

// answerLines are the answers to a question with their numbers: beside each other where
// they fit, and else in columns or one after the other, whichever takes fewer lines.
func answerLines(e *page.Env, q eligibility.Question, w int) []string {
	const gap = 3
	var plain, drawn []string
	widest, whole := 0, 0
	for i, a := range q.Choices() {
		label := e.Say("question." + string(q) + "." + string(a))
		plain = append(plain, fmt.Sprintf("%d %s", i+1, label))
		drawn = append(drawn, e.Style.Key.Render(fmt.Sprint(i+1))+" "+e.Style.Text.Render(label))
		widest, whole = max(widest, lipgloss.Width(plain[i])), whole+lipgloss.Width(plain[i])
	}
	const far = 10 // apart, where all stand in a line
	if spaces := len(drawn) - 1; whole+far*spaces <= w {
		return []string{strings.Join(drawn, strings.Repeat(" ", far))}
	}
	flow := []string{""}
	for i, one := range drawn {
		at := len(flow) - 1
		switch taken := lipgloss.Width(flow[at]); {
		case taken == 0:
			flow[at] = one
		case taken+gap+lipgloss.Width(plain[i]) > w:
			flow = append(flow, one)
		default:
			flow[at] += strings.Repeat(" ", gap) + one
		}
	}
	columns := min(3, (w+1)/(widest+1))
	if len(flow) == 1 || columns < 2 || len(flow) < (len(drawn)+columns-1)/columns {
		return flow
	}
	cell := min(widest+gap, (w-widest)/(columns-1))
	var grid []string
	for row := range slices.Chunk(drawn, columns) {
		line := ""
		for i, one := range row {
			if i > 0 {
				line = bubble.Pad(line, i*cell)
			}
			line += one
		}
		grid = append(grid, line)
	}
	return grid
}

// others are the questions beside the open one, a line each, or two in a line.
func (c *CheckPage) others(e *page.Env, l checkLayout) []string {
	var rest []eligibility.Question
	for _, q := range Questions(e) {
		if q != c.Asked {
			rest = append(rest, q)
		}
	}
	var lines []string
	if l.paired {
		for two := range slices.Chunk(rest, 2) {
			line := ""
			for _, q := range two {
				line += briefly(e, q, e.Width/2)
			}
			lines = append(lines, line)
		}
		return lines
	}
	for _, q := range rest {
		lines = append(lines, asked(e, q, e.Width))
	}
	return lines
}

// offer is the sentence before it is read, with the key that asks for a yes to it.
func (c *CheckPage) offer(e *page.Env, l checkLayout) []string {
	if !l.offers && !l.calls {
		return nil
	}
	st, text := e.Style, openSentence(e)
	var lines []string
	if l.airy {
		lines = append(lines, "")
	}
	if l.calls {
		lines = append(lines, st.Text.Render(bubble.Fit(e.Say("checks.offer"), e.Width)))
		if !l.offers {
			return lines
		}
		return append(lines, bubble.Lines(st.Muted, text, e.Width)...)
	}
	const key = 4
	said := bubble.Beside(strings.Repeat(" ", key), bubble.Lines(st.Muted, text, e.Width-key))
	said[0] = "  " + st.Key.Render("y") + said[0][key-1:]
	return append(lines, said...)
}
