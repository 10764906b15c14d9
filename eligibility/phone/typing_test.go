package phone

import "testing"

func TestLooksLikeNumber(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{
		"106540352242922":     false,
		"1972385232742141":    false,
		"2000000000000002":    false,
		"3000000000000001":    false,
		"1754951608042154":    false,
		"17549516080421541":   false,
		" 106540352242922 ":   false,
		"106 540 352 242 922": false, // an id with its thousands set apart
		"":                    false,
		"my number":           false,
		"EAAJB12345":          false,
		"123456":              false,
		"12-34":               false,
		"4155552671":          false, // no E.164 number, and asked for as one
		"+16315551111":        true,
		"+1 631-555-1111":     true,
		"＋８５２５１２３０１００":        true,
		"+106540352242922":    true, // no id has a plus
		"0085251230100":       true,
		"07911123456":         true,
		"tel:+85251230100":    true,
		"852 5123 0100":       true,
		"(631) 555-1111":      true,
		"631.555.1111":        true,
		"85251230100":         true,
		"5511987654321":       true,
		"15550783881":         true,
		"16315551111":         true,
	} {
		if got := LooksLikeNumber(s); got != want {
			t.Errorf("LooksLikeNumber(%q) = %v, want %v", s, got, want)
		}
	}
}

func TestFormatAsYouType(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ input, region, want string }{
		{"", "HK", ""},
		{"+", "", "+"},
		{"+8", "", "+8"},
		{"+852", "", "+852"},
		{"+8525", "", "+852 5"},
		{"+8525123", "", "+852 5123"},
		{"+85251230", "", "+852 5123 0"},
		{"+852 5123 0100", "", "+852 5123 0100"},
		{"+163155", "", "+1 631-55"},
		{"631", "US", "631"},
		{"6315", "US", "(631) 5"},
		{"6315551111", "us", "(631) 555-1111"},
		{"07400123", "GB", "07400 123"},
		{"7400123456", "GB", "7400 123456"},
		{"5123", "", "5123"},
		{"51230", "HK", "5123 0"},
		{"004474001234", "", "00 44 7400 1234"},
		{"+551198765", "", "+55 11 98765"},
		{"+54911234567", "", "+54 9 11 2345-67"},
		{"+8005123", "", "+800 5123"},
		{"+8001234567", "", "+800 1234 567"},
		{"+999123", "", "+999123"},
		{"+85251230100999999999", "", "+85251230100999999999"},
		{"hello", "HK", "hello"},
		{"1-800-FLOWERS", "US", "1-800-FLOWERS"},
	} {
		if got := FormatAsYouType(tc.input, tc.region); got != tc.want {
			t.Errorf("FormatAsYouType(%q, %q) = %q, want %q", tc.input, tc.region, got, tc.want)
		}
	}
}

// Typing a number one key at a time must never lose or change a digit, or the
// cursor would jump.
func TestFormatAsYouTypeKeepsEveryDigit(t *testing.T) {
	t.Parallel()
	for _, tc := range realNumbers {
		for _, whole := range []string{tc.e164, Digits(Plain(tc.input)), "00" + tc.e164[1:]} {
			for i := range len(whole) + 1 {
				typed := whole[:i]
				got := FormatAsYouType(typed, tc.region)
				if Digits(got) != Digits(typed) {
					t.Errorf("typed %q in %q, shown %q", typed, tc.region, got)
				}
			}
		}
	}
}
