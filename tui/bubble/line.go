package bubble

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Line is a short text that is typed at its end only, such as a phone number that
// is hidden while it is typed. What is pasted takes the place of what was there.
type Line struct {
	Fault string // what is wrong with the text; a change clears it
	text  []rune
	limit int
	takes func(rune) bool
}

// NewLine returns an empty line that takes so many characters, of those that
// takes approves of.
func NewLine(limit int, takes func(rune) bool) Line { return Line{limit: limit, takes: takes} }

// Value is what was typed so far.
func (l *Line) Value() string { return string(l.text) }

// SetValue puts a text in place of what was typed.
func (l *Line) SetValue(text string) { l.text, l.Fault = []rune(text), "" }

// Update takes a key or a paste.
func (l *Line) Update(msg tea.Msg) {
	before := l.text
	switch msg := msg.(type) {
	case tea.PasteMsg:
		l.text = nil
		l.add(strings.TrimSpace(msg.Content))
	case tea.KeyPressMsg:
		switch msg.String() {
		case "backspace":
			l.text = l.text[:max(0, len(l.text)-1)]
		case "ctrl+u":
			l.text = nil
		default:
			l.add(msg.Text)
		}
	}
	if !slices.Equal(l.text, before) {
		l.Fault = ""
	}
}

// add puts characters behind the text as long as there is room.
func (l *Line) add(text string) {
	l.text = slices.Clone(l.text) // a copy of the line may hold the same characters
	for _, c := range text {
		if l.takes(c) && len(l.text) < l.limit {
			l.text = append(l.text, c)
		}
	}
}
