package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// errorCard is what is kept of the card of the present problem.
type errorCard struct {
	scroll bubble.Scroller
	copied *flows.Problem // the card whose text for support was copied
}

// cardLines are the lines of the card for the present problem.
func (m *Root) cardLines(w int) []string {
	e, st := m.env, m.env.Style
	var lines []string
	for _, part := range cardParts(e, e.Flow.Problem) {
		lines = append(lines, bubble.Lines(part.look, part.text, max(20, w-2))...)
	}
	if m.card.copied == e.Flow.Problem {
		lines = append(lines, st.Good.Render("✓ "+bubble.Fit(e.Say("card.copied"), w-4)))
	}
	return lines
}

// cardRoom is how many lines the card has below title and lead.
func (m *Root) cardRoom() int {
	room := m.env.Height - len(m.heading(m.page().View(m.env), m.env.Width, m.env.Height))
	if asksOnCard(m.env.Flow) {
		room -= m.env.Noticed(m.env.Width)
	}
	return room
}

// drawCard draws the part of the card that is in view.
func (m *Root) drawCard(w int) []string {
	bad, scroll := m.env.Style.Bad, m.card.scroll
	lines := scroll.View(m.cardLines(w))
	for i := range lines {
		bar := bad.Render("┃ ")
		switch {
		case i == 0 && scroll.Top() > 0:
			bar = bad.Render("↑ ")
		case i == len(lines)-1 && scroll.Below() > 0:
			bar = bad.Render("↓ ")
		}
		lines[i] = bar + ansi.Truncate(lines[i], w-2, "…") // where signs do not add up
	}
	return lines
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
	case "up", "down":
		if m.card.scroll.Scrolls() {
			return nil, m.card.scroll.Update(msg, 0)
		}
	case "ctrl+y":
		if ticketed(p) {
			m.card.copied = p
			return tea.SetClipboard(ticket(m.env, p, m.traits())), true
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

func (m *Root) cardKeys() []key.Binding {
	e, p := m.env, m.env.Flow.Problem
	var keys []key.Binding
	switch {
	case onlyCloses(p):
		keys = append(keys, e.Bind("enter", "understood"))
	case p.Until.After(e.Now) && p.Advice.Act == flows.ActAgain:
		keys = append(keys, e.Bind("esc", "close"))
	default:
		keys = append(keys, e.Bind("enter", "do_it"), e.Bind("esc", "close"))
	}
	if m.env.Flow.CanOverride() {
		keys = append(keys, e.Bind("ctrl+o", "override"))
	}
	if m.card.scroll.Scrolls() {
		keys = append(keys, e.Bind("↑↓", "read_on"))
	}
	if ticketed(p) {
		keys = append(keys, e.Bind("ctrl+y", "copy"))
	}
	if softCard(p) { // whoever types on puts it away
		for _, k := range m.page().Keys(e) {
			if h := k.Help().Key; h != "enter" && h != "esc" {
				keys = append(keys, k)
			}
		}
	}
	return keys
}
