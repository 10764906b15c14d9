package phone

import (
	"errors"
	"strings"
	"testing"
)

// realNumbers are numbers as they stand on business cards, with what their
// numbering plans say about them.
var realNumbers = []struct {
	input, region string
	e164          string
	country       string
	line          LineType
	method        Method
}{
	{"+852 5123 0100", "", "+85251230100", "HK", LineMobile, MethodSMS},
	{"2123 4567", "HK", "+85221234567", "HK", LineFixed, MethodVoice},
	{"800 123 456", "HK", "+852800123456", "HK", LineTollFree, MethodVoice},
	{"3002 1234", "HK", "+85230021234", "HK", LineUAN, MethodVoice},
	{"8123 4567", "HK", "+85281234567", "HK", LinePersonal, MethodNone},
	{"+853 6612 3456", "", "+85366123456", "MO", LineMobile, MethodSMS},
	{"0912 345 678", "TW", "+886912345678", "TW", LineMobile, MethodSMS},
	{"02-2312-3456", "TW", "+886223123456", "TW", LineFixed, MethodVoice},
	{"081 234 5678", "TH", "+66812345678", "TH", LineMobile, MethodSMS},
	{"02 123 4567", "TH", "+6621234567", "TH", LineFixed, MethodVoice},
	{"1800 123 456", "TH", "+661800123456", "TH", LineTollFree, MethodVoice},
	{"+84 91 234 56 78", "", "+84912345678", "VN", LineMobile, MethodSMS},
	{"024 3825 1234", "VN", "+842438251234", "VN", LineFixed, MethodVoice},
	{"1900 1234", "VN", "+8419001234", "VN", LinePremium, MethodVoice},
	{"010-1234-5678", "KR", "+821012345678", "KR", LineMobile, MethodSMS},
	{"02-312-3456", "KR", "+8223123456", "KR", LineFixed, MethodVoice},
	{"080-123-4567", "KR", "+82801234567", "KR", LineTollFree, MethodVoice},
	{"070-1234-5678", "KR", "+827012345678", "KR", LineVoIP, MethodVoice},
	{"090-1234-5678", "JP", "+819012345678", "JP", LineMobile, MethodSMS},
	{"03-1234-5678", "JP", "+81312345678", "JP", LineFixed, MethodVoice},
	{"0120-123-456", "JP", "+81120123456", "JP", LineTollFree, MethodVoice},
	{"0990-123-456", "JP", "+81990123456", "JP", LinePremium, MethodVoice},
	{"138 0013 8000", "CN", "+8613800138000", "CN", LineMobile, MethodSMS},
	{"010 6552 9988", "CN", "+861065529988", "CN", LineFixed, MethodVoice},
	{"400 810 1234", "CN", "+864008101234", "CN", LineSharedCost, MethodNone},
	{"9123 4567", "SG", "+6591234567", "SG", LineMobile, MethodSMS},
	{"6123 4567", "SG", "+6561234567", "SG", LineFixed, MethodVoice},
	{"3123 4567", "SG", "+6531234567", "SG", LineVoIP, MethodVoice},
	{"012-345 6789", "MY", "+60123456789", "MY", LineMobile, MethodSMS},
	{"1-300-80-1234", "MY", "+601300801234", "MY", LineTollFree, MethodVoice},
	{"0917 123 4567", "PH", "+639171234567", "PH", LineMobile, MethodSMS},
	{"0812-3456-789", "ID", "+628123456789", "ID", LineMobile, MethodSMS},
	{"021 3123 4567", "ID", "+622131234567", "ID", LineFixed, MethodVoice},
	{"098765 43210", "IN", "+919876543210", "IN", LineMobile, MethodSMS},
	{"1800 123 4567", "IN", "+9118001234567", "IN", LineTollFree, MethodVoice},
	{"1860 123 4567", "IN", "+9118601234567", "IN", LineSharedCost, MethodNone},
	{"0412 345 678", "AU", "+61412345678", "AU", LineMobile, MethodSMS},
	{"(02) 9876 5432", "AU", "+61298765432", "AU", LineFixed, MethodVoice},
	{"1300 123 456", "AU", "+611300123456", "AU", LineSharedCost, MethodNone},
	{"021 234 567", "NZ", "+6421234567", "NZ", LineMobile, MethodSMS},
	{"(212) 555-2671", "US", "+12125552671", "US", LineFixedOrMobile, MethodAsk},
	{"1-800-555-0199", "US", "+18005550199", "US", LineTollFree, MethodVoice},
	{"900-555-0199", "US", "+19005550199", "US", LinePremium, MethodVoice},
	{"500 555 1234", "US", "+15005551234", "US", LinePersonal, MethodNone},
	{"+1 416 555 0123", "", "+14165550123", "CA", LineFixedOrMobile, MethodAsk},
	{"07400 123456", "GB", "+447400123456", "GB", LineMobile, MethodSMS},
	{"020 7946 0018", "GB", "+442079460018", "GB", LineFixed, MethodVoice},
	{"0800 123 4567", "GB", "+448001234567", "GB", LineTollFree, MethodVoice},
	{"0909 879 0000", "GB", "+449098790000", "GB", LinePremium, MethodVoice},
	{"070 1234 5678", "GB", "+447012345678", "GB", LinePersonal, MethodNone},
	{"076 4012 3456", "GB", "+447640123456", "GB", LinePager, MethodNone},
	{"0330 123 4567", "GB", "+443301234567", "GB", LineUAN, MethodVoice},
	{"01512 3456789", "DE", "+4915123456789", "DE", LineMobile, MethodSMS},
	{"030 123456", "DE", "+4930123456", "DE", LineFixed, MethodVoice},
	{"0180 5 123456", "DE", "+491805123456", "DE", LineSharedCost, MethodNone},
	{"06 12 34 56 78", "FR", "+33612345678", "FR", LineMobile, MethodSMS},
	{"09 51 23 45 67", "FR", "+33951234567", "FR", LineVoIP, MethodVoice},
	{"612 345 678", "ES", "+34612345678", "ES", LineMobile, MethodSMS},
	{"347 123 4567", "IT", "+393471234567", "IT", LineMobile, MethodSMS},
	{"+39 02 1234 5678", "", "+390212345678", "IT", LineFixed, MethodVoice},
	{"078 123 45 67", "CH", "+41781234567", "CH", LineMobile, MethodSMS},
	{"+41 860 79 123 45 67", "", "+41860791234567", "CH", LineVoicemail, MethodNone},
	{"06 12345678", "NL", "+31612345678", "NL", LineMobile, MethodSMS},
	{"070-123 45 67", "SE", "+46701234567", "SE", LineMobile, MethodSMS},
	{"512 345 678", "PL", "+48512345678", "PL", LineMobile, MethodSMS},
	{"+55 11 98765-4321", "", "+5511987654321", "BR", LineMobile, MethodSMS},
	{"(11) 3123-4567", "BR", "+551131234567", "BR", LineFixed, MethodVoice},
	{"4004-1234", "BR", "+5540041234", "BR", LineSharedCost, MethodNone},
	{"+52 55 1234 5678", "", "+525512345678", "MX", LineFixedOrMobile, MethodAsk},
	{"+52 1 55 1234 5678", "", "+525512345678", "MX", LineFixedOrMobile, MethodAsk},
	{"900 123 4567", "MX", "+529001234567", "MX", LinePremium, MethodVoice},
	{"+54 9 11 2345-6789", "", "+5491123456789", "AR", LineMobile, MethodSMS},
	{"011 15-2345-6789", "AR", "+5491123456789", "AR", LineMobile, MethodSMS},
	{"011 4321 1234", "AR", "+541143211234", "AR", LineFixed, MethodVoice},
	{"+57 321 1234567", "", "+573211234567", "CO", LineMobile, MethodSMS},
	{"+234 802 123 4567", "", "+2348021234567", "NG", LineMobile, MethodSMS},
	{"071 123 4567", "ZA", "+27711234567", "ZA", LineMobile, MethodSMS},
	{"050 123 4567", "AE", "+971501234567", "AE", LineMobile, MethodSMS},
	{"800 12345", "AE", "+97180012345", "AE", LineTollFree, MethodVoice},
	{"050-234-5678", "IL", "+972502345678", "IL", LineMobile, MethodSMS},
	{"0532 123 45 67", "TR", "+905321234567", "TR", LineMobile, MethodSMS},
	{"444 1 444", "TR", "+904441444", "TR", LineUAN, MethodVoice},
	{"8 (912) 345-67-89", "RU", "+79123456789", "RU", LineMobile, MethodSMS},
	{"3600 1234", "BH", "+97336001234", "BH", LineMobile, MethodSMS},
	{"+800 1234 5678", "", "+80012345678", "", LineTollFree, MethodVoice},
	{"+979 1234 56789", "", "+979123456789", "", LinePremium, MethodVoice},
	{"+870 773 111 632", "", "+870773111632", "", LineMobile, MethodSMS},
}

