package flows

import (
	"slices"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility"
)

// testMessage is a completed form; "" for the sample template.
func testMessage(text string) MessageTyped {
	to, _ := eligibility.Parse("+852 6123 0142", "")
	if text != "" {
		return MessageTyped{To: to, Text: text}
	}
	return MessageTyped{To: to, Template: api.HelloWorld, Language: api.HelloWorldLanguage}
}

// sendsTest is an operator who sends a test message once the number is connected.
func sendsTest(d *drive) Event {
	switch {
	case d.s.Problem != nil:
	case d.s.State == Connected && d.s.Number.Status.Registered() && len(d.s.Apps) > 0:
		return JobChosen{JobMessage}
	case d.s.State == TestMessage:
		return testMessage("")
	case d.s.State == MessageSent:
		return stop{}
	}
	return nil
}

func messageTales() []tale {
	reloaded := false
	return []tale{{scenario: "test-message", job: JobMessage, end: Manage, operate: func(d *drive) Event {
		switch d.s.State {
		case TestMessage:
			if !reloaded {
				reloaded = true
				return ReloadAsked{}
			}
			return testMessage("")
		case MessageSent:
			return MessageSeen{}
		}
		return nil
	}}}
}

// TestSendingAMessage sends one, says that it was accepted, and no more.
func TestSendingAMessage(t *testing.T) {
	t.Parallel()
	d := messageTales()[0].play(t)
	box, said := d.sim.Outbox(), d.sim.Statuses()
	if len(box) != 1 || box[0].To != "+85261230142" || len(said) != 1 || said[0].Status != "delivered" {
		t.Fatalf("on the phone %+v, by webhook %+v", box, said)
	}
	if d.s.Message.Sent.ID != said[0].ID || d.s.Message.Sent.WAID != "85261230142" || d.s.Notice != NoticeMessageSent || d.s.Job != JobMessage {
		t.Errorf("the session has %+v and %q", d.s.Message.Sent, d.s.Notice)
	}
	if last := d.s.Actions[len(d.s.Actions)-1]; last.Call != api.SendMessage || last.Unclear || d.effective(api.SendMessage) != 1 {
		t.Errorf("last deed %+v after %d messages", last, d.effective(api.SendMessage))
	}
}

// TestMessageAfterConnected begins at the end of the onboarding and comes back
// there.
func TestMessageAfterConnected(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "clean-mobile", "")
	d.before = sendsTest
	d.run()
	if d.s.State != MessageSent || d.s.Job != JobMessage || !slices.Equal(d.s.History, []State{PickNumber, Connected, TestMessage}) {
		t.Fatalf("in %s for %s with %v: %+v", d.s.State, d.s.Job, d.s.History, d.s.Problem)
	}
	w := walkFrom(t, d.s).hand(BackAsked{}).in(TestMessage).hand(BackAsked{}).in(Connected)
	if w.s.Job != JobOnboard || w.s.Message.Draft != testMessage("") {
		t.Errorf("back for %s with %+v", w.s.Job, w.s.Message.Draft)
	}
	if w = walkFrom(t, d.s).hand(MessageSeen{}).in(Connected); w.s.Job != JobOnboard || !slices.Equal(w.s.History, []State{PickNumber}) {
		t.Errorf("on for %s with %v", w.s.Job, w.s.History)
	}
}

// TestALostMessageIsNotRepeated loses the answer in every way: nothing is sent
// again by itself, and the session says that it may have been sent.
func TestALostMessageIsNotRepeated(t *testing.T) {
	t.Parallel()
	for name, fault := range losing(map[string]graphsim.Fault{
		"before": {Drop: graphsim.DropBefore}, "after": {Drop: graphsim.DropAfter}, "half": {Mangle: graphsim.Truncate},
		"proxy": {Mangle: graphsim.HTML}, "done and 500": {Status: 500, Code: 131000, AlsoEffect: true},
	}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDrive(t, "test-message", "")
			d.s.Job, d.s.Want.Job = JobMessage, JobMessage
			fault.Endpoint = api.SendMessage
			if err := d.sim.AddFault(fault); err != nil {
				t.Fatal(err)
			}
			sent := false
			d.before = func(d *drive) Event {
				switch {
				case d.s.State == TestMessage && !sent:
					sent = true
					return testMessage("")
				case d.s.State == TestMessage:
					return stop{}
				}
				return nil
			}
			d.run()
			p := d.s.Problem
			if p == nil || p.Advice.Act != ActDismiss || p.Advice.Cost != CostMessage || !d.s.MayBeSent() || d.s.Busy() {
				t.Fatalf("card %+v, in doubt %t", p, d.s.MayBeSent())
			}
			walkFrom(t, d.s).hand(AdviceTaken{}).in(TestMessage).idle()
			count := 0
			for _, c := range d.sim.Record() {
				if c.Endpoint == api.SendMessage {
					count++
				}
			}
			if count != 1 || len(d.sim.Outbox()) > 1 {
				t.Errorf("%d requests, %d on the phone", count, len(d.sim.Outbox()))
			}
		})
	}
}

