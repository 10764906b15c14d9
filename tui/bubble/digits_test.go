package bubble

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

func TestDigitsTyped(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		keys  []string
		want  string
		fault Fault // of the last key
	}{
		{"digits", []string{"1", "2", "3"}, "123", NoFault},
		{"full", []string{"1", "2", "3", "4", "5", "6"}, "123456", NoFault},
		{"too many", []string{"1", "2", "3", "4", "5", "6", "7"}, "123456", TooMany},
		{"letter", []string{"1", "x"}, "1", NotADigit},
		{"hyphen and blank pass", []string{"1", "-", "space", "2"}, "12", NoFault},
		{"full-width", []string{"１", "２"}, "12", NoFault},
		{"several in one key", []string{"123"}, "123", NoFault},
		{"backspace", []string{"1", "2", "backspace", "3"}, "13", NoFault},
		{"backspace of nothing", []string{"backspace"}, "", NoFault},
		{"clear", []string{"1", "2", "ctrl+u"}, "", NoFault},
		{"an arrow does nothing", []string{"1", "up"}, "1", NoFault},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, fault := NewDigits(6), NoFault
			for _, k := range tt.keys {
				fault = d.Update(press(k))
			}
			if d.Value() != tt.want || fault != tt.fault || d.Len() != len(tt.want) || d.Full() != (len(tt.want) == 6) {
				t.Errorf("%q, fault %d", d.Value(), fault)
			}
		})
	}
}

func TestDigitsPasted(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"123456": "123456", "123-456": "123456", "Code: 123 456": "123456", " 123456\n": "123456", "１２３４５６": "123456",
		"G-123456 is your code": "123456",
		"12345":                 "", "1234567": "", "no digits": "", "": "", "Code 123456, valid 10 minutes": "",
		"١٢٣٤٥٦": "123456", "۱۲۳ ۴۵۶": "123456",
	} {
		d := NewDigits(6)
		d.Update(press("9"))
		fault := d.Update(tea.PasteMsg{Content: text})
		switch {
		case want == "" && (fault != WrongSize || d.Value() != "9"):
			t.Errorf("%q: %q, fault %d; what was typed should stay", text, d.Value(), fault)
		case want != "" && (fault != NoFault || d.Value() != want):
			t.Errorf("%q: %q, fault %d", text, d.Value(), fault)
		}
	}
}

// A code is taken out of the message that it came in, and never put together of other
// digits.
func TestACodeInAMessage(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"123456": "123456", " 123-456\n": "123456", "123 456": "123456", "12 34 56": "123456", "1 2 3 4 5 6": "123456",
		"1-2-3-4-5-6":                          "123456",
		"Your WhatsApp Business code: 123-456": "123456",
		"WhatsApp code 123-456. You can also tap this link to verify: v.whatsapp.com/123456": "123456",
		"WhatsApp code 123-456\nDon't share it. https://v.whatsapp.com/123456?lang=en":       "123456",
		"<#> 123456 is your code. Don't share it\n4sgLq1p5sV6":                               "123456",
		"<#> Your code 123-456 4sgLq1p5sV6":                                                  "123456",
		"Code 123456, valid 10 minutes":                                                      "123456",
		"Code 123-456 for +1 631-555-0142, sent 2026-11-29 12:30":                            "123456",
		"Code 123456 for +16315550142":                                                       "123456",
		"123-456, reference 998877":                                                          "123456",
		"您的 WhatsApp 驗證碼是123456。":                                                            "123456",
		"Votre code : 123‑456":                                                               "123456",
		"G-123456 is your code":                                                              "123456",
		"رمزك هو \u2067١٢٣-٤٥٦\u2069":                                                        "123456",
		"कोड १२३४५६":                                                                         "123456",
		"รหัส ๑๒๓ ๔๕๖":                                                                       "123456", "１２３－４５６": "123456", "کد ۱۲۳۴۵۶": "123456",
		"1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣":                          "123456",
		"Order 555-123: your WhatsApp code is 123456": "123456",
		"Ref 555-123. Your WhatsApp code: 123 456":    "123456",
		"WhatsApp code 123456. Help: 400-123":         "123456",
		"ZIP 100-123 code 123456":                     "123456",
		"Your reference code 123-456":                 "123456",
		"Rp 654.321, code 123456":                     "123456",
		"€654321 charged. Code: 123-456":              "123456",
		"Sent 29.11.26: 123456":                       "123456",
		"Votre code : 12 34 56":                       "123456",
		"Your code is 1 2 3 4 5 6":                    "123456",
		"訂單編號 555-123，驗證碼：123456":                     "123456",
		"123.456": "123456",
		"Bestellnummer 7. Bestellung Nr. 555123. Code: 123-456": "123456",
	} {
		d := NewCode()
		if fault := d.Update(tea.PasteMsg{Content: text}); fault != NoFault || d.Value() != want {
			t.Errorf("%q: %q, fault %d", text, d.Value(), fault)
		}
	}
	for text, want := range map[string]Fault{
		"12345": WrongSize, "1234567": WrongSize, "12345 or 1234567": WrongSize, "": WrongSize, "no digits": WrongSize,
		"Code 12345, valid 5 minutes": WrongSize, "Call 12345 6 times": WrongSize, "+1 631-555-0142": WrongSize,
		"631-555-0142": WrongSize, "1.123456": WrongSize, "+123456": WrongSize, "a123456b": WrongSize, "2026-123456": WrongSize,
		"123-456 or 654-321": Several, "old: 111222, new: 333444": Several, "123 456 and 654321": Several,
		"555-123: your WhatsApp code is 654321": Several, "654321, 123-456": Several, "Pick 555-123, it is 654 321": Several,
		"Sent 29.11.26": WrongSize, "10.15.30": WrongSize, "at 10.15.30 today": WrongSize, "29-11-26": WrongSize,
		"29 11 26 was a Sunday":    WrongSize,
		"Rp 123.456 telah ditarik": WrongSize, "$123.456 was charged": WrongSize, "123.456 €": WrongSize, "$ 123 456": WrongSize,
		"USD 123456": WrongSize, "Paid 123.456": WrongSize, "Order 555-123": WrongSize, "Help: 400-123": WrongSize,
		"Ref. no. 123456": WrongSize,
		"R$ 123.456":      WrongSize, "123456 EUR": WrongSize, "$123456.00": WrongSize, "Sent 12-34-56": WrongSize, "v12.34.56": WrongSize,
		"HK$ 123456": WrongSize, "Postcode 123456": WrongSize, "ZIP code: 123-456": WrongSize, "Rp.123.456": WrongSize,
	} {
		d := NewCode()
		d.Update(press("9"))
		if fault := d.Update(tea.PasteMsg{Content: text}); fault != want || d.Value() != "9" {
			t.Errorf("%q: %q, fault %d, want %d", text, d.Value(), fault, want)
		}
	}
	d := NewCode()
	for _, key := range []string{"١", "۲", "३", "๔", "-", "５", "6"} {
		if fault := d.Update(press(key)); fault != NoFault {
			t.Errorf("%q typed: fault %d", key, fault)
		}
	}
	if d.Value() != "123456" {
		t.Errorf("typed: %q", d.Value())
	}
}

