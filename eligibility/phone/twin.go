package phone

import (
	"strconv"
	"strings"
)

// Some countries changed their numbers by one digit, and WhatsApp knows a customer by
// the form of the day on which the account was made. The two forms are twins.

// Twin returns the same customer's number with or without the extra digit of
// Argentine, Brazilian and Mexican numbers, as it is written, and false for a number
// that has one form only or is in no plan. Its E164 can be sent to; no plan need list it.
func (n Number) Twin() (Number, bool) {
	twin := strings.TrimPrefix(listedTwin(n.E164), "+")
	if twin == "" {
		return Number{}, false
	}
	code := strconv.Itoa(n.CallingCode)
	n.E164, n.National, n.Valid = "+"+twin, strings.TrimPrefix(twin, code), false
	n.International, n.NationalFormat = "+"+code+" "+n.National, n.National
	return n, true
}

// Same reports whether two numbers are one customer's: the same, or twins.
func (n Number) Same(other Number) bool {
	twin, has := n.Twin()
	return n.E164 != "" && (n.E164 == other.E164 || has && twin.E164 == other.E164)
}

// NinthDigit returns a Brazilian mobile that was written without its ninth digit as
// E.164 with it, and "" for any other number.
func (n Number) NinthDigit() string {
	if !lacksNinth(n) {
		return ""
	}
	return "+" + twinOf(strings.TrimPrefix(n.E164, "+"))
}

// lacksNinth reports whether no plan lists a number, but a Brazilian one with a 9 more.
func lacksNinth(n Number) bool {
	digits := strings.TrimPrefix(n.E164, "+")
	if n.Valid || strconv.Itoa(n.CallingCode) != brazil || len(n.National) != withoutExtra {
		return false
	}
	twin := twinOf(digits)
	return twin != "" && inPlan(twin) != ""
}

// ParseTo is Parse for a number that a message goes to. Cloud API takes a number with
// a plus as it stands (seed 001), so a twin stays as it was typed, also where the
// numbering plan has given that form up.
func ParseTo(input, defaultRegion string) (Number, error) {
	n, err := Parse(input, defaultRegion)
	if err != nil {
		return n, err
	}
	twin, has := n.Twin()
	if digits, plus, ok := dialled(Plain(input)); has && ok && plus && "+"+digits == twin.E164 {
		return twin, nil
	}
	return n, nil
}

// withoutExtra is how many digits a national number has in these three countries
// without the extra one.
const withoutExtra = 10

// twinOf returns the other form of an Argentine, a Brazilian mobile or a Mexican number
// in bare digits, or "" for any other number. The digits begin with the calling code.
func twinOf(digits string) string {
	for code, extra := range map[string]string{mexico: "1", argentina: "9"} {
		national, found := strings.CutPrefix(digits, code)
		rest, has := strings.CutPrefix(national, extra)
		switch {
		case !found:
		case has && len(rest) == withoutExtra:
			return code + rest
		case len(national) == withoutExtra:
			return code + extra + national
		}
	}
	const area = 2
	national, found := strings.CutPrefix(digits, brazil)
	switch {
	case !found:
	case len(national) == withoutExtra+1 && national[area] == '9':
		return brazil + national[:area] + national[area+1:]
	case len(national) == withoutExtra && national[area] >= '6': // landlines begin with 2 to 5
		return brazil + national[:area] + "9" + national[area:]
	}
	return ""
}
