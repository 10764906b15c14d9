package tui

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/api/pattern"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// The inspector shows the calls just made, as a customer's engineer wants to see them: a
// list, and of one of them the command that makes it and its answer. What a trace holds is
// redacted already.

// callsHead are the lines above the list: title, what the marks mean, and a blank.
const callsHead = 3

// callsLayout is how the inspector shares its room.
type callsLayout struct {
	rows    int // of the list
	command int // lines of the command, where both parts are to be seen; else 0
	part    int // lines of the part that scrolls
}

// callsRoom is the one for a room of h lines.
func callsRoom(h int) callsLayout {
	const both, least = 24, 3 // from so many lines on both parts have room
	l := callsLayout{rows: max(least, (h-callsHead)/5)}
	left := h - callsHead - l.rows - 2 // a blank, and the heading of a part
	if h >= both {
		l.command = left * 2 / 5
		left -= l.command + 2
	}
	l.part = left
	return l
}

// here is the call that is looked at.
func (m *Root) here(calls []api.Trace) int { return len(calls) - 1 - min(m.over.back, len(calls)-1) }

// callsKey handles a key of the inspector.
func (m *Root) callsKey(msg tea.KeyPressMsg) tea.Cmd {
	o, calls := &m.over, m.calls()
	if len(calls) == 0 {
		return nil
	}
	t := calls[m.here(calls)]
	switch pressed := msg.String(); pressed {
	case "up":
		o.back = min(o.back+1, len(calls)-1)
		o.scroll.Reset()
	case "down":
		o.back = max(0, o.back-1)
		o.scroll.Reset()
	case "tab", "1", "2":
		o.answer = pressed == "2" || pressed == "tab" && !o.answer
		o.scroll.Reset()
	case "c":
		o.copied = true
		return tea.SetClipboard(strings.Join(curl(t, 0), "\n"))
	case "p":
		m.printed(strings.Join(append(curl(t, m.w), "", strings.Join(answerText(t), "\n")), "\n"))
	default:
		o.scroll.Update(msg, max(1, o.scroll.Room()-1))
	}
	return nil
}

// callsBindings are the keys of the inspector.
func (m *Root) callsBindings() []key.Binding {
	e := m.env
	if len(m.calls()) == 0 {
		return []key.Binding{e.Bind("esc", "close")}
	}
	keys := []key.Binding{e.Bind("↑↓", "call")}
	if l := m.layout(); callsRoom(l.room).command == 0 {
		word := "answer"
		if m.over.answer {
			word = "curl"
		}
		keys = append(keys, e.Bind("tab", word))
	}
	keys = append(keys, e.Bind("c", "copy_curl"), e.Bind("p", "print"))
	if m.over.scroll.Scrolls() {
		keys = append(keys, e.Bind("pgdn", "read_on"))
	}
	return append(keys, e.Bind("esc", "close"))
}

// fitCalls tells the part that scrolls how much room it has.
func (m *Root) fitCalls(w, h int) {
	l := callsRoom(h)
	m.over.scroll.Fit(len(m.callsPart(w, l)), l.part)
}

// callsPart are all lines of the part that scrolls.
func (m *Root) callsPart(w int, l callsLayout) []string {
	calls := m.calls()
	switch {
	case len(calls) == 0:
		return nil
	case l.command > 0 || m.over.answer:
		return m.answerLines(calls[m.here(calls)], w)
	}
	return m.commandLines(calls[m.here(calls)], w)
}

// callsPage draws the inspector.
func (m *Root) callsPage(w, h int) []string {
	e, st := m.env, m.env.Style
	calls, l := m.calls(), callsRoom(h)
	lead := st.Muted.Render(bubble.Fit(e.Say("calls.lead"), w))
	if m.over.copied {
		lead = st.Text.Render(bubble.Fit("✓ "+e.Say("calls.copied"), w))
	}
	title := st.Title.Render(e.Say("calls.title"))
	if len(calls) == 0 {
		return []string{title, lead, "", st.Muted.Render(e.Say("calls.none"))}
	}
	here := m.here(calls)
	lines := []string{spread(title, st.Muted.Render(fmt.Sprintf("%d / %d", here+1, len(calls))), w), lead, ""}
	from := max(0, min(here-l.rows/2, len(calls)-l.rows))
	for i := from; i < min(len(calls), from+l.rows); i++ {
		lines = append(lines, m.callLine(calls[i], i == here, w))
	}
	lines = append(filled(lines, callsHead+l.rows), "")
	both := l.command > 0
	if both {
		command := m.commandLines(calls[here], w)
		if len(command) > l.command { // all of it can be printed
			command[l.command-1] = st.Muted.Render("↓")
		}
		lines = append(append(lines, m.partHead("1", "calls.curl", true)), filled(command, l.command)...)
		lines = append(lines, "", m.partHead("2", "calls.answer", true))
	} else {
		lines = append(lines, m.partHead("1", "calls.curl", !m.over.answer)+"   "+m.partHead("2", "calls.answer", m.over.answer))
	}
	return append(lines, m.over.scroll.View(m.callsPart(w, l))...)
}

