package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// reportAsked is what a screen reports when the operator wants the report.
type reportAsked struct{ screenEvent }

// finished is what a screen reports when there is nothing left to do.
type finished struct{ screenEvent }

// writeReport has the report written, beside the screen.
func (m *Root) writeReport() tea.Cmd {
	if m.opts.Report == nil {
		return nil
	}
	text, write := m.reportText(), m.opts.Report
	return func() tea.Msg {
		path, err := write(text)
		return reportMsg{path, err}
	}
}

// reportText is what the customer is handed: Markdown, with the middle of the
// number hidden and no secret in it.
func (m *Root) reportText() string {
	e, s := *m.env, m.env.s
	e.reveal = false
	var b strings.Builder
	row := func(k, value string) {
		if value == "" {
			value = "–"
		}
		b.WriteString("| " + e.say(k) + " | " + markdown(value) + " |\n")
	}
	b.WriteString("# " + e.say("report.title") + "\n\n")
	b.WriteString(e.say("report.made", "Time", e.now.Local().Format("2006-01-02 15:04 MST")) + "\n\n")
	b.WriteString("| | |\n|---|---|\n")
	row("field.number", e.display(s.Number))
	row("field.number_id", string(s.Number.ID))
	row("field.name", e.name(s.Number.Name))
	row("field.account", e.name(s.Account.Name))
	row("field.account_id", string(s.Account.ID))
	row("field.status", e.status(s.Number.Status))
	row("field.name_status", string(s.Number.NameStatus))
	row("field.quality", string(s.Number.Quality))
	row("field.throughput", e.throughput(s.Number.Throughput.Level))
	row("field.limit", s.Number.Limit)
	row("field.region", e.storage())
	if by := s.RegisterDeadline(); !by.IsZero() {
		when := e.moment(by)
		if s.Number.Status.Registered() {
			when = e.say("report.in_time", "When", when)
		}
		row("field.register_by", when)
	}
	for _, remark := range e.remarks() {
		b.WriteString("\n" + markdown(remark) + "\n")
	}
	b.WriteString("\n## " + e.say("report.done") + "\n\n")
	for _, d := range s.Actions {
		if d.Number == s.Number.ID {
			b.WriteString("- " + d.At.Local().Format("15:04:05") + " " + markdown(m.deed(d)) + "\n")
		}
	}
	b.WriteString("\n## " + e.say("report.next") + "\n\n" + e.say("report.next_text") + "\n")
	return b.String()
}
