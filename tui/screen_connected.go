package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
)

// connectedScreen shows that it worked, or that it still has to.
type connectedScreen struct {
	report string // what became of the report
	line   int    // the line that is kept in view where not all fit
}

func (c *connectedScreen) enter(*env) tea.Cmd {
	c.report, c.line = "", 0
	return nil
}

func (c *connectedScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	if r, ok := msg.(reportMsg); ok {
		c.report = e.say("connected.report", "Path", r.path)
		if r.err != nil {
			c.report = e.say("connected.no_report", "Reason", r.err.Error())
		}
		return nil, nil
	}
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "s":
		return reportAsked{}, nil
	case "q":
		return e.qr(), nil
	case "t":
		if flows.CanSend(e.s.Number) {
			return flows.JobChosen{Job: flows.JobMessage}, nil
		}
	case "m":
		return flows.JobChosen{Job: flows.JobManage}, nil
	case "r":
		if e.s.Misplaced() {
			return flows.JobChosen{Job: flows.JobRegion}, nil
		}
	case "up":
		c.line = max(0, c.line-1)
	case "down":
		c.line++
	case "ctrl+l":
		return flows.ReloadAsked{}, nil
	case "w":
		if e.s.AppsRead && len(e.s.Apps) == 0 {
			return flows.SubscribeAsked{}, nil
		}
	case "enter":
		if e.s.Number.Status.Registered() {
			return finished{}, nil
		}
		return flows.ReloadAsked{}, nil
	}
	return nil, nil
}

func (c *connectedScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.Connected)
	p.essential = true
	n := e.s.Number
	if !n.Status.Registered() {
		p.waits = true
		p.title, p.lead = e.say("connected.not_yet.title"), e.say("connected.not_yet.lead")
		switch since := e.s.Settle.AwaitedSince; {
		case !e.s.Looking && !e.s.Busy(): // it was looked at often enough
			p.title, p.lead = e.say("connected.not_yet.idle_title"), e.say("connected.not_yet.idle")
		case !since.IsZero():
			p.lead = e.say("connected.not_yet.awaited", "Look", e.s.Settle.Looks, "Passed", e.left(e.now.Add(e.now.Sub(since))), "Minutes", e.left(e.now.Add(flows.AwaitFor)))
		}
	}
	st := e.style
	status := st.Warn.Render("… " + string(n.Status))
	if n.Status.Registered() {
		status = st.Good.Bold(true).Render("✓ " + string(n.Status))
	}
	if n.Status.Held() {
		p.title, p.lead = e.say("connected.held.title"), after(e.say("held."+string(n.Status)+".means"), e.say("held."+string(n.Status)+".do"))
		status = st.Warn.Bold(true).Render("! " + string(n.Status))
	}
	region := st.Text.Render(e.storage())
	if e.s.Misplaced() {
		if n.Status == api.StatusConnected {
			p.title, p.lead = e.say("connected.misplaced.title"), ""
		}
		region = st.Warn.Render("! " + e.storage())
	}
	rows := [][2]string{
		{e.say("field.status"), status},
		{e.say("field.webhooks"), c.webhooks(e)},
		{e.say("field.number"), st.Strong.Render(e.display(n))},
		{e.say("field.name"), st.Text.Render(e.name(n.Name))},
		{e.say("field.name_status"), st.Text.Render(string(n.NameStatus))},
		{e.say("field.quality"), st.Text.Render(string(n.Quality))},
		{e.say("field.throughput"), st.Text.Render(e.throughput(n.Throughput.Level))},
		{e.say("field.region"), region},
		{e.say("field.cap"), st.Text.Render(c.cap(e))},
	}
	if n.NewName != "" && flows.NameWaits(n) {
		rows = append(rows, [2]string{e.say("page.new_name"), st.Warn.Render("! " + e.say("connected.name_waits", "Name", e.hush(n.NewName)))})
	}
	if n.Certificate != "" {
		rows = append(rows, [2]string{e.say("field.certificate"), st.Text.Render(e.say("connected.certificate"))})
	}
	if n.Health.CanSend != "" {
		rows = append(rows, [2]string{e.say("field.health"), st.Text.Render(n.Health.CanSend)})
	}
	p.body = e.table(rows, w)
	for _, remark := range slices.Backward(e.remarks()) {
		p.body = wrap(st.Warn, "! "+remark, w) + "\n\n" + p.body
	}
	if c.report != "" {
		p.body = wrap(st.Good, c.report, w) + "\n\n" + p.body
	}
	c.line = min(c.line, strings.Count(p.body, "\n"))
	p.focus = c.line
	return p
}

// remarks says in what a number that was found CONNECTED may not be as it was
// chosen here.
func (e *env) remarks() []string {
	var all []string
	if !e.s.Number.Status.Registered() {
		return nil
	}
	wanted := e.s.Arrival.Wanted
	switch {
	case e.s.Misplaced():
		all = append(all, e.say("connected.misplaced.remark", "Is", e.storage(), "Wanted", e.rests(&wanted)))
	case e.s.RegionUnread() && !e.s.Busy():
		all = append(all, e.say("connected.region_unread", "Wanted", e.rests(&wanted)))
	}
	switch e.s.PINDoubt() {
	case flows.PINNotSent:
		all = append(all, e.say("connected.pin_not_sent"))
	case flows.PINUnsure:
		all = append(all, e.say("connected.pin_unsure"))
	}
	return all
}

// cap says how many numbers the business may register, and how many it has.
func (c *connectedScreen) cap(e *env) string {
	return e.say("connected.cap", "Used", e.s.Registered(), "Allowed", eligibility.Cap(e.s.Account.Verification, e.s.Account.Limit))
}

// webhooks says whether incoming messages reach anybody.
func (c *connectedScreen) webhooks(e *env) string {
	switch {
	case !e.s.AppsRead:
		return e.style.Muted.Render(e.say("connected.webhooks.unread"))
	case len(e.s.Apps) == 0:
		return e.style.Warn.Render("! " + e.say("connected.webhooks.none"))
	}
	names := make([]string, len(e.s.Apps))
	for i, a := range e.s.Apps {
		names[i] = e.name(a.Name)
	}
	return e.style.Good.Render("✓ ") + e.style.Text.Render(strings.Join(names, ", "))
}

func (c *connectedScreen) keys(e *env) []key.Binding {
	var keys []key.Binding
	if e.s.Number.Status.Registered() {
		keys = append(keys, e.bind("enter", "finish"))
	} else {
		keys = append(keys, e.bind("enter", "check_again"))
	}
	if e.s.Misplaced() {
		keys = append(keys, e.bind("r", "change_region"))
	}
	if e.s.AppsRead && len(e.s.Apps) == 0 {
		keys = append(keys, e.bind("w", "subscribe"))
	}
	if e.s.Number.Status.Registered() {
		keys = append(keys, e.bind("s", "report"))
		if flows.CanSend(e.s.Number) {
			keys = append(keys, e.bind("q", "qr"), e.bind("t", "message"))
		}
		keys = append(keys, e.bind("m", "manage"))
	}
	return keys
}

// ends reports whether Enter ends the program.
func (c *connectedScreen) ends(e *env) bool { return e.s.Number.Status.Registered() }

func (c *connectedScreen) typing() bool { return false }
