package phone

import "testing"

// A letter that looks like a digit is that digit; its key on a telephone would make
// another person's number.
func TestLettersThatLookLikeDigits(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ input, region, meant string }{
		{"+1 631 555 O142", "", "+16315550142"},
		{"+1 631 555 o142", "", "+16315550142"},
		{"+1 631 555 0l42", "", "+16315550142"},
		{"+1 631 555 0I42", "", "+16315550142"},
		{"+l 631 555 0142", "", "+16315550142"},
		{"+1 631 555 014O", "", "+16315550140"},
		{"+1 631 555 Ol42", "", "+16315550142"},
		{"+1 631 555 О142", "", "+16315550142"}, // Cyrillic
		{"+1 631 555 Ｏ142", "", "+16315550142"}, // full-width
		{"+852 9l23 4567", "", "+85291234567"},
		{"9l23 4567", "HK", "+85291234567"},
		{"9l23 4567", "", ""}, // of which country?
		{"O161 496 O018", "GB", "+441614960018"},
		{"OO852 5123 0100", "", "+85251230100"},
		{"1 631 555 O142", "", "+16315550142"},
		{"+1 631 555 O142 (cell)", "", "+16315550142"},
		{"Tel: +1 631 555 O142", "", "+16315550142"},
		{"1-8OO-FLOWERS", "US", "+18003569377"},
		{"+1 631 5S5 0142", "", ""}, // nobody knows
		{"+1 631 SSS 0142", "", ""},
		{"+1 631 S55 0142", "", ""},
		{"+1 631 5SS 0142", "", ""},
		{"+1 631 BBB 0142", "", ""},
		{"+1 631 ZZZ O142", "", ""},
		{"+1 631 SSA 0142", "", ""},
		{"+1 (631) SOS-0142", "", ""},
		{"+852 BBBB 4567", "", ""},
		{"+44 7BBB BBBBBB", "", ""},
		{"631 SSS 0142", "US", ""},
		{"SIM2 9123 4567", "HK", ""}, // a word before a number is not dialled
		{"+1 631 555 XXXX", "", ""},  // places that somebody left open
		{"+852 9XXX XXXX", "", ""},
		{"+1 NPA NXX XXXX", "", ""},
		{"+1 631 NNN 0142", "", ""},
		{"+1 631 55D 0142", "", ""},
		{"+1 631 55AB 142", "", ""},
		{"+852 O", "", ""},
	} {
		n, err := Parse(tc.input, tc.region)
		if why := reasonIn(err); why != ReasonLetters || n.E164 != tc.meant || n.Valid {
			t.Errorf("Parse(%q, %q) = %q, %q, valid %v; want %q", tc.input, tc.region, n.E164, why, n.Valid, tc.meant)
		}
	}
	if n, err := Parse("+1 63| 555 0142", ""); reasonIn(err) != ReasonLetters || n.E164 != "+16315550142" {
		t.Errorf("a bar: %q, %v", n.E164, err)
	}
}

func TestWordsBehindANumber(t *testing.T) {
	t.Parallel()
	const hk, de = "+85291234567", "+4930123456"
	for _, tc := range []struct {
		input, region, want string
		reason              ParseReason
	}{
		{"+852 9123 4567 (WhatsApp)", "", hk, ""},
		{"+852 9123 4567 - Mary", "", hk, ""},
		{"+852 9123 4567 – Mary Chan", "", hk, ""},
		{"+852 9123 4567 mobile", "", hk, ""},
		{"+852 9123 4567 call me", "", hk, ""},
		{"+852 9123 4567, Mary", "", hk, ""},
		{"+852 9123 4567 / office", "", hk, ""},
		{"+852 9123 4567(Mary)", "", hk, ""},
		{"+852 9123 4567\nMary", "", hk, ""},
		{"+852 91234567手機", "", hk, ""},
		{"Mary +852 9123 4567 (mobile)", "", hk, ""},
		{"Tel. 9123 4567 (office)", "HK", hk, ""},
		{"電話 9123 4567（公司）", "HK", hk, ""},
		{"9123 4567 (WhatsApp)", "", "", ReasonNoCountry},
		{"1 631 555 0142 (WhatsApp)", "", "+16315550142", ReasonNoCountry},
		{"+1 555 078 3881 (test)", "", "+15550783881", ReasonNotValid},
		{"+49 30 123456 (Mary)", "", de, ""},
		{"+49 30 123456 mobile", "", de, ""},
		{"+49 30 123456 Mary", "", "", ReasonLetters}, // or the number goes on
		{"+852 9123 4567 ext", "", hk, ReasonLetters},
		{"+852 9123 4567 轉", "", "", ReasonLetters},
		{"+852 9123 4567abc", "", hk, ReasonLetters},
		{"+852 9123 4567 or 9876 5432", "", "", ReasonLetters},
		{"+1 800 FLOWERS", "", "+18003569377", ReasonLetters},
		{"1-800-356-9377 (FLOWERS)", "US", "+18003569377", ""},
	} {
		n, err := Parse(tc.input, tc.region)
		if why := reasonIn(err); why != tc.reason || n.E164 != tc.want {
			t.Errorf("Parse(%q, %q) = %q, %q; want %q, %q", tc.input, tc.region, n.E164, why, tc.want, tc.reason)
		}
	}
}

