package run

import (
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

func webhooksTales() []tale {
	return []tale{{scenario: "name-under-review", job: flows.JobWebhooks, end: flows.Webhooks, operate: func(d *drive) flows.Event {
		if d.s.Subscribed() {
			return nil
		}
		return flows.SubscribeAsked{}
	}}}
}

// TestSubscribing needs no number, leaves the apps of others alone, and tells
// them from ours.
func TestSubscribing(t *testing.T) {
	t.Parallel()
	d := webhooksTales()[0].play(t)
	if !d.s.Subscribed() || len(d.s.Apps) != 2 || d.effective(api.SetSubscribed) != 1 || d.s.Notice != flows.NoticeSubscribed {
		t.Errorf("apps %+v after %d requests, notice %q", d.s.Apps, d.effective(api.SetSubscribed), d.s.Notice)
	}
	for _, c := range d.calls {
		if c.Call == api.ListNumbers || c.Call == api.GetNumber || c.Call == api.GetSettings {
			t.Errorf("%s was called", c.Call)
		}
	}
	d.hand(flows.SubscribeAsked{})
	d.asks(flows.Webhooks) // it is subscribed already
	d.hand(flows.ReloadAsked{})
	d.asks(flows.Webhooks, flows.ReadApps{Account: d.s.Account.ID})
	d.world(tokenDead(api.GetSubscribed))
	d.asks(flows.Connect, flows.ListSaved{})
	e := opened()
	e.Account.ID = d.s.Account.ID
	d.world(e)
	d.asks(flows.Webhooks, flows.ReadApps{Account: e.Target.Account})
}

// TestSubscribingSparesAnAddress: one that the account's webhooks have instead of an app's
// own is named before a request could take it away.
func TestSubscribingSparesAnAddress(t *testing.T) {
	t.Parallel()
	const apps = `{"data":[{"whatsapp_business_api_data":{"id":"614902337715009","name":"Desk"},"override_callback_uri":"https://desk.example.com/hook"}]}`
	d := newDrive(t, "name-under-review", "", func(sc *graphsim.Scenario) {
		sc.Faults = append(sc.Faults, graphsim.Fault{Endpoint: api.GetSubscribed, Body: apps, Times: -1})
	})
	d.s.Job = flows.JobWebhooks
	d.before = func(d *drive) flows.Event {
		if d.s.State == flows.Webhooks {
			return stop{}
		}
		return nil
	}
	d.run()
	press := func() {
		d.step(flows.Input{Event: flows.SubscribeAsked{}, At: d.sim.Now()})
		d.goOn()
	}
	press()
	if d.s.Notice != flows.NoticeOwnAddress || d.effective(api.SetSubscribed) != 0 {
		t.Fatalf("in %s, notice %q, %d requests", d.s.State, d.s.Notice, d.effective(api.SetSubscribed))
	}
	if press(); d.effective(api.SetSubscribed) != 1 {
		t.Errorf("%d requests", d.effective(api.SetSubscribed))
	}
}

// TestAListThatMetaRefuses is not an account without numbers.
func TestAListThatMetaRefuses(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "many-numbers", "", func(sc *graphsim.Scenario) {
		sc.Faults = append(sc.Faults, graphsim.Fault{Endpoint: api.ListNumbers, Code: 200, Status: 403, Times: -1})
	})
	d.before = func(d *drive) flows.Event {
		if d.s.State == flows.PickNumber {
			return stop{}
		}
		return nil
	}
	d.run()
	if !d.s.ListUnread() || d.s.List.Unread == "" || d.s.All() || d.s.NumberCount() != 0 || d.s.List.Unread != d.s.Problem.Advice.ID {
		t.Errorf("in %s: %+v", d.s.State, d.s.List)
	}
}
