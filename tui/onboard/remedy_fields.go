package onboard

import (
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// dayField asks for the day of the last paid message. Empty means none lately.
type dayField struct {
	bubble.Field
	open bool // what is typed goes into it
}

// read is the day that was typed; zero for none.
func (d *dayField) read(e *page.Env) (time.Time, bool) {
	if strings.TrimSpace(d.Value()) == "" {
		return time.Time{}, true
	}
	day, err := eligibility.ParseDay(d.Value(), e.Now.Local())
	var wrong *eligibility.DayError
	if errors.As(err, &wrong) {
		d.Fault = e.Say("day." + string(wrong.Reason))
	}
	return day, err == nil
}

func (d dayField) view(e *page.Env, w int) (string, *tea.Cursor) {
	const widest = 24
	text, cursor := d.View(e.Style, min(widest, w-2))
	cursor.X++
	below := page.Wrap(e.Style.Muted, e.Say("remedy.paid.hint"), w)
	if d.Fault != "" {
		below = e.Fault(d.Fault, w)
	}
	return e.Style.Focus.Render("▏") + text + "\n" + below, cursor
}

// backupField asks whether there is a backup of the On-Premises client, and for
// its data and password. Both are hidden as they are typed.
type backupField struct {
	menu bubble.Menu
	open bool // the fields are shown
	at   int
	in   [2]bubble.Field
}

func newBackupField() backupField {
	b := backupField{}
	b.menu.Clear() // only the customer knows
	for i := range b.in {
		b.in[i] = bubble.NewField(page.LongestText)
		b.in[i].Mask(true)
	}
	return b
}

// choose moves between the two answers, and reports whether there was one to move
// to: beyond them are the steps.
func (b *backupField) choose(msg tea.Msg) bool {
	const answers = 2
	switch page.Pressed(msg) {
	case "down":
		return b.menu.At() < answers-1 && b.menu.Update(msg, answers)
	case "up":
		return b.menu.At() > 0 && b.menu.Update(msg, answers)
	}
	return false
}

func (b *backupField) update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	empty := func(i int) bool { return strings.TrimSpace(b.in[i].Value()) == "" }
	switch page.Pressed(msg) {
	case "esc":
		b.open = false
		return nil, nil
	case "enter":
		switch {
		case empty(b.at):
			b.in[b.at].Fault = e.Say("remedy.backup.empty")
			return nil, nil
		case b.at == 0, empty(0):
			b.at = 1 - b.at
			return nil, nil
		}
		data := strings.Join(strings.Fields(b.in[0].Value()), "") // its lines are no part of it
		password := strings.TrimSpace(b.in[1].Value())
		return page.Do(flows.BackupGiven{Data: api.NewSecret(data), Password: api.NewSecret(password)}), nil
	}
	if at, moved := bubble.Move(msg, b.at, len(b.in)); moved {
		b.at = at
		return nil, nil
	}
	return nil, b.in[b.at].Update(msg)
}

func (b backupField) view(e *page.Env, w int) (string, *tea.Cursor) {
	if !b.open {
		text, _ := b.menu.View(e.Style, []bubble.Option{{Label: e.Say("remedy.backup.have")}, {Label: e.Say("remedy.backup.none")}}, w, 0, "")
		return text, nil
	}
	var lines []string
	var cursor *tea.Cursor
	for i, k := range []string{"remedy.backup.data", "remedy.backup.password"} {
		look := e.Style.Muted
		if i == b.at {
			look = e.Style.Focus
		}
		lines = append(lines, look.Render(e.Say(k)))
		const widest = 48
		text, here := b.in[i].View(e.Style, min(widest, w-2))
		if i == b.at {
			here.X++
			here.Y += len(lines)
			cursor = here
		}
		lines = append(lines, look.Render("▏")+text)
	}
	if fault := b.in[b.at].Fault; fault != "" {
		lines = append(lines, e.Fault(fault, w))
	}
	return strings.Join(lines, "\n"), cursor
}

// countdown is a bar that fills until a moment, with the time that is left.
func countdown(e *page.Env, from, until time.Time, w int) string {
	label := e.Say("remedy.free", "Left", e.TimeLeft(until), "When", e.WaitOver(until))
	done := 0.0
	if whole := until.Sub(from); whole > 0 {
		done = 1 - float64(until.Sub(e.Now))/float64(whole)
	}
	return bubble.Bar(e.Style.Focus, e.Style.Muted, done, max(10, min(30, w))) + "\n" + e.Style.Text.Render(bubble.Fit(label, w))
}
