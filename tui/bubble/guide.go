package bubble

import (
	"image/color"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/tui/theme"
)

// Guide is a page of Markdown that is read in a pane, a part at a time. It is
// drawn anew only when the text, the room or the looks change.
type Guide struct {
	from   source
	lines  []string // the whole page
	scroll Scroller

	shown part // which part was drawn last
	view  string
}

// source is what a page is drawn from. The colour of its text tells the themes apart:
// styles cannot be compared.
type source struct {
	markdown string
	width    int
	text     color.Color
}

// part is which part of a page is in view.
type part struct {
	top, height int
	more        string
}

// Update takes the keys that turn the page and reports whether it took the
// message. A page that is in view as a whole takes none.
func (g *Guide) Update(msg tea.Msg) bool {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok || !g.Scrolls() || key.String() != "pgdown" && key.String() != "pgup" {
		return false
	}
	return g.scroll.Update(msg, max(1, g.scroll.Room()-1)) // one line of what was read stays in view
}

// Line takes the keys that turn the page by a line.
func (g *Guide) Line(msg tea.KeyPressMsg) bool {
	key := msg.String()
	return (key == "up" || key == "down") && g.scroll.Update(msg, 0)
}

// Scrolls reports whether the page is longer than its pane.
func (g Guide) Scrolls() bool { return g.scroll.Scrolls() }

// Fit lays a page out for a pane, with the word that says that it goes on below.
// Another text begins at its top; the same text in another width stays where it was
// read.
func (g *Guide) Fit(st theme.Styles, markdown string, width, height int, more string) {
	from := source{markdown, width, st.Text.GetForeground()}
	top := g.scroll.Top()
	if from != g.from {
		before := len(g.lines)
		g.lines = page(st, markdown, width)
		if markdown != g.from.markdown {
			top = 0
		} else if before > 0 {
			top = top * len(g.lines) / before
		}
		g.from, g.shown, g.view = from, part{}, ""
	}
	room := max(0, height)
	if len(g.lines) > room && height > 1 {
		room-- // for the marker
	}
	g.scroll.Reset()
	g.scroll.Fit(len(g.lines), room)
	g.scroll.Move(top)
	if shown := (part{g.scroll.Top(), height, more}); shown != g.shown {
		g.shown = shown
		g.view = g.draw(st)
	}
}

// draw puts the lines in view and the marker together.
func (g *Guide) draw(st theme.Styles) string {
	lines := slices.Clone(g.scroll.View(g.lines))
	switch {
	case len(g.lines) <= g.shown.height || g.shown.height <= 1:
	case g.scroll.Below() > 0:
		if n := len(lines); n > 1 && lines[n-2] == "" { // a heading goes with what it leads to: the next part begins with it
			lines[n-1] = ""
		}
		lines = append(lines, st.Muted.Render(Fit("↓ "+g.shown.more, g.from.width)))
	default:
		lines = append(lines, st.Muted.Render(Fit("↑", g.from.width)))
	}
	return strings.Join(lines, "\n")
}

// View is the part of the page that is read now: at most as many lines as fit, none
// wider than the pane and none filled up with blanks.
func (g Guide) View() string { return g.view }
