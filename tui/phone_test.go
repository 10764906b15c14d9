package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dialtone/flows"
	"dialtone/tui/page"
)

// sms and call are how a code comes.
func sms() page.Text { return page.Text{At: t0, Body: "WhatsApp code 000-111"} }

func call() page.Text {
	return page.Text{At: t0, Voice: true, Body: strings.TrimSpace(strings.Repeat("Verification code is 000111. ", 3))}
}

// rung is a window in which something comes in before our eyes.
func rung(t *testing.T, w, h int, text page.Text) *stage {
	t.Helper()
	st := newStage(t, inState(flows.EnterCode, fresh(), sandboxed)).enter(w, h)
	return st.send(phoneMsg{Text: text, from: st.session().Target.BaseURL})
}

// phonePictures are what is seen of the phone every slideStep for a while.
func phonePictures(st *stage, steps int) []string {
	var all []string
	for range steps {
		var b strings.Builder
		for line := range strings.SplitSeq(st.text(), "\n") {
			if cells := []rune(line); len(cells) > 62 {
				b.WriteString(string(cells[62:]) + "\n")
			}
		}
		all = append(all, b.String())
		st.now = st.now.Add(slideStep)
		st.send(phoneTickMsg{})
	}
	return all
}

// TestAMessageSlidesIn row by row, once, and then nothing moves any more.
func TestAMessageSlidesIn(t *testing.T) {
	t.Parallel()
	st := rung(t, 100, 30, sms())
	if !st.m.phone.ticks {
		t.Error("nothing moves it")
	}
	all := phonePictures(st, 8)
	const rows = 4 // of the notice
	if moved := len(slices.Compact(slices.Clone(all))); moved != rows {
		t.Errorf("%d pictures of a notice of %d rows:\n%s", moved, rows, strings.Join(all, "\n"))
	}
	if st.m.phone.ticks {
		t.Error("it goes on moving")
	}
	for _, text := range []string{"✉  SMS · now", "WhatsApp code 000-111", "09:00", english().Say("phone.title")} {
		if !strings.Contains(all[rows], text) {
			t.Errorf("%q is not on the phone:\n%s", text, all[rows])
		}
	}
	if strings.Contains(all[0], "000-111") {
		t.Errorf("all of it is there at once:\n%s", all[0])
	}
}

// TestACallSpeaks rings, says the digits one by one, and falls silent.
func TestACallSpeaks(t *testing.T) {
	t.Parallel()
	for _, s := range []size{{100, 30}, {60, 20}} {
		st := rung(t, s.w, s.h, call())
		st.now = st.now.Add(ringsFor / 2)
		st.send(phoneTickMsg{})
		if !strings.Contains(st.text(), english().Say("phone.calling")) || strings.Contains(st.text(), "0 0") {
			t.Errorf("%v: it does not ring first:\n%s", s, st.text())
		}
		st.now = st.now.Add(ringsFor / 2)
		for said := range 6 {
			want := strings.Join(strings.Split("000111"[:said+1], ""), " ")
			heard := st.send(phoneTickMsg{}).text()
			if !strings.Contains(heard, want) || strings.Contains(heard, want+" 0") || strings.Contains(heard, want+" 1") {
				t.Errorf("%v: digit %d: it does not say %q alone:\n%s", s, said+1, want, heard)
			}
			if !st.m.phone.ticks {
				t.Errorf("%v: it stops after %d digits", s, said)
			}
			st.now = st.now.Add(sayStep)
		}
		if st.send(phoneTickMsg{}); st.m.phone.ticks {
			t.Errorf("%v: it goes on", s)
		}
	}
}

// TestStillPhones show the end at once.
func TestStillPhones(t *testing.T) {
	t.Parallel()
	for _, text := range []page.Text{sms(), call()} {
		st := newStage(t, inState(flows.EnterCode, fresh(), sandboxed)).enter(100, 30)
		st.m.env.Still = true
		st.send(phoneMsg{Text: text, from: st.session().Target.BaseURL})
		if s := st.text(); st.m.phone.ticks || !strings.Contains(s, "000-111") && !strings.Contains(s, "0 0 0 1 1 1") {
			t.Errorf("ticks %v:\n%s", st.m.phone.ticks, s)
		}
	}
}

// TestThePhoneMovesNothing: it is there before anything comes in, and nothing else on the
// page changes when it does.
func TestThePhoneMovesNothing(t *testing.T) {
	t.Parallel()
	for _, s := range []size{{100, 30}, {160, 45}} {
		st := newStage(t, inState(flows.EnterCode, fresh(), sandboxed)).enter(s.w, s.h)
		before := strings.Split(st.text(), "\n")
		onThePhone(sms())(st)
		after := strings.Split(st.text(), "\n")
		changed := 0
		for i := range before {
			if before[i] != after[i] {
				changed++
			}
		}
		if changed != 4 {
			t.Errorf("%v: %d lines change:\n%s", s, changed, st.text())
		}
	}
}

