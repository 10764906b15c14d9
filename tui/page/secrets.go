package page

import (
	tea "charm.land/bubbletea/v2"

	"dialtone/tui/bubble"
)

// Secrets are asked for in a few places that hide them. In any other field one is
// misplaced: it would be drawn, kept, and sent on as a name or an id. So it is
// taken out before the next frame, and the page says where it belongs.

// LongestText is how long a burst or a paste can be: longer than any field takes.
const LongestText = 64 << 10

// Field is a text that somebody is typing, and how to put another in its place.
type Field struct {
	Text  string
	Set   func(string) tea.Cmd
	Phone bool // it takes a phone number, in which any six digits may stand
}

// Takes is which secrets a page asks for just now.
type Takes uint8

const (
	TakesNone Takes = iota
	TakesSix        // a PIN or a code
	TakesAny        // tokens and backups
)

// InputField lets a field of any kind be looked through.
func InputField(in interface {
	Value() string
	SetValue(string)
}) Field {
	return Field{Text: in.Value(), Set: func(text string) tea.Cmd {
		in.SetValue(text)
		return nil
	}}
}

// NumberField lets a field that takes a phone number be looked through.
func NumberField(in *PhoneField) Field {
	f := InputField(in)
	f.Phone = true
	return f
}

// PickerFields is the search of a list, if there is one.
func PickerFields(p *bubble.Picker) []Field {
	if p == nil {
		return nil
	}
	return []Field{InputField(p)}
}

// Whole is what stands in boxes that are full.
func Whole(d *bubble.Digits) []string {
	if !d.Full() {
		return nil
	}
	return []string{d.Value()}
}

// SecretKind names what a page can show; "" for nothing.
type SecretKind string

// What pages can show.
const (
	SecretPIN    SecretKind = "pin"
	SecretCode   SecretKind = "code"
	SecretNumber SecretKind = "number"
	SecretID     SecretKind = "message_id" // of a message: the recipient's number is in it
)
