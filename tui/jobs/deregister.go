package jobs

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// deregisterPage is one page with what ends and what stays, before a number is
// taken off. Its last digits have to be typed.
type deregisterPage struct {
	digits bubble.Digits
	right  bool // they are those of the number
	fault  string
	sent   bool // with the digits that stand there
}

func (d *deregisterPage) Enter(*page.Env) tea.Cmd {
	d.digits.Clear()
	d.right, d.fault, d.sent = false, "", false
	return nil
}

func (d *deregisterPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if msg, is := msg.(page.Stepped); is {
		if d.sent && msg.Refused(e) { // the next request is confirmed anew
			return nil, d.Enter(e)
		}
		return nil, nil
	}
	if away := page.BackOrReload(msg); away != nil {
		return away, nil
	}
	switch enter := page.Pressed(msg) == "enter"; {
	case e.Flow.Settle.Err != nil && enter:
		return page.Do(flows.ReloadAsked{}), nil
	case e.Flow.Settle.Err != nil:
		return nil, nil
	case enter && !flows.TakesOff(e.Flow.Number):
		return page.Do(flows.JobChosen{Job: flows.JobManage}), nil
	case enter:
		return page.Do(d.confirm(e)), nil
	case flows.TakesOff(e.Flow.Number): // a paste has to be exactly the digits: a pasted number confirms nothing
		d.fault = e.DigitFault("deregister", d.digits.Update(msg), d.fault, msg)
		d.right = d.digits.Value() == flows.LastDigits(e.Flow.Number)
	}
	return nil, nil
}

// confirm says what is wrong with the digits, or sends the request.
func (d *deregisterPage) confirm(e *page.Env) flows.Event {
	switch {
	case !d.digits.Full():
		d.fault = e.Say("deregister.missing", "Count", flows.ConfirmLength-d.digits.Len())
	case !d.right:
		d.fault = e.Say("deregister.wrong", "Number", e.Display(e.Flow.Number))
		d.digits.Anew()
	default:
		d.fault, d.sent = "", true
		return flows.DeregisterAsked{Last: d.digits.Value()}
	}
	return nil
}

func (d deregisterPage) View(e *page.Env) page.View {
	w := e.Width
	p := e.Heading(flows.Deregister)
	switch {
	case e.Flow.Settle.Err != nil:
		return d.settling(e, p, w)
	case !flows.TakesOff(e.Flow.Number):
		return d.nothing(e, p, w)
	}
	used := e.Flow.Budget.Used(e.Flow.Counter(api.Deregister), e.Now)
	ends := [][2]string{
		{e.Say("deregister.ends.label"), marked(e, "!", e.Say("deregister.ends.text"))},
		{e.Say("field.region"), e.Style.Text.Render(d.region(e))},
		{e.Say("deregister.stays.label"), e.Style.Text.Render(e.Say("deregister.stays.text"))},
	}
	if !e.IsClosed(api.Deregister) { // else a warning says so
		ends = append(ends, [2]string{e.Say("deregister.cost.label"),
			e.Style.Text.Render(e.Say("deregister.cost.text", "Number", used+1, "Allowed", flows.Allowed))})
	}
	warnings := d.warnings(e, w)
	boxes, cursor := d.digits.View(e.Style, bubble.BoxesTyped, true)
	confirm := page.Wrap(e.Style.Strong, e.Say("deregister.confirm", "Number", e.Display(e.Flow.Number)), w)
	if d.fault != "" { // in its place, so that nothing moves
		confirm = e.Fault(d.fault, w)
	}
	below := slices.Concat(strings.Split(confirm, "\n"), strings.Split(boxes, "\n"))
	const button = 1
	gaps := 2
	if len(warnings) > 0 {
		gaps++
	}
	lines := bubble.Frame{Look: e.Style.Warn}.Draw(facts(e, ends, w-bubble.FrameCells), w)
	if len(lines)+len(warnings)+len(below)+gaps+button > e.Height { // there is no room for a frame
		lines = facts(e, ends, w)
	}
	air := len(lines)+len(warnings)+len(below)+gaps+button <= e.Height
	gap := func() {
		if air {
			lines = append(lines, "")
		}
	}
	if len(warnings) > 0 {
		gap()
	}
	lines = append(lines, warnings...)
	gap()
	cursor.Y += len(lines) + lipgloss.Height(confirm)
	lines = append(lines, below...)
	gap()
	p.Body, p.Cursor = strings.Join(append(lines, e.Button(e.Say("deregister.button"), d.right, w)), "\n"), cursor
	return p
}

