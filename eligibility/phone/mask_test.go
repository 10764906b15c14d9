package phone

import (
	"strings"
	"testing"
)

func TestMask(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]string{
		"+85251230100":         "+852 •••• 0100",
		"+852 5123 0100":       "+852 •••• 0100",
		"85251230100":          "+852 •••• 0100",
		"0085251230100":        "+852 •••• 0100",
		"＋８５２５１２３０１００":         "+852 •••• 0100",
		"+16315551111":         "+1 ••• ••• 1111",
		"+1 631-555-5555":      "+1 ••• ••• 5555",
		"15555555555":          "+1 ••• ••• 5555",
		"+15550783881":         "+1 ••• ••• 3881",
		"+33612345678":         "+33 • •• •• 56 78",
		"+390669821234":        "+39 •• •••• 1234",
		"+5511987654321":       "+55 •• ••••• 4321",
		"+3545551234":          "+354 ••• 1234",
		"+29023456":            "+290 ••• 56",   // five digits: four readable ones would be too many
		"+687200000":           "+687 •• •0 00", // written 20.00.00 in New Caledonia
		"98765432":             "•••• 5432",     // a national number shows no calling code
		"(415) 555-2671":       "•••• 2671",
		"+99912345678":         "•••• 5678",
		"12345678901234567890": "•••• 7890",
		"call 8525123 0100":    "•••• 0100",
		"+852 512":             "••••",
		"1234567":              "••••",
		"abc":                  "••••",
		"\x1b[31m":             "••••",
		"  ":                   "",
		"":                     "",
	} {
		if got := Mask(number); got != want {
			t.Errorf("Mask(%q) = %q, want %q", number, got, want)
		}
	}
}

func TestMaskHidesTheMiddleOfEveryNumber(t *testing.T) {
	t.Parallel()
	for _, tc := range realNumbers {
		n, err := Parse(tc.e164, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range []string{n.E164, n.International, n.E164[1:]} {
			got := Mask(form)
			checkMask(t, form, got)
			if !strings.HasPrefix(got, "+") {
				t.Errorf("Mask(%q) = %q lost the calling code", form, got)
			}
			if want := n.National[max(3, len(n.National)-4):]; !strings.HasSuffix(Digits(got), want) {
				t.Errorf("Mask(%q) = %q, want it to end in %s", form, got, want)
			}
		}
	}
}

// checkMask fails if a masked number shows more than a calling code and four
// digits, or anything but digits, dots, spaces and a plus.
func checkMask(t *testing.T, number, masked string) {
	t.Helper()
	if strings.Trim(masked, "+0123456789• ") != "" {
		t.Errorf("Mask(%q) = %q shows foreign characters", number, masked)
	}
	shown := Digits(masked)
	code := ""
	if rest, ok := strings.CutPrefix(masked, "+"); ok {
		code, _, _ = strings.Cut(rest, " ")
	}
	if len(code) > 3 || len(shown)-len(code) > 4 {
		t.Errorf("Mask(%q) = %q shows too much", number, masked)
	}
	if d := Digits(Plain(number)); len(d) < 8 && shown != "" {
		t.Errorf("Mask(%q) = %q shows digits of a short text", number, masked)
	}
}
