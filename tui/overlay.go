package tui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/tui/bubble"
)

// overlayKind is what lies over the screen.
type overlayKind uint8

const (
	overNone overlayKind = iota
	overHelp
	overCalls
	overGuide
	overQR
)

// overlay is a page over the screen: the keys, the calls just made, a code.
type overlay struct {
	kind overlayKind
	back int // calls: how many before the newest
	top  int
}

func (o *overlay) toggle(k overlayKind) {
	if o.kind == k {
		*o = overlay{}
		return
	}
	*o = overlay{kind: k}
}

func (o *overlay) update(msg tea.KeyPressMsg, calls int) {
	switch msg.String() {
	case "esc", "enter", "q":
		*o = overlay{}
	case "pgup":
		o.top = max(0, o.top-5)
	case "pgdown":
		o.top += 5
	case "up":
		if o.kind == overCalls {
			o.back, o.top = min(o.back+1, max(0, calls-1)), 0
		} else {
			o.top = max(0, o.top-1)
		}
	case "down":
		if o.kind == overCalls {
			o.back, o.top = max(0, o.back-1), 0
		} else {
			o.top++
		}
	}
}

// overlay draws the page that lies over the screen.
func (m *Root) overlay(w, h int) []string {
	if m.over.kind == overGuide {
		return m.guidePage(w, h)
	}
	if m.over.kind == overQR {
		return m.code.page(m.env, w, false)
	}
	lines := m.helpPage
	if m.over.kind == overCalls {
		lines = func(w int) []string { return m.callsPage(w, h) }
	}
	page := lines(w)
	m.over.top = max(0, min(m.over.top, len(page)-h))
	page = page[m.over.top:min(len(page), m.over.top+h)]
	return page
}

// helpPage lists the keys, and says why the screen asks what it asks.
func (m *Root) helpPage(w int) []string {
	e, st := m.env, m.env.style
	lines := []string{st.Title.Render(e.say("help.title")), ""}
	over := m.over
	m.over.kind = overNone
	own, everywhere := m.bindings()
	m.over = over
	everywhere = append(everywhere, e.bind("ctrl+q", "leave"), e.bind("ctrl+c", "quit"))
	for _, group := range [][]key.Binding{own, everywhere} {
		for _, k := range group {
			lines = append(lines, "  "+st.Key.Render(bubble.Pad(k.Help().Key, 12))+st.Text.Render(k.Help().Desc))
		}
		lines = append(lines, "")
	}
	if why := m.screen().view(e, w, 20).why; why != "" {
		lines = append(lines, m.whyLines(why, w)...)
		lines = append(lines, "")
	}
	return append(lines, strings.Split(st.Muted.Render(bubble.Wrap(e.say("help.masking"), w)), "\n")...)
}

// callsPage shows the calls just made, as a customer's engineer wants to see
// them. What the trace holds is redacted already.
func (m *Root) callsPage(w, h int) []string {
	e, st := m.env, m.env.style
	calls := m.calls()
	lines := []string{st.Title.Render(e.say("calls.title")), st.Muted.Render(bubble.Fit(e.say("calls.lead"), w)), ""}
	if len(calls) == 0 {
		return append(lines, st.Muted.Render(e.say("calls.none")))
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
	lines = append(lines, "")
	t := calls[here]
	for line := range strings.SplitSeq(ansi.Hardwrap(curl(t), w, false), "\n") {
		lines = append(lines, st.Muted.Render(line))
	}
	lines = append(lines, "")
	answer := t.Answer
	if answer == "" {
		answer = t.Err
	}
	for line := range strings.SplitSeq(ansi.Hardwrap(answer, w, false), "\n") {
		lines = append(lines, st.Text.Render(line))
	}
	return lines
}

func callLine(t api.Trace) string {
	status := "—"
	if t.Status != 0 {
		status = fmt.Sprint(t.Status)
	}
	line := fmt.Sprintf("%s  %-4s  %-20s  %3s  %5d ms", t.Start.Local().Format("15:04:05"), t.Method, t.Call, status, t.Duration.Milliseconds())
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
