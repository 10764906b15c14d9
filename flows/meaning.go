package flows

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dialtone/api"
	"dialtone/assets"
)

// What an answer of Meta's says in words, where its code does not tell. Texts for people
// come in many languages.

// textOf is all that an answer says in words, in lower case: a line for each text, and
// what follows a "but" apart, since it is about something else.
func textOf(e *api.Error) string {
	text := strings.ToLower(strings.Join([]string{e.Message, e.UserTitle, e.UserMessage, e.Details}, "\n"))
	for _, but := range assets.Meaning("but") {
		text = strings.ReplaceAll(text, ", "+but+" ", "\n")
	}
	return text
}

// isSaid reports whether a text has the words that a row of the error table wants. Where
// it wants meanings, one sentence has all of them and none of those that take it back.
func isSaid(row assets.ErrorRow, text string) bool {
	if len(row.Says) == 0 && len(row.Unless) == 0 {
		return len(row.Text) == 0 || saysAny(row.Text, text)
	}
	for sentence := range sentences(text) {
		takenBack := slices.ContainsFunc(row.Unless, func(m string) bool { return means(sentence, m) })
		if (len(row.Text) == 0 || saysAny(row.Text, sentence)) && means(sentence, row.Says...) && !takenBack {
			return true
		}
	}
	return false
}

// means reports whether a text has a word of each meaning. Of what is claimed, such as that
// something is blocked, a word counts that no "not" stands before.
func means(text string, meanings ...string) bool {
	return !slices.ContainsFunc(meanings, func(m string) bool {
		claim := slices.Contains(assets.Meaning("claims"), m)
		return !slices.ContainsFunc(assets.Meaning(m), func(w string) bool {
			for at := range places(text, w) {
				if !claim || !isDenied(text[:at]) {
					return true
				}
			}
			return false
		})
	})
}

// isDenied reports whether what follows a text is denied by one of its last words.
func isDenied(before string) bool {
	const within = 3
	clause := before[strings.LastIndexAny(before, ",:;(")+1:]
	words := strings.Fields(clause)
	near := strings.Join(words[max(0, len(words)-within):], " ")
	return saysAny(assets.Meaning("not"), near)
}

func saysAny(words []string, text string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return says(text, w) })
}

// says reports whether a text has some words.
func says(text, words string) bool {
	for range places(text, words) {
		return true
	}
	return false
}

// places looks for whole words in a text in lower case: "pin" is not in "shipping". What
// ends in * may go on. Scripts without blanks have no whole words.
func places(text, words string) iter.Seq[int] {
	words, open := strings.CutSuffix(words, "*")
	first, _ := utf8.DecodeRuneInString(words)
	last, _ := utf8.DecodeLastRuneInString(words)
	return func(yield func(int) bool) {
		for rest := 0; ; {
			at := strings.Index(text[rest:], words)
			if at < 0 {
				return
			}
			from, to := rest+at, rest+at+len(words)
			before, _ := utf8.DecodeLastRuneInString(text[:from])
			after, _ := utf8.DecodeRuneInString(text[to:])
			whole := !joined(before, first) && (open || !joined(last, after))
			if whole && !yield(from) {
				return
			}
			rest = to
		}
	}
}

// joined reports whether two characters are of one word, or of one number.
func joined(a, b rune) bool {
	return spaced(a) && spaced(b) || unicode.IsDigit(a) && unicode.IsDigit(b)
}

// spaced reports whether a letter is of a script that puts blanks between words. Korean
// does too, but its words have endings, and those of Arabic and Hindi have beginnings.
func spaced(r rune) bool {
	return unicode.IsLetter(r) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Arabic, unicode.Devanagari)
}
