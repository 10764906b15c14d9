package phone

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// RecipientReason says why Cloud API reads the `to` of a message as it does.
type RecipientReason string

// The reasons. The first two are read as meant; of the others the message may
// fail, or reach somebody else.
const (
	// RecipientWhole: plus and country code lead it, so it is taken as it stands
	// (seed 001).
	RecipientWhole RecipientReason = "whole"
	// RecipientUnlisted: the same, but no numbering plan lists the number.
	RecipientUnlisted RecipientReason = "unlisted"
	// RecipientNoPlus: neither plus nor country code. The business's own country
	// code is put before it (seed 001).
	RecipientNoPlus RecipientReason = "no_plus"
	// RecipientCodeTwice: it begins with a country code, but without the plus
	// nobody can tell: the business's own goes before it (seed 001).
	RecipientCodeTwice RecipientReason = "code_twice"
	// RecipientDialPrefix: 00 or 011 stands where the plus belongs. Those are for
	// telephones; only a plus is documented (seed 001).
	RecipientDialPrefix RecipientReason = "dial_prefix"
	// RecipientTrunk: a digit that is dialled at home only follows the country
	// code, as the zero of "+44 (0)20".
	RecipientTrunk RecipientReason = "trunk"
	// RecipientSigns: it holds signs other than the plus, hyphens, parentheses and
	// spaces that are supported (seed 001).
	RecipientSigns RecipientReason = "signs"
	// RecipientNone: it is no phone number.
	RecipientNone RecipientReason = "none"
)

// RecipientReasons lists every reason.
func RecipientReasons() []RecipientReason {
	return []RecipientReason{
		RecipientWhole, RecipientUnlisted, RecipientNoPlus, RecipientCodeTwice, RecipientDialPrefix, RecipientTrunk, RecipientSigns, RecipientNone,
	}
}

// AsMeant reports whether the number is read as it was meant.
func (r RecipientReason) AsMeant() bool { return r == RecipientWhole || r == RecipientUnlisted }

// Recipient is what Cloud API makes of a customer's number in the `to` of a
// message.
type Recipient struct {
	Reason RecipientReason
	// ReadAs is what it is taken for, with a plus; "" where that cannot be told:
	// for no number, for one between letters, and without plus when the business's
	// country is not known.
	ReadAs string
	// Send lists the forms to send instead, as E.164: one for each person who can
	// be meant. With a number that is read as meant it holds that number alone.
	Send []string
	// Twin is the same customer's number with or without the extra digit of
	// Brazilian mobiles (9) and Mexican numbers (1), "" elsewhere: Cloud API may
	// change that digit, so that wa_id differs from what was sent (seed 001).
	Twin string
	// Fault is why it is no number, for [RecipientNone].
	Fault ParseReason
}

// ReadRecipient says how Cloud API reads a customer's number that a business
// sends in `to`. Code is the calling code of the business's own number, 0 if it
// is not known.
func ReadRecipient(to string, code int) Recipient {
	text := strings.TrimSpace(to)
	digits, plus, ok := dialled(Plain(text))
	if len(text) > maxInput || !ok || digits == "" {
		n, err := Parse(text, "")
		if err == nil { // people know a number in it, such as in a link
			return Recipient{Reason: RecipientSigns, Send: []string{n.E164}}
		}
		return Recipient{Reason: RecipientNone, Fault: faultOf(err)}
	}
	if plus {
		return readWhole(text, digits)
	}
	r := Recipient{Reason: RecipientNoPlus, Send: meant(digits, code)}
	if code != 0 && len(digits) <= maxInput {
		r.ReadAs = "+" + strconv.Itoa(code) + digits
	}
	abroad, hasPrefix := strings.CutPrefix(digits, "00")
	if !hasPrefix {
		abroad, hasPrefix = strings.CutPrefix(digits, "011")
	}
	switch {
	case hasPrefix && inPlan(abroad) != "":
		r.Reason = RecipientDialPrefix
		r.Send = []string{inPlan(abroad)}
	case inPlan(digits) != "":
		r.Reason = RecipientCodeTwice
	case len(r.Send) == 0 && len(digits) < fewestDigits:
		return Recipient{Reason: RecipientNone, Fault: ReasonTooShort}
	case len(digits) > maxDigits:
		return Recipient{Reason: RecipientNone, Fault: ReasonTooLong}
	}
	return r
}

