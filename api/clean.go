package api

import (
	"reflect"
	"strings"
	"unicode"

	"dialtone/api/pattern"
)

// escapes matches terminal control sequences.
var escapes = pattern.Of(`(?s)` +
	`(?:\x1b\[|\x{9b})[0-?]*[ -/]*[@-~]?|` + // CSI
	// OSC and the other string sequences, up to their terminator or to the end
	`(?:\x1b[\]PX^_]|[\x{9d}\x{90}\x{98}\x{9e}\x{9f}]).*?(?:\x07|\x1b\\|\x{9c}|$)|` +
	`\x1b[ -/]*[0-~]?`) // escapes of two bytes

// Clean makes text from the network safe to show, store and put into a report:
// terminal escape sequences, control characters, and characters that reorder
// or hide what stands beside them are taken out. Line breaks and tabs become
// blanks.
func Clean(text string) string {
	if strings.IndexFunc(text, unsafeRune) < 0 {
		return text
	}
	text = escapes().ReplaceAllString(text, "")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r == '\r', r == '\u2028', r == '\u2029':
			return ' '
		case unsafeRune(r):
			return -1
		}
		return r
	}, text)
}

func unsafeRune(r rune) bool {
	const zwnj, zwj = '\u200c', '\u200d' // needed by several scripts
	switch r {
	case zwnj, zwj:
		return false
	case '\u2028', '\u2029', unicode.ReplacementChar:
		return true
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

// cleanAll makes every string that v points to safe to show. [Clean] does it for texts
// and [request.scrub] for secrets. A string with a type of its own is an id or the like.
func (r request) cleanAll(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			r.cleanAll(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			switch f := v.Type().Field(i); {
			case !v.Field(i).CanSet():
			case f.Type.Kind() == reflect.String && strings.HasPrefix(f.Tag.Get("json"), "display_phone_number"):
				// The digits of a phone number are not taken for a PIN.
				v.Field(i).SetString(r.known.CutLong(Clean(v.Field(i).String())))
			default:
				r.cleanAll(v.Field(i))
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			r.cleanAll(v.Index(i))
		}
	case reflect.String:
		if v.CanSet() {
			switch s := v.String(); {
			case s == "":
			case v.Type() == reflect.TypeFor[string]():
				v.SetString(r.known.Cut(Clean(s)))
			default:
				v.SetString(r.known.CutLong(Clean(s)))
			}
		}
	}
}
