package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/tui/bubble"
	"dialtone/tui/jobs"
)

type overlayKind uint8

const (
	overNone overlayKind = iota
	overHelp
	overCalls
	overGuide
	overQR
	overPlain
)

// overlay is what lies over the page: the keys, the calls just made, a code, a plain text.
type overlay struct {
	kind   overlayKind
	back   int    // calls: how many before the newest
	answer bool   // calls: where there is room for one part, it is the answer
	copied bool   // calls: the command was just copied
	shown  bool   // code: it is shown, after what it holds was said
	text   string // plain: what can be selected
	behind *overlay
	scroll bubble.Scroller
}

func (o *overlay) toggle(k overlayKind) {
	if o.kind == k {
		k = overNone
	}
	*o = overlay{kind: k}
}

// close goes back to what lay below.
func (o *overlay) close() {
	if o.behind != nil {
		*o = *o.behind
		return
	}
	*o = overlay{}
}

// overlayKey handles a key while something lies over the page.
func (m *Root) overlayKey(msg tea.KeyPressMsg) tea.Cmd {
	o, pressed := &m.over, msg.String()
	o.copied = false
	switch {
	case pressed == "enter" && o.kind == overQR && !o.shown:
		o.shown = true
		return nil
	case pressed == "esc", pressed == "enter", pressed == "q":
		o.close()
		return nil
	case o.kind == overCalls:
		return m.callsKey(msg)
	}
	o.scroll.Update(msg, max(1, o.scroll.Room()-1))
	return nil
}

// overlay draws the part in view of what lies over the page.
func (m *Root) overlay(w, h int) []string {
	if m.over.kind == overCalls { // only its answer scrolls
		return m.callsPage(w, h)
	}
	lines := m.over.scroll.View(m.overlayPage(w, h))
	if m.over.kind == overHelp && m.over.scroll.Scrolls() {
		mark := "↑ " + m.env.Say("page.end")
		if below := m.over.scroll.Below(); below > 0 {
			mark = "↓ " + m.env.Say("page.more", "Count", below)
		}
		lines = append(lines, m.env.Style.Muted.Render(mark))
	}
	return lines
}

// overlayPage is all lines of what lies over the page. The guide scrolls by itself.
func (m *Root) overlayPage(w, h int) []string {
	switch m.over.kind {
	case overHelp:
		return m.helpPage(w)
	case overGuide:
		return strings.Split(m.guide.full.View(), "\n")
	case overQR:
		return m.code.View(m.env, w, h, m.over.shown)
	case overNone, overCalls, overPlain:
	}
	return nil
}

// fitOverlay tells what scrolls how much room there is.
func (m *Root) fitOverlay(l layout) {
	switch m.over.kind {
	case overNone:
	case overCalls:
		m.fitCalls(l.inner, l.room)
	case overPlain:
		m.over.scroll.Fit(len(m.plainLines()), m.h-plainEdges)
	default:
		size, room := len(m.overlayPage(l.inner, l.room)), l.room
		if m.over.kind == overHelp && size > room { // which says that there is more
			room--
		}
		m.over.scroll.Fit(size, room)
	}
}

// overlayBindings are the keys of what lies over the page.
func (m *Root) overlayBindings() []key.Binding {
	e := m.env
	close, scrolls := e.Bind("esc", "close"), m.over.scroll.Scrolls()
	switch m.over.kind {
	case overQR:
		if !m.over.shown {
			return []key.Binding{e.Bind("enter", "show_qr"), close}
		}
		return []key.Binding{close}
	case overCalls:
		return m.callsBindings()
	case overGuide:
		scrolls = m.guide.full.Scrolls()
	case overNone, overHelp, overPlain:
	}
	if !scrolls {
		return []key.Binding{close}
	}
	return []key.Binding{e.Bind("↑↓", "move"), e.Bind("pgdn", "read_on"), close}
}

// barePage is lines without the frame, where the frame leaves no room for them.
func (m *Root) barePage(lines []string) string {
	lines = filled(lines, m.h-1)
	return strings.Join(append(lines, strings.Repeat(" ", margin)+m.keyLine(m.w-2*margin)), "\n")
}

// bareCode is the code without the frame, in the middle of the window.
func (m *Root) bareCode() string {
	code := bubble.Beside(strings.Repeat(" ", margin), m.code.Bare(m.env, m.w-2*margin))
	return m.barePage(append(make([]string, max(0, (m.h-1-len(code))/2)), code...))
}

// plainEdges are the lines around a plain text: what it is, a blank, and the keys.
const plainEdges = 3

// printed lets a text be seen as it is, from the first cell of the line on and without a
// frame, so that the mouse can select it.
func (m *Root) printed(text string) {
	behind := m.over
	m.over = overlay{kind: overPlain, text: text}
	if behind.kind != overNone {
		m.over.behind = &behind
	}
}

// plainLines are those of the plain text, folded by the window's width alone.
func (m *Root) plainLines() []string {
	folded := ansi.Hardwrap(strings.TrimRight(m.over.text, "\n"), m.w, true)
	return strings.Split(folded, "\n")
}

// plainPage is the plain text in a window of its own.
func (m *Root) plainPage() string {
	st := m.env.Style
	lines := []string{st.Muted.Render(bubble.Fit(m.env.Say("plain.lead"), m.w)), ""}
	return m.barePage(append(lines, m.over.scroll.View(m.plainLines())...))
}

func (m *Root) openQR() {
	code, err := jobs.NewChatCode(m.env.RedactName(m.env.Flow.Number.Name), m.env.Flow.Number.Display)
	if err != nil { // a number is never that long
		return
	}
	m.code = code
	m.over.toggle(overQR)
}
