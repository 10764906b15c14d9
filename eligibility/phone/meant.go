package phone

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"
)

// The functions of this file read text that is almost a number. What they propose is
// the number that stands there: a guess that can be another person's is none.

// readText reads a number with or without a remark behind it.
func readText(text, region string) (Number, error) {
	if n, found, err := readBehind(text, region); found {
		return n, err
	}
	number, remark := cutRemark(text)
	if remark == "" {
		return readNumber(text, region)
	}
	n, err := readNumber(number, region)
	spelled := vanity(turnRound(unword(number))+remark, region)
	switch clear := isRemark(remark); {
	case err == nil && (clear || spelled.E164 == "" || spelled.E164 == n.E164):
		return n, nil
	case err == nil: // the word may be a part of a longer number
		return Number{}, refuse(ReasonLetters)
	case clear && spelled.E164 == "":
		return n, err
	}
	return readNumber(text, region)
}

// readNumber reads a number that has no remark behind it.
func readNumber(text, region string) (Number, error) {
	if n, found, err := readCounted(text, region); found {
		return n, err
	}
	text = turnRound(unword(text))
	digits, plus, ok := dialled(text)
	switch {
	case !ok && (strings.ContainsFunc(text, unicode.IsLetter) || strings.ContainsRune(text, '|')):
		n := spelled(text, region)
		n.Valid = false
		return n, refuse(ReasonLetters)
	case !ok, digits == "":
		return Number{}, refuse(ReasonNotANumber)
	}
	n, err := read(digits, plus, region)
	switch {
	case plus:
		return readPlus(text, digits, region, n, err)
	case err == nil && isAlsoForeign(text, digits, region, n):
		return Number{}, refuse(ReasonNoCountry)
	case err == nil:
		return n, nil
	}
	switch whole := withoutPlus(text, digits); faultOf(err) {
	case ReasonUnknownCountry, ReasonShortCode:
	case ReasonNotValid: // the country taken for granted does not have it
		if whole.E164 != "" {
			return whole, refuse(ReasonNoCountry)
		}
	default:
		return whole, err
	}
	return n, err
}

// cutRemark parts a number from what is written behind it, such as "(WhatsApp)" or "-
// Mary". What may be a part of the number is no remark: letters without a gap, letters
// that look like digits, and the word for an extension.
func cutRemark(text string) (number, remark string) {
	at := strings.LastIndexFunc(text, isDigit) + 1
	number, remark = text[:at], text[at:]
	first, _ := utf8.DecodeRuneInString(remark)
	switch letters := strings.Join(wordsOf(remark), ""); {
	case at == 0, letters == "", strings.ContainsAny(remark, "+@"), extends(remark):
	case first <= unicode.MaxASCII && unicode.IsLetter(first):
	case len(letters) <= fewLetters && strings.Trim(undisguise(letters), "01") == "":
	default:
		return number, remark
	}
	return text, ""
}

// wordsOf lists the words of a text in small letters.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
}

// extends reports whether a text holds the word for an extension.
func extends(text string) bool {
	return slices.ContainsFunc(wordsOf(text), func(word string) bool { return slices.Contains(extensionWords(), word) })
}

// isRemark reports whether what stands behind a number is surely no part of it: it is
// set apart by a sign, has no letters of a keypad, or says what kind of line it is.
func isRemark(text string) bool {
	text = strings.ToLower(text)
	inner := strings.TrimFunc(text, isOrnament)
	first, _ := utf8.DecodeRuneInString(inner)
	words := wordsOf(text)
	return strings.ContainsRune(openings+",;|/:", first) || strings.HasPrefix(inner, "- ") ||
		!strings.ContainsFunc(text, func(r rune) bool { return r <= unicode.MaxASCII && unicode.IsLetter(r) }) ||
		len(words) > 0 && slices.Contains(lineWords(), words[0])
}

// lineWords are the words that people put behind a number to say which line it is.
func lineWords() []string {
	return []string{
		"whatsapp", "wa", "mobile", "mob", "cell", "cellphone", "cellular", "phone", "tel", "fax", "work", "office", "home",
		"main", "direct", "business", "private", "personal", "landline", "handy", "mobil", "privat", "portable", "bureau",
		"celular", "cel", "movil", "móvil", "oficina", "casa", "trabajo", "fijo", "ufficio", "cellulare",
	}
}

// fewLetters is how many letters in a row can still be a slip of the finger or of a
// scanner; more are a word.
const fewLetters = 2

// undisguise puts digits in place of the letters that look like them: 0 for O and Q, 1 for
// l and I, also those of other alphabets.
func undisguise(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("OoQОоΟο", r):
			return '0'
		case strings.ContainsRune("lIi|ІіΙι", r):
			return '1'
		}
		return r
	}, text)
}

