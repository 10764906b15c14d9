package tui

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// pasted is a text as people paste it, and what becomes of it: it is taken, or the key
// of the sentence that says why not.
type pasted struct{ Form, Want string }

// pastedInto lists the texts for a field. TOKEN stands for a token.
func pastedInto(t *testing.T, field string) []pasted {
	t.Helper()
	raw, err := os.ReadFile("testdata/pasted.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string][]pasted
	if err := json.Unmarshal(raw, &all); err != nil || len(all[field]) == 0 {
		t.Fatalf("%s: %v", field, err)
	}
	for i := range all[field] {
		text := &all[field][i].Form
		for mark, part := range map[string]string{"TOKEN": tokenText, "TOK": tokenText[:15], "EN": tokenText[15:]} {
			if mark != "EN" || strings.HasSuffix(*text, mark) {
				*text = strings.ReplaceAll(*text, mark, part)
			}
		}
	}
	return all[field]
}

// asks reports whether the window shows a sentence, however it is folded.
func (st *stage) asks(key string) bool {
	return strings.Contains(strings.Join(strings.Fields(st.text()), " "), english().Say(key))
}

// atTheToken is the wizard where it asks for a token.
func atTheToken(t *testing.T) *stage {
	t.Helper()
	st := newStage(t, start(flows.Options{})).goLive().enter(80, 40).press("enter")
	if !st.asks("connect.token.lead") {
		t.Fatalf("it does not ask for the token:\n%s", st.text())
	}
	return st
}

func TestPastedTokens(t *testing.T) {
	t.Parallel()
	for _, p := range pastedInto(t, "token") {
		bubbled(t, p.Form[:2], func(t *testing.T) {
			st := atTheToken(t).paste(p.Form).press("enter")
			if p.Want != "taken" {
				if !st.asks(p.Want) || len(st.doer.did) > 0 {
					t.Errorf("%q: it does not say %q:\n%s", p.Form, english().Say(p.Want), st.text())
				}
				return
			}
			st.paste("104820560913301").press("enter").pass(2*time.Second).press("right", "left", "enter")
			if got := st.m.env.Flow.Want.Token.Reveal() + givenToken(st); !strings.HasSuffix(got, tokenText) || len(got) != len(tokenText) {
				t.Errorf("%q: a token of %d characters is sent:\n%s", p.Form, len(got), st.text())
			}
		})
	}
}

// givenToken is the token of the call that opens the account.
func givenToken(st *stage) string {
	st.doer.mu.Lock()
	defer st.doer.mu.Unlock()
	for _, c := range st.doer.did {
		if open, is := c.Effect.(flows.OpenAccount); is {
			return open.Target.Token.Reveal()
		}
	}
	return ""
}

func TestPastedAccounts(t *testing.T) {
	t.Parallel()
	for _, p := range pastedInto(t, "account") {
		bubbled(t, p.Form[:2], func(t *testing.T) {
			st := atTheToken(t).paste(tokenText).press("enter").paste(p.Form).press("enter")
			switch got := *inside[string](st, "account"); {
			case p.Want != "taken" && !st.asks(p.Want):
				t.Errorf("%q: it does not say %q:\n%s", p.Form, english().Say(p.Want), st.text())
			case p.Want == "taken" && (got != "104820560913301" || !st.asks("connect.remember.lead")):
				t.Errorf("%q: the account is %q:\n%s", p.Form, got, st.text())
			}
		})
	}
}

// The same holds for keys that come faster than fingers, as from a terminal that does
// not mark a paste.
func TestPastedCodes(t *testing.T) {
	t.Parallel()
	for _, p := range pastedInto(t, "code") {
		for _, state := range []flows.State{flows.EnterCode, flows.PoolEnter} {
			st := newStage(t, inState(state, fresh())).enter(80, 40).paste(p.Form)
			got, fault := inside[bubble.Digits](st, "digits").Value(), *inside[string](st, "fault")
			if p.Want == "taken" && got != "123456" || p.Want != "taken" && (got != "" || fault != english().Say(p.Want)) {
				t.Errorf("%q: the boxes hold %q:\n%s", p.Form, got, st.text())
			}
		}
		st := newStage(t, inState(flows.EnterCode, fresh()), painting).enter(100, 40).pass(2 * time.Second).burst(p.Form)
		if got := inside[bubble.Digits](st, "digits").Value(); p.Want == "taken" && got != "123456" {
			t.Errorf("%q in a burst: the boxes hold %q", p.Form, got)
		}
	}
}
