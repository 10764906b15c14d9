package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// manageScreen is a number's page: how it stands, and what can be done with it.
type manageScreen struct {
	menu bubble.Menu
}

func (m *manageScreen) enter(*env) tea.Cmd {
	m.menu.Set(0)
	return nil
}

// jobs are what can be done with the number at hand, the next safe action first.
func (m *manageScreen) jobs(e *env) []flows.Job {
	var jobs []flows.Job
	if !e.s.Number.Status.Registered() {
		jobs = append(jobs, flows.JobOnboard)
	}
	for _, f := range flows.Flows() {
		if f.OnPage(e.s.Number) {
			jobs = append(jobs, f.Job)
		}
	}
	return jobs
}

func (m *manageScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	jobs := m.jobs(e)
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "q":
		return e.qr(), nil
	case "ctrl+l":
		return flows.ReloadAsked{}, nil
	case "enter":
		return flows.JobChosen{Job: jobs[min(m.menu.At(), len(jobs)-1)]}, nil
	}
	m.menu.Update(msg, len(jobs))
	return nil, nil
}

func (m *manageScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.Manage)
	n, st := e.s.Number, e.style
	word, look := e.standing(flows.StandingOf(n))
	rows := [][2]string{
		{e.say("field.number"), st.Strong.Render(e.display(n))},
		{e.say("field.name"), st.Text.Render(n.Name)},
		{e.say("field.status"), look.Render(string(n.Status)) + st.Muted.Render(" · "+word)},
		{e.say("field.quality"), st.Text.Render(string(n.Quality))},
	}
	if e.s.Settings.Storage != nil {
		rows = append(rows, [2]string{e.say("field.region"), st.Text.Render(e.rests(e.s.Settings.Storage))})
	}
	facts := e.table(rows, w)
	menu, focus := m.menu.View(st, e.jobOptions(m.jobs(e)), w)
	p.body = facts + "\n\n" + menu
	p.focus = strings.Count(facts, "\n") + 2 + focus
	return p
}

func (m *manageScreen) keys(e *env) []key.Binding {
	keys := []key.Binding{e.bind("↑↓", "choose"), e.bind("enter", "continue"), e.bind("ctrl+l", "reload")}
	if flows.CanSend(e.s.Number) {
		keys = append(keys, e.bind("q", "qr"))
	}
	return keys
}

func (m *manageScreen) typing() bool { return false }
