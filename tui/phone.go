package tui

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/tui/bubble"
	"dialtone/tui/page"
	"dialtone/tui/theme"
)

// The sandbox plays the customer's phone, and that of whoever gets a message from the
// number. It looks like a phone, and says that it is simulated. A message slides in, and a
// call rings and says its digits one by one; then nothing moves.
const (
	slideStep = 80 * time.Millisecond   // a row of a message
	ringsFor  = 1200 * time.Millisecond // until a call is answered
	sayStep   = 400 * time.Millisecond  // a digit
	longAgo   = time.Hour               // when whatever moved has come to its end
)

// The phone is phoneWide cells wide, and its screen has at least phoneRows rows.
const (
	phoneWide = 35
	phoneRows = 10
)

// simPhone is what is known of the simulated phone, beside its messages.
type simPhone struct {
	leave context.CancelFunc // stops listening to it; nil when nobody listens
	rang  time.Time          // when the last message came in before our eyes
	ticks bool               // the next picture of it is on its way
}

// phoneTickMsg asks for the next picture of the phone.
type phoneTickMsg struct{}

// received is the last message that has to do with the present page, and how long ago it
// came in.
func (m *Root) received() (t page.Text, since time.Duration, is bool) {
	beside, all := m.traits().Phone, m.env.Phone
	for i, t := range slices.Backward(all) {
		switch {
		case beside == page.NoPhone, t.Chat != (beside == page.OthersPhone):
			continue
		case i < len(all)-1, m.phone.rang.IsZero(), m.env.Still:
			return t, longAgo, true
		}
		return t, m.env.Now.Sub(m.phone.rang), true
	}
	return page.Text{}, 0, false
}

// tickPhone keeps the phone moving as long as it does.
func (m *Root) tickPhone() tea.Cmd {
	t, since, is := m.received()
	if !is || m.phone.ticks {
		return nil
	}
	lasts := slideStep * time.Duration(len(m.notice(t, longAgo, phoneWide)))
	switch {
	case t.Voice:
		lasts = ringsFor + sayStep*time.Duration(len(spoken(t)))
	case m.env.Narrow:
		lasts = 0
	}
	if since >= lasts {
		return nil
	}
	m.phone.ticks = true
	return tea.Tick(slideStep, func(time.Time) tea.Msg { return phoneTickMsg{} })
}

// waitsForPhone reports whether a page waits for what comes in on the simulated phone.
func (m *Root) waitsForPhone(traits page.Traits) bool {
	return traits.Phone == page.OwnPhone && traits.Guide == "" && m.env.Flow.Target.Sandbox
}

// phoneRoom is how many lines a narrow window keeps free for the phone below the page.
func (m *Root) phoneRoom() int {
	if _, _, is := m.received(); !m.env.Narrow || !is && !m.waitsForPhone(m.traits()) {
		return 0
	}
	const air, most = 1, 2
	return air + max(1, len(m.phoneBelow(m.w-2*margin, most)))
}

// phoneLines is the simulated phone in a side pane of w cells and h lines; nil where the
// page has none. Where the page waits for what comes in it is there from the start.
func (m *Root) phoneLines(traits page.Traits, w, h int) []string {
	t, since, is := m.received()
	if !is && !m.waitsForPhone(traits) {
		return nil
	}
	const margins, bars, outside = 2, 5, 3 // the status bar, the home bar and air; edges, and the name
	wide := min(w, phoneWide)
	var notice []string
	if is {
		notice = m.notice(t, since, wide-bubble.FrameCells-margins)
	}
	rows := max(phoneRows, len(notice)+bars)
	switch {
	case rows+outside <= h:
		lines := append(m.phoneFrame(notice, since, rows, wide), m.phoneName(wide))
		return bubble.Beside(strings.Repeat(" ", (w-wide)/2), lines)
	case is:
		return append(m.notice(t, since, w), m.phoneName(w))
	}
	return nil
}

// phoneFrame is the phone with a notice on its screen.
func (m *Root) phoneFrame(notice []string, since time.Duration, rows, w int) []string {
	st, inside := m.env.Style, w-bubble.FrameCells
	middle := func(text string) string {
		return strings.Repeat(" ", max(0, (inside-ansi.StringWidth(text))/2)) + st.Sandbox.Render(text)
	}
	clock := m.env.Now.Local().Format(m.env.Say("time.layout_today"))
	lines := []string{middle("·  ━━━━  ·"), " " + spread(st.Strong.Render(clock), st.Sandbox.Render("▂▄▆"), inside-2), ""}
	in := min(len(notice), 1+int(since/slideStep)) // it comes in from above
	lines = append(lines, bubble.Beside(" ", notice[len(notice)-in:])...)
	lines = append(filled(lines, rows-1), middle("▬▬▬▬▬▬▬"))
	return bubble.Frame{Look: st.Sandbox}.Draw(lines, w)
}