func TestParseRealNumbers(t *testing.T) {
	t.Parallel()
	countries := map[string]bool{}
	for _, tc := range realNumbers {
		countries[tc.country] = true
		t.Run(tc.e164+"/"+tc.input, func(t *testing.T) {
			t.Parallel()
			n, err := Parse(tc.input, tc.region)
			if err != nil {
				t.Fatalf("Parse(%q, %q): %v", tc.input, tc.region, err)
			}
			if n.E164 != tc.e164 || n.Region != tc.country || n.Line != tc.line || !n.Valid {
				t.Errorf("Parse(%q, %q) = %s in %q, %v, valid %v; want %s in %q, %v",
					tc.input, tc.region, n.E164, n.Region, n.Line, n.Valid, tc.e164, tc.country, tc.line)
			}
			if got := ProposeMethod(n); got != tc.method {
				t.Errorf("ProposeMethod(%s) = %v, want %v", n.E164, got, tc.method)
			}
			if got := Digits(n.International); "+"+got != n.E164 {
				t.Errorf("International = %q has other digits than %s", n.International, n.E164)
			}
			if !strings.HasSuffix(n.E164, n.National) || n.National == "" {
				t.Errorf("National = %q is not the end of %s", n.National, n.E164)
			}
		})
	}
	if len(countries) < 25 {
		t.Errorf("the table covers %d countries, want 25 at least", len(countries))
	}
}

