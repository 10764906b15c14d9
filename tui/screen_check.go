package tui

import (
	"slices"
	"strings"
	"sync"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// checkScreen is the eligibility checklist: facts tick themselves, one open
// question at a time is asked.
type checkScreen struct {
	asked eligibility.Question // the question that is open on the screen; none for "continue"
	menu  bubble.Menu
	// answered says that the open question was answered just now: what comes
	// next depends on what the checklist makes of it.
	answered bool
}

func (c *checkScreen) enter(e *env) tea.Cmd {
	c.open(e, firstOpen(e.s.Checks.Results))
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
func (c *checkScreen) open(e *env, q eligibility.Question) {
	c.asked, c.answered = q, false
	c.menu.Clear() // only the customer knows
	for i, a := range q.Choices() {
		if e.s.Checks.Answers[q] == a {
			c.menu.Set(i)
		}
	}
}

// questionOf is the question behind a line of the checklist: one that is open,
// or one that was answered and may have been answered wrongly. What Meta knows is
// not asked.
func (e *env) questionOf(r eligibility.Result) eligibility.Question {
	q := ruleQuestions()[r.Rule]
	if _, answered := e.s.Checks.Answers[q]; answered && r.Source != eligibility.FromGraph && !r.Contradicts {
		return q
	}
	return r.Ask
}

// moot reports whether a line has nothing to say: another rule failed for good, and
// nobody was asked.
func (e *env) moot(r eligibility.Result) bool {
	_, answered := e.s.Checks.Answers[ruleQuestions()[r.Rule]]
	return r.Reason == eligibility.ReasonMoot && !answered
}

var ruleQuestions = sync.OnceValue(func() map[eligibility.RuleID]eligibility.Question {
	all := map[eligibility.RuleID]eligibility.Question{}
	for _, rule := range eligibility.Rules() {
		all[rule.ID] = rule.Question
	}
	return all
})

// questions are those that can be answered now, in the order of the checklist,
// then "go on".
func questions(e *env) []eligibility.Question {
	var all []eligibility.Question
	for _, r := range e.s.Checks.Results {
		if q := e.questionOf(r); q != eligibility.QuestionNone {
			all = append(all, q)
		}
	}
	return append(all, eligibility.QuestionNone)
}

func (c *checkScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	c.settle(e)
	choices := c.asked.Choices()
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "ctrl+l":
		return flows.ReloadAsked{}, nil
	case "tab":
		c.turn(e, 1)
		return nil, nil
	case "shift+tab":
		c.turn(e, -1)
		return nil, nil
	case "up":
		if len(choices) == 0 || c.menu.At() <= 0 {
			c.turn(e, -1)
			return nil, nil
		}
	case "down":
		if len(choices) == 0 || c.menu.At() == len(choices)-1 {
			c.turn(e, 1)
			return nil, nil
		}
	case "enter":
		if c.asked == eligibility.QuestionNone {
			return flows.ChecklistDone{}, nil
		}
		if c.menu.At() < 0 {
			return choiceAsked{}, nil
		}
		c.answered = true
		return flows.Answered{Question: c.asked, Answer: choices[c.menu.At()]}, nil
	}
	c.menu.Update(msg, len(choices))
	return nil, nil
}

// settle turns to the next question that nobody answered, once the checklist has
// taken the last answer: an answer may open a question or close one.
func (c *checkScreen) settle(e *env) {
	if !c.answered {
		return
	}
	asked := questions(e)
	at := slices.Index(asked, c.asked)
	for _, later := range slices.Concat(asked[at+1:], asked[:at+1]) {
		if _, answered := e.s.Checks.Answers[later]; later != eligibility.QuestionNone && !answered {
			c.open(e, later)
			return
		}
	}
	c.open(e, eligibility.QuestionNone)
}

func (c *checkScreen) turn(e *env, by int) {
	all := questions(e)
	for i, q := range all {
		if q == c.asked {
			c.open(e, all[(i+by+len(all))%len(all)])
			return
		}
	}
	c.open(e, firstOpen(e.s.Checks.Results))
}

func (c *checkScreen) view(e *env, w, h int) pane {
	c.settle(e)
	p := e.heading(flows.Eligibility)
	if slices.ContainsFunc(e.s.Checks.Results, eligibility.Result.Final) {
		p.lead = e.say("verdict.final")
	}
	var rows []checkRow
	for _, r := range e.s.Checks.Results {
		if r.Outcome != eligibility.NotApplicable && !e.moot(r) {
			rows = append(rows, c.row(e, r, w))
		}
	}
	verdict := []string{"", c.verdict(e, w)}
	room := h - lipgloss.Height(bubble.Wrap(p.title, w)) - 1 - e.noticed(w)
	menu, at := c.menu.View(e.style, c.options(e), w-4)
	const longest = 6 // answers to one question: nothing moves from one to the next
	need := len(verdict)
	if c.asked != eligibility.QuestionNone {
		need += longest
	}
	if lead := lipgloss.Height(bubble.Wrap(p.lead, w)); height(rows)+need+lead > room {
		p.lead = ""
	}
	if c.asked != eligibility.QuestionNone && height(rows)+need > room {
		verdict, need = verdict[1:], need-1 // it is no button yet
	}
	if height(rows)+need > room {
		rows = fold(e, rows, w, room-need, need-len(verdict)-len(c.asked.Choices()))
	}
	var lines []string
	for _, row := range rows {
		lines = append(lines, row.lines...)
		if row.rank != rowAsked {
			continue
		}
		p.focus = len(lines) + at
		for line := range strings.SplitSeq(menu, "\n") {
			lines = append(lines, "    "+line)
		}
		p.why = e.say("question." + string(c.asked) + ".why")
	}
	lines = append(lines, verdict...)
	if c.asked == eligibility.QuestionNone {
		p.focus = len(lines) - 1
	}
	p.body = strings.Join(lines, "\n")
	return p
}

func (c *checkScreen) options(e *env) []bubble.Option {
	var options []bubble.Option
	for _, a := range c.asked.Choices() {
		options = append(options, bubble.Option{Label: e.say("question." + string(c.asked) + "." + string(a))})
	}
	return options
}

// verdict is the line that Enter acts on.
func (c *checkScreen) verdict(e *env, w int) string {
	const padding = 4 // of the button
	v := e.s.Checks.Verdict
	text := e.verdict(v, w-padding)
	if c.asked == eligibility.QuestionNone {
		if e.s.OnlyDoubts() { // Enter leads to whoever can tell
			text = bubble.Fit(e.say("verdict.doubts", "Count", v.Open, "First", e.say("remedy."+string(v.Remedy)+".title")), w-padding)
		}
		return e.style.Button.Render(text)
	}
	return e.style.Muted.Render("  " + text)
}

// verdict sums the checklist up in one line. What is left out of it where there
// is no room stands at the top of the page that Enter leads to.
func (e *env) verdict(v eligibility.Verdict, w int) string {
	k := "verdict." + v.Kind.String()
	say := func(full bool) string {
		switch v.Kind {
		case eligibility.Undecided:
			return e.say(k, "Count", v.Open)
		case eligibility.AfterSteps:
			first := ""
			if full {
				first = e.say("remedy." + string(v.Remedy) + ".title")
			}
			return strings.TrimSpace(e.say(k, "Count", len(v.Remedies), "First", first))
		case eligibility.NotEligible:
			return e.say(k, "Reason", e.reason(v.Reason))
		case eligibility.Eligible:
		}
		return e.say(k)
	}
	if text := say(true); lipgloss.Width(text) <= w {
		return text
	}
	return bubble.Fit(say(false), w)
}

func (c *checkScreen) keys(e *env) []key.Binding {
	return []key.Binding{e.bind("↑↓", "choose"), e.bind("enter", "continue"), e.bind("tab", "question")}
}

func (c *checkScreen) typing() bool { return false }