// partHead is the heading of a part, lit where it is to be seen.
func (m *Root) partHead(number, k string, seen bool) string {
	st := m.env.Style
	look := st.Muted
	if seen {
		look = st.Strong
	}
	return st.Muted.Render(number+" ") + look.Render(m.env.Say(k))
}

// callLine is a call in a line: when, a mark where Meta counts it, method and path, the
// status, and how long it took.
func (m *Root) callLine(t api.Trace, here bool, w int) string {
	st := m.env.Style
	bar, look := "  ", st.Text
	if here {
		bar, look = "│ ", st.Focus
	}
	status, statusLook := "—", st.Warn
	if t.Status != 0 {
		status = strconv.Itoa(t.Status)
	}
	switch {
	case t.Status >= 400:
		statusLook = st.Bad
	case t.Status != 0:
		statusLook = st.Text
	}
	mark := " "
	if isCounted(t.Call) {
		mark = st.Warn.Render("●")
	}
	const timed = 70 // cells of a line that has room for the time of day
	first := bar
	if w >= timed {
		first += t.Start.Local().Format(time.TimeOnly) + " "
	}
	last := fmt.Sprintf(" %6d ms", t.Duration.Milliseconds())
	if t.Attempt > 1 {
		last += fmt.Sprintf(" ×%d", t.Attempt)
	} else {
		last += "   "
	}
	room := w - ansi.StringWidth(first+"● GET   400"+last)
	return look.Render(first) + mark + " " + look.Render(fmt.Sprintf("%-5s", t.Method)+bubble.Pad(pathOf(t, room), room)+" ") +
		statusLook.Render(fmt.Sprintf("%3s", status)) + look.Render(last)
}

// isCounted reports whether Meta counts a call.
func isCounted(call api.Endpoint) bool {
	c := flows.CallOf(call)
	return c.Counted || c.Cost == flows.CostName
}

// longID is an id that is shortened where there is no room for all of it.
var longID = pattern.Of(`\d{9,}`)

// pathOf is the path of a call in at most w cells.
func pathOf(t api.Trace, w int) string {
	path := t.URL
	if u, err := url.Parse(t.URL); err == nil {
		path = u.Path
	}
	path = api.Clean(path)
	if ansi.StringWidth(path) > w {
		path = longID().ReplaceAllStringFunc(path, func(id string) string { return id[:3] + "…" + id[len(id)-3:] })
	}
	return path
}

// commandLines is the call as a command.
func (m *Root) commandLines(t api.Trace, w int) []string {
	lines := curl(t, w)
	for i := range lines {
		lines[i] = m.env.Style.Text.Render(lines[i])
	}
	return lines
}

// answerLines is the answer, folded and in colours.
func (m *Root) answerLines(t api.Trace, w int) []string {
	if t.Answer == "" && t.Err == "" {
		return []string{m.env.Style.Muted.Render(m.env.Say("calls.no_answer"))}
	}
	var lines []string
	for _, line := range answerText(t) {
		lines = append(lines, m.coloured(line, w)...)
	}
	return lines
}

// answerText is the answer in lines: indented where it is JSON, else as it came.
func answerText(t api.Trace) []string {
	text := cmp.Or(t.Answer, t.Err)
	var indented bytes.Buffer
	if json.Indent(&indented, []byte(text), "", "  ") == nil {
		text = indented.String()
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = api.Clean(lines[i])
	}
	return lines
}

// member is a line of indented JSON that begins with a name.
var member = pattern.Of(`^(\s*)("(?:[^"\\]|\\.)*":)( ?)(.*)$`)

// coloured is a line of an answer: names muted, texts plain, numbers strong. What is too long
// goes on below where it began.
func (m *Root) coloured(line string, w int) []string {
	st := m.env.Style
	name, value := "", strings.TrimLeft(line, " ")
	indent := line[:len(line)-len(value)]
	if parts := member().FindStringSubmatch(line); parts != nil {
		indent, name, value = parts[1], parts[2]+parts[3], parts[4]
	}
	look := st.Text
	if value != "" && !strings.ContainsAny(value[:1], `"{}[]`) && name != "" {
		look = st.Strong
	}
	lead := min(len(indent)+2, w/2)
	var lines []string
	for i, part := range strings.Split(ansi.Hardwrap(name+value, w-lead, true), "\n") {
		switch {
		case i > 0:
			lines = append(lines, strings.Repeat(" ", lead)+look.Render(part))
		case strings.HasPrefix(part, name):
			lines = append(lines, indent+st.Muted.Render(name)+look.Render(part[len(name):]))
		default:
			lines = append(lines, indent+st.Muted.Render(part))
		}
	}
	return lines
}
