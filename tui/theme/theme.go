// Package theme holds the looks: one struct of styles, named by meaning, for a
// dark or a light background.
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// Background is what is known of the terminal's background.
type Background uint8

// The backgrounds. Until the terminal answered, styles keep to the terminal's
// own foreground, which is readable on either.
const (
	Unknown Background = iota
	Dark
	Light
)

// Styles are the looks of everything. Colour never says a thing alone: a mark
// or a word says it too.
type Styles struct {
	Brand   lipgloss.Style // the name of the program
	Badge   lipgloss.Style // SANDBOX
	Text    lipgloss.Style
	Strong  lipgloss.Style
	Title   lipgloss.Style // the question of a screen
	Muted   lipgloss.Style // what may be overlooked
	Rule    lipgloss.Style // lines
	Focus   lipgloss.Style // what the keys act on
	Good    lipgloss.Style
	Warn    lipgloss.Style
	Bad     lipgloss.Style
	Key     lipgloss.Style // a key in the key line
	Box     lipgloss.Style // a digit's box
	BoxHere lipgloss.Style // the box that the next digit goes into
	Button  lipgloss.Style // the one thing that Enter does, when it counts
	// Paper is dark ink on a light ground whatever the background, as a camera
	// wants it. Where the terminal's ink is light it is reversed, and so is right
	// without colours too; a background that is not known is most likely dark.
	Paper lipgloss.Style
}

// New builds the styles for a background.
func New(b Background) Styles {
	plain := lipgloss.NewStyle()
	if b == Unknown {
		box := plain.Border(lipgloss.RoundedBorder()).Padding(0, 1)
		return Styles{
			Brand: plain.Bold(true), Badge: plain.Reverse(true).Padding(0, 1), Text: plain,
			Strong: plain.Bold(true), Title: plain.Bold(true),
			Muted: plain, Rule: plain.Faint(true), Focus: plain.Bold(true), Good: plain, Warn: plain, Bad: plain, Key: plain.Bold(true),
			Box: box, BoxHere: box.Bold(true), Button: plain.Reverse(true).Padding(0, 2),
			Paper: plain.Reverse(true),
		}
	}
	pick := lipgloss.LightDark(b == Dark)
	c := func(light, dark string) color.Color { return pick(lipgloss.Color(light), lipgloss.Color(dark)) }
	var (
		accent = c("#0F766E", "#5EEAD4")
		good   = c("#15803D", "#86EFAC")
		warn   = c("#B45309", "#FCD34D")
		bad    = c("#B91C1C", "#FCA5A5")
		muted  = c("#52606D", "#9AA8BA")
		rule   = c("#CBD5E1", "#3F4D61")
		text   = c("#0F172A", "#E6EDF5")
		ground = c("#FFFFFF", "#0B1220")
	)
	black, white := lipgloss.Color("#000000"), lipgloss.Color("#FFFFFF")
	paper := plain.Foreground(black).Background(white)
	if b == Dark {
		paper = plain.Foreground(white).Background(black).Reverse(true)
	}
	box := plain.Border(lipgloss.RoundedBorder()).BorderForeground(rule).Foreground(text).Padding(0, 1)
	return Styles{
		Brand:   plain.Bold(true).Foreground(accent),
		Badge:   plain.Bold(true).Foreground(ground).Background(warn).Padding(0, 1),
		Text:    plain.Foreground(text),
		Strong:  plain.Bold(true).Foreground(text),
		Title:   plain.Bold(true).Foreground(text),
		Muted:   plain.Foreground(muted),
		Rule:    plain.Foreground(rule),
		Focus:   plain.Bold(true).Foreground(accent),
		Good:    plain.Foreground(good),
		Warn:    plain.Foreground(warn),
		Bad:     plain.Foreground(bad),
		Key:     plain.Bold(true).Foreground(accent),
		Box:     box,
		BoxHere: box.BorderForeground(accent),
		Button:  plain.Bold(true).Foreground(ground).Background(accent).Padding(0, 2),
		Paper:   paper,
	}
}
