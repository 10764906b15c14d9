package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// doctorScreen shows what was looked at, line by line, and what mends it.
type doctorScreen struct {
	at int
}

func (d *doctorScreen) enter(*env) tea.Cmd {
	d.at = 0
	return nil
}

// checkups are the lines; those of the terminal are always at hand.
func (d *doctorScreen) checkups(e *env) []flows.Checkup {
	if len(e.s.Checkups) == 0 || e.terminal == nil {
		return e.s.Checkups
	}
	return append(append([]flows.Checkup{}, e.s.Checkups...), e.terminal().Checkups()...)
}

func (d *doctorScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	last := max(0, len(d.checkups(e))-1)
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "ctrl+l":
		d.at = 0
		return flows.ReloadAsked{}, nil
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

func (d *doctorScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.Doctor)
	if e.s.Busy() {
		p.waits = true
		return p
	}
	all := d.checkups(e)
	if len(all) == 0 {
		p.body = wrap(e.style.Muted, e.say("doctor.stopped"), w)
		return p
	}
	p.lead = d.verdict(e, all)
	lines := make([]DoctorLine, len(all))
	label := 0
	for i, c := range all {
		lines[i] = SpellCheckup(e.words, c)
		label = max(label, ansi.StringWidth(lines[i].Name))
	}
	label = min(label, w/3)
	var body []string
	for i, l := range lines {
		name := e.style.Text
		lead := "  "
		if i == d.at {
			name, lead, p.focus = e.style.Focus, e.style.Focus.Render("▸ "), len(body)
		}
		found := strings.Split(wrap(e.style.Text, l.Found, w-label-6), "\n")
		body = append(body, lead+healthStyle(e, all[i].Health).Render(l.Mark)+" "+name.Render(bubble.Pad(l.Name, label))+"  "+found[0])
		body = append(body, indent(strings.Join(found[1:], "\n"), label+6)[:len(found)-1]...)
		if l.Fix != "" {
			fix := strings.Split(bubble.Wrap(l.Fix, max(8, w-label-8)), "\n")
			for j, line := range fix {
				arrow := "  "
				if j == 0 {
					arrow = "→ "
				}
				body = append(body, strings.Repeat(" ", label+6)+e.style.Muted.Render(arrow+line))
			}
		}
	}
	p.body = strings.Join(body, "\n")
	return p
}

// verdict sums up how many lines want something done.
func (d *doctorScreen) verdict(e *env, all []flows.Checkup) string {
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
		return e.say("doctor.bad", "Count", bad)
	case odd > 0:
		return e.say("doctor.odd", "Count", odd)
	}
	return e.say("doctor.well")
}

func healthStyle(e *env, h flows.Health) lipgloss.Style {
	switch h {
	case flows.HealthOK:
		return e.style.Good
	case flows.HealthWarn:
		return e.style.Warn
	case flows.HealthFail:
		return e.style.Bad
	case flows.HealthSkipped:
	}
	return e.style.Muted
}

func (d *doctorScreen) keys(e *env) []key.Binding {
	return []key.Binding{e.bind("↑↓", "move"), e.bind("ctrl+l", "check_again"), e.bind("esc", "back")}
}

func (d *doctorScreen) typing() bool { return false }
