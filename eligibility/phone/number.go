package phone

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
)

// Number is a phone number, taken apart. The zero Number is no number.
type Number struct {
	// E164 is the number as Meta takes it, with the plus: "+85251230100".
	// Empty for a short code, which has no such form.
	E164 string
	// CallingCode is the country calling code, for example 852.
	CallingCode int
	// National is the national significant number: digits only, without the
	// calling code and without a trunk prefix.
	National string
	// Region is the ISO 3166-1 alpha-2 country, and empty for numbers that
	// belong to none (+800, +870) or that the numbering plan does not list.
	Region string
	// Line is the kind of line.
	Line LineType
	// Valid says that the numbering plan lists the number. It does not say
	// that anybody has it.
	Valid bool
	// International and NationalFormat are the number as people write it:
	// "+852 5123 0100" and "5123 0100".
	International, NationalFormat string
}

// ParseReason says why a text is not a usable phone number.
type ParseReason string

// The reasons of a ParseError.
const (
	// ReasonEmpty: there is nothing but space.
	ReasonEmpty ParseReason = "empty"
	// ReasonNotANumber: it holds characters that no number has.
	ReasonNotANumber ParseReason = "not_a_number"
	// ReasonLetters: vanity letters, which Meta does not take.
	ReasonLetters ParseReason = "letters"
	// ReasonExtension: an extension behind a switchboard; a code cannot be
	// sent there.
	ReasonExtension ParseReason = "extension"
	// ReasonNoCountry: a national number, and no country was given.
	ReasonNoCountry ParseReason = "no_country"
	// ReasonUnknownCountry: no country has this calling code, or the given
	// country is none.
	ReasonUnknownCountry ParseReason = "unknown_country"
	// ReasonTooShort: digits are missing for its country.
	ReasonTooShort ParseReason = "too_short"
	// ReasonTooLong: more digits than its country, or E.164, allows.
	ReasonTooLong ParseReason = "too_long"
	// ReasonNoAreaCode: it can be dialled in its own town only.
	ReasonNoAreaCode ParseReason = "no_area_code"
	// ReasonShortCode: a short code; not supported (seed 001).
	ReasonShortCode ParseReason = "short_code"
	// ReasonNotPossible: its country has no numbers of this length.
	ReasonNotPossible ParseReason = "not_possible"
	// ReasonNotValid: the length is right, but the numbering plan does not
	// list it. Plans grow faster than our copy, so this one may be overruled.
	ReasonNotValid ParseReason = "not_valid"
)

// ParseReasons returns every reason, for completeness tests.
func ParseReasons() []ParseReason {
	return []ParseReason{
		ReasonEmpty, ReasonNotANumber, ReasonLetters, ReasonExtension, ReasonNoCountry, ReasonUnknownCountry,
		ReasonTooShort, ReasonTooLong, ReasonNoAreaCode, ReasonShortCode, ReasonNotPossible, ReasonNotValid,
	}
}

// ParseError is the error of Parse. It does not carry the text: a customer's
// number has no place in logs.
type ParseError struct {
	Reason ParseReason
}

// Error returns the reason as plain technical words.
func (e *ParseError) Error() string {
	return "phone number: " + strings.ReplaceAll(string(e.Reason), "_", " ")
}

func refuse(r ParseReason) error { return &ParseError{Reason: r} }

// Parse reads a phone number as people type and paste it: with labels, links to a
// chat, brackets, invisible marks and the digits of any script. A number in
// national form is read as one of defaultRegion (ISO 3166-1 alpha-2; empty if the
// country is not known); a leading plus, or a prefix for calls abroad that leaves
// no doubt, makes it international whatever the region.
//
// The error is a *ParseError. For four reasons the Number is filled in all the
// same, with Valid false, as far as it can be: for ReasonNotValid and
// ReasonShortCode, so that the checklist can show it (the operator may know better
// than the numbering plan; Meta's own 555 numbers are such numbers); for
// ReasonLetters with the digits that the letters stand for; for ReasonExtension
// with the number before the extension.
func Parse(input, defaultRegion string) (Number, error) {
	if len(input) > maxInput {
		return Number{}, refuse(ReasonTooLong)
	}
	text := Plain(input)
	if text == "" {
		return Number{}, refuse(ReasonEmpty)
	}
	region := isoCountry(defaultRegion)
	text, inside := unparam(unlabel(unlink(unquote(text))))
	text, behind := unextend(text)
	text = turnRound(unword(text))
	digits, plus, ok := dialled(text)
	switch {
	case inside || behind:
		n, _ := read(digits, plus, region)
		n.Valid = false
		return n, refuse(ReasonExtension)
	case !ok && strings.ContainsFunc(text, unicode.IsLetter):
		n := vanity(text, region)
		n.Valid = false
		return n, refuse(ReasonLetters)
	case !ok, digits == "":
		return Number{}, refuse(ReasonNotANumber)
	}
	return read(digits, plus, region)
}

