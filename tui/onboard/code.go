package onboard

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// codePage takes the six digits.
type codePage struct {
	state  flows.State // whose page it is
	digits bubble.Digits
	sent   string // the code that was handed in last
	wrong  string // the one that was refused last
	fault  string
	hints  bool // the fault is nothing wrong: it says what is still to be done
}

// resendAfter is how long we ask for patience before another code is worth its
// attempt; Meta says that a code may take some minutes (docs).
const resendAfter = 2 * time.Minute

func (c *codePage) Enter(e *page.Env) tea.Cmd {
	c.digits.Clear()
	c.fault, c.sent, c.wrong = "", "", ""
	return nil
}

func (c *codePage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if msg, is := msg.(page.Stepped); is {
		if msg.Refused(e) && e.Flow.Problem.Advice.ID == flows.AdviseWrongCode {
			c.wrong = c.sent // the same one again would cost a guess
		}
		return nil, nil
	}
	switch page.Pressed(msg) {
	case "esc":
		return page.Do(flows.BackAsked{}), nil
	case "n", "ctrl+n":
		return page.Do(flows.NewCodeAsked{}), nil
	case "enter":
		if !c.digits.Full() {
			c.fault, c.hints = e.Say("digits.missing", "Count", flows.PINLength-c.digits.Len()), true
			return nil, nil
		}
		c.digits.Anew()
		if c.refused() {
			c.fault, c.hints = e.Say("digits.refused"), false
			return nil, nil
		}
		c.fault, c.sent = "", c.digits.Value()
		return page.Do(flows.CodeTyped{Code: api.NewSecret(c.digits.Value())}), nil
	}
	fault := c.digits.Update(msg)
	c.fault = e.DigitFault("digits", fault, c.fault, msg)
	c.hints = fault == bubble.TooMany || c.hints && fault == bubble.NoFault
	return nil, nil
}

// refused reports whether the code in the boxes is the one that Meta refused last.
func (c *codePage) refused() bool { return c.wrong != "" && c.digits.Value() == c.wrong }

// sends reports whether Enter would have Meta check the code.
func (c *codePage) sends(e *page.Env) bool {
	return c.digits.Full() && !c.refused() && !e.Flow.Busy() && e.Flow.Problem == nil
}

// boxes is what has become of the code in the boxes.
func (c *codePage) boxes(e *page.Env) bubble.BoxesState {
	switch {
	case e.Flow.Busy() && c.digits.Full():
		return bubble.BoxesChecking
	case c.refused():
		return bubble.BoxesWrong
	}
	return bubble.BoxesTyped
}

func (c codePage) View(e *page.Env) page.View {
	w := e.Width
	p := e.Heading(c.state)
	number := e.Display(e.Flow.Number)
	if c.state == flows.PoolEnter {
		number = e.Pooled(e.Flow.Pool.At)
	}
	p.Intro = e.Say("code.lead_"+string(e.Flow.Code.Method), "Number", number, "At", e.Moment(e.Flow.Code.SentAt))
	if e.Flow.Code.Earlier || e.Flow.Code.SentAt.IsZero() {
		p.Intro = e.Say("code.lead_earlier", "Number", number)
	}
	var boxes string
	boxes, p.Cursor = c.digits.View(e.Style, c.boxes(e), e.Reveal)
	blocks := [][]string{{c.button(e, w)}, c.life(e, w), c.tries(e, w)}
	const said = 2 // lines below the boxes at most
	air := e.Height - bubble.BoxesHeight - said
	for _, block := range blocks {
		air -= len(block)
	}
	lines := append(strings.Split(boxes, "\n"), strings.Split(c.status(e, w), "\n")...)
	for _, block := range blocks {
		if len(block) > 0 && air > 0 {
			lines, air = append(lines, ""), air-1
		}
		lines = append(lines, block...)
	}
	p.Body = strings.Join(lines, "\n")
	return p
}

