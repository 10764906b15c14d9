package jobs

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// managePage is a number's page: how it stands and what can be done with it
// and, one key away, everything that Meta says about it.
type managePage struct {
	menu   bubble.Menu
	facts  bool // the facts are read
	plain  bool // the certificate is, in full
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
		m.scroll.Fit(len(m.lines(e)), max(3, e.Height-more))
		return nil, nil
	case page.SavedMsg:
		m.saved = e.Say("page.saved", "Path", page.AtHome(strings.Join(msg.Paths, ", ")))
		if msg.Err != nil {
			m.saved = e.Say("page.unsaved", "Reason", page.AtHome(msg.Err.Error()))
		}
		return nil, nil
	}
	pressed := page.Pressed(msg)
	switch pressed {
	case "esc":
		if m.facts {
			m.facts, m.plain = m.plain, false // from the certificate to the facts, from those to the page
			m.scroll.Reset()
			return nil, nil
		}
	case "q":
		return e.AskQR(), nil
	case "tab", "shift+tab":
		m.facts, m.plain, m.saved = !m.facts, false, ""
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
	case key == "space":
		m.scroll.Move(m.scroll.Room())
	case key == "c" && latest != "":
		m.saved = e.Say("page.copied")
		return nil, tea.SetClipboard(latest)
	case key == "p" && latest != "" && !m.plain:
		m.plain = true
		m.scroll.Reset()
	case key == "s" && latest != "":
		return page.SaveCertificates, nil
	default:
		m.scroll.Update(msg, m.scroll.Room())
	}
	return page.BackOrReload(msg), nil
}

// lines are what is read: the facts, or the certificate as a mouse can mark it.
func (m *managePage) lines(e *page.Env) []string {
	if m.plain {
		return bubble.Lines(e.Style.Text, page.Sanitize(flows.CertificateOf(e.Flow.Number)), e.Width)
	}
	return factLines(e, e.Width)
}

func (m managePage) View(e *page.Env) page.View {
	w, h := e.Width, e.Height
	p := e.Heading(flows.Manage)
	if m.facts {
		return m.viewFacts(e, p)
	}
	const roomy = 15
	rows := numberRows(e)
	if acts(e, e.Flow.Number) || h >= roomy { // else the status says it all
		rows = append(rows, [2]string{e.Say("page.next"), next(e)})
	}
	if storage := e.Flow.Settings.Storage; storage != nil && h >= roomy {
		rows = append(rows, fact(e, "field.region", e.StorageName(storage)))
	}
	lines := append(facts(e, rows, w), "")
	menu, focus := e.JobMenu(&m.menu, m.jobs(e), w, h-len(lines))
	p.Focus = len(lines) + focus
	p.Body = strings.Join(append(lines, menu), "\n")
	return p
}

// viewFacts is everything that Meta says about the number. It scrolls by itself,
// a page at a time.
func (m managePage) viewFacts(e *page.Env, p page.View) page.View {
	p.Title, p.Intro = e.Say("page.title"), cmp.Or(m.saved, e.Say("page.lead"))
	if m.plain {
		p.Title = e.Say("page.plain.title")
		if m.saved == "" {
			p.Intro = e.Say("page.plain.lead")
		}
	}
	shown := m.scroll.View(m.lines(e))
	switch {
	case m.scroll.Below() > 0:
		shown = append(shown, e.Style.Muted.Render("↓ "+e.Say("page.more", "Count", m.scroll.Below())))
	case m.scroll.Top() > 0:
		shown = append(shown, e.Style.Muted.Render("↑ "+e.Say("page.end")))
	}
	p.Body = strings.Join(shown, "\n")
	return p
}

func (m *managePage) Keys(e *page.Env) page.Keys {
	switch {
	case !m.facts:
		keys := page.Keys{e.Bind("↑↓", "choose"), e.Bind("enter", "open"), e.Bind("tab", "facts")}
		if flows.CanSend(e.Flow.Number) {
			keys = append(keys, e.Bind("q", "qr"))
		}
		return append(keys, e.Bind("ctrl+l", "reload"), e.Bind("ctrl+g", "guide"))
	case m.plain:
		return page.Keys{e.Bind("↑↓", "read_on"), e.Bind("c", "copy_certificate"), e.Bind("s", "save_certificate"), e.Bind("esc", "back")}
	}
	keys := page.Keys{e.Bind("↑↓", "read_on"), e.Bind("tab", "jobs")}
	if flows.CertificateOf(e.Flow.Number) != "" {
		keys = append(keys, e.Bind("c", "copy_certificate"), e.Bind("p", "print_certificate"), e.Bind("s", "save_certificate"))
	}
	return append(keys, e.Bind("ctrl+l", "reload"))
}

func (m *managePage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.Manage)
	t.Departure = looked(e)
	if m.facts {
		t.Why, t.OwnFacts, t.Wide = e.Say("page.why"), true, true
		if m.plain { // nothing near it
			t.Why = ""
		}
		return t
	}
	t.Guide, t.Hidden, t.OwnFacts = "number_page", page.SecretNumber, true
	return t
}
