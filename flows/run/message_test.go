package run

import (
	"slices"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// sendsTest is an operator who sends a test message once the number is connected.
func sendsTest(d *drive) flows.Event {
	switch {
	case d.s.Problem != nil:
	case d.s.State == flows.Connected && d.s.Number.Status.Registered() && len(d.s.Apps) > 0:
		return flows.JobChosen{Job: flows.JobMessage}
	case d.s.State == flows.TestMessage:
		return testMessage("")
	case d.s.State == flows.MessageSent:
		return stop{}
	}
	return nil
}

func messageTales() []tale {
	reloaded := false
	return []tale{{scenario: "test-message", job: flows.JobMessage, end: flows.Manage, operate: func(d *drive) flows.Event {
		switch d.s.State {
		case flows.TestMessage:
			if !reloaded {
				reloaded = true
				return flows.ReloadAsked{}
			}
			return testMessage("")
		case flows.MessageSent:
			return flows.MessageSeen{}
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
	if d.s.Message.Sent.ID != said[0].ID || d.s.Message.Sent.WAID != "85261230142" || d.s.Notice != flows.NoticeMessageSent || d.s.Job != flows.JobMessage {
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
	if d.s.State != flows.MessageSent || d.s.Job != flows.JobMessage || !slices.Equal(d.s.History, []flows.State{flows.PickNumber, flows.Connected, flows.TestMessage}) {
		t.Fatalf("in %s for %s with %v: %+v", d.s.State, d.s.Job, d.s.History, d.s.Problem)
	}
	sent := d.s
	d.hand(flows.BackAsked{})
	d.asks(flows.TestMessage)
	d.hand(flows.BackAsked{})
	if d.asks(flows.Connected); d.s.Job != flows.JobOnboard || d.s.Message.Draft != testMessage("") {
		t.Errorf("back for %s with %+v", d.s.Job, d.s.Message.Draft)
	}
	d.s = sent
	d.hand(flows.MessageSeen{})
	if d.asks(flows.Connected); d.s.Job != flows.JobOnboard || !slices.Equal(d.s.History, []flows.State{flows.PickNumber}) {
		t.Errorf("on for %s with %v", d.s.Job, d.s.History)
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
			d.s.Job, d.s.Want.Job = flows.JobMessage, flows.JobMessage
			fault.Endpoint = api.SendMessage
			if err := d.sim.AddFault(fault); err != nil {
				t.Fatal(err)
			}
			sent := false
			d.before = func(d *drive) flows.Event {
				switch {
				case d.s.State == flows.TestMessage && !sent:
					sent = true
					return testMessage("")
				case d.s.State == flows.TestMessage:
					return stop{}
				}
				return nil
			}
			d.run()
			p := d.s.Problem
			if p == nil || p.Advice.Act != flows.ActDismiss || p.Advice.Cost != flows.CostMessage || !d.s.MayBeSent() || d.s.Busy() {
				t.Fatalf("card %+v, in doubt %t", p, d.s.MayBeSent())
			}
			d.hand(flows.AdviceTaken{})
			if d.asks(flows.TestMessage); d.s.Busy() {
				t.Errorf("waits for %T", d.s.Waiting)
			}
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
