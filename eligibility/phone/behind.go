package phone

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dialtone/api/mask"
)

// The functions of this file read a number with digits behind it that are no part of it,
// such as "(2)", "(since 2021)" or "WhatsApp 24h". They run together with the number where
// its country has longer ones, so a number has to be complete without them.

// readBehind reads a number with digits behind it. It returns false if there are none, or
// if the number needs them.
func readBehind(text, region string) (n Number, found bool, err error) {
	number, remark := cutCount(text)
	if remark == "" {
		return Number{}, false, nil
	}
	n, err = readNumber(number, region)
	switch {
	case !isWhole(n, err) && region != "" && faultOf(err) == ReasonNoCountry: // it is two people's by itself
		return Number{}, true, err
	case !isWhole(n, err):
		return Number{}, false, nil
	}
	digits, worded := Digits(remark), strings.ContainsFunc(remark, unicode.IsLetter)
	switch two := len(numbersIn(remark)) > 0; {
	case two && worded:
		return Number{}, true, refuse(ReasonLetters)
	case two: // nobody knows which of them is meant
		return Number{}, true, refuse(ReasonBehind)
	}
	if worded {
		spelled := vanity(turnRound(unword(text)), region)
		switch {
		case isRemark(remark):
			return n, true, err
		case spelled.E164 != "" && spelled.E164 != n.E164:
			return Number{}, true, refuse(ReasonLetters)
		}
		n.Valid = false
		return n, true, refuse(ReasonLetters)
	}
	whole, wholeErr := readNumber(text, region)
	longer := isWhole(whole, wholeErr) && (wholeErr == nil || err != nil)
	first, _ := utf8.DecodeRuneInString(remark)
	if first == '-' && remark[1] != ' ' && (longer || err != nil) { // as people write the last digits
		return Number{}, false, nil
	}
	switch bracket := strings.ContainsRune(openings, first); {
	case bracket && (!longer || err == nil && len(digits) == 1 && digits != "0"):
		return n, true, err
	case longer:
		return Number{}, true, refuse(ReasonBehind)
	}
	n.Valid = false
	return n, true, refuse(ReasonBehind)
}

// isWhole reports whether a number was read to its end, listed or not, or lacks only its
// plus.
func isWhole(n Number, err error) bool {
	why := faultOf(err)
	return n.E164 != "" && (why == "" || why == ReasonNotValid || why == ReasonNoCountry)
}

// openings are the brackets that Plain leaves.
const openings = "([{<"

// inBrackets parts a number from digits in a bracket, behind which no more digits stand.
func inBrackets(text string) (number, remark string) {
	digit := strings.LastIndexFunc(text, isDigit)
	open := strings.LastIndexAny(text[:max(0, digit)], openings)
	if open < 0 || strings.ContainsAny(text[open:digit], ")]}>") {
		return text, ""
	}
	return partAt(text, open)
}

// afterSign parts a number from one or two digits behind a stroke or a hyphen, or behind
// another sign with blanks around it.
func afterSign(text string) (number, remark string) {
	const most = 2
	before := strings.TrimRightFunc(text, isDigit)
	sign := strings.TrimRight(before, " ")
	if count := len(text) - len(before); count == 0 || count > most || sign == "" {
		return text, ""
	}
	at := len(sign) - 1
	apart := sign != before && strings.HasSuffix(sign[:at], " ") // blanks stand around the sign
	if sign[at] == '/' || sign[at] == '-' && sign == before || apart && strings.ContainsRune("-|.", rune(sign[at])) {
		return partAt(text, at)
	}
	return text, ""
}

// partAt parts a text at a place, if a digit stands before it and blanks.
func partAt(text string, at int) (number, remark string) {
	number = strings.TrimRight(text[:at], " ")
	if number == "" || !isDigit(rune(number[len(number)-1])) {
		return text, ""
	}
	return number, text[at:]
}

// cutCount parts a number from what stands behind it and holds digits. The remark is empty
// if there is none.
func cutCount(text string) (number, remark string) {
	if number, remark = inBrackets(text); remark != "" {
		return number, remark
	}
	if number, remark = afterSign(text); remark != "" {
		return number, remark
	}
	digit := strings.IndexFunc(text, isDigit)
	if digit < 0 {
		return text, ""
	}
	letter := strings.IndexFunc(text[digit:], unicode.IsLetter)
	if letter < 0 {
		return text, ""
	}
	start := digit + letter
	if isDigit(rune(text[start-1])) { // "2nd line": the digits belong to the word
		start = strings.LastIndexFunc(text[:start], func(r rune) bool { return !isDigit(r) }) + 1
		if start == 0 || text[start-1] != ' ' || digit+letter-start > 2 {
			return text, ""
		}
	}
	at := strings.LastIndexFunc(text[:start], isDigit) + 1
	remark = text[at:]
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, remark)
	if at == 0 || Digits(remark) == "" || strings.ContainsAny(remark, "+@") || extends(remark) ||
		utf8.RuneCountInString(letters) <= fewLetters || allAlike(letters) {
		return text, ""
	}
	return text[:at], remark
}

// raised writes digits that stand raised or in circles behind a number in brackets, since
// they count something. A number that is written in them alone keeps them.
func raised(text string) string {
	runes := []rune(strings.TrimSpace(text))
	at := len(runes)
	for at > 0 {
		if _, is := mask.Digit(runes[at-1]); !is || unicode.Is(unicode.Nd, runes[at-1]) {
			break
		}
		at--
	}
	if at == len(runes) || !strings.ContainsFunc(string(runes[:at]), unicode.IsDigit) {
		return text
	}
	return string(runes[:at]) + " (" + string(runes[at:]) + ")"
}
