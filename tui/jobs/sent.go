package jobs

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// sentPage says what Meta's yes to a message means, and what to look at when it
// does not arrive.
type sentPage struct{ scroll bubble.Scroller }

// NewSent is what became of a test message.
func NewSent() page.Page { return &sentPage{} }

func (s *sentPage) Enter(*page.Env) tea.Cmd {
	s.scroll.Reset()
	return nil
}

func (s *sentPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if _, is := msg.(page.Fitted); is {
		s.fit(e)
		return nil, nil
	}
	switch page.Pressed(msg) {
	case "esc", "n":
		return page.Do(flows.BackAsked{}), nil
	case "enter":
		return page.Do(flows.MessageSeen{}), nil
	case "ctrl+l":
		return page.Do(flows.ReloadAsked{}), nil
	case "up", "down":
		s.scroll.Update(msg, 1)
	}
	return nil, nil
}

// fit tells how many steps it takes to the end: the frame keeps the line in the middle
// in view, and title and notice take some of the room.
func (s *sentPage) fit(e *page.Env) {
	const titled = 2
	lines, room := lipgloss.Height(s.View(e).Body), 2*(e.Height/2)
	if lines <= room && lines+titled+e.Noticed(e.Width) > e.Height {
		room = lines - 1
	}
	s.scroll.Fit(lines, room)
}

func (s sentPage) View(e *page.Env) page.View {
	w := e.Width
	p := e.Heading(flows.MessageSent)
	p.Essential = true
	st, n := e.Style, e.Flow.Number
	id := e.Flow.Message.Sent.ID.Short()
	if e.Reveal {
		id = string(e.Flow.Message.Sent.ID)
	}
	to := e.Flow.Message.Draft.To.International
	if phone, err := phone.ParseDisplay(bubble.DigitsOf(e.Flow.Message.Sent.WAID)); err == nil { // it may differ (seed 001)
		to = phone.International
	}
	rows := [][2]string{
		{e.Say("sent.recipient"), st.Strong.Render(phone.Mask(to))},
		{e.Say("sent.name"), st.Text.Render(id)},
	}
	if e.Flow.Message.Sent.Status != "" && e.Flow.Message.Sent.Status != "accepted" {
		rows = append(rows, [2]string{e.Say("field.status"), st.Warn.Render(e.Flow.Message.Sent.Status)})
	}
	rows = append(rows, [2]string{e.Say("field.quality"), st.Text.Render(string(n.Quality))})
	if n.Health.CanSend != "" {
		rows = append(rows, [2]string{e.Say("field.health"), st.Text.Render(n.Health.CanSend)})
	}
	lines := []string{page.Wrap(st.Text, e.Say("sent.meaning"), w), "", e.Table(rows, w), "", st.Strong.Render(e.Say("sent.missing"))}
	for _, cause := range s.causes(e) {
		body := strings.Split(page.Wrap(st.Text, e.Say("sent."+cause), w-2), "\n")
		lines = append(lines, "· "+body[0])
		for _, more := range body[1:] {
			lines = append(lines, "  "+more)
		}
	}
	p.Body = strings.Join(lines, "\n")
	if top, middle := s.scroll.Top(), e.Height/2; top > 0 {
		p.Focus = min(middle+top, max(middle, len(strings.Split(p.Body, "\n"))-middle))
	}
	return p
}

// causes are what may keep the message from arriving, the likeliest first.
func (s *sentPage) causes(e *page.Env) []string {
	if e.Flow.Message.Draft.Text != "" {
		return []string{"window", "whatsapp", "quality", "webhook"}
	}
	return []string{"whatsapp", "payment", "opt_in", "quality", "webhook"}
}

func (s *sentPage) Keys(e *page.Env) []key.Binding {
	return []key.Binding{e.Bind("enter", "continue"), e.Bind("n", "another"), e.Bind("↑↓", "read_on")}
}

func (s *sentPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.MessageSent)
	t.Guide, t.Phone, t.Departure = "delivery", page.OthersPhone, looked(e)
	t.Hidden = page.SecretID // by the whole id Meta's support finds the message
	return t
}
