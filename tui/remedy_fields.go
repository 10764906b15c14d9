package tui

import (
	"errors"
	"strings"
	"time"

	"charm.land/bubbles/v2/progress"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// dayField asks for the day of the last paid message. Empty means none lately.
type dayField struct {
	input textinput.Model
	fault error
}

func newDayField() dayField {
	in := textinput.New()
	in.Prompt = ""
	in.SetVirtualCursor(false)
	in.CharLimit = 40
	return dayField{input: in}
}

func (d *dayField) focus() tea.Cmd { return d.input.Focus() }
func (d *dayField) blur()          { d.input.Blur() }
func (d *dayField) focused() bool  { return d.input.Focused() }

func (d *dayField) update(msg tea.Msg) tea.Cmd {
	before := d.input.Value()
	var cmd tea.Cmd
	d.input, cmd = d.input.Update(msg)
	if d.input.Value() != before {
		d.fault = nil
	}
	return cmd
}

// read is the day that was typed; zero for none.
func (d *dayField) read(e *env) (time.Time, bool) {
	if strings.TrimSpace(d.input.Value()) == "" {
		return time.Time{}, true
	}
	day, err := eligibility.ParseDay(d.input.Value(), e.now.Local())
	d.fault = err
	return day, err == nil
}

func (d *dayField) view(e *env, w int) (string, *tea.Cursor) {
	d.input.SetWidth(max(8, min(24, w-2)))
	lines := []string{e.style.Focus.Render("▏") + d.input.View()}
	var wrong *eligibility.DayError
	if errors.As(d.fault, &wrong) {
		lines = append(lines, e.fault(e.say("day."+string(wrong.Reason)), w))
	} else {
		for line := range strings.SplitSeq(bubble.Wrap(e.say("remedy.paid.hint"), w), "\n") {
			lines = append(lines, e.style.Muted.Render(line))
		}
	}
	cursor := d.input.Cursor()
	if cursor != nil {
		cursor.X++
	}
	return strings.Join(lines, "\n"), cursor
}

// backupField asks whether there is a backup of the On-Premises client, and for
// its data and password. Both are hidden as they are typed.
type backupField struct {
	menu  bubble.Menu
	open  bool // the fields are shown
	at    int
	in    [2]textinput.Model
	fault string
}

func newBackupField() backupField {
	b := backupField{}
	b.menu.Clear() // only the customer knows
	for i := range b.in {
		b.in[i] = textinput.New()
		b.in[i].Prompt = ""
		b.in[i].EchoMode = textinput.EchoPassword
		b.in[i].EchoCharacter = '•'
		b.in[i].SetVirtualCursor(false)
		b.in[i].CharLimit = longestText
	}
	return b
}

// choose moves between the two answers, and reports whether there was one to move
// to: beyond them are the steps.
func (b *backupField) choose(msg tea.Msg) bool {
	const answers = 2
	switch pressed(msg) {
	case "down":
		return b.menu.At() < answers-1 && b.menu.Update(msg, answers)
	case "up":
		return b.menu.At() > 0 && b.menu.Update(msg, answers)
	}
	return false
}

func (b *backupField) begin() tea.Cmd {
	b.open = true
	return b.turn(0)
}

func (b *backupField) blur() {
	b.open = false
	for i := range b.in {
		b.in[i].Blur()
	}
}

func (b *backupField) turn(at int) tea.Cmd {
	b.in[b.at].Blur()
	b.at = (at + len(b.in)) % len(b.in)
	return b.in[b.at].Focus()
}

func (b *backupField) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	switch pressed(msg) {
	case "esc":
		b.blur()
		return nil, nil
	case "up", "shift+tab":
		return nil, b.turn(b.at - 1)
	case "down", "tab":
		return nil, b.turn(b.at + 1)
	case "enter":
		switch {
		case strings.TrimSpace(b.in[b.at].Value()) == "":
			b.fault = e.say("remedy.backup.empty")
			return nil, nil
		case b.at == 0:
			return nil, b.turn(1)
		case strings.TrimSpace(b.in[0].Value()) == "":
			return nil, b.turn(0)
		}
		data, password := b.in[0].Value(), b.in[1].Value()
		return secretBackup(data, password), nil
	}
	before := b.in[b.at].Value()
	var cmd tea.Cmd
	b.in[b.at], cmd = b.in[b.at].Update(msg)
	if b.in[b.at].Value() != before {
		b.fault = ""
	}
	return nil, cmd
}

func (b *backupField) view(e *env, w int) (string, *tea.Cursor) {
	if !b.open {
		text, _ := b.menu.View(e.style, []bubble.Option{{Label: e.say("remedy.backup.have")}, {Label: e.say("remedy.backup.none")}}, w)
		return text, nil
	}
	var lines []string
	var cursor *tea.Cursor
	for i, k := range []string{"remedy.backup.data", "remedy.backup.password"} {
		look := e.style.Muted
		if i == b.at {
			look = e.style.Focus
		}
		lines = append(lines, look.Render(e.say(k)))
		b.in[i].SetWidth(max(8, min(48, w-2)))
		if i == b.at {
			if cursor = b.in[i].Cursor(); cursor != nil {
				cursor.X++
				cursor.Y += len(lines)
			}
		}
		lines = append(lines, look.Render("▏")+b.in[i].View())
	}
	if b.fault != "" {
		lines = append(lines, e.fault(b.fault, w))
	}
	return strings.Join(lines, "\n"), cursor
}

// countdown is a bar that fills until a moment, with the time that is left.
func countdown(e *env, from, until time.Time, w int) string {
	label := e.say("remedy.free", "Left", e.left(until), "When", e.wait(until))
	bar := progress.New(progress.WithWidth(max(10, min(30, w))), progress.WithoutPercentage(), progress.WithColors(e.style.Focus.GetForeground()))
	done := 0.0
	if whole := until.Sub(from); whole > 0 {
		done = 1 - float64(until.Sub(e.now))/float64(whole)
	}
	return bar.ViewAs(min(1, max(0, done))) + "\n" + e.style.Text.Render(bubble.Fit(label, w))
}