// status is the line below the boxes: what is wrong with them, or how many are still empty.
func (c *codePage) status(e *page.Env, w int) string {
	switch {
	case c.fault != "" && c.hints:
		return page.Wrap(e.Style.Warn, "! "+c.fault, w)
	case c.fault != "":
		return e.Fault(c.fault, w)
	case c.refused():
		return page.Wrap(e.Style.Muted, e.Say("code.retype"), w)
	case !c.digits.Full():
		return page.Wrap(e.Style.Muted, e.Say("code.six"), w) // the boxes count them, and a line that stays costs nothing
	}
	return ""
}

// button has Meta check the code. It is lit once all digits are in; one line of it is what
// the last digit redraws at most.
func (c *codePage) button(e *page.Env, w int) string {
	if e.Flow.Busy() {
		beside := e.Style.Focus.Render(e.Spinner()) + " " + e.Style.Text.Render(e.Say("waiting.verify_code"))
		return bubble.Button(e.Style, e.Say("code.check"), beside, false, w)
	}
	return e.Button(e.Say("code.check"), c.sends(e), w)
}

// life is how long the code is still valid, as a bar that empties, and when another one can
// be asked for.
func (c *codePage) life(e *page.Env, w int) []string {
	at := e.Flow.Code.SentAt
	if at.IsZero() {
		return nil
	}
	until := eligibility.Deadline(eligibility.DeadlineCode, at)
	look, text := e.Style.Focus, e.Say("code.valid", "Until", e.Moment(until))
	const soon, longest = 2 * time.Minute, 40
	left := until.Sub(e.Now)
	if left < soon {
		look = e.Style.Warn
	}
	part := float64(left) / float64(until.Sub(at))
	bar := bubble.Bar(look, e.Style.Rule, part, max(1, min(longest, w-lipgloss.Width(text)-2)))
	wait := e.Say("code.patience", "Left", e.TimeLeft(at.Add(resendAfter)))
	lines := append([]string{bar + "  " + e.Style.Text.Render(text)}, bubble.Lines(e.Style.Muted, wait, w)...)
	switch {
	case left <= 0:
		return fill(bubble.Lines(e.Style.Warn, "! "+e.Say("code.over", "Until", e.Moment(until)), w), len(lines))
	case !e.Now.Before(at.Add(resendAfter)):
		return fill(append(lines[:1:1], bubble.Lines(e.Style.Text, e.Say("code.again"), w)...), len(lines))
	}
	return lines
}

// fill puts blank lines below others, so that what comes after them stays where it is.
func fill(lines []string, n int) []string {
	return append(lines, make([]string, max(0, n-len(lines)))...)
}

// tries counts the codes that were typed, once there was one.
func (c *codePage) tries(e *page.Env, w int) []string {
	call := api.VerifyCode
	if c.state == flows.PoolEnter {
		call = api.VerifyPreverifiedCode
	}
	used := e.Used(call)
	if used == 0 {
		return nil
	}
	return bubble.Lines(e.Style.Muted, e.Say("code.used", "Count", used), w)
}

func (c *codePage) Keys(e *page.Env) page.Keys {
	keys := page.Keys{e.Bind("0-9", "type"), e.Bind("n", "new_code")}
	if c.digits.Full() && !c.refused() {
		keys = append(page.Keys{e.Bind("enter", "check")}, keys...)
	}
	return keys
}

func (c *codePage) Traits(e *page.Env) page.Traits {
	t := e.Traits(c.state)
	t.Boxes, t.Hidden, t.Asks, t.Secrets = true, page.SecretCode, page.TakesSix, page.Whole(&c.digits)
	t.Phone, t.Ticks, t.OwnWait = page.OwnPhone, true, e.Flow.Busy()
	if c.digits.Full() && !c.refused() {
		t.OnEnter = page.Do(flows.CodeTyped{})
	}
	return t
}
