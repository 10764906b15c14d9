package jobs

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// nameRegisterPage asks for the PIN with which the number is registered once
// more, and says what that costs.
type nameRegisterPage struct {
	digits bubble.Digits
	fault  string
	early  bool // Enter was pressed before the boxes are full
}

func (n *nameRegisterPage) Enter(*page.Env) tea.Cmd {
	n.digits.Clear()
	n.fault, n.early = "", false
	return nil
}

func (n *nameRegisterPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if msg, is := msg.(page.Stepped); is {
		if msg.Refused(e) { // Meta did not take the digits
			n.digits.Clear()
		}
		return nil, nil
	}
	if away := page.BackOrReload(msg); away != nil {
		return away, nil
	}
	if page.Pressed(msg) == "enter" {
		if !n.digits.Full() {
			n.early = n.fault == ""
			return nil, nil
		}
		return page.Send(flows.PINChosen{Mode: flows.PresentPIN, PIN: api.NewSecret(n.digits.Value())}), nil
	}
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if fault := n.digits.Update(msg); fault != bubble.TooMany { // that they are full is said already
			n.fault, n.early = e.DigitFault("digits", fault, n.fault, msg), false
		}
	}
	return nil, nil
}

// said is what the boxes lack, or that they lack nothing.
func (n nameRegisterPage) said(e *page.Env) string {
	hint := e.Say("digits.missing", "Count", flows.PINLength-n.digits.Len())
	if n.digits.Len() == 0 {
		hint = e.Say("rename.adopt.hint")
	}
	switch {
	case n.fault != "":
		return e.Fault(n.fault, e.Width)
	case n.digits.Full():
		return page.Wrap(e.Style.Text, e.Say("digits.full"), e.Width)
	case n.early:
		return strings.Join(e.Mind(hint, e.Width), "\n")
	}
	return page.Wrap(e.Style.Text, hint, e.Width)
}

func (n nameRegisterPage) View(e *page.Env) page.View {
	w := e.Width
	p := e.Heading(flows.RegisterName)
	p.Intro = e.Say("rename.adopt.lead", "Name", e.RedactName(e.Flow.Number.NewName))
	state := bubble.BoxesTyped
	if e.Flow.Busy() {
		state = bubble.BoxesIdle
	}
	boxes, cursor := n.digits.View(e.Style, state, e.Reveal)
	p.Cursor = cursor
	lines := slices.Concat(strings.Split(boxes, "\n"), strings.Split(n.said(e), "\n"))
	add := func(text string) { lines = append(lines, bubble.Lines(e.Style.Muted, text, w)...) }
	counted := e.Flow.Counter(api.Register)
	used := e.Flow.Budget.Used(counted, e.Now)
	lines = append(lines, "")
	add(e.Say("rename.adopt.cost", "Number", used+1, "Allowed", flows.Allowed))
	if first := e.Flow.Budget.First(counted, e.Now); !first.IsZero() {
		add(e.Say("review.used", "Count", used, "Allowed", flows.Allowed, "At", e.Moment(first)))
	}
	for _, word := range []string{e.Together(api.Register), e.Refused()} {
		if word != "" {
			lines = append(lines, e.Mind(word, w)...)
		}
	}
	if until := e.Flow.Budget.Frees(counted, e.Now); !until.IsZero() {
		lines = append(lines, e.Mind(e.ClosedUntil(until), w)...)
	}
	lines = append(lines, "")
	add(e.Say("rename.adopt.unknown"))
	lit := n.digits.Full() && !e.Flow.Busy()
	lines = append(lines, "", e.Button(e.Say("rename.adopt.button"), lit, w))
	for len(lines) > e.Height && slices.Contains(lines, "") { // the cursor stands above all blanks
		at := slices.Index(lines, "")
		lines = slices.Delete(lines, at, at+1)
	}
	p.Body = strings.Join(lines, "\n")
	return p
}

func (n *nameRegisterPage) Keys(e *page.Env) page.Keys {
	keys := page.Keys{e.Bind("0-9", "type")}
	if n.digits.Full() {
		keys = append(keys, e.Bind("enter", "register"))
	}
	return keys
}

func (n *nameRegisterPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.RegisterName)
	t.Guide = "two_step"
	t.Boxes, t.Asks, t.Secrets = true, page.TakesSix, page.Whole(&n.digits)
	if n.digits.Len() > 0 {
		t.Hidden = page.SecretPIN
	}
	if n.digits.Full() {
		t.OnEnter = page.Send(flows.PINChosen{Mode: flows.PresentPIN})
	}
	return t
}
