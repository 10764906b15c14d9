package onboard

import (
	"slices"
	"strings"
	"sync"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// CheckPage is the eligibility checklist: facts tick themselves, one open
// question at a time is asked.
type CheckPage struct {
	Asked eligibility.Question // the question that is open on the page; none for "continue"
	menu  bubble.Menu
	// answered says that the open question was answered just now: what comes
	// next depends on what the checklist makes of it.
	answered bool
}

func (c *CheckPage) Enter(e *page.Env) tea.Cmd {
	c.open(e, firstOpen(e.Flow.Checks.Results))
	return nil
}

// firstOpen is the first question that nobody answered yet.
func firstOpen(checks []eligibility.Result) eligibility.Question {
	for _, r := range checks {
		if r.Outcome == eligibility.Unknown && r.Ask != eligibility.QuestionNone {
			return r.Ask
		}
	}
	return eligibility.QuestionNone
}

// open turns to a question, with the answer that it has.
func (c *CheckPage) open(e *page.Env, q eligibility.Question) {
	c.Asked, c.answered = q, false
	c.menu.Clear() // only the customer knows
	for i, a := range q.Choices() {
		if e.Flow.Checks.Answers[q] == a {
			c.menu.Set(i)
		}
	}
}

// questionOf is the question behind a line of the checklist: one that is open,
// or one that was answered and may have been answered wrongly. What Meta knows is
// not asked.
func questionOf(e *page.Env, r eligibility.Result) eligibility.Question {
	q := ruleQuestions()[r.Rule]
	if _, answered := e.Flow.Checks.Answers[q]; answered && r.Source != eligibility.FromGraph && !r.Contradicts {
		return q
	}
	return r.Ask
}

// isShown reports whether a line has something to say. It has not where another rule
// failed for good, and nobody was asked.
func isShown(e *page.Env, r eligibility.Result) bool {
	_, answered := e.Flow.Checks.Answers[ruleQuestions()[r.Rule]]
	return r.Outcome != eligibility.NotApplicable && (r.Reason != eligibility.ReasonMoot || answered)
}

var ruleQuestions = sync.OnceValue(func() map[eligibility.RuleID]eligibility.Question {
	all := map[eligibility.RuleID]eligibility.Question{}
	for _, rule := range eligibility.Rules() {
		all[rule.ID] = rule.Question
	}
	return all
})

// Questions are those that can be answered now, in the order of the checklist,
// then "go on".
func Questions(e *page.Env) []eligibility.Question {
	var all []eligibility.Question
	for _, r := range e.Flow.Checks.Results {
		if q := questionOf(e, r); q != eligibility.QuestionNone {
			all = append(all, q)
		}
	}
	return append(all, eligibility.QuestionNone)
}

func (c *CheckPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	c.settle(e)
	if _, is := msg.(page.Fitted); is {
		return nil, nil
	}
	choices := c.Asked.Choices()
	first, last := c.menu.At() <= 0, c.menu.At() == len(choices)-1
	switch k := page.Pressed(msg); {
	case k == "tab", k == "down" && (len(choices) == 0 || last):
		c.turn(e, 1)
		return nil, nil
	case k == "shift+tab", k == "up" && (len(choices) == 0 || first):
		c.turn(e, -1)
		return nil, nil
	case k == "enter":
		if c.Asked == eligibility.QuestionNone {
			return page.Do(flows.ChecklistDone{}), nil
		}
		if c.menu.At() < 0 {
			return page.HintChoose, nil
		}
		c.answered = true
		return page.Do(flows.Answered{Question: c.Asked, Answer: choices[c.menu.At()]}), nil
	}
	c.menu.Update(msg, len(choices))
	return page.BackOrReload(msg), nil
}

// settle turns to the next question that nobody answered, once the checklist has
// taken the last answer: an answer may open a question or close one.
func (c *CheckPage) settle(e *page.Env) {
	if !c.answered {
		return
	}
	asked := Questions(e)
	at := slices.Index(asked, c.Asked)
	for _, later := range slices.Concat(asked[at+1:], asked[:at+1]) {
		if _, answered := e.Flow.Checks.Answers[later]; later != eligibility.QuestionNone && !answered {
			c.open(e, later)
			return
		}
	}
	c.open(e, eligibility.QuestionNone)
}

func (c *CheckPage) turn(e *page.Env, by int) {
	all := Questions(e)
	at := slices.Index(all, c.Asked)
	if at < 0 {
		c.open(e, firstOpen(e.Flow.Checks.Results))
		return
	}
	c.open(e, all[(at+by+len(all))%len(all)])
}

func (c CheckPage) View(e *page.Env) page.View {
	w, h := e.Width, e.Height
	p := e.Heading(flows.Eligibility)
	if slices.ContainsFunc(e.Flow.Checks.Results, eligibility.Result.Final) {
		p.Intro = e.Say("verdict.final")
	}
	var rows []checkRow
	for _, r := range e.Flow.Checks.Results {
		if isShown(e, r) {
			rows = append(rows, c.Row(e, r, w))
		}
	}
	verdict := []string{"", c.Verdict(e, w)}
	room := h
	menu, at := c.menu.View(e.Style, c.options(e), w-4, 0, "")
	const longest = 7 // answers to one question: nothing moves from one to the next
	need := len(verdict)
	if c.Asked != eligibility.QuestionNone {
		need += longest
	}
	if lead := lipgloss.Height(bubble.Wrap(p.Intro, w)); height(rows)+need+lead > room {
		p.Intro = ""
	}
	if c.Asked != eligibility.QuestionNone && height(rows)+need > room {
		verdict, need = verdict[1:], need-1 // it is no button yet
	}
	if height(rows)+need > room {
		rows = fold(e, rows, w, room-need, need-len(verdict)-len(c.Asked.Choices()))
	}
	var lines []string
	for _, row := range rows {
		lines = append(lines, row.Lines...)
		if row.rank != rowAsked {
			continue
		}
		p.Focus = len(lines) + at
		lines = append(lines, page.Indent(menu, 4)...)
	}
	lines = append(lines, verdict...)
	if c.Asked == eligibility.QuestionNone {
		p.Focus = len(lines) - 1
	}
	p.Body = strings.Join(lines, "\n")
	return p
}

func (c *CheckPage) options(e *page.Env) []bubble.Option {
	var options []bubble.Option
	for _, a := range c.Asked.Choices() {
		options = append(options, bubble.Option{Label: e.Say("question." + string(c.Asked) + "." + string(a))})
	}
	return options
}

// Verdict is the line that Enter acts on.
func (c *CheckPage) Verdict(e *page.Env, w int) string {
	const padding = 4 // of the button
	v := e.Flow.Checks.Verdict
	text := VerdictLine(e, v, w-padding)
	if c.Asked == eligibility.QuestionNone {
		if e.Flow.OnlyDoubts() { // Enter leads to whoever can tell
			text = bubble.Fit(e.Say("verdict.doubts", "Count", v.Open, "First", e.Say("remedy."+string(v.Remedy)+".title")), w-padding)
		}
		return e.Style.Button.Render(text)
	}
	return e.Style.Muted.Render("  " + text)
}

// VerdictLine sums the checklist up in one line. What is left out of it where there
// is no room stands at the top of the page that Enter leads to.
func VerdictLine(e *page.Env, v eligibility.Verdict, w int) string {
	k := "verdict." + v.Kind.String()
	say := func(full bool) string {
		switch v.Kind {
		case eligibility.Undecided:
			return e.Say(k, "Count", v.Open)
		case eligibility.AfterSteps:
			first := ""
			if full {
				first = e.Say("remedy." + string(v.Remedy) + ".title")
			}
			return strings.TrimSpace(e.Say(k, "Count", len(v.Remedies), "First", first))
		case eligibility.NotEligible:
			return e.Say(k, "Reason", ReasonText(e, v.Reason))
		case eligibility.Eligible:
		}
		return e.Say(k)
	}
	if text := say(true); lipgloss.Width(text) <= w {
		return text
	}
	return bubble.Fit(say(false), w)
}

func (c *CheckPage) Keys(e *page.Env) page.Keys {
	return page.Keys{e.Bind("↑↓", "choose"), e.Bind("enter", "continue"), e.Bind("tab", "question")}
}

func (c *CheckPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.Eligibility)
	asked := func(r eligibility.Result) bool { return isShown(e, r) && questionOf(e, r) == c.Asked }
	if c.Asked != eligibility.QuestionNone && slices.ContainsFunc(e.Flow.Checks.Results, asked) {
		t.Why = e.Say("question." + string(c.Asked) + ".why")
	}
	return t
}
