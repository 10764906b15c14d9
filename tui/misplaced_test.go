package tui

import (
	"strings"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// A token of no run, and the one of this run as far as it may be drawn before it
// can be told.
const (
	strange = "EAAQw7vRtBxLmYpHsDfGnUaWe"
	begun   = 9
)

// fieldLooks are pictures with a field in them, a few of each page.
var fieldLooks = sync.OnceValue(func() []look {
	var all []look
	tried := map[flows.State]int{}
	for _, l := range looks() {
		const enough = 3
		if tried[l.session.State] == enough || l.reveals {
			continue
		}
		st := l.stage(nobody{}, english(), 100, 40, false)
		if len(st.m.traits().Fields) > 0 && st.m.over.kind == overNone && !st.m.env.Flow.Busy() && st.m.env.Flow.Problem == nil && st.m.traits().Typing && st.m.traits().Asks != page.TakesAny {
			tried[l.session.State]++
			all = append(all, l)
		}
	}
	return all
})

// nobody is told when a stage is set outside of a test.
type nobody struct{ testing.TB }

func (nobody) Helper() {}

// atEveryField plays them.
func atEveryField(t *testing.T, try func(t *testing.T, st *stage)) {
	t.Helper()
	tried := map[flows.State]bool{}
	for _, l := range fieldLooks() {
		tried[l.session.State] = true
		t.Run(l.name, func(t *testing.T) { try(t, l.stage(t, english(), 100, 40, false)) })
	}
	for _, state := range []flows.State{
		flows.Connect, flows.PickNumber, flows.AddNumber, flows.TestMessage, flows.ChangeName, flows.EditProfile, flows.Recipient, flows.ChooseRegion, flows.CodeMethod, flows.MoveRegion, flows.PoolBusiness,
		flows.PoolAdd, flows.PoolUse, flows.Remedy,
	} {
		if !tried[state] {
			t.Errorf("no field of %s was tried", state)
		}
	}
}

// gone fails when a secret stands on the screen, in a field, or in what is told at
// the end.
func (st *stage) gone(t *testing.T, secrets ...string) {
	t.Helper()
	texts := []string{ansi.Strip(st.frame().Content), st.m.Summary(), st.m.reportText(), st.frame().WindowTitle}
	for _, f := range st.m.traits().Fields {
		texts = append(texts, f.Text)
	}
	st.send(keyNamed("ctrl+r"))
	texts = append(texts, ansi.Strip(st.frame().Content))
	st.send(keyNamed("ctrl+r"))
	for _, text := range texts {
		for _, s := range secrets {
			if strings.Contains(text, s) {
				t.Errorf("%q stands in\n%s", s, text)
			}
		}
	}
}

// told fails when the screen does not say what was taken out.
func (st *stage) told(t *testing.T, kind string) {
	t.Helper()
	want := strings.Fields(english().Say("misplaced." + kind))[:4]
	if got := strings.Join(strings.Fields(st.text()), " "); !strings.Contains(got, strings.Join(want, " ")) {
		t.Errorf("nothing is said of it:\n%s", st.text())
	}
}

func TestAPastedSecretGoesIntoNoField(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	for _, text := range []string{
		strange, tokenText, "my token is " + strange + " ok", "Bearer " + tokenText + "\r\n", "\n" + strange + "\n", "EAAQ\u200bw7vRtBxLmYpHsDfGnUaWe", strings.Repeat("x ", 20000) + strange, "1234567890123456|Qw7vRtBxLmYpHsDf",
	} {
		atEveryField(t, func(t *testing.T, st *stage) {
			before := st.m.traits().Fields[0].Text
			st.m.learn(nil)
			st.paste(text)
			st.gone(t, "Qw7vRtBx", tokenText[:8])
			st.told(t, "token")
			if after := st.m.traits().Fields[0].Text; after != before {
				t.Errorf("the field held %q and holds %q", before, after)
			}
		})
	}
	atEveryField(t, func(t *testing.T, st *stage) {
		st.m.secrets.known.Remember(pinText)
		st.paste("pin " + pinText)
		st.gone(t, pinText)
		st.told(t, "six")
		st.send(keyNamed("backspace"))
		if st.m.env.Misplaced != "" {
			t.Error("it is told for ever")
		}
	})
}

// Typed letter by letter, in a burst or not, with or without a line end behind it,
// no frame shows more of it than its beginning, and nothing is done.
func TestATypedSecretGoesIntoNoField(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	for _, token := range []string{strange, tokenText} {
		atEveryField(t, func(t *testing.T, st *stage) {
			state, field := st.session().State, st.m.traits().Fields
			for _, f := range field {
				if strings.ToLower(f.Text) != f.Text { // behind a capital letter it is told later
					st.write(" ")
					break
				}
			}
			for i, r := range token {
				st.send(keyNamed(string(r)))
				if i == begun-1 || i == begun+3 {
					st.gone(t, token[:begun], token[3:begun], token[i-4:i+1])
				}
			}
			st.gone(t, token[3:9], token[10:])
			typed := false // a button beside the field may have had the keys
			for i, f := range st.m.traits().Fields {
				typed = typed || i < len(field) && f.Text != field[i].Text
			}
			if st.m.env.Misplaced != "" {
				st.told(t, "token")
				st.press("enter")
				if st.session().State != state || len(st.doer.did) > 0 {
					t.Errorf("Enter went on to %s", st.session().State)
				}
			} else if typed {
				t.Errorf("nothing is said of it:\n%s", st.text())
			}
		})
	}
	atEveryField(t, func(t *testing.T, st *stage) {
		st.m.secrets.known.Remember(pinText)
		st.press("ctrl+u") // behind other digits it is nobody's
		st.write(pinText)
		st.gone(t, pinText)
	})
}

// After a key of another kind the field takes what is typed.
func TestAFieldTakesTextAgain(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.PickNumber, fresh())).enter(100, 40)
	st.write(strange).write("more")
	if got := st.m.traits().Fields[0].Text; got != "" {
		t.Errorf("the search is %q", got)
	}
	st.press("backspace").write("Lotus")
	if got := st.m.traits().Fields[0].Text; got != "Lotus" || st.m.env.Misplaced != "" {
		t.Errorf("the search is %q", got)
	}
	st.send(tea.PasteMsg{Content: "EAA Bakery"})
	if got := st.m.traits().Fields[0].Text; got != "LotusEAA Bakery" {
		t.Errorf("the search is %q", got)
	}
}

