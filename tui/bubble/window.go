package bubble

import tea "charm.land/bubbletea/v2"

// Window is the visible part of a list of any length: it knows positions, not
// rows, so its cost does not grow with the list.
type Window struct {
	at, top int
}

// At is the position under the mark.
func (w *Window) At() int { return w.at }

// Set moves to a position.
func (w *Window) Set(at int) { w.at = max(0, at) }

// Update moves through size rows, height of which are visible, and reports
// whether the key was taken.
func (w *Window) Update(msg tea.Msg, size, height int) bool {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		switch msg.String() {
		case "up", "ctrl+p":
			w.at--
		case "down", "ctrl+n":
			w.at++
		case "pgup":
			w.at -= height
		case "pgdown":
			w.at += height
		case "home":
			w.at = 0
		case "end":
			w.at = size - 1
		default:
			return false
		}
	case tea.MouseWheelMsg:
		if msg.Button == tea.MouseWheelUp {
			w.at--
		} else {
			w.at++
		}
	default:
		return false
	}
	w.at = max(0, min(size-1, w.at))
	return true
}

// Range is the part of size rows that is visible in height rows.
func (w *Window) Range(size, height int) (from, to int) {
	w.at = max(0, min(w.at, size-1))
	w.top = min(w.top, w.at)
	w.top = max(w.top, w.at-height+1)
	w.top = max(0, min(w.top, size-height))
	return w.top, min(size, w.top+height)
}
