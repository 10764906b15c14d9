package mask_test

import (
	"strings"
	"testing"
	"unicode"

	"dialtone/api/mask"
)

// forms are the ways in which people and programs write +1 631 555 1234.
func forms() []string {
	all := []string{
		"+16315551234", "16315551234", "0016315551234", "01116315551234", "+1 631 555 1234", "+1-631-555-1234", "+1.631.555.1234", "1.631.555.1234",
		"+1 (631) 555-1234", "(631) 555-1234", "631/555/1234", "631-555-1234", "+1/631/555-1234", "+1 631 - 555 - 1234", "+ 1 631 555 1234", "(+1) 631 555 1234",
		"+1,631,555,1234", "1+631+555+1234", "Shop16315551234x", "tel+16315551234", "tel:16315551234", "Tel.16315551234", "v16315551234", "#16315551234", "$16315551234",
		"%2B16315551234", "%2b1%20631%20555%201234", "1%20631%C2%A0555%e2%80%af1234", "%31%36%33%31%35%35%35%31%32%33%34", "%252B1%2520631%2520555%25201234",
		`+1631555`, `\u002b1\u00206315551234`, `\\u002B16\\u00331\/555\/1234`, "&#43;1&nbsp;631&#x20;5551234", "1\ufe0f\u20e36\ufe0f\u20e33\ufe0f\u20e31\ufe0f\u20e35\ufe0f\u20e35\ufe0f\u20e35\ufe0f\u20e31\ufe0f\u20e32\ufe0f\u20e33\ufe0f\u20e34\ufe0f\u20e3",
		"＋１（６３１）５５５－１２３４", "①⑥③①⑤⑤⑤①②③④", "¹⁶³¹⁵⁵⁵¹²³⁴", "📞+1631555 1234🙂", "+1  631   555 1234", "1.6315551234",
	}
	for _, joint := range []string{" ", "\u00a0", "\u202f", "\u2009", "\u2007", "\u3000", "\t", "-", "\u2010", "\u2011", "\u2012", "–", "—", "―", "−", "﹣", "－", "ー", "\u00ad", "/", "⁄", ".", "·", "・", "_", "~",
		"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u202a", "\u200e", "\u034f"} {
		all = append(all, strings.Join([]string{"1", "631", "555", "1234"}, joint), "+"+strings.Join([]string{"1", "631", "555", "1234"}, joint))
	}
	for zero := rune(1); zero <= unicode.MaxRune; zero++ {
		if d, ok := mask.Digit(zero); ok && d == '0' && unicode.Is(unicode.Nd, zero) {
			all = append(all, strings.Map(func(r rune) rune {
				if r >= '0' && r <= '9' {
					return zero + r - '0'
				}
				return r
			}, "1 631 555 1234"))
		}
	}
	return all
}

func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		d, ok := mask.Digit(r)
		if !ok {
			return -1
		}
		return d
	}, text)
}

func TestPhonesInEveryForm(t *testing.T) {
	t.Parallel()
	for _, form := range forms() {
		for _, around := range [][2]string{{"", ""}, {"Shop ", " open"}, {"Shop", "Ltd"}, {"on 2026-11-29 14:03 call ", ", v24.0"}, {"(", ")"}, {"106540352242922 ", ""}, {"“", "”"}} {
			text := around[0] + form + around[1]
			got := mask.Phones(text)
			rest := strings.TrimSuffix(strings.TrimPrefix(got, around[0]), around[1])
			if d := digitsOf(rest); len(d) > 4 || strings.Contains(d, "555") || strings.Contains(d, "631") {
				t.Errorf("%q is shown as %q", text, got)
			}
			if again := mask.Phones(got); again != got {
				t.Errorf("%q is shown as %q, then as %q", text, got, again)
			}
			if !strings.Contains(got, "•") {
				t.Errorf("%q is shown as %q", text, got)
			}
		}
	}
}

