package page

import (
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// JobMenu draws a menu of jobs, a row for each. Their notes stand beside them, or, where
// there is no room for that, the one of the chosen job below all of them.
func (e *Env) JobMenu(m *bubble.Menu, all []flows.Job, w, room int) (string, int) {
	options := Options(e, "job.", all)
	label, note := 0, 0
	for _, o := range options {
		label, note = max(label, ansi.StringWidth(o.Label)), max(note, ansi.StringWidth(o.Note))
	}
	const lead, gap, below = 5, 2, 2 // the number, the gap between two columns, the note and a blank before it
	if lead+label+gap+note <= w && len(options) <= room {
		rows := make([]string, len(options))
		for i, o := range options {
			rows[i] = bubble.Pad(e.jobRow(m, i, o), lead+label+gap) + e.Style.Muted.Render(o.Note)
		}
		return strings.Join(rows, "\n"), m.At()
	}
	rows := make([]string, len(options))
	for i, o := range options {
		rows[i] = e.jobRow(m, i, o)
	}
	at := min(max(m.At(), 0), len(options)-1)
	focus := at
	if half := (len(rows) + 1) / 2; len(rows) > room-below && lead+label <= (w-gap)/2 {
		rows, focus = besideEachOther(rows, half, (w-gap)/2, gap), at%half
	}
	if len(rows) == len(options) && m.At() >= 0 {
		enter := e.EnterTo("open")
		rows[at] = bubble.Pad(rows[at], w-ansi.StringWidth(enter)) + e.Style.Focus.Render(enter)
	}
	if len(rows) <= room-below {
		rows = append(rows, "")
		for _, line := range bubble.Lines(e.Style.Muted, options[at].Note, w-lead) {
			rows = append(rows, strings.Repeat(" ", lead)+line)
		}
	}
	return strings.Join(rows, "\n"), focus
}

// jobRow is a job in a list, with the digit that chooses it.
func (e *Env) jobRow(m *bubble.Menu, i int, o bubble.Option) string {
	number := "   "
	if i < 9 {
		number = strconv.Itoa(i+1) + "  "
	}
	return e.Marked(i == m.At(), number+o.Label)
}

// besideEachOther sets the rows from half on beside the first ones.
func besideEachOther(rows []string, half, wide, gap int) []string {
	both := make([]string, half)
	for i := range both {
		both[i] = rows[i]
		if half+i < len(rows) {
			both[i] += strings.Repeat(" ", max(gap, wide+gap-lipgloss.Width(rows[i]))) + rows[half+i]
		}
	}
	return both
}

// EnterTo is the key that acts, with the word for what it does.
func (e *Env) EnterTo(word string) string { return "enter " + e.Say("key."+word) }

// Marked is a line of a list, with its mark where it stands under it.
func (e *Env) Marked(here bool, text string) string {
	if here {
		return e.Style.Focus.Render("┃ " + text)
	}
	return e.Style.Text.Render("  " + text)
}
