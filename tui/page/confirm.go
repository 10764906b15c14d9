package page

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// Confirm is the page before a call that counts: lines of which some lead back
// to their choice by a key of their own, and below them the button that sends.
type Confirm struct {
	Edits []flows.State // whose choice can be changed from here
	Sent  Action        // what the button is for
}

// ConfirmLine is a line of a page that is read before something is sent.
type ConfirmLine struct {
	Label, Value string
	Note         string      // a word on the value, at the right where there is room
	Brief        string      // in its place where there is no room
	Edit         flows.State // "" for a line that cannot be changed
	True         bool        // it was read back from Meta
	Short        bool        // one line, whatever the value: what is cut ends in an ellipsis
	Rule         bool        // nothing but a rule between the lines around it
}

// Enter implements [Page].
func (p *Confirm) Enter(*Env) tea.Cmd { return nil }

// Update implements [Page]: Enter is the button, wherever one has been.
func (p *Confirm) Update(_ *Env, msg tea.Msg) (Action, tea.Cmd) {
	switch key := Pressed(msg); key {
	case "esc":
		return Do(flows.BackAsked{}), nil
	case "ctrl+l":
		return Do(flows.ReloadAsked{}), nil
	case "enter":
		return p.Sent, nil
	default:
		for _, state := range p.Edits {
			if key == editKey(state) {
				return Do(flows.EditAsked{State: state}), nil
			}
		}
	}
	return nil, nil
}

// editKey is the key that leads back to a choice.
func editKey(to flows.State) string {
	switch to {
	case flows.ChoosePIN, flows.MovePIN:
		return "p"
	case flows.ChooseRegion, flows.MoveRegion:
		return "d"
	}
	return ""
}

// OnEnter is what the button is for.
func (p *Confirm) OnEnter() Action { return p.Sent }

// Rows draws the lines, each with the key that changes it at its end.
func (p *Confirm) Rows(e *Env, rows []ConfirmLine, w int) []string {
	label := 0
	for _, row := range rows {
		label = max(label, ansi.StringWidth(row.Label))
	}
	var lines []string
	for _, row := range rows {
		if row.Rule {
			lines = append(lines, e.Style.Rule.Render(strings.Repeat("╌", w)))
			continue
		}
		lines = append(lines, p.row(e, row, label, w)...)
	}
	return lines
}

// row is a line, folded where it has to be.
func (p *Confirm) row(e *Env, row ConfirmLine, label, w int) []string {
	const apart, beforeKey = 2, 4
	edit := ""
	if slices.Contains(p.Edits, row.Edit) {
		edit = strings.Repeat(" ", beforeKey) + e.Style.Key.Render(editKey(row.Edit)) + " " + e.Style.Muted.Render(e.Say("key.change"))
	}
	room := max(8, w-label-apart-lipgloss.Width(edit))
	note, beside := row.Note, ""
	const least = 2
	if row.Brief != "" && ansi.StringWidth(row.Value)+least+ansi.StringWidth(note) > room {
		note = row.Brief
	}
	if space := room - ansi.StringWidth(row.Value) - ansi.StringWidth(note); note != "" && space >= least {
		beside, note = strings.Repeat(" ", space)+e.Style.Muted.Render(note), ""
	}
	look := e.Style.Strong
	if row.True {
		look = e.Style.Good
	}
	value := []string{look.Render(bubble.Fit(row.Value, room))}
	if !row.Short {
		value = bubble.Lines(look, row.Value, room)
		if note != "" {
			value = append(value, bubble.Lines(e.Style.Muted, note, room)...)
		}
	}
	first := e.Style.Muted.Render(bubble.Pad(row.Label, label)) + strings.Repeat(" ", apart) + value[0] + beside
	if edit != "" {
		first = bubble.Pad(first, w-lipgloss.Width(edit)) + edit
	}
	return append([]string{first}, bubble.Beside(strings.Repeat(" ", label+apart), value[1:])...)
}

// Finish puts what Enter does, drawn as a button, below what a page says, and makes it the
// pane's body.
func (p *Confirm) Finish(e *Env, v *View, lines []string, button string) {
	if len(lines)+2 <= e.Height {
		lines = append(lines, "")
	}
	v.Focus = len(lines)
	v.Body = strings.Join(append(lines, button), "\n")
}

// Button is the one that sends: while the page cannot have been read, a bar beside it fills.
func (e *Env) Button(text string, lit bool, w int) string {
	beside := ""
	if lit && !e.Ready {
		const blocks = 4
		beside = e.Style.Muted.Render(e.Say("review.moment")) + " " +
			bubble.Blocks(e.Style.Focus, e.Style.Muted, int(e.Stood*blocks), blocks)
	}
	return bubble.Button(e.Style, text, beside, lit, w)
}