func TestDigitsAnew(t *testing.T) {
	t.Parallel()
	full := func() *Digits {
		d := NewDigits(6)
		d.Update(tea.PasteMsg{Content: "123456"})
		d.Anew()
		return &d
	}
	d := full()
	if d.Value() != "123456" {
		t.Errorf("what was refused is gone: %q", d.Value())
	}
	if d.Update(press("7")); d.Value() != "7" {
		t.Errorf("the next digit does not begin a new row: %q", d.Value())
	}
	if d.Update(press("8")); d.Value() != "78" {
		t.Errorf("the row begins anew twice: %q", d.Value())
	}
	if d = full(); d.Update(press("x")) != NotADigit || d.Value() != "123456" {
		t.Errorf("a letter begins a new row: %q", d.Value())
	}
	if d = full(); d.Update(press("backspace")) != NoFault || d.Value() != "12345" {
		t.Errorf("backspace does not correct what was refused: %q", d.Value())
	}
	if d.Update(press("7")); d.Value() != "123457" {
		t.Errorf("a correction begins a new row: %q", d.Value())
	}
}

// TestDigitsCursor puts the cursor into the box that the next digit goes into,
// whatever the digits look like.
func TestDigitsCursor(t *testing.T) {
	t.Parallel()
	for _, size := range []int{1, 2, 4, 6, 8} {
		for count := range size + 1 {
			for _, reveal := range []bool{false, true} {
				d := NewDigits(size)
				for range count {
					d.Update(press("1"))
				}
				view, cursor := d.View(plain(), BoxesTyped, reveal)
				row := []rune(strings.ReplaceAll(stripped(view)[cursor.Y], "┃", "│"))
				walls := strings.Count(string(row[:cursor.X]), "│")
				if box := min(count, size-1); walls != 2*box+1 || row[cursor.X-2] != '│' || row[cursor.X+2] != '│' {
					t.Errorf("%d of %d: the cursor is at %d in %q", count, size, cursor.X, string(row))
				}
				shown := strings.Count(string(row), "1")
				if reveal && shown != count || !reveal && shown != 0 {
					t.Errorf("%d of %d, revealed %v: %q", count, size, reveal, string(row))
				}
			}
		}
	}
}

func TestDigitsStayInPlace(t *testing.T) {
	t.Parallel()
	d := NewDigits(6)
	empty, _ := d.View(plain(), BoxesTyped, false)
	d.Update(tea.PasteMsg{Content: "123456"})
	full, _ := d.View(plain(), BoxesTyped, true)
	for i, line := range stripped(empty) {
		if ansi.StringWidth(line) != ansi.StringWidth(stripped(full)[i]) {
			t.Errorf("the boxes move when they are filled:\n%s\n%s", empty, full)
		}
	}
}
