package tui

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// What is hidden can be shown field by field, on the page that it belongs to and
// nowhere else: never the token, and never in the head, a list, a card or an
// overlay.

// revealFor is how long a reveal lasts. Any key ends it before.
const revealFor = 5 * time.Second

// secretKind names what a page can show; "" for nothing.
type secretKind string

// What pages can show.
const (
	secretPIN    secretKind = "pin"
	secretCode   secretKind = "code"
	secretNumber secretKind = "number"
	secretID     secretKind = "message_id" // of a message: the recipient's number is in it
)

// hidden is what the present page can show.
func (m *Root) hidden() secretKind {
	p := m.env.s.Problem
	if m.env.s.Busy() || m.over.kind != overNone || p != nil && !softCard(p) {
		return ""
	}
	if page, ok := m.screen().(interface{ hidden(*env) secretKind }); ok {
		return page.hidden(m.env)
	}
	return ""
}

// show shows what is hidden on the page.
func (m *Root) show() tea.Cmd {
	if m.hidden() == "" {
		return nil
	}
	m.env.reveal, m.hideAt = true, m.env.now.Add(revealFor)
	return m.pass(revealMsg{})
}

// badge says what is shown, and for how long.
func (m *Root) badge() string {
	what := m.hidden()
	if !m.env.reveal || what == "" {
		return ""
	}
	left := (m.hideAt.Sub(m.env.now) + time.Second - 1) / time.Second
	return "  " + m.env.style.Badge.Render(m.env.say("shown."+string(what), "Count", int(max(1, left))))
}

// showKey is the key that shows it; none where there is nothing to be shown, or
// the page names it itself.
func (m *Root) showKey(own []key.Binding) []key.Binding {
	what := m.hidden()
	for _, k := range own {
		if k.Help().Key == "ctrl+r" {
			return nil
		}
	}
	if what == "" {
		return nil
	}
	return []key.Binding{m.env.bind("ctrl+r", "show_"+string(what))}
}
