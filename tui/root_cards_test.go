package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/tui/bubble"
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
		value := inside[bubble.Digits](st, "digits").Value()
		if st.session().Problem != nil || !strings.HasPrefix(codeText, value) || value == "" {
			t.Errorf("%s: card %v, digits %q", name, st.session().Problem != nil, value)
		}
	}
	hard := newStage(t, inState(flows.EnterCode, fresh(), failing(refusal(api.VerifyCode, 136025, 0, details("too many")))))
	if hard.enter(80, 24).paste(codeText); hard.session().Problem == nil || inside[bubble.Digits](hard, "digits").Len() != 0 {
		t.Error("a paste went past a card that does not give way")
	}
}

// TestARefusedCodeIsReplacedByTyping keeps what was refused to be looked at,
// and out of the way.
func TestARefusedCodeIsReplacedByTyping(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.EnterCode, fresh())).enter(80, 24).write(codeText).press("enter")
	st.answer(refusal(api.VerifyCode, 136025, 0))
	digits := inside[bubble.Digits](st, "digits")
	if digits.Value() != codeText {
		t.Errorf("the refused code is gone: %q", digits.Value())
	}
	if st.press("7"); digits.Value() != "7" {
		t.Errorf("typing goes on behind the refused code: %q", digits.Value())
	}
}

