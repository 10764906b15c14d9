package phone

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

const (
	dot      = "•"
	hidden   = "••••"
	lastSeen = 4 // this many digits at the end stay readable
	unseen   = 3 // at least this many digits of the national part are hidden
	fewest   = 8 // a number with fewer digits keeps no readable ones
)

// Mask hides the middle of a phone number for a shared screen. It keeps the calling
// code and the last four digits: "+852 •••• 0100". It takes an E.164 number, a
// display number from Graph, or bare digits that begin with a calling code. For
// other text it keeps only the last four digits, and for fewer than eight digits
// none. In plans with very short numbers it keeps fewer than four. It groups the
// digits as the number's country does.
func Mask(number string) string {
	text := Plain(number)
	if text == "" {
		return ""
	}
	digits := Digits(text)
	if len(digits) < fewest {
		return hidden
	}
	_, plus, clean := dialled(unlabel(text))
	if rest, ok := strings.CutPrefix(digits, "00"); ok && clean && isE164(rest) {
		digits, plus = rest, true
	}
	// The first digits without a plus may be the start of a national number. They
	// are only shown if the whole is an international number.
	code := ""
	if clean && len(digits) <= maxDigits && (plus || isE164(digits)) {
		code = callingCode(digits)
	}
	if code == "" {
		return hidden + " " + digits[len(digits)-lastSeen:]
	}
	return "+" + code + " " + dots(digits, code)
}

// dots writes the national part of digits with all but the last four hidden,
// grouped as the country writes it.
func dots(digits, code string) string {
	grouped := digits[len(code):]
	if p, err := phonenumbers.Parse("+"+digits, phonenumbers.UNKNOWN_REGION); err == nil {
		written := phonenumbers.Format(p, phonenumbers.INTERNATIONAL)
		// A format that changes digits cannot be used for this number.
		if Digits(written) == digits {
			_, grouped, _ = strings.Cut(written, " ")
		}
	}
	left := max(len(Digits(grouped))-lastSeen, unseen)
	if Digits(grouped) == grouped { // the country writes it in one piece
		return strings.Repeat(dot, left) + " " + grouped[left:]
	}
	var b strings.Builder
	for _, r := range grouped {
		switch {
		case !isDigit(r):
			b.WriteByte(' ')
		case left > 0:
			b.WriteString(dot)
			left--
		default:
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// isE164 reports whether bare digits are an international number without its plus.
// A numbering plan must list it, or it must have the North American form, because
// Meta's own 555 numbers are in no plan.
func isE164(digits string) bool {
	if len(digits) < fewest || len(digits) > maxDigits || digits[0] == '0' {
		return false
	}
	if len(digits) == 11 && digits[0] == '1' && digits[1] >= '2' {
		return true
	}
	_, err := parseInternational(digits)
	return err == nil
}
