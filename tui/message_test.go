package tui

import (
	"testing"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/page"
)

// TestAMessageIsSentOnce: Enter on the button sends, and the Enters after a lost
// answer do not send once more.
func TestAMessageIsSentOnce(t *testing.T) {
	t.Parallel()
	bubbled(t, "lost", func(t *testing.T) {
		st := newStage(t, inState(flows.TestMessage, fresh(connected))).goLive().enter(80, 24)
		sent := 0
		st.doer.answer = func(c flows.Command) flows.Event {
			if _, is := c.Effect.(flows.SendTest); is {
				sent++
				return noAnswer(api.SendMessage)
			}
			return nil
		}
		st.write(recipientText).press("enter", "enter", "enter", "enter", "enter")
		if sent != 1 || st.session().Problem == nil {
			t.Fatalf("%d messages, card %+v:\n%s", sent, st.session().Problem, st.text())
		}
		if st.press("enter", "enter", "enter"); sent != 1 {
			t.Errorf("%d messages", sent)
		}
		draft := st.session().Message.Draft
		if draft.To.E164 != "+85261740155" || draft.Template != api.HelloWorld || draft.Language != api.HelloWorldLanguage {
			t.Errorf("sent %+v", draft)
		}
	})
}

// TestAMessageKeepsWhatWasTyped when the kind changes to and fro.
func TestAMessageKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.TestMessage, fresh(connected))).enter(80, 24)
	st.press("down", "right", "down").write("Hello there").press("up", "left", "down").write("x").press("up", "right")
	typed := st.m.traits().Fields
	if template, text := typed[1].Text, typed[3].Text; text != "Hello there" || template != "hello_worldx" || !*inside[bool](st, "asText") {
		t.Errorf("text %q, template %q", text, template)
	}
	st.press("up").write("6174 0155").press("end") // of the number's own country
	for range 3 {
		st.press("enter")
	}
	if e, is := st.m.traits().OnEnter.(page.Operated); !is || e.Event == nil {
		t.Errorf("the message cannot be sent:\n%s", st.text())
	}
	st.press("enter")
	if to := st.session().Message.Draft.To.E164; to != "+85261740155" {
		t.Errorf("to %q", to)
	}
}
