package flows

import "testing"

func TestCheckPIN(t *testing.T) {
	t.Parallel()
	const number = "+852 9123 0100"
	for text, want := range map[string]PINFault{
		"493027": "", "000941": "", "100000": "", "112233": "", "121213": "",
		"": PINLengthOff, "12345": PINLengthOff, "1234567": PINLengthOff,
		"12345a": PINNotDigits, "12 345": PINNotDigits, "-12345": PINNotDigits, "１２３４５６": PINNotDigits,
		"000000": PINRepeated, "111111": PINRepeated, "121212": PINRepeated, "123123": PINRepeated,
		"123456": PINSequential, "012345": PINSequential, "987654": PINSequential, "890123": PINSequential, "210987": PINSequential,
		"291230": PINOfNumber, "912301": PINOfNumber, "230100": PINOfNumber, "852912": PINOfNumber,
	} {
		if got := CheckPIN(pin(text), number, true); got != want {
			t.Errorf("new %q: %q, want %q", text, got, want)
		}
		present := want
		if want == PINRepeated || want == PINSequential || want == PINOfNumber {
			present = ""
		}
		if got := CheckPIN(pin(text), number, false); got != present {
			t.Errorf("present %q: %q, want %q", text, got, present)
		}
	}
	if got := CheckPIN(pin("493027"), "", true); got != "" {
		t.Errorf("without a number: %q", got)
	}
}
