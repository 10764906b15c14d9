package phone

import (
	"strings"
	"testing"
)

// Where two numbers can be meant, neither is taken; where one can, it is.
func TestTextThatCanMeanTwoNumbers(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		input, region, want string
		reason              ParseReason
	}{
		// Two numbers stand there.
		{"+852 2345 6789 (old); +852 9123 4567 (new)", "", "", ReasonBehind},
		{"+1 631 555 0142; +1 631 555 0143", "", "", ReasonBehind},
		{"9123 4567;9876 5432", "HK", "", ReasonBehind},
		{"Tel: 9123 4567; Fax: 2345 6789", "HK", "", ReasonBehind},
		{"+49 30 123456; 123457", "", "", ReasonBehind},
		{"+852 9123 4567, 98765432", "", "", ReasonBehind},
		{"030 123456\n030 1234", "DE", "", ReasonBehind},
		{"+852 9123\n4567", "", "+85291234567", ""},
		{"+852 9123 4567; Mary", "", "+85291234567", ""},
		{"+852 9123 4567; ext 12", "", "+85291234567", ReasonExtension},
		{"https://wa.me/85291234567?text=hi https://wa.me/85298765432?text=hi", "", "", ReasonBehind},
		{"https://wa.me/85291234567?text=hi\n+852 9876 5432", "", "", ReasonBehind},
		{"wa.me/4930123456 123457", "", "", ReasonBehind},
		{"+852 9123 4567 https://wa.me/85291234567", "", "+85291234567", ""},
		{"12025550123_16315550142@c.us", "", "+16315550142", ReasonChatID},
		{"+1 631 555 0142 <16315550143@s.whatsapp.net>", "", "", ReasonBehind},
		{"+1 631 555 0142 <16315550142@s.whatsapp.net>", "", "+16315550142", ReasonChatID},
		{"16315550142@c.us, 16315550143", "", "", ReasonBehind},
		{"44 7911123456@c.us", "", "", ReasonBehind},
		{"+852 9123 4567-9", "", "+85291234567", ReasonBehind},
		{"+852 9123 4567~9", "", "+85291234567", ReasonBehind},
		{"+49 30 123456-12", "", "+493012345612", ""},
		// A country code without its plus, or a national number.
		{"44 7911 123456", "DE", "", ReasonNoCountry},
		{"39 347 123 4567", "DE", "", ReasonNoCountry},
		{"91 98123 45678", "DE", "", ReasonNoCountry},
		{"1 631 555 0142", "DE", "", ReasonNoCountry},
		{"33 6 12 34 56 78", "AT", "", ReasonNoCountry},
		{"49 30 123456", "BR", "", ReasonNoCountry},
		{"34 912 345 678", "BR", "", ReasonNoCountry},
		{"65 9123 4567", "MX", "", ReasonNoCountry},
		{"65 9123 4567", "IN", "", ReasonNoCountry},
		{"351 912 345 678", "IT", "", ReasonNoCountry},
		{"44 7911 123456 (2)", "DE", "", ReasonNoCountry},
		{"1 55 1234 5678", "MX", "", ReasonNoCountry},
		{"1 33 1234 5678", "", "", ReasonNoCountry},
		{"33 98765-4321", "BR", "+5533987654321", ""},
		{"131 0234 5678", "CN", "+8613102345678", ""},
		{"659 223 4567", "US", "+16592234567", ""},
		{"532 123 45 67", "TR", "+905321234567", ""},
		{"+11 91234-5678", "BR", "+5511912345678", ReasonNoCountry},
		{"+631 555 0142", "US", "+16315550142", ReasonNoCountry},
		{"+0151 23456789", "DE", "+4915123456789", ReasonNoCountry},
		{"+15550783881", "CN", "+15550783881", ReasonNotValid},
		// What counts the numbers of a list.
		{"2. 030 123456", "DE", "", ReasonBehind},
		{"Tel 2 030 123456", "DE", "", ReasonBehind},
		{"1. 9123 4567", "HK", "+85291234567", ""},
		{"1 - 9123 4567", "HK", "+85291234567", ""},
		{"Line 1 9123 4567", "HK", "+85291234567", ""},
		{"SIM 2: 9123 4567", "HK", "+85291234567", ""},
		{"1) 11 91234-5678", "BR", "+5511912345678", ""},
		{"9) 512 345 678", "PL", "+48512345678", ""},
		{"7. 912 345 6789", "", "", ReasonNoCountry},
		{"(2) 9876 5432", "AU", "+61298765432", ""},
		{"1 - 631 - 555 - 0142", "US", "+16315550142", ""},
		{"Tel 11 3123-4567", "BR", "+551131234567", ""},
		// Digits that are missing, and what is no number.
		{"91234-5678", "BR", "", ReasonNoAreaCode},
		{"3123 4567", "BR", "", ReasonNoAreaCode},
		{"15 2345 6789", "AR", "", ReasonNoAreaCode},
		{"+52 1 55 1234 567", "", "", ReasonTooShort},
		{"US.13491208655302741918", "", "", ReasonUserID},
	} {
		n, err := Parse(tc.input, tc.region)
		if why := reasonIn(err); why != tc.reason || n.E164 != tc.want {
			t.Errorf("Parse(%q, %q) = %q, %q; want %q, %q", tc.input, tc.region, n.E164, why, tc.want, tc.reason)
		}
	}
}

func TestRecipientsThatCanBeTwo(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		to         string
		code       int
		send, twin string
		fault      ParseReason
	}{
		{"1 55 1234 5678", 52, "+525512345678 +15512345678", "", ""},
		{"31 8555-0142", 55, "+553185550142", "+5531985550142", ""},
		{"+52 1 55 1234 567", 52, "", "", ReasonTooShort},
		{"+11 91234-5678", 55, "+5511912345678", "", ReasonNoCountry},
		{"2. 030 123456", 49, "", "", ReasonBehind},
		{"1. 9123 4567", 852, "+85291234567", "", ""},
		{"9123 4567\n9876 5432", 852, "", "", ReasonBehind},
		{"US.13491208655302741918", 1, "", "", ReasonUserID},
	} {
		r := ReadRecipient(tc.to, tc.code)
		if strings.Join(r.Send, " ") != tc.send || r.Twin != tc.twin || r.Fault != tc.fault || r.Reason.AsMeant() {
			t.Errorf("%q for +%d: %+v, want %+v", tc.to, tc.code, r, tc)
		}
	}
}
