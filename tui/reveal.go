package tui

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/tui/bubble"
	"dialtone/tui/page"
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
	bar := bubble.Blocks(lipgloss.NewStyle(), lipgloss.NewStyle(), left, whole)
	return "  " + m.env.Style.Alert.Render(" "+m.env.Say("shown."+string(what), "Bar", bar, "Count", left)+" ")
}

// showKey is the key that shows what is hidden, unless the page names it itself.
func (m *Root) showKey(own []key.Binding) []key.Binding {
	what := m.traits().Hidden
	if what == "" || !m.pageIsFree() || names(own, "ctrl+r") {
		return nil
	}
	return []key.Binding{m.env.Bind("ctrl+r", "show_"+string(what))}
}