// TestATallCardScrolls to its end and not beyond.
func TestATallCardScrolls(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("The phone number you are trying to register cannot be used. ", 9) + "The very end."
	st := newStage(t, inState(flows.Register, fresh(verified), failing(refusal(api.Register, 368, 4, userText("", long))))).enter(60, 20)
	if st.press("d"); strings.Contains(st.text(), "very end") {
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
	whole := newStage(t, inState(flows.Review, fresh(verified), failing(refusal(api.Register, 987654, 4, userText("", "No."))))).enter(100, 30)
	if whole.press("d", "down"); whole.session().Problem == nil || !whole.m.card.open {
		t.Error("an arrow puts away the details that need no scrolling")
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

// TestACardPutAwayByTyping loses neither what was typed nor what the flow then
// asks for.
func TestACardPutAwayByTyping(t *testing.T) {
	t.Parallel()
	for name, msg := range map[string]tea.Msg{"key": keyNamed("1"), "paste": tea.PasteMsg{Content: codeText}} {
		bubbled(t, name, func(t *testing.T) {
			st := newStage(t, inState(flows.EnterCode, fresh(verified), failing(refusal(api.VerifyCode, 136025, 0)), func(s *flows.Session) {
				s.Want.Recorded = true
			})).goLive().enter(80, 24)
			if p := st.m.env.Flow.Problem; p == nil || !softCard(p) {
				t.Fatal("there is no card that typing puts away")
			}
			st.send(msg)
			if st.m.env.Flow.Problem != nil {
				t.Error("the card is still there")
			}
			if !slices.ContainsFunc(st.doer.did, func(c flows.Command) bool { _, opens := c.Effect.(flows.OpenJournal); return opens }) {
				t.Errorf("what the flow asked for is lost: %v", st.doer.did)
			}
			if typed := inside[bubble.Digits](st, "digits").Value(); name == "key" && typed != "1" || name == "paste" && typed != codeText {
				t.Errorf("typed %q", typed)
			}
		})
	}
}

// copied presses the key that copies, and returns what would go to the
// terminal's clipboard.
func copied(st *stage, key string) (string, bool) {
	cmd, taken := st.m.cardKey(keyNamed(key))
	if cmd == nil {
		return "", taken
	}
	return fmt.Sprint(cmd()), taken
}

// TestTheTextForSupport holds what Meta's support needs and nothing that must
// stay here, however Meta's texts are written.
func TestTheTextForSupport(t *testing.T) {
	t.Parallel()
	failed := refusal(api.Register, 133005, 2388001,
		message("(#133005) PIN "+pinText+" of +852 6174 0100 differs"),
		userText("Number 6174-0100", "Call 85261740100 or 6174 0100, token "+tokenText+"."), details("Line one\nline two \x1b[31mred"))
	st := newStage(t, inState(flows.Register, fresh(verified), func(s *flows.Session) {
		s.PIN.Mode = flows.PresentPIN
	}, failing(failed), func(s *flows.Session) { s.PIN.Value = api.NewSecret(pinText) })).enter(60, 20)
	text, taken := copied(st, "ctrl+y")
	if !taken || !strings.Contains(st.text(), english().Say("card.copied", "Key", "d, p")) {
		t.Fatalf("nothing says that it was copied:\n%s", st.text())
	}
	for _, want := range []string{
		"call: register\n", "http_status: 400\n", "code: 133005\n", "error_subcode: 2388001\n", "type: OAuthException\n", "message: (#133005) PIN •", "error_user_title: Number ",
		"error_user_msg: Call ", "details: Line one line two red\n", "fbtrace_id: AbCdEfGhIjKlMnOpQrStUv\n", "time: 2026-03-02T09:00:00Z\n",
		"phone_number_id: " + string(firstID) + "\n", "waba_id: " + string(wabaID) + "\n", "graph_version: v24.0\n", "status: PENDING\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the text:\n%s", want, text)
		}
	}
	for _, secret := range []string{tokenText, pinText, middleText, "61740100"} {
		if strings.Contains(strings.NewReplacer(" ", "", "-", "").Replace(text), secret) {
			t.Errorf("%q is in the text:\n%s", secret, text)
		}
	}
	if shown := strings.NewReplacer(" ", "", "-", "", "┃", "", "\n", "").Replace(st.text()); strings.Contains(shown, "61740100") || strings.Contains(shown, pinText) {
		t.Errorf("the card shows what it should hide:\n%s", st.text())
	}
}

// TestTheTraceIDIsWhole: its digits are no phone number and no PIN.
func TestTheTraceIDIsWhole(t *testing.T) {
	t.Parallel()
	for id, whole := range map[string]bool{"A16315551234bCd": true, "Ab61740100-x_Z": true, "AQ" + pinText + "xY": true, "call +852 6174 0100": false} {
		failed := refusal(api.Register, 133005, 2388001, func(e *api.Error) { e.TraceID = id })
		st := newStage(t, inState(flows.Register, fresh(verified), failing(failed), func(s *flows.Session) { s.PIN.Value = api.NewSecret(pinText) })).enter(60, 20)
		if text, _ := copied(st, "ctrl+y"); strings.Contains(text, "fbtrace_id: "+id+"\n") != whole || strings.Contains(text, "6174 0100") {
			t.Errorf("%q is copied as\n%s", id, text)
		}
	}
}

// TestCopyKeys: y copies where it is no letter of a text.
func TestCopyKeys(t *testing.T) {
	t.Parallel()
	hard := inState(flows.Register, fresh(verified), failing(refusal(api.Register, 133005, 0)))
	typing := inState(flows.AddNumber, fresh(), failing(refusal(api.AddNumber, 200000, 0)))
	offline := inState(flows.Eligibility, fresh(), failing(offline(api.GetNumber)))
	for name, c := range map[string]struct {
		session flows.Session
		key     string
		copies  bool
		stays   bool // the card
	}{
		"on a card":         {hard, "y", true, true},
		"with ctrl":         {hard, "ctrl+y", true, true},
		"over a field":      {typing, "ctrl+y", true, true},
		"a letter":          {typing, "y", false, false},
		"nothing to report": {offline, "ctrl+y", false, true},
	} {
		st := newStage(t, c.session).enter(80, 24)
		text, _ := copied(st, c.key)
		if (text != "") != c.copies || (st.session().Problem != nil) != c.stays {
			t.Errorf("%s: copies %q, card %v", name, text, st.session().Problem)
		}
	}
}

// TestTheFormFollowsTheCard: what the key changes is what the form shows.
func TestTheFormFollowsTheCard(t *testing.T) {
	t.Parallel()
	phone, err := phone.ParseDisplay(numberText)
	if err != nil {
		t.Fatal(err)
	}
	st := newStage(t, inState(flows.AddNumber, fresh(), func(s *flows.Session) {
		s.Typed = flows.NumberTyped{Phone: phone, Name: "Lotus Bakery", Migrate: true}
	})).enter(80, 24)
	migrates := inside[bool](st, "migrate")
	if !*migrates {
		t.Fatal("the form does not say that the number moves")
	}
	st.answer(refusal(api.AddNumber, 2388103, 0, message("You can add this phone number."))).press("enter")
	if *migrates || st.session().Typed.Migrate || st.session().State != flows.AddNumber || st.session().Problem != nil {
		t.Errorf("the form moves the number %t, in %s with %v", *migrates, st.session().State, st.session().Problem)
	}
}

// FuzzCard puts any texts of Meta's on a card and into the text for support.
func FuzzCard(f *testing.F) {
	f.Add("Title", "A text.", "Details", "AbC")
	f.Add("\x1b]52;c;aGk=\x07", "\x1b[2J\x1b[31mred", "\u202egnorw\u2066", "\x9b1m\x00\x7f")
	f.Add(strings.Repeat("長", 500), strings.Repeat("x", 900), "a\r\nb\tc\u2028d", "\xff\xfe\xed\xa0\x80")
	f.Add("\u0301\u0301\u0301", "👩‍👩‍👧 family", "ก็ที่น้ำ", "한국어 ﷽")
	f.Fuzz(func(t *testing.T, title, text, detail, trace string) {
		failed := refusal(api.Register, 987654, 0, message(title), userText(title, text), details(detail), func(e *api.Error) { e.TraceID, e.Type, e.Body = trace, title, text })
		st := newStage(t, inState(flows.Register, fresh(verified), failing(failed))).enter(60, 20)
		for range 3 {
			view := st.frame()
			if rest := ansi.Strip(view.Content); strings.ContainsFunc(rest, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }) {
				t.Fatalf("a control sign is shown: %q", rest)
			}
			for line := range strings.SplitSeq(view.Content, "\n") {
				if ansi.StringWidth(line) > 60 {
					t.Fatalf("too wide: %q", line)
				}
			}
			if strings.Contains(view.Content, "\x1b]") || strings.Contains(view.Content, "\x1b[2J") || strings.Count(view.Content, "\n") > 20 {
				t.Fatalf("the picture is spoilt: %q", view.Content)
			}
			st.press("down", "down", "down")
		}
		ticket, _ := copied(st, "y")
		if strings.ContainsFunc(ticket, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }) || strings.Count(ticket, "\n") > 20 {
			t.Fatalf("the text for support is spoilt: %q", ticket)
		}
	})
}

// TestACardNamesWhoAnswered: where something on the way answered a request of which nobody
// knows whether it worked, the card says that it was not Meta.
func TestACardNamesWhoAnswered(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.Review, fresh(verified), func(s *flows.Session) {
		s.Problem = &flows.Problem{Call: api.Register, Advice: flows.Advice{ID: flows.AdviseOpen}, Answered: "HTTP 200, “Sign in”"}
	})).enter(120, 40)
	if want := st.m.env.Say("card.answered_between", "Answer", "HTTP 200, “Sign in”"); !folded(st.text(), want) {
		t.Errorf("no %q in\n%s", want, st.text())
	}
}
