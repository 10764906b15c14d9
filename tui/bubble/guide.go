package bubble

import (
	"image/color"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/tui/theme"
)

// Guide is a page of Markdown that is read in a pane, a part at a time. It
// keeps what it drew until the text, the room or the looks change: a frame of
// a page that stands still costs nothing.
type Guide struct {
	from  source
	lines []string // the whole page
	top   int      // the first line in view
	rows  int      // lines of the page in view, without the marker

	as   cut
	view string
}

// source is what a page is drawn from.
type source struct {
	markdown string
	width    int
	looks    looks
}

// looks are the colours of a page. Styles cannot be compared; their colours
// tell the themes apart.
type looks struct{ title, heading, text, strong, mark, rule color.Color }

func looksOf(st theme.Styles) looks {
	return looks{
		st.Title.GetForeground(), st.Focus.GetForeground(), st.Text.GetForeground(),
		st.Strong.GetForeground(), st.Muted.GetForeground(), st.Rule.GetForeground(),
	}
}

// cut is which part of a page is in view.
type cut struct {
	top, height int
	more        string
}

// Update takes the keys that turn the page and reports whether it took the
// message. A page that is in view as a whole takes none.
func (g *Guide) Update(msg tea.Msg) bool {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok || !g.Scrolls() {
		return false
	}
	by := max(1, g.rows-1) // one line of what was read stays in view
	switch key.String() {
	case "pgdown":
		g.top += by
	case "pgup":
		g.top -= by
	default:
		return false
	}
	g.clamp()
	return true
}

// Move turns the page by lines, down if by is positive.
func (g *Guide) Move(by int) {
	g.top += by
	g.clamp()
}

// Scrolls reports whether the page was longer than its pane when it was last
// drawn.
func (g *Guide) Scrolls() bool { return len(g.lines) > g.rows }

func (g *Guide) clamp() { g.top = max(0, min(g.top, len(g.lines)-g.rows)) }

// View draws the part of the page that is read now: at most height lines, none
// wider than width cells and none filled up with blanks. Where the page goes
// on below, the last line says so in the word that it is given. Another text
// begins at its top; the same text in another width stays where it was read.
func (g *Guide) View(st theme.Styles, markdown string, width, height int, more string) string {
	from := source{markdown, width, looksOf(st)}
	if from != g.from {
		before := len(g.lines)
		g.lines = page(st, markdown, width)
		if markdown != g.from.markdown {
			g.top = 0
		} else if before > 0 {
			g.top = g.top * len(g.lines) / before
		}
		g.from, g.as, g.view = from, cut{}, ""
	}
	g.rows = max(0, height)
	if len(g.lines) > g.rows && height > 1 {
		g.rows-- // for the marker
	}
	g.clamp()
	if as := (cut{g.top, height, more}); as != g.as {
		g.as, g.view = as, g.part(st, width, height, more)
	}
	return g.view
}

// part puts the lines in view and the marker together.
func (g *Guide) part(st theme.Styles, width, height int, more string) string {
	end := min(g.top+g.rows, len(g.lines))
	lines := g.lines[g.top:end:end]
	switch {
	case len(g.lines) <= height || height <= 1:
	case end < len(g.lines):
		lines = append(lines, st.Muted.Render(Fit("↓ "+more, width)))
	default:
		lines = append(lines, st.Muted.Render(Fit("↑", width)))
	}
	return strings.Join(lines, "\n")
}
