package phone

import (
	"slices"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
)

// The functions of this file recognise text that can mean two numbers. Only the person
// who has it knows which one is meant, so none is taken.

// listsNumbers reports whether a pasted text holds one number after another: on lines or
// in cells of their own, or parted by a comma, a semicolon or a stroke.
func listsNumbers(input string) bool {
	lines := strings.FieldsFunc(input, func(r rune) bool { return strings.ContainsRune("\n\r\t\v\f\u2028\u2029", r) })
	parts := strings.FieldsFunc(Plain(input), func(r rune) bool { return strings.ContainsRune(";,|、", r) })
	lines = slices.DeleteFunc(lines, func(line string) bool { return len(Digits(Plain(line))) < shortestPhone })
	parts = slices.DeleteFunc(parts, func(part string) bool { return isParam(part) || len(numbersIn(part)) == 0 })
	return len(lines) > 1 || len(parts) > 1
}

// isParam reports whether a text is a parameter of a tel: address, such as "ext=12".
func isParam(text string) bool {
	name, _, found := strings.Cut(text, "=")
	return found && strings.TrimFunc(name, func(r rune) bool { return unicode.IsLetter(r) || r == '-' || r == ' ' }) == ""
}

// fewDigits is the most digits in a row that a remark holds, as in a year; more are another
// number.
const fewDigits = 4

// numbersIn lists the digits of what can be numbers in a text.
func numbersIn(text string) []string {
	var all []string
	for _, group := range strings.FieldsFunc(text, func(r rune) bool { return !isDigit(r) && !strings.ContainsRune(" -.()", r) }) {
		if digits := Digits(group); len(digits) > fewDigits {
			all = append(all, digits)
		}
	}
	return all
}

// holdsOther reports whether a text holds another number than the one whose digits are
// given with their country code.
func holdsOther(text, digits string) bool {
	return slices.ContainsFunc(numbersIn(text), func(other string) bool {
		other = strings.TrimLeft(other, "0")
		return len(other) < shortestPhone || !strings.HasSuffix(digits, other)
	})
}

// isAlsoForeign reports whether digits that were read as a national number are rather, or
// as likely, a number of another country without its plus. They are not if they are
// written as the country writes its own.
func isAlsoForeign(text, digits, region string, own Number) bool {
	whole, err := parseInternational(digits)
	listed := err == nil || faultOf(err) == ReasonNotValid && lacksPlan(whole, digits)
	if !listed || whole.E164 == own.E164 || own.CallingCode != phonenumbers.GetCountryCodeForRegion(region) {
		return false
	}
	return !isPlain(text, digits, region, own) && (!isGroupedAs(text, withoutCode(own)) || isGroupedAs(text, whole.International))
}

// isPlain reports whether a national number is written as its country does, with the digit
// for calls inside the country and with no other gaps.
func isPlain(text, digits, region string, n Number) bool {
	if digits == n.National && region == "IN" { // mobiles are written with and without the zero
		return isGroupedAs(text, withoutCode(n))
	}
	return isGroupedAs(text, n.NationalFormat)
}

// withoutCode returns a number as it is written behind its country code.
func withoutCode(n Number) string {
	_, national, _ := strings.Cut(n.International, " ")
	return national
}

// isGroupedAs reports whether a text has the digits of a written number, and gaps only
// where that has them.
func isGroupedAs(text, written string) bool {
	gaps := gapsIn(written)
	return Digits(text) == Digits(written) &&
		!slices.ContainsFunc(gapsIn(text), func(gap int) bool { return !slices.Contains(gaps, gap) })
}

// gapsIn lists behind how many digits a text has something else.
func gapsIn(text string) []int {
	var all []int
	count := 0
	for _, r := range text {
		switch {
		case isDigit(r):
			count++
		case count > 0 && !slices.Contains(all, count):
			all = append(all, count)
		}
	}
	return all
}

// readPlus explains a number with a plus that is none, or that no plan lists. Without the
// plus it may be a plain one of the region, which is proposed then.
func readPlus(text, digits, region string, n Number, err error) (Number, error) {
	if why := faultOf(err); region == "" || why == "" || why == ReasonShortCode {
		return n, err
	}
	own, ownErr := parseNational(digits, region)
	plain := digits[:min(1, len(digits))] == "0" || isPlain(text, digits, region, own)
	if ownErr != nil || own.E164 == n.E164 || !plain || n.E164 != "" && lacksPlan(n, digits) {
		return n, err
	}
	own.Valid = false
	return own, refuse(ReasonNoCountry)
}

// readCounted reads a number behind a digit that counts it, as in "2. 5123 0100" and "Line
// 1 5123 0100". It returns false if the digit is none, or may just as well belong to the
// number.
func readCounted(text, region string) (n Number, found bool, err error) {
	counter, number := cutCounter(text)
	if number == "" {
		return Number{}, false, nil
	}
	n, err = readNumber(number, region)
	whole, wholeErr := read(Digits(text), false, region)
	switch alone := err == nil || faultOf(err) == ReasonNoCountry; {
	case err == nil && wholeErr == nil && n.E164 == whole.E164:
		return Number{}, false, nil
	case wholeErr == nil && alone: // nobody knows whether the digit counts
		return Number{}, true, refuse(ReasonBehind)
	case wholeErr == nil, err != nil && counter == "1 ":
		return Number{}, false, nil
	}
	return n, true, err
}

// cutCounter parts a number without a plus from what may count it: up to two digits with a
// sign and a blank behind them, or one digit between a word and a blank.
func cutCounter(text string) (counter, number string) {
	at := strings.IndexFunc(text, isDigit)
	if at < 0 || strings.ContainsRune(text, '+') || text[at] == '0' {
		return "", ""
	}
	count := strings.IndexFunc(text[at:], func(r rune) bool { return !isDigit(r) })
	const most = 2
	if count < 0 || count > most {
		return "", ""
	}
	next := strings.IndexFunc(text[at+count:], func(r rune) bool { return isDigit(r) || r == '(' })
	if next < 1 || text[at+count+next-1] != ' ' {
		return "", ""
	}
	before, sign := strings.TrimRight(text[:at], " "), strings.TrimSpace(text[at+count:at+count+next])
	words := strings.Join(wordsOf(before), "")
	worded := len(words) > 1 && (before != text[:at] || !unicode.IsLetter(rune(text[at-1])) || text[at-1] > unicode.MaxASCII)
	opened := strings.HasSuffix(before, "(") || strings.HasSuffix(before, "[")
	switch {
	case words != "" && !worded, count > 1 && (opened || sign == ""):
		return "", ""
	case sign == "" && !worded && !strings.HasSuffix(before, "#"), strings.Trim(sign, ".):]-") != "":
		return "", ""
	}
	return text[at : at+count+next], text[at+count+next:]
}
