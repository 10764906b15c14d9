package tui

import (
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/tui/bubble"
	"dialtone/tui/page"
	"dialtone/tui/theme"
)

// revealFor is how long what is hidden is shown. Any key ends it before. It is shown on
// the page that it belongs to and nowhere else: never the token, and never in the head,
// a list, a card or an overlay.
const revealFor = 5 * time.Second

// hidden is what can be shown now.
func (m *Root) hidden() page.SecretKind {
	if !m.takesKeys() {
		return ""
	}
	return m.traits().Hidden
}

// show shows what is hidden on the page.
func (m *Root) show() tea.Cmd {
	if m.hidden() == "" {
		return nil
	}
	m.env.Reveal, m.hideAt = true, m.env.Now.Add(revealFor)
	return m.pass(revealMsg{})
}

// hide hides it again.
func (m *Root) hide() tea.Cmd {
	m.env.Reveal = false
	return m.pass(revealMsg{})
}

// badge says what is shown, and for how long: a bar shrinks beside the seconds.
func (m *Root) badge() string {
	what := m.hidden()
	if !m.env.Reveal || what == "" {
		return ""
	}
	const whole = int(revealFor / time.Second)
	left := int(max(1, (m.hideAt.Sub(m.env.Now)+time.Second-1)/time.Second))
	bar := bubble.Blocks(theme.Look{}, theme.Look{}, left, whole)
	return "  " + m.env.Style.Alert.Render(" "+m.env.Say("shown."+string(what), "Bar", bar, "Count", left)+" ")
}

// shows reports whether a key shows what is hidden: ctrl+r on every page, and the letter
// that a page without fields has for it.
func (m *Root) shows(msg tea.KeyPressMsg) bool {
	return msg.String() == "ctrl+r" || msg.String() == "r" && m.namesShow(m.page().Keys(m.env))
}

// namesShow reports whether a page has a letter that shows what is hidden.
func (m *Root) namesShow(own []key.Binding) bool {
	what := m.traits().Hidden
	if what == "" {
		return false
	}
	word := m.env.Say("key.show_" + string(what))
	return slices.ContainsFunc(own, func(k key.Binding) bool { return k.Help().Key == "r" && k.Help().Desc == word })
}

// showKey is the key that shows what is hidden, unless the page names it itself.
func (m *Root) showKey(own []key.Binding) []key.Binding {
	what := m.traits().Hidden
	if what == "" || !m.pageIsFree() || m.namesShow(own) {
		return nil
	}
	return []key.Binding{m.env.Bind("ctrl+r", "show_"+string(what))}
}
