package page

import (
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// JobMenu draws a menu of jobs.
func (e *Env) JobMenu(m *bubble.Menu, all []flows.Job, w, room int) (string, int) {
	return m.View(e.Style, Options(e, "job.", all), w, room, e.EnterTo("open"))
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
