package flows

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dialtone/api"
	"dialtone/assets"
)

// What an answer of Meta's says in words, where its code does not tell. Texts for people
// come in many languages.

// textOf is all that an answer says in words, in lower case.
func textOf(e *api.Error) string {
	return strings.ToLower(strings.Join([]string{e.Message, e.UserTitle, e.UserMessage, e.Details}, " "))
}

// isSaid reports whether a text has the words that a row of the error table wants.
func isSaid(row assets.ErrorRow, text string) bool {
	return (len(row.Text) == 0 || saysAny(row.Text, text)) && means(text, row.Says...)
}

// means reports whether a text has a word of each meaning.
func means(text string, meanings ...string) bool {
	return !slices.ContainsFunc(meanings, func(m string) bool { return !saysAny(assets.Meaning(m), text) })
}

func saysAny(words []string, text string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return says(text, w) })
}

// says looks for whole words in a text in lower case: "pin" is not in "shipping". What
// ends in * may go on. Scripts without blanks have no whole words.
func says(text, words string) bool {
	words, open := strings.CutSuffix(words, "*")
	first, _ := utf8.DecodeRuneInString(words)
	last, _ := utf8.DecodeLastRuneInString(words)
	for rest := 0; ; {
		at := strings.Index(text[rest:], words)
		if at < 0 {
			return false
		}
		from, to := rest+at, rest+at+len(words)
		before, _ := utf8.DecodeLastRuneInString(text[:from])
		after, _ := utf8.DecodeRuneInString(text[to:])
		if !(spaced(first) && spaced(before)) && (open || !(spaced(last) && spaced(after))) {
			return true
		}
		rest = to
	}
}

// spaced reports whether a letter is of a script that puts blanks between words. Korean
// does too, but its words have endings, and those of Arabic and Hindi have beginnings.
func spaced(r rune) bool {
	return unicode.IsLetter(r) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Arabic, unicode.Devanagari)
}
