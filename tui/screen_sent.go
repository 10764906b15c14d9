package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/eligibility/phone"
	"dialtone/flows"
)

// sentScreen says what Meta's yes to a message means, and what to look at when it
// does not arrive.
type sentScreen struct {
	line   int // the line that is kept in view where not all fit
	middle int // the first one that moves the page, and the last one, which is as far from the end
	last   int
}

func (s *sentScreen) enter(*env) tea.Cmd {
	s.line = 0
	return nil
}

func (s *sentScreen) update(_ *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	switch pressed(msg) {
	case "esc", "n":
		return flows.BackAsked{}, nil
	case "enter":
		return flows.MessageSeen{}, nil
	case "ctrl+l":
		return flows.ReloadAsked{}, nil
	case "up":
		if s.line--; s.line <= s.middle {
			s.line = 0
		}
	case "down":
		s.line = min(max(s.line, s.middle)+1, s.last)
	}
	return nil, nil
}

func (s *sentScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.MessageSent)
	p.guide, p.essential = "delivery", true
	st, n := e.style, e.s.Number
	id := e.s.Message.Sent.ID.Short()
	if e.reveal {
		id = string(e.s.Message.Sent.ID)
	}
	to := e.s.Message.Draft.To.International
	if number, err := phone.ParseDisplay(phone.Digits(e.s.Message.Sent.WAID)); err == nil { // it may differ (seed 001)
		to = number.International
	}
	rows := [][2]string{
		{e.say("sent.recipient"), st.Strong.Render(e.number(to))},
		{e.say("sent.name"), st.Text.Render(id)},
	}
	if e.s.Message.Sent.Status != "" && e.s.Message.Sent.Status != "accepted" {
		rows = append(rows, [2]string{e.say("field.status"), st.Warn.Render(e.s.Message.Sent.Status)})
	}
	rows = append(rows, [2]string{e.say("field.quality"), st.Text.Render(string(n.Quality))})
	if n.Health.CanSend != "" {
		rows = append(rows, [2]string{e.say("field.health"), st.Text.Render(n.Health.CanSend)})
	}
	lines := []string{wrap(st.Text, e.say("sent.meaning"), w), "", e.table(rows, w), "", st.Strong.Render(e.say("sent.missing"))}
	for _, cause := range s.causes(e) {
		body := strings.Split(wrap(st.Text, e.say("sent."+cause), w-2), "\n")
		lines = append(lines, "· "+body[0])
		for _, more := range body[1:] {
			lines = append(lines, "  "+more)
		}
	}
	p.body = strings.Join(lines, "\n")
	end := strings.Count(p.body, "\n")
	s.middle = h / 2
	s.last = max(s.middle, end+1-s.middle)
	s.line = min(s.line, s.last, end)
	p.focus = s.line
	return p
}

// causes are what may keep the message from arriving, the likeliest first.
func (s *sentScreen) causes(e *env) []string {
	if e.s.Message.Draft.Text != "" {
		return []string{"window", "whatsapp", "quality", "webhook"}
	}
	return []string{"whatsapp", "payment", "opt_in", "quality", "webhook"}
}

func (s *sentScreen) keys(e *env) []key.Binding {
	return []key.Binding{e.bind("enter", "continue"), e.bind("n", "another"), e.bind("↑↓", "read_on")}
}

// hidden is what can be shown here: by the whole id Meta's support finds the
// message.
func (s *sentScreen) hidden(*env) secretKind { return secretID }

func (s *sentScreen) typing() bool { return false }
