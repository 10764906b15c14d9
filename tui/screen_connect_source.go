package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// source is one line of the first question.
type source struct {
	kind  string // "resume", "sandbox", "saved", "token", "job"
	saved flows.SavedAccount
	left  flows.Unfinished
}

func (c *connectScreen) sources(e *env) []source {
	var all []source
	if e.s.Return == "" {
		const most = 5
		for _, u := range e.s.Unfinished[:min(most, len(e.s.Unfinished))] {
			all = append(all, source{kind: "resume", left: u})
		}
	}
	if len(e.stories) > 0 && (e.s.Return == "" || e.s.Target.Sandbox) {
		all = append(all, source{kind: "sandbox"})
	}
	for _, a := range e.s.Saved {
		all = append(all, source{kind: "saved", saved: a})
	}
	all = append(all, source{kind: "token"})
	if e.s.Return == "" && e.s.Wish.Job == "" {
		all = append(all, source{kind: "job"})
	}
	return all
}

func (c *connectScreen) pickSource(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	sources := c.sources(e)
	if pressed(msg) != "enter" {
		c.menu.Update(msg, len(sources))
		return nil, nil
	}
	switch chosen := sources[min(c.menu.At(), len(sources)-1)]; chosen.kind {
	case "sandbox":
		if e.s.Return != "" { // the simulator that runs issues another token
			return flows.SandboxAsked{}, nil
		}
		c.step = askStory
		return nil, nil
	case "job":
		c.step = askJob
		return nil, nil
	case "saved":
		return flows.AccountGiven{Account: chosen.saved.ID, Saved: true}, nil
	case "resume":
		c.account = string(chosen.left.Account)
		return flows.ResumeAsked{Session: chosen.left}, c.askForResume(e, chosen.left)
	}
	if e.s.Return != "" {
		c.token = ""
	}
	return nil, c.ask(e, askToken)
}

// askForResume asks for the token where none is at hand for an onboarding that
// goes on.
func (c *connectScreen) askForResume(e *env, u flows.Unfinished) tea.Cmd {
	saved := slices.ContainsFunc(e.s.Saved, func(a flows.SavedAccount) bool { return a.ID == u.Account })
	if saved || !e.s.Wish.Token.Empty() {
		return nil
	}
	return c.ask(e, askToken)
}

func (c *connectScreen) sourceOptions(e *env) []bubble.Option {
	var options []bubble.Option
	for _, s := range c.sources(e) {
		switch s.kind {
		case "sandbox":
			k := "connect.sandbox"
			if e.s.Return != "" {
				k = "connect.sandbox_again"
			}
			options = append(options, bubble.Option{Label: e.say(k + ".label"), Note: e.say(k + ".note")})
		case "resume":
			note := e.say("connect.resume.note", "Step", e.say("state."+string(s.left.State)+".name"), "Ago", e.ago(s.left.At))
			if to, is := s.left.Goal.Storage(); is {
				note = e.say("connect.resume.region", "Region", e.rests(&to), "Ago", e.ago(s.left.At))
			}
			options = append(options, bubble.Option{
				Label: e.say("connect.resume.label", "Number", s.left.Display, "Name", e.name(s.left.Name)),
				Note:  note,
			})
		case "job":
			options = append(options, bubble.Option{Label: e.say("connect.other.label"), Note: e.say("connect.other.note")})
		case "saved":
			options = append(options, bubble.Option{Label: e.name(s.saved.Name), Note: e.say("connect.saved.note", "ID", s.saved.ID)})
		default:
			options = append(options, bubble.Option{Label: e.say("connect.own.label"), Note: e.say("connect.own.note")})
		}
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
