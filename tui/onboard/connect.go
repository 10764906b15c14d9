package onboard

import (
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"dialtone/api"
	"dialtone/api/credentials"
	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// connectStep is the question that the page is at.
type connectStep uint8

const (
	askSource connectStep = iota
	askLeft               // which of what was left
	askSaved              // which of the saved accounts
	askJob
	askStory
	askToken
	askAccount
	askOffered // which of the accounts that the token is for
	askRemember
)

// connectPage asks for an account and a token, one question at a time.
type connectPage struct {
	step     connectStep
	menu     bubble.Menu
	jobs     bubble.Menu
	stories  bubble.Picker
	named    bubble.Menu  // what is named on a key only
	keep     bubble.Menu  // whether the token is saved
	offered  []api.WABAID // the accounts that the token is for
	forms    int
	form     *bubble.Form
	id       *huh.Input // of the form for the account
	broken   bool       // the pasted token had a line break
	aside    bool       // a job that is done alone was taken from the list, and leads back to it
	token    string     // what the form edits; handed over as a secret
	account  string
	remember bool
}

func (c *connectPage) Enter(e *page.Env) tea.Cmd {
	c.step, c.form = askSource, nil
	c.menu.Set(0)
	if c.aside && e.Flow.Return == "" {
		c.step = askJob
	}
	c.aside = false
	switch {
	case e.Flow.Return != "": // the same customer goes on
		c.account = string(e.Flow.Account.ID)
		if e.Source != "" {
			c.token = "" // what the environment gave is of no use
		}
	case e.Flow.Account.ID != "": // nothing typed is left for the next one
		c.account, c.token, c.broken, c.remember = "", e.Flow.Want.Token.Reveal(), false, false
	case c.account == "":
		c.account = string(e.Flow.Want.Account)
	}
	if c.step == askSource && !e.Flow.Want.Token.Empty() && e.Flow.Return == "" && e.Flow.Account.ID == "" {
		c.token = e.Flow.Want.Token.Reveal()
		return c.ask(e, askAccount)
	}
	return nil
}

// ask goes to a question. Each one has a form of its own over the same values,
// so that nothing typed is lost on the way back.
func (c *connectPage) ask(e *page.Env, step connectStep) tea.Cmd {
	c.step, c.form = step, nil
	c.forms++
	var field huh.Field
	switch step {
	case askToken:
		hidden := huh.NewInput().Prompt("").EchoMode(huh.EchoModePassword).Value(&c.token)
		field = hidden.Validate(func(s string) error {
			_, err := credentials.Clean(s)
			var fault *credentials.TokenError
			switch {
			case !errors.As(err, &fault):
				return err
			case c.broken && fault.Reason == credentials.InnerSpace:
				return errors.New(e.Say("token." + string(credentials.LineBreak)))
			}
			return errors.New(e.Say("token." + string(fault.Reason)))
		})
	case askAccount:
		c.id = huh.NewInput().Prompt("").Placeholder("102290129340398").CharLimit(page.LongestID).Value(&c.account)
		field = c.id.Validate(func(text string) error {
			if _, fault := e.ReadID(text, idHere(text), "id.phone_number"); fault != "" {
				return errors.New(fault)
			}
			return nil
		})
	case askRemember:
		c.keep.Set(slices.Index(keeps(), useOnce))
		return nil
	case askSource, askLeft, askSaved, askJob, askStory, askOffered:
		return nil
	}
	c.form = bubble.NewForm(c.forms, e.Style, huh.NewGroup(field))
	return tea.Batch(c.form.Init(), e.Warm)
}

func (c *connectPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case page.Fitted:
		if c.step == askAccount && c.id != nil {
			c.id.EchoMode(huh.EchoModeNormal)
			if phone.LooksLikeNumber(c.account) { // somebody's number, in the wrong place
				c.id.EchoMode(huh.EchoModePassword)
			}
		}
		if c.form != nil {
			c.form.Fit(e.Width - bubble.FrameCells)
		}
		return nil, nil
	case page.Stepped:
		// There is something to go on with, and nothing was typed yet.
		if len(e.Flow.Unfinished) > len(msg.Before.Unfinished) && c.step == askAccount && c.account == "" {
			c.step, c.form = askSource, nil
		}
		if msg.Refused(e) {
			return nil, c.refused(e)
		}
		return nil, nil
	}
	if page.Pressed(msg) == "esc" {
		return nil, c.back(e)
	}
	switch c.step {
	case askSource:
		return c.pickSource(e, msg)
	case askLeft, askSaved:
		return c.pickNamed(e, msg)
	case askOffered:
		return c.pickOffered(e, msg)
	case askJob:
		all := flows.Jobs()
		if page.Pressed(msg) != "enter" {
			c.jobs.Update(msg, len(all))
			return nil, nil
		}
		c.step = askSource
		c.menu.Set(0)
		job := all[min(c.jobs.At(), len(all)-1)]
		c.aside = job.Alone()
		return page.Do(flows.JobChosen{Job: job}), nil
	case askStory:
		return c.pickStory(msg), nil
	case askRemember:
		return c.pickKeep(e, msg)
	case askToken, askAccount:
	}
	if c.form == nil {
		return nil, nil
	}
	if paste, ok := msg.(tea.PasteMsg); ok && c.step == askToken { // the field turns a line break into a blank
		c.broken = strings.ContainsAny(strings.TrimSpace(paste.Content), "\r\n")
	}
	if page.Pressed(msg) == "ctrl+u" { // the form's own field clears up to its cursor only
		c.broken = false
		if c.step == askToken {
			c.token = ""
		} else {
			c.account = ""
		}
		return nil, c.ask(e, c.step)
	}
	done, cmd := c.form.Update(msg)
	if !done {
		return nil, cmd
	}
	return c.next(e)
}