// What nobody expects between the groups of a number hides it no less.
func TestPhonesWithStrangeJoints(t *testing.T) {
	t.Parallel()
	var all []string
	for _, joint := range strings.Split(", : ; | * = ' ’ ‘ ´ ` ； ｜ ＊ ＝ ： ， 、 # & ! ? < > @ ^ → … ※", " ") {
		for _, groups := range [][]string{{"9123", "4567"}, {"852", "9123", "4567"}, {"91", "23", "45", "67"}, {"631", "555", "4567"}, {"1", "631", "555", "4567"}} {
			all = append(all, strings.Join(groups, joint), "+852"+strings.Join(groups, joint), "+852 "+strings.Join(groups, joint))
		}
		all = append(all, "9123"+joint+"4567 8", "852 9123"+joint+"4567", "(631) 555"+joint+"4567", "1234 9123"+joint+"4567")
	}
	all = append(all, "$9123:4567", "USD 9123,4567", "9123'4567 EUR", "USD 91234567", "$91234567", "91234567 USD", "HKD 9123 4567", "9123-4567 EUR", "€91234567", "91234567€", "91;234;567", "91=2345=67", "+852;91;23;4567")
	for _, form := range all {
		for _, around := range [][2]string{{"", ""}, {"Shop ", " open"}, {"on 2026-11-29 14:03 call ", ", v24.0"}, {"(", ")"}} {
			text := around[0] + form + around[1]
			got := mask.Phones(text)
			if strings.Contains(digitsOf(got), "9123") || strings.Contains(got, "631") || strings.Contains(got, "91;2") || strings.Contains(got, "91=2") || !strings.Contains(got, "•") {
				t.Errorf("%q is shown as %q", text, got)
			}
			if again := mask.Phones(got); again != got {
				t.Errorf("%q is shown as %q, then as %q", text, got, again)
			}
		}
	}
}

func TestPhonesLeavesReadable(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "Lotus Flowers", "10 of 10 in 72 hours", "on 2026-11-29 14:03", "2026-11-29T14:03:05+0000", "2026-11-29T14:03:05.123456Z", "29.11.2026 14:03:05", "11/29/2026, 14:03",
		"29/11/2026", "2026/11/29", "from 2026-11-29 to 2026-12-03", "2026-11-29 – 2026-12-03", "dialtone-20261129-140305.md", "Sun, 29 Nov 2026 14:03:05 GMT",
		"v24.0", "Dialtone v1.12.10345", "Chrome/126.0.6478.127", "104820560913301", "account 104820560913301/106540352242922", "/v24.0/106540352242922/register",
		"https://graph.facebook.com/v24.0/106540352242922?fields=id", "http://127.0.0.1:45231/v24.0/106540352242922", "dial tcp 157.240.22.35:443: i/o timeout",
		"read udp 10.20.30.40:51532->10.20.30.53:53", "(#133016) Account register deregister", "register: HTTP 400, code 136025/2388091: (#136025) Request code error",
		"133016", "your code is 463-719", "1234567", "USD 1,234.50", "$ 1 234 567.50", "12.345.678,00 EUR", "1234567.50", "12 345 678 €", "24/7 since 1998", "Café 2000",
		"Room 101, 5/F, 12-14 Queen's Road", "AbCdEf12345_fbtrace", "550e8400-e29b-41d4-a716-446655440000", "12345678-1234-1234-1234-123456789012", "TIER_1000, 80 mps",
		"••• 100%", "+852 •••• 0100", "\xff\xfe", "100 % & more", `C:\Users\dialtone`, "limit of 250. 24 hours",
		"192.168.100.200", "from 157.240.22.35 to 10.0.22.135", "1.5 2.5 3.5 4.5", "go1.26.1", "go1.26.10345.20", "1,234,567 of 12,345,678", "12'345'678 rows", "00:14:03:05", "at 14:03:05, 14:04:10", "14:03:05;14:04:06",
		"106540352242922,106540352242923", "29/Nov/2026:14:03:05", "UTC+8, 14:03:05", "codes 100, 190, 133016", "1234567 USD", "1 234 567,50 EUR", "$12,345,678.90",
	} {
		if got := mask.Phones(text); got != text {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
}

// Digits come in rows of ten in every script, or Digit reads them wrong.
func TestDigitOfEveryScript(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= unicode.MaxRune; r++ {
		d, ok := mask.Digit(r)
		if is := unicode.Is(unicode.Nd, r); is && (!ok || d < '0' || d > '9') {
			t.Fatalf("%U is read as %q, %v", r, d, ok)
		}
	}
	for r, want := range map[rune]rune{'٣': '3', '९': '9', '๔': '4', '０': '0', '𞥓': '3', '𝟟': '7', '²': '2', '⑨': '9'} {
		if d, _ := mask.Digit(r); d != want {
			t.Errorf("%c is read as %c", r, d)
		}
	}
}

func FuzzPhones(f *testing.F) {
	for _, form := range forms() {
		f.Add("Shop ", form, " x")
	}
	f.Fuzz(func(t *testing.T, before, form, after string) {
		got := mask.Phones(before + form + after)
		if again := mask.Phones(got); again != got {
			t.Errorf("%q is shown as %q, then as %q", before+form+after, got, again)
		}
		// Letters on either side never make a number readable.
		const number = "+1 631 555 1234"
		if got := mask.Phones(before + "x" + number + "x" + after); strings.Contains(got, "631 555") {
			t.Errorf("shown in %q", got)
		}
	})
}
