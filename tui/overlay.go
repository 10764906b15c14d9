package tui

import (
	"cmp"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
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
)

// overlay is what lies over the page: the keys, the calls just made, a code.
type overlay struct {
	kind   overlayKind
	back   int // calls: how many before the newest
	scroll bubble.Scroller
}

func (o *overlay) toggle(k overlayKind) {
	if o.kind == k {
		k = overNone
	}
	*o = overlay{kind: k}
}

func (o *overlay) update(msg tea.KeyPressMsg, calls int) {
	switch msg.String() {
	case "esc", "enter", "q":
		*o = overlay{}
		return
	}
	const page = 5
	switch key := msg.String(); {
	case key == "home", key == "end":
	case o.kind == overCalls && key == "up":
		o.back = min(o.back+1, max(0, calls-1))
		o.scroll.Reset()
	case o.kind == overCalls && key == "down":
		o.back = max(0, o.back-1)
		o.scroll.Reset()
	default:
		o.scroll.Update(msg, page)
	}
}

// overlay draws the part in view of what lies over the page.
func (m *Root) overlay(w, h int) []string { return m.over.scroll.View(m.overlayPage(w, h)) }

// overlayPage is all lines of what lies over the page. The guide scrolls by itself.
func (m *Root) overlayPage(w, h int) []string {
	switch m.over.kind {
	case overHelp:
		return m.helpPage(w)
	case overCalls:
		return m.callsPage(w, h)
	case overGuide:
		return strings.Split(m.guide.full.View(), "\n")
	case overQR:
		return m.code.View(m.env, w, false)
	case overNone:
	}
	return nil
}

// helpPage lists the keys, and says why the page asks what it asks.
func (m *Root) helpPage(w int) []string {
	e, st := m.env, m.env.Style
	lines := []string{st.Title.Render(e.Say("help.title")), ""}
	own, everywhere := m.pageBindings()
	everywhere = append(everywhere, e.Bind("ctrl+q", "leave"), e.Bind("ctrl+c", "quit"))
	for _, group := range [][]key.Binding{own, everywhere} {
		for _, k := range group {
			lines = append(lines, "  "+st.Key.Render(bubble.Pad(k.Help().Key, 12))+st.Text.Render(k.Help().Desc))
		}
		lines = append(lines, "")
	}
	if why := m.traits().Why; why != "" {
		lines = append(append(lines, m.whyLines(why, w)...), "")
	}
	return append(lines, bubble.Lines(st.Muted, e.Say("help.masking"), w)...)
}

// callsPage shows the calls just made, as a customer's engineer wants to see
// them. What the trace holds is redacted already.
func (m *Root) callsPage(w, h int) []string {
	e, st := m.env, m.env.Style
	calls := m.calls()
	lines := []string{st.Title.Render(e.Say("calls.title")), st.Muted.Render(bubble.Fit(e.Say("calls.lead"), w)), ""}
	if len(calls) == 0 {
		return append(lines, st.Muted.Render(e.Say("calls.none")))
	}
	here := len(calls) - 1 - min(m.over.back, len(calls)-1)
	rows := max(3, h/2-4)
	from := max(0, min(here-rows/2, len(calls)-rows))
	for i := from; i < min(len(calls), from+rows); i++ {
		t := calls[i]
		mark, look := "  ", st.Text
		if i == here {
			mark, look = "▸ ", st.Focus
		}
		lines = append(lines, look.Render(bubble.Fit(mark+callLine(t), w)))
	}
	wrapped := func(look lipgloss.Style, text string) {
		lines = append(lines, "")
		for line := range strings.SplitSeq(ansi.Hardwrap(text, w, false), "\n") {
			lines = append(lines, look.Render(line))
		}
	}
	t := calls[here]
	wrapped(st.Muted, curl(t))
	wrapped(st.Text, cmp.Or(t.Answer, t.Err))
	return lines
}

func callLine(t api.Trace) string {
	status := "—"
	if t.Status != 0 {
		status = fmt.Sprint(t.Status)
	}
	line := fmt.Sprintf("%s  %-4s  %-20s  %3s  %5d ms", t.Start.Local().Format("15:04:05"), t.Method, t.Call, status,
		t.Duration.Milliseconds())
	if t.Attempt > 1 {
		line += fmt.Sprintf("  ×%d", t.Attempt)
	}
	return line
}

// curl is the call as a command, with the token as a variable.
func curl(t api.Trace) string {
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
	command := "curl -X " + t.Method + " " + quote(t.URL) + " -H \"Authorization: Bearer $DIALTONE_TOKEN\""
	if t.Request != "" {
		command += " -H 'Content-Type: application/json' -d " + quote(t.Request)
	}
	return command
}

func (m *Root) openQR() {
	code, err := jobs.NewChatCode(m.env.Flow.Number.Display)
	if err != nil { // a number is never that long
		return
	}
	m.code = code
	m.over.toggle(overQR)
}

// barePage is the code without the frame, where the frame leaves no room for it.
func (m *Root) barePage(w, h int) string {
	code := bubble.Beside(" ", m.code.View(m.env, w-2, true))
	lines := make([]string, h)
	copy(lines[(h-1-len(code))/2:], code)
	lines[h-1] = m.keyLine(w)
	return strings.Join(lines, "\n")
}