// Boxes for six digits take a pasted code, and nothing of a pasted token.
func TestATokenIsNoCode(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.EnterCode, fresh())).enter(100, 40)
	st.paste("EAAQw7vRt1B2x3L4m5Y6pHsDfGnUaWe")
	if got := inside[bubble.Digits](st, "digits").Value(); got != "" {
		t.Errorf("the boxes hold %q", got)
	}
	st.told(t, "token")
	st.m.secrets.known.Remember(codeText)
	st.paste(codeText)
	if got := inside[bubble.Digits](st, "digits").Value(); got != codeText {
		t.Errorf("the boxes hold %q", got)
	}
}

// A phone number that holds the six digits of a PIN among others stays what was typed
// or pasted, in every field for one; the six alone go, whatever digits they are.
func TestAPhoneNumberStaysWhole(t *testing.T) {
	t.Parallel()
	number := "+49 151 " + pinText + " 78901"
	for _, state := range []flows.State{flows.AddNumber, flows.PoolAdd, flows.TestMessage, flows.Recipient} {
		for how, put := range map[string]func(*stage, string){
			"typed":  func(st *stage, text string) { st.write(text) },
			"pasted": func(st *stage, text string) { st.paste(text) },
		} {
			st := newStage(t, inState(state, fresh(connected))).enter(100, 40)
			st.m.secrets.known.Remember(pinText)
			at := func() string {
				for _, f := range st.m.traits().Fields {
					if f.Phone {
						return f.Text
					}
				}
				return "no field"
			}
			st.press("ctrl+u")
			if put(st, number); at() != number || st.m.env.Misplaced != "" {
				t.Errorf("%s, %s: the field holds %q", state, how, at())
			}
			for _, six := range []string{pinText, pinText[:3] + "-" + pinText[3:]} {
				st.press("ctrl+u")
				if put(st, six); strings.Contains(at(), six) || st.m.env.Misplaced != sixMisplaced {
					t.Errorf("%s, %s: the field holds %q of %q", state, how, at(), six)
				}
			}
		}
	}
}

// Pasted into a name beside the phone number, the six digits go.
func TestAPINGoesIntoNoName(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.AddNumber, fresh())).enter(100, 40).press("tab")
	st.m.secrets.known.Remember(pinText)
	st.paste("Lotus 24 " + pinText)
	st.gone(t, pinText)
	st.told(t, "six")
}

// What is typed on is swallowed after a secret was typed, and not after one was pasted:
// only there is a key named that ends it.
func TestOnlyATypedSecretGoesOn(t *testing.T) {
	t.Parallel()
	says := func(st *stage) bool {
		return strings.Contains(strings.Join(strings.Fields(st.text()), " "), english().Say("misplaced.typed"))
	}
	at := func() *stage { return newStage(t, inState(flows.PickNumber, fresh())).enter(100, 40) }
	if st := at().paste(strange); st.m.env.Misplaced == "" || says(st) {
		t.Errorf("pasted:\n%s", st.text())
	}
	if st := at().write(strange); st.m.env.Misplaced == "" || !says(st) {
		t.Errorf("typed:\n%s", st.text())
	}
}
