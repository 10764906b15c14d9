package phone

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"dialtone/assets/constants"
)

// FuzzParse looks for text that breaks a promise: no panic, typed errors, a
// number that reads back as itself, a mask that hides, digits that stay.
func FuzzParse(f *testing.F) {
	for _, tc := range realNumbers {
		f.Add(tc.input, tc.region)
	}
	for _, s := range []string{
		"", "+", "00", "+00", "tel:;phone-context=+44", "+1 (555) 078-3881", "911", "*#06#", "+52 1 55 1234 5678",
		"\u202a+852\u00a05123–0100\u202c", "１２３", "1972385232742141", "ext 5", "+8o0", "1-800-FLOWERS",
		"https://wa.me/85251230100?text=hi", "whatsapp://send?phone=", "2123 4567 轉 12", "Tel. 5123 0100", "0011 1", "011 852 5123 0100",
		"852 5123 0100+", "044 55 1234 5678", "1 800 MATTRESSES", "+39 0", "0000000000", "\xff\xfe",
	} {
		f.Add(s, "US")
		f.Add(s, "")
	}
	reasons, recipientReasons := constants.Of[ParseReason](f), constants.Of[RecipientReason](f)
	f.Fuzz(func(t *testing.T, input, region string) {
		n, err := Parse(input, region)
		if err != nil {
			var pe *ParseError
			if !errors.As(err, &pe) || !slices.Contains(reasons, pe.Reason) {
				t.Fatalf("Parse(%q, %q): %v is no known reason", input, region, err)
			}
			if n.Valid {
				t.Fatalf("Parse(%q, %q) is valid and refused: %v", input, region, err)
			}
		} else {
			digits, ok := strings.CutPrefix(n.E164, "+")
			if !ok || Digits(digits) != digits || len(digits) > maxDigits || digits[0] == '0' {
				t.Fatalf("Parse(%q, %q) = %q, which is no E.164", input, region, n.E164)
			}
			if again, err := Parse(n.E164, ""); err != nil || again != n {
				t.Fatalf("Parse(%q) = %+v, %v; want %+v", n.E164, again, err, n)
			}
			checkMask(t, n.E164, Mask(n.E164))
		}
		checkMask(t, input, Mask(input))
		LooksLikeNumber(input)

		shown := FormatAsYouType(input, region)
		if digits, _, ok := dialled(Plain(input)); ok && len(input) <= maxInput && Digits(shown) != digits {
			t.Fatalf("FormatAsYouType(%q, %q) = %q changed the digits", input, region, shown)
		}
		code, _ := CallingCode(region)
		to := ReadRecipient(input, code)
		if !slices.Contains(recipientReasons, to.Reason) || (to.Reason == RecipientNone) != (to.Fault != "") ||
			to.Reason.AsMeant() && len(to.Send) != 1 {
			t.Fatalf("ReadRecipient(%q, %d) = %+v is out of shape", input, code, to)
		}
		for _, form := range to.Send {
			if again := ReadRecipient(form, code); !again.Reason.AsMeant() || again.ReadAs != form {
				t.Fatalf("ReadRecipient(%q, %d) has %q sent, which is %+v", input, code, form, again)
			}
		}
	})
}
