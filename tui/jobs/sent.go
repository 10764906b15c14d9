package jobs

import (
	"strings"

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
	case "n":
		return page.Do(flows.BackAsked{}), nil
	case "enter":
		return page.Do(flows.MessageSeen{}), nil
	case "up", "down":
		s.scroll.Update(msg, 1)
	}
	return page.BackOrReload(msg), nil
}

// fit tells how many steps it takes to the end: the frame keeps the line in the middle
// in view.
func (s *sentPage) fit(e *page.Env) {
	s.scroll.Fit(lipgloss.Height(s.View(e).Body), 2*(e.Height/2))
}

func (s sentPage) View(e *page.Env) page.View {
	w := e.Width
	p := e.Heading(flows.MessageSent)
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
	causes := []string{"whatsapp", "payment", "opt_in", "quality", "webhook"} // the likeliest first
	if e.Flow.Message.Draft.Text != "" {
		causes = []string{"window", "whatsapp", "payment", "quality", "webhook"}
	}
	for _, cause := range causes {
		lines = append(lines, page.Hang(st.Text, "· ", e.Say("sent."+cause), w))
	}
	p.Body = strings.Join(lines, "\n")
	if top, middle := s.scroll.Top(), e.Height/2; top > 0 {
		p.Focus = min(middle+top, max(middle, len(strings.Split(p.Body, "\n"))-middle))
	}
	return p
}

func (s *sentPage) Keys(e *page.Env) page.Keys {
	return page.Keys{e.Bind("enter", "continue"), e.Bind("n", "another"), e.Bind("↑↓", "read_on")}
}

func (s *sentPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.MessageSent)
	t.Guide, t.Phone, t.Departure = "delivery", page.OthersPhone, looked(e)
	t.Hidden = page.SecretID // by the whole id Meta's support finds the message
	return t
}
