package phone

import (
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// FormatAsYouType groups the digits typed so far the way the country does:
// "+8525123" becomes "+852 5123". Region (ISO 3166-1 alpha-2, may be empty)
// says whose groups a number without a plus gets. The digits themselves are
// never changed, so a cursor can be kept by counting them; text that is no
// number comes back as it is.
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
	case len(digits) > maxDigits+2: // two for a leading 00
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

// groupNational groups digits as they are dialled inside the region.
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
	// Typed without the trunk prefix that the country writes: use the groups
	// of the international form.
	_, written, _ := strings.Cut(phonenumbers.Format(whole, phonenumbers.INTERNATIONAL), " ")
	if cut, ok := cutAfter(written, digits); ok {
		return cut
	}
	return digits
}

// complete fills up a number that is still being typed to one of full length,
// since the library can only format whole numbers. The first digits, which
// decide the grouping, are the typed ones; the rest is taken from an example.
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
// given digits, or false if the formatting changed them.
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
