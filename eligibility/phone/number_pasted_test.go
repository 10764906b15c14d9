package phone

import (
	"strings"
	"testing"
)

// What stands around a number where people copy it from.
func TestParseTakesOffWhatStandsAround(t *testing.T) {
	t.Parallel()
	const hk, gb, us = "+85251230100", "+442079460018", "+12125552671"
	for _, tc := range []struct{ input, region, want string }{
		{"Tel. 5123 0100", "HK", hk},
		{"Tel 5123 0100", "HK", hk},
		{"T. +852 5123 0100", "", hk},
		{"Mobile +852 5123 0100", "", hk},
		{"WhatsApp Business +852 5123 0100", "", hk},
		{"電話51230100", "HK", hk},
		{"電話：+852 5123 0100", "", hk},
		{"โทร. 02 123 4567", "TH", "+6621234567"},
		{"전화 02-312-3456", "KR", "+8223123456"},
		{"phone: (852) 5123-0100", "HK", hk},
		{"callto:+85251230100", "", hk},
		{"sms:+85251230100", "", hk},
		{"tel://+852-5123-0100", "", hk},
		{"tel:+852-5123-0100;isub=1", "", hk},
		{"tel:5123-0100;phone-context=+852", "", hk},
		{"tel:(0)20-7946-0018;phone-context=+44", "", gb},
		{"https://wa.me/85251230100", "", hk},
		{"wa.me/85251230100?text=hello%20there", "", hk},
		{"https://wa.me/+852%205123%200100", "", hk},
		{"https://api.whatsapp.com/send?phone=85251230100&text=%E6%88%91", "", hk},
		{"https://web.whatsapp.com/send/?type=phone_number&phone=%2B85251230100", "", hk},
		{"whatsapp://send?phone=85251230100", "GB", hk},
		{"'+85251230100", "", hk},
		{"\"+852 5123 0100\"", "", hk},
		{"“+852 5123 0100”,", "", hk},
		{"«+852 5123 0100»", "", hk},
		{"<+852 5123 0100>", "", hk},
		{"+852 5123 0100;", "", hk},
		{"【+852】5123 0100", "", hk},
		{"「+852」5123・0100", "", hk},
		{"+852‧5123‧0100", "", hk},
		{"852 5123 0100+", "", hk}, // typed from right to left
		{"\u200f٨٥٢ ٥١٢٣ ٠١٠٠+\u200f", "", hk},
		{"\u2066+852 5123 0100\u2069", "", hk},
		{"\u200e\u202a+852\u00a05123\u00a00100\u202c\u200e", "", hk},
		{"+852\u20605123\u034f0100", "", hk},
		{"+8️⃣5️⃣2️⃣ 5123 0100", "", hk}, // keycaps
		{"＋８５２－５１２３－０１００", "", hk},
		{"（８５２）５１２３　０１００", "HK", hk},
		{"+८५२ ५१२३ ०१००", "", hk},
		{"+۸۵۲ ۵۱۲۳ ۰۱۰۰", "", hk},
		{"+౮౫౨ ౫౧౨౩ ౦౧౦౦", "", hk},
		{"1 (212) 555-2671", "US", us},
		{"(212) 555.2671", "US", us},
		{"+1/212/555-2671", "", us},
		{"+44(0)20 7946-0018", "", gb},
		{"[020] 7946 0018", "GB", gb},
	} {
		n, err := Parse(tc.input, tc.region)
		if err != nil || n.E164 != tc.want {
			t.Errorf("Parse(%q, %q) = %q, %v; want %q", tc.input, tc.region, n.E164, err, tc.want)
		}
	}
}