// fewestDigits is how many digits a subscriber's number has at the least, in the
// smallest numbering plans.
const fewestDigits = 4

// readWhole reads a number that begins with a plus. Nothing is put before it,
// and no digit of it is left out.
func readWhole(text, digits string) Recipient {
	n, err := Parse("+"+digits, "")
	r := Recipient{Reason: RecipientWhole, ReadAs: "+" + digits}
	if twin := twinOf(digits); twin != "" {
		r.Twin = "+" + twin
		if err != nil { // the old form; plans list the new one
			if other, otherErr := Parse(r.Twin, ""); otherErr == nil {
				n, err = other, nil
			}
		}
	}
	switch fault := faultOf(err); {
	case fault == ReasonNotValid:
		r.Reason, r.Send = RecipientUnlisted, []string{r.ReadAs}
	case fault != "":
		return Recipient{Reason: RecipientNone, Fault: fault}
	case n.E164 != r.ReadAs && n.E164 != r.Twin:
		r.Reason, r.Send, r.Twin = RecipientTrunk, []string{n.E164}, ""
	default:
		r.Send = []string{r.ReadAs}
	}
	if strings.ContainsFunc(text, unsupported) && r.Reason.AsMeant() {
		r.Reason = RecipientSigns
	}
	return r
}

// unsupported reports whether a sign is none of those that `to` may hold
// (seed 001).
func unsupported(c rune) bool { return !isDigit(c) && !strings.ContainsRune("+-() ", c) }

// meant lists who can be meant by digits without a plus: a customer in the
// business's own country, and one whose country code they begin with.
func meant(digits string, code int) []string {
	var all []string
	if region := mainRegion(strconv.Itoa(code)); code != 0 && region != "" {
		if n, err := parseNational(digits, region); err == nil && n.Valid {
			all = append(all, n.E164)
		}
	}
	if abroad := inPlan(digits); abroad != "" && !slices.Contains(all, abroad) {
		all = append(all, abroad)
	}
	return all
}

// inPlan is the number that digits are with a plus before them, "" unless a
// numbering plan lists it.
func inPlan(digits string) string {
	if n, err := parseInternational(digits); err == nil && n.Valid {
		return n.E164
	}
	return ""
}

// twinOf is the other form of a Brazilian mobile or a Mexican number, "" of any
// other. Digits begin with the calling code.
func twinOf(digits string) string {
	const (
		short = 10 // of a national number without the extra digit
		area  = 2
	)
	if national, found := strings.CutPrefix(digits, mexico); found {
		rest, extra := strings.CutPrefix(national, "1")
		switch {
		case extra && len(rest) == short:
			return mexico + rest
		case len(national) == short:
			return mexico + "1" + national
		}
		return ""
	}
	national, found := strings.CutPrefix(digits, brazil)
	switch {
	case !found:
		return ""
	case len(national) == short+1 && national[area] == '9':
		return brazil + national[:area] + national[area+1:]
	case len(national) == short && national[area] >= '6': // landlines begin with 2 to 5
		return brazil + national[:area] + "9" + national[area:]
	}
	return ""
}

func faultOf(err error) ParseReason {
	var fault *ParseError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &fault):
		return fault.Reason
	}
	return ReasonNotANumber
}

// CallingCode reads the country of a business: its ISO code in any case, as
// [ParseIn] takes it, or its calling code with or without a plus.
func CallingCode(country string) (int, error) {
	text := strings.TrimPrefix(strings.ToUpper(Plain(country)), "+")
	if code, err := strconv.Atoi(text); err == nil && callingCode(text) == text {
		return code, nil
	}
	if code := phonenumbers.GetCountryCodeForRegion(isoCountry(text)); code != 0 {
		return code, nil
	}
	return 0, refuse(ReasonUnknownCountry)
}
