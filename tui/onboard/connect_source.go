package onboard

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// sources are the lines of the first question. The names of customers come on a
// key only: until then what was left and what the keyring has is counted.
func (c *connectPage) sources(e *page.Env) []string {
	var all []string
	if e.Flow.Return == "" && len(e.Flow.Unfinished) > 0 {
		all = append(all, "left")
	}
	if len(e.Stories) > 0 && (e.Flow.Return == "" || e.Flow.Target.Sandbox) {
		all = append(all, "sandbox")
	}
	if len(e.Flow.Saved) > 0 {
		all = append(all, "kept")
	}
	all = append(all, "token")
	if e.Flow.Return == "" && e.Flow.Want.Job == "" {
		all = append(all, "job")
	}
	return all
}

func (c *connectPage) pickSource(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	sources := c.sources(e)
	if page.Pressed(msg) != "enter" {
		c.menu.Update(msg, len(sources))
		return nil, nil
	}
	switch sources[min(c.menu.At(), len(sources)-1)] {
	case "sandbox":
		if e.Flow.Return != "" { // the simulator that runs issues another token
			return page.Do(flows.SandboxAsked{}), nil
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
	if e.Flow.Return != "" {
		c.token = ""
	}
	return nil, c.ask(e, askToken)
}

// pickNamed takes up what was left, or a saved account.
func (c *connectPage) pickNamed(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	count := len(e.Flow.Saved)
	if c.step == askLeft {
		count = len(e.Flow.Unfinished)
	}
	switch at := min(c.named.At(), count-1); {
	case count == 0, page.Pressed(msg) != "enter":
		c.named.Update(msg, count)
		return nil, nil
	case c.step == askSaved:
		c.step, c.form = askSource, nil
		return page.Do(flows.AccountGiven{Account: e.Flow.Saved[at].ID, Saved: true}), nil
	default:
		left := e.Flow.Unfinished[at]
		c.step, c.form = askSource, nil
		c.account = string(left.Account)
		return page.Do(flows.ResumeAsked{Session: left}), c.askForResume(e, left)
	}
}

// askForResume asks for the token where none is at hand for an onboarding that
// goes on.
func (c *connectPage) askForResume(e *page.Env, u flows.Unfinished) tea.Cmd {
	saved := slices.ContainsFunc(e.Flow.Saved, func(a flows.SavedAccount) bool { return a.ID == u.Account })
	if saved || !e.Flow.Want.Token.Empty() {
		return nil
	}
	return c.ask(e, askToken)
}

func (c *connectPage) sourceOptions(e *page.Env) []bubble.Option {
	var options []bubble.Option
	for _, s := range c.sources(e) {
		k, count := "connect.own", 0
		switch s {
		case "sandbox":
			k = "connect.sandbox"
			if e.Flow.Return != "" {
				k = "connect.sandbox_again"
			}
		case "left":
			k, count = "connect.left", len(e.Flow.Unfinished)
		case "kept":
			k, count = "connect.kept", len(e.Flow.Saved)
		case "job":
			k = "connect.other"
		}
		options = append(options, bubble.Option{Label: e.Say(k+".label", "Count", count), Note: e.Say(k + ".note")})
	}
	return options
}

// namedOptions names what was left, or the saved accounts.
func (c *connectPage) namedOptions(e *page.Env) []bubble.Option {
	var options []bubble.Option
	if c.step == askSaved {
		for _, a := range e.Flow.Saved {
			options = append(options, bubble.Option{Label: e.RedactName(a.Name), Note: e.Say("connect.saved.note", "ID", a.ID)})
		}
		return options
	}
	for _, u := range e.Flow.Unfinished {
		note := e.Say("connect.resume.note", "Step", e.Say("state."+string(u.State)+".name"), "Ago", e.Ago(u.At))
		if to, is := u.Goal.Storage(); is {
			note = e.Say("connect.resume.region", "Region", e.StorageName(&to), "Ago", e.Ago(u.At))
		}
		options = append(options, bubble.Option{Label: e.Say("connect.resume.label", "Number", u.Display, "Name",
			e.RedactName(u.Name)), Note: note})
	}
	return options
}
