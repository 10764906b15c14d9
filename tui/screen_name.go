package tui

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// nameScreen shows how the display name stands, and takes another one.
type nameScreen struct {
	menu  bubble.Menu
	open  bool
	input textinput.Model
	of    api.PhoneNumberID // that the text was typed for
	deeds int               // what was done before the text was sent
	fault string
}

// The lines of the menu.
const (
	nameRegister = "register"
	nameChange   = "change"
	nameReload   = "reload"
)

func newNameScreen() *nameScreen {
	input := textinput.New()
	input.Prompt = ""
	input.SetVirtualCursor(false)
	input.CharLimit = 120 // more than Meta takes, so that too long a name is explained and not cut
	return &nameScreen{input: input}
}

// enter keeps what was typed for the same number: a dead token is no reason to
// type it again.
func (n *nameScreen) enter(e *env) tea.Cmd {
	n.menu.Set(0)
	n.fault = ""
	if n.of != e.s.Number.ID {
		n.of = e.s.Number.ID
		n.close()
	}
	if n.open {
		return n.input.Focus()
	}
	return nil
}

// close leaves the field, whose text has done its work.
func (n *nameScreen) close() {
	n.open, n.fault = false, ""
	n.input.SetValue("")
	n.input.Blur()
}

// sync leaves the field once the name was asked for.
func (n *nameScreen) sync(e *env) {
	if n.open && n.deeds >= 0 && len(e.s.Actions) > n.deeds {
		n.close()
	}
}

// lines are what can be done now. While a review runs Meta takes no other name.
func (n *nameScreen) lines(e *env) []string {
	var all []string
	if flows.NameWaits(e.s.Number) {
		all = append(all, nameRegister)
	}
	if e.s.Number.NewNameStatus == api.NamePendingReview {
		return append(all, nameReload)
	}
	return append(all, nameChange)
}

func (n *nameScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	n.sync(e)
	k := pressed(msg)
	if !fits(e) {
		if k == "esc" || k == "enter" {
			return flows.BackAsked{}, nil
		}
		return nil, nil
	}
	if n.open {
		return n.typed(e, msg)
	}
	lines := n.lines(e)
	switch k {
	case "esc":
		return flows.BackAsked{}, nil
	case "ctrl+l":
		return flows.ReloadAsked{}, nil
	case "enter":
		switch lines[min(n.menu.At(), len(lines)-1)] {
		case nameRegister:
			return flows.RegisterAsked{}, nil
		case nameReload:
			return flows.ReloadAsked{}, nil
		}
		n.open, n.deeds = true, -1
		return nil, n.input.Focus()
	}
	n.menu.Update(msg, len(lines))
	return nil, nil
}

// typed handles what goes into the field. Leaving it keeps the text.
func (n *nameScreen) typed(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	switch pressed(msg) {
	case "esc":
		n.open, n.fault = false, ""
		n.input.Blur()
		return nil, nil
	case "enter":
		name := strings.TrimSpace(n.input.Value())
		if n.fault = e.nameFault(name); n.fault == "" && (name == e.s.Number.Name || name == e.s.Number.NewName && flows.NameWaits(e.s.Number)) {
			n.fault = e.say("rename.same")
		}
		if n.fault != "" {
			return nil, nil
		}
		n.deeds = len(e.s.Actions)
		return flows.NameTyped{Name: name}, nil
	}
	before := n.input.Value()
	var cmd tea.Cmd
	n.input, cmd = n.input.Update(msg)
	if n.input.Value() != before {
		n.fault = ""
	}
	return nil, cmd
}

