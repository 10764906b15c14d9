package phone

import (
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// FormatAsYouType groups the digits typed so far as the country writes them:
// "+8525123" becomes "+852 5123". The region (ISO 3166-1 alpha-2, may be empty)
// gives the grouping of a number without a plus. The digits never change, so a
// caller can keep a cursor by counting them. Text that is no number comes back
// unchanged.
func FormatAsYouType(input, region string) string {
	if len(input) > maxInput {
		return input
	}
	digits, plus, ok := dialled(Plain(input))
	switch {
	case !ok:
		return input
	case digits == "" && plus:
		return "+"
	case len(digits) > maxDigits+2: // a leading 00 is two more
		if plus {
			return "+" + digits
		}
		return digits
	case plus:
		return "+" + groupInternational(digits)
	}
	if rest, found := strings.CutPrefix(digits, "00"); found && rest != "" {
		return "00 " + groupInternational(rest)
	}
	return groupNational(digits, strings.ToUpper(strings.TrimSpace(region)))
}

// groupInternational groups digits that begin with a calling code.
func groupInternational(digits string) string {
	code := callingCode(digits)
	national := digits[len(code):]
	if code == "" || national == "" {
		return digits
	}
	whole := complete(code, national)
	if whole == nil {
		return code + " " + national
	}
	written := strings.TrimPrefix(phonenumbers.Format(whole, phonenumbers.INTERNATIONAL), "+")
	if cut, ok := cutAfter(written, digits); ok {
		return cut
	}
	return code + " " + national
}

// groupNational groups digits that are dialled inside the region.
func groupNational(digits, region string) string {
	code := phonenumbers.GetCountryCodeForRegion(region)
	if code == 0 {
		return digits
	}
	trunk := phonenumbers.GetNddPrefixForRegion(region, true)
	national := strings.TrimPrefix(digits, trunk)
	whole := complete(strconv.Itoa(code), national)
	if national == "" || whole == nil {
		return digits
	}
	if cut, ok := cutAfter(phonenumbers.Format(whole, phonenumbers.NATIONAL), digits); ok {
		return cut
	}
	// The country writes a trunk prefix that was not typed. The international
	// form has the same groups without it.
	_, written, _ := strings.Cut(phonenumbers.Format(whole, phonenumbers.INTERNATIONAL), " ")
	if cut, ok := cutAfter(written, digits); ok {
		return cut
	}
	return digits
}

// complete extends a number that is still being typed to its full length, because
// the library can only format whole numbers. The typed digits come first and
// decide the grouping, and an example number gives the rest.
func complete(code, national string) *phonenumbers.PhoneNumber {
	cc, err := strconv.Atoi(code)
	if err != nil {
		return nil
	}
	region := phonenumbers.GetRegionCodeForCountryCode(cc)
	var first *phonenumbers.PhoneNumber
	for _, kind := range []phonenumbers.PhoneNumberType{
		phonenumbers.MOBILE, phonenumbers.FIXED_LINE, phonenumbers.TOLL_FREE, phonenumbers.PREMIUM_RATE,
		phonenumbers.UAN, phonenumbers.VOIP, phonenumbers.SHARED_COST,
	} {
		example := phonenumbers.GetExampleNumberForType(region, kind)
		if region == phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY {
			example = phonenumbers.GetExampleNumberForNonGeoEntity(cc)
		}
		if example == nil {
			continue
		}
		model := phonenumbers.GetNationalSignificantNumber(example)
		if len(model) < len(national) {
			continue
		}
		whole, err := phonenumbers.Parse("+"+code+national+model[len(national):], phonenumbers.UNKNOWN_REGION)
		if err != nil {
			continue
		}
		if phonenumbers.IsValidNumber(whole) {
			return whole
		}
		if first == nil {
			first = whole
		}
	}
	return first
}

// cutAfter returns the beginning of a formatted number that holds exactly the
// given digits. It returns false if the formatting changed the digits.
func cutAfter(written, digits string) (string, bool) {
	if !strings.HasPrefix(Digits(written), digits) {
		return "", false
	}
	seen := 0
	for i, r := range written {
		if !isDigit(r) {
			continue
		}
		if seen++; seen == len(digits) {
			written = written[:i+1]
			break
		}
	}
	if strings.Count(written, "(") > strings.Count(written, ")") {
		written = strings.ReplaceAll(written, "(", "") // not closed yet
	}
	return written, true
}
