package phone

import "strings"

// A Graph id has 15 to 17 digits (seed 001, seed 002), an ordinary phone number
// at most 13 with its calling code: between them there is room to tell.
const (
	longestPhone   = 13 // bare digits
	longestGrouped = 14 // digits with separators between them
	shortestPhone  = 7
)

// LooksLikePhoneNumber reports whether a text that was pasted where a Graph id
// belongs is a phone number instead. The two are mixed up so often, and Graph's
// answer to it says so little, that it is worth catching before the call.
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
