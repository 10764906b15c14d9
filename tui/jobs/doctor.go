package jobs

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// doctorPage shows what was looked at, line by line, and what mends it.
type doctorPage struct {
	at int
}

// NewDoctor shows what the doctor found.
func NewDoctor() page.Page { return &doctorPage{} }

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
	case "esc":
		return page.Do(flows.BackAsked{}), nil
	case "ctrl+l":
		d.at = 0
		return page.Do(flows.ReloadAsked{}), nil
	case "down", "tab", "ctrl+n":
		d.at = min(last, d.at+1)
	case "up", "shift+tab", "ctrl+p":
		d.at = max(0, d.at-1)
	case "home":
		d.at = 0
	case "end":
		d.at = last
	}
	return nil, nil
}

func (d doctorPage) View(e *page.Env) page.View {
	w := e.Width
	p := e.Heading(flows.Doctor)
	if e.Flow.Busy() {
		return p
	}
	all := d.checkups(e)
	if len(all) == 0 {
		p.Body = page.Wrap(e.Style.Muted, e.Say("doctor.stopped"), w)
		return p
	}
	p.Intro = d.verdict(e, all)
	lines := make([]DoctorLine, len(all))
	label := 0
	for i, c := range all {
		lines[i] = DescribeCheckup(e.Words, c)
		label = max(label, ansi.StringWidth(lines[i].Name))
	}
	label = min(label, w/3)
	var body []string
	for i, l := range lines {
		name := e.Style.Text
		lead := "  "
		if i == d.at {
			name, lead, p.Focus = e.Style.Focus, e.Style.Focus.Render("▸ "), len(body)
		}
		found := strings.Split(page.Wrap(e.Style.Text, l.Found, w-label-6), "\n")
		body = append(body, lead+healthStyle(e, all[i].Health).Render(l.Mark)+" "+name.Render(bubble.Pad(l.Name, label))+"  "+found[0])
		body = append(body, page.Indent(strings.Join(found[1:], "\n"), label+6)[:len(found)-1]...)
		if l.Fix != "" {
			fix := strings.Split(bubble.Wrap(l.Fix, max(8, w-label-8)), "\n")
			for j, line := range fix {
				arrow := "  "
				if j == 0 {
					arrow = "→ "
				}
				body = append(body, strings.Repeat(" ", label+6)+e.Style.Muted.Render(arrow+line))
			}
		}
	}
	p.Body = strings.Join(body, "\n")
	return p
}

// verdict sums up how many lines want something done.
func (d *doctorPage) verdict(e *page.Env, all []flows.Checkup) string {
	bad, odd := 0, 0
	for _, c := range all {
		switch c.Health {
		case flows.HealthFail:
			bad++
		case flows.HealthWarn:
			odd++
		case flows.HealthOK, flows.HealthSkipped:
		}
	}
	switch {
	case bad > 0:
		return e.Say("doctor.bad", "Count", bad)
	case odd > 0:
		return e.Say("doctor.odd", "Count", odd)
	}
	return e.Say("doctor.well")
}

func healthStyle(e *page.Env, h flows.Health) lipgloss.Style {
	switch h {
	case flows.HealthOK:
		return e.Style.Good
	case flows.HealthWarn:
		return e.Style.Warn
	case flows.HealthFail:
		return e.Style.Bad
	case flows.HealthSkipped:
	}
	return e.Style.Muted
}

func (d *doctorPage) Keys(e *page.Env) []key.Binding {
	return []key.Binding{e.Bind("↑↓", "move"), e.Bind("ctrl+l", "check_again"), e.Bind("esc", "back")}
}

func (d *doctorPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.Doctor)
	t.Subject, t.Waits = page.OfNobody, e.Flow.Busy()
	return t
}