// spelled returns the number that a text with letters stands for, or the zero Number.
// Letters that look like digits are those digits, and only a word is dialled on the
// keypad: a stray letter there would make another person's number.
func spelled(text, region string) Number {
	if plain := undisguise(text); !strings.ContainsFunc(plain, unicode.IsLetter) {
		n, _ := readNumber(plain, region)
		return n
	}
	text = undisguiseBesideDigits(text)
	words := strings.FieldsFunc(text, isDigit)
	before := strings.IndexFunc(text, isDigit)
	if longestWord(text) <= fewLetters || slices.ContainsFunc(words, noWord) ||
		strings.ContainsFunc(text[:max(0, before)], unicode.IsLetter) {
		return Number{}
	}
	return vanity(text, region)
}

// noWord reports whether letters between digits are hardly dialled on a keypad: most of
// them look like digits, as in "SSS", or they keep a place, as in "XXXX".
func noWord(text string) bool {
	letters := strings.Join(wordsOf(text), "")
	alike := 0
	for _, r := range strings.Join(strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }), "") {
		if looksLikeDigit(r) {
			alike++
		}
	}
	return 2*alike > utf8.RuneCountInString(letters) || strings.Contains(letters, "xxx") ||
		utf8.RuneCountInString(letters) > 1 && strings.Trim(letters, letters[:1]) == ""
}

// looksLikeDigit reports whether a letter is easily written or read for a digit.
func looksLikeDigit(r rune) bool {
	return strings.ContainsRune("01", []rune(undisguise(string(r)))[0]) || strings.ContainsRune("SsBbZzGgqDT", r)
}

// allAlike reports whether every letter of a text looks like a digit.
func allAlike(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) && !looksLikeDigit(r) })
}

// undisguiseBesideDigits does so where a few letters touch a digit, as in "8OO-FLOWERS".
func undisguiseBesideDigits(text string) string {
	runes := []rune(text)
	isWord := func(r rune) bool { return unicode.IsLetter(r) || r == '|' }
	for from := 0; from < len(runes); from++ {
		if !isWord(runes[from]) {
			continue
		}
		to := from
		for to < len(runes) && isWord(runes[to]) {
			to++
		}
		beside := from > 0 && isDigit(runes[from-1]) || to < len(runes) && isDigit(runes[to])
		if word := undisguise(string(runes[from:to])); beside && to-from <= fewLetters && strings.Trim(word, "01") == "" {
			copy(runes[from:to], []rune(word))
		}
		from = to
	}
	return string(runes)
}

// longestWord returns the most letters that follow each other without a digit between.
func longestWord(text string) int {
	longest := 0
	for _, word := range strings.FieldsFunc(text, isDigit) {
		letters := 0
		for _, r := range word {
			if unicode.IsLetter(r) {
				letters++
			}
		}
		longest = max(longest, letters)
	}
	return longest
}

// withoutPlus returns the number that begins with its country code and lacks the plus,
// with Valid false, or the zero Number. A plan has to list it, or it has to be one that
// plans lack: see [lacksPlan]. Where the first group of
// digits ends in the middle of a group of that number, as in "659 223 4567", the digits
// are those of another country.
func withoutPlus(text, digits string) Number {
	n, err := parseInternational(digits)
	if faultOf(err) == ReasonNotValid && lacksPlan(n, digits) {
		n.Valid = true
	}
	if !n.Valid {
		return Number{}
	}
	code, first := callingCode(digits), digits
	gaps := gapsIn(text)
	if len(gaps) > 1 && gaps[0] == len(code) && len(code) == 1 { // a 1 or 7 alone tells little
		gaps = gaps[1:]
	}
	if len(gaps) > 0 {
		first = digits[:gaps[0]]
	}
	rest := strings.TrimPrefix(first, code)
	if code == mexico {
		rest = strings.TrimPrefix(rest, "1") // as it was written until 2019
	}
	const town = 3 // from so many digits on they are surely no area code of another country
	if first != digits && rest != "" && len(rest) < town && !endsGroup(n, len(code)+len(rest)) {
		return Number{}
	}
	n.Valid = false
	return n
}

// lacksPlan reports whether a number that no plan lists is surely the one that bare digits
// mean: a Brazilian mobile without its ninth digit, one of Meta's own 555 numbers, or one
// that is too long for a national number and is no mobile of another country.
func lacksPlan(n Number, digits string) bool {
	const longestNational = 11
	switch {
	case lacksNinth(n), n.CallingCode == 1 && strings.HasPrefix(n.National, "555"):
		return true
	case len(digits) <= longestNational, !strings.HasSuffix(digits, n.National):
		return false
	}
	for region := range phonenumbers.GetSupportedRegions() {
		if other, err := parseNational(digits, region); err == nil && other.Line == LineMobile {
			return false
		}
	}
	return true
}

// endsGroup reports whether so many digits of a number end a group, as it is written.
func endsGroup(n Number, count int) bool {
	written := n.International
	for _, r := range strings.TrimPrefix(written, "+") {
		switch {
		case isDigit(r):
			count--
		case count == 0:
			return true
		}
	}
	return count == 0
}