// phoneName says below the phone whose it is, and that it is simulated.
func (m *Root) phoneName(w int) string {
	name := m.env.Say("phone.title")
	if m.traits().Phone == page.OthersPhone {
		name = m.env.Say("phone.recipient")
	}
	return strings.Repeat(" ", max(0, (w-ansi.StringWidth(name))/2)) + m.env.Style.Sandbox.Render(name)
}

// notice is what came in, in a frame of its own. It has as many lines while it is spoken as
// in the end.
func (m *Root) notice(t page.Text, since time.Duration, w int) []string {
	st, room := m.env.Style, w-bubble.FrameCells
	lines := []string{st.Sandbox.Bold(true).Render(m.noticeHead(t, false))}
	end := bubble.Lines(st.Strong, m.noticeText(t, longAgo), room)
	lines = append(lines, filled(bubble.Lines(st.Strong, m.noticeText(t, since), room), len(end))...)
	return bubble.Frame{Look: st.Sandbox}.Draw(lines, w)
}

// noticeHead says what came in, and when: in short where the text says what it is.
func (m *Root) noticeHead(t page.Text, short bool) string {
	e := m.env // a blank more: some terminals draw these signs two cells wide
	mark, kind := "✉  ", e.Say("phone.sms")
	switch {
	case t.Chat:
		kind, short = e.Say("phone.chat"), false
	case t.Note:
		kind, short = e.Say("phone.note"), false
	case t.Voice:
		mark, kind = "✆  ", e.Say("phone.call")
	}
	when := e.Moment(t.At)
	if e.Now.Sub(t.At) < time.Minute {
		when = e.Say("phone.now")
	}
	if short {
		return mark + when
	}
	return mark + kind + " · " + when
}

// noticeText is a message or, a while after a call came in, what has been said of it.
func (m *Root) noticeText(t page.Text, since time.Duration) string {
	digits := spoken(t)
	if digits == "" {
		return t.Body
	}
	if since < ringsFor {
		const beat, most = 300 * time.Millisecond, 4
		return m.env.Say("phone.calling") + strings.Repeat(" .", int(since/beat)%most)
	}
	said := min(len(digits), 1+int((since-ringsFor)/sayStep))
	before, _, _ := strings.Cut(t.Body, digits[:1])
	return strings.TrimSpace(before) + "\n" + strings.Join(strings.Split(digits[:said], ""), " ")
}

// spoken is the code that a call says; "" where there is none.
func spoken(t page.Text) string {
	digits := bubble.DigitsOf(t.Body)
	if !t.Voice || len(digits) < bubble.CodeSize {
		return ""
	}
	return digits[:bubble.CodeSize]
}

// phoneBelow is the simulated phone in a narrow window: a line or two, which say that it is
// simulated. Long messages take what room there is.
func (m *Root) phoneBelow(w, room int) []string {
	t, since, is := m.received()
	if !is || room < 1 {
		return nil
	}
	st := m.env.Style
	mark := "  " + m.env.Say("phone.simulated")
	body := strings.Join(strings.FieldsFunc(m.noticeText(t, since), unicode.IsControl), " ")
	head := m.noticeHead(t, true) + "  "
	lines := bubble.Lines(theme.Look{}, head+body+mark, w)
	if len(lines) > room {
		return []string{st.Sandbox.Render(bubble.Fit(head+body, w-ansi.StringWidth(mark)) + mark)}
	}
	for i := range lines {
		lines[i] = st.Sandbox.Render(lines[i])
	}
	return lines
}

// listen waits for the simulated phone.
func (m *Root) listen() tea.Cmd {
	if m.opts.Phone == nil || m.phone.leave != nil || !m.env.Flow.Target.Sandbox {
		return nil
	}
	line, hangUp := context.WithCancel(m.calling.whole)
	m.phone.leave = hangUp
	next, after, from := m.opts.Phone, len(m.env.Phone), m.env.Flow.Target.BaseURL
	return func() tea.Msg {
		text, err := next(line, after)
		if err != nil {
			return nil
		}
		return phoneMsg{text, from}
	}
}

// ring takes in what the simulated phone received, and goes on listening.
func (m *Root) ring(msg phoneMsg) tea.Cmd {
	if msg.from != m.env.Flow.Target.BaseURL {
		return nil
	}
	m.phone.leave, m.phone.rang = nil, m.env.Now
	m.env.Phone = append(m.env.Phone, msg.Text)
	m.hear(msg.Text)
	return m.listen()
}

// hangUp leaves the phone of a simulator that is no longer talked to.
func (m *Root) hangUp() {
	if m.phone.leave != nil {
		m.phone.leave()
	}
	m.phone.leave, m.phone.rang, m.env.Phone = nil, time.Time{}, nil
}
