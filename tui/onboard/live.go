package onboard

import (
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// The moment of a number that is live: the word, the number, what it took, and what makes
// it useful.

// isMoment reports whether nothing speaks against the number: else the reason comes first.
func isMoment(e *page.Env) bool {
	s := e.Flow
	return s.Number.Status == api.StatusConnected && flows.Sends(s.Number) && !s.RegionUnread() && len(Remarks(e)) == 0
}

// letters are those of the word, three rows each.
func letters() map[rune][3]string {
	return map[rune][3]string{
		'L': {"█  ", "█  ", "▀▀▀"},
		'I': {"▀█▀", " █ ", "▀▀▀"},
		'V': {"█ █", "▀▄▀", " ▀ "},
		'E': {"█▀▀", "█▀▀", "▀▀▀"},
	}
}

// liveWord is the word in three rows: in block letters, or spaced between two rules where
// its letters are none that can be drawn.
func liveWord(word string) [3]string {
	var rows [3]string
	for i, r := range []rune(word) {
		glyph, known := letters()[r]
		if !known {
			spaced := strings.Join(strings.Split(word, ""), "  ")
			rule := strings.Repeat("━", ansi.StringWidth(spaced)+4)
			return [3]string{rule, "  " + spaced + "  ", rule}
		}
		for row := range rows {
			if i > 0 {
				rows[row] += " "
			}
			rows[row] += glyph[row]
		}
	}
	return rows
}

// moment is the word row by row, and beside it whose it is.
func moment(e *page.Env) []string {
	st, n := e.Style, e.Flow.Number
	word := liveWord(e.Say("live.word"))
	wide := ansi.StringWidth(word[0]) + 4
	shown := len(word)
	if e.Arrival < 1 {
		shown = int(e.Arrival * float64(len(word)+1))
	}
	room := e.Width - wide - 2
	beside := [3]string{
		st.Strong.Render(e.Display(n)), st.Strong.Render(bubble.Fit(e.RedactName(n.Name), room)), st.Good.Render("✓ " + bubble.Fit(e.Say("live.connected"), room-2)),
	}
	lines := make([]string, len(word))
	for i := range lines {
		if i < shown {
			lines[i] = "  " + st.Good.Bold(true).Render(bubble.Pad(word[i], wide)) + beside[i]
		}
	}
	return lines
}

// took says how long it was from the first request of this run, and what was counted for
// it; "" where this run did not register it.
func took(e *page.Env) string {
	s := e.Flow
	if s.RegisterHeard() == flows.RegisterNone {
		return ""
	}
	var parts []string
	var first, last time.Time
	for _, a := range s.Actions {
		switch {
		case a.Number != s.Number.ID:
		case first.IsZero():
			first = a.At
		default:
			last = a.At
		}
	}
	if d := last.Sub(first); !first.IsZero() && d >= time.Second {
		parts = append(parts, e.Style.Text.Render(e.Say("live.took", "Time", e.Lasted(d.Truncate(time.Second)))))
	}
	if codes := e.Used(api.RequestCode); codes > 0 {
		parts = append(parts, e.Style.Text.Render(e.Say("live.codes", "Count", codes)))
	}
	if registers := e.Used(api.Register); registers > 0 {
		parts = append(parts, e.Style.Text.Render(e.Say("live.registers", "Count", registers)))
	}
	return strings.Join(parts, e.Style.Muted.Render(" · "))
}

// reportLine says what became of the report.
func reportLine(e *page.Env, w int) string {
	st := e.Style
	switch {
	case e.Report.Err != nil:
		return st.Warn.Render(bubble.Fit("! "+e.Say("connected.no_report", "Reason", e.Report.Err.Error()), w))
	case e.Report.Path != "":
		said := "✓ " + e.Say("live.report") + " "
		room := w - ansi.StringWidth(said)
		path := e.Report.Path
		if over := ansi.StringWidth(path) - room; over > 0 {
			path = ansi.TruncateLeft(path, over+1, "…")
		}
		return st.Text.Render(said + path)
	case e.Sandbox():
		return st.Muted.Render(bubble.Fit(e.Say("live.no_report"), w))
	}
	return st.Muted.Render(bubble.Fit(e.Say("live.save_report"), w))
}

// live is the page of a number that is registered: the moment, or the reason why it is
// none, and what to do next.
func (c *connectedPage) live(e *page.Env) page.View {
	p := c.titled(e)
	w := e.Width
	var lines []string
	if isMoment(e) {
		lines = append(moment(e), "", "  "+took(e))
	} else {
		lines = c.sober(e)
	}
	lines = append(lines, "  "+reportLine(e, w-2))
	steps := c.steps(e)
	options := make([]bubble.Option, len(steps))
	least := len(steps)
	for i, s := range steps {
		options[i] = s.option
	}
	mind := c.mind(e, w)
	if room := e.Height - len(lines) - least; len(mind) > room {
		mind = append(mind[:max(0, room-1)], e.Style.Muted.Render("  "+e.Say("live.more")))
	}
	lines = append(lines, mind...)
	const spare = 2 // lines of each choice with its note
	if e.Height-len(lines) > spare*len(steps) {
		lines = append(lines, "")
	}
	menu := c.menu
	text, focus := menu.View(e.Style, options, w, e.Height-len(lines), e.EnterTo("open"))
	p.Focus = len(lines) + focus
	p.Body = strings.Join(append(lines, text), "\n")
	return p
}

// sober names the number and its state where there is no moment.
func (c *connectedPage) sober(e *page.Env) []string {
	st, n := e.Style, e.Flow.Number
	state := st.Good.Render("✓ " + e.Say("live.connected"))
	if n.Status.Held() {
		state = st.Warn.Bold(true).Render("! "+e.Say("held."+string(n.Status)+".word")) + st.Muted.Render(" ("+string(n.Status)+")")
	}
	name := bubble.Fit(e.RedactName(n.Name), e.Width-lipgloss.Width(e.Display(n))-5)
	return []string{"  " + st.Strong.Render(e.Display(n)) + "   " + st.Strong.Render(name), "  " + state}
}

// mind are the lines that speak against the number, or ask for something.
func (c *connectedPage) mind(e *page.Env, w int) []string {
	st, n := e.Style, e.Flow.Number
	var lines []string
	add := func(look lipgloss.Style, text string) {
		lines = append(lines, bubble.Beside("  ", bubble.Lines(look, text, w-2))...)
	}
	for _, remark := range Remarks(e) {
		add(st.Warn, "! "+remark)
	}
	for _, a := range e.Ailments(flows.Ailments(n)) {
		add(st.Warn, "! "+a.Ours)
		for _, said := range a.Metas {
			add(st.Muted, "  "+said)
		}
	}
	if n.NewName != "" && flows.NameWaits(n) {
		add(st.Warn, "! "+e.Say("connected.name_waits", "Name", e.Redact(n.NewName)))
	}
	for _, address := range e.OwnAddresses() {
		add(st.Warn, "! "+address)
	}
	return lines
}

// firstChat is what a customer's phone may show of a first chat with the number, made up.
func firstChat(e *page.Env, w, h int) []string {
	st, inside := e.Style, w-bubble.FrameCells
	at := e.Flow.ReadAt.Local().Format(e.Say("time.layout_today"))
	name := e.RedactName(e.Flow.Number.Name)
	bubbleWide := inside - 4
	lines := []string{st.Strong.Render(bubble.Fit(name, inside)), st.Muted.Render(e.Say("live.business")), ""}
	asked := bubble.Frame{Look: st.Frame, Foot: bubble.Label{Text: at + " ✓✓", Look: st.Muted}}.Draw(bubble.Lines(st.Text, e.Say("live.asked"), bubbleWide-bubble.FrameCells), bubbleWide)
	lines = append(lines, bubble.Beside("    ", asked)...)
	answered := bubble.Frame{Look: st.Frame, Foot: bubble.Label{Text: at, Look: st.Muted}}.Draw(
		bubble.Lines(st.Text, e.Say("live.answered", "Name", name), bubbleWide-bubble.FrameCells), bubbleWide)
	all := bubble.Panel(st, e.Say("live.chat"), append(lines, answered...), w)
	why := bubble.Panel(st, e.Say("frame.why"), bubble.Lines(st.Text, e.Say("state.Connected.why"), inside), w)
	switch {
	case len(all)+1+len(why) <= h:
		return append(append(all, ""), why...)
	case len(all) <= h:
		return all
	}
	return why
}
