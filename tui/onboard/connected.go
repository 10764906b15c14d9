package onboard

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// connectedPage shows that it worked, or that it still has to.
type connectedPage struct {
	report string          // what became of the report
	scroll bubble.Scroller // to the line that is kept in view where not all fit
}

func (c *connectedPage) Enter(*page.Env) tea.Cmd {
	*c = connectedPage{}
	return nil
}

func (c *connectedPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case page.Fitted:
		c.scroll.Fit(lipgloss.Height(c.View(e).Body), 1)
		return nil, nil
	case page.ReportMsg:
		c.report = e.Say("connected.report", "Path", msg.Path)
		if msg.Err != nil {
			c.report = e.Say("connected.no_report", "Reason", msg.Err.Error())
		}
		return nil, nil
	}
	switch page.Pressed(msg) {
	case "s":
		return page.WriteReport, nil
	case "q":
		return e.AskQR(), nil
	case "t":
		if flows.CanSend(e.Flow.Number) {
			return page.Do(flows.JobChosen{Job: flows.JobMessage}), nil
		}
	case "m":
		return page.Do(flows.JobChosen{Job: flows.JobManage}), nil
	case "r":
		if e.Flow.Misplaced() {
			return page.Do(flows.JobChosen{Job: flows.JobRegion}), nil
		}
	case "up", "down":
		c.scroll.Update(msg, 1)
	case "w":
		if e.Flow.AppsRead && len(e.Flow.Apps) == 0 {
			return page.Do(flows.SubscribeAsked{}), nil
		}
	case "enter":
		if e.Flow.Number.Status.Registered() {
			return page.Finish, nil
		}
		return page.Do(flows.ReloadAsked{}), nil
	}
	return page.BackOrReload(msg), nil
}