// TestTheSandboxSaysThatItPlays: in every window what it makes up is called simulated.
func TestTheSandboxSaysThatItPlays(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		st := newStage(t, inState(flows.EnterCode, fresh(), sandboxed)).enter(s.w, s.h)
		onThePhone(sms())(st)
		if !strings.Contains(st.text(), "000-111") || !strings.Contains(st.text(), "simulated") {
			t.Errorf("%v:\n%s", s, st.text())
		}
	}
}

// TestADigitChangesItsBoxes: it is two boxes that are drawn anew, the count below them,
// and nothing else.
func TestADigitChangesItsBoxes(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.EnterCode, fresh())).enter(120, 36)
	for n := range 5 {
		before := strings.Split(st.frame().Content, "\n")
		after := strings.Split(st.press("7").frame().Content, "\n")
		for i := range before {
			if before[i] == after[i] {
				continue
			}
			if a, b := ansi.Strip(before[i]), ansi.Strip(after[i]); ansi.StringWidth(a) != ansi.StringWidth(b) && !strings.Contains(b, "to go") {
				t.Errorf("digit %d moves %q to %q", n+1, a, b)
			}
			if i < 7 || i > 10 {
				t.Errorf("digit %d changes line %d: %q", n+1, i, ansi.Strip(after[i]))
			}
		}
	}
}

// TestTheCodeRunsOut: the bar empties with the code, and says until when.
func TestTheCodeRunsOut(t *testing.T) {
	t.Parallel()
	last := 1 << 10
	for _, age := range []time.Duration{0, 3 * time.Minute, 6 * time.Minute, 9 * time.Minute, 9*time.Minute + 50*time.Second} {
		st := newStage(t, inState(flows.EnterCode, fresh(), sentAgo(age))).enter(100, 30)
		until := english().Say("code.valid", "Until", t0.Add(10*time.Minute-age).Format("15:04"))
		bar := -1
		for line := range strings.SplitSeq(st.text(), "\n") {
			if before, _, is := strings.Cut(line, "  "+until); is {
				bar = strings.Count(before, "━")
			}
		}
		if bar < 0 || bar >= last {
			t.Errorf("after %v the bar has %d cells, and had %d:\n%s", age, bar, last, st.text())
		}
		last = bar
		again := english().Say("code.again")
		if early := age < 2*time.Minute; strings.Contains(st.text(), again) == early {
			t.Errorf("after %v another code is offered: %v\n%s", age, !early, st.text())
		}
	}
	st := newStage(t, inState(flows.EnterCode, fresh(), sentAgo(10*time.Minute))).enter(100, 30)
	if !strings.Contains(st.text(), english().Say("code.over", "Until", "09:00")) {
		t.Errorf("it has not run out:\n%s", st.text())
	}
}

// TestTheButtonWaitsForAllDigits: it is lit where Enter has the code checked, and nowhere
// else; the box that is typed into is lit as long as there is one.
func TestTheButtonWaitsForAllDigits(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.EnterCode, fresh())).enter(100, 30)
	check := "▐ enter  " + english().Say("code.check")
	lit := func(when string, button bool, boxes int) {
		t.Helper()
		s := st.text()
		if strings.Contains(s, check) != button || strings.Count(s, "┏━━━┓") != boxes {
			t.Errorf("%s: the button is lit: %v, and %d boxes:\n%s", when, !button, strings.Count(s, "┏━━━┓"), s)
		}
	}
	lit("empty", false, 1)
	st.write("12345")
	lit("five digits", false, 1)
	st.write("6")
	lit("six digits", true, 0)
	st.press("enter")
	lit("while Meta is asked", false, 0)
	st.answer(wrongCode())
	lit("refused", false, 0)
	if strings.Count(st.text(), "│ × │") != 6 {
		t.Errorf("it does not look wrong:\n%s", st.text())
	}
	st.press("1")
	if lit("begun anew", false, 1); strings.Contains(st.text(), "│ × │") || strings.Count(st.text(), "│ ● │") != 1 {
		t.Errorf("the wrong code is not emptied:\n%s", st.text())
	}
}

// TestAnotherCodeIsALetterAway, which it is not within a text that comes in as keys.
func TestAnotherCodeIsALetterAway(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"n", "ctrl+n"} {
		if st := newStage(t, inState(flows.EnterCode, fresh())).enter(80, 24).press(key); st.session().State != flows.CodeMethod {
			t.Errorf("%s leads to %s", key, st.session().State)
		}
	}
	st := newStage(t, inState(flows.EnterCode, fresh()), painting).enter(80, 24).pass(2 * time.Second)
	if st.burst("code not in"); st.session().State != flows.EnterCode || !st.asks("digits.letter") {
		t.Errorf("a text leads to %s:\n%s", st.session().State, st.text())
	}
}
