package onboard

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

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
	} else if c.Asked == eligibility.QuestionNone && e.Flow.Checks.Verdict.Kind == eligibility.Eligible {
		p.Intro = e.Say("checks.all_known")
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
	if all = append(all, known...); l.apart && len(all) > 0 {
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

// verdictLines are the fewest of the verdict in its frame, with the button and a blank.
const verdictLines = 3

// checkLayout is how the page is laid out in its room.
type checkLayout struct {
	inside int  // lines in the frame
	apart  bool // a blank line stands above the frame
	airy   bool // and there are more of them in it
	named  bool // the first of what passed are named
	offers bool // there is room for the sentence
	calls  bool // and for what calls for it
	paired bool // the questions stand two in a line
}

func (c *CheckPage) layout(e *page.Env, room int) checkLayout {
	const edges, names, why = 2, 2, 3 // lines
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
	spare := 0
	if !l.paired {
		need, spare = need+1, 1 // once nothing is open, one line more is a question; until then the offer has it
	}
	take := func(lines int) bool {
		if need+lines > room {
			return false
		}
		need += lines
		return true
	}
	const call = 2 // lines, with the blank above
	if said > 0 {  // what the customer says yes to is seen before
		l.offers = take(said - spare)
	}
	if l.offers {
		spare = 0
	}
	l.apart = take(1)
	l.calls = said > 0 && take(call-spare)
	l.airy = take(1)
	l.named = take(names)
	if l.airy {
		l.inside++
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
	text, count := "", 0
	for i, r := range passed(e) {
		one := e.Say("rule." + string(r.Rule))
		if i > 0 {
			one = text + " · " + one
		}
		if len(strings.Split(bubble.Wrap(one+" · +9", w-2), "\n")) > most {
			break
		}
		text, count = one, i+1
	}
	if more := len(passed(e)) - count; more > 0 {
		text += fmt.Sprintf(" · +%d", more)
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
	closed := c.Asked == eligibility.QuestionNone && c.aloud == ""
	if len(all) > 0 && !closed { // the lead says that all are answered
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
		lines = []string{look.Render(verdictMark(v) + VerdictLine(e, v, w-2))}
		if v.Kind == eligibility.Eligible && l.inside > verdictLines {
			sum := e.Say("checks.sum", "Passed", len(passed(e)), "Answered", done)
			lines = append(lines, "  "+st.Muted.Render(bubble.Fit(sum, w-2)))
		}
		lines = atTheFoot(lines, l.inside, bubble.Button(e.Style, ButtonLine(e, v, w-4), "", true, w))
	default:
		lines = append(lines, st.Strong.Render(bubble.Fit("● "+e.Say("question."+string(c.Asked)+".ask"), w)))
		answers, why := bubble.Beside("  ", answerLines(e, c.Asked, w-2)), []string(nil)
		if e.Narrow { // else it stands beside the page
			why = bubble.Lines(st.Muted, e.Say("question."+string(c.Asked)+".why"), w)
		}
		if room := l.inside - 1; len(answers)+len(why) > room || why == nil {
			why = nil
			if one := answersBelow(e, c.Asked); len(one) <= room { // nothing is left empty
				answers = bubble.Beside("  ", one)
			}
		}
		if len(lines)+len(answers)+len(why) < l.inside {
			lines = append(lines, "")
		}
		lines = atTheFoot(append(lines, answers...), l.inside, why...)
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
	drawn := answersBelow(e, q)
	var plain []string
	widest, whole := 0, 0
	for i, one := range drawn {
		plain = append(plain, ansi.Strip(one))
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

// answersBelow are the answers to a question with their numbers, one below the other.
func answersBelow(e *page.Env, q eligibility.Question) []string {
	var all []string
	for i, a := range q.Choices() {
		label := e.Say("question." + string(q) + "." + string(a))
		all = append(all, e.Style.Key.Render(strconv.Itoa(i+1))+" "+e.Style.Text.Render(label))
	}
	return all
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
	widest := 0
	for _, q := range Questions(e) {
		text := e.Say("question." + string(q) + ".ask")
		if c.Asked == eligibility.QuestionNone && c.aloud == "" { // none is open any more
			text = inWords(e, q)
		}
		widest = max(widest, lipgloss.Width(text))
	}
	for _, q := range rest {
		lines = append(lines, asked(e, q, widest, e.Width))
	}
	return lines
}

// offer is the sentence before it is read, with the key that asks for a yes to it.
func (c *CheckPage) offer(e *page.Env, l checkLayout) []string {
	text := openSentence(e)
	switch {
	case l.calls:
		lines := []string{"", e.Style.Text.Render(bubble.Fit(e.Say("checks.offer"), e.Width))}
		if !l.offers {
			return lines
		}
		return append(lines, bubble.Lines(e.Style.Muted, text, e.Width)...)
	case l.offers:
		const key = 4
		said := bubble.Beside(strings.Repeat(" ", key), bubble.Lines(e.Style.Muted, text, e.Width-key))
		said[0] = "  " + e.Style.Key.Render("y") + said[0][key-1:]
		return said
	}
	return nil
}
