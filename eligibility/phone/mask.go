package phone

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

const (
	dot      = "•"
	hidden   = "••••"
	lastSeen = 4 // digits at the end that stay readable
	unseen   = 3 // digits of the national part that are hidden at the least
	fewest   = 8 // digits below which four readable ones would be too many
)

// Mask hides the middle of a phone number for a shared screen. The calling code
// and the last four digits stay: "+852 •••• 0100". It takes an E.164 number, a
// display number as Graph gives it, or bare digits that begin with a calling
// code; of anything else only the last four digits stay, and nothing at all of
// fewer than eight digits. In plans with very short numbers fewer than four
// stay. The grouping is that of the number's country.
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
	// Without a plus the first digits may be the start of a national number:
	// they are shown only if the whole reads as an international one.
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
// in the groups in which the country writes it.
func dots(digits, code string) string {
	grouped := digits[len(code):]
	if p, err := phonenumbers.Parse("+"+digits, phonenumbers.UNKNOWN_REGION); err == nil {
		written := phonenumbers.Format(p, phonenumbers.INTERNATIONAL)
		// Only a format that keeps every digit can stand for this number.
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

// isE164 reports whether bare digits read as an international number without
// its plus: one that a numbering plan lists, or one of North American shape,
// since Meta's own 555 numbers are in no plan.
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
