package phone

import (
	"strings"
	"testing"
)

// Digits behind a number are no part of it, and where that is in doubt nothing is taken.
func TestDigitsBehindANumber(t *testing.T) {
	t.Parallel()
	const hk, us = "+85291234567", "+16315550142"
	for _, tc := range []struct {
		input, region, want string
		reason              ParseReason
	}{
		{"+852 9123 4567 (2)", "", hk, ""},
		{"+852 9123 4567 [2]", "", hk, ""},
		{"+852 9123 4567 {2}", "", hk, ""},
		{"+852 9123 4567 <2>", "", hk, ""},
		{"+852 9123 4567（2）", "", hk, ""},
		{"+852 9123 4567【2】", "", hk, ""},
		{"+852 9123 4567 (2", "", hk, ""},
		{"+852 9123 4567 (12)", "", hk, ""},
		{"+852 9123 4567 (#2)", "", hk, ""},
		{"+852 9123 4567 (24/7)", "", hk, ""},
		{"+852 9123 4567 (9:00-18:00)", "", hk, ""},
		{"+852 9123 4567 (2) ✅", "", hk, ""},
		{"+852 9123 4567 ②", "", hk, ""},
		{"+852 9123 4567²", "", hk, ""},
		{"+62 812 3456 789 (2)", "", "+628123456789", ""},
		{"+43 660 1234567 (2)", "", "+436601234567", ""},
		{"9123 4567 (2)", "HK", hk, ""},
		{"1 631 555 0142 (2)", "", us, ReasonNoCountry},
		{"+1 555 078 3881 (2)", "", "+15550783881", ReasonNotValid},
		// The plan has only the longer one, or both.
		{"+49 151 2345678 (2)", "", "", ReasonBehind},
		{"+49 151 2345678 (22)", "", "", ReasonBehind},
		{"+49 151 2345678 ②", "", "", ReasonBehind},
		{"+49 30 1234 (5678)", "", "", ReasonBehind},
		{"+49 30 123456 (0)", "", "", ReasonBehind},
		{"+49 151 2345678 / 2", "", "", ReasonBehind},
		{"+49 151 2345678/9", "", "", ReasonBehind},
		{"+49 151 2345678 - 2", "", "", ReasonBehind},
		{"+49 151 2345678 | 2", "", "+491512345678", ReasonBehind},
		{"+852 9123 4567 (9876 5432)", "", "", ReasonBehind},
		{"+852 9123 4567/8", "", hk, ReasonBehind},
		{"+852 9123 4567 - 2", "", hk, ReasonBehind},
		// A remark with a digit in it.
		{"+852 9123 4567 (since 2021)", "", hk, ""},
		{"+852 9123 4567 (John, 2nd line)", "", hk, ""},
		{"+852 9123 4567 (24h)", "", hk, ""},
		{"+852 9123 4567 WhatsApp Business 24h", "", hk, ""},
		{"+852 9123 4567, Mary 2", "", hk, ""},
		{"9123 4567 WhatsApp 24h", "HK", hk, ""},
		{"+49 30 123456 (since 2021)", "", "+4930123456", ""},
		{"+852 9123 4567 Mary 2", "", hk, ReasonLetters},
		{"+852 9123 4567 2nd line", "", hk, ReasonLetters},
		{"+49 30 123456 Mary 2", "", "", ReasonLetters},
		{"+852 9123 4567 (old: 9876 5432)", "", "", ReasonLetters},
		{"+852 9123 4567 or 9876 5432", "", "", ReasonLetters},
		{"+49 30 1234 O142", "", "+493012340142", ReasonLetters},
		// A number that is not complete without them.
		{"+852 5123 (0100)", "", "+85251230100", ""},
		{"+44 20 7946 (0018)", "", "+442079460018", ""},
		{"+44 (0)20 7946 0018", "", "+442079460018", ""},
		{"+49 30 123456-0", "", "+49301234560", ""},
		// What counts a number stands in front.
		{"(2) +852 9123 4567", "", hk, ""},
		{"2. +852 9123 4567", "", hk, ""},
		{"SIM 2: +852 9123 4567", "", hk, ""},
		{"Line 2 +852 9123 4567", "", hk, ""},
		{"(44) +20 7946 0018", "", "", ReasonNotANumber}, // which of the two is the country?
		{"44 +20 7946 0018", "", "", ReasonNotANumber},
	} {
		n, err := Parse(tc.input, tc.region)
		if why := reasonIn(err); why != tc.reason || n.E164 != tc.want {
			t.Errorf("Parse(%q, %q) = %q, %q; want %q, %q", tc.input, tc.region, n.E164, why, tc.want, tc.reason)
		}
	}
}

