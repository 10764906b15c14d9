package phone

import (
	"errors"
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// The functions of this file look numbers up in libphonenumber's numbering plans.

// parseInternational reads digits that begin with a calling code.
func parseInternational(digits string) (Number, error) {
	code := callingCode(digits)
	switch {
	case code == "" && len(digits) < 3:
		return Number{}, refuse(ReasonTooShort)
	case code == "":
		return Number{}, refuse(ReasonUnknownCountry)
	case code == mexico:
		digits = code + withoutOldPrefix(digits[len(code):], "1", "01", "044", "045")
	case code == argentina:
		digits = code + withoutSecondMobileSign(digits[len(code):])
	}
	n, why := described("+"+digits, phonenumbers.UNKNOWN_REGION)
	if why == ReasonTooShort || why == ReasonNoAreaCode {
		if short, ok := shortCodeOf(digits[len(code):], mainRegion(code)); ok {
			return short, refuse(ReasonShortCode)
		}
	}
	return n, refused(why)
}

// parseNational reads digits as they are dialled inside a region.
func parseNational(digits, region string) (Number, error) {
	if phonenumbers.GetCountryCodeForRegion(region) == 0 {
		return Number{}, refuse(ReasonUnknownCountry)
	}
	switch region {
	case "MX":
		digits = withoutOldPrefix(digits, "1", "01", "044", "045")
	case "AR":
		digits = withoutSecondMobileSign(digits)
	}
	n, why := described(digits, region)
	if why != "" {
		if short, ok := shortCodeOf(digits, region); ok {
			return short, refuse(ReasonShortCode)
		}
	}
	return n, refused(why)
}

const (
	argentina = "54"
	mexico    = "52"
	brazil    = "55"
)

// withoutSecondMobileSign removes the 9 of an Argentine mobile that also has the 15, which
// is dialled behind the area code inside the country and means the same.
func withoutSecondMobileSign(national string) string {
	const both = len("9") + withoutExtra + len("15")
	rest, found := strings.CutPrefix(national, "9")
	rest = strings.TrimPrefix(rest, "0")
	if !found || len(rest) != both-len("9") {
		return national
	}
	return rest
}

// withoutOldPrefix removes what was dialled before Mexican numbers until
// 2019. Cards still have it, and Meta's systems still show the 1 of older mobiles
// (seed 001 speaks of the extra prefix).
func withoutOldPrefix(national string, prefixes ...string) string {
	const digits = 10 // every number since then has ten
	for _, p := range prefixes {
		rest, found := strings.CutPrefix(national, p)
		if found && len(rest) > digits { // two of them
			rest = withoutOldPrefix(rest, prefixes...)
		}
		if found && len(rest) == digits {
			return rest
		}
	}
	return national
}

// refused returns the error for a reason, or nil for no reason.
func refused(why ParseReason) error {
	if why == "" {
		return nil
	}
	return refuse(why)
}

// shortCodeOf returns the digits as a short code or emergency number of a region,
// if its plan lists them as one.
func shortCodeOf(digits, region string) (Number, bool) {
	const longest = 8
	code := phonenumbers.GetCountryCodeForRegion(region)
	if digits == "" || len(digits) > longest || code == 0 {
		return Number{}, false
	}
	listed := phonenumbers.IsEmergencyNumber(digits, region)
	// The library would drop a leading zero and look up another number.
	if national, err := strconv.ParseUint(digits, 10, 64); err == nil && digits[0] != '0' {
		cc := int32(code)
		p := &phonenumbers.PhoneNumber{CountryCode: &cc, NationalNumber: &national}
		listed = listed || phonenumbers.IsValidShortNumberForRegion(p, region)
	}
	if !listed {
		return Number{}, false
	}
	return Number{
		CallingCode: code, National: digits, Region: region, Line: LineShortCode,
		International: digits, NationalFormat: digits,
	}, true
}

// described returns a number with its parts, or why it is wrong. A number that is
// only missing in the plan comes back with its parts and the reason.
func described(text, region string) (Number, ParseReason) {
	p, err := phonenumbers.Parse(text, region)
	switch {
	case errors.Is(err, phonenumbers.ErrInvalidCountryCode):
		return Number{}, ReasonUnknownCountry
	case errors.Is(err, phonenumbers.ErrNumTooLong):
		return Number{}, ReasonTooLong
	case err != nil: // the text holds only digits, so there are too few of them
		return Number{}, ReasonTooShort
	}
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
	// The library forgets the area code of an Argentine mobile in the national form.
	if groups := strings.Fields(n.International); strconv.Itoa(n.CallingCode) == argentina && n.Line == LineMobile && len(groups) == 4 {
		n.NationalFormat = "0" + groups[2] + " 15-" + groups[3]
	}
	if n.Region == phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY {
		n.Region = ""
	}
	// The library accepts longer numbers for a few old plans, but E.164 and Meta
	// allow fifteen digits at most (openapi).
	if len(n.E164) > 1+maxDigits {
		return Number{}, ReasonTooLong
	}
	if n.Valid {
		return n, ""
	}
	if lacksNinth(n) {
		n.Region, n.Line = "BR", LineMobile
	}
	switch phonenumbers.IsPossibleNumberWithReason(p) {
	case phonenumbers.IS_POSSIBLE:
		if why := lacks(n); why != "" {
			return Number{}, why
		}
		return n, ReasonNotValid
	case phonenumbers.TOO_SHORT:
		return Number{}, ReasonTooShort
	case phonenumbers.TOO_LONG:
		return Number{}, ReasonTooLong
	case phonenumbers.IS_POSSIBLE_LOCAL_ONLY:
		return Number{}, ReasonNoAreaCode
	case phonenumbers.INVALID_COUNTRY_CODE:
		return Number{}, ReasonUnknownCountry
	case phonenumbers.INVALID_LENGTH:
		return Number{}, ReasonNotPossible
	}
	return Number{}, ReasonNotPossible
}

// lacks returns what an unlisted number surely lacks, though its length is possible.
func lacks(n Number) ParseReason {
	switch code := strconv.Itoa(n.CallingCode); {
	case code == brazil && len(n.National) < withoutExtra: // an area code has two digits more
		return ReasonNoAreaCode
	case code == argentina && strings.HasPrefix(strings.TrimPrefix(n.National, "9"), "15"): // the sign of mobiles follows it
		return ReasonNoAreaCode
	case code == mexico && strings.HasPrefix(n.National, "1"): // the 1 of older mobiles
		return ReasonTooShort
	}
	return ""
}

// maxDigits is the most digits of an E.164 number, including the calling code.
const maxDigits = 15

// callingCode returns the calling code that digits begin with, or "". No calling
// code is the beginning of another, so the first that fits is right.
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

// mainRegion returns the main region of a calling code, or "" if the code belongs
// to no country.
func mainRegion(code string) string {
	n, err := strconv.Atoi(code)
	if err != nil {
		return ""
	}
	if region := phonenumbers.GetRegionCodeForCountryCode(n); region != phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY {
		return region
	}
	return ""
}
