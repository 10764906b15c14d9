package journal

import (
	"strings"
	"unicode"
)

const (
	clearDigits = 6   // digits of a display number that may be seen
	dottedDigit = 7   // the same for one that shows its dots: a calling code of three, and the last four
	dots        = "•" // stands for a hidden digit
	longestName = 100 // runes
)

// isDisplay reports whether a display number is safely masked.
func isDisplay(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsControl(r), unicode.IsLetter(r):
			return false
		}
	}
	return digits <= clearDigits || digits <= dottedDigit && strings.Contains(s, dots)
}

// isName reports whether a display name is none of a phone number's.
func isName(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			return true
		case unicode.IsDigit(r):
			digits++
		}
	}
	return digits <= clearDigits
}

// isID reports whether a text can be an id of the Graph API. One is all digits;
// a phone number with its plus is none.
func isID(s string) bool {
	return len(s) <= 64 && strings.Trim(s, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-") == ""
}

// isPlace reports whether a text can be a host, with or without a port.
func isPlace(s string) bool {
	return s != "" && len(s) <= 255 && strings.Trim(s, "0123456789abcdefghijklmnopqrstuvwxyz.:-_[]") == ""
}

// isWord reports whether a text can be the name of a state, a call or an end.
// It has no digits, so that it cannot hide a code.
func isWord(s string) bool {
	return s != "" && len(s) <= 40 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-.") == ""
}

// isGoal reports whether a text can be what a session is for: nothing, or words
// with colons between them. It has no digits, so that it cannot hide a code.
func isGoal(s string) bool { return s == "" || isWord(strings.ReplaceAll(s, ":", "-")) }

// isFacts reports whether a text can be how a number read: words, without a digit.
func isFacts(s string) bool {
	return len(s) <= 200 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_= ") == ""
}

// clean makes a name fit to be stored and shown: printable, valid and short.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == unicode.ReplacementChar:
			return -1
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = strings.TrimSpace(s)
	if runes := []rune(s); len(runes) > longestName {
		s = strings.TrimSpace(string(runes[:longestName]))
	}
	return s
}
