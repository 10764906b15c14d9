package bubble

import tea "charm.land/bubbletea/v2"

// Scroller is the part of some lines that is in view where not all of them fit.
type Scroller struct{ top, lines, room int }

// Fit tells how many lines there are and how many of them fit.
func (s *Scroller) Fit(lines, room int) {
	s.lines, s.room = lines, max(0, room)
	s.Move(0)
}

// Move goes down by so many lines, or up where there is a minus.
func (s *Scroller) Move(by int) { s.top = max(0, min(s.top+by, s.lines-s.room)) }

// Reset goes back to the first line.
func (s *Scroller) Reset() { s.top = 0 }

// Update takes the keys that scroll, a page being so many lines, and reports whether
// it took the message.
func (s *Scroller) Update(msg tea.Msg, page int) bool {
	key, is := msg.(tea.KeyPressMsg)
	if !is {
		return false
	}
	switch key.String() {
	case "up":
		s.Move(-1)
	case "down":
		s.Move(1)
	case "pgup":
		s.Move(-page)
	case "pgdown":
		s.Move(page)
	case "home":
		s.Reset()
	case "end":
		s.Move(s.lines)
	default:
		return false
	}
	return true
}

// Scrolls reports whether there are more lines than fit.
func (s Scroller) Scrolls() bool { return s.lines > s.room }

// Top is the first line in view.
func (s Scroller) Top() int { return s.top }

// Room is how many lines fit.
func (s Scroller) Room() int { return s.room }

// Below is how many lines are below those in view.
func (s Scroller) Below() int { return max(0, s.lines-s.top-s.room) }

// View is the part of the lines that is in view.
func (s Scroller) View(lines []string) []string {
	end := min(len(lines), s.top+s.room)
	return lines[min(s.top, end):end:end]
}
