package run

import (
	"testing"

	"dialtone/api"
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
