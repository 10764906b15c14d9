package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
)

// tick keeps the clock of the page going while something on it moves.
func (m *Root) tick() tea.Cmd {
	p, every := m.env.Flow.Problem, time.Duration(0)
	switch {
	case m.waits() && m.env.Still && m.readable(): // the seconds go on
		every = time.Second
	case m.arrived() < 1:
		every = 70 * time.Millisecond
	case m.waits(), !m.readable():
		every = 120 * time.Millisecond
	case m.env.Reveal:
		every = max(10*time.Millisecond, min(time.Second, m.hideAt.Sub(m.env.Now)))
	case p != nil && p.Until.After(m.env.Now), m.traits().Ticks: // a countdown is shown
		every = time.Second
	}
	if every == 0 || m.ticks {
		return nil
	}
	m.ticks = true
	return tea.Tick(every, func(time.Time) tea.Msg { return tickMsg{} })
}

// waits reports whether something is under way that the operator waits for: a call,
// or looks at the number that follow each other by themselves.
func (m *Root) waits() bool {
	return m.env.Flow.Busy() || m.env.Flow.Looking && m.env.Flow.Problem == nil
}

// waiting says what is waited for, and since when once it takes a while. It stands in the
// line above the keys, so that nothing on the page moves when a call begins or ends.
func (m *Root) waiting() string {
	e := m.env
	text := e.Style.Focus.Render(e.Spinner()) + " " + e.Style.Text.Render(e.Say("waiting."+waitingFor(e.Flow.Waiting)))
	if d := e.Now.Sub(e.Flow.Since); e.Flow.Busy() && d.Seconds() >= 3 {
		text += e.Style.Muted.Render("  " + e.Say("waiting.seconds", "Count", int(d.Seconds())))
	}
	return text
}

// waitingFor names the sentence for an effect.
func waitingFor(effect flows.Effect) string {
	switch effect.(type) {
	case nil: // between two looks
		return string(api.GetNumber)
	case flows.OpenSandbox:
		return "sandbox"
	case flows.FindNumber, flows.FindPooled:
		return "find"
	case flows.SetIdentity:
		return "identity"
	case flows.Examine:
		return "doctor"
	case flows.TakeOff:
		return "take_off"
	}
	return string(effect.Spec().Call)
}
