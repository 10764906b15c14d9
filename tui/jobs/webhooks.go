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
		p.Body = page.Wrap(st.Warn, e.Say("webhooks.unread"), w)
		return p
	}
	var lines []string
	add := func(text string) { lines = append(lines, strings.Split(text, "\n")...) }
	for _, a := range e.Flow.Apps {
		mark, note := st.Muted.Render("· "), e.Say("webhooks.theirs", "ID", a.ID)
		if e.Flow.Token.AppID != "" && a.ID == e.Flow.Token.AppID {
			mark, note = st.Good.Render("✓ "), e.Say("webhooks.ours", "ID", a.ID)
		}
		add(mark + st.Text.Render(bubble.Fit(e.RedactName(a.Name), w-4)))
		add("    " + st.Muted.Render(bubble.Fit(note, w-6)))
	}
	for _, address := range e.OwnAddresses() {
		add(page.Wrap(st.Text, "· "+address, w))
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	switch {
	case len(e.Flow.Apps) == 0:
		add(page.Wrap(st.Warn, "! "+e.Say("webhooks.none"), w))
	case !e.Flow.Subscribed():
		add(page.Wrap(st.Warn, "! "+e.Say("webhooks.others", "App", ourApp(e)), w))
	default:
		add(page.Wrap(st.Text, e.Say("webhooks.good"), w))
	}
	if !e.Flow.Subscribed() {
		p.Focus = len(lines) + 1
		lines = append(lines, "", "  "+st.Button.Render(bubble.Fit(e.Say("webhooks.subscribe", "App", ourApp(e)), w-6)))
	}
	p.Body = strings.Join(lines, "\n")
	return p
}

// ourApp names the app that the token belongs to.
func ourApp(e *page.Env) string {
	return cmp.Or(e.Flow.Token.App, e.Flow.Token.AppID)
}

func (webhooksPage) Keys(e *page.Env) page.Keys {
	_, word := onEnter(e)
	return page.Keys{e.Bind("enter", word), e.Bind("ctrl+l", "reload")}
}

func (webhooksPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.Webhooks)
	t.Guide, t.Departure = "webhooks", lookedIfFit(e)
	if e.Flow.AppsRead && !e.Flow.Subscribed() {
		t.OnEnter = page.Do(flows.SubscribeAsked{})
	}
	return t
}
