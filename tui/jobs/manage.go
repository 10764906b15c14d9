package jobs

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// managePage is a number's page: how it stands and what can be done with it
// and, one key away, everything that Meta says about it.
type managePage struct {
	menu   bubble.Menu
	facts  bool // the facts are read
	scroll bubble.Scroller
	saved  string // what became of a copy or a file
}

func (m *managePage) Enter(*page.Env) tea.Cmd {
	*m = managePage{}
	return nil
}

// jobs are what can be done with the number at hand, the next safe action first.
func (m *managePage) jobs(e *page.Env) []flows.Job {
	var all []flows.Job
	if !e.Flow.Number.Status.Registered() {
		all = append(all, flows.JobOnboard)
	}
	if flows.NameWaits(e.Flow.Number) {
		all = append(all, flows.JobName)
	}
	for _, f := range flows.Flows() {
		if f.OnPage(e.Flow.Number) && !slices.Contains(all, f.Job) {
			all = append(all, f.Job)
		}
	}
	return all
}

func (m *managePage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case page.Fitted:
		const more = 1 // how many more there are
		room := max(3, e.Height-more-len(m.outcome(e)))
		m.scroll.Fit(len(factLines(e, e.Width)), room)
		return nil, nil
	case page.SavedMsg:
		m.saved = e.Say("page.saved", "Path", strings.Join(msg.Paths, ", "))
		if msg.Err != nil {
			m.saved = e.Say("page.unsaved", "Reason", msg.Err.Error())
		}
		return nil, nil
	}
	pressed := page.Pressed(msg)
	switch pressed {
	case "esc":
		if m.facts {
			m.facts = false
			return nil, nil
		}
	case "q":
		return e.AskQR(), nil
	case "tab", "shift+tab":
		m.facts, m.saved = !m.facts, ""
		return nil, nil
	}
	if m.facts {
		return m.read(e, msg)
	}
	all := m.jobs(e)
	if pressed == "enter" {
		return page.Do(flows.JobChosen{Job: all[min(m.menu.At(), len(all)-1)]}), nil
	}
	m.menu.Update(msg, len(all))
	return page.BackOrReload(msg), nil
}

// read moves through the facts, and takes a certificate away.
func (m *managePage) read(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	latest := flows.CertificateOf(e.Flow.Number)
	switch key := page.Pressed(msg); {
	case key == "enter", key == "space":
		m.scroll.Move(m.scroll.Room())
	case key == "c" && latest != "":
		m.saved = e.Say("page.copied")
		return nil, tea.SetClipboard(latest)
	case key == "s" && latest != "":
		return page.SaveCertificates, nil
	default:
		m.scroll.Update(msg, m.scroll.Room())
	}
	return page.BackOrReload(msg), nil
}

func (m managePage) View(e *page.Env) page.View {
	w, h := e.Width, e.Height
	p := e.Heading(flows.Manage)
	if m.facts {
		return m.viewFacts(e, p)
	}
	rows := append(numberRows(e), [2]string{e.Say("page.next"), e.Style.Text.Render(nextStep(e, e.Flow.Number))})
	if storage := e.Flow.Settings.Storage; storage != nil {
		rows = append(rows, [2]string{e.Say("field.region"), e.Style.Text.Render(e.StorageName(storage))})
	}
	facts := e.Table(rows, w)
	menu, focus := e.JobMenu(&m.menu, m.jobs(e), w, h-lipgloss.Height(facts)-1)
	p.Body = facts + "\n\n" + menu
	p.Focus = strings.Count(facts, "\n") + 2 + focus
	return p
}

// outcome is what became of a copy or a file, in lines above the facts.
func (m managePage) outcome(e *page.Env) []string {
	if m.saved == "" {
		return nil
	}
	return append(strings.Split(page.Wrap(e.Style.Good, m.saved, e.Width), "\n"), "")
}

// viewFacts is everything that Meta says about the number. It scrolls by itself,
// a page at a time.
func (m managePage) viewFacts(e *page.Env, p page.View) page.View {
	p.Title, p.Intro = e.Say("page.title"), ""
	shown := m.scroll.View(factLines(e, e.Width))
	switch {
	case m.scroll.Below() > 0:
		shown = append(shown, e.Style.Muted.Render("↓ "+e.Say("page.more", "Count", m.scroll.Below())))
	case m.scroll.Top() > 0:
		shown = append(shown, e.Style.Muted.Render("↑ "+e.Say("page.end")))
	}
	p.Body = strings.Join(append(m.outcome(e), shown...), "\n")
	return p
}

func (m *managePage) Keys(e *page.Env) page.Keys {
	if !m.facts {
		keys := page.Keys{e.Bind("↑↓", "choose"), e.Bind("enter", "continue"), e.Bind("tab", "facts")}
		if flows.CanSend(e.Flow.Number) {
			keys = append(keys, e.Bind("q", "qr"))
		}
		return append(keys, e.Bind("ctrl+l", "reload"), e.Bind("ctrl+g", "guide"))
	}
	keys := page.Keys{e.Bind("↑↓", "move"), e.Bind("tab", "jobs")}
	if flows.CertificateOf(e.Flow.Number) != "" {
		keys = append(keys, e.Bind("c", "copy_certificate"), e.Bind("s", "save_certificate"))
	}
	return append(keys, e.Bind("ctrl+l", "reload"))
}

func (m *managePage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.Manage)
	t.Departure = looked(e)
	if m.facts {
		t.Why = e.Say("page.why")
		return t
	}
	t.Guide, t.Hidden = "number_page", page.SecretNumber
	return t
}
