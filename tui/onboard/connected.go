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
	sent   *sending
	all    bool            // everything is shown as Meta words it
	scroll bubble.Scroller // through that
	menu   bubble.Menu     // of what to do next
	moved  bool            // the operator chose in it
}

// Enter implements [page.Page].
func (c *connectedPage) Enter(e *page.Env) tea.Cmd {
	*c = connectedPage{sent: c.sent}
	c.proposes(e)
	return nil
}

// proposes lights what makes the number useful: receiving messages, and where they are
// received already, sending one. A number that Meta limits sends nothing first: people write
// to it.
func (c *connectedPage) proposes(e *page.Env) {
	at := 0
	if steps := c.steps(e); !e.Flow.Misplaced() && len(steps) > 1 && e.Flow.AppsRead && len(e.Flow.Apps) > 0 {
		at = 1
		if e.Flow.Number.Status.Held() {
			at = len(steps) - 1
		}
	}
	c.menu.Set(at)
}

// Update implements [page.Page].
func (c *connectedPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	switch msg.(type) {
	case page.Fitted:
		if c.all {
			c.scroll.Fit(lipgloss.Height(c.View(e).Body), 1)
		}
		return nil, nil
	case page.Stepped:
		if !c.moved {
			c.proposes(e)
		}
		return nil, nil
	}
	if !e.Flow.Number.Status.Registered() {
		if page.Pressed(msg) == "enter" {
			return page.Do(flows.ReloadAsked{}), nil
		}
		return page.BackOrReload(msg), nil
	}
	if c.all {
		return c.scrolled(msg), nil
	}
	return c.next(e, msg), nil
}

// next is what a key does on the page of a number that is registered. All of it leads
// somewhere else or reads; nothing is changed at Meta from here.
func (c *connectedPage) next(e *page.Env, msg tea.Msg) page.Action {
	steps := c.steps(e)
	if c.menu.Update(msg, len(steps)) {
		c.moved = true
		return nil
	}
	key := page.Pressed(msg)
	for i, s := range steps {
		if key == s.option.Key || key == "enter" && i == c.menu.At() {
			return s.does
		}
	}
	switch key {
	case "x":
		return page.Finish
	case "s":
		return page.WriteReport
	case "m":
		return page.Do(flows.JobChosen{Job: flows.JobManage})
	case "a":
		c.all = true
		c.scroll.Reset()
	default:
		return page.BackOrReload(msg)
	}
	return nil
}

// scrolled moves through the details, or leaves them.
func (c *connectedPage) scrolled(msg tea.Msg) page.Action {
	switch page.Pressed(msg) {
	case "a", "esc", "enter":
		c.all = false
	case "x":
		return page.Finish
	case "ctrl+l":
		return page.Do(flows.ReloadAsked{})
	default:
		c.scroll.Update(msg, 1)
	}
	return nil
}

// nextStep is something that can be done with a number that is live.
type nextStep struct {
	option bubble.Option
	does   page.Action
}

// steps are those that work now.
func (c *connectedPage) steps(e *page.Env) []nextStep {
	s := e.Flow
	var all []nextStep
	add := func(key, label, note string, does page.Action) {
		all = append(all, nextStep{bubble.Option{Key: key, Label: label, Note: note}, does})
	}
	if s.Misplaced() {
		add("r", e.Say("live.region.label"), e.Say("live.region.note"), page.Do(flows.JobChosen{Job: flows.JobRegion}))
	}
	add("w", e.Say("live.receive.label"), receiving(e), page.Do(flows.JobChosen{Job: flows.JobWebhooks}))
	if flows.CanSend(s.Number) {
		if s.Number.Status != api.StatusRestricted { // nobody new is to be written to
			add("t", e.Say("live.send.label"), e.Say("live.send.note"), page.Do(flows.JobChosen{Job: flows.JobMessage}))
		}
		add("q", e.Say("live.qr.label"), e.Say("live.qr.note"), e.AskQR())
	}
	return all
}

