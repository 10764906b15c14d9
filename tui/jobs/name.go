package jobs

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// namePage shows how the display name stands, and takes another one.
type namePage struct {
	menu    bubble.Menu
	open    bool // the field is
	name    page.NameField
	of      api.PhoneNumberID // that the text was typed for
	actions int               // what was done before the text was sent
}

// The lines of the menu.
const (
	nameRegister = "register"
	nameChange   = "change"
	nameReload   = "reload"
)

// Enter keeps what was typed for the same number: a dead token is no reason to
// type it again.
func (n *namePage) Enter(e *page.Env) tea.Cmd {
	n.menu.Set(0)
	n.name.Fault = ""
	if n.of != e.Flow.Number.ID {
		n.of = e.Flow.Number.ID
		n.close()
	}
	return nil
}

// close leaves the field, whose text has done its work.
func (n *namePage) close() {
	n.open = false
	n.name.SetValue("")
}

// lines are what can be done now. While a review runs Meta takes no other name.
func (n *namePage) lines(e *page.Env) []string {
	var all []string
	if flows.NameWaits(e.Flow.Number) {
		all = append(all, nameRegister)
	}
	if e.Flow.Number.NewNameStatus == api.NamePendingReview {
		return append(all, nameReload)
	}
	return append(all, nameChange)
}

func (n *namePage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if n.open && n.actions >= 0 && len(e.Flow.Actions) > n.actions { // the name was asked for
		n.close()
	}
	if _, is := msg.(page.Fitted); is {
		n.menu.Set(min(n.menu.At(), len(n.lines(e))-1))
		return nil, nil
	}
	switch {
	case !fits(e):
		return leaveUnfit(msg), nil
	case n.open:
		return n.typed(e, msg)
	}
	lines := n.lines(e)
	if page.Pressed(msg) == "enter" {
		switch lines[min(n.menu.At(), len(lines)-1)] {
		case nameRegister:
			return page.Do(flows.RegisterAsked{}), nil
		case nameReload:
			return page.Do(flows.ReloadAsked{}), nil
		}
		n.open, n.actions = true, -1
		return nil, nil
	}
	n.menu.Update(msg, len(lines))
	return page.BackOrReload(msg), nil
}

// typed handles what goes into the field. Leaving it keeps the text.
func (n *namePage) typed(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	switch page.Pressed(msg) {
	case "esc":
		n.open, n.name.Fault = false, ""
		return nil, nil
	case "enter":
		name, number := n.name.Text(), e.Flow.Number
		if n.name.Check(e) && (name == number.Name || name == number.NewName && flows.NameWaits(number)) {
			n.name.Fault = e.Say("rename.same")
		}
		if n.name.Fault != "" {
			return nil, nil
		}
		n.actions = len(e.Flow.Actions)
		return page.Do(flows.NameTyped{Name: name}), nil
	}
	return nil, n.name.Update(msg)
}

func (n namePage) View(e *page.Env) page.View {
	w := e.Width
	p := e.Heading(flows.ChangeName)
	if !fits(e) {
		return unfit(e, p, w)
	}
	if n.open {
		return n.field(e, p, w)
	}
	number := e.Flow.Number
	rows := [][2]string{
		{e.Say("rename.now"), e.Style.Strong.Render(e.RedactName(number.Name))},
		{e.Say("rename.review"), nameReview(e, number.NameStatus)},
	}
	about := nameMeaning(e, number.NameStatus, ".now")
	if number.NewName != "" || number.NewNameStatus != "" {
		rows = append(rows,
			[2]string{e.Say("rename.asked"), e.Style.Strong.Render(e.RedactName(number.NewName))},
			[2]string{e.Say("rename.review"), nameReview(e, number.NewNameStatus)})
		about = nameMeaning(e, number.NewNameStatus, ".change")
	}
	top := e.Table(rows, w) + "\n\n" + page.Wrap(e.Style.Text, about, w) + "\n\n"
	options := page.Options(e, "rename.", n.lines(e))
	for i := range options {
		if e.Narrow { // the facts come first
			options[i].Note = ""
		}
	}
	menu, focus := n.menu.View(e.Style, options, w, 0, "")
	p.Body = top + menu
	p.Focus = strings.Count(top, "\n") + focus
	return p
}

// field is the page with the name that is being typed.
func (n namePage) field(e *page.Env, p page.View, w int) page.View {
	p.Title, p.Intro = e.Say("rename.change.label"), e.Say("rename.field.lead", "Name", e.RedactName(e.Flow.Number.Name))
	text, cursor := n.name.View(e.Style, w-3)
	lines := []string{text, counterLine(e, n.name.Text(), eligibility.NameLimit), ""}
	lines = append(append(lines, n.name.Hints(e, w)...), page.Wrap(e.Style.Muted, e.Say("rename.field.cost"), w))
	p.Body, p.Cursor = strings.Join(lines, "\n"), cursor
	return p
}

// nameReview says in a word how a review stands, with Meta's own word beside it.
func nameReview(e *page.Env, s api.NameStatus) string {
	look := e.Style.Muted
	switch s {
	case api.NameApproved, api.NameAvailableWithoutReview:
		look = e.Style.Good
	case api.NameDeclined, api.NameExpired:
		look = e.Style.Warn
	case api.NamePendingReview:
		look = e.Style.Focus
	case api.NameNone:
	}
	k := "name_state." + string(s) + ".word"
	switch {
	case s == "":
		return e.Style.Muted.Render(e.Say("rename.unsaid"))
	case !e.Words.Has(k):
		return e.Style.Muted.Render(string(s))
	}
	return look.Render(e.Say(k)) + e.Style.Muted.Render(" · "+string(s))
}

// nameMeaning says what a state of the review means, and what follows.
func nameMeaning(e *page.Env, s api.NameStatus, of string) string {
	if k := "name_state." + string(s) + of; e.Words.Has(k) {
		return e.Say(k, "When", e.Moment(e.Flow.Latest(eligibility.DeadlineName)))
	}
	return e.Say("rename.unknown")
}

func (n *namePage) Keys(e *page.Env) page.Keys {
	switch {
	case !fits(e):
		return page.Keys{e.Bind("enter", "back")}
	case n.open:
		return page.Keys{e.Bind("enter", "send")}
	}
	return page.Keys{e.Bind("↑↓", "choose"), e.Bind("enter", "continue"), e.Bind("ctrl+l", "reload")}
}

func (n *namePage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.ChangeName)
	t.Guide, t.Departure = "display_name", lookedIfFit(e)
	t.Typing, t.Fields = n.open, []page.Field{page.InputField(&n.name)}
	if fits(e) && n.open && n.name.Text() != "" {
		t.OnEnter = page.Do(flows.NameTyped{})
	}
	return t
}