// TestMessageRows are the rows of the table that no tale goes through.
func TestMessageRows(t *testing.T) {
	t.Parallel()
	typed := testMessage("Hello")
	w := walkFrom(t, at(TestMessage, fresh(verified))).hand(typed).in(TestMessage).idle()
	walkFrom(t, at(TestMessage, fresh(verified))).hand(MessageSeen{}).in(Manage, ReadNumber{firstID, true})
	walkFrom(t, at(TestMessage, fresh(connected))).hand(MessageSeen{}).in(TestMessage)
	w.world(NumberRead{fresh(connected)}).hand(typed).in(TestMessage, SendTest{firstID, api.Message{To: "+85261230142", Text: "Hello"}})
	w.hand(BackAsked{}).in(TestMessage) // what was sent is not taken back
	w.world(refusal(api.SendMessage, 133010, 0)).card(AdviseNotRegistered, ActReload)
	w.hand(AdviceTaken{}).in(TestMessage, ReadNumber{ID: firstID})
	if w.s.Message.Draft != typed {
		t.Errorf("what was typed is %+v", w.s.Message.Draft)
	}
	w = walkFrom(t, at(TestMessage, fresh(connected))).hand(typed).world(tokenDead(api.SendMessage)).in(Connect)
	if w.s.Return != TestMessage || w.s.Message.Draft != typed {
		t.Errorf("on to %s with %+v", w.s.Return, w.s.Message.Draft)
	}
	w = walkFrom(t, at(MessageSent, fresh(connected))).hand(MessageSeen{}).in(Manage, ReadNumber{firstID, true})
	if w.s.Notice != NoticeMessageSent || !slices.Equal(w.s.History, []State{PickNumber}) {
		t.Errorf("the notice is %q, back leads to %v", w.s.Notice, w.s.History)
	}
}

func TestParseTemplate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		name     string
		language api.Language
		fault    TemplateFault
	}{
		"hello_world en_US": {"hello_world", "en_US", ""},
		" order_1,zh_HK ":   {"order_1", "zh_HK", ""},
		"order_1":           {"order_1", "en_US", ""},
		"order_1 fil":       {"order_1", "fil", ""},
		" ":                 {"", "", TemplateEmpty},
		"Hello World":       {"", "", TemplateName},
		"hello_world en-US": {"", "", TemplateLanguage},

		strings.Repeat("a", 512): {strings.Repeat("a", 512), "en_US", ""},
		strings.Repeat("a", 513): {"", "", TemplateName},
		"hello_world en US ":     {"", "", TemplateLanguage},
	} {
		if name, language, fault := ParseTemplate(text); name != want.name || language != want.language || fault != want.fault {
			t.Errorf("%q: %q %q %q", text, name, language, fault)
		}
	}
	if !slices.Equal(constants(t, "TemplateFault"), texts(TemplateFaults())) {
		t.Error("a fault is not listed")
	}
}

func TestCanSend(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		n    api.Number
		want bool
	}{
		"fresh": {fresh(), false}, "verified": {fresh(verified), false}, "connected": {fresh(connected), true}, "shared": {fresh(shared), true},
		"banned": {fresh(connected, banned), false}, "on premise": {fresh(connected, onPremise), false},
	} {
		if CanSend(c.n) != c.want {
			t.Errorf("%s: %t", name, !c.want)
		}
	}
}
