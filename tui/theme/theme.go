// Package theme holds the looks: one struct of styles, named by meaning, for a
// dark or a light background, and the palette that they are made of.
package theme

import "charm.land/lipgloss/v2"

// Background is what is known of the terminal's background.
type Background uint8

// The backgrounds. Until the terminal answered, styles keep to the terminal's
// own foreground, which is readable on either.
const (
	Unknown Background = iota
	Dark
	Light
)

// Styles are the looks of everything. Colour never says a thing alone: a mark, a heavy
// frame or a word says it too.
type Styles struct {
	Brand   Look // the name of the program
	Badge   Look // SANDBOX
	Alert   Look // the badge of what is shown for a few seconds
	Text    Look
	Strong  Look // values
	Title   Look // what a page is about
	Muted   Look // labels, and what may be overlooked
	Dimmed  Look // a page below a card
	Rule    Look // lines that only decorate
	Frame   Look // frames of fields, boxes and panes
	Focus   Look // what Enter does, and where one is
	Good    Look // what was read back from Meta as true, and nothing else
	Warn    Look // what costs something, or needs care
	Bad     Look // what was refused, or cannot be
	Sandbox Look // what is simulated
	Key     Look // a key in the key line
	Button  Look // the inside of the one thing that Enter does
	// Paper is dark ink on a light ground whatever the background, as a camera
	// wants it. Where the terminal's ink is light it is reversed, and so is right
	// without colours too; a background that is not known is most likely dark.
	Paper Look
}

// New builds the styles for a background. few says that the terminal has sixteen colours
// or less.
func New(b Background, few bool) Styles {
	plain := NewLook(lipgloss.NewStyle())
	bold := plain.Bold(true)
	if b == Unknown {
		return Styles{
			Brand: bold, Badge: plain.Reverse(true), Alert: plain.Reverse(true), Text: plain, Strong: bold, Title: bold,
			Muted: plain, Dimmed: plain.Faint(true), Rule: plain.Faint(true), Frame: plain, Focus: bold, Good: plain, Warn: plain, Bad: plain, Sandbox: plain,
			Key: bold, Button: bold.Reverse(true), Paper: plain.Reverse(true),
		}
	}
	p := paletteFor(b, few)
	black, white := lipgloss.Color("#000000"), lipgloss.Color("#FFFFFF")
	paper := plain.Foreground(black).Background(white)
	if b == Dark {
		paper = plain.Foreground(white).Background(black).Reverse(true)
	}
	return Styles{
		Brand:   bold.Foreground(p.ink),
		Badge:   bold.Foreground(p.onFilled).Background(p.sandbox),
		Alert:   bold.Foreground(p.onFilled).Background(p.warn),
		Text:    plain.Foreground(p.body),
		Strong:  bold.Foreground(p.ink),
		Title:   bold.Foreground(p.ink),
		Muted:   plain.Foreground(p.muted),
		Dimmed:  plain.Foreground(p.muted),
		Rule:    plain.Foreground(p.hair),
		Frame:   plain.Foreground(p.frame),
		Focus:   bold.Foreground(p.accent),
		Good:    plain.Foreground(p.good),
		Warn:    plain.Foreground(p.warn),
		Bad:     plain.Foreground(p.stop),
		Sandbox: plain.Foreground(p.sandbox),
		Key:     bold.Foreground(p.ink),
		Button:  bold.Foreground(p.onFilled).Background(p.accent),
		Paper:   paper,
	}
}
