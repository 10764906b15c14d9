package eligibility

import (
	"slices"
	"strings"
	"testing"
)

func TestCheckDisplayName(t *testing.T) {
	t.Parallel()
	warn := func(codes ...NameCode) (issues []NameIssue) {
		for _, c := range codes {
			issues = append(issues, NameIssue{c, Warning})
		}
		return issues
	}
	block := func(codes ...NameCode) (issues []NameIssue) {
		for _, c := range codes {
			issues = append(issues, NameIssue{c, Blocking})
		}
		return issues
	}
	for name, want := range map[string][]NameIssue{
		"Lotus Bakery":         nil,
		"蓮花餅店":                 nil,
		"ร้านดอกบัว":           nil,
		"Tiệm bánh Hoa Sen":    nil,
		"연꽃빵집":                 nil,
		"Café Müller & Söhne":  nil,
		"HSBC":                 nil,
		"L'Oréal® Paris":       nil,
		"J.In Studio":          nil,
		"Metal Works":          nil,
		"Bakery No.1 Mong Kok": nil,
		"St. Mary Clinic":      nil,
		"نانوایی نیلوفر آبی\u200cها":       nil, // the joiner belongs to the spelling
		strings.Repeat("é", 75):            nil,
		"":                                 block(NameTooShort),
		"   ":                              block(NameTooShort),
		"X":                                block(NameTooShort),
		"LG":                               warn(NameTooShort),
		strings.Repeat("a", 76):            block(NameTooLong),
		"Lotus\nBakery":                    block(NameControl),
		"Lotus\u202eyrekaB":                block(NameControl),
		"Lotus\x1b[31m Bakery":             block(NameControl),
		"Lotus\xffBakery":                  block(NameControl),
		" Lotus Bakery":                    warn(NameEdgeSpace),
		"Lotus Bakery\u00a0":               warn(NameEdgeSpace),
		"Lotus  Bakery":                    warn(NameDoubleSpace),
		"12345":                            warn(NameNoLetters),
		"Lotus Bakery 🍞":                   warn(NameEmoji),
		"★ Lotus ★":                        warn(NameEmoji),
		"Lotus 🇭🇰":                         warn(NameEmoji),
		"LOTUS BAKERY":                     warn(NameAllCapitals),
		"lotusbakery.com":                  warn(NameURL),
		"Order at www.lotus":               warn(NameURL),
		"Lotus (lotus.hk/shop)":            warn(NameURL),
		"Lotus Bakery Official":            warn(NameOfficial),
		"Verified Lotus":                   warn(NameOfficial),
		"蓮花餅店官方":                           warn(NameOfficial),
		"Lotus on WhatsApp":                warn(NameMetaProduct),
		"MyFacebookShop":                   warn(NameMetaProduct),
		"Meta Bakery":                      warn(NameMetaProduct),
		"Customer Service":                 warn(NameGeneric),
		"The Online Shop":                  warn(NameGeneric),
		"OFFICIAL WHATSAPP":                warn(NameAllCapitals, NameOfficial, NameMetaProduct),
		"\tX":                              block(NameTooShort, NameControl),
		"Lotus " + strings.Repeat("b", 80): block(NameTooLong),
	} {
		got := CheckDisplayName(name)
		if name == "\tX" {
			want = append(want, NameIssue{NameEdgeSpace, Warning})
		}
		if !slices.Equal(got, want) {
			t.Errorf("CheckDisplayName(%q) = %v, want %v", name, got, want)
		}
	}
}

// TestCleanNames: what cannot be seen is left out, and what a script needs stays.
func TestCleanNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Lotus\u200b Bakery\ufeff": "Lotus Bakery",
		" Lotus\tBakery\r\n":       "Lotus Bakery",
		"\u202eLotus\u202c":        "Lotus",
		"می\u200cخواهم":            "می\u200cخواهم",
		"ร้านกาแฟ เชียงใหม่": "ร้านกาแฟ เชียงใหม่",
	} {
		got := CleanName(name)
		if got != want {
			t.Errorf("%q becomes %q", name, got)
		}
		for _, issue := range CheckDisplayName(got) {
			if issue.Code == NameControl {
				t.Errorf("%q is refused", got)
			}
		}
	}
}