// A message would go to a number with the digits behind it.
func TestRecipientsWithDigitsBehind(t *testing.T) {
	t.Parallel()
	for to, want := range map[string]string{
		"+43 660 1234567 (2)": "+436601234567", "1 631 555 0142 (2)": "+16315550142", "+49 151 2345678 (2)": "",
		"+852 9123 4567/8": "+85291234567",
	} {
		r := ReadRecipient(to, india)
		if r.Reason != RecipientNone || r.Fault != ReasonBehind || r.ReadAs != "" || strings.Join(r.Send, " ") != want {
			t.Errorf("%q: %+v, want %q", to, r, want)
		}
	}
}

func TestSignsAroundANumber(t *testing.T) {
	t.Parallel()
	for _, input := range []string{
		"+852 9123 4567 ✅", "📱 +852 9123 4567 ✅", "+852 9123 4567 👍🏽", "+852 9123 4567 ❤️", "🇭🇰 +852 9123 4567 🇭🇰", "+852 9123 4567 ☎",
		"+852 9123 4567 ✅ (WhatsApp)", "+852 9123 4567 📱 WhatsApp", "*+852 9123 4567*", "**+852 9123 4567**", "_+852 9123 4567_",
		"+852 9123 4567?", "+852 9123 4567 ★★★", "+852 9123 4567 →", "✓ +852 9123 4567.",
	} {
		if n, err := Parse(input, ""); err != nil || n.E164 != "+85291234567" {
			t.Errorf("Parse(%q) = %q, %v", input, n.E164, err)
		}
	}
	for _, input := range []string{"+852 9123 4567…", "*06#", "+852 9123✅4567"} {
		if n, err := Parse(input, ""); err == nil || n.E164 != "" {
			t.Errorf("Parse(%q) = %q, %v", input, n.E164, err)
		}
	}
}

// Prefixes that are dialled inside a country only, also two of them.
func TestPrefixesBehindTheCountryCode(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ input, region, want, national string }{
		{"+54 9 351 15 555-0142", "", "+5493515550142", "0351 15-555-0142"},
		{"+54 9 11 15 5555 0142", "", "+5491155550142", "011 15-5555-0142"},
		{"+54 9 0351 15 555 0142", "", "+5493515550142", "0351 15-555-0142"},
		{"+54 9 2966 15 42 1234", "", "+5492966421234", "02966 15-42-1234"},
		{"+54 0351 15 555-0142", "", "+5493515550142", "0351 15-555-0142"},
		{"011 15 5555 0142", "AR", "+5491155550142", "011 15-5555-0142"},
		{"9 11 15 5555 0142", "AR", "+5491155550142", "011 15-5555-0142"},
		{"+54 11 4321-1234", "", "+541143211234", "011 4321-1234"},
		{"+52 1 044 55 5555 0142", "", "+525555550142", ""},
		{"+52 044 1 55 5555 0142", "", "+525555550142", ""},
		{"+52 045 55 5555 0142", "", "+525555550142", ""},
		{"+55 (0xx11) 98555-0142", "", "+5511985550142", ""},
		{"+55 (0XX) 11 98555-0142", "", "+5511985550142", ""},
		{"+55 (xx11) 98555-0142", "", "+5511985550142", ""},
		{"+55 0**11 98555-0142", "", "+5511985550142", ""},
		{"(0xx11) 98555-0142", "BR", "+5511985550142", ""},
	} {
		n, err := Parse(tc.input, tc.region)
		if err != nil || n.E164 != tc.want || tc.national != "" && n.NationalFormat != tc.national {
			t.Errorf("Parse(%q, %q) = %q, written %q, %v; want %q, %q", tc.input, tc.region, n.E164, n.NationalFormat, err, tc.want, tc.national)
		}
	}
	for _, input := range []string{"(0xx11) 98555-0142", "+351 (0xx11) 98555-0142"} { // Brazil's sign without Brazil
		if n, err := Parse(input, ""); err == nil || n.E164 != "" {
			t.Errorf("Parse(%q) = %q, %v", input, n.E164, err)
		}
	}
}