// receiving says in a line whether incoming messages reach an app.
func receiving(e *page.Env) string {
	switch s := e.Flow; {
	case !s.AppsRead && s.AppsReading:
		return e.Say("told.reading")
	case !s.AppsRead:
		return "! " + e.Say("connected.webhooks.unread")
	case len(s.Apps) == 0:
		return "! " + e.Say("connected.webhooks.none")
	}
	return "✓ " + e.Say("live.receive.on", "Apps", appNames(e))
}

// appNames are those of the apps that receive the account's messages.
func appNames(e *page.Env) string {
	names := make([]string, len(e.Flow.Apps))
	for i, a := range e.Flow.Apps {
		names[i] = e.RedactName(a.Name)
	}
	return strings.Join(names, ", ")
}

// View implements [page.Page].
func (c connectedPage) View(e *page.Env) page.View {
	switch {
	case !e.Flow.Number.Status.Registered():
		return c.sent.awaiting(e)
	case c.all:
		return c.details(e)
	}
	return c.live(e)
}

// titled begins the page of a number that is registered with what there is to say first.
func (c *connectedPage) titled(e *page.Env) page.View {
	p := e.Heading(flows.Connected)
	switch n := e.Flow.Number; {
	case n.Status.Held():
		p.Title, p.Intro = e.Say("connected.held.title"), e.Say("held."+string(n.Status)+".means")
	case e.Flow.Misplaced():
		p.Title, p.Intro = e.Say("connected.misplaced.title"), e.Say("connected.misplaced.lead")
	case !flows.Sends(n):
		p.Intro = e.Say("connected.ailing")
	case e.Sandbox():
		p.Title, p.Intro = page.After(p.Title, e.Say("phone.simulated")), e.Say("live.sandbox_lead")
	}
	return p
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

// Keys implements [page.Page].
func (c *connectedPage) Keys(e *page.Env) page.Keys {
	switch {
	case !e.Flow.Number.Status.Registered():
		return page.Keys{e.Bind("enter", "check_again")}
	case c.all:
		return page.Keys{e.Bind("a", "fewer"), e.Bind("↑↓", "move"), e.Bind("x", "finish"), e.Bind("esc", "back")}
	}
	keys := page.Keys{e.Bind("enter", "open"), e.Bind("x", "finish"), e.Bind("s", "report"), e.Bind("a", "facts"), e.Bind("m", "manage")}
	if e.Flow.Number.Status.Held() {
		keys = slices.Insert(keys, 1, e.Bind("ctrl+l", "reload"))
	}
	return keys
}

// Traits implements [page.Page].
func (c *connectedPage) Traits(e *page.Env) page.Traits {
	t, n := e.Traits(flows.Connected), e.Flow.Number
	registered, held := n.Status.Registered(), n.Status.Held()
	if !registered {
		k := "connected.not_yet." + string(e.Flow.RegisterHeard())
		t.Why, t.Departure.Left = e.Say(k+".why"), notYet(e, e.Flow.RegisterHeard()).Title
		t.Noticed = e.Flow.Notice == flows.NoticeSettled // a stage says it
		t.OwnWait = e.Flow.RegisterHeard() != flows.RegisterNone
	}
	if held {
		t.Why = e.Say("connected.held.why")
	}
	t.Waits, t.Settled, t.Arrived, t.OwnFacts = !registered, registered, registered && !held, true
	if registered && isMoment(e) {
		t.Beside = func(w, h int) []string { return firstChat(e, w, h) }
	}
	switch k := "held." + string(n.Status); {
	case held: // it is on the platform, and can hardly be used
		t.Departure.Shows = page.Limited
		t.Departure.Summary = e.Say("summary.held", "Status", string(n.Status), "Means", e.Say(k+".means"), "Do", e.Say(k+".do"))
	case registered:
		t.Departure.Shows, t.Departure.Summary = page.Done, e.Say("summary.connected")
	}
	return t
}
