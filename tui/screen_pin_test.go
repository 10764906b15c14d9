package tui

import (
	"strings"
	"testing"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// TestADrawnPINIsWrittenDown: drawing comes first; nothing is lit and Enter goes nowhere
// before the PIN was shown, and r shows it and hides it again.
func TestADrawnPINIsWrittenDown(t *testing.T) {
	t.Parallel()
	say := english().Say
	st := newStage(t, inState(flows.ChoosePIN, fresh(verified))).enter(80, 24).press("enter")
	if strings.ContainsAny(st.text(), "┃▐") {
		t.Errorf("something is lit before the PIN was shown:\n%s", st.text())
	}
	if st.press("enter"); st.session().State != flows.ChoosePIN || !strings.Contains(st.text(), say("pin.unseen")) {
		t.Fatalf("an unseen PIN leads to %s:\n%s", st.session().State, st.text())
	}
	if st.press("r"); !st.m.env.Reveal || !strings.Contains(st.text(), say("shown.pin", "Bar", "▰▰▰▰▰", "Count", 5)) {
		t.Errorf("r shows nothing:\n%s", st.text())
	}
	if st.press("r"); st.m.env.Reveal || !strings.Contains(st.text(), "▐ "+say("pin.written")) {
		t.Errorf("r does not hide it, or the next step is not lit:\n%s", st.text())
	}
	if st.press("enter"); st.session().State != flows.ChooseRegion || st.session().PIN.Mode != flows.NewPIN {
		t.Errorf("in %s", st.session().State)
	}
	set := newStage(t, inState(flows.SetPIN, fresh(connected))).enter(80, 24).press("enter", "r", "enter")
	if _, sets := set.session().Waiting.(flows.ReplacePINOf); !sets || !strings.Contains(set.text(), "[ "+say("pin.written")) {
		t.Errorf("waits for %T:\n%s", set.session().Waiting, set.text())
	}
}

// TestAPINIsTypedTwice: both rows are there from the start, the seventh digit begins the
// second one, and nothing is lit before both are full and the same.
func TestAPINIsTypedTwice(t *testing.T) {
	t.Parallel()
	say := english().Say
	st := newStage(t, inState(flows.ChoosePIN, fresh(verified))).enter(80, 24).press("2", "enter")
	line := func(text string) int { return strings.Count(text[:strings.Index(text, say("pin.again"))], "\n") }
	again := line(st.text())
	lit := func() bool { return strings.Contains(st.text(), "▐ "+say("pin.use")) }
	step := func(name, types, hint string, second int) {
		t.Helper()
		st.write(types)
		text := st.text()
		if got := inside[bubble.Digits](st, "second").Len(); !strings.Contains(text, hint) || got != second || line(text) != again {
			t.Errorf("%s: %d digits in the second row, and no %q in its place:\n%s", name, got, hint, text)
		}
		if lit() {
			t.Errorf("%s: the button is lit", name)
		}
	}
	step("a weak one", "121212", say("pin.fault.repeated"), 0)
	step("six digits", pinText, say("pin.once_more"), 0)
	if strings.Contains(st.text(), "×") {
		t.Errorf("good news is an error:\n%s", st.text())
	}
	st.press("enter")
	step("Enter at six", "", "! "+say("pin.once_more"), 0)
	step("the seventh", pinText[:1], say("digits.missing", "Count", 5), 1)
	st.press("backspace", "backspace")
	if n := inside[bubble.Digits](st, "first").Len(); n != 5 {
		t.Errorf("backspace leaves %d digits in the first row", n)
	}
	step("the first row anew", pinText[5:], say("pin.once_more"), 0)
	step("another one", "739185", say("pin.differs")[:30], 6)
	st.press("enter")
	if st.session().State != flows.ChoosePIN {
		t.Fatal("two PINs go on")
	}
	st.write(pinText + "5")
	if !lit() || strings.Contains(st.text(), "×") {
		t.Errorf("two equal rows, and a digit too many:\n%s", st.text())
	}
	if st.press("enter"); st.session().State != flows.ChooseRegion || st.session().PIN.Value.Reveal() != pinText {
		t.Errorf("in %s", st.session().State)
	}
}
