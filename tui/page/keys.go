package page

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// Keys are those that work on a page now.
type Keys = []key.Binding

// Back leads to the page before where Esc was pressed; else it is nil.
func Back(msg tea.Msg) Action {
	if Pressed(msg) == "esc" {
		return Do(flows.BackAsked{})
	}
	return nil
}

// BackOrReload is [Back], and reads what the page shows anew where Ctrl+L was pressed.
func BackOrReload(msg tea.Msg) Action {
	if Pressed(msg) == "ctrl+l" {
		return Do(flows.ReloadAsked{})
	}
	return Back(msg)
}

// Pick moves through a list, and hands over the item that Enter takes. It reports
// whether the list is done with: Esc closes it without an item.
func Pick(p *bubble.Picker, msg tea.Msg) (item bubble.Item, done bool) {
	switch Pressed(msg) {
	case "esc":
		return bubble.Item{}, true
	case "enter":
		return p.Chosen()
	}
	p.Update(msg)
	return bubble.Item{}, false
}

// PickKeys are those of a list, with the word for what Enter does where an item is lit.
func PickKeys(e *Env, p *bubble.Picker, word string) Keys {
	keys := Keys{e.Bind("↑↓", "choose"), e.Bind("esc", "close")}
	if _, lit := p.Chosen(); lit {
		keys = append(keys, e.Bind("enter", word))
	}
	return keys
}

// LookAgain is the button of a page that waits: Enter asks for the answer at once.
func (e *Env) LookAgain(w int) string {
	return bubble.Button(e.Style, e.Say("register.again"), "", true, w)
}

// Waiting is what the pages have in common that only wait for an answer.
type Waiting struct{ State flows.State }

// Enter implements [Page].
func (Waiting) Enter(*Env) tea.Cmd { return nil }

// Update implements [Page]: Enter asks for the answer at once.
func (Waiting) Update(_ *Env, msg tea.Msg) (Action, tea.Cmd) {
	if Pressed(msg) == "enter" {
		return Do(flows.ReloadAsked{}), nil
	}
	return BackOrReload(msg), nil
}

// Keys implements [Page].
func (Waiting) Keys(*Env) Keys { return nil }

// Traits implements [Page].
func (w Waiting) Traits(e *Env) Traits {
	t := e.Traits(w.State)
	t.Waits = true
	return t
}
