package phone

import "strings"

// A Graph id has 15 to 17 digits (seed 001, seed 002), and an ordinary phone number
// with its calling code has at most 13, so the number of digits tells them apart.
const (
	longestPhone   = 13 // bare digits
	longestGrouped = 14 // digits with separators between them
	shortestPhone  = 7
)

// LooksLikeNumber reports whether a text that was pasted in place of a Graph id is
// a phone number. People mix the two up often, and Graph's answer says little, so
// the mistake is worth catching before the call.
func LooksLikeNumber(s string) bool {
	if len(s) > maxInput {
		return false
	}
	text := Plain(s)
	rest, tel := strings.CutPrefix(strings.ToLower(text), "tel:")
	digits, plus, ok := dialled(strings.TrimSpace(rest))
	if !ok || digits == "" {
		return false
	}
	grouped := len(digits) < len(strings.TrimLeft(rest, " "))
	switch {
	case plus, tel:
		return true // no id has a plus
	case strings.HasPrefix(digits, "0"):
		return len(digits) >= shortestPhone // no id begins with zero
	case grouped:
		return len(digits) >= shortestPhone && len(digits) <= longestGrouped
	}
	return len(digits) <= longestPhone && isE164(digits)
}
