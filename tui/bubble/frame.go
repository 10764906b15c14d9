package bubble

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/tui/theme"
)

// Frame is a box around lines. A light one can be read; a heavy one is where Enter acts.
type Frame struct {
	Title  Label // in the upper edge at the left
	Corner Label // in the upper edge at the right
	Foot   Label // in the lower edge
	Heavy  bool
	Look   theme.Look // of the edges
}

// Label is a text in the edge of a frame.
type Label struct {
	Text string
	Look theme.Look
}

// FrameCells is what a frame takes of a width: edges, and a blank inside each.
const FrameCells = 4

// Draw sets lines into a frame that is w cells wide. A line that is too long is cut.
func (f Frame) Draw(lines []string, w int) []string {
	h, v, corners := "─", "│", [4]string{"╭", "╮", "╰", "╯"}
	if f.Heavy {
		h, v, corners = "━", "┃", [4]string{"┏", "┓", "┗", "┛"}
	}
	all := make([]string, 0, len(lines)+2)
	all = append(all, f.edge(corners[0], h, corners[1], f.Title, f.Corner, w))
	left, right := f.Look.Render(v)+" ", " "+f.Look.Render(v)
	for _, line := range lines {
		all = append(all, left+Pad(line, w-FrameCells)+right)
	}
	return append(all, f.edge(corners[2], h, corners[3], f.Foot, Label{}, w))
}

// edge is the upper or the lower edge, with the texts that stand in it.
func (f Frame) edge(left, h, right string, begin, end Label, w int) string {
	const around = 2 // blanks around a text
	room := w - 4    // corners, and a piece of the edge beside each
	cells := func(l Label) int {
		if l.Text == "" {
			return 0
		}
		return ansi.StringWidth(l.Text) + around
	}
	text := func(l Label) string {
		if l.Text == "" {
			return ""
		}
		return " " + l.Look.Render(l.Text) + " "
	}
	if cells(end) > room/2 {
		end = Label{}
	}
	if begin.Text = Fit(begin.Text, room-cells(end)-around); begin.Text == "" && end.Text == "" {
		return f.Look.Render(left + strings.Repeat(h, w-2) + right)
	}
	fill := strings.Repeat(h, max(0, room-cells(begin)-cells(end)))
	return f.Look.Render(left+h) + text(begin) + f.Look.Render(fill) + text(end) + f.Look.Render(h+right)
}

// Panel is a light frame with a heading, for what stands beside a page.
func Panel(st theme.Styles, heading string, lines []string, w int) []string {
	return Frame{Title: Label{heading, st.Muted.Bold(true)}, Look: st.Frame}.Draw(lines, w)
}

// Button is what Enter does, in one line: lit it is filled, with an edge at either end that
// carries it where there is no colour; else it stands in brackets. beside stands at its right.
func Button(st theme.Styles, text, beside string, lit bool, w int) string {
	const ends = 4
	text = " " + Fit(text, w-ends) + " "
	row := st.Muted.Render("[" + text + "]")
	if lit {
		row = st.Focus.Render("▐") + st.Button.Render(text) + st.Focus.Render("▌")
	}
	if beside != "" && lipgloss.Width(row)+2+lipgloss.Width(beside) <= w {
		row += "  " + beside
	}
	return row
}

// Bar is a part of a whole from 0 to 1, as a line of w cells.
func Bar(full, rest theme.Look, part float64, w int) string {
	n := max(0, min(w, int(part*float64(w)+0.5)))
	return full.Render(strings.Repeat("━", n)) + rest.Render(strings.Repeat("─", w-n))
}

// Blocks is a part of a few steps, as a bar that fills.
func Blocks(full, rest theme.Look, n, of int) string {
	n = max(0, min(n, of))
	return full.Render(strings.Repeat("▰", n)) + rest.Render(strings.Repeat("▱", of-n))
}

// Pips is a count out of a few, a dot each.
func Pips(full, rest theme.Look, n, of int) string {
	n = max(0, min(n, of))
	return full.Render(strings.Repeat("●", n)) + rest.Render(strings.Repeat("○", of-n))
}