func TestAddressesOfChats(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		input, meant string
		reason       ParseReason
	}{
		{"16315550142@c.us", "+16315550142", ReasonChatID},
		{"+16315550142@c.us", "+16315550142", ReasonChatID},
		{"16315550142@s.whatsapp.net", "+16315550142", ReasonChatID},
		{"16315550142:12@s.whatsapp.net", "+16315550142", ReasonChatID},
		{"16315550142.0:3@S.WhatsApp.net", "+16315550142", ReasonChatID},
		{"\"16315550142@c.us\",", "+16315550142", ReasonChatID},
		{"id: 85291234567@c.us", "+85291234567", ReasonChatID},
		{"true_16315550142@c.us_3EB0A1B2", "+16315550142", ReasonChatID},
		{"5215555550142@c.us", "+525555550142", ReasonChatID},
		{"120363025246125486@g.us", "", ReasonChatOnly},
		{"16315550142-1455555555@g.us", "", ReasonChatOnly},
		{"false_120363025246125486@g.us_3EB0_16315550142@c.us", "", ReasonChatOnly},
		{"84211234567890@lid", "", ReasonChatOnly},
		{"16315550142@c.us 16315550143@c.us", "", ReasonChatOnly},
		{"120363144038483540@newsletter", "", ReasonChatOnly},
		{"99912345678@c.us", "", ReasonUnknownCountry},
		{"mary@example.com", "", ReasonLetters},
	} {
		n, err := Parse(tc.input, "HK")
		if why := reasonIn(err); why != tc.reason || n.E164 != tc.meant || n.Valid {
			t.Errorf("Parse(%q) = %q, %q, valid %v; want %q, %q", tc.input, n.E164, why, n.Valid, tc.meant, tc.reason)
		}
	}
}

// What begins with a country code and lacks the plus is proposed with it, unless its
// groups are those of another country.
func TestNumbersWithoutTheirPlus(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		input, region string
		reason        ParseReason
		meant         string
	}{
		{"1 (631) 555-0142", "", ReasonNoCountry, "+16315550142"},
		{"16315550142", "", ReasonNoCountry, "+16315550142"},
		{"1-631-555-0142", "", ReasonNoCountry, "+16315550142"},
		{"521 55 5555 0142", "", ReasonNoCountry, "+525555550142"},
		{"52 1 55 5555 0142", "", ReasonNoCountry, "+525555550142"},
		{"852 9123 4567", "", ReasonNoCountry, "+85291234567"},
		{"4420 7946 0018", "", ReasonNoCountry, "+442079460018"},
		{"49151 23456789", "", ReasonNoCountry, "+4915123456789"},
		{"54 9 11 5555 0142", "", ReasonNoCountry, "+5491155550142"},
		{"1 631 555 0142", "HK", ReasonNoCountry, "+16315550142"}, // no plan lists what Hong Kong makes of it
		{"44 7911 123456", "US", ReasonTooLong, "+447911123456"},
		{"(631) 555-0142", "", ReasonNoCountry, ""},
		{"659 223 4567", "", ReasonNoCountry, ""},  // Alabama, not Singapore
		{"131 0234 5678", "", ReasonNoCountry, ""}, // China, not California
		{"9123 4567", "", ReasonNoCountry, ""},
		{"0852 9123 4567", "", ReasonNoCountry, ""},
		{"15551450142", "", ReasonNoCountry, "+15551450142"}, // Meta's own, which no plan lists
		{"1 555 078 3881", "", ReasonNoCountry, "+15550783881"},
		{"553185550142", "", ReasonNoCountry, "+553185550142"}, // without the ninth digit
		{"55 31 8555-0142", "", ReasonNoCountry, "+553185550142"},
		{"551185550142", "HK", ReasonTooLong, "+551185550142"},
		{"552087654321", "", ReasonNoCountry, "+552087654321"}, // too long for a national number
		{"447700900123", "", ReasonNoCountry, "+447700900123"},
		{"447700900123", "US", ReasonTooLong, "+447700900123"},
		{"812345678901", "", ReasonNoCountry, ""}, // a mobile of Indonesia rather than one of Japan
		{"11985550142", "", ReasonNoCountry, ""},  // of São Paulo
		{"31985550142", "", ReasonNoCountry, ""},
		{"1 631 555 0142", "XX", ReasonUnknownCountry, ""},
	} {
		n, err := Parse(tc.input, tc.region)
		if why := reasonIn(err); why != tc.reason || n.E164 != tc.meant || n.Valid {
			t.Errorf("Parse(%q, %q) = %q, %q, valid %v; want %q, %q", tc.input, tc.region, n.E164, why, n.Valid, tc.meant, tc.reason)
		}
	}
}
