package page

import (
	"strings"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// JobMenu draws a menu of jobs, with one note at a time where not all of them fit.
func (e *Env) JobMenu(m *bubble.Menu, all []flows.Job, w, room int) (string, int) {
	options := Options(e, "job.", all)
	menu, focus := m.View(e.Style, options, w)
	if strings.Count(menu, "\n") < room {
		return menu, focus
	}
	for i := range options {
		if i != m.At() {
			options[i].Note = ""
		}
	}
	return m.View(e.Style, options, w)
}

// Marked is a line of a list, with its mark where it stands under it.
func (e *Env) Marked(here bool, text string) string {
	if here {
		return e.Style.Focus.Render("▸ " + text)
	}
	return e.Style.Text.Render("  " + text)
}
