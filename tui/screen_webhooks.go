package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// webhooksScreen lists the apps that receive the account's messages.
type webhooksScreen struct{}

func (webhooksScreen) enter(*env) tea.Cmd { return nil }

func (webhooksScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "ctrl+l":
		return flows.ReloadAsked{}, nil
	case "enter":
		switch {
		case !e.s.AppsRead:
			return flows.ReloadAsked{}, nil
		case e.s.Subscribed() && begunAlone(e):
			return finished{}, nil
		case e.s.Subscribed():
			return flows.BackAsked{}, nil
		}
		return flows.SubscribeAsked{}, nil
	}
	return nil, nil
}

func (webhooksScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.Webhooks)
	p.guide = "webhooks"
	st := e.style
	if !e.s.AppsRead {
		p.body = wrap(st.Muted, e.say("webhooks.unread"), w)
		return p
	}
	var lines []string
	add := func(text string) { lines = append(lines, strings.Split(text, "\n")...) }
	for _, a := range e.s.Apps {
		mark, note := st.Muted.Render("· "), e.say("webhooks.theirs", "ID", a.ID)
		if e.s.Token.AppID != "" && a.ID == e.s.Token.AppID {
			mark, note = st.Good.Render("✓ "), e.say("webhooks.ours", "ID", a.ID)
		}
		add(mark + st.Text.Render(bubble.Fit(e.name(a.Name), w-4)))
		add("    " + st.Muted.Render(bubble.Fit(note, w-6)))
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	switch {
	case len(e.s.Apps) == 0:
		add(wrap(st.Warn, "! "+e.say("webhooks.none"), w))
	case !e.s.Subscribed():
		add(wrap(st.Warn, "! "+e.say("webhooks.others", "App", ourApp(e)), w))
	default:
		add(wrap(st.Text, e.say("webhooks.good"), w))
	}
	if !e.s.Subscribed() {
		p.focus = len(lines) + 1
		lines = append(lines, "", "  "+st.Button.Render(bubble.Fit(e.say("webhooks.subscribe", "App", ourApp(e)), w-6)))
	}
	p.body = strings.Join(lines, "\n")
	return p
}

// begunAlone reports whether the page is all that was asked for: it was not
// opened from a number's page, and behind it there is only the way in.
func begunAlone(e *env) bool {
	last := len(e.s.History) - 1
	return last < 0 || e.s.History[last] == flows.Connect
}

// ourApp names the app that the token belongs to.
func ourApp(e *env) string {
	if e.s.Token.App != "" {
		return e.s.Token.App
	}
	return e.s.Token.AppID
}

func (webhooksScreen) keys(e *env) []key.Binding {
	word := "subscribe"
	switch {
	case !e.s.AppsRead:
		word = "reload"
	case e.s.Subscribed() && begunAlone(e):
		word = "finish"
	case e.s.Subscribed():
		word = "back"
	}
	return []key.Binding{e.bind("enter", word), e.bind("ctrl+l", "reload")}
}

// onEnter subscribes the app where it is not.
func (webhooksScreen) onEnter(e *env) flows.Event {
	if !e.s.AppsRead || e.s.Subscribed() {
		return nil
	}
	return flows.SubscribeAsked{}
}

func (webhooksScreen) typing() bool { return false }