// idHere is the kind of id that is read: an account's or, where the label says so, a
// number's, which Meta knows the account of.
func idHere(text string) api.IDKind {
	var fault *api.IDError
	if _, err := api.FindID(text, api.IDOfAccount); errors.As(err, &fault) && fault.Reason == api.IDIsNumber {
		return api.IDOfNumber
	}
	return api.IDOfAccount
}

// next goes on from a completed form. With the last one it also asks again what
// a refusal would be about: a completed form takes no key any more.
func (c *connectPage) next(e *page.Env) (page.Action, tea.Cmd) {
	switch c.step {
	case askToken:
		if token, err := credentials.Clean(c.token); err == nil {
			c.token = token // without what it was wrapped in
		}
		if e.Flow.Return != "" { // the account is known
			return nil, c.ask(e, askRemember)
		}
		return nil, c.ask(e, askAccount)
	case askAccount:
		if id, fault := e.ReadID(c.account, idHere(c.account), "id.phone_number"); fault == "" {
			c.account = id
		}
		if e.Source != "" { // a token from the environment has its own place to rest
			return page.Do(c.give(false)), c.ask(e, askAccount)
		}
		return nil, c.ask(e, askRemember)
	case askSource, askLeft, askSaved, askJob, askStory, askOffered, askRemember:
	}
	return nil, nil
}

// refused goes back to the token when it was the token that was refused, and offers the
// accounts that it is for when it was the account.
func (c *connectPage) refused(e *page.Env) tea.Cmd {
	switch c.step {
	case askSource, askLeft, askSaved, askJob, askStory, askOffered:
		return nil
	case askToken, askAccount, askRemember:
	}
	if found := e.Flow.Problem.Found; found.Several() {
		c.offered = found.Accounts
		c.step, c.form = askOffered, nil
		c.named.Set(0)
		return nil
	}
	if p := e.Flow.Problem; p.Advice.ID != flows.AdviseScopes && p.Advice.ID != flows.AdviseToken &&
		(p.Said == nil || !api.TokenDead(p.Said)) {
		return nil // it may be the account that is wrong
	}
	if e.Source != "" {
		c.token = "" // what the environment gave is of no use
	}
	return c.ask(e, askToken)
}

// give hands over what was typed. The forms checked it before; what does not pass is
// asked again.
func (c *connectPage) give(remember bool) flows.Event {
	token, err := credentials.Clean(c.token)
	if err != nil {
		return nil
	}
	id, err := api.FindID(c.account, idHere(c.account))
	if err != nil {
		return nil
	}
	return flows.AccountGiven{Token: api.NewSecret(token), Account: api.WABAID(id), Remember: remember}
}

func (c *connectPage) back(e *page.Env) tea.Cmd {
	switch c.step {
	case askStory:
		if c.stories.Searching() {
			c.stories.SetValue("")
			return nil
		}
		c.step = askSource
	case askLeft, askSaved, askJob, askToken:
		c.step, c.form = askSource, nil
	case askAccount:
		if e.Source == "" {
			return c.ask(e, askToken)
		}
		c.step, c.form = askSource, nil
	case askRemember:
		if e.Flow.Return != "" {
			return c.ask(e, askToken)
		}
		return c.ask(e, askAccount)
	case askOffered:
		return c.ask(e, askAccount)
	case askSource:
	}
	return nil
}

