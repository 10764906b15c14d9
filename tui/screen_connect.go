package tui

import (
	"errors"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"dialtone/api"
	"dialtone/api/credentials"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// connectStep is the question that the screen is at.
type connectStep uint8

const (
	askSource connectStep = iota
	askLeft               // which of what was left
	askSaved              // which of the saved accounts
	askJob
	askStory
	askToken
	askAccount
	askRemember
)

// connectScreen asks for an account and a token, one question at a time.
type connectScreen struct {
	step     connectStep
	menu     bubble.Menu
	jobs     bubble.Menu
	stories  bubble.Menu
	named    bubble.Menu // what is named on a key only
	forms    int
	form     *bubble.Form
	broken   bool   // the pasted token had a line break
	aside    bool   // a job that is done alone was taken from the list, and leads back to it
	token    string // what the form edits; handed over as a secret
	account  string
	remember bool
}

func (c *connectScreen) enter(e *env) tea.Cmd {
	c.step, c.form = askSource, nil
	c.menu.Set(0)
	if c.aside && e.s.Return == "" {
		c.step = askJob
	}
	c.aside = false
	switch {
	case e.s.Return != "": // the same customer goes on
		c.account = string(e.s.Account.ID)
	case e.s.Account.ID != "": // nothing typed is left for the next one
		c.account, c.token, c.broken, c.remember = "", e.s.Want.Token.Reveal(), false, false
	case c.account == "":
		c.account = string(e.s.Want.Account)
	}
	if c.step == askSource && !e.s.Want.Token.Empty() && e.s.Return == "" && e.s.Account.ID == "" {
		c.token = e.s.Want.Token.Reveal()
		return c.ask(e, askAccount)
	}
	return nil
}

// offered goes back to the first question when there is something to go on with
// and nothing was typed yet.
func (c *connectScreen) offered(*env) tea.Cmd {
	if c.step == askAccount && c.account == "" {
		c.step, c.form = askSource, nil
	}
	return nil
}

// ask goes to a question. Each one has a form of its own over the same values,
// so that nothing typed is lost on the way back.
func (c *connectScreen) ask(e *env, step connectStep) tea.Cmd {
	c.step, c.form = step, nil
	c.forms++
	var field huh.Field
	switch step {
	case askToken:
		field = huh.NewInput().Title(e.say("connect.token.label")).EchoMode(huh.EchoModePassword).Value(&c.token).Validate(func(s string) error {
			_, err := credentials.Clean(s)
			var fault *credentials.TokenError
			if c.broken && errors.As(err, &fault) && fault.Reason == credentials.InnerSpace {
				return errors.New(e.say("token." + string(credentials.LineBreak)))
			}
			return e.tokenFault(err)
		})
	case askAccount:
		field = huh.NewInput().Title(e.say("connect.account.label")).Placeholder("106540352242922").CharLimit(40).Value(&c.account).Validate(e.accountFault)
	case askRemember:
		field = huh.NewConfirm().Title(e.say("connect.remember.label")).Affirmative(e.say("connect.remember.yes")).Negative(e.say("connect.remember.no")).Value(&c.remember)
	case askSource, askLeft, askSaved, askJob, askStory:
		return nil
	}
	c.form = bubble.NewForm(c.forms, e.style, huh.NewGroup(field))
	return c.form.Init()
}

func (e *env) tokenFault(err error) error {
	var t *credentials.TokenError
	if errors.As(err, &t) {
		return errors.New(e.say("token." + string(t.Reason)))
	}
	return err
}

// accountFault recognises the phone number where an id belongs.
func (e *env) accountFault(text string) error {
	if eligibility.LooksLikePhoneNumber(text) {
		return errors.New(e.say("id.phone_number"))
	}
	_, err := api.ParseID(text)
	var id *api.IDError
	if errors.As(err, &id) {
		return errors.New(e.say("id." + string(id.Reason)))
	}
	return err
}

func (c *connectScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	if pressed(msg) == "esc" {
		return nil, c.back(e)
	}
	switch c.step {
	case askSource:
		return c.pickSource(e, msg)
	case askLeft, askSaved:
		return c.pickNamed(e, msg)
	case askJob:
		jobs := flows.Jobs()
		if pressed(msg) == "enter" {
			c.step = askSource
			c.menu.Set(0)
			job := jobs[min(c.jobs.At(), len(jobs)-1)]
			c.aside = job.Alone()
			return flows.JobChosen{Job: job}, nil
		}
		c.jobs.Update(msg, len(jobs))
		return nil, nil
	case askStory:
		if pressed(msg) == "enter" {
			return flows.SandboxAsked{Scenario: e.stories[c.stories.At()]}, nil
		}
		c.stories.Update(msg, len(e.stories))
		return nil, nil
	}
	if c.form == nil {
		return nil, nil
	}
	if paste, ok := msg.(tea.PasteMsg); ok && c.step == askToken { // the field turns a line break into a blank
		c.broken = strings.ContainsAny(strings.TrimSpace(paste.Content), "\r\n")
	}
	if pressed(msg) == "ctrl+u" {
		c.broken = false
	}
	done, cmd := c.form.Update(msg)
	if !done {
		return nil, cmd
	}
	return c.next(e)
}

// next goes on from a completed form. With the last one it also asks again what
// a refusal would be about: a completed form takes no key any more.
func (c *connectScreen) next(e *env) (flows.Event, tea.Cmd) {
	switch c.step {
	case askToken:
		if e.s.Return != "" { // the account is known
			return nil, c.ask(e, askRemember)
		}
		return nil, c.ask(e, askAccount)
	case askAccount:
		if e.source != "" { // a token from the environment has its own place to rest
			return c.give(false), c.ask(e, askAccount)
		}
		return nil, c.ask(e, askRemember)
	case askRemember:
		given := c.give(c.remember)
		if e.s.Return != "" {
			return given, c.ask(e, askToken)
		}
		return given, c.ask(e, askAccount)
	case askSource, askLeft, askSaved, askJob, askStory:
	}
	return nil, nil
}

// give hands over what was typed. The forms checked it; what does not pass
// here again is asked again.
// refused goes back to the token when it was the token that was refused.
func (c *connectScreen) refused(e *env) tea.Cmd {
	switch c.step {
	case askSource, askLeft, askSaved, askJob, askStory:
		return nil
	case askToken, askAccount, askRemember:
	}
	if p := e.s.Problem; p.Advice.ID != flows.AdviseScopes && p.Advice.ID != flows.AdviseToken && (p.Said == nil || !api.TokenDead(p.Said)) {
		return nil // it may be the account that is wrong
	}
	if e.source != "" {
		c.token = "" // what the environment gave is of no use
	}
	return c.ask(e, askToken)
}

func (c *connectScreen) give(remember bool) flows.Event {
	token, err := credentials.Clean(c.token)
	if err != nil {
		return nil
	}
	id, err := api.ParseID(c.account)
	if err != nil {
		return nil
	}
	return flows.AccountGiven{Token: api.NewSecret(token), Account: api.WABAID(id), Remember: remember}
}

func (c *connectScreen) back(e *env) tea.Cmd {
	switch c.step {
	case askLeft, askSaved, askJob, askStory, askToken:
		c.step, c.form = askSource, nil
	case askAccount:
		if e.source == "" {
			return c.ask(e, askToken)
		}
		c.step, c.form = askSource, nil
	case askRemember:
		if e.s.Return != "" {
			return c.ask(e, askToken)
		}
		return c.ask(e, askAccount)
	case askSource:
	}
	return nil
}

func (c *connectScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.Connect)
	if e.s.Return != "" {
		p.title, p.lead = e.say("connect.again.title"), e.say("connect.again.lead", "Step", e.say("state."+string(e.s.Return)+".name"))
	}
	switch c.step {
	case askSource:
		if e.s.Busy() || starting(e) {
			p.waits = true
			return p
		}
		if j := e.s.Job; j != "" && j != flows.JobOnboard && e.s.Return == "" {
			p.lead = e.say("connect.for.lead", "Job", e.say("job."+string(j)+".label"))
		}
		p.body, p.focus = c.menu.View(e.style, c.sourceOptions(e), w)
	case askLeft, askSaved:
		k := "connect.left"
		if c.step == askSaved {
			k = "connect.kept"
		}
		p.title, p.lead = e.say(k+".title"), e.say(k+".lead")
		p.body, p.focus = c.named.View(e.style, c.namedOptions(e), w)
	case askJob:
		p.title, p.lead = e.say("connect.job.title"), e.say("connect.job.lead")
		const around = 4 // title, lead and blanks
		p.body, p.focus = e.jobMenu(&c.jobs, flows.Jobs(), w, h-around)
	case askStory:
		p.title, p.lead = e.say("connect.story.title"), e.say("connect.story.lead")
		var options []bubble.Option
		for _, name := range e.stories {
			options = append(options, bubble.Option{Label: e.say("scenario." + name + ".title"), Note: e.say("scenario." + name + ".note")})
		}
		p.body, p.focus = c.stories.View(e.style, options, w)
	case askToken:
		p.lead = e.say("connect.token.lead")
		p.body = c.form.View(w)
		if n := len(c.token); n > 0 {
			p.body += "\n" + e.style.Muted.Render(e.say("connect.token.length", "Count", n, "Tail", api.NewSecret(strings.TrimSpace(c.token)).Hint()))
		}
		if c.broken {
			p.body += "\n" + e.fault(e.say("token.line_break"), w)
		}
		p.why = e.say("connect.token.why")
	case askAccount:
		p.lead = e.say("connect.account.lead")
		p.body = c.form.View(w)
		if e.source != "" {
			p.body = e.style.Muted.Render(e.say("connect.token."+e.source, "Tail", e.s.Want.Token.Hint())) + "\n\n" + p.body
		}
		p.why = e.say("connect.account.why")
	case askRemember:
		p.lead = e.say("connect.remember.lead")
		p.body = c.form.View(w)
		p.why = e.say("connect.remember.why")
	}
	return p
}

// starting reports whether the flow is about to open what the flags asked for,
// so that there is no question to be shown in between.
func starting(e *env) bool {
	wished := e.s.Want.Sandbox || !e.s.Want.Token.Empty() && e.s.Want.Account != ""
	return wished && e.s.Since.IsZero()
}

func (c *connectScreen) keys(e *env) []key.Binding {
	switch c.step {
	case askSource:
		return []key.Binding{e.bind("↑↓", "choose"), e.bind("enter", "continue")}
	case askLeft, askSaved, askJob, askStory:
		return []key.Binding{e.bind("↑↓", "choose"), e.bind("enter", "continue"), e.bind("esc", "back")}
	case askRemember:
		return []key.Binding{e.bind("←→", "choose"), e.bind("enter", "continue"), e.bind("esc", "back")}
	case askToken, askAccount:
	}
	return []key.Binding{e.bind("enter", "continue"), e.bind("esc", "back")}
}

func (c *connectScreen) typing() bool { return c.step == askToken || c.step == askAccount }
