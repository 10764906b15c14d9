package jobs

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
	"dialtone/tui/words"
)

// doctorPage shows what was looked at, line by line, and what mends it.
type doctorPage struct{ scroll bubble.Scroller }

func (d *doctorPage) Enter(*page.Env) tea.Cmd {
	d.scroll.Reset()
	return nil
}

// checkups are the lines; those of the terminal are always at hand.
func (d *doctorPage) checkups(e *page.Env) []flows.Checkup {
	if len(e.Flow.Checkups) == 0 || e.Terminal == nil {
		return e.Flow.Checkups
	}
	return append(append([]flows.Checkup{}, e.Flow.Checkups...), e.Terminal().Checkups()...)
}

func (d *doctorPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if _, is := msg.(page.Fitted); is {
		const more = 1 // how many more there are
		d.scroll.Fit(len(d.lines(e)), max(3, e.Height-more))
		return nil, nil
	}
	if page.Pressed(msg) == "ctrl+l" {
		d.scroll.Reset()
	}
	d.scroll.Update(msg, max(1, len(d.shown(d.lines(e)))))
	return page.BackOrReload(msg), nil
}

// lines are what was found, each with what mends it.
func (d *doctorPage) lines(e *page.Env) []string {
	found := DescribeCheckups(e.Words, d.checkups(e))
	label := labelCells
	for _, l := range found {
		label = max(label, ansi.StringWidth(l.Name)+2)
	}
	w := e.Width
	label = min(label, w/3)
	rank := map[flows.Health]int{flows.HealthFail: 0, flows.HealthWarn: 1, flows.HealthOK: 2, flows.HealthSkipped: 3}
	slices.SortStableFunc(found, func(a, b DoctorLine) int { return rank[a.Health] - rank[b.Health] })
	var lines []string
	for i, l := range found {
		if i > 0 && (l.Fix != "" || found[i-1].Fix != "") {
			lines = append(lines, "")
		}
		name := bubble.Pad(bubble.Fit(l.Name, label-1), label)
		lead, look := e.Style.Text.Render(name), e.Style.Text
		if l.Fix != "" { // what mends it matters more than what was found
			lead, look = e.Style.Strong.Render(name), e.Style.Muted
		}
		lead = e.MarkLook(l.Mark).Render(l.Mark) + " " + lead
		lines = append(lines, strings.Split(page.Hang(look, lead, l.Found, w), "\n")...)
		if l.Fix != "" {
			fix := page.Hang(e.Style.Strong, e.Style.Muted.Render("→ "), l.Fix, w-label-2)
			lines = append(lines, page.Indent(fix, label+2)...)
		}
	}
	return lines
}

func (d doctorPage) View(e *page.Env) page.View {
	p := e.Heading(flows.Doctor)
	if e.Flow.Busy() {
		return p
	}
	all := d.checkups(e)
	if len(all) == 0 {
		p.Body = page.Wrap(e.Style.Muted, e.Say("doctor.stopped"), e.Width)
		return p
	}
	p.Intro = d.verdict(e, all)
	shown := d.shown(d.lines(e))
	switch {
	case d.scroll.Below() > 0:
		below := d.scroll.Below() + d.scroll.Room() - len(shown)
		for len(shown) < d.scroll.Room() { // the arrow keeps its place
			shown = append(shown, "")
		}
		shown = append(shown, e.Style.Muted.Render("↓ "+e.Say("page.more", "Count", below)))
	case d.scroll.Top() > 0:
		shown = append(shown, e.Style.Muted.Render("↑ "+e.Say("page.end")))
	}
	p.Body = strings.Join(shown, "\n")
	return p
}

// shown are the lines in view, without the beginning of an entry that goes on below them.
func (d *doctorPage) shown(all []string) []string {
	view := d.scroll.View(all)
	next := d.scroll.Top() + len(view)
	if next >= len(all) || all[next] == "" { // of fewer lines than were fitted too: they are being read again
		return view
	}
	for i := len(view) - 1; i > len(view)/2; i-- {
		if view[i] == "" {
			return view[:i:i]
		}
	}
	return view
}

// verdict sums up how many lines want something done.
func (d *doctorPage) verdict(e *page.Env, all []flows.Checkup) string {
	count := map[flows.Health]int{}
	for _, c := range all {
		count[c.Health]++
	}
	if bad, odd := count[flows.HealthFail], count[flows.HealthWarn]; bad > 0 && odd > 0 {
		return e.Say("doctor.both", "Bad", bad, "Odd", odd)
	} else if bad > 0 {
		return e.Say("doctor.bad", "Count", bad)
	}
	if odd := count[flows.HealthWarn]; odd > 0 {
		return e.Say("doctor.odd", "Count", odd)
	}
	return e.Say("doctor.well")
}

func (d *doctorPage) Keys(e *page.Env) page.Keys {
	keys := page.Keys{e.Bind("ctrl+l", "check_again"), e.Bind("esc", "back")}
	if d.scroll.Scrolls() {
		keys = slices.Insert(keys, 0, e.Bind("↑↓", "read_on"))
	}
	return keys
}

func (d *doctorPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.Doctor)
	t.Subject, t.Waits = page.OfNobody, e.Flow.Busy()
	t.Wide = !e.Flow.Busy() && len(d.checkups(e)) > 0 // the lines are long
	return t
}

// DoctorLine is a line of the doctor's in words.
type DoctorLine struct {
	Health            flows.Health
	Mark, Name, Found string
	Fix               string // "" where there is nothing to mend
}

// DescribeCheckups puts what was found into words for people: what was left out for one
// reason is one line, and the home folder is called ~.
func DescribeCheckups(w *words.Words, found []flows.Checkup) []DoctorLine {
	left := map[flows.FindingID]int{}
	for _, c := range found {
		if LeftOut(c) {
			left[c.ID]++
		}
	}
	var lines []DoctorLine
	for _, c := range found {
		l := DescribeCheckup(w, c)
		switch count := left[c.ID]; {
		case !LeftOut(c):
		case count == 0: // the line of the first one speaks for it
			continue
		case count > 1:
			l.Name = w.Say("doctor.more", "Count", count)
			left[c.ID] = 0
		}
		l.Found, l.Fix = page.AtHome(l.Found), page.AtHome(l.Fix)
		lines = append(lines, l)
	}
	return lines
}

// LeftOut reports whether something was not looked at since something else is missing.
func LeftOut(c flows.Checkup) bool {
	return c.ID == flows.FoundNeedsToken || c.ID == flows.FoundNeedsAnswer || c.ID == flows.FoundNeedsAccount
}

// DescribeCheckup puts a line of the doctor's into words.
func DescribeCheckup(w *words.Words, c flows.Checkup) DoctorLine {
	marks := map[flows.Health]string{
		flows.HealthOK: "✓", flows.HealthWarn: "!", flows.HealthFail: "×", flows.HealthSkipped: "○",
	}
	if c.Silence != "" {
		c.Pairs = append(slices.Clip(c.Pairs), "Why", w.Say("silence."+string(c.Silence)))
	}
	l := DoctorLine{Health: c.Health, Mark: marks[c.Health], Name: w.Say("doctor.check." + string(c.Check)),
		Found: w.Say("doctor.found."+string(c.ID), c.Pairs...)}
	if c.Journal != "" {
		l.Found = w.Say("journal_fault."+string(c.Journal), c.Pairs...)
	}
	if c.Fix {
		l.Fix = w.Say("doctor.fix."+string(c.ID), c.Pairs...)
	}
	return l
}
