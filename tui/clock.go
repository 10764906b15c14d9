package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
)

// tick keeps the clock of the screen going while something on it moves.
func (m *Root) tick() tea.Cmd {
	every := time.Duration(0)
	switch {
	case m.waits(), !m.readable():
		every = 120 * time.Millisecond
	case m.env.reveal:
		every = max(10*time.Millisecond, min(time.Second, m.hideAt.Sub(m.env.now)))
	case m.counts():
		every = time.Second
	}
	if every == 0 || m.ticks {
		return nil
	}
	m.ticks = true
	return tea.Tick(every, func(time.Time) tea.Msg { return tickMsg{} })
}

// counts reports whether a countdown is shown.
func (m *Root) counts() bool {
	s := m.env.s
	return s.Problem != nil && s.Problem.Until.After(m.env.now) || m.lastPage() && !s.Budget.Frees(s.Counter(api.Register), m.env.now).IsZero() || s.State == flows.Deregister && !s.Budget.Frees(s.Counter(api.Deregister), m.env.now).IsZero() || s.State == flows.EnterCode || s.State == flows.PoolEnter || s.State == flows.Remedy && s.Checks.Walks[s.Checks.Remedy].Waiting(m.env.now) || (s.State == flows.CodeMethod || s.State == flows.PoolCode) && !s.Code.SentAt.IsZero()
}

// lastPage reports whether this is the page before a call that counts.
func (m *Root) lastPage() bool {
	_, is := m.screen().(interface{ sends() bool })
	return is
}

// polling reports whether the number is looked at again and again by itself.
func (m *Root) polling() bool {
	return m.env.s.Looking && m.env.s.Problem == nil
}
