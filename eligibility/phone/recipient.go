package phone

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// RecipientReason is why Cloud API reads the `to` of a message as it does.
type RecipientReason string

// These are the reasons. A number with one of the first two is read as it was
// meant. With any other the message may fail or reach somebody else.
const (
	// RecipientWhole means that plus and country code lead it, so it is taken as it
	// stands (seed 001).
	RecipientWhole RecipientReason = "whole"
	// RecipientUnlisted is the same, but no numbering plan lists the number.
	RecipientUnlisted RecipientReason = "unlisted"
	// RecipientNoPlus means that it has neither plus nor country code. Meta puts the
	// business's own country code before it (seed 001).
	RecipientNoPlus RecipientReason = "no_plus"
	// RecipientCodeTwice means that it begins with a country code, which cannot be
	// told without the plus. Meta puts the business's own before it (seed 001).
	RecipientCodeTwice RecipientReason = "code_twice"
	// RecipientDialPrefix means that 00 or 011 stands in place of the plus. Those are
	// for telephones; only a plus is documented (seed 001).
	RecipientDialPrefix RecipientReason = "dial_prefix"
	// RecipientTrunk means that a digit follows the country code that is only dialled
	// inside the country, such as the zero of "+44 (0)20".
	RecipientTrunk RecipientReason = "trunk"
	// RecipientSigns means that it holds signs other than the plus, hyphens,
	// parentheses and spaces that are supported (seed 001).
	RecipientSigns RecipientReason = "signs"
	// RecipientNone means that it is no phone number.
	RecipientNone RecipientReason = "none"
)

// AsMeant reports whether the number is read as it was meant.
func (r RecipientReason) AsMeant() bool { return r == RecipientWhole || r == RecipientUnlisted }

// Recipient is how Cloud API reads a customer's number in the `to` of a message.
type Recipient struct {
	Reason RecipientReason
	// ReadAs is the number that Cloud API sends to, with a plus. It is empty if that
	// cannot be told: for text that is no number or has letters around it, and for a
	// number without plus when the business's country is not known.
	ReadAs string
	// Send lists the forms to send instead, as E.164, one for each person who can be
	// meant. It holds only the number itself if that is read as meant, and for
	// [RecipientNone] what was probably meant, if that can be told.
	Send []string
	// Twin is the same customer's number with or without the extra digit of
	// Argentine (9), Brazilian (9) and Mexican numbers (1). It is empty for other
	// countries. Cloud API may change that digit, so that wa_id differs from what was
	// sent (seed 001), and knows one form alone on the list of a test number (field).
	Twin string
	// Fault is why it is no number, if the reason is [RecipientNone].
	Fault ParseReason
}

// ReadRecipient returns how Cloud API reads a customer's number that a business
// sends in `to`. The code is the calling code of the business's own number, or 0 if
// it is not known.
func ReadRecipient(to string, code int) Recipient {
	text := strings.TrimSpace(to)
	digits, plus, ok := dialled(Plain(text))
	if len(text) > maxInput || !ok || digits == "" {
		n, err := Parse(text, "")
		if fault := faultOf(err); fault == "" || fault == ReasonChatID && n.E164 != "" {
			return Recipient{Reason: RecipientSigns, Send: []string{n.E164}} // people can see it, such as in a link
		}
		return noRecipient(faultOf(err), n)
	}
	if listsNumbers(to) {
		return Recipient{Reason: RecipientNone, Fault: ReasonBehind}
	}
	if n, found, _ := readBehind(Plain(text), ""); found { // it would run together with the number
		return noRecipient(ReasonBehind, n)
	}
	region := mainRegion(strconv.Itoa(code))
	if n, found, err := readCounted(Plain(text), region); found { // so would what counts it
		if err == nil {
			return Recipient{Reason: RecipientSigns, Send: []string{n.E164}}
		}
		return noRecipient(faultOf(err), Number{})
	}
	if plus {
		return readWhole(text, digits, region)
	}
	r := Recipient{Reason: RecipientNoPlus, Send: meant(digits, region)}
	if len(r.Send) == 1 {
		r.Twin = listedTwin(r.Send[0])
	}
	if code != 0 && len(digits) <= maxInput {
		r.ReadAs = "+" + strconv.Itoa(code) + digits
	}
	abroad, hasPrefix := strings.CutPrefix(digits, "00")
	if !hasPrefix {
		abroad, hasPrefix = strings.CutPrefix(digits, "011")
	}
	switch {
	case hasPrefix && inPlan(abroad) != "":
		r.Reason, r.Twin = RecipientDialPrefix, ""
		r.Send = []string{inPlan(abroad)}
	case codeFirst(digits) != "":
		r.Reason = RecipientCodeTwice
	case len(r.Send) == 0 && len(digits) < fewestDigits:
		return Recipient{Reason: RecipientNone, Fault: ReasonTooShort}
	case len(digits) > maxDigits:
		return Recipient{Reason: RecipientNone, Fault: ReasonTooLong}
	}
	return r
}

