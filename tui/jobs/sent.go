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
	lines := lipgloss.Height(s.View(e).Body)
	if lines <= e.Height {
		s.scroll.Fit(lines, lines)
		return
	}
	s.scroll.Fit(lines, 2*(e.Height/2))
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
	rows := [][2]string{fact(e, "sent.recipient", phone.Mask(to)), fact(e, "sent.name", id)}
	status := marked(e, "✓", e.Say("sent.accepted"))
	if s := e.Flow.Message.Sent.Status; s != "" && s != "accepted" {
		status = marked(e, "!", page.Sanitize(s))
	}
	rows = append([][2]string{{e.Say("field.status"), status}}, rows...)
	if n.Status.Held() {
		rows = append(rows, [2]string{e.Say("sent.number"), standing(e, n)})
	}
	p.Intro = e.Say("sent.meaning")
	lines := append(facts(e, rows, w), "")
	lines = append(lines, bubble.Button(st, e.Say("sent.on"), "", true, w))
	lines = append(lines, "", st.Strong.Render(e.Say("sent.missing")))
	causes := []string{"whatsapp", "payment", "opt_in", "quality"} // the likeliest first
	if e.Flow.Message.Draft.Text != "" {
		causes = []string{"window", "whatsapp", "payment", "quality"}
	}
	for i, cause := range causes {
		causes[i] = e.Say("sent." + cause)
	}
	lines = append(lines, list(e, causes, w)...)
	p.Body = strings.Join(lines, "\n")
	if top, middle := s.scroll.Top(), e.Height/2; top > 0 {
		p.Focus = min(middle+top, max(middle, len(strings.Split(p.Body, "\n"))-middle))
	}
	return p
}

func (s *sentPage) Keys(e *page.Env) page.Keys {
	keys := page.Keys{e.Bind("enter", "back"), e.Bind("n", "another")}
	if s.scroll.Scrolls() {
		keys = append(keys, e.Bind("↑↓", "read_on"))
	}
	return keys
}

func (s *sentPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.MessageSent)
	t.Guide, t.Phone, t.Departure = "delivery", page.OthersPhone, looked(e)
	t.Hidden = page.SecretID // by the whole id Meta's support finds the message
	return t
}
