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

// moment is the word row by row, and beside it whose it is. In the sandbox it has the
// sandbox's colour, and says so.
func moment(e *page.Env) []string {
	st, n := e.Style, e.Flow.Number
	word := liveWord(e.Say("live.word"))
	wide := ansi.StringWidth(word[0]) + 4
	shown := len(word)
	if e.Arrival < 1 {
		shown = int(e.Arrival * float64(len(word)+1))
	}
	room := e.Width - wide - 2
	look, said := st.Good, "✓ "+e.Say("live.connected")
	if e.Sandbox() {
		look, said = st.Sandbox, e.Say("live.simulated")
	}
	beside := [3]string{
		st.Strong.Render(e.Display(n)), st.Strong.Render(bubble.Fit(e.RedactName(n.Name), room)), look.Render(bubble.Fit(said, room)),
	}
	lines := make([]string, len(word))
	for i := range lines {
		if i < shown {
			lines[i] = "  " + look.Bold(true).Render(bubble.Pad(word[i], wide)) + beside[i]
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
		return st.Text.Render(said + tail(e.Report.Path, room))
	}
	offer := e.Say("live.save_report")
	if e.Sandbox() {
		offer = e.Say("live.no_report")
	}
	return bubble.Fit(st.Key.Render("s")+"  "+st.Text.Render(offer), w)
}

// tail is as much of a path as fits: its end from a folder on, behind the home folder.
func tail(path string, room int) string {
	rest, within := strings.CutPrefix(path, "~/")
	lead := "…/"
	if within {
		lead = "~/…/"
	}
	for short := path; ; short = lead + rest {
		if ansi.StringWidth(short) <= room {
			return short
		}
		_, after, more := strings.Cut(rest, "/")
		if !more {
			return bubble.Fit(short, room)
		}
		rest = after
	}
}

// live is the page of a number that is registered: the moment, or the reason why it is
// none, and what to do next.
func (c *connectedPage) live(e *page.Env) page.View {
	p := c.titled(e)
	w := e.Width
	steps := c.steps(e)
	options := make([]bubble.Option, len(steps))
	for i, s := range steps {
		options[i] = s.option
	}
	const note = 2 // the one of the lit choice, below all of them
	least := len(steps) + note
	report := "  " + reportLine(e, w-2)
	var lines []string
	if isMoment(e) {
		lines = append(moment(e), "", "  "+took(e), report)
		if len(lines)+1+least > e.Height { // in a low window
			lines = append(moment(e), "  "+took(e), report)
		}
	} else {
		lines = c.sober(e)
		mind := c.mind(e, w)
		const air = 2                                  // with the report
		if len(lines)+len(mind)+air+least > e.Height { // the notes give way first
			least = len(steps)
			for i := range options {
				options[i].Note = ""
			}
		}
		if room := e.Height - len(lines) - air - least; len(mind) > room {
			mind = append(mind[:max(0, room-1)], e.Style.Muted.Render("  "+e.Say("live.more")))
		}
		lines = append(lines, mind...)
		if len(lines)+1+air+least <= e.Height {
			lines = append(lines, "")
		}
		lines = append(lines, report)
	}
	if len(lines)+1+least <= e.Height {
		lines = append(lines, "")
	}
	menu := c.menu
	text, focus := menu.View(e.Style, options, w, e.Height-len(lines), e.EnterTo("open"))
	p.Focus = len(lines) + focus
	lines = append(lines, strings.Split(text, "\n")...)
	if facts := c.facts(e); len(lines)+1+len(facts) <= e.Height {
		lines = append(append(lines, ""), facts...)
	}
	p.Body = strings.Join(lines, "\n")
	return p
}

// facts are what else is known of the number, in our words.
func (c *connectedPage) facts(e *page.Env) []string {
	n, st := e.Flow.Number, e.Style
	return bubble.Beside("  ", strings.Split(e.Table([][2]string{
		{e.Say("field.name_status"), st.Text.Render(e.NameStatus(n.NameStatus))},
		{e.Say("field.quality"), st.Text.Render(e.Quality(n.Quality))},
		{e.Say("field.throughput"), st.Text.Render(e.Throughput(n.Throughput.Level))},
		{e.Say("review.storage"), st.Text.Render(e.Storage())},
	}, e.Width-2), "\n"))
}

// sober names the number and its state where there is no moment.
func (c *connectedPage) sober(e *page.Env) []string {
	st, n := e.Style, e.Flow.Number
	state := st.Good.Render("✓ " + e.Say("live.connected"))
	if n.Status.Held() {
		state = st.Warn.Bold(true).Render("! " + e.Say("held."+string(n.Status)+".word"))
	}
	const apart = 3
	number := e.Display(n)
	name := bubble.Fit(e.RedactName(n.Name), e.Width-ansi.StringWidth(number)-lipgloss.Width(state)-3*apart)
	return []string{"  " + st.Strong.Render(number) + "   " + st.Strong.Render(name) + "   " + state}
}

// mind are the lines that speak against the number, or ask for something.
func (c *connectedPage) mind(e *page.Env, w int) []string {
	st, n := e.Style, e.Flow.Number
	var lines []string
	add := func(more ...string) { lines = append(lines, bubble.Beside("  ", more)...) }
	if n.Status.Held() {
		add(bubble.Lines(st.Text, e.Say("held."+string(n.Status)+".do"), w-2)...)
	}
	for _, remark := range Remarks(e) {
		add(e.Mind(remark, w-2)...)
	}
	for _, a := range e.Ailments(flows.Ailments(n)) {
		add(e.Mind(a.Ours, w-2)...)
		for _, said := range a.Metas {
			add(bubble.Beside("  ", bubble.Lines(st.Muted, said, w-2*2))...)
		}
	}
	if n.NewName != "" && flows.NameWaits(n) {
		add(e.Mind(e.Say("connected.name_waits", "Name", e.Redact(n.NewName)), w-2)...)
	}
	for _, address := range e.OwnAddresses() {
		add(e.Mind(address, w-2)...)
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