// Each country dials abroad with a prefix of its own. Those that leave no doubt are
// understood without a country, the others with it.
func TestParsePrefixes(t *testing.T) {
	t.Parallel()
	const hk, gb = "+85251230100", "+442079460018"
	for _, tc := range []struct {
		input, region string
		want          string
		reason        ParseReason
	}{
		{"00852 5123 0100", "", hk, ""},
		{"00 44 20 7946 0018", "", gb, ""},
		{"0011 852 5123 0100", "", hk, ""},
		{"0011 44 20 7946 0018", "", gb, ""},
		{"0011 852 5123 0100", "HK", hk, ""},
		{"0011 852 5123 0100", "AU", hk, ""},
		{"011 852 5123 0100", "", hk, ""},
		{"011 44 20 7946 0018", "", gb, ""},
		{"011 852 5123 0100", "CA", hk, ""},
		{"011 44 20 7946 0018", "AR", gb, ""}, // too long for Buenos Aires
		{"001 44 20 7946 0018", "HK", gb, ""},
		{"00852 5123 0100", "HK", hk, ""},
		{"00852 5123 0100", "DE", hk, ""},
		{"010 44 20 7946 0018", "JP", gb, ""},
		{"810 44 20 7946 0018", "RU", gb, ""},
		{"8~10 44 20 7946 0018", "RU", gb, ""},
		{"+00 852 5123 0100", "", hk, ""},
		{"+011 852 5123 0100", "", "", ReasonUnknownCountry},
		// 011 alone is a town's code as often as a prefix.
		{"011 2345 6789", "", "", ReasonNoCountry},
		{"011 2345 6789", "IN", "+911123456789", ""},
		{"011 4321 1234", "AR", "+541143211234", ""},
		{"011 15 2345 6789", "", "", ReasonNoCountry},
		{"011 65 9123 4567", "", "", ReasonNoCountry},
		// Dialled in Singapore this is one of Singapore's; dialled in Europe,
		// Alabama. Only a plus can tell.
		{"001 65 9223 4567", "SG", "", ReasonNoCountry},
		{"+65 9223 4567", "SG", "+6592234567", ""},
		{"+1 659 223 4567", "SG", "+16592234567", ""},
		{"00", "AU", "", ReasonTooShort},
		{"000", "AU", "", ReasonShortCode},
	} {
		n, err := Parse(tc.input, tc.region)
		if why := reasonIn(err); n.E164 != tc.want || why != tc.reason {
			t.Errorf("Parse(%q, %q) = %q, %q; want %q, %q", tc.input, tc.region, n.E164, why, tc.want, tc.reason)
		}
	}
}

func TestParseExplainsLetters(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ input, region, stands string }{
		{"1-800-FLOWERS", "US", "+1 800-356-9377"},
		{"+1 800 flowers", "", "+1 800-356-9377"},
		{"+1 800 GO FEDEX", "", "+1 800-463-3339"},
		{"1-800-MATTRESS", "US", "+1 800-628-8737"}, // the last letter is not dialled
		{"1 800 CALL ATT", "US", "+1 800-225-5288"},
		{"+61 13 TAXI", "", "+61 138294"},
		{"1300 FLIGHT", "AU", "+61 1300 354 448"},
		{"0800 REENIE", "GB", "+44 800 733643"},
		{"0800 ABCDEFG", "DE", "+49 800 2223334"},
		{"１－８００－ＦＬＯＷＥＲＳ", "US", "+1 800-356-9377"},
		{"1-800-FLOWERS", "", ""}, // of which country?
		{"FLOWERS", "US", ""},
		{"hello", "US", ""},
		{"電話", "HK", ""},
		{"5123号0100", "HK", ""},
	} {
		n, err := Parse(tc.input, tc.region)
		if why := reasonIn(err); why != ReasonLetters || n.International != tc.stands || n.Valid {
			t.Errorf("Parse(%q) = %q, %s, valid %v; want %q and letters", tc.input, n.International, why, n.Valid, tc.stands)
		}
	}
	if got, ok := dialLetters("1 ABC DEF GHI JKL MNO PQRS TUV WXYZ"); !ok || got != "1 222 333 444 555 666 7777 888 9999" {
		t.Errorf("the keys are %q", got)
	}
}