func (c connectPage) View(e *page.Env) page.View {
	w, h := e.Width, e.Height
	p := e.Heading(flows.Connect)
	if e.Flow.Return != "" {
		p.Title, p.Intro = e.Say("connect.again.title"), e.Say("connect.again.lead", "Step", e.Say("state."+string(e.Flow.Return)+".name"))
	}
	switch c.step {
	case askSource:
		if c.waits(e) {
			return p
		}
		if j := e.Flow.Job; j != "" && j != flows.JobOnboard && e.Flow.Return == "" {
			p.Intro = e.Say("connect.for.lead", "Job", e.Say("job."+string(j)+".label"))
		}
		p.Body, p.Focus = c.menu.View(e.Style, c.sourceOptions(e), w, h-1, e.EnterTo("continue"))
	case askLeft, askSaved:
		k := "connect.left"
		if c.step == askSaved {
			k = "connect.kept"
		}
		p.Title, p.Intro = e.Say(k+".title"), e.Say(k+".lead")
		p.Body, p.Focus = c.named.View(e.Style, c.namedOptions(e), w, h, e.EnterTo("continue"))
	case askOffered:
		p.Title, p.Intro = e.Say("connect.offered.title"), e.Say("connect.offered.lead")
		p.Body, p.Focus = c.named.View(e.Style, c.offeredOptions(e), w, h, e.EnterTo("continue"))
	case askJob:
		p.Title, p.Intro = e.Say("connect.job.title"), e.Say("connect.job.lead")
		p.Body, p.Focus = e.JobMenu(&c.jobs, flows.Jobs(), w, h)
	case askStory:
		p.Title, p.Intro = e.Say("connect.story.title"), e.Say("connect.story.lead")
		p.Body, p.Cursor = c.storyList(e, w, h)
	case askToken:
		p.Title, p.Intro = e.Say("connect.token.title"), e.Say("connect.token.lead")
		p.Body = c.tokenField(e, w)
	case askAccount:
		p.Title, p.Intro = e.Say("connect.account.title"), e.Say("connect.account.lead")
		p.Body = strings.Join(c.form.Box(e.Style, e.Say("connect.account.label"), phone.LooksLikeNumber(c.account), w), "\n")
		if e.Source != "" {
			p.Body += "\n\n" + page.Wrap(e.Style.Muted, e.Say("connect.token."+e.Source, "Tail", e.Flow.Want.Token.Hint()), w)
		}
	case askRemember:
		p.Title, p.Intro = e.Say("connect.remember.label"), e.Say("connect.remember.lead")
		p.Body, p.Focus = c.keep.View(e.Style, page.Options(e, "connect.remember.", keeps()), w, h, e.EnterTo("continue"))
	}
	return p
}

// waits reports whether there is nothing to be asked just now: also where the flow is
// about to open what the flags asked for.
func (c *connectPage) waits(e *page.Env) bool {
	wished := e.Flow.Want.Sandbox || !e.Flow.Want.Token.Empty() && e.Flow.Want.Account != ""
	return c.step == askSource && (e.Flow.Busy() || wished && e.Flow.Since.IsZero())
}

func (c *connectPage) Keys(e *page.Env) page.Keys {
	switch c.step {
	case askSource:
		return page.Keys{e.Bind("↑↓", "choose"), e.Bind("enter", "continue")}
	case askLeft, askSaved, askJob, askRemember, askOffered:
		return page.Keys{e.Bind("↑↓", "choose"), e.Bind("enter", "continue"), e.Bind("esc", "back")}
	case askStory:
		return page.Keys{e.Bind("↑↓", "choose"), e.Bind("enter", "begin"), e.Bind("a-z", "search"), e.Bind("esc", "back")}
	case askToken, askAccount:
	}
	return page.Keys{e.Bind("enter", "continue"), e.Bind("esc", "back")}
}

func (c *connectPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.Connect)
	t.Subject, t.Entry = page.OfNobody, true
	t.Waits = c.waits(e)
	t.Secrets = []string{c.token}
	switch c.step {
	case askSource:
		if e.Flow.Return == "" {
			t.Panels = today(e)
			t.Why += "\n" + e.Say("connect.shared.brief")
		} else {
			t.Why = ""
		}
	case askToken:
		t.Typing, t.Asks, t.Secrets = true, page.TakesAny, nil // it is not whole yet
		t.Why = ""                                             // it stands right below the field, where nothing is beside it
		t.Panels = []page.Panel{{Heading: e.Say("connect.token.needs"), Lines: strings.Split(e.Say("connect.token.needs_lines"), "\n")}}
	case askAccount:
		t.Typing, t.Why = true, e.Say("connect.account.why")
		t.Fields = []page.Field{{Text: c.account, Set: func(text string) tea.Cmd {
			c.account = text
			return c.ask(e, askAccount)
		}}}
	case askRemember:
		t.Why = e.Say("connect.remember.why")
	case askStory:
		t.Typing, t.Fields = true, page.PickerFields(&c.stories)
		t.Why, t.Wide = "", true // the lead says it, and the stories need the room
	case askLeft, askSaved:
		t.Why = e.Say("connect.named.why")
	case askJob, askOffered:
		t.Why = ""
	}
	return t
}
