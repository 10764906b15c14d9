package theme

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
)

// Look is a style of characters: colours, weight, and whether they are reversed. Its escape
// sequences are made once, when the style is: a frame is drawn from hundreds of pieces of text.
type Look struct {
	lipgloss.Style
	on, off string
}

// NewLook makes a look of a style that has neither width nor margins nor borders.
func NewLook(style lipgloss.Style) Look {
	on, off, _ := strings.Cut(style.Render("x"), "x")
	return Look{Style: style, on: on, off: off}
}

// Render sets a text in the look.
func (l Look) Render(text string) string {
	if text == "" || strings.ContainsAny(text, "\n\r\t\x1b") { // lines are set one by one, and styles within a text are taken up again
		return l.Style.Render(text)
	}
	return l.on + text + l.off
}

// Bold is the look in bold.
func (l Look) Bold(on bool) Look { return NewLook(l.Style.Bold(on)) }

// Reverse is the look with its two colours exchanged.
func (l Look) Reverse(on bool) Look { return NewLook(l.Style.Reverse(on)) }

// Faint is the look with less contrast.
func (l Look) Faint(on bool) Look { return NewLook(l.Style.Faint(on)) }

// Foreground is the look in another colour.
func (l Look) Foreground(c color.Color) Look { return NewLook(l.Style.Foreground(c)) }

// Background is the look on another ground.
func (l Look) Background(c color.Color) Look { return NewLook(l.Style.Background(c)) }
