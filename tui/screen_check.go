package tui

import (
	"strings"
	"sync"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// checkScreen is the eligibility checklist: facts tick themselves, one open
// question at a time is asked.
type checkScreen struct {
	asked eligibility.Question // the question that is open on the screen; none for "continue"
	menu  bubble.Menu
}

func (c *checkScreen) enter(e *env) tea.Cmd {
	c.open(e, firstOpen(e.s.Checks))
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
	c.asked = q
	c.menu.Set(0)
	for i, a := range q.Choices() {
		if e.s.Answers[q] == a {
			c.menu.Set(i)
		}
	}
}

// questionOf is the question behind a line of the checklist: one that is open,
// or one that was answered and may have been answered wrongly.
func questionOf(r eligibility.Result) eligibility.Question {
	if r.Ask == eligibility.QuestionNone && r.Source == eligibility.FromOperator {
		return ruleQuestions()[r.Rule]
	}
	return r.Ask
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
	for _, r := range e.s.Checks {
		if q := questionOf(r); q != eligibility.QuestionNone {
			all = append(all, q)
		}
	}
	return append(all, eligibility.QuestionNone)
}

func (c *checkScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
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
		if len(choices) == 0 || c.menu.At() == 0 {
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
		answered := flows.Answered{Question: c.asked, Answer: choices[c.menu.At()]}
		c.after(e, answered)
		return answered, nil
	}
	c.menu.Update(msg, len(choices))
	return nil, nil
}

// after turns to the next question that is open once this one is answered.
func (c *checkScreen) after(e *env, a flows.Answered) {
	asked := questions(e)
	for i, q := range asked {
		if q != a.Question {
			continue
		}
		for _, later := range append(asked[i+1:], asked[:i]...) {
			if _, answered := e.s.Answers[later]; later != eligibility.QuestionNone && !answered {
				c.open(e, later)
				return
			}
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
	c.open(e, firstOpen(e.s.Checks))
}

func (c *checkScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.Eligibility)
	var lines []string
	for _, r := range e.s.Checks {
		if r.Outcome == eligibility.NotApplicable {
			continue
		}
		open := c.asked != eligibility.QuestionNone && questionOf(r) == c.asked
		lines = append(lines, c.row(e, r, open, w))
		if !open {
			continue
		}
		menu, at := c.menu.View(e.style, c.options(e), w-4)
		p.focus = len(lines) + at
		for line := range strings.SplitSeq(menu, "\n") {
			lines = append(lines, "    "+line)
		}
		p.why = e.say("question." + string(c.asked) + ".why")
	}
	lines = append(lines, "", c.verdict(e, w))
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

// row is one rule: its mark, its words, and from where it is known.
func (c *checkScreen) row(e *env, r eligibility.Result, open bool, w int) string {
	mark, style := e.mark(r)
	text, look := e.say("rule."+string(r.Rule)), e.style.Text
	if open {
		mark, style = "›", e.style.Focus
		text, look = e.say("question."+string(c.asked)+".ask"), e.style.Strong
	}
	known := ""
	if !open {
		known = e.say("reason." + string(r.Reason))
		if r.Contradicts {
			known = e.say("reason_contradicts", "Reason", known)
		}
	}
	const lead, least = 2, 10 // the mark; what is left of a reason beside a long rule
	text = bubble.Fit(text, w-lead-least)
	left := style.Render(mark) + " " + look.Render(text)
	space := w - lipgloss.Width(left) - ansi.StringWidth(known)
	if known == "" {
		return left
	}
	if space < 2 {
		known, space = bubble.Fit(known, max(0, w-lipgloss.Width(left)-2)), 2
	}
	return left + strings.Repeat(" ", space) + e.style.Muted.Render(known)
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

// verdict is the line that Enter acts on.
func (c *checkScreen) verdict(e *env, w int) string {
	text := e.say("verdict." + e.s.Verdict.Kind.String())
	if c.asked == eligibility.QuestionNone {
		return e.style.Button.Render(bubble.Fit(text, w-4))
	}
	return e.style.Muted.Render(bubble.Fit("  "+text, w))
}

func (c *checkScreen) keys(e *env) []key.Binding {
	return []key.Binding{e.bind("↑↓", "choose"), e.bind("enter", "continue"), e.bind("tab", "question")}
}

func (c *checkScreen) typing() bool { return false }