// ParseIn is Parse for a country that somebody named, as with --country: its ISO
// code in any case, UK and EL for GB and GR, or its calling code. A name that is
// no country is refused even if the number does without: it is a slip.
func ParseIn(text, country string) (Number, error) {
	region := isoCountry(country)
	if phonenumbers.GetCountryCodeForRegion(region) == 0 {
		return Number{}, refuse(ReasonUnknownCountry)
	}
	return Parse(text, region)
}

// isoCountry brings a country's code into the form of ISO 3166-1 alpha-2. What it
// does not know stays as it is.
func isoCountry(country string) string {
	code := strings.ToUpper(Plain(country))
	switch code {
	case "UK":
		return "GB"
	case "EL":
		return "GR"
	}
	if digits := strings.TrimPrefix(code, "+"); digits != "" && callingCode(digits) == digits {
		return mainRegion(digits)
	}
	return code
}

// fewestAmerican is how many digits a number that is dialled with America's prefix
// 011 has at the least so that it cannot be a national one: 011 is also the code
// of Delhi, Turin, Buenos Aires and other towns, whose numbers have up to thirteen.
const fewestAmerican = 14

// read reads bare digits, as they are dialled.
func read(digits string, plus bool, region string) (Number, error) {
	if digits == "" {
		return Number{}, refuse(ReasonTooShort)
	}
	if plus {
		// "+00852" is a plus put before a number that already had its prefix.
		return parseInternational(strings.TrimPrefix(digits, "00"))
	}
	own, ownErr := Number{}, refuse(ReasonNoCountry)
	if region != "" {
		own, ownErr = parseNational(digits, region)
	}
	if own.Line == LineShortCode {
		return own, ownErr
	}
	rest, prefixed := strings.CutPrefix(digits, "00")
	if !prefixed {
		american, found := strings.CutPrefix(digits, "011")
		if ownErr != nil && found && len(digits) >= fewestAmerican {
			if n, err := parseInternational(american); err == nil {
				return n, nil
			}
		}
		return own, ownErr
	}
	// 00 also begins longer prefixes: 001 in Hong Kong and Singapore, 0011 in
	// Australia. No American number goes on with another 1, so the last is sure.
	if australian, found := strings.CutPrefix(rest, "11"); found && ownErr != nil {
		if n, err := parseInternational(australian); err == nil {
			return n, nil
		}
	}
	n, err := parseInternational(rest)
	switch {
	case ownErr == nil && err == nil && own != n:
		// Two readings, two people: only a plus can tell.
		return Number{}, refuse(ReasonNoCountry)
	case ownErr == nil:
		return own, nil
	}
	return n, err
}

// ParseDisplay reads a number that Graph shows as display_phone_number, which
// comes as "+1 631-555-5555" or as bare digits with the calling code (seed 001).
//
// Brazil put a 9 before its mobile numbers, and Meta's systems show older ones
// without it (seed 001 speaks of the prefix). What Meta shows has been accepted,
// so the digit is added; what a person typed may lack any digit, and is asked
// about instead.
func ParseDisplay(display string) (Number, error) {
	text := Plain(display)
	if text != "" && strings.Trim(text, "0123456789") == "" {
		text = "+" + text
	}
	n, err := Parse(text, "")
	if err != nil && strconv.Itoa(n.CallingCode) == brazil && len(n.National) == 10 && n.National[2] >= '6' {
		if longer, err := Parse("+"+brazil+n.National[:2]+"9"+n.National[2:], ""); err == nil {
			return longer, nil
		}
	}
	return n, err
}