// warnings are what Meta has counted or refused before, where that is near its limit.
func (d *deregisterPage) warnings(e *page.Env, w int) []string {
	var lines []string
	if spent := strings.Trim(e.Spent(api.Deregister, "", w), "\n"); spent != "" {
		lines = strings.Split(spent, "\n")
	}
	for _, word := range []string{e.Together(api.Deregister), e.Refused()} {
		if word != "" {
			lines = append(lines, e.Mind(word, w)...)
		}
	}
	return lines
}

// settling is the page while the number itself is asked whether it is off, since no clear
// answer came.
func (d *deregisterPage) settling(e *page.Env, p page.View, w int) page.View {
	st := e.Style
	p.Title, p.Intro = e.Say("deregister.settling.title"), e.Say("deregister.settling.lead")
	mark, step := "●", e.Say("deregister.settling.unknown")
	if e.Flow.Busy() || e.Flow.Looking {
		mark, step = e.Spinner(), e.Say("deregister.settling.asking")
	}
	lines := []string{
		st.Text.Render("✓ " + bubble.Fit(e.Say("deregister.settling.sent"), w-2)),
		st.Focus.Render(mark+" ") + st.Text.Render(bubble.Fit(step, w-2)),
	}
	if !e.Flow.Busy() { // else Enter does nothing
		lines = append(lines, "", e.LookAgain(w))
	}
	p.Body = strings.Join(lines, "\n")
	return p
}

// region says what becomes of the storage region.
func (d *deregisterPage) region(e *page.Env) string {
	switch region := e.Flow.Settings.Storage.Localized(); {
	case e.Flow.Settings.Storage == nil:
		return e.Storage()
	case region == "":
		return e.Say("region.none")
	default:
		return e.Say("deregister.region", "Region", e.Region(region))
	}
}

// nothingToDo is the words of why there is nothing to take off.
func (d *deregisterPage) nothingToDo(e *page.Env) string {
	if e.Flow.Number.OnBusinessApp {
		return "deregister.shared"
	}
	return "deregister.nothing"
}

// nothing says why there is nothing to take off.
func (d *deregisterPage) nothing(e *page.Env, p page.View, w int) page.View {
	k := d.nothingToDo(e)
	p.Title, p.Intro = e.Say(k+".title"), ""
	lines := append(facts(e, numberRows(e), w), "")
	lines = append(append(lines, bubble.Lines(e.Style.Text, e.Say(k+".text"), w)...), "")
	p.Focus = len(lines)
	p.Body = strings.Join(append(lines, bubble.Button(e.Style, e.Say("deregister.page"), "", true, w)), "\n")
	return p
}

func (d *deregisterPage) Keys(e *page.Env) page.Keys {
	switch {
	case e.Flow.Settle.Err != nil:
		return page.Keys{e.Bind("enter", "check_again")}
	case !flows.TakesOff(e.Flow.Number):
		return page.Keys{e.Bind("enter", "page"), e.Bind("ctrl+l", "reload")}
	}
	keys := page.Keys{e.Bind("0-9", "type"), e.Bind("ctrl+g", "guide")}
	if d.right {
		keys = append(page.Keys{e.Bind("enter", "deregister")}, keys...)
	}
	return keys
}

func (d *deregisterPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.Deregister)
	t.Guide, t.Boxes = "deregister", true
	if e.Flow.Settle.Err != nil {
		t.Guide, t.Why = "", e.Say("deregister.settling.why")
		t.OwnWait, t.OwnFacts = true, true // a step of it turns, and the stage is the one before
	}
	t.Waits, t.Ticks = e.Flow.Settle.Err != nil, e.IsClosed(api.Deregister)
	t.Departure.Done, t.Departure.Changes = !e.Flow.Number.Status.Registered(), true // it is off already
	if e.Flow.Settle.Err == nil && !flows.TakesOff(e.Flow.Number) {
		t.Why = e.Say(d.nothingToDo(e) + ".why")
	}
	if d.right {
		t.OnEnter = page.Do(flows.DeregisterAsked{})
	}
	return t
}