func TestParseExplainsExtensions(t *testing.T) {
	t.Parallel()
	const gb = "+442079460018"
	for _, tc := range []struct{ input, region, before string }{
		{"+44 20 7946 0018 ext. 12", "", gb},
		{"+44 20 7946 0018 ext 12", "", gb},
		{"+44 20 7946 0018 extension 12", "", gb},
		{"+44 20 7946 0018 x12", "", gb},
		{"+44 20 7946 0018 x 12", "", gb},
		{"020 7946 0018 X1234", "GB", gb},
		{"+44 20 7946 0018#12", "", gb},
		{"+44 20 7946 0018,12", "", gb},
		{"+44 20 7946 0018 доб. 12", "", gb},
		{"tel:+44-20-7946-0018;ext=12", "", gb},
		{"tel:+44-20-7946-0018;EXT=12;foo=bar", "", gb},
		{"+44 20 7946 0018 ｅｘｔ 12", "", gb},
		{"2123 4567 轉 12", "HK", "+85221234567"},
		{"2123 4567 內線12", "HK", "+85221234567"},
		{"010 6552 9988 转 801", "CN", "+861065529988"},
		{"(02) 2312-3456 分機 12", "TW", "+886223123456"},
		{"03-1234-5678（内線 12）", "JP", "+81312345678"},
		{"02-312-3456 내선 12", "KR", "+8223123456"},
		{"02 123 4567 ต่อ 12", "TH", "+6621234567"},
		{"024 3825 1234 máy lẻ 12", "VN", "+842438251234"},
		{"(11) 3123-4567 ramal 12", "BR", "+551131234567"},
		{"+7 495 123-45-67 доб. 12", "", "+74951234567"},
		{"+52 55 1234 5678 EXT. 12", "", "+525512345678"},
		{"2123 4567 ext 12", "", ""}, // of which country?
	} {
		n, err := Parse(tc.input, tc.region)
		if why := reasonIn(err); why != ReasonExtension || n.E164 != tc.before || n.Valid {
			t.Errorf("Parse(%q) = %q, %s, valid %v; want %q and an extension", tc.input, n.E164, why, n.Valid, tc.before)
		}
	}
}

func TestParseRefusesLinksWithoutNumbers(t *testing.T) {
	t.Parallel()
	for input, want := range map[string]ParseReason{
		"https://wa.me/message/ABCDEF1":         ReasonLetters,
		"https://example.com/85251230100":       ReasonLetters,
		"https://wa.me/?text=hi":                ReasonLetters,
		"https://api.whatsapp.com/send?text=hi": ReasonLetters,
		"wa.me/512":                             ReasonTooShort,
		"https://wa.me/99912345678":             ReasonUnknownCountry,
	} {
		if _, err := Parse(input, ""); reasonIn(err) != want {
			t.Errorf("Parse(%q): %v, want %s", input, err, want)
		}
	}
}

func TestParseShortCodesWithTheirCountry(t *testing.T) {
	t.Parallel()
	for input, region := range map[string]string{"+1 911": "US", "+852 992": "HK", "0044 60777": "GB", "+49 110": "DE", "+61 000": "AU"} {
		n, err := Parse(input, "")
		if reasonIn(err) != ReasonShortCode || n.Line != LineShortCode || n.Region != region || n.E164 != "" {
			t.Errorf("Parse(%q) = %+v, %v", input, n, err)
		}
	}
}

func TestParseIn(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		text, country string
		want          string
		reason        ParseReason
	}{
		{"5123 0100", "HK", "+85251230100", ""},
		{"5123 0100", " hk ", "+85251230100", ""},
		{"5123 0100", "852", "+85251230100", ""},
		{"5123 0100", "+852", "+85251230100", ""},
		{"5123 0100", "ＨＫ", "+85251230100", ""},
		{"020 7946 0018", "UK", "+442079460018", ""},
		{"020 7946 0018", "GB", "+442079460018", ""},
		{"691 234 5678", "el", "+306912345678", ""},
		{"(212) 555-2671", "1", "+12125552671", ""},
		{"+44 20 7946 0018", "HK", "+442079460018", ""},
		{"60777", "UK", "", ReasonShortCode},
		{"5123 0100", "", "", ReasonUnknownCountry},
		{"5123 0100", "XX", "", ReasonUnknownCountry},
		{"5123 0100", "Hong Kong", "", ReasonUnknownCountry},
		{"5123 0100", "999", "", ReasonUnknownCountry},
		{"1234 5678", "800", "", ReasonUnknownCountry}, // +800 is no country
		{"+44 20 7946 0018", "XX", "", ReasonUnknownCountry},
		{"512", "HK", "", ReasonTooShort},
		{"", "HK", "", ReasonEmpty},
	} {
		n, err := ParseIn(tc.text, tc.country)
		if why := reasonIn(err); n.E164 != tc.want || why != tc.reason {
			t.Errorf("ParseIn(%q, %q) = %q, %q; want %q, %q", tc.text, tc.country, n.E164, why, tc.want, tc.reason)
		}
	}
}

// A customer's number has no place in the text of an error.
func TestParseErrorsDoNotShowTheNumber(t *testing.T) {
	t.Parallel()
	for _, input := range []string{"1-800-FLOWERS", "+44 20 7946 0018 x12", "+55 11 8765-4321", "5123 0100"} {
		_, err := Parse(input, "")
		if err == nil || strings.ContainsAny(err.Error(), "0123456789") {
			t.Errorf("Parse(%q): %v", input, err)
		}
	}
}