func (c connectedPage) View(e *page.Env) page.View {
	w := e.Width
	p := e.Heading(flows.Connected)
	n := e.Flow.Number
	switch {
	case !n.Status.Registered():
		p.Title, p.Intro = notYet(e)
	case !flows.Sends(n):
		p.Intro = e.Say("connected.ailing")
	}
	st := e.Style
	status := st.Warn.Render("… " + string(n.Status))
	if n.Status.Registered() {
		status = st.Good.Bold(true).Render("✓ " + string(n.Status))
	}
	if n.Status.Held() {
		p.Title, p.Intro = e.Say("connected.held.title"), page.After(e.Say("held."+string(n.Status)+".means"),
			e.Say("held."+string(n.Status)+".do"))
		status = st.Warn.Bold(true).Render("! " + string(n.Status))
	}
	region := st.Text.Render(e.Storage())
	if e.Flow.Settings.Storage == nil && !n.Status.Registered() && !e.Flow.ReadingSettings() {
		region = st.Muted.Render(e.Say("connected.webhooks.later"))
	}
	if e.Flow.Misplaced() {
		if n.Status == api.StatusConnected {
			p.Title, p.Intro = e.Say("connected.misplaced.title"), ""
		}
		region = st.Warn.Render("! " + e.Storage())
	}
	rows := [][2]string{
		{e.Say("field.status"), status},
		{e.Say("field.webhooks"), c.webhooks(e)},
		{e.Say("field.number"), st.Strong.Render(e.Display(n))},
		{e.Say("field.name"), st.Text.Render(e.RedactName(n.Name))},
		{e.Say("field.name_status"), st.Text.Render(e.Untold(string(n.NameStatus)))},
		{e.Say("field.quality"), st.Text.Render(e.Untold(string(n.Quality)))},
		{e.Say("field.throughput"), st.Text.Render(e.Throughput(n.Throughput.Level))},
		{e.Say("field.region"), region},
		{e.Say("field.cap"), st.Text.Render(capLine(e))},
	}
	if n.Status.Registered() { // no call of Meta's tells
		rows = append(rows, [2]string{e.Say("field.payment"), st.Warn.Render("? " + e.Say("connected.payment_row"))})
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
	if sends := page.Sanitize(n.Health.CanSend); n.Status.Registered() && sends != "" { // before, its report says no more than its status
		at, row := len(rows), [2]string{e.Say("field.health"), st.Text.Render(sends)}
		if !flows.Sends(n) {
			at, row[1] = 1, st.Warn.Render("! "+sends)
		}
		rows = slices.Insert(rows, at, row)
	}
	p.Body = e.Table(rows, w) + c.below(e, w)
	for _, remark := range slices.Backward(Remarks(e)) {
		p.Body = page.Wrap(st.Warn, "! "+remark, w) + "\n\n" + p.Body
	}
	if c.report != "" {
		p.Body = page.Wrap(st.Good, c.report, w) + "\n\n" + p.Body
	}
	p.Focus = c.scroll.Top()
	return p
}

// notYet is title and lead while the number does not read CONNECTED: what is known, what is
// being done and, where no card says it, what to do.
func notYet(e *page.Env) (title, lead string) {
	s, k := e.Flow, "connected.not_yet."+string(e.Flow.RegisterHeard())
	idle := !s.Looking && !s.Busy() // it was looked at often enough
	doing, next := "looking", "wait"
	switch {
	case idle:
		doing, next = "idle", "again"
	case s.RegisterHeard() == flows.RegisterNone:
		next = "again"
	}
	done := e.Say("connected.not_yet."+doing, "Look", s.Settle.Looks)
	switch since := s.Settle.AwaitedSince; {
	case idle:
	case s.Settle.Looks == 0:
		done = e.Say("told.reading")
	case !since.IsZero():
		done = e.Say("connected.not_yet.awaited", "Look", s.Settle.Looks,
			"Passed", e.TimeLeft(e.Now.Add(e.Now.Sub(since))), "Minutes", e.TimeLeft(e.Now.Add(flows.AwaitFor)))
	}
	lead = page.After(e.Say(k+".known", "Status", e.Untold(page.Sanitize(string(s.Number.Status)))), done)
	if s.Problem == nil {
		lead = page.After(lead, e.Say("connected.not_yet."+next))
	}
	return e.Say(k + ".title"), lead
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

// below is what stands under the facts of a registered number: what holds messages back,
// by Meta's own report, and where they go to instead of an app's own address.
func (c *connectedPage) below(e *page.Env, w int) string {
	if !e.Flow.Number.Status.Registered() {
		return ""
	}
	st, text := e.Style, ""
	for _, a := range e.Ailments(flows.Ailments(e.Flow.Number)) {
		text += "\n\n" + page.Wrap(st.Warn, "! "+a.Ours, w)
		for _, said := range a.Metas {
			text += "\n" + strings.Join(page.Indent(page.Wrap(st.Muted, said, w-2), 2), "\n")
		}
	}
	for _, address := range e.OwnAddresses() {
		text += "\n\n" + page.Wrap(st.Text, "· "+address, w)
	}
	return text
}

// Remarks says in what a number that was found CONNECTED may not be as it was
// chosen here.
func Remarks(e *page.Env) []string {
	var all []string
	if !e.Flow.Number.Status.Registered() {
		return nil
	}
	wanted := e.Flow.Arrival.Wanted
	switch {
	case e.Flow.Misplaced():
		all = append(all, e.Say("connected.misplaced.remark", "Is", e.Storage(), "Wanted", e.StorageName(&wanted)))
	case e.Flow.RegionUnread() && !e.Flow.Busy():
		all = append(all, e.Say("connected.region_unread", "Wanted", e.StorageName(&wanted)))
	}
	switch e.Flow.PINDoubt() {
	case flows.PINNotSent:
		all = append(all, e.Say("connected.pin_not_sent"))
	case flows.PINUnsure:
		all = append(all, e.Say("connected.pin_unsure"))
	case flows.PINAsItWas:
		all = append(all, e.Say("connected.pin_as_it_was"))
	}
	return all
}

// webhooks says whether incoming messages reach anybody.
func (c *connectedPage) webhooks(e *page.Env) string {
	switch {
	case !e.Flow.AppsRead && e.Flow.AppsReading:
		return e.Style.Muted.Render(e.Say("told.reading"))
	case !e.Flow.AppsRead && !e.Flow.Number.Status.Registered():
		return e.Style.Muted.Render(e.Say("connected.webhooks.later"))
	case !e.Flow.AppsRead:
		return e.Style.Warn.Render("? " + e.Say("connected.webhooks.unread"))
	case len(e.Flow.Apps) == 0:
		return e.Style.Warn.Render("! " + e.Say("connected.webhooks.none"))
	}
	names := make([]string, len(e.Flow.Apps))
	for i, a := range e.Flow.Apps {
		names[i] = e.RedactName(a.Name)
	}
	return e.Style.Good.Render("✓ ") + e.Style.Text.Render(strings.Join(names, ", "))
}

func (c *connectedPage) Keys(e *page.Env) page.Keys {
	keys := page.Keys{e.Bind("enter", "check_again")}
	if e.Flow.Number.Status.Registered() {
		keys = page.Keys{e.Bind("enter", "finish")}
	}
	if e.Flow.Misplaced() {
		keys = append(keys, e.Bind("r", "change_region"))
	}
	if e.Flow.AppsRead && len(e.Flow.Apps) == 0 {
		keys = append(keys, e.Bind("w", "subscribe"))
	}
	if e.Flow.Number.Status.Registered() {
		keys = append(keys, e.Bind("s", "report"))
		if flows.CanSend(e.Flow.Number) {
			keys = append(keys, e.Bind("q", "qr"), e.Bind("t", "message"))
		}
		keys = append(keys, e.Bind("m", "manage"))
	}
	return keys
}

func (c *connectedPage) Traits(e *page.Env) page.Traits {
	t, n := e.Traits(flows.Connected), e.Flow.Number
	registered, held := n.Status.Registered(), n.Status.Held()
	if !registered {
		k := "connected.not_yet." + string(e.Flow.RegisterHeard())
		t.Why, t.Departure.Left = e.Say(k+".why"), e.Say(k+".title")
	}
	t.Waits, t.Ends, t.Arrived, t.OwnFacts = !registered, registered, registered && !held, true
	switch k := "held." + string(n.Status); {
	case held: // it is on the platform, and can hardly be used
		t.Departure.Shows = page.Limited
		t.Departure.Summary = e.Say("summary.held", "Status", string(n.Status), "Means", e.Say(k+".means"), "Do", e.Say(k+".do"))
	case registered:
		t.Why = page.After(t.Why, e.Say("connected.payment"))
		t.Departure.Shows, t.Departure.Summary = page.Done, e.Say("summary.connected")
	}
	return t
}
