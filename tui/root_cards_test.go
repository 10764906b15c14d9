package tui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/flows"
)

func TestCardKeys(t *testing.T) {
	t.Parallel()
	wrong := inState(flows.EnterCode, fresh(), failing(refusal(api.VerifyCode, 136025, 0)))
	pin := inState(flows.Register, fresh(verified), failing(refusal(api.Register, 133005, 0)))
	blocked := inState(flows.Register, fresh(verified), failing(refusal(api.Register, 133016, 0)))
	busy := inState(flows.PickNumber, fresh(), failing(refusal(api.ListNumbers, 80007, 0, details("20 minutes"))))
	budget := inState(flows.Review, fresh(verified), used(api.Register, 10), happens(flows.RegisterAsked{}))
	for _, tt := range []struct {
		name    string
		session flows.Session
		keys    []string
		state   flows.State
		card    bool // still there
		waits   bool // for a call
	}{
		{"esc puts it away", pin, []string{"esc"}, flows.Review, false, false},
		{"enter does what it says", pin, []string{"enter"}, flows.ChoosePIN, false, false},
		{"other keys do nothing", pin, []string{"x", "tab", "1"}, flows.Review, true, false},
		{"enter understands", wrong, []string{"enter"}, flows.EnterCode, false, false},
		{"esc does not leave the screen", wrong, []string{"esc"}, flows.EnterCode, false, false},
		{"nothing to do but wait", blocked, []string{"enter"}, flows.Review, false, false},
		{"not before its time", busy, []string{"enter"}, flows.PickNumber, true, false},
		{"no way past a refusal of Meta's", blocked, []string{"ctrl+o"}, flows.Review, true, false},
		{"past our own count", budget, []string{"ctrl+o"}, flows.Review, false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			st := newStage(t, tt.session).enter(80, 24).press(tt.keys...)
			if s := st.session(); s.State != tt.state || (s.Problem != nil) != tt.card || s.Busy() != tt.waits {
				t.Errorf("in %s, card %v, waiting %v:\n%s", s.State, s.Problem != nil, s.Waiting, st.text())
			}
		})
	}
}

// TestASoftCardGivesWayToTyping: it explains, and what is typed next is meant
// for the field.
func TestASoftCardGivesWayToTyping(t *testing.T) {
	t.Parallel()
	session := inState(flows.EnterCode, fresh(), failing(refusal(api.VerifyCode, 136025, 0)))
	typed := newStage(t, session).enter(80, 24).press("5")
	pasted := newStage(t, session).enter(80, 24).paste(codeText)
	for name, st := range map[string]*stage{"typed": typed, "pasted": pasted} {
		value := st.m.screen().(*codeScreen).digits.Value()
		if st.session().Problem != nil || !strings.HasPrefix(codeText, value) || value == "" {
			t.Errorf("%s: card %v, digits %q", name, st.session().Problem != nil, value)
		}
	}
	hard := newStage(t, inState(flows.EnterCode, fresh(), failing(refusal(api.VerifyCode, 136025, 0, details("too many")))))
	if hard.enter(80, 24).paste(codeText); hard.session().Problem == nil || hard.m.screen().(*codeScreen).digits.Len() != 0 {
		t.Error("a paste went past a card that does not give way")
	}
}

// TestARefusedCodeIsReplacedByTyping keeps what was refused to be looked at,
// and out of the way.
func TestARefusedCodeIsReplacedByTyping(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.EnterCode, fresh())).enter(80, 24).write(codeText).press("enter")
	st.answer(refusal(api.VerifyCode, 136025, 0))
	screen := st.m.screen().(*codeScreen)
	if screen.digits.Value() != codeText {
		t.Errorf("the refused code is gone: %q", screen.digits.Value())
	}
	if st.press("7"); screen.digits.Value() != "7" {
		t.Errorf("typing goes on behind the refused code: %q", screen.digits.Value())
	}
}

// TestATallCardScrolls to its end and not beyond.
func TestATallCardScrolls(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("The phone number you are trying to register cannot be used. ", 9) + "The very end."
	st := newStage(t, inState(flows.Register, fresh(verified), failing(refusal(api.Register, 368, 4, userText("", long))))).enter(60, 20)
	if strings.Contains(st.text(), "very end") {
		t.Fatal("the card is not tall")
	}
	for range 30 {
		st.press("down")
	}
	if !strings.Contains(st.text(), "very end") {
		t.Errorf("the end cannot be reached:\n%s", st.text())
	}
	bottom := st.text()
	for range 30 {
		st.press("up")
	}
	if st.text() == bottom || !strings.Contains(st.text(), "×") {
		t.Errorf("the beginning cannot be reached:\n%s", st.text())
	}
}

func TestTheCountdownCounts(t *testing.T) {
	t.Parallel()
	bubbled(t, "to its end", func(t *testing.T) {
		fast := refusal(api.Register, 133009, 0, details("try again in 45 seconds"))
		st := newStage(t, inState(flows.Register, fresh(verified), failing(fast))).goLive().enter(80, 24)
		st.send(nil)
		at := func(left string, want bool) {
			t.Helper()
			if strings.Contains(st.text(), left) != want {
				t.Errorf("%s shown: %v\n%s", left, !want, st.text())
			}
		}
		at("0:45", true)
		st.pass(10 * time.Second)
		at("0:35", true)
		st.pass(40 * time.Second)
		at("0:0", false)
		at(english().Say("card.waited"), true)
	})
}

func TestReport(t *testing.T) {
	t.Parallel()
	for name, fails := range map[string]error{"written": nil, "not written": errors.New("the disk is full")} {
		bubbled(t, name, func(t *testing.T) {
			var text string
			st := newStage(t, inState(flows.Connected, fresh(connected), subscribed("An app")), func(o *Options) {
				o.Report = func(s string) (string, error) { text = s; return "/tmp/report.md", fails }
			}).goLive().enter(100, 30).press("s")
			want := "/tmp/report.md"
			if fails != nil {
				want = fails.Error()
			}
			if !strings.Contains(st.text(), want) {
				t.Errorf("%q is not told:\n%s", want, st.text())
			}
			for _, secret := range []string{tokenText, pinText, codeText, middleText} {
				if strings.Contains(text, secret) {
					t.Errorf("the report holds %q", secret)
				}
			}
			if !strings.Contains(text, "| "+english().Say("field.number")+" | +852 •••• 0100 |") || missingWord.MatchString(text) {
				t.Errorf("the report reads:\n%s", text)
			}
		})
	}
}
