package tui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// qrAsked is a screen's way to ask for the number's QR code.
type qrAsked struct{ screenEvent }

// qr asks for the QR code of the number at hand, if there is anybody to write to.
func (e *env) qr() flows.Event {
	if !flows.CanSend(e.s.Number) {
		return nil
	}
	return qrAsked{}
}

// chatCode is the QR code of the link that opens a chat with the number.
type chatCode struct {
	link string
	code bubble.QR
}

// chatLink opens a chat with a number: its digits, with the country code and
// without a plus (docs).
func chatLink(display string) string {
	number := phone.Digits(display)
	if parsed, err := phone.ParseDisplay(display); err == nil {
		number = phone.Digits(parsed.E164)
	}
	return "https://wa.me/" + number
}

func (m *Root) openQR() {
	link := chatLink(m.env.s.Number.Display)
	code, err := bubble.NewQR(link)
	if err != nil { // a number is never that long
		return
	}
	m.code = chatCode{link, code}
	m.over.toggle(overQR)
}

func (c chatCode) height() int {
	_, h := c.code.Size()
	return h
}

// page sets the code and what it is beside each other.
func (c chatCode) page(e *env, w int, bare bool) []string {
	st := e.style
	const between = 2
	side, height := c.code.Size()
	room := w - side - between
	link := "wa.me/…" + c.link[max(0, len(c.link)-lastDigits):]
	var text []string
	if bare && e.sandbox() { // the frame says so otherwise
		text = append(text, st.Badge.Render(e.say("frame.sandbox")))
	}
	text = append(text, st.Title.Render(e.say("qr.title")), st.Strong.Render(link))
	for _, part := range []struct {
		style lipgloss.Style
		key   string
	}{{st.Text, "qr.how"}, {st.Text, "qr.window"}, {st.Muted, "qr.public"}} {
		text = append(append(text, ""), strings.Split(wrap(part.style, e.say(part.key), room), "\n")...)
	}
	lines := strings.Split(c.code.View(st.Paper), "\n")
	for i := range min(height, len(text)) {
		lines[i] += strings.Repeat(" ", between) + text[i]
	}
	return lines
}

// barePage is the code without the frame, where the frame leaves no room for it.
func (m *Root) barePage(w, h int) string {
	page := m.code.page(m.env, w-2, true)
	lines := make([]string, h)
	top := (h - 1 - len(page)) / 2
	for i, line := range page {
		lines[top+i] = " " + line
	}
	lines[h-1] = m.keyLine(w)
	return strings.Join(lines, "\n")
}
