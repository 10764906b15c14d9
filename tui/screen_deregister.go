package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// deregisterScreen is one page with what ends and what stays, before a number is
// taken off. Its last digits have to be typed.
type deregisterScreen struct {
	digits bubble.Digits
	right  bool // they are those of the number
	fault  string
	sent   bool // with the digits that stand there
}

func newDeregisterScreen() *deregisterScreen {
	return &deregisterScreen{digits: bubble.NewDigits(flows.ConfirmLength)}
}

func (d *deregisterScreen) enter(*env) tea.Cmd {
	d.digits.Clear()
	d.right, d.fault, d.sent = false, "", false
	return nil
}

// refused has the next request confirmed anew.
func (d *deregisterScreen) refused(e *env) tea.Cmd {
	if d.sent {
		return d.enter(e)
	}
	return nil
}

func (d *deregisterScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	name := pressed(msg)
	switch {
	case name == "esc":
		return flows.BackAsked{}, nil
	case name == "ctrl+l", name == "enter" && e.s.Settle.Err != nil:
		return flows.ReloadAsked{}, nil
	case e.s.Settle.Err != nil:
		return nil, nil
	case name == "enter" && !flows.TakesOff(e.s.Number):
		return flows.JobChosen{Job: flows.JobManage}, nil
	case name == "enter":
		return d.confirm(e), nil
	case flows.TakesOff(e.s.Number):
		d.take(e, msg)
	}
	return nil, nil
}

// take takes a digit, or a paste of exactly the digits: a pasted number confirms
// nothing.
func (d *deregisterScreen) take(e *env, msg tea.Msg) {
	switch d.digits.Update(msg) {
	case bubble.NotADigit:
		d.fault = e.say("deregister.letter")
	case bubble.TooMany:
		d.fault = e.say("deregister.full")
	case bubble.WrongSize:
		d.fault = e.say("deregister.paste")
	case bubble.NoFault:
		switch msg.(type) {
		case tea.KeyPressMsg, tea.PasteMsg:
			d.fault = ""
		}
	}
	d.right = d.digits.Value() == flows.LastDigits(e.s.Number)
}

// confirm says what is wrong with the digits, or sends the request.
func (d *deregisterScreen) confirm(e *env) flows.Event {
	switch {
	case !d.digits.Full():
		d.fault = e.say("deregister.missing", "Count", flows.ConfirmLength-d.digits.Len())
	case !d.right:
		d.fault = e.say("deregister.wrong", "Number", e.display(e.s.Number))
		d.digits.Anew()
	default:
		d.fault, d.sent = "", true
		return flows.DeregisterAsked{Last: d.digits.Value()}
	}
	return nil
}

func (d *deregisterScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.Deregister)
	p.essential, p.guide = true, "deregister"
	switch {
	case e.s.Settle.Err != nil:
		p.lead, p.waits = "", true
		p.body = wrap(e.style.Text, e.say("deregister.settling"), w)
		return p
	case !flows.TakesOff(e.s.Number):
		return d.nothing(e, p, w)
	}
	ends := e.table([][2]string{
		{e.say("deregister.ends.label"), e.style.Text.Render(e.say("deregister.ends.text"))},
		{e.say("field.region"), e.style.Text.Render(d.region(e))},
		{e.say("deregister.stays.label"), e.style.Text.Render(e.say("deregister.stays.text"))},
		{e.say("deregister.back.label"), e.style.Text.Render(e.say("deregister.back.text"))},
	}, w)
	used := e.s.Budget.Used(e.s.Counter(api.Deregister), e.now)
	cost := wrap(e.style.Muted, e.say("deregister.cost", "Number", used+1, "Allowed", flows.Allowed), w)
	if h >= 18 {
		cost = "\n" + cost
	}
	cost = strings.TrimSuffix(e.spent(api.Deregister, cost, w), "\n")
	if h >= 18 {
		cost += "\n"
	}
	boxes, cursor := d.digits.View(e.style, true)
	button := d.button(e, w-lipgloss.Width(boxes)-3)
	parts := []string{
		ends,
		cost,
		wrap(e.style.Strong, e.say("deregister.confirm", "Number", e.display(e.s.Number)), w),
	}
	cursor.Y += lipgloss.Height(strings.Join(parts, "\n"))
	parts = append(parts, lipgloss.JoinHorizontal(lipgloss.Center, boxes, "   ", button))
	if d.fault != "" {
		parts = append(parts, e.fault(d.fault, w))
	}
	p.body, p.cursor = strings.Join(parts, "\n"), cursor
	if !e.ready && d.sends() {
		p.title = e.say("review.read_first")
	}
	return p
}

// button can be pressed once the digits are right and the page has stood long
// enough to have been read.
func (d *deregisterScreen) button(e *env, w int) string {
	switch {
	case !d.sends():
		return e.style.Muted.Render("[ " + bubble.Fit(e.say("deregister.button"), w-4) + " ]")
	case !e.ready:
		return e.style.Muted.Render("[ " + bubble.Fit(e.say("review.moment"), w-4) + " ]")
	}
	return e.style.Button.Render(bubble.Fit(e.say("deregister.button"), w-4))
}

// region says what becomes of the storage region.
func (d *deregisterScreen) region(e *env) string {
	switch region := e.s.Settings.Storage.Localized(); {
	case e.s.Settings.Storage == nil:
		return e.say("deregister.region_unread")
	case region == "":
		return e.say("region.none")
	default:
		return e.say("deregister.region", "Region", e.region(region))
	}
}

// nothing says that there is nothing to take off, and why.
func (d *deregisterScreen) nothing(e *env, p pane, w int) pane {
	k := "deregister.nothing"
	if e.s.Number.OnBusinessApp {
		k = "deregister.shared"
	}
	p.title, p.lead, p.why = e.say(k+".title"), "", e.say(k+".why")
	word, look := e.standing(e.s.Number)
	p.body = e.table([][2]string{
		{e.say("field.number"), e.style.Strong.Render(e.display(e.s.Number))},
		{e.say("field.name"), e.style.Text.Render(e.name(e.s.Number.Name))},
		{e.say("field.status"), look.Render(string(e.s.Number.Status)) + e.style.Muted.Render(" · "+word)},
	}, w) + "\n\n" + wrap(e.style.Text, e.say(k+".text"), w) + "\n\n" + e.style.Button.Render(bubble.Fit(e.say("deregister.page"), w-4))
	p.focus = lipgloss.Height(p.body) - 1
	return p
}

func (d *deregisterScreen) keys(e *env) []key.Binding {
	switch {
	case e.s.Settle.Err != nil:
		return []key.Binding{e.bind("enter", "check_again")}
	case !flows.TakesOff(e.s.Number):
		return []key.Binding{e.bind("enter", "page"), e.bind("ctrl+l", "reload")}
	}
	return []key.Binding{e.bind("enter", "deregister"), e.bind("ctrl+g", "guide")}
}

// onEnter takes the number off, once its digits are typed.
func (d *deregisterScreen) onEnter(*env) flows.Event {
	if !d.right {
		return nil
	}
	return flows.DeregisterAsked{}
}

func (d *deregisterScreen) typing() bool { return false }

// boxes reports whether digits are typed into boxes.
func (d *deregisterScreen) boxes() bool { return true }

// sends reports whether Enter would send the request.
func (d *deregisterScreen) sends() bool { return d.right }
