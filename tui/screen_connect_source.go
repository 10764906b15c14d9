package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// sources are the lines of the first question. The names of customers come on a
// key only: until then what was left and what the keyring has is counted.
func (c *connectScreen) sources(e *env) []string {
	var all []string
	if e.s.Return == "" && len(e.s.Unfinished) > 0 {
		all = append(all, "left")
	}
	if len(e.stories) > 0 && (e.s.Return == "" || e.s.Target.Sandbox) {
		all = append(all, "sandbox")
	}
	if len(e.s.Saved) > 0 {
		all = append(all, "kept")
	}
	all = append(all, "token")
	if e.s.Return == "" && e.s.Want.Job == "" {
		all = append(all, "job")
	}
	return all
}

func (c *connectScreen) pickSource(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	sources := c.sources(e)
	if pressed(msg) != "enter" {
		c.menu.Update(msg, len(sources))
		return nil, nil
	}
	switch sources[min(c.menu.At(), len(sources)-1)] {
	case "sandbox":
		if e.s.Return != "" { // the simulator that runs issues another token
			return flows.SandboxAsked{}, nil
		}
		c.step = askStory
		return nil, nil
	case "job":
		c.step = askJob
		return nil, nil
	case "kept":
		c.step = askSaved
		c.named.Set(0)
		return nil, nil
	case "left":
		c.step = askLeft
		c.named.Set(0)
		return nil, nil
	}
	if e.s.Return != "" {
		c.token = ""
	}
	return nil, c.ask(e, askToken)
}

// pickNamed takes up what was left, or a saved account.
func (c *connectScreen) pickNamed(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	count := len(e.s.Saved)
	if c.step == askLeft {
		count = len(e.s.Unfinished)
	}
	switch at := min(c.named.At(), count-1); {
	case count == 0, pressed(msg) != "enter":
		c.named.Update(msg, count)
		return nil, nil
	case c.step == askSaved:
		c.step, c.form = askSource, nil
		return flows.AccountGiven{Account: e.s.Saved[at].ID, Saved: true}, nil
	default:
		left := e.s.Unfinished[at]
		c.step, c.form = askSource, nil
		c.account = string(left.Account)
		return flows.ResumeAsked{Session: left}, c.askForResume(e, left)
	}
}

// askForResume asks for the token where none is at hand for an onboarding that
// goes on.
func (c *connectScreen) askForResume(e *env, u flows.Unfinished) tea.Cmd {
	saved := slices.ContainsFunc(e.s.Saved, func(a flows.SavedAccount) bool { return a.ID == u.Account })
	if saved || !e.s.Want.Token.Empty() {
		return nil
	}
	return c.ask(e, askToken)
}

func (c *connectScreen) sourceOptions(e *env) []bubble.Option {
	var options []bubble.Option
	for _, s := range c.sources(e) {
		k, count := "connect.own", 0
		switch s {
		case "sandbox":
			k = "connect.sandbox"
			if e.s.Return != "" {
				k = "connect.sandbox_again"
			}
		case "left":
			k, count = "connect.left", len(e.s.Unfinished)
		case "kept":
			k, count = "connect.kept", len(e.s.Saved)
		case "job":
			k = "connect.other"
		}
		options = append(options, bubble.Option{Label: e.say(k+".label", "Count", count), Note: e.say(k + ".note")})
	}
	return options
}

// namedOptions names what was left, or the saved accounts.
func (c *connectScreen) namedOptions(e *env) []bubble.Option {
	var options []bubble.Option
	if c.step == askSaved {
		for _, a := range e.s.Saved {
			options = append(options, bubble.Option{Label: e.name(a.Name), Note: e.say("connect.saved.note", "ID", a.ID)})
		}
		return options
	}
	for _, u := range e.s.Unfinished {
		note := e.say("connect.resume.note", "Step", e.say("state."+string(u.State)+".name"), "Ago", e.ago(u.At))
		if to, is := u.Goal.Storage(); is {
			note = e.say("connect.resume.region", "Region", e.rests(&to), "Ago", e.ago(u.At))
		}
		options = append(options, bubble.Option{Label: e.say("connect.resume.label", "Number", u.Display, "Name", e.name(u.Name)), Note: note})
	}
	return options
}

// jobMenu draws a menu of jobs, with one note at a time where not all of them fit.
func (e *env) jobMenu(m *bubble.Menu, jobs []flows.Job, w, room int) (string, int) {
	options := make([]bubble.Option, len(jobs))
	for i, j := range jobs {
		options[i] = bubble.Option{Label: e.say("job." + string(j) + ".label"), Note: e.say("job." + string(j) + ".note")}
	}
	menu, focus := m.View(e.style, options, w)
	if strings.Count(menu, "\n") < room {
		return menu, focus
	}
	for i := range options {
		if i != m.At() {
			options[i].Note = ""
		}
	}
	return m.View(e.style, options, w)
}
