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

// only is what can be done where that is one thing.
func (n *namePage) only(e *page.Env) (string, bool) {
	lines := n.lines(e)
	return lines[0], len(lines) == 1
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
	rows := [][2]string{nameRow(e, "rename.now", number.Name, number.NameStatus)}
	about := nameMeaning(e, number.NameStatus, ".now")
	if number.NewName != "" || number.NewNameStatus != "" {
		rows = append(rows, nameRow(e, "rename.asked", number.NewName, number.NewNameStatus))
		about = nameMeaning(e, number.NewNameStatus, ".change")
	}
	lines := append(facts(e, rows, w), "")
	lines = append(append(lines, bubble.Lines(e.Style.Text, about, w)...), "")
	if only, is := n.only(e); is { // a choice of one is a button
		p.Focus = len(lines)
		p.Body = strings.Join(append(lines, bubble.Button(e.Style, e.Say("rename."+only+".label"), "", true, w)), "\n")
		return p
	}
	menu, focus := n.menu.View(e.Style, page.Options(e, "rename.", n.lines(e)), w, e.Height-len(lines), e.EnterTo("continue"))
	p.Focus = len(lines) + focus
	p.Body = strings.Join(append(lines, menu), "\n")
	return p
}

// longestShown is how much of a name the lead of a page has room for.
const longestShown = 24

// field is the page with the name that is being typed.
func (n namePage) field(e *page.Env, p page.View, w int) page.View {
	name := bubble.Fit(e.RedactName(e.Flow.Number.Name), longestShown)
	p.Title, p.Intro = e.Say("rename.change.label"), e.Say("rename.field.lead", "Name", name)
	text, cursor := n.name.View(e.Style, w-bubble.FrameCells-1)
	f := bubble.Frame{Title: bubble.Label{Text: e.Say("field.name"), Look: e.Style.Strong}, Look: e.Style.Frame,
		Corner: counter(e, n.name.Text(), eligibility.NameLimit)}
	lines := f.Draw([]string{text}, w)
	cursor.X, cursor.Y = cursor.X+bubble.FrameCells/2, cursor.Y+1
	lines = append(lines, n.name.Hints(e, w)...)
	lines = append(lines, bubble.Lines(e.Style.Muted, e.Say("rename.field.cost"), w)...)
	if len(lines)+2 <= e.Height {
		lines = append(lines, "")
	}
	lines = append(lines, e.Button(e.Say("rename.field.send"), n.name.Text() != "", w))
	p.Body, p.Cursor = strings.Join(lines, "\n"), cursor
	return p
}

// nameRow is a name with what has become of its review.
func nameRow(e *page.Env, k, name string, s api.NameStatus) [2]string {
	value := nameReview(e, s)
	if name = e.RedactName(name); name != "" {
		value = e.Style.Strong.Render(name) + "  " + value
	}
	return [2]string{e.Say(k), value}
}

// nameReview says in a word how a review is going. A word that nobody knows stays Meta's.
func nameReview(e *page.Env, s api.NameStatus) string {
	k := "name_state." + string(s) + ".word"
	switch {
	case s == "":
		return e.Style.Muted.Render(e.Say("rename.unsaid"))
	case !e.Words.Has(k):
		return e.Style.Muted.Render(page.Sanitize(string(s)))
	}
	mark := "○"
	switch s {
	case api.NameApproved, api.NameAvailableWithoutReview:
		mark = "✓"
	case api.NameDeclined:
		mark = "×"
	case api.NameExpired:
		mark = "!"
	case api.NamePendingReview:
		mark = "●"
	case api.NameNone:
	}
	return marked(e, mark, e.Say(k))
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
	switch only, _ := n.only(e); {
	case len(n.lines(e)) > 1:
	case only == nameReload:
		return page.Keys{e.Bind("enter", "check_again")}
	default:
		return page.Keys{e.Bind("enter", "continue"), e.Bind("ctrl+l", "reload")}
	}
	return page.Keys{e.Bind("↑↓", "choose"), e.Bind("enter", "continue"), e.Bind("ctrl+l", "reload")}
}

func (n *namePage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.ChangeName)
	t.Guide, t.Departure = "display_name", lookedIfFit(e)
	t.Typing, t.Fields = n.open, []page.Field{page.InputField(&n.name)}
	if n.open { // the page says itself what follows
		t.Why = ""
	}
	if fits(e) && n.open && n.name.Text() != "" {
		t.OnEnter = page.Do(flows.NameTyped{})
	}
	return t
}
