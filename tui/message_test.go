package tui

import (
	"testing"

	"dialtone/api"
	"dialtone/flows"
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
		st.write(recipientText).press("enter", "enter", "enter", "enter")
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
	m := st.m.screens[flows.TestMessage].(*messageScreen)
	if m.text.Value() != "Hello there" || m.template.Value() != "hello_world en_USx" || !m.asText {
		t.Errorf("text %q, template %q", m.text.Value(), m.template.Value())
	}
	st.press("up").write("6174 0155") // of the number's own country
	if to, fault := m.recipient(st.m.env); to.E164 != "+85261740155" || fault != "" {
		t.Errorf("to %q, %q", to.E164, fault)
	}
}
