package cli

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"

	"dialtone/tui/bubble"
	"dialtone/tui/theme"
)

// printBlocks returns what prints blocks of text with a blank line between two.
func (p *program) printBlocks() func(string) error {
	gap := ""
	return func(block string) error {
		_, err := fmt.Fprintln(p.masked(), gap+block)
		gap = "\n"
		return err
	}
}

// sheet draws text for people, in columns and folded to a width.
type sheet struct {
	*program
	look  theme.Styles
	width int
}

// newSheet is as wide as the terminal. Only a terminal gets styles, and none is
// asked for its colours: its answer could come when the shell is listening again.
func (p *program) newSheet() sheet {
	const most, least = 80, 30
	s := sheet{program: p, width: most}
	plain := p.env["NO_COLOR"] != "" || p.env[variable("no-color")] != "" || p.env["TERM"] == "dumb"
	if !plain && term.IsTerminal(p.stdout.Fd()) {
		s.look = theme.New(theme.Unknown, false)
		lipgloss.EnableLegacyWindowsANSI(p.stdout)
	}
	if columns, _, err := term.GetSize(p.stdout.Fd()); err == nil && columns > 0 {
		s.width = max(least, min(most, columns))
	}
	return s
}

// table sets rows in two columns; what does not fit beside the first is folded
// below itself.
func (s sheet) table(rows [][2]string, look lipgloss.Style) []string {
	widest := 0
	for _, r := range rows {
		widest = max(widest, ansi.StringWidth(r[0]))
	}
	lines := make([]string, len(rows))
	for i, r := range rows {
		lines[i] = strings.TrimRight(look.Render(bubble.Pad(r[0], widest))+"  "+s.hang(r[1], widest+2, s.look.Text), " ")
	}
	return lines
}

// hang folds text beside a margin that is drawn already.
func (s sheet) hang(text string, margin int, look lipgloss.Style) string {
	lines := strings.Split(bubble.Wrap(text, s.width-margin), "\n")
	for i, line := range lines {
		lines[i] = look.Render(line)
	}
	return strings.Join(lines, "\n"+strings.Repeat(" ", margin))
}
