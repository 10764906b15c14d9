package bubble

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/tui/theme"
)

// Option is one line of a [Menu].
type Option struct {
	Label string
	Note  string // shown beside the label, or below it where there is no room
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

// View draws the options in width cells. It returns the first line of the
// chosen option, so that a pane can keep it in view.
func (m *Menu) View(st theme.Styles, options []Option, width int) (string, int) {
	label := 0
	for _, o := range options {
		label = max(label, ansi.StringWidth(o.Label))
	}
	const lead = 2
	beside := true
	for _, o := range options {
		beside = beside && lead+label+3+ansi.StringWidth(o.Note) <= width
	}
	var lines []string
	focus := 0
	for i, o := range options {
		mark, look := "  ", st.Text
		if i == m.at {
			mark, look, focus = "▸ ", st.Focus, len(lines)
		}
		head := look.Render(mark + Fit(o.Label, width-lead))
		switch {
		case o.Note == "":
			lines = append(lines, head)
		case beside:
			pad := strings.Repeat(" ", label-ansi.StringWidth(o.Label)+3)
			lines = append(lines, head+pad+st.Muted.Render(o.Note))
		default:
			lines = append(lines, head)
			lines = append(lines, Beside("    ", Lines(st.Muted, o.Note, max(8, width-lead-2)))...)
		}
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
