//go:build unix

package e2e

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// ambiguous stands characters of ambiguous width in for by some that are two cells wide:
// the emulator counts one for them, where terminals set up for Chinese or Japanese count two.
type ambiguous struct {
	on   bool
	rest []byte // the beginning of a character that is not all there yet
}

// beyond is how far the character that stands in for one is behind it: everything there is
// two cells wide.
const beyond = 0x20000

func (a *ambiguous) widen(p []byte) []byte {
	if !a.on {
		return p
	}
	p = append(a.rest, p...)
	a.rest = nil
	var b []byte
	for len(p) > 0 {
		r, n := utf8.DecodeRune(p)
		if r == utf8.RuneError && !utf8.FullRune(p) {
			a.rest = append([]byte(nil), p...)
			break
		}
		if isAmbiguous(r) {
			b = utf8.AppendRune(b, r+beyond)
		} else {
			b = append(b, p[:n]...)
		}
		p = p[n:]
	}
	return b
}

// narrow puts the characters back that were stood in for.
func (a *ambiguous) narrow(s string) string {
	if !a.on {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isAmbiguous(r - beyond) {
			return r - beyond
		}
		return r
	}, s)
}

func isAmbiguous(r rune) bool {
	return r >= 0 && r < beyond && width.LookupRune(r).Kind() == width.EastAsianAmbiguous
}
