package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// nameRegisterScreen asks for the PIN with which the number is registered once
// more, and says what that costs.
type nameRegisterScreen struct {
	digits bubble.Digits
	fault  string
}

func (n *nameRegisterScreen) enter(*env) tea.Cmd {
	n.digits.Clear()
	n.fault = ""
	return nil
}

// refused takes the digits away that Meta did not take.
func (n *nameRegisterScreen) refused(*env) tea.Cmd {
	n.digits.Clear()
	return nil
}

func (n *nameRegisterScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "ctrl+l":
		return flows.ReloadAsked{}, nil
	case "enter":
		if !n.digits.Full() {
			n.fault = e.say("digits.missing", "Count", flows.PINLength-n.digits.Len())
			return nil, nil
		}
		return flows.PINChosen{Mode: flows.PresentPIN, PIN: api.NewSecret(n.digits.Value())}, nil
	}
	n.fault = e.digitFault(n.digits.Update(msg), n.fault, msg)
	return nil, nil
}

func (n *nameRegisterScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.RegisterName)
	p.guide = "display_name"
	p.lead = e.say("rename.adopt.lead", "Name", e.name(e.s.Number.NewName))
	p.essential = true
	boxes, cursor := n.digits.View(e.style, e.reveal)
	p.body, p.cursor = boxes, cursor
	if n.fault != "" {
		p.body += "\n" + e.fault(n.fault, w)
	}
	counted := e.s.Counter(api.Register)
	used := e.s.Budget.Used(counted, e.now)
	p.body += "\n\n" + wrap(e.style.Muted, e.say("review.cost", "Number", used+1, "Allowed", flows.Allowed), w)
	if first := e.s.Budget.First(counted, e.now); !first.IsZero() {
		p.body += "\n" + wrap(e.style.Muted, e.say("review.used", "Count", used, "Allowed", flows.Allowed, "At", e.moment(first)), w)
	}
	if until := e.s.Budget.Frees(counted, e.now); !until.IsZero() {
		p.body += "\n" + wrap(e.style.Warn, "! "+e.closed(until), w)
	}
	return p
}

func (n *nameRegisterScreen) keys(e *env) []key.Binding {
	return []key.Binding{e.bind("0-9", "type"), e.bind("enter", "register")}
}

// hidden is what can be shown here.
func (n *nameRegisterScreen) hidden(*env) secretKind { return secretPIN }

// onEnter registers with a complete PIN.
func (n *nameRegisterScreen) onEnter(*env) flows.Event {
	if !n.digits.Full() {
		return nil
	}
	return flows.PINChosen{Mode: flows.PresentPIN}
}

func (n *nameRegisterScreen) typing() bool { return false }

// boxes reports whether digits are typed into boxes.
func (n *nameRegisterScreen) boxes() bool { return true }
