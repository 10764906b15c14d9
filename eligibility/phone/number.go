package phone

import (
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// Number is a phone number with its parts. The zero value stands for no number.
type Number struct {
	// E164 is the number as Meta takes it, with the plus: "+85251230100".
	// Empty for a short code, which has no such form.
	E164 string
	// CallingCode is the country calling code, for example 852.
	CallingCode int
	// National is the national significant number: digits only, without the
	// calling code and without a trunk prefix.
	National string
	// Region is the country as ISO 3166-1 alpha-2. It is empty for numbers that
	// belong to no country (+800, +870) and for those that no plan lists.
	Region string
	Line   LineType
	// Valid is true if the numbering plan lists the number. Nobody need have it.
	Valid bool
	// International and NationalFormat are the number as people write it:
	// "+852 5123 0100" and "5123 0100".
	International, NationalFormat string
}

// ParseReason is why a text is not a usable phone number.
type ParseReason string

// The reasons of a ParseError.
const (
	// ReasonEmpty means that the text has nothing but space.
	ReasonEmpty ParseReason = "empty"
	// ReasonNotANumber means that it holds characters that no number has.
	ReasonNotANumber ParseReason = "not_a_number"
	// ReasonLetters means that it holds vanity letters, which Meta does not take.
	ReasonLetters ParseReason = "letters"
	// ReasonChatID means that it is the id of a person's chat, as programs for
	// WhatsApp write it ("16315550142@c.us").
	ReasonChatID ParseReason = "chat_id"
	// ReasonChatOnly means that it is the id of a group, a channel or a person whose
	// number is hidden, and no number can be told from it.
	ReasonChatOnly ParseReason = "chat_only"
	// ReasonUserID means that it is the id of a WhatsApp user, which webhooks give in
	// place of a number.
	ReasonUserID ParseReason = "user_id"
	// ReasonExtension means that it has an extension behind a switchboard, and
	// no code can be sent there.
	ReasonExtension ParseReason = "extension"
	// ReasonBehind means that more digits stand beside a whole number: they may belong
	// to it, count it, or be another number.
	ReasonBehind ParseReason = "behind"
	// ReasonNoCountry means that it is a national number and no country was given.
	ReasonNoCountry ParseReason = "no_country"
	// ReasonUnknownCountry means that no country has its calling code, or that
	// the given country does not exist.
	ReasonUnknownCountry ParseReason = "unknown_country"
	// ReasonTooShort means that it has fewer digits than its country needs.
	ReasonTooShort ParseReason = "too_short"
	// ReasonTooLong means that it has more digits than its country, or E.164, allows.
	ReasonTooLong ParseReason = "too_long"
	// ReasonNoAreaCode means that it can only be dialled in its own town.
	ReasonNoAreaCode ParseReason = "no_area_code"
	// ReasonShortCode means that it is a short code, which is not supported (seed 001).
	ReasonShortCode ParseReason = "short_code"
	// ReasonNotPossible means that its country has no numbers of this length.
	ReasonNotPossible ParseReason = "not_possible"
	// ReasonNotValid means that the length is right, but the numbering plan does
	// not list it. Plans grow faster than our copy, so the operator may overrule it.
	ReasonNotValid ParseReason = "not_valid"
)

// ParseError is the error of Parse. It does not carry the text, because a
// customer's number must not get into logs.
type ParseError struct {
	Reason ParseReason
}

// Error returns the reason in plain words for developers.
func (e *ParseError) Error() string {
	return "phone number: " + strings.ReplaceAll(string(e.Reason), "_", " ")
}

func refuse(r ParseReason) error { return &ParseError{Reason: r} }

// Parse reads a phone number as people type and paste it: with labels, links to a
// chat, brackets, invisible marks and the digits of any script. A national number
// is read as one of defaultRegion (ISO 3166-1 alpha-2, empty if the country is not
// known). A number with a leading plus, or with a prefix for calls abroad that
// leaves no doubt, is international whatever the region.
//
// The error is a *ParseError. For some reasons Parse also fills in the Number as
// far as it can, with Valid false. For ReasonNotValid and ReasonShortCode it does
// so because the checklist shows the number: the operator may know better than the
// numbering plan, which lacks Meta's own 555 numbers. For the others it is what was
// probably meant: the digits that letters stand for, the number before an extension
// or in the id of a chat, or the number that begins with a country code but has no
// plus.
func Parse(input, defaultRegion string) (Number, error) {
	if len(input) > maxInput {
		return Number{}, refuse(ReasonTooLong)
	}
	text := Plain(raised(input))
	if text == "" {
		return Number{}, refuse(ReasonEmpty)
	}
	if isUserID(text) {
		return Number{}, refuse(ReasonUserID)
	}
	if kind, digits := chatID(text); kind != "" {
		return readChat(kind, digits)
	}
	region := isoCountry(defaultRegion)
	number, beside := unlink(unquote(text))
	if beside || number == unquote(text) && listsNumbers(input) {
		return Number{}, refuse(ReasonBehind)
	}
	text, inside := unparam(unlabel(number))
	text = uncarry(text, region)
	text, behind := unextend(text)
	if inside || behind {
		n, _ := readNumber(strings.TrimRight(text, " ;,"), region)
		n.Valid = false
		return n, refuse(ReasonExtension)
	}
	return readText(text, region)
}

// ParseIn is Parse for a country that somebody named, as with --country. The name
// is the ISO code in any case, UK or EL for GB and GR, or the calling code. A name
// of no country is refused even if the number is international, since the person
// has made a slip.
func ParseIn(text, country string) (Number, error) {
	region := isoCountry(country)
	if phonenumbers.GetCountryCodeForRegion(region) == 0 {
		return Number{}, refuse(ReasonUnknownCountry)
	}
	return Parse(text, region)
}

// isoCountry returns the ISO 3166-1 alpha-2 code of a country's code or calling
// code. It returns a text that it does not know in upper case.
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

// fewestAmerican is the number of digits from which a number that begins with
// America's prefix 011 cannot be a national one. 011 is also the area code of
// Delhi, Turin, Buenos Aires and other towns, whose numbers have up to thirteen.
const fewestAmerican = 14

// read reads bare digits as a telephone would dial them.
func read(digits string, plus bool, region string) (Number, error) {
	if digits == "" {
		return Number{}, refuse(ReasonTooShort)
	}
	if plus {
		// Somebody put a plus before a number that already had its prefix: "+00852".
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
	// Longer prefixes also begin with 00: 001 in Hong Kong and Singapore, 0011 in
	// Australia. No American number goes on with another 1, so only the last is sure.
	if australian, found := strings.CutPrefix(rest, "11"); found && ownErr != nil {
		if n, err := parseInternational(australian); err == nil {
			return n, nil
		}
	}
	n, err := parseInternational(rest)
	switch {
	case ownErr == nil && err == nil && own != n:
		// The two readings are numbers of two people, and only a plus can tell.
		return Number{}, refuse(ReasonNoCountry)
	case ownErr == nil:
		return own, nil
	}
	return n, err
}

// ParseDisplay reads Graph's display_phone_number, which has the form "+1
// 631-555-5555" or is bare digits with the calling code (seed 001).
//
// Brazil put a 9 before its mobile numbers, and Meta's systems show older ones
// without it (seed 001 speaks of the prefix). Meta has accepted the number that it
// shows, so ParseDisplay adds the digit. A number that a person typed may lack any
// digit, so Parse leaves it alone and the person is asked.
//
// Argentina's mobiles have a 9 behind the calling code, and Meta shows it for
// landlines too (field). So a displayed number does not tell which of the two it is.
func ParseDisplay(display string) (Number, error) {
	text := Plain(display)
	if text != "" && strings.Trim(text, "0123456789") == "" {
		text = "+" + text
	}
	n, err := Parse(text, "")
	switch {
	case err != nil && strconv.Itoa(n.CallingCode) == brazil:
		if longer, err := Parse("+"+twinOf(brazil+n.National), ""); err == nil {
			return longer, nil
		}
	case err == nil && strconv.Itoa(n.CallingCode) == argentina && n.Line == LineMobile:
		n.Line = LineFixedOrMobile
	}
	return n, err
}
