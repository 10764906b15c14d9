package onboard

import (
	"cmp"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// sources are the lines of the first question, by their words. What was left and what the
// keyring has comes last, so that nothing moves when it is found. The names of customers
// come on a key only: until then they are counted.
func (c *connectPage) sources(e *page.Env) []string {
	var all []string
	if len(e.Stories) > 0 && e.Flow.Return != "" && e.Flow.Target.Sandbox { // the simulator that runs issues another token
		all = append(all, "sandbox_again")
	}
	all = append(all, "own")
	if e.Flow.Return == "" {
		if len(e.Stories) > 0 {
			all = append(all, "sandbox")
		}
		if e.Flow.Want.Job == "" {
			all = append(all, "other")
		}
		if len(e.Flow.Unfinished) > 0 {
			all = append(all, "left")
		}
	}
	if len(e.Flow.Saved) > 0 {
		all = append(all, "kept")
	}
	return all
}

// today says what happens today, step by step, and what a shared screen shows of it.
func today(e *page.Env) []page.Panel {
	shared := page.Panel{Heading: e.Say("connect.shared.heading"), Lines: []string{e.Say("connect.shared.text")}}
	if j := e.Flow.Job; j != "" && j != flows.JobOnboard {
		return []page.Panel{shared}
	}
	steps, label := e.Flow.Steps(), 0
	for _, step := range steps {
		label = max(label, ansi.StringWidth(e.Say("step."+string(step))))
	}
	var lines []string
	for i, step := range steps {
		name := bubble.Pad(e.Say("step."+string(step)), label)
		lines = append(lines, e.Style.Strong.Render(strconv.Itoa(i+1)+" "+name)+"  "+e.Style.Text.Render(e.Say("connect.today."+string(step))))
	}
	lines = append(lines, "", e.Say("state.Connect.why"))
	return []page.Panel{{Heading: e.Say("connect.today.heading"), Lines: lines}, shared}
}

func (c *connectPage) pickSource(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	sources := c.sources(e)
	if page.Pressed(msg) != "enter" {
		c.menu.Update(msg, len(sources))
		return nil, nil
	}
	source := sources[min(c.menu.At(), len(sources)-1)]
	if source == "sandbox_again" {
		return page.Do(flows.SandboxAsked{}), nil
	}
	lists := map[string]connectStep{"sandbox": askStory, "other": askJob, "kept": askSaved, "left": askLeft}
	if list, is := lists[source]; is {
		c.step = list
		c.named.Set(0)
		if list == askStory {
			c.openStories(e)
		}
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
		saved := slices.ContainsFunc(e.Flow.Saved, func(a flows.SavedAccount) bool { return a.ID == left.Account })
		if saved || !e.Flow.Want.Token.Empty() {
			return page.Do(flows.ResumeAsked{Session: left}), nil
		}
		return page.Do(flows.ResumeAsked{Session: left}), c.ask(e, askToken)
	}
}

func (c *connectPage) sourceOptions(e *page.Env) []bubble.Option {
	var options []bubble.Option
	counts := map[string]int{"left": len(e.Flow.Unfinished), "kept": len(e.Flow.Saved)}
	for _, s := range c.sources(e) {
		k := "connect." + s
		options = append(options, bubble.Option{
			Label: e.Say(k + ".label"), Note: e.Say(k+".note", "Count", counts[s]), Slim: counts[s] > 0,
		})
	}
	return options
}

// namedOptions names what was left, or the saved accounts.
func (c *connectPage) namedOptions(e *page.Env) []bubble.Option {
	var options []bubble.Option
	if c.step == askSaved {
		for _, a := range e.Flow.Saved {
			label := cmp.Or(e.RedactName(a.Name), string(a.ID))
			options = append(options, bubble.Option{Label: label, Note: e.Say("connect.saved.note", "ID", a.ID)})
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

// pickOffered gives another account to the same token.
func (c *connectPage) pickOffered(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if page.Pressed(msg) != "enter" {
		c.named.Update(msg, len(c.offered))
		return nil, nil
	}
	c.account = string(c.offered[min(c.named.At(), len(c.offered)-1)])
	return page.Do(c.give(c.remember)), c.ask(e, askAccount)
}

// offeredOptions are the accounts that the token is for, by their ids: they may be of
// several customers.
func (c *connectPage) offeredOptions(e *page.Env) []bubble.Option {
	var options []bubble.Option
	for _, id := range c.offered {
		options = append(options, bubble.Option{Label: string(id), Note: e.Say("connect.offered.note")})
	}
	return options
}
