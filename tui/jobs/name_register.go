package jobs

import (
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
}

func (n *nameRegisterPage) Enter(*page.Env) tea.Cmd {
	n.digits.Clear()
	n.fault = ""
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
			n.fault = e.Say("digits.missing", "Count", flows.PINLength-n.digits.Len())
			return nil, nil
		}
		return page.Send(flows.PINChosen{Mode: flows.PresentPIN, PIN: api.NewSecret(n.digits.Value())}), nil
	}
	n.fault = e.DigitFault("digits", n.digits.Update(msg), n.fault, msg)
	return nil, nil
}

func (n nameRegisterPage) View(e *page.Env) page.View {
	w := e.Width
	p := e.Heading(flows.RegisterName)
	p.Intro = e.Say("rename.adopt.lead", "Name", e.RedactName(e.Flow.Number.NewName))
	boxes, cursor := n.digits.View(e.Style, bubble.BoxesTyped, e.Reveal)
	p.Body, p.Cursor = boxes, cursor
	if n.fault != "" {
		p.Body += "\n" + e.Fault(n.fault, w)
	}
	counted := e.Flow.Counter(api.Register)
	used := e.Flow.Budget.Used(counted, e.Now)
	p.Body += "\n\n" + page.Wrap(e.Style.Muted, e.Say("review.cost", "Number", used+1, "Allowed", flows.Allowed), w)
	if first := e.Flow.Budget.First(counted, e.Now); !first.IsZero() {
		p.Body += "\n" + page.Wrap(e.Style.Muted, e.Say("review.used", "Count", used, "Allowed", flows.Allowed, "At", e.Moment(first)), w)
	}
	for _, word := range []string{e.Together(api.Register), e.Refused()} {
		if word != "" {
			p.Body += "\n" + page.Wrap(e.Style.Warn, "! "+word, w)
		}
	}
	if until := e.Flow.Budget.Frees(counted, e.Now); !until.IsZero() {
		p.Body += "\n" + page.Wrap(e.Style.Warn, "! "+e.ClosedUntil(until), w)
	}
	return p
}

func (n *nameRegisterPage) Keys(e *page.Env) page.Keys {
	return page.Keys{e.Bind("0-9", "type"), e.Bind("enter", "register")}
}

func (n *nameRegisterPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.RegisterName)
	t.Guide = "display_name"
	t.Boxes, t.Hidden, t.Asks, t.Secrets = true, page.SecretPIN, page.TakesSix, page.Whole(&n.digits)
	if n.digits.Full() {
		t.OnEnter = page.Send(flows.PINChosen{Mode: flows.PresentPIN})
	}
	return t
}
