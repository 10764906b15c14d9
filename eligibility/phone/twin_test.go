package phone

import "testing"

func TestTwins(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]string{
		"+54 9 11 5555-0142": "+541155550142",
		"+54 11 5555-0142":   "+5491155550142",
		"+52 55 5555 0142":   "+5215555550142",
		"+55 31 98555-0142":  "+553185550142",
		"+55 31 8555-0142":   "+5531985550142",
		"+55 11 3123-4567":   "", // a landline
		"+852 9123 4567":     "",
		"+1 631 555 0142":    "",
	} {
		n, _ := Parse(number, "")
		twin, has := n.Twin()
		if twin.E164 != want || has != (want != "") {
			t.Errorf("%s: %q", number, twin.E164)
		}
		if back, _ := twin.Twin(); has && back.E164 != n.E164 {
			t.Errorf("%s: there and back it is %q", number, back.E164)
		}
		if has && "+"+Digits(twin.International) != twin.E164 {
			t.Errorf("%s: written %q", number, twin.International)
		}
	}
}

// A message goes to the form that was typed; a register or a check to the listed one.
func TestParseToKeepsTheTypedForm(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"+52 1 55 5555 0142":  "+5215555550142",
		"+52 55 5555 0142":    "+525555550142",
		"52 1 55 5555 0142":   "", // its country is not sure
		"+54 11 5555-0142":    "+541155550142",
		"+54 11 15 5555-0142": "+5491155550142",
		"+852 9123 4567":      "+85291234567",
	} {
		if n, err := ParseTo(text, ""); err == nil && n.E164 != want || err != nil && want != "" {
			t.Errorf("%s: %s, %v", text, n.E164, err)
		}
	}
}

func TestNinthDigit(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]string{
		"+55 31 8555-0142": "+5531985550142", "+55 20 8765-4321": "", "+55 31 98555-0142": "", "+55 31 3123-4567": "", "+1 555 078 3881": "",
	} {
		n, _ := Parse(number, "")
		if got := n.NinthDigit(); got != want || (got != "") != (n.Line == LineMobile && !n.Valid) {
			t.Errorf("%s: %q, %v", number, got, n.Line)
		}
	}
}
