package tui

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/flows"
	"dialtone/tui/onboard"
	"dialtone/tui/page"
)

// saveCertificates has them written, beside the page.
func (m *Root) saveCertificates() tea.Cmd {
	if m.opts.Save == nil {
		return nil
	}
	n, save := m.env.Flow.Number, m.opts.Save
	return func() tea.Msg {
		var saved page.SavedMsg
		for _, c := range []struct{ name, text string }{{"certificate", n.Certificate}, {"new-certificate", n.NewCertificate}} {
			if c.text == "" || saved.Err != nil {
				continue
			}
			path, err := save(c.name+"-"+string(n.ID), c.text+"\n")
			saved.Paths, saved.Err = append(saved.Paths, path), err
		}
		return saved
	}
}

// writeReport has the report written, beside the page.
func (m *Root) writeReport() tea.Cmd {
	if m.opts.Report == nil {
		return nil
	}
	return reportBy(m.opts.Report, m.reportText())
}

// reportBy has a text written in one of the ways there are.
func reportBy(write func(string) (string, error), text string) tea.Cmd {
	return func() tea.Msg {
		path, err := write(text)
		return page.ReportMsg{Path: path, Err: err}
	}
}

// reportText is what the customer is handed: Markdown, with the middle of the
// number hidden and no secret in it.
func (m *Root) reportText() string {
	e, s := *m.env, m.env.Flow
	e.Reveal = false
	var b strings.Builder
	row := func(k, value string) {
		b.WriteString("| " + e.Say(k) + " | " + markdown(cmp.Or(value, "–")) + " |\n")
	}
	b.WriteString("# " + e.Say("report.title") + "\n\n")
	b.WriteString(e.Say("report.made", "Time", e.Now.Local().Format("2006-01-02 15:04 MST")) + "\n\n")
	b.WriteString("| | |\n|---|---|\n")
	row("field.number", e.Display(s.Number))
	row("field.number_id", string(s.Number.ID))
	row("field.name", e.RedactName(s.Number.Name))
	row("field.account", e.AccountName())
	row("field.account_id", string(s.Account.ID))
	row("field.status", e.Status(s.Number.Status))
	row("field.name_status", string(s.Number.NameStatus))
	row("field.quality", string(s.Number.Quality))
	row("field.throughput", e.Throughput(s.Number.Throughput.Level))
	row("field.limit", s.Number.Limit)
	if review := e.OfficialReview(s.Number); review != "" {
		row("page.official", review)
	}
	if name := e.Username(s.Number); name != "" {
		row("page.username", name)
	}
	if can := page.Sanitize(s.Number.Health.CanSend); can != "" {
		row("field.health", can)
	}
	row("field.region", e.Storage())
	if by := s.RegisterDeadline(); !by.IsZero() {
		when := e.Moment(by)
		if s.Number.Status.Registered() {
			when = e.Say("report.in_time", "When", when)
		}
		row("field.register_by", when)
	}
	for _, a := range e.Ailments(flows.Ailments(s.Number)) {
		b.WriteString("\n" + markdown(page.After(a.Ours, strings.Join(a.Metas, " · "))) + "\n")
	}
	for _, remark := range onboard.Remarks(&e) {
		b.WriteString("\n" + markdown(remark) + "\n")
	}
	b.WriteString("\n## " + e.Say("report.done") + "\n\n")
	for _, d := range s.Actions {
		if d.Number == s.Number.ID {
			b.WriteString("- " + d.At.Local().Format("15:04:05") + " " + markdown(m.action(d)) + "\n")
		}
	}
	b.WriteString("\n## " + e.Say("report.next") + "\n\n" + e.Say("report.next_text") + "\n- " + e.Say("connected.payment") + "\n")
	return b.String()
}
