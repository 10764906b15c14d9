package mask

import (
	"regexp"
	"strings"
)

// HasToken reports whether a text holds a word in the form of one of Meta's
// access tokens, or the beginning of one while it is typed.
func HasToken(text string) bool { return Tokens(text) != text }

// Tokens puts dots in place of every word that has the form of a token.
func Tokens(text string) string {
	return word.ReplaceAllStringFunc(text, func(w string) string {
		if at := tokenIn(w); at >= 0 {
			return w[:at] + Dots
		}
		return w
	})
}

// word is what a token can be a part of.
var word = regexp.MustCompile(`[0-9A-Za-z_|\-]{9,}`)

var (
	// begins is how the tokens of users and system users begin, with enough behind
	// it for no name to look like it.
	begins = regexp.MustCompile(`(?:^|[_|\-])(EAA[0-9A-Za-z]{6,})`)
	folded = regexp.MustCompile(`(?:^|[_|\-])((?i:eaa)[0-9A-Za-z]{6,})`)
	// glued is one that something stands before, without a gap.
	glued = regexp.MustCompile(`(?i:eaa)[0-9A-Za-z]{16,}`)
	// ofApp is an app's token: its id and its secret.
	ofApp  = regexp.MustCompile(`[0-9]{8,}\|[0-9A-Za-z_\-]{8,}`)
	digits = regexp.MustCompile(`[0-9]+`)
	long   = regexp.MustCompile(`[0-9A-Za-z_\-]{32,}`)
	hexes  = regexp.MustCompile(`[0-9a-f]{32,}`)
)

// tokenIn is where a token begins in a word; -1 if there is none.
func tokenIn(w string) int {
	if at := begins.FindStringSubmatchIndex(w); at != nil {
		return at[2]
	}
	if at := folded.FindStringSubmatchIndex(w); at != nil && strings.ContainsAny(w[at[2]:], "0123456789") {
		return at[2]
	}
	if at := glued.FindStringIndex(w); at != nil && strings.ContainsAny(w[at[0]:], "0123456789") {
		return at[0]
	}
	if at := ofApp.FindStringIndex(w); at != nil {
		return at[0]
	}
	for _, at := range long.FindAllStringIndex(w, -1) {
		if drawn(w[at[0]:at[1]]) {
			return at[0]
		}
	}
	return -1
}

// drawn reports whether a long word looks drawn by lot: small and capital letters
// with digits in several places, or nothing but hexadecimal digits.
func drawn(w string) bool {
	mixed := strings.ToLower(w) != w && strings.ToUpper(w) != w
	return mixed && len(digits.FindAllString(w, 2)) > 1 || strings.ContainsAny(hexes.FindString(w), "abcdef") && strings.ContainsAny(hexes.FindString(w), "0123456789")
}
