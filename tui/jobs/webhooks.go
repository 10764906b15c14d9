package jobs

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// webhooksPage lists the apps that receive the account's messages.
type webhooksPage struct{}

func (webhooksPage) Enter(*page.Env) tea.Cmd { return nil }

func (webhooksPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if page.Pressed(msg) == "enter" {
		action, _ := onEnter(e)
		return action, nil
	}
	return page.BackOrReload(msg), nil
}

// onEnter is what Enter does, and the word for it.
func onEnter(e *page.Env) (page.Action, string) {
	last := len(e.Flow.History) - 1
	switch {
	case !e.Flow.AppsRead:
		return page.Do(flows.ReloadAsked{}), "reload"
	case e.Flow.Subscribed() && (last < 0 || e.Flow.History[last] == flows.Connect): // the page is all that was asked for
		return page.Finish, "finish"
	case e.Flow.Subscribed():
		return page.Do(flows.BackAsked{}), "back"
	}
	return page.Do(flows.SubscribeAsked{}), "subscribe"
}

func (webhooksPage) View(e *page.Env) page.View {
	w := e.Width
	p := e.Heading(flows.Webhooks)
	st := e.Style
	switch {
	case e.Flow.AppsRead:
	case e.Flow.AppsReading:
		p.Body = page.Wrap(st.Muted, e.Say("told.reading"), w)
		return p
	default:
		p.Body = page.Wrap(st.Warn, "! "+e.Say("webhooks.unread"), w) + "\n\n" + bubble.Button(st, e.Say("webhooks.again"), "", true, w)
		return p
	}
	var lines []string
	add := func(more ...string) { lines = append(lines, more...) }
	switch {
	case len(e.Flow.Apps) == 0:
		add(e.Mind(e.Say("webhooks.none"), w)...)
	case !e.Flow.Subscribed():
		add(e.Mind(e.Say("webhooks.others", "App", e.RedactName(ourApp(e))), w)...)
	default:
		add(strings.Split(page.Hang(st.Strong, st.Good.Render("✓ "), e.Say("webhooks.good", "App", e.RedactName(ourApp(e))), w), "\n")...)
	}
	only := len(e.Flow.Apps) == 1 && e.Flow.Subscribed() // it is named already
	if len(e.Flow.Apps) > 0 && !only {
		add("")
		add(st.Muted.Bold(true).Render(e.Say("webhooks.apps")))
	}
	for _, a := range e.Flow.Apps {
		note := e.Say("webhooks.theirs", "ID", a.ID)
		if e.Flow.Token.AppID != "" && a.ID == e.Flow.Token.AppID {
			note = e.Say("webhooks.ours", "ID", a.ID)
		}
		if !only {
			add("  " + st.Text.Render(bubble.Fit(e.RedactName(a.Name), w-2)))
		}
		add("  " + st.Muted.Render(bubble.Fit(note, w-2)))
	}
	for _, address := range e.OwnAddresses() {
		add("")
		add(strings.Split(page.Hang(st.Text, "  "+st.Warn.Render("! "), address, w), "\n")...)
	}
	add("")
	p.Focus = len(lines)
	switch action, _ := onEnter(e); {
	case action == page.Finish:
		add(bubble.Button(st, e.Say("webhooks.finish"), "", true, w))
	case e.Flow.Subscribed():
		add(bubble.Button(st, e.Say("webhooks.back"), "", true, w))
	default:
		add(e.Button(e.Say("webhooks.subscribe", "App", ourApp(e)), true, w))
	}
	p.Body = strings.Join(lines, "\n")
	return p
}

// ourApp names the app that the token belongs to.
func ourApp(e *page.Env) string {
	return cmp.Or(e.Flow.Token.App, e.Flow.Token.AppID)
}

func (webhooksPage) Keys(e *page.Env) page.Keys {
	if e.Flow.AppsReading && !e.Flow.AppsRead {
		return nil
	}
	_, word := onEnter(e)
	return page.Keys{e.Bind("enter", word), e.Bind("ctrl+l", "reload")}
}

func (webhooksPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.Webhooks)
	t.Guide, t.Departure = "webhooks", lookedIfFit(e)
	if e.Flow.Subscribed() {
		t.Why = e.Say("webhooks.done_why")
	}
	if e.Flow.AppsRead && !e.Flow.Subscribed() {
		t.OnEnter = page.Do(flows.SubscribeAsked{})
	}
	return t
}
