package jobs

import (
	"strings"

	"charm.land/lipgloss/v2"

	"dialtone/eligibility/phone"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// ChatCode is the QR code of the link that opens a chat with the number.
type ChatCode struct {
	link string
	code bubble.QR
}

// ChatLink opens a chat with a number: its digits, with the country code and
// without a plus (docs).
func ChatLink(display string) string {
	number := bubble.DigitsOf(display)
	if phone, err := phone.ParseDisplay(display); err == nil {
		number = bubble.DigitsOf(phone.E164)
	}
	return "https://wa.me/" + number
}

// NewChatCode makes the code for a number.
func NewChatCode(display string) (ChatCode, error) {
	link := ChatLink(display)
	code, err := bubble.NewQR(link)
	return ChatCode{link, code}, err
}

// Height is how many lines the code takes.
func (c ChatCode) Height() int {
	_, h := c.code.Size()
	return h
}

// View sets the code and what it is beside each other.
func (c ChatCode) View(e *page.Env, w int, bare bool) []string {
	st := e.Style
	const between = 2
	side, height := c.code.Size()
	room := w - side - between
	link := "wa.me/…" + c.link[max(0, len(c.link)-page.LastDigits):]
	var text []string
	if bare && e.Sandbox() { // the frame says so otherwise
		text = append(text, st.Badge.Render(e.Say("frame.sandbox")))
	}
	text = append(text, st.Title.Render(e.Say("qr.title")), st.Strong.Render(link))
	for _, part := range []struct {
		style lipgloss.Style
		key   string
	}{{st.Text, "qr.how"}, {st.Text, "qr.window"}, {st.Muted, "qr.public"}} {
		text = append(append(text, ""), strings.Split(page.Wrap(part.style, e.Say(part.key), room), "\n")...)
	}
	lines := strings.Split(c.code.View(st.Paper), "\n")
	for i := range min(height, len(text)) {
		lines[i] += strings.Repeat(" ", between) + text[i]
	}
	return lines
}
