package jobs

import (
	"strings"

	"dialtone/eligibility/phone"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
	"dialtone/tui/theme"
)

// ChatCode is the QR code of the link that opens a chat with the number.
type ChatCode struct {
	name string // of the business
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

// NewChatCode makes the code for the number of a business.
func NewChatCode(name, display string) (ChatCode, error) {
	link := ChatLink(display)
	code, err := bubble.NewQR(link)
	return ChatCode{name, link, code}, err
}

// Height is how many lines the code takes.
func (c ChatCode) Height() int {
	_, h := c.code.Size()
	return h
}

// View is the title in its place, and below it the code beside what it is. Before the code is
// shown a line says that it holds the full number.
func (c ChatCode) View(e *page.Env, w, h int, shown bool) []string {
	st := e.Style
	title := []string{st.Title.Render(e.Say("qr.title"))}
	if !shown {
		lines := append(title, st.Muted.Render(c.end()), "")
		lines = append(lines, bubble.Lines(st.Warn, "! "+e.Say("qr.holds"), min(w, readable))...)
		return append(append(lines, ""), bubble.Button(st, "enter  "+e.Say("qr.show"), "", true, w))
	}
	if h <= len(title)+c.Height() { // the title stands beside the code
		return c.beside(e, append(title, ""), w)
	}
	return append(append(title, ""), c.beside(e, nil, w)...)
}

// Bare is the code beside its title and what it is, for where there is no frame.
func (c ChatCode) Bare(e *page.Env, w int) []string {
	var text []string
	if e.Sandbox() { // the frame says so otherwise
		text = append(text, e.Style.Badge.Render(" "+e.Say("frame.sandbox")+" "))
	}
	return c.beside(e, append(text, e.Style.Title.Render(e.Say("qr.title"))), w)
}

// readable is how long a line is read well.
const readable = 76

// end is the link with the end of the number alone.
func (c ChatCode) end() string { return "wa.me/…" + c.link[max(0, len(c.link)-page.LastDigits):] }

// beside sets the code and what can be done with it beside each other.
func (c ChatCode) beside(e *page.Env, text []string, w int) []string {
	st := e.Style
	const between = 2
	side, height := c.code.Size()
	room := min(w-side-between, readable)
	if c.name != "" {
		text = append(text, st.Strong.Render(bubble.Fit(c.name, room)))
	}
	text = append(text, st.Text.Render(c.end()))
	for _, part := range []struct {
		style theme.Look
		key   string
	}{{st.Text, "qr.how"}, {st.Text, "qr.window"}, {st.Muted, "qr.public"}} {
		text = append(append(text, ""), bubble.Lines(part.style, e.Say(part.key), room)...)
	}
	lines := strings.Split(c.code.View(st.Paper), "\n")
	for i := range min(height, len(text)) {
		lines[i] += strings.Repeat(" ", between) + text[i]
	}
	return lines
}
