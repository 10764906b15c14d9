package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/flows"
	"dialtone/tui/page"
)

// keyLine shows the keys that work now, the page's own first; the last ones
// give way where there is no room.
func (m *Root) keyLine(w int, waitingShown bool) string {
	left, right := m.bindings()
	leftParts, rightParts := m.hints(left), m.hints(right)
	if hint := m.hinted(); hint != "" {
		leftParts = []string{m.env.Style.Warn.Render("! " + hint)}
	}
	if m.env.Flow.Busy() && !waitingShown && m.over.kind == overNone {
		leftParts = append([]string{m.waiting()}, leftParts...)
	}
	for {
		l, r := " "+strings.Join(leftParts, "   "), strings.Join(rightParts, "   ")+" "
		fits := lipgloss.Width(l)+2+lipgloss.Width(r) <= w
		if fits || len(rightParts) <= 1 && len(leftParts) <= 1 {
			return strings.TrimSuffix(spread(l, r, w), " ")
		}
		if len(rightParts) > 1 {
			rightParts = rightParts[1:]
		} else {
			leftParts = leftParts[:len(leftParts)-1]
		}
	}
}

// bindings are the keys of what is to be seen and those that work everywhere.
func (m *Root) bindings() (own, everywhere []key.Binding) {
	e := m.env
	switch m.over.kind {
	case overNone:
		return m.pageBindings()
	case overQR:
		return []key.Binding{e.Bind("esc", "close")}, nil
	case overHelp, overCalls, overGuide:
	}
	return []key.Binding{e.Bind("↑↓", "move"), e.Bind("pgdn", "read_on"), e.Bind("esc", "close")}, nil
}

// pageBindings are those of the page, whatever lies over it.
func (m *Root) pageBindings() (own, everywhere []key.Binding) {
	e, traits := m.env, m.traits()
	help := e.Bind("?", "help")
	if traits.Typing {
		help = e.Bind("f1", "help")
	}
	everywhere = []key.Binding{e.Bind("ctrl+t", "calls"), help}
	switch {
	case e.Flow.Busy() && e.Flow.CanCancel():
		own = []key.Binding{e.Bind("esc", "stop")}
	case e.Flow.Busy():
	case e.Flow.Problem != nil:
		own = m.cardKeys()
	default:
		own = m.page().Keys(e)
		if len(e.Flow.History) > 0 && !traits.Entry && !names(own, "esc") {
			own = append(own, e.Bind("esc", "back"))
		}
	}
	return m.marked(own), slices.Insert(everywhere, 1, m.showKey(own)...)
}

// names reports whether there is a key of a name among keys.
func names(keys []key.Binding, name string) bool {
	return slices.ContainsFunc(keys, func(k key.Binding) bool { return k.Help().Key == name })
}

func (m *Root) hints(keys []key.Binding) []string {
	st := m.env.Style
	parts := make([]string, 0, len(keys))
	for _, k := range keys {
		parts = append(parts, st.Key.Render(k.Help().Key)+" "+st.Muted.Render(k.Help().Desc))
	}
	return parts
}

// key handles the keys that work everywhere, and hands on the others.
func (m *Root) key(msg tea.KeyPressMsg) tea.Cmd {
	over := m.over.kind
	defer func() {
		if m.over.kind != over { // what lay below it is read anew
			m.pageChanged()
		}
	}()
	if msg.String() != "enter" {
		m.guard.enter.hint = ""
	}
	switch msg.String() {
	case "ctrl+c":
		return m.quit(true)
	case "ctrl+q":
		return m.quit(false)
	case "ctrl+r":
		return m.show()
	case "ctrl+t":
		m.over.toggle(overCalls)
		return nil
	case "ctrl+g":
		if m.guide.name != "" {
			m.over.toggle(overGuide)
		}
		return nil
	case "f1":
		m.over.toggle(overHelp)
		return nil
	case "?":
		if m.over.kind != overNone || !m.traits().Typing {
			m.over.toggle(overHelp)
			return nil
		}
	}
	if msg.String() != "enter" {
		return m.letter(msg)
	}
	if !m.accepts(msg) {
		return nil
	}
	before := m.guard
	m.guard.enter.now, m.guard.enter.read, m.guard.enter.hint = true, m.readable(), ""
	m.pageChanged()
	cmd := m.letter(msg)
	m.guard.enter.now = false
	if m.guard.enter.hint != "" { // it did nothing
		m.guard.turned, m.guard.due, m.guard.shownAt, m.guard.undrawn = before.turned, before.due, before.shownAt, before.undrawn
	}
	return cmd
}

// letter handles a key that works on what is to be seen: an overlay, the error
// card or the page.
func (m *Root) letter(msg tea.KeyPressMsg) tea.Cmd {
	if m.turnGuide(msg) {
		return nil
	}
	if m.over.kind != overNone {
		m.over.update(msg, len(m.calls()))
		return nil
	}
	if !m.env.Flow.Busy() && !isEnter(msg) {
		m.guard.enter.alone = false
	}
	m.setAlone()
	cmd, taken := m.cardKey(msg)
	switch {
	case taken:
		return cmd
	case msg.String() == "esc" && m.env.Flow.Busy():
		return m.do(flows.BackAsked{})
	case m.env.Flow.Busy():
		return cmd
	}
	return tea.Batch(cmd, m.pass(msg))
}

// pass hands a message to the page.
func (m *Root) pass(msg tea.Msg) tea.Cmd {
	var put tea.Cmd
	if _, pasted := msg.(tea.PasteMsg); pasted {
		if !m.takesKeys() {
			return nil
		}
		if m.env.Flow.Problem != nil { // the paste puts it away, and goes where it was meant to
			put = m.do(flows.ProblemDismissed{})
		}
	}
	if m.guardField(msg) {
		return put
	}
	done, cmd := m.page().Update(m.env, msg)
	return tea.Batch(put, cmd, m.sift(msg), m.take(done))
}

// take does what a page reports.
func (m *Root) take(done page.Action) tea.Cmd {
	if done, is := done.(page.Operated); is {
		if m.holdsBack(done) {
			return nil
		}
		return m.do(done.Event)
	}
	switch done {
	case page.Finish:
		return m.quit(false)
	case page.WriteReport:
		return m.writeReport()
	case page.SaveCertificates:
		return m.saveCertificates()
	case page.ShowQR:
		m.openQR()
	case page.HintOther:
		m.guard.enter.hint = lackOther
	case page.HintChoose:
		m.guard.enter.hint = lackChoose
	case page.HintPlace:
		m.guard.enter.hint = lackPlace
	}
	return nil
}