func (n *nameScreen) view(e *env, w, h int) pane {
	n.sync(e)
	p := e.heading(flows.ChangeName)
	p.guide = "display_name"
	if !fits(e) {
		return e.unfit(p, w)
	}
	if n.open {
		return n.field(e, p, w)
	}
	p.essential = true
	number := e.s.Number
	rows := [][2]string{
		{e.say("rename.now"), e.style.Strong.Render(e.name(number.Name))},
		{e.say("rename.review"), e.nameReview(number.NameStatus)},
	}
	about := nameMeaning(e, number.NameStatus, ".now")
	if number.NewName != "" || number.NewNameStatus != "" {
		rows = append(rows,
			[2]string{e.say("rename.asked"), e.style.Strong.Render(e.name(number.NewName))},
			[2]string{e.say("rename.review"), e.nameReview(number.NewNameStatus)})
		about = nameMeaning(e, number.NewNameStatus, ".change")
	}
	top := e.table(rows, w) + "\n\n" + wrap(e.style.Text, about, w)
	var options []bubble.Option
	for _, line := range n.lines(e) {
		option := bubble.Option{Label: e.say("rename." + line + ".label"), Note: e.say("rename." + line + ".note")}
		if e.narrow { // the facts come first
			option.Note = ""
		}
		options = append(options, option)
	}
	n.menu.Set(min(n.menu.At(), len(options)-1))
	menu, focus := n.menu.View(e.style, options, w)
	p.body = top + "\n\n" + menu
	p.focus = strings.Count(top, "\n") + 2 + focus
	return p
}

// field is the page with the name that is being typed.
func (n *nameScreen) field(e *env, p pane, w int) pane {
	p.title, p.lead = e.say("rename.change.label"), e.say("rename.field.lead", "Name", e.name(e.s.Number.Name))
	n.input.SetWidth(max(10, w-3))
	styles := textinput.DefaultStyles(true)
	styles.Focused.Text, styles.Blurred.Text = e.style.Text, e.style.Text
	n.input.SetStyles(styles)
	text := strings.TrimSpace(n.input.Value())
	lines := []string{n.input.View(), e.counter(utf8.RuneCountInString(text), eligibility.NameLimit), ""}
	lines = append(lines, e.nameHints(text, n.fault, w)...)
	lines = append(lines, strings.Split(wrap(e.style.Muted, e.say("rename.field.cost"), w), "\n")...)
	p.body = strings.Join(lines, "\n")
	if p.cursor = n.input.Cursor(); p.cursor != nil {
		p.cursor.Y = 0
	}
	return p
}

// nameReview says in a word how a review stands, with Meta's own word beside it.
func (e *env) nameReview(s api.NameStatus) string {
	look := e.style.Muted
	switch s {
	case api.NameApproved, api.NameAvailableWithoutReview:
		look = e.style.Good
	case api.NameDeclined, api.NameExpired:
		look = e.style.Warn
	case api.NamePendingReview:
		look = e.style.Focus
	case api.NameNone:
	}
	k := "name_state." + string(s) + ".word"
	switch {
	case s == "":
		return e.style.Muted.Render(e.say("rename.unsaid"))
	case !e.words.Has(k):
		return e.style.Muted.Render(string(s))
	}
	return look.Render(e.say(k)) + e.style.Muted.Render(" · "+string(s))
}

// nameMeaning says what a state of the review means, and what follows.
func nameMeaning(e *env, s api.NameStatus, of string) string {
	if k := "name_state." + string(s) + of; e.words.Has(k) {
		return e.say(k, "When", e.moment(e.s.Latest(eligibility.DeadlineName)))
	}
	return e.say("rename.unknown")
}

// counter shows how much of a field is used.
func (e *env) counter(used, of int) string {
	look := e.style.Muted
	if used > of {
		look = e.style.Bad
	}
	return look.Render(e.say("field.counter", "Used", used, "Limit", of))
}

// fits reports whether the job at hand can be done with the number.
func fits(e *env) bool {
	fits := flows.FlowOf(e.s.Job).Fits
	return fits == nil || fits(e.s.Number)
}

// unfit is the page of a job that cannot be done with the number.
func (e *env) unfit(p pane, w int) pane {
	p.lead = ""
	p.body = wrap(e.style.Warn, e.say("unfit."+string(e.s.Job)), w) + "\n\n" + wrap(e.style.Text, e.say("unfit.next"), w)
	return p
}

func (n *nameScreen) keys(e *env) []key.Binding {
	switch {
	case !fits(e):
		return []key.Binding{e.bind("enter", "back")}
	case n.open:
		return []key.Binding{e.bind("enter", "send")}
	}
	return []key.Binding{e.bind("↑↓", "choose"), e.bind("enter", "continue"), e.bind("ctrl+l", "reload")}
}

// onEnter asks for the name that was typed.
func (n *nameScreen) onEnter(e *env) flows.Event {
	if !fits(e) || !n.open || strings.TrimSpace(n.input.Value()) == "" {
		return nil
	}
	return flows.NameTyped{}
}

func (n *nameScreen) typing() bool { return n.open }
