package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// errorCard is what is kept of the card of the present problem.
type errorCard struct {
	open   bool // its details are shown
	scroll bubble.Scroller
	copied *flows.Problem // the card whose text for support was copied
}

// softCard reports whether a card only explains: going on typing puts it away.
func softCard(p *flows.Problem) bool { return p.Advice.Act == flows.ActDismiss }

// onlyCloses reports whether all that Enter does on a card is to close it.
func onlyCloses(p *flows.Problem) bool {
	return p.Advice.Act == flows.ActNothing || p.Advice.Act == flows.ActDismiss
}

// cardKey handles a key while a card is up, and returns what follows and whether
// the card took the key.
func (m *Root) cardKey(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	p := m.env.Flow.Problem
	if p == nil || m.env.Flow.Busy() {
		return nil, false
	}
	pressed := msg.String()
	if pressed == "y" && !(softCard(p) && m.traits().Typing) { // where it is no letter of a text
		pressed = "ctrl+y"
	}
	switch pressed {
	case "esc":
		if m.card.open {
			m.card.open = false
			return nil, true
		}
		return m.do(flows.ProblemDismissed{}), true
	case "enter":
		if onlyCloses(p) {
			return m.do(flows.ProblemDismissed{}), true
		}
		if m.holdsBack(page.Operated{Event: flows.AdviceTaken{}}) {
			return nil, true
		}
		here := m.env.Flow.State
		cmd := m.do(flows.AdviceTaken{})
		if p.Advice.To == here { // it is the same page, with something changed
			cmd = tea.Batch(cmd, m.page().Enter(m.env))
		}
		return cmd, true
	case "up", "down", "pgup", "pgdown", "home", "end":
		if m.card.open && m.card.scroll.Scrolls() {
			return nil, m.card.scroll.Update(msg, m.card.scroll.Room())
		}
		if m.card.open {
			return nil, true
		}
	case m.detailsKey():
		m.card.open = !m.card.open
		return nil, true
	case "ctrl+y":
		if ticketed(p) {
			m.card.copied = p
			return tea.SetClipboard(ticket(m.env, p, m.traits())), true
		}
	case m.printKey():
		if m.card.open && ticketed(p) {
			m.printed(ticket(m.env, p, m.traits()))
			return nil, true
		}
	case "ctrl+o":
		if m.env.Flow.CanOverride() {
			if !m.readable() { // it sends what the card warns of
				m.guard.enter.hint = lackMoment
				return nil, true
			}
			return m.do(flows.OverrideAsked{}), true
		}
	}
	if softCard(p) { // the key puts it away, and goes where it was meant to
		return m.do(flows.ProblemDismissed{}), false
	}
	return nil, true
}

// detailsKey is the key that opens all that is known of a refusal.
func (m *Root) detailsKey() string { return m.letterOnCard("d") }

// printKey is the key that prints the text for support among the details.
func (m *Root) printKey() string { return m.letterOnCard("p") }

// letterOnCard is a letter, with Ctrl where letters are typed on the page below.
func (m *Root) letterOnCard(letter string) string {
	if softCard(m.env.Flow.Problem) && m.traits().Typing {
		return "ctrl+" + letter
	}
	return letter
}

func (m *Root) cardKeys() []key.Binding {
	e, p := m.env, m.env.Flow.Problem
	var keys []key.Binding
	if enter, acts := enterOnCard(e, p); acts {
		keys = append(keys, enter)
	}
	switch {
	case m.card.open:
		keys = append(keys, e.Bind(m.detailsKey(), "fewer"))
		if ticketed(p) {
			keys = append(keys, e.Bind(m.printKey(), "print"))
		}
		if m.card.scroll.Scrolls() {
			keys = append(keys, e.Bind("↑↓", "read_on"))
		}
	default:
		keys = append(keys, e.Bind(m.detailsKey(), "details"))
	}
	if e.Flow.CanOverride() {
		keys = append(keys, e.Bind("ctrl+o", "override"))
	}
	if ticketed(p) {
		keys = append(keys, e.Bind("ctrl+y", "copy"))
	}
	if softCard(p) && !m.card.open { // whoever types on puts it away
		for _, k := range m.page().Keys(e) {
			if h := k.Help().Key; h != "enter" && h != "esc" {
				keys = append(keys, k)
			}
		}
	}
	return append(keys, e.Bind("esc", "close"))
}
