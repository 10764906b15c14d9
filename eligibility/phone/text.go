package phone

import (
	"strings"
	"unicode"

	"dialtone/api/mask"
)

// maxInput is the longest text, in bytes, that is read as a phone number. It is
// the library's own limit and keeps a pasted page away from its patterns.
const maxInput = 250

// Plain rewrites pasted text in the few characters that phone numbers are written
// in: ASCII digits and letters, and one kind each of space, hyphen, bracket, full
// stop and plus. It drops invisible characters, because contacts copied from a
// phone are wrapped in direction marks. It keeps all other characters.
func Plain(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if d, ok := mask.Digit(r); ok {
			b.WriteRune(d)
			continue
		}
		switch {
		case mask.Plus(r):
			b.WriteByte('+')
		case mask.Dash(r):
			b.WriteByte('-')
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me):
		case r >= '！' && r <= '～': // the full-width copy of ASCII
			b.WriteRune(r - '！' + '!')
		case strings.ContainsRune("·∙•‧⋅・･。｡", r):
			b.WriteByte('.')
		case strings.ContainsRune("【〔「『〈《", r):
			b.WriteByte('(')
		case strings.ContainsRune("】〕」』〉》", r):
			b.WriteByte(')')
		default:
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}

// isSeparator reports whether c may stand between the digits of a number that
// Plain has rewritten.
func isSeparator(c rune) bool {
	return strings.ContainsRune(" -.()[]/", c)
}

// isDigit reports whether c is an ASCII digit.
func isDigit(c rune) bool { return c >= '0' && c <= '9' }

// Digits returns the ASCII digits of s.
func Digits(s string) string {
	return strings.Map(func(r rune) rune {
		if isDigit(r) {
			return r
		}
		return -1
	}, s)
}

// dialled returns the digits of a text that Plain has rewritten, and whether a plus
// leads them. ok is false if the text holds anything but digits, separators and
// leading plus signs.
func dialled(text string) (digits string, plus, ok bool) {
	var b strings.Builder
	for _, r := range text {
		switch {
		case isDigit(r):
			b.WriteRune(r)
		case r == '+' && b.Len() == 0:
			plus = true
		case !isSeparator(r):
			return "", false, false
		}
	}
	return b.String(), plus, true
}
