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
type doctorPage struct {
	at int
}

func (d *doctorPage) Enter(*page.Env) tea.Cmd {
	d.at = 0
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
	last := max(0, len(d.checkups(e))-1)
	switch page.Pressed(msg) {
	case "down", "tab", "ctrl+n":
		d.at = min(last, d.at+1)
	case "up", "shift+tab", "ctrl+p":
		d.at = max(0, d.at-1)
	case "home", "ctrl+l":
		d.at = 0
	case "end":
		d.at = last
	}
	return page.BackOrReload(msg), nil
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
	lines := make([]DoctorLine, len(all))
	label := 0
	for i, c := range all {
		lines[i] = DescribeCheckup(e.Words, c)
		label = max(label, ansi.StringWidth(lines[i].Name))
	}
	w := e.Width
	label = min(label, w/3)
	var body []string
	for i, l := range lines {
		name, lead := e.Style.Text, "  "
		if i == d.at {
			name, lead, p.Focus = e.Style.Focus, e.Style.Focus.Render("┃ "), len(body)
		}
		lead += e.MarkLook(l.Mark).Render(l.Mark) + " " + name.Render(bubble.Pad(l.Name, label)) + "  "
		body = append(body, strings.Split(page.Hang(e.Style.Text, lead, l.Found, w), "\n")...)
		if l.Fix != "" {
			fix := page.Hang(e.Style.Muted, e.Style.Muted.Render("→ "), l.Fix, w-label-6)
			body = append(body, page.Indent(fix, label+6)...)
		}
	}
	p.Body = strings.Join(body, "\n")
	return p
}

// verdict sums up how many lines want something done.
func (d *doctorPage) verdict(e *page.Env, all []flows.Checkup) string {
	count := map[flows.Health]int{}
	for _, c := range all {
		count[c.Health]++
	}
	if bad := count[flows.HealthFail]; bad > 0 {
		return e.Say("doctor.bad", "Count", bad)
	}
	if odd := count[flows.HealthWarn]; odd > 0 {
		return e.Say("doctor.odd", "Count", odd)
	}
	return e.Say("doctor.well")
}

func (d *doctorPage) Keys(e *page.Env) page.Keys {
	return page.Keys{e.Bind("↑↓", "move"), e.Bind("ctrl+l", "check_again"), e.Bind("esc", "back")}
}

func (d *doctorPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.Doctor)
	t.Subject, t.Waits = page.OfNobody, e.Flow.Busy()
	return t
}

// DoctorLine is a line of the doctor's in words.
type DoctorLine struct {
	Mark, Name, Found string
	Fix               string // "" where there is nothing to mend
}

// DescribeCheckup puts a line of the doctor's into words.
func DescribeCheckup(w *words.Words, c flows.Checkup) DoctorLine {
	marks := map[flows.Health]string{
		flows.HealthOK: "✓", flows.HealthWarn: "!", flows.HealthFail: "×", flows.HealthSkipped: "·",
	}
	if c.Silence != "" {
		c.Pairs = append(slices.Clip(c.Pairs), "Why", w.Say("silence."+string(c.Silence)))
	}
	l := DoctorLine{Mark: marks[c.Health], Name: w.Say("doctor.check." + string(c.Check)),
		Found: w.Say("doctor.found."+string(c.ID), c.Pairs...)}
	if c.Journal != "" {
		l.Found = w.Say("journal_fault."+string(c.Journal), c.Pairs...)
	}
	if c.Fix {
		l.Fix = w.Say("doctor.fix."+string(c.ID), c.Pairs...)
	}
	return l
}
