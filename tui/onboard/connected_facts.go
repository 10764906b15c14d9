package onboard

import (
	"strings"

	"dialtone/flows"
	"dialtone/tui/page"
)

// details is all that is known of a registered number, as Meta words it.
func (c *connectedPage) details(e *page.Env) page.View {
	p := c.titled(e)
	st, n := e.Style, e.Flow.Number
	status := st.Good.Bold(true).Render("✓ " + string(n.Status))
	if n.Status.Held() {
		status = st.Warn.Bold(true).Render("! " + string(n.Status))
	}
	region := st.Text.Render(e.Storage())
	if e.Flow.Misplaced() {
		region = st.Warn.Render("! " + e.Storage())
	}
	rows := [][2]string{
		{e.Say("field.status"), status},
		{e.Say("field.webhooks"), webhooksLine(e)},
		{e.Say("field.number"), st.Strong.Render(e.Display(n))},
		{e.Say("field.name"), st.Text.Render(e.RedactName(n.Name))},
		{e.Say("field.name_status"), st.Text.Render(e.Untold(string(n.NameStatus)))},
		{e.Say("field.quality"), st.Text.Render(e.Untold(string(n.Quality)))},
		{e.Say("field.throughput"), st.Text.Render(e.Throughput(n.Throughput.Level))},
		{e.Say("field.region"), region},
		{e.Say("field.cap"), st.Text.Render(capLine(e))},
	}
	if review := e.OfficialReview(n); review != "" {
		rows = append(rows, [2]string{e.Say("page.official"), st.Text.Render(review)})
	}
	if name := e.Username(n); name != "" {
		rows = append(rows, [2]string{e.Say("page.username"), st.Text.Render(name)})
	}
	if n.NewName != "" && flows.NameWaits(n) {
		rows = append(rows, [2]string{e.Say("page.new_name"),
			st.Warn.Render("! " + e.Say("connected.name_waits", "Name", e.Redact(n.NewName)))})
	}
	if n.Certificate != "" {
		rows = append(rows, [2]string{e.Say("field.certificate"), st.Text.Render(e.Say("connected.certificate"))})
	}
	if sends := page.Sanitize(n.Health.CanSend); sends != "" {
		look := st.Text
		if !flows.Sends(n) {
			look, sends = st.Warn, "! "+sends
		}
		rows = append(rows, [2]string{e.Say("field.health"), look.Render(sends)})
	}
	lines := append(strings.Split(e.Table(rows, e.Width), "\n"), "")
	lines = append(lines, c.mind(e, e.Width)...)
	lines = append(lines, strings.Split(page.Wrap(st.Text, "! "+e.Say("connected.payment"), e.Width), "\n")...)
	p.Body = strings.Join(lines, "\n")
	p.Focus = c.scroll.Top()
	return p
}

// capLine counts the account's registered numbers, as far as its list was read.
func capLine(e *page.Env) string {
	switch {
	case e.Flow.List.Listing:
		return e.Say("told.reading")
	case !e.Flow.Counted():
		return e.Say("connected.cap_unread")
	}
	return e.Say("connected.cap", "Used", e.Flow.Registered())
}

// webhooksLine says whether incoming messages reach anybody.
func webhooksLine(e *page.Env) string {
	switch {
	case !e.Flow.AppsRead && e.Flow.AppsReading:
		return e.Style.Muted.Render(e.Say("told.reading"))
	case !e.Flow.AppsRead:
		return e.Style.Warn.Render("! " + e.Say("connected.webhooks.unread"))
	case len(e.Flow.Apps) == 0:
		return e.Style.Warn.Render("! " + e.Say("connected.webhooks.none"))
	}
	return e.Style.Good.Render("✓ ") + e.Style.Text.Render(appNames(e))
}
