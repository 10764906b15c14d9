package bubble

import (
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// FuzzDigits types and pastes anything into the boxes of a PIN and of a code: they never
// hold more than they have room for, nothing but ASCII digits, and what is refused
// changes nothing.
func FuzzDigits(f *testing.F) {
	for _, s := range []string{"123456", "123-456", "１２３456", "12a", "1234567", "", "\x1b[200~", "٣٤٥ ٦٧٨", "1\u00ad2", "①②③④⑤⑥", "12\u200b3456", "-", "654321 123456"} {
		f.Add(s, "000000", false)
		f.Add("9", s, true)
	}
	f.Fuzz(func(t *testing.T, first, second string, paste bool) {
		for _, boxes := range []Digits{NewDigits(CodeSize), NewCode()} {
			for _, text := range []string{first, second} {
				before := boxes.Value()
				var fault Fault
				if paste {
					fault = boxes.Update(tea.PasteMsg{Content: text})
				} else {
					fault = boxes.Update(tea.KeyPressMsg{Text: text})
				}
				got := boxes.Value()
				if len(got) > CodeSize || strings.Trim(got, "0123456789") != "" || boxes.Len() != len(got) || boxes.Full() != (len(got) == CodeSize) {
					t.Fatalf("%q holds %q", text, got)
				}
				if paste && (fault != NoFault && got != before || fault == NoFault && !boxes.Full()) {
					t.Fatalf("a paste of %q makes %q of %q, fault %d", text, got, before, fault)
				}
				if !paste && !strings.HasPrefix(got, before) && before != "" && text != "" && fault == NoFault && len(got) < len(before) {
					t.Fatalf("%q makes %q of %q", text, got, before)
				}
			}
			boxes.Update(tea.KeyPressMsg{Code: tea.KeyBackspace})
			if boxes.Full() {
				t.Fatal("backspace takes nothing")
			}
			if boxes.Clear(); boxes.Value() != "" {
				t.Fatal("the boxes keep what was cleared")
			}
		}
	})
}

// FuzzCodeText looks for a code in texts: one that is found stands in the text, is the same
// when it stands alone, and is not taken where another code stands beside it.
func FuzzCodeText(f *testing.F) {
	for _, s := range []string{
		"Your WhatsApp code: 463-719", "463719", "463 719", "v.whatsapp.com/463719", "code 463719 or 463-719", "ref 463719", "$463719", "46 37 19", "12.34.56", "+463719", "463719 654321", "٤٦٣٧١٩", "1463719", "463-719-000",
		"你的驗證碼是：463-719", "a463719", "463719\n\nDo not share", "1.463719", "463719.5",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		code, fault := codeIn(text)
		if (fault == NoFault) != (len(code) == CodeSize) {
			t.Fatalf("%q is %q, fault %d", text, code, fault)
		}
		if fault != NoFault {
			return
		}
		if strings.Trim(code, "0123456789") != "" || !strings.Contains(DigitsOf(text), code) {
			t.Fatalf("%q is %q", text, code)
		}
		for _, alone := range []string{code, " " + code + "\n", code[:3] + "-" + code[3:]} {
			if again, fault := codeIn(alone); again != code || fault != NoFault {
				t.Fatalf("%q is %q, fault %d", alone, again, fault)
			}
		}
		other := strings.Map(func(r rune) rune { return '0' + (r-'0'+1)%10 }, code)
		clear := !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ' ' })
		if two, fault := codeIn(code + "\n\nx\n\n" + other); clear && fault != Several {
			t.Fatalf("of %q and %q, %q is taken, fault %d", code, other, two, fault)
		}
	})
}
