package mask

import (
	"strings"

	"dialtone/api/pattern"
)

// HasToken reports whether a text that somebody gives holds a token, or the
// beginning of one while it is typed: see [Typed].
func HasToken(text string) bool {
	text = strings.Map(func(r rune) rune {
		if Hidden(r) {
			return -1
		}
		return r
	}, text)
	return Typed(text) != text
}

// Tokens puts dots in place of every word that has the form of a token. It is for
// texts of others, where hiding a word too many does no harm.
func Tokens(text string) string {
	return word().ReplaceAllStringFunc(text, func(w string) string { return cut(w, true) })
}

// Typed is Tokens for a text that an operator gives. Addresses and the names of files
// hold words that look random, so such a word is a token only where it stands alone.
func Typed(text string) string {
	return blanked().ReplaceAllStringFunc(text, func(piece string) string {
		return word().ReplaceAllStringFunc(piece, func(w string) string {
			alone := w == piece && !strings.ContainsAny(w, "_-|")
			return cut(w, alone)
		})
	})
}

// cut puts dots in place of the token in a word.
func cut(w string, lots bool) string {
	if at := tokenIn(w); at >= 0 {
		return w[:at] + Dots
	}
	if lots {
		for _, at := range long().FindAllStringIndex(w, -1) {
			if drawn(w[at[0]:at[1]]) {
				return w[:at[0]] + Dots
			}
		}
	}
	return w
}

var (
	// word matches a word that can hold a token.
	word = pattern.Of(`[0-9A-Za-z_|\-]{9,}`)
	// blanked matches a text between blanks.
	blanked = pattern.Of(`[^\s\x{85}\p{Z}]+`)
)

var (
	// begins matches the beginning of the tokens of users and system users. It is long
	// enough that no name looks like it.
	begins = pattern.Of(`(?:^|[_|\-0-9])(EAA[0-9A-Za-z]{6,})`)
	folded = pattern.Of(`(?:^|[_|\-])((?i:eaa)[0-9A-Za-z]{6,})`)
	inside = pattern.Of(`EAA[0-9A-Za-z]{6,}`)
	// glued matches a token that follows other letters without a gap.
	glued = pattern.Of(`(?i:eaa)[0-9A-Za-z]{16,}`)
	// ofApp matches the token of an app: its id and its secret.
	ofApp = pattern.Of(`[0-9]{8,}\|[0-9A-Za-z_\-]{8,}`)
	// related matches the tokens of Instagram and Threads.
	related = pattern.Of(`(?:IG|TH)(?:QV|QW|AA)[0-9A-Za-z_\-]{20,}`)
	digits  = pattern.Of(`[0-9]+`)
	long    = pattern.Of(`[0-9A-Za-z]{32,}`)
	hexes   = pattern.Of(`[0-9a-f]{32,}`)
)

// tokenIn returns where a token of a known form begins in a word, or -1.
func tokenIn(w string) int {
	if at := begins().FindStringSubmatchIndex(w); at != nil {
		return at[2]
	}
	if at := folded().FindStringSubmatchIndex(w); at != nil && strings.ContainsAny(w[at[2]:], "0123456789") {
		return at[2]
	}
	if at := inside().FindStringIndex(w); at != nil {
		rest := w[at[0]+len("EAA") : at[1]]
		bothCases := strings.ToUpper(rest) != rest && strings.ToLower(rest) != rest
		before := w[at[0]-1 : at[0]] // something stands there: [begins] did not match
		if mixed(w[at[0]:at[1]]) || bothCases && strings.ToLower(before) == before {
			return at[0]
		}
	}
	if at := glued().FindStringIndex(w); at != nil && strings.ContainsAny(w[at[0]:], "0123456789") {
		return at[0]
	}
	if at := ofApp().FindStringIndex(w); at != nil {
		return at[0]
	}
	if at := related().FindStringIndex(w); at != nil && mixed(w[at[0]:at[1]]) {
		return at[0]
	}
	return -1
}

// mixed reports whether a word has small and capital letters and digits.
func mixed(w string) bool {
	return strings.ToLower(w) != w && strings.ToUpper(w) != w && strings.ContainsAny(w, "0123456789")
}

// drawn reports whether a long word looks random: it has small and capital letters
// with digits in several places, or a long row of hexadecimal digits.
func drawn(w string) bool {
	if mixed(w) && len(digits().FindAllString(w, 2)) > 1 {
		return true
	}
	hex := hexes().FindString(w)
	return strings.ContainsAny(hex, "abcdef") && strings.ContainsAny(hex, "0123456789")
}
