package tui

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// TestABurstIsText hands keys over faster than fingers are. In a field they are
// typed; elsewhere they do nothing.
func TestABurstIsText(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	boxes := func(st *stage) string { return inside[bubble.Digits](st, "digits").Value() }
	for text, want := range map[string]string{
		codeText: codeText, codeText + "\r": codeText, codeText + "\r\n": codeText, codeText[:3] + "\t" + codeText[3:]: codeText, "58": "58",
	} {
		st := newStage(t, inState(flows.EnterCode, fresh()), painting).enter(80, 24).pass(2 * time.Second)
		if st.burst(text); boxes(st) != want || st.session().Busy() {
			t.Errorf("%q: %q, waits for %T", text, boxes(st), st.session().Waiting)
		}
		pasted := strings.Contains(text, "\r")
		if strings.Contains(st.text(), english().Say("enter.pasted")) != pasted {
			t.Errorf("%q: that its Enter was not heard is told: %v\n%s", text, !pasted, st.text())
		}
		if st.pass(2 * time.Second).press("enter"); want == codeText && sending(st.session()) == nil {
			t.Errorf("%q: an Enter that was meant is lost:\n%s", text, st.text())
		}
	}
	for _, l := range oneOfAKind(looks()) {
		st := newStage(t, l.session, func(o *Options) {
			if l.options != nil {
				l.options(o)
			}
			painting(o)
		}).enter(80, 24).pass(2 * time.Second)
		if sending(st.session()) != nil {
			continue
		}
		before := st.session()
		st.burst("sqclvwmtrnab?y 12\r\n\tyes\r")
		if s := st.session(); s.State != before.State || s.Waiting != before.Waiting || s.Generation != before.Generation || st.m.over.kind != overNone || st.m.left {
			t.Errorf("%s: a paste led to %s, waits for %T", l.name, s.State, s.Waiting)
		}
	}
}

// TestKeysThatComeTogether: Enters in one read are one, a wheel moves the mark,
// and a key that came alone does what it does.
func TestKeysThatComeTogether(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.ChoosePIN, fresh(verified)), painting).enter(80, 24).pass(2 * time.Second)
	way, fault := inside[string](st, "way"), inside[string](st, "fault")
	st.finger()
	for range 2 {
		st.send(keyNamed("down"))
	}
	st.pass(time.Second)
	if at := inside[bubble.Menu](st, "menu").At(); at != 0 { // of two ways: there and back
		t.Errorf("the wheel moves to %d", at)
	}
	if st.burst("\r\r\n\r"); *way != "generate" || *fault != "" {
		t.Errorf("Enters in one read: %q, %q", *way, *fault)
	}
	if st.press("esc"); *way != "" {
		t.Error("a key that came alone is lost")
	}
	code := newStage(t, inState(flows.EnterCode, fresh()), painting).enter(80, 24).pass(2 * time.Second)
	code.burst("58")
	code.finger()
	for _, k := range []string{"ctrl+u", "0", "1", "6"} {
		code.send(keyNamed(k))
	}
	code.now = code.now.Add(fingerGap)
	if code.send(quietMsg{}); inside[bubble.Digits](code, "digits").Value() != "016" {
		t.Errorf("a field is emptied and typed into at once: %q", inside[bubble.Digits](code, "digits").Value())
	}
	fields := newStage(t, inState(flows.Recipient, fresh()), painting).enter(80, 24).pass(2 * time.Second)
	press := func(keys ...string) {
		fields.pass(time.Second).finger()
		for _, k := range keys {
			fields.send(keyNamed(k))
		}
		fields.pass(fingerGap).send(quietMsg{})
	}
	for _, keys := range [][]string{{"tab", "ctrl+u"}, {"i"}, {"n"}, {"tab", "ctrl+u"}, {"7"}} {
		press(keys...)
	}
	if text := fields.text(); !strings.Contains(text, "India") {
		t.Errorf("tab is lost before a key that moves:\n%s", text)
	}
}

// TestALostEnterIsTold: on a page without a field keys that come together do nothing, and
// where an Enter was among them that is said.
func TestALostEnterIsTold(t *testing.T) {
	t.Parallel()
	for text, told := range map[string]bool{"1\r": true, "2\n": true, "12": false, "\r\r": false} {
		st := newStage(t, inState(flows.ChoosePIN, fresh(verified)), painting).enter(80, 24).pass(2 * time.Second).burst(text)
		if strings.Contains(st.text(), english().Say("enter.pasted")) != told {
			t.Errorf("%q: that its Enter was lost is told: %v\n%s", text, !told, st.text())
		}
		if told && *inside[string](st, "way") != "" {
			t.Errorf("%q chose a way", text)
		}
		if st.pass(2 * time.Second).press("enter"); *inside[string](st, "way") == "" {
			t.Errorf("%q: the Enter after it is lost:\n%s", text, st.text())
		}
	}
}

// TestALongBurstIsBounded: it costs no more than a field takes, and is
// drawn once.
func TestALongBurstIsBounded(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.AddNumber, fresh()), painting).enter(80, 24).press("down")
	field := func() *page.NameField { return inside[page.NameField](st, "name") }
	st.finger()
	drawn := 0
	last := st.frame().Content
	for range 1 << 17 {
		st.send(keyNamed("a"))
		if now := st.frame().Content; now != last {
			drawn, last = drawn+1, now
		}
	}
	if held := st.m.burst.text.Cap(); held > 4*page.LongestText || drawn > 2 {
		t.Errorf("it holds %d bytes and draws %d times", held, drawn)
	}
	st.now = st.now.Add(fingerGap)
	if st.send(quietMsg{}); utf8.RuneCountInString(field().Value()) != page.LongestName {
		t.Errorf("%d letters are there", utf8.RuneCountInString(field().Value()))
	}
}
