package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// listen waits for the simulated phone.
func (m *Root) listen() tea.Cmd {
	if m.opts.Phone == nil || m.phone != nil || !m.env.s.Target.Sandbox {
		return nil
	}
	line, hangUp := context.WithCancel(m.whole)
	m.phone = hangUp
	next, after, from := m.opts.Phone, len(m.env.phone), m.env.s.Target.BaseURL
	return func() tea.Msg {
		text, err := next(line, after)
		if err != nil {
			return nil
		}
		return phoneMsg{text, from}
	}
}

// hangUp leaves the phone of a simulator that is no longer talked to.
func (m *Root) hangUp() {
	if m.phone != nil {
		m.phone()
	}
	m.phone, m.env.phone = nil, nil
}
