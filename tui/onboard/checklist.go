package onboard

import (
	"slices"
	"strconv"
	"sync"

	tea "charm.land/bubbletea/v2"

	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// CheckPage is the eligibility checklist: what is known is folded to a line, and of the
// questions that only the customer can answer one is open at a time. A number answers it;
// one key answers all of them as fine, and shows the sentence that says so to the customer.
type CheckPage struct {
	Asked eligibility.Question // the question that is open on the page; none for "continue"
	// answered says that the open question was answered just now: what comes
	// next depends on what the checklist makes of it.
	answered bool
	aloud    string // the sentence that was answered with one key, to be read to the customer
	unfolded bool   // what passed is shown line by line
	row      int    // the line of it that stays in view
}

func (c *CheckPage) Enter(e *page.Env) tea.Cmd {
	*c = CheckPage{Asked: firstOpen(e)}
	return nil
}

// firstOpen is the first question that nobody answered yet, or else the first of which
// nobody was sure.
func firstOpen(e *page.Env) eligibility.Question {
	if q := unanswered(e, Questions(e)); q != eligibility.QuestionNone {
		return q
	}
	for _, r := range e.Flow.Checks.Results {
		if r.Outcome == eligibility.Unknown && r.Ask != eligibility.QuestionNone {
			return r.Ask
		}
	}
	return eligibility.QuestionNone
}

// unanswered is the first of some questions that has no answer.
func unanswered(e *page.Env, among []eligibility.Question) eligibility.Question {
	for _, q := range among {
		if _, answered := e.Flow.Checks.Answers[q]; !answered {
			return q
		}
	}
	return eligibility.QuestionNone
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

// Questions are those that can be answered now, in the order of the checklist.
func Questions(e *page.Env) []eligibility.Question {
	var all []eligibility.Question
	for _, r := range e.Flow.Checks.Results {
		if q := questionOf(e, r); q != eligibility.QuestionNone {
			all = append(all, q)
		}
	}
	return all
}

// stops are what the arrows lead to: the questions, and the button once all of them have
// an answer.
func stops(e *page.Env) []eligibility.Question {
	all := Questions(e)
	if unanswered(e, all) == eligibility.QuestionNone {
		all = append(all, eligibility.QuestionNone)
	}
	return all
}

func (c *CheckPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	c.settle(e)
	if _, is := msg.(page.Fitted); is {
		return nil, nil
	}
	key := page.Pressed(msg)
	if c.unfolded {
		return c.leaf(e, key), nil
	}
	switch key {
	case "tab", "down":
		c.turn(e, 1)
	case "shift+tab", "up":
		c.turn(e, -1)
	case "v":
		c.unfolded, c.row = len(passed(e)) > 0, 0
	case "y":
		if offersAll(e) {
			c.aloud, c.answered = openSentence(e), true
			return page.Do(flows.AllAnswered{Answers: favourable(e)}), nil
		}
	case "enter":
		if c.Asked == eligibility.QuestionNone {
			return page.Do(flows.ChecklistDone{}), nil
		}
		return page.HintChoose, nil
	default:
		if n, err := strconv.Atoi(key); err == nil && n >= 1 && n <= len(c.Asked.Choices()) {
			c.answered, c.aloud = true, ""
			return page.Do(flows.Answered{Question: c.Asked, Answer: c.Asked.Choices()[n-1]}), nil
		}
	}
	return page.BackOrReload(msg), nil
}

// leaf reads the lines of what passed, and folds them again.
func (c *CheckPage) leaf(e *page.Env, key string) page.Action {
	switch key {
	case "down", "pgdown":
		c.row = min(c.row+1, len(passed(e))-1)
	case "up", "pgup":
		c.row = max(c.row-1, 0)
	case "v", "esc", "enter":
		c.unfolded = false
	}
	return nil
}

// settle turns to the next question that nobody answered, once the checklist has
// taken the last answer: an answer may open a question or close one.
func (c *CheckPage) settle(e *page.Env) {
	_, has := e.Flow.Checks.Answers[c.Asked]
	if !c.answered || !has { // it was not taken
		c.answered = false
		return
	}
	all := Questions(e)
	at := slices.Index(all, c.Asked)
	c.Asked, c.answered = unanswered(e, slices.Concat(all[at+1:], all[:at+1])), false
}

func (c *CheckPage) turn(e *page.Env, by int) {
	all := stops(e)
	at := slices.Index(all, c.Asked)
	if at < 0 {
		c.Asked = firstOpen(e)
		return
	}
	c.Asked, c.aloud = all[(at+by+len(all))%len(all)], ""
}

func (c *CheckPage) Keys(e *page.Env) page.Keys {
	if c.unfolded {
		return page.Keys{e.Bind("v", "hide"), e.Bind("esc", "close")}
	}
	var keys page.Keys
	if n := len(c.Asked.Choices()); n > 0 {
		keys = append(keys, e.Bind("1-"+strconv.Itoa(n), "answer"))
	} else {
		keys = append(keys, e.Bind("enter", "continue"))
	}
	if offersAll(e) {
		keys = append(keys, e.Bind("y", "all_fine"))
	}
	if len(stops(e)) > 1 {
		keys = append(keys, e.Bind("↑↓", "question"))
	}
	return keys // v stands at what it shows
}

func (c *CheckPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.Eligibility)
	if slices.Contains(Questions(e), c.Asked) {
		t.Why = e.Say("question." + string(c.Asked) + ".why")
	}
	return t
}

// VerdictLine sums the checklist up in one line.
func VerdictLine(e *page.Env, v eligibility.Verdict, w int) string {
	k := "verdict." + v.Kind.String()
	switch {
	case e.Flow.OnlyDoubts():
		return bubble.Fit(e.Say("verdict.doubts", "Count", v.Open), w)
	case v.Kind == eligibility.Undecided:
		return bubble.Fit(e.Say(k, "Count", v.Open), w)
	case v.Kind == eligibility.AfterSteps:
		return bubble.Fit(e.Say(k, "Count", len(v.Remedies)), w)
	case v.Kind == eligibility.NotEligible:
		return bubble.Fit(e.Say(k, "Reason", ReasonText(e, v.Reason)), w)
	}
	return bubble.Fit(e.Say(k), w)
}

// ButtonLine says where Enter leads from the checklist: on, or to what comes first.
func ButtonLine(e *page.Env, v eligibility.Verdict, w int) string {
	switch {
	case v.Kind == eligibility.Eligible:
		return bubble.Fit(e.Say("checks.ready"), w)
	case v.Remedy == eligibility.RemedyNone && v.Kind == eligibility.NotEligible:
		return bubble.Fit(e.Say("remedy.other_number.title"), w)
	case v.Remedy == eligibility.RemedyNone:
		return bubble.Fit(e.Say("checks.go_on"), w)
	}
	return bubble.Fit(e.Say("remedy."+string(v.Remedy)+".title"), w)
}
