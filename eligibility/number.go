package eligibility

import (
	"errors"
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

// Parse reads a phone number as people type and paste it. A number in national
// form is read as one of defaultRegion (ISO 3166-1 alpha-2; empty if the country
// is not known); a leading plus or 00 makes it international whatever the region.
//
// The error is a *ParseError. For ReasonNotValid and ReasonShortCode the Number
// is filled in all the same, with Valid false: the checklist can show it, and
// for ReasonNotValid the operator may know better than the numbering plan. Meta's
// own 555 numbers are such numbers.
func Parse(input, defaultRegion string) (Number, error) {
	if len(input) > maxInput {
		return Number{}, refuse(ReasonTooLong)
	}
	text := plain(input)
	if text == "" {
		return Number{}, refuse(ReasonEmpty)
	}
	text, extension := unparam(unlabel(text))
	if _, ext := phonenumbers.MaybeSeparateExtensionFromPhone(text); extension || ext != "" {
		return Number{}, refuse(ReasonExtension)
	}
	digits, plus, ok := dialled(text)
	switch {
	case !ok && strings.ContainsFunc(text, unicode.IsLetter):
		return Number{}, refuse(ReasonLetters)
	case !ok, digits == "":
		return Number{}, refuse(ReasonNotANumber)
	}
	region := strings.ToUpper(strings.TrimSpace(defaultRegion))

	if plus {
		// "+00852" is a plus put before a number that already had its prefix.
		return parseInternational(strings.TrimPrefix(digits, "00"))
	}
	rest, prefixed := strings.CutPrefix(digits, "00")
	if prefixed {
		n, err := parseInternational(rest)
		if err == nil || region == "" {
			return n, err
		}
		// 00 begins longer prefixes (0011 in Australia, 001 in Hong Kong) and
		// carrier codes; only the country's own rules know those.
		if own, ownErr := parseNational(digits, region); ownErr == nil {
			return own, nil
		}
		return n, err
	}
	if region == "" {
		return Number{}, refuse(ReasonNoCountry)
	}
	return parseNational(digits, region)
}

// ParseDisplay reads a number that Graph shows as display_phone_number, which
// comes as "+1 631-555-5555" or as bare digits with the calling code (seed 001).
func ParseDisplay(display string) (Number, error) {
	text := plain(display)
	if text != "" && strings.Trim(text, "0123456789") == "" {
		text = "+" + text
	}
	return Parse(text, "")
}

// parseInternational reads digits that begin with a calling code.
func parseInternational(digits string) (Number, error) {
	code := callingCode(digits)
	switch {
	case code == "" && len(digits) < 3:
		return Number{}, refuse(ReasonTooShort)
	case code == "":
		return Number{}, refuse(ReasonUnknownCountry)
	case code == "52" && len(digits) == 13 && digits[2] == '1':
		// Mexico dropped the 1 before mobile numbers; Meta's systems still
		// show it on older ones (seed 001 speaks of the extra prefix).
		digits = code + digits[3:]
	}
	p, err := phonenumbers.Parse("+"+digits, phonenumbers.UNKNOWN_REGION)
	if err != nil {
		return Number{}, refuse(reasonOf(err))
	}
	return number(p)
}

// parseNational reads digits as they are dialled inside a region.
func parseNational(digits, region string) (Number, error) {
	code := phonenumbers.GetCountryCodeForRegion(region)
	if code == 0 {
		return Number{}, refuse(ReasonUnknownCountry)
	}
	p, err := phonenumbers.Parse(digits, region)
	if err == nil {
		var n Number
		if n, err = number(p); err == nil {
			return n, nil
		}
		if !isShortCode(digits, region, code) {
			return n, err
		}
	} else if !isShortCode(digits, region, code) {
		return Number{}, refuse(reasonOf(err))
	}
	return Number{
		CallingCode: code, National: digits, Region: region, Line: LineShortCode,
		International: digits, NationalFormat: digits,
	}, refuse(ReasonShortCode)
}

// isShortCode reports whether the region lists digits as a short code or an
// emergency number.
func isShortCode(digits, region string, code int) bool {
	if len(digits) > 8 || digits[0] == '0' {
		return false // the library would drop the zero and judge another number
	}
	national, err := strconv.ParseUint(digits, 10, 64)
	if err != nil {
		return false
	}
	cc := int32(code)
	p := &phonenumbers.PhoneNumber{CountryCode: &cc, NationalNumber: &national}
	return phonenumbers.IsValidShortNumberForRegion(p, region) || phonenumbers.IsEmergencyNumber(digits, region)
}

// number describes what the library parsed, or says what is wrong with it.
func number(p *phonenumbers.PhoneNumber) (Number, error) {
	n := Number{
		E164:           phonenumbers.Format(p, phonenumbers.E164),
		CallingCode:    int(p.GetCountryCode()),
		National:       phonenumbers.GetNationalSignificantNumber(p),
		Region:         phonenumbers.GetRegionCodeForNumber(p),
		Line:           lineOf(phonenumbers.GetNumberType(p)),
		Valid:          phonenumbers.IsValidNumber(p),
		International:  phonenumbers.Format(p, phonenumbers.INTERNATIONAL),
		NationalFormat: phonenumbers.Format(p, phonenumbers.NATIONAL),
	}
	if n.Region == phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY {
		n.Region = ""
	}
	// The library lets longer numbers pass for a few old plans; E.164 and
	// Meta end at fifteen digits (openapi).
	if len(n.E164) > 1+maxDigits {
		return Number{}, refuse(ReasonTooLong)
	}
	if n.Valid {
		return n, nil
	}
	switch phonenumbers.IsPossibleNumberWithReason(p) {
	case phonenumbers.IS_POSSIBLE:
		return n, refuse(ReasonNotValid)
	case phonenumbers.TOO_SHORT:
		return Number{}, refuse(ReasonTooShort)
	case phonenumbers.TOO_LONG:
		return Number{}, refuse(ReasonTooLong)
	case phonenumbers.IS_POSSIBLE_LOCAL_ONLY:
		return Number{}, refuse(ReasonNoAreaCode)
	case phonenumbers.INVALID_COUNTRY_CODE:
		return Number{}, refuse(ReasonUnknownCountry)
	case phonenumbers.INVALID_LENGTH:
		return Number{}, refuse(ReasonNotPossible)
	}
	return Number{}, refuse(ReasonNotPossible)
}

// reasonOf translates the library's errors.
func reasonOf(err error) ParseReason {
	switch {
	case errors.Is(err, phonenumbers.ErrInvalidCountryCode):
		return ReasonUnknownCountry
	case errors.Is(err, phonenumbers.ErrNumTooLong):
		return ReasonTooLong
	}
	// It gets nothing but digits from here, so all that is left is too few.
	return ReasonTooShort
}

// maxDigits is the most digits that an E.164 number has, calling code included.
const maxDigits = 15

// callingCode returns the calling code that digits begin with, or "". No code
// begins another, so the first that fits is the one.
func callingCode(digits string) string {
	known := phonenumbers.GetSupportedCallingCodes()
	for i := 1; i <= 3 && i <= len(digits); i++ {
		code, err := strconv.Atoi(digits[:i])
		if err != nil || digits[0] == '0' {
			return ""
		}
		if known[code] {
			return digits[:i]
		}
	}
	return ""
}
