package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// manageScreen is a number's page: how it stands and what can be done with it
// and, one key away, everything that Meta says about it.
type manageScreen struct {
	menu  bubble.Menu
	facts bool   // the facts are read
	line  int    // the line of them that is kept in view
	size  int    // how many there are
	page  int    // how many fit
	said  string // what became of a copy or a file
}

func (m *manageScreen) enter(*env) tea.Cmd {
	m.menu.Set(0)
	m.facts, m.line, m.said = false, 0, ""
	return nil
}

// jobs are what can be done with the number at hand, the next safe action first.
func (m *manageScreen) jobs(e *env) []flows.Job {
	var jobs []flows.Job
	if !e.s.Number.Status.Registered() {
		jobs = append(jobs, flows.JobOnboard)
	}
	if flows.NameWaits(e.s.Number) {
		jobs = append(jobs, flows.JobName)
	}
	for _, f := range flows.Flows() {
		if f.OnPage(e.s.Number) && !slices.Contains(jobs, f.Job) {
			jobs = append(jobs, f.Job)
		}
	}
	return jobs
}

func (m *manageScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	if saved, is := msg.(savedMsg); is {
		m.said = e.say("page.saved", "Path", strings.Join(saved.paths, ", "))
		if saved.err != nil {
			m.said = e.say("page.unsaved", "Reason", saved.err.Error())
		}
		return nil, nil
	}
	pressed := pressed(msg)
	switch pressed {
	case "esc":
		if m.facts {
			m.facts = false
			return nil, nil
		}
		return flows.BackAsked{}, nil
	case "q":
		return e.qr(), nil
	case "tab", "shift+tab":
		m.facts, m.said = !m.facts, ""
		return nil, nil
	case "ctrl+l":
		return flows.ReloadAsked{}, nil
	}
	if m.facts {
		return m.read(e, pressed)
	}
	jobs := m.jobs(e)
	if pressed == "enter" {
		return flows.JobChosen{Job: jobs[min(m.menu.At(), len(jobs)-1)]}, nil
	}
	m.menu.Update(msg, len(jobs))
	return nil, nil
}

// read moves through the facts, and takes a certificate away.
func (m *manageScreen) read(e *env, pressed string) (flows.Event, tea.Cmd) {
	switch pressed {
	case "up":
		m.line--
	case "down":
		m.line++
	case "pgup":
		m.line -= max(1, m.page)
	case "pgdown", "enter", "space":
		m.line += max(1, m.page)
	case "home":
		m.line = 0
	case "end":
		m.line = m.size
	case "c":
		if latest := flows.CertificateOf(e.s.Number); latest != "" {
			m.said = e.say("page.copied")
			return nil, tea.SetClipboard(latest)
		}
	case "s":
		if flows.CertificateOf(e.s.Number) != "" {
			return certificatesAsked{}, nil
		}
	}
	m.line = max(0, min(m.line, m.size-m.page))
	return nil, nil
}

func (m *manageScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.Manage)
	if m.facts {
		return m.viewFacts(e, p, w, h)
	}
	p.guide = "number_page"
	n, st := e.s.Number, e.style
	word, look := e.standing(flows.StandingOf(n))
	rows := [][2]string{
		{e.say("field.number"), st.Strong.Render(e.asked(n))},
		{e.say("field.name"), st.Text.Render(e.name(n.Name))},
		{e.say("field.status"), look.Render(string(n.Status)) + st.Muted.Render(" · "+word)},
		{e.say("page.next"), st.Text.Render(e.nextStep(n))},
	}
	if e.s.Settings.Storage != nil {
		rows = append(rows, [2]string{e.say("field.region"), st.Text.Render(e.rests(e.s.Settings.Storage))})
	}
	facts := e.table(rows, w)
	const around = 4 // title and blanks
	menu, focus := e.jobMenu(&m.menu, m.jobs(e), w, h-strings.Count(facts, "\n")-around)
	p.body = facts + "\n\n" + menu
	p.focus = strings.Count(facts, "\n") + 2 + focus
	return p
}

// viewFacts is everything that Meta says about the number. It scrolls by itself,
// a page at a time.
func (m *manageScreen) viewFacts(e *env, p pane, w, h int) pane {
	p.title, p.why, p.lead = e.say("page.title"), e.say("page.why"), ""
	lines := e.facts(w)
	room := h - 2 - e.noticed(w) // title and a blank
	var head []string
	if m.said != "" {
		head = append(strings.Split(wrap(e.style.Good, m.said, w), "\n"), "")
	}
	m.size, m.page = len(lines), max(3, room-len(head)-1)
	from := max(0, min(m.line, m.size-m.page))
	shown := lines[from:min(m.size, from+m.page)]
	switch {
	case from+m.page < m.size:
		shown = append(shown[:len(shown):len(shown)], e.style.Muted.Render("↓ "+e.say("page.more", "Count", m.size-from-m.page)))
	case from > 0:
		shown = append(shown[:len(shown):len(shown)], e.style.Muted.Render("↑ "+e.say("page.end")))
	}
	p.body = strings.Join(append(head, shown...), "\n")
	return p
}

func (m *manageScreen) keys(e *env) []key.Binding {
	if !m.facts {
		keys := []key.Binding{e.bind("↑↓", "choose"), e.bind("enter", "continue"), e.bind("tab", "facts")}
		if flows.CanSend(e.s.Number) {
			keys = append(keys, e.bind("q", "qr"))
		}
		return append(keys, e.bind("ctrl+l", "reload"), e.bind("ctrl+g", "guide"))
	}
	keys := []key.Binding{e.bind("↑↓", "move"), e.bind("tab", "jobs")}
	if flows.CertificateOf(e.s.Number) != "" {
		keys = append(keys, e.bind("c", "copy_certificate"), e.bind("s", "save_certificate"))
	}
	return append(keys, e.bind("ctrl+l", "reload"))
}

// hidden is what can be shown here: the number that the page is about.
func (m *manageScreen) hidden(*env) secretKind {
	if m.facts {
		return ""
	}
	return secretNumber
}

func (m *manageScreen) typing() bool { return false }
