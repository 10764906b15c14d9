package tui

import (
	"cmp"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// pasted is a text as people paste it, and what becomes of it: it is taken, or the key
// of the sentence that says why not.
type pasted struct{ Form, Want, Is string }

// pastedInto lists the texts for a field, with a token in its place.
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
	parts := strings.NewReplacer("@TOKEN@", tokenText, "@BEGIN@", tokenText[:15], "@END@", tokenText[15:])
	for i := range all[field] {
		all[field][i].Form = parts.Replace(all[field][i].Form)
	}
	return all[field]
}

// asks reports whether the window shows how a sentence begins: the rest of it may be
// folded around what stands beside it.
func (st *stage) asks(key string) bool {
	const line = 40
	sentence := english().Say(key)
	return strings.Contains(st.text(), sentence[:min(line, len(sentence))])
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
			case p.Want == "taken" && (got != cmp.Or(p.Is, "104820560913301") || !st.asks("connect.remember.lead")):
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

// What was probably meant is put into the field on a key, and on no Enter.
func TestWhatWasMeantIsTakenOnAKey(t *testing.T) {
	t.Parallel()
	for _, state := range []flows.State{flows.AddNumber, flows.PoolAdd, flows.TestMessage} {
		st := newStage(t, inState(state, fresh(connected))).enter(100, 40).press("ctrl+u").paste("+1 631 555 O142")
		number := func() string { return st.m.traits().Fields[0].Text }
		if st.press("right"); number() != "+1 631 555 O142" {
			t.Errorf("%s: taken before it was offered: %q", state, number())
		}
		if st.press("enter", "enter"); number() != "+1 631 555 O142" || len(st.doer.did) > 0 ||
			!strings.Contains(st.text(), "→ "+english().Say("key.take")) {
			t.Errorf("%s: %q\n%s", state, number(), st.text())
		}
		if strings.Contains(st.text(), "555-0142") {
			t.Errorf("%s: the number is shown:\n%s", state, st.text())
		}
		if st.press("right"); number() != "+1 631-555-0142" || strings.Contains(st.text(), english().Say("key.take")) {
			t.Errorf("%s: %q", state, number())
		}
	}
}

// A test number's list holds one form of an Argentine, Brazilian or Mexican number
// (field), so the other one is offered before anything else is tried.
func TestTheOtherFormOfARecipientIsOffered(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"+54 9 11 5555-0142": "+541155550142", "+54 11 5555-0142": "+5491155550142",
		"+52 55 5555 0142": "+5215555550142", "+52 1 55 5555 0142": "+525555550142", "+55 31 98555-0142": "+553185550142",
		"+852 9123 4567": "",
	} {
		bubbled(t, text, func(t *testing.T) {
			st := newStage(t, inState(flows.TestMessage, fresh(connected))).goLive().enter(100, 40)
			var sent []string
			st.doer.answer = func(c flows.Command) flows.Event {
				if e, is := c.Effect.(flows.SendTest); is {
					sent = append(sent, e.Message.To)
					return refusal(api.SendMessage, 131030, 0)
				}
				return nil
			}
			send := func() { st.press("end", "up").pass(2 * time.Second).press("enter").pass(2 * time.Second) }
			st.press("ctrl+u").paste(text)
			send()
			if len(sent) != 1 || st.session().Problem == nil {
				t.Fatalf("sent to %q:\n%s", sent, st.text())
			}
			st.press("enter").pass(2 * time.Second)
			if offered := strings.Contains(st.text(), english().Say("key.take")); offered != (want != "") {
				t.Fatalf("offered: %v\n%s", offered, st.text())
			}
			if want == "" {
				return
			}
			st.press("right")
			if send(); len(sent) != 2 || sent[1] != want {
				t.Errorf("sent to %q, want %s:\n%s", sent, want, st.text())
			}
		})
	}
}
