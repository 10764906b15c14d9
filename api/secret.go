package api

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"unique"

	"dialtone/api/mask"
)

// dots is what every way of printing a [Secret] shows.
const dots = mask.Dots

// Secret is a token, PIN or one-time code. Every way of printing it shows dots;
// the only way to the text is [Secret.Reveal], so a search for that name finds
// every place where a secret is used.
type Secret struct {
	// A handle, not a string: package fmt cannot call methods on an unexported
	// field of somebody's struct and prints what lies in it, which here is an
	// address. Two secrets of the same text are still equal.
	text unique.Handle[string]
}

// NewSecret wraps text.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{unique.Make(text)}
}

// Reveal returns the text itself, for the request that needs it.
func (s Secret) Reveal() string {
	if s.Empty() {
		return ""
	}
	return s.text.Value()
}

// Empty reports whether there is nothing to hide.
func (s Secret) Empty() bool { return s == Secret{} }

// Hint is what may be shown of a secret so that a person can tell two apart:
// its last four characters when it is long enough (24 or more) for them not to
// help anyone, otherwise dots alone. PINs and codes therefore never show a digit.
func (s Secret) Hint() string {
	const long, tail = 24, 4
	text := s.Reveal()
	if len(text) < long {
		return dots
	}
	return dots + text[len(text)-tail:]
}

// String implements [fmt.Stringer] with dots.
func (s Secret) String() string { return dots }

// GoString implements [fmt.GoStringer] with dots.
func (s Secret) GoString() string { return dots }

// Format implements [fmt.Formatter] with dots for every verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(dots)) }

// MarshalJSON writes dots. Requests carry a secret through [Secret.Reveal].
func (s Secret) MarshalJSON() ([]byte, error) { return json.Marshal(dots) }

// MarshalText writes dots, for every encoder that asks for text.
func (s Secret) MarshalText() ([]byte, error) { return []byte(dots), nil }

// LogValue implements [slog.LogValuer] with dots.
func (s Secret) LogValue() slog.Value { return slog.StringValue(dots) }