func TestParseFormats(t *testing.T) {
	t.Parallel()
	n, err := Parse("0085251230100", "")
	if err != nil {
		t.Fatal(err)
	}
	want := Number{
		E164: "+85251230100", CallingCode: 852, National: "51230100", Region: "HK", Line: LineMobile, Valid: true,
		International: "+852 5123 0100", NationalFormat: "5123 0100",
	}
	if n != want {
		t.Errorf("got %+v, want %+v", n, want)
	}
}

func TestParseIsForgiving(t *testing.T) {
	t.Parallel()
	const hk, gb = "+85251230100", "+442079460018"
	for name, tc := range map[string]struct{ input, region, want string }{
		"surrounding space":       {" \t+852 5123 0100\r\n", "", hk},
		"full-width digits":       {"＋８５２　５１２３　０１００", "", hk},
		"no-break space":          {"+852\u00a05123\u202f0100", "", hk},
		"direction marks":         {"\u202a+852 5123 0100\u202c", "", hk},
		"zero-width space":        {"+852\u200b5123\u200b0100", "", hk},
		"byte order mark":         {"\ufeff+85251230100", "", hk},
		"hyphen":                  {"+852-5123-0100", "", hk},
		"non-breaking hyphen":     {"+852\u20115123\u20110100", "", hk},
		"en dash and em dash":     {"+852–5123—0100", "", hk},
		"minus sign":              {"+852−5123−0100", "", hk},
		"katakana dash":           {"+852ー5123ー0100", "", hk},
		"dots":                    {"+852.5123.0100", "", hk},
		"middle dots":             {"+852·5123·0100", "", hk},
		"slash":                   {"+852/5123/0100", "", hk},
		"brackets":                {"(+852) [5123] 0100", "", hk},
		"full-width brackets":     {"（+852）5123 0100", "", hk},
		"tel address":             {"tel:+852-5123-0100", "", hk},
		"tel address in capitals": {"TEL:+85251230100", "", hk},
		"tel with context":        {"tel:5123-0100;phone-context=+852", "", hk},
		"tel with parameter":      {"tel:+85251230100;foo=bar", "", hk},
		"label":                   {"WhatsApp: +852 5123 0100", "", hk},
		"Arabic digits":           {"+٨٥٢ ٥١٢٣ ٠١٠٠", "", hk},
		"Thai digits":             {"+๘๕๒ ๕๑๒๓ ๐๑๐๐", "", hk},
		"Persian digits":          {"+۸۵۲۵۱۲۳۰۱۰۰", "", hk},
		"leading 00":              {"00 852 5123 0100", "", hk},
		"plus and 00":             {"+00852 5123 0100", "", hk},
		"two plus signs":          {"++852 5123 0100", "", hk},
		"plus beats the region":   {"+852 5123 0100", "GB", hk},
		"plus beats a bad region": {"+852 5123 0100", "XX", hk},
		"region in small letters": {"5123 0100", " hk ", hk},
		"code without plus":       {"852 5123 0100", "HK", hk},
		"Australian prefix":       {"0011 852 5123 0100", "AU", hk},
		"Hong Kong prefix":        {"001 44 20 7946 0018", "HK", gb},
		"American prefix":         {"011 44 20 7946 0018", "US", gb},
		"zero in brackets":        {"+44 (0)20 7946 0018", "", gb},
		"trunk zero after code":   {"+44 020 7946 0018", "", gb},
		"old Mexican mobile":      {"0052 1 55 1234 5678", "", "+525512345678"},
		"kept Italian zero":       {"+39 06 1234 5678", "", "+390612345678"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n, err := Parse(tc.input, tc.region)
			if err != nil || n.E164 != tc.want {
				t.Errorf("Parse(%q, %q) = %q, %v; want %q", tc.input, tc.region, n.E164, err, tc.want)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		input, region string
		want          ParseReason
	}{
		{"", "", ReasonEmpty},
		{" \u00a0\u200b\n", "HK", ReasonEmpty},
		{"+", "", ReasonNotANumber},
		{"()-", "HK", ReasonNotANumber},
		{"*123#", "GB", ReasonNotANumber},
		{"5123+0100", "HK", ReasonNotANumber},
		{"1-800-FLOWERS", "US", ReasonLetters},
		{"+1 800 GO FEDEX", "", ReasonLetters},
		{"hello", "US", ReasonLetters},
		{"+852 5123 0100 ext 12", "", ReasonExtension},
		{"+852 5123 0100 x12", "", ReasonExtension},
		{"+852 5123 0100 #12", "", ReasonExtension},
		{"+852 5123 0100,12", "", ReasonExtension},
		{"tel:+85251230100;ext=12", "", ReasonExtension},
		{"5123 0100", "", ReasonNoCountry},
		{"85251230100", "", ReasonNoCountry},
		{"5123 0100", "XX", ReasonUnknownCountry},
		{"+999 1234 5678", "", ReasonUnknownCountry},
		{"00 999 1234 5678", "", ReasonUnknownCountry},
		{"+0 5123 0100", "", ReasonUnknownCountry},
		{"+8", "", ReasonTooShort},
		{"+852", "", ReasonTooShort},
		{"+852 512", "", ReasonTooShort},
		{"00", "", ReasonTooShort},
		{"5", "HK", ReasonTooShort},
		{"+852 5123 0100 99999", "", ReasonTooLong},
		{strings.Repeat("1", 40), "US", ReasonTooLong},
		{strings.Repeat(" ", 300), "US", ReasonTooLong},
		{"+49 1512 3456 7890 123", "", ReasonTooLong},
		{"555-2671", "US", ReasonNoAreaCode},
		{"911", "US", ReasonShortCode},
		{"60777", "GB", ReasonShortCode},
		{"992", "HK", ReasonShortCode},
		{"110", "DE", ReasonShortCode},
		{"+64 21 2345 67890", "", ReasonTooLong},
		{"+1 555 078 3881", "", ReasonNotValid},
		{"+55 11 8765-4321", "", ReasonNotValid}, // the Brazilian mobile without its ninth digit
	} {
		t.Run(string(tc.want)+"/"+tc.input, func(t *testing.T) {
			t.Parallel()
			n, err := Parse(tc.input, tc.region)
			var pe *ParseError
			if !errors.As(err, &pe) {
				t.Fatalf("Parse(%q, %q) = %q, error %v; want a ParseError", tc.input, tc.region, n.E164, err)
			}
			if pe.Reason != tc.want {
				t.Errorf("Parse(%q, %q): %s, want %s", tc.input, tc.region, pe.Reason, tc.want)
			}
			if d := Digits(Plain(tc.input)); len(d) > 3 && strings.Contains(err.Error(), d) {
				t.Errorf("error text %q shows the number", err)
			}
			if n.Valid {
				t.Error("a refused number is marked valid")
			}
		})
	}
}

// The checklist has to show numbers that were refused for what they are.
func TestParseFillsInRefusedNumbers(t *testing.T) {
	t.Parallel()
	n, err := Parse("+1 555 078 3881", "")
	if err == nil || n.E164 != "+15550783881" || n.CallingCode != 1 || n.Line != LineUnknown {
		t.Errorf("555 number: %+v, %v", n, err)
	}
	n, err = Parse("60777", "gb")
	if err == nil || n.E164 != "" || n.National != "60777" || n.Region != "GB" || n.Line != LineShortCode {
		t.Errorf("short code: %+v, %v", n, err)
	}
	n, err = Parse("+852 512", "")
	if err == nil || n != (Number{}) {
		t.Errorf("too short: %+v, %v", n, err)
	}
}

func TestParseDisplay(t *testing.T) {
	t.Parallel()
	for display, want := range map[string]string{
		"+55 31 8555-0142": "+5531985550142",
		"+1 631-555-5555":  "+16315555555",
		"16315555555":      "+16315555555",
		"85251230100":      "+85251230100",
		"15550783881":      "+15550783881",
		"+15550783881":     "+15550783881",
		"":                 "",
		"not a number":     "",
	} {
		n, err := ParseDisplay(display)
		if n.E164 != want {
			t.Errorf("ParseDisplay(%q) = %q, %v; want %q", display, n.E164, err, want)
		}
	}
}

// Meta writes Argentina's 9 for landlines too (field), so what it shows tells less than
// what a person types.
func TestTheKindOfADisplayedArgentineNumberIsNotKnown(t *testing.T) {
	t.Parallel()
	for _, display := range []string{"+54 9 351 555-0142", "5493515550142"} {
		n, err := ParseDisplay(display)
		if err != nil || n.E164 != "+5493515550142" || n.Line != LineFixedOrMobile || ProposeMethod(n) != MethodAsk {
			t.Errorf("%q: %+v, %v", display, n, err)
		}
	}
	if n, err := Parse("+54 9 351 555-0142", ""); err != nil || n.Line != LineMobile {
		t.Errorf("typed: %v, %v", n.Line, err)
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := Parse("+852 5123 0100", ""); err != nil {
			b.Fatal(err)
		}
	}
}
