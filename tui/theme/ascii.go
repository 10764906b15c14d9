package theme

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// ASCII returns what puts a sign of ASCII, as wide as it was, in place of every mark, line
// and typographic sign: for a terminal whose locale has no others. Letters stay what they
// are: of names that people have typed, and of languages that cannot be written otherwise.
func ASCII() func(string) string {
	signs := map[rune]string{'\u00a0': " ", '\u2011': "-", '✓': "+", '▰': "#", '▱': "-", '░': ".", '−': "-", '‹': "<", '≥': ">", '≤': "<", '≈': "~", '⋯': ".", '╌': "-", '▬': "=", '✆': "T", '✉': "@", '▀': "'"}
	for sign, marks := range narrowMarks() {
		for _, mark := range marks {
			if _, own := signs[mark]; !own {
				signs[mark] = sign
			}
		}
	}
	const turn = `|/-\`
	return func(text string) string {
		var b strings.Builder
		for _, r := range text {
			switch sign, known := signs[r]; {
			case r <= unicode.MaxASCII:
				b.WriteRune(r)
			case known:
				b.WriteString(sign)
			case unicode.In(r, unicode.Braille): // the spinner
				b.WriteByte(turn[(r>>1)%4])
			case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsNumber(r), isWideText(r):
				b.WriteRune(r)
			default:
				b.WriteString(strings.Repeat("?", ansi.StringWidth(string(r))))
			}
		}
		return b.String()
	}
}

// isWideText reports whether a sign belongs to the text of a language with wide letters.
func isWideText(r rune) bool { return r >= 0x3000 && r <= 0x30ff || r >= 0xff00 && r <= 0xffef }