// noRecipient is text that is no number, with what was probably meant.
func noRecipient(fault ParseReason, n Number) Recipient {
	r := Recipient{Reason: RecipientNone, Fault: fault}
	if n.E164 != "" {
		r.Send = []string{n.E164}
	}
	return r
}

// fewestDigits is the number of digits of a subscriber's number in the smallest
// numbering plans.
const fewestDigits = 4

// readWhole reads a number that begins with a plus. Cloud API adds nothing to such
// a number and leaves no digit out. The region is the business's own.
func readWhole(text, digits, region string) Recipient {
	n, err := Parse("+"+digits, region)
	r := Recipient{Reason: RecipientWhole, ReadAs: "+" + digits, Twin: listedTwin("+" + digits)}
	if err != nil && r.Twin != "" { // it may have the old form, and plans list the new one
		if other, otherErr := Parse(r.Twin, ""); otherErr == nil {
			n, err = other, nil
		}
	}
	switch fault := faultOf(err); {
	case fault == ReasonNotValid:
		r.Reason, r.Send = RecipientUnlisted, []string{r.ReadAs}
	case fault != "":
		return noRecipient(fault, n)
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

// unsupported reports whether `to` may not hold a sign (seed 001).
func unsupported(c rune) bool { return !isDigit(c) && !strings.ContainsRune("+-() ", c) }

// listedTwin returns the twin of an E.164 number if a plan lists one of the two, else "".
func listedTwin(number string) string {
	digits := strings.TrimPrefix(number, "+")
	if twin := twinOf(digits); twin != "" && (inPlan(digits) != "" || inPlan(twin) != "") {
		return "+" + twin
	}
	return ""
}

// meant lists the numbers that digits without a plus can mean: one in the business's
// own country, and one whose country code they begin with.
func meant(digits, region string) []string {
	var all []string
	if region != "" {
		if n, err := parseNational(digits, region); err == nil || lacksNinth(n) {
			all = append(all, n.E164)
		}
	}
	if abroad := codeFirst(digits); abroad != "" && !slices.Contains(all, abroad) {
		all = append(all, abroad)
	}
	return all
}

// inPlan returns the digits as an E.164 number, or "" if no numbering plan lists it.
func inPlan(digits string) string {
	if n, err := parseInternational(digits); err == nil && n.Valid {
		return n.E164
	}
	return ""
}

// codeFirst returns digits that surely begin with their country code as an E.164 number,
// or "".
func codeFirst(digits string) string {
	n, err := parseInternational(digits)
	if n.Valid || faultOf(err) == ReasonNotValid && lacksPlan(n, digits) {
		return n.E164
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

// CallingCode returns the calling code of a business's country, which is given as
// its ISO code in any case, as [ParseIn] takes it, or as its calling code with or
// without a plus.
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
