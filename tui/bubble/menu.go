package bubble

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/tui/theme"
)

// Option is one line of a [Menu].
type Option struct {
	Label string
	Note  string // shown below the label, or beside it; one that begins with ! is to be minded
	Key   string // the letter that does it at once, in place of its number; "" for none
	Slim  bool   // it needs no frame: its note stands beside it
}

// Menu is a short list with one chosen line. Digits choose by position.
type Menu struct {
	at int
}

// At is the position of the chosen line; -1 while none is.
func (m *Menu) At() int { return m.at }

// Set moves to a line.
func (m *Menu) Set(at int) { m.at = max(0, at) }

// Clear chooses no line: what only somebody else can know is not proposed.
func (m *Menu) Clear() { m.at = -1 }

// Update moves through size lines and reports whether the key was taken.
func (m *Menu) Update(msg tea.Msg, size int) bool {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok || size == 0 {
		return false
	}
	switch s := key.String(); s {
	case "up", "ctrl+p", "shift+tab":
		m.at = (max(m.at, 0) + size - 1) % size
	case "down", "ctrl+n", "tab":
		m.at = (m.at + 1) % size
	case "home":
		m.at = 0
	case "end":
		m.at = size - 1
	default:
		if len(s) != 1 || s[0] < '1' || int(s[0]-'0') > size {
			return false
		}
		m.at = int(s[0] - '1')
	}
	return true
}

// View draws the options in width cells and, if it can be, in height lines; no frame
// moves anything as the choice moves. All of them have frames, a heavy one where the choice
// is, or none has one: then a heavy bar stands there. enter is what Enter does, set at the
// right of the chosen one. It returns the first line of the chosen option, so that a pane
// can keep it in view.
func (m *Menu) View(st theme.Styles, options []Option, width, height int, enter string) (string, int) {
	const widest = 62 // each cell of a frame costs bytes as the choice moves
	width = min(width, widest)
	inside := width - FrameCells
	blocks := make([][]string, len(options))
	framed, spaced := 0, len(options)-1
	for i, o := range options {
		blocks[i] = m.block(st, i, o, inside, enter)
		spaced += len(blocks[i])
		if o.Slim {
			framed++
			continue
		}
		framed += len(blocks[i]) + 2
	}
	switch {
	case framed <= height:
		return m.framed(st, options, blocks, width)
	case spaced <= height:
		return m.spaced(st, blocks)
	}
	return m.listed(st, options, width, height, enter)
}

// block is an option inside of its frame.
func (m *Menu) block(st theme.Styles, i int, o Option, w int, enter string) []string {
	look := st.Text
	if i == m.at {
		look = st.Focus
	}
	number := strconv.Itoa(i+1) + "  "
	switch {
	case o.Key != "":
		number = o.Key + "  "
	case i >= 9: // no key chooses it
		number = "   "
	}
	head := look.Render(number + Fit(o.Label, w-len(number)))
	if i == m.at && enter != "" {
		if space := w - lipgloss.Width(head) - ansi.StringWidth(enter); space >= 2 {
			head += strings.Repeat(" ", space) + st.Focus.Render(enter)
		}
	}
	lines := []string{head}
	if o.Note != "" {
		lines = append(lines, Beside(strings.Repeat(" ", len(number)), o.note(st, max(8, w-len(number))))...)
	}
	return lines
}

// note is the note of an option, folded to a width.
func (o Option) note(st theme.Styles, w int) []string {
	look := st.Muted
	if strings.HasPrefix(o.Note, "! ") {
		look = st.Warn
	}
	return Lines(look, o.Note, w)
}

// slim is an option in one line, with its note at the right.
func (m *Menu) slim(st theme.Styles, i int, o Option, width int) string {
	head := m.block(st, i, Option{Label: o.Label}, width-FrameCells, "")[0]
	if space := width - FrameCells - lipgloss.Width(head) - ansi.StringWidth(o.Note); space >= 2 {
		head += strings.Repeat(" ", space) + st.Muted.Render(o.Note)
	}
	return m.lead(st, i) + head
}

// framed gives each option a frame of its own, but for the slim ones.
func (m *Menu) framed(st theme.Styles, options []Option, blocks [][]string, width int) (string, int) {
	var lines []string
	focus := 0
	for i, block := range blocks {
		if options[i].Slim {
			if i == m.at {
				focus = len(lines)
			}
			lines = append(lines, m.slim(st, i, options[i], width))
			continue
		}
		f := Frame{Look: st.Frame}
		if i == m.at {
			f, focus = Frame{Heavy: true, Look: st.Focus}, len(lines)
		}
		lines = append(lines, f.Draw(block, width)...)
	}
	return strings.Join(lines, "\n"), focus
}

// spaced sets the options below each other with a blank line between them.
func (m *Menu) spaced(st theme.Styles, blocks [][]string) (string, int) {
	var lines []string
	focus := 0
	for i, block := range blocks {
		if i > 0 {
			lines = append(lines, "")
		}
		if i == m.at {
			focus = len(lines)
		}
		lines = append(lines, Beside(m.lead(st, i), block)...)
	}
	return strings.Join(lines, "\n"), focus
}

// lead is what stands before an option that has no frame.
func (m *Menu) lead(st theme.Styles, i int) string {
	if i == m.at {
		return st.Focus.Render("┃") + " "
	}
	return "  "
}

// listed sets the options below each other, with their notes where all of them fit and
// else with that of the chosen one at the end, where it moves nothing.
func (m *Menu) listed(st theme.Styles, options []Option, width, height int, enter string) (string, int) {
	notes := 0
	for i, o := range options {
		if o.Note != "" {
			notes += len(m.block(st, i, o, width-FrameCells, "")) - 1
		}
	}
	all := len(options)+notes <= height
	var lines []string
	focus := 0
	for i, o := range options {
		if !all {
			o.Note = ""
		}
		if i == m.at {
			focus = len(lines)
		}
		lines = append(lines, Beside(m.lead(st, i), m.block(st, i, o, width-FrameCells, enter))...)
	}
	if !all && m.at >= 0 && options[m.at].Note != "" {
		lines = append(append(lines, ""), Beside("  ", options[m.at].note(st, width-FrameCells))...)
	}
	return strings.Join(lines, "\n"), focus
}

// Fit cuts text to width cells, with an ellipsis where something was lost.
func Fit(text string, width int) string {
	if width <= 0 {
		return ""
	}
	return ansi.Truncate(text, width, "…")
}

// Pad cuts or fills text to exactly width cells.
func Pad(text string, width int) string {
	text = Fit(text, width)
	return text + strings.Repeat(" ", max(0, width-lipgloss.Width(text)))
}
