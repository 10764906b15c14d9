package tui

import (
	tea "charm.land/bubbletea/v2"

	"dialtone/flows"
)

// What a pressed key does: the keys of every page, then those of an overlay, of the
// error card, and of the page itself.

// key handles the keys that work everywhere, then those of an overlay, of the
// error card, and of the screen.
func (m *Root) key(msg tea.KeyPressMsg) tea.Cmd {
	over := m.over.kind
	defer func() {
		if m.over.kind != over { // what lay below it is read anew
			m.turn()
		}
	}()
	if msg.String() != "enter" {
		m.enter.hint = ""
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
		if m.over.kind != overNone || !m.screen().typing() {
			m.over.toggle(overHelp)
			return nil
		}
	}
	if msg.String() != "enter" {
		return m.letter(msg)
	}
	if !m.meant(msg) {
		return nil
	}
	turned, due, shownAt, undrawn := m.turned, m.due, m.shownAt, m.undrawn
	m.enter.now, m.enter.read, m.enter.hint = true, m.readable(), ""
	m.turn()
	cmd := m.letter(msg)
	m.enter.now = false
	if m.enter.hint != "" { // it did nothing
		m.turned, m.due, m.shownAt, m.undrawn = turned, due, shownAt, undrawn
	}
	return cmd
}

// letter handles a key that works on what is to be seen: an overlay, the error
// card or the screen.
func (m *Root) letter(msg tea.KeyPressMsg) tea.Cmd {
	if m.turnGuide(msg) {
		return nil
	}
	if m.over.kind != overNone {
		m.over.update(msg, len(m.calls()))
		return nil
	}
	if !m.env.s.Busy() && !isEnter(msg) {
		m.enter.alone = false
	}
	m.env.alone = m.enter.alone && m.opts.Painted != nil
	cmd, taken := m.cardKey(msg)
	switch {
	case taken:
		return cmd
	case msg.String() == "esc" && m.env.s.Busy():
		return m.do(flows.BackAsked{})
	case m.env.s.Busy():
		return cmd
	}
	return tea.Batch(cmd, m.pass(msg))
}

// pass hands a message to the screen.
func (m *Root) pass(msg tea.Msg) tea.Cmd {
	var put tea.Cmd
	if _, pasted := msg.(tea.PasteMsg); pasted {
		p := m.env.s.Problem
		if m.env.s.Busy() || m.over.kind != overNone || p != nil && !softCard(p) {
			return nil
		}
		if p != nil { // the paste puts it away, and goes where it was meant to
			put = m.do(flows.ProblemDismissed{})
		}
	}
	if m.guardField(msg) {
		return put
	}
	event, cmd := m.screen().update(m.env, msg)
	cmd = tea.Batch(put, cmd, m.sift(msg))
	switch event := event.(type) {
	case nil:
		return cmd
	case finished:
		return tea.Batch(cmd, m.quit(false))
	case otherKeyAsked:
		m.enter.hint = hintOther
		return cmd
	case choiceAsked:
		m.enter.hint = hintChoose
		return cmd
	case placeAsked:
		m.enter.hint = hintPlace
		return cmd
	case certificatesAsked:
		return tea.Batch(cmd, m.saveCertificates())
	case reportAsked:
		return tea.Batch(cmd, m.writeReport())
	case qrAsked:
		m.openQR()
		return cmd
	case flows.Event:
		if m.held(event) {
			return cmd
		}
		return tea.Batch(cmd, m.do(event))
	}
	return cmd
}
