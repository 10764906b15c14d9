package page

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// Confirm is the page before a call that counts: lines of which some lead back
// to their choice, and below them the button that sends.
type Confirm struct {
	at    int           // a line that can be changed, or the last one: the button
	Edits []flows.State // whose choice can be changed from here
	Sent  Action        // what the button is for
}

// ConfirmLine is a line of a page that is read before something is sent.
type ConfirmLine struct {
	Label, Value string
	Edit         flows.State // "" for a line that cannot be changed
}

func (p *Confirm) Enter(*Env) tea.Cmd {
	p.at = len(p.Edits)
	return nil
}

func (p *Confirm) Update(_ *Env, msg tea.Msg) (Action, tea.Cmd) {
	last := len(p.Edits)
	switch Pressed(msg) {
	case "esc":
		return Do(flows.BackAsked{}), nil
	case "up", "shift+tab":
		p.at = (p.at + last) % (last + 1)
	case "down", "tab":
		p.at = (p.at + 1) % (last + 1)
	case "ctrl+l":
		return Do(flows.ReloadAsked{}), nil
	case "enter":
		if p.at < last {
			return Do(flows.EditAsked{State: p.Edits[p.at]}), nil
		}
		return p.Sent, nil
	}
	return nil, nil
}

// Sends reports whether Enter would send.
func (p *Confirm) Sends() bool { return p.at == len(p.Edits) }

// OnEnter is what the button is for, where the mark stands at it.
func (p *Confirm) OnEnter() Action {
	if !p.Sends() {
		return nil
	}
	return p.Sent
}

// Rows draws the lines, and returns which one the mark stands at.
func (p *Confirm) Rows(e *Env, rows []ConfirmLine, w int) (lines []string, focus int) {
	label := 0
	for _, row := range rows {
		label = max(label, ansi.StringWidth(row.Label))
	}
	for _, row := range rows {
		mark, look := "  ", e.Style.Text
		if i := slices.Index(p.Edits, row.Edit); i >= 0 && i == p.at {
			mark, look, focus = "┃ ", e.Style.Focus, len(lines)
		}
		value := bubble.Lines(look, row.Value, max(8, w-label-4))
		lines = append(lines, look.Render(mark)+e.Style.Muted.Render(bubble.Pad(row.Label, label))+"  "+value[0])
		lines = append(lines, bubble.Beside(strings.Repeat(" ", label+4), value[1:])...)
	}
	return lines, focus
}

// Finish puts the button below what a page says, and makes it the pane's body.
// Until the page can have been read, a bar beside the button fills.
func (p *Confirm) Finish(e *Env, v *View, lines []string, button string, w int) {
	if p.Sends() {
		v.Focus = len(lines)
	}
	const tall = 3
	lines = append(lines, e.Button(button, p.Sends(), len(lines)+tall <= e.Height, w)...)
	v.Body = strings.Join(lines, "\n")
}

// Button is the one that sends: while the page cannot have been read, a bar beside it fills.
func (e *Env) Button(text string, lit, tall bool, w int) []string {
	beside := ""
	if lit && !e.Ready {
		const blocks = 4
		beside = e.Style.Muted.Render(e.Say("review.moment")) + " " +
			bubble.Blocks(e.Style.Focus, e.Style.Muted, int(e.Stood*blocks), blocks)
	}
	return bubble.Button(e.Style, text, beside, lit, tall, w)
}
