package page

import (
	"strings"

	"charm.land/lipgloss/v2"

	"dialtone/tui/bubble"
	"dialtone/tui/theme"
)

// Options are lines of a menu. Each of them has a label and a note in the words that
// begin with of.
func Options[T ~string](e *Env, of string, lines []T) []bubble.Option {
	options := make([]bubble.Option, len(lines))
	for i, line := range lines {
		k := of + string(line)
		options[i] = bubble.Option{Label: e.Say(k + ".label"), Note: e.Say(k + ".note")}
	}
	return options
}

// MarkLook is the colour of what a mark stands before.
func (e *Env) MarkLook(mark string) theme.Look {
	switch mark {
	case "✓":
		return e.Style.Good
	case "!", "?":
		return e.Style.Warn
	case "×":
		return e.Style.Bad
	}
	return e.Style.Muted
}

// Known says what a value of Meta's means, in the words that begin with of. One that
// nobody knows stays as it came.
func (e *Env) Known(of, value string) string {
	if k := of + value; e.Words.Has(k) {
		return e.Say(k)
	}
	return Sanitize(value)
}

// Hang sets text behind a lead of a width: its further lines begin below its first one.
func Hang(look theme.Look, lead, text string, w int) string {
	indent := lipgloss.Width(lead)
	lines := Indent(Wrap(look, text, w-indent), indent)
	lines[0] = lead + lines[0][indent:]
	return strings.Join(lines, "\n")
}
