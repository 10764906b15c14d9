package eligibility

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"dialtone/assets/constants"
)

// FuzzName looks for a name that breaks a promise: the blocking issues come first and each
// but once, a name of a length that Meta does not take is blocked, and one that was cleaned
// is clean and has no control character to complain of.
func FuzzName(f *testing.F) {
	for _, s := range []string{
		"Lotus Bakery", "", " ", "a", "ab", strings.Repeat("店", 76), "LOTUS BAKERY", "Official Lotus", "lotus.com", "The Shop", "🙂", "a\u202eb", "a\u200db", "a\u2028b", "\xff", "a  b", "Café Ñandú", "www.x", "123", "\u00a0a\u3000",
		"Insta", "Metal Works", "İstanbul", "ＷhatsApp", "a\tb\r\n",
	} {
		f.Add(s)
	}
	codes := constants.Of[NameCode](f)
	f.Fuzz(func(t *testing.T, name string) {
		issues := CheckDisplayName(name)
		seen := map[NameIssue]bool{}
		warned := false
		for _, i := range issues {
			if seen[i] || !slices.Contains(codes, i.Code) || warned && i.Severity == Blocking {
				t.Fatalf("%q: %v", name, issues)
			}
			seen[i], warned = true, warned || i.Severity == Warning
		}
		length := utf8.RuneCountInString(strings.TrimSpace(name))
		if blocked := seen[NameIssue{NameTooShort, Blocking}] || seen[NameIssue{NameTooLong, Blocking}]; blocked != (length < minName || length > NameLimit) {
			t.Fatalf("%q has %d characters: %v", name, length, issues)
		}
		clean := CleanName(name)
		if again := CleanName(clean); again != clean || !utf8.ValidString(clean) || strings.ContainsFunc(clean, unicode.IsControl) {
			t.Fatalf("%q is cleaned to %q, then to %q", name, clean, again)
		}
		for _, i := range CheckDisplayName(clean) {
			if i.Code == NameControl || i.Code == NameEdgeSpace {
				t.Fatalf("%q is cleaned to %q, which has %s", name, clean, i.Code)
			}
		}
	})
}
