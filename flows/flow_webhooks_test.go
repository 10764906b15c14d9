package flows

import (
	"testing"

	"dialtone/api"
)

func webhooksTales() []tale {
	return []tale{{scenario: "name-under-review", job: JobWebhooks, end: Webhooks, operate: func(d *drive) Event {
		if d.s.Subscribed() {
			return nil
		}
		return SubscribeAsked{}
	}}}
}

// TestSubscribing needs no number, leaves the apps of others alone, and tells
// them from ours.
func TestSubscribing(t *testing.T) {
	t.Parallel()
	d := webhooksTales()[0].play(t)
	if !d.s.Subscribed() || len(d.s.Apps) != 2 || d.effective(api.SetSubscribed) != 1 || d.s.Notice != NoticeSubscribed {
		t.Errorf("apps %+v after %d requests, notice %q", d.s.Apps, d.effective(api.SetSubscribed), d.s.Notice)
	}
	for _, c := range d.calls {
		if c.Call == api.ListNumbers || c.Call == api.GetNumber || c.Call == api.GetSettings {
			t.Errorf("%s was called", c.Call)
		}
	}
	w := walkFrom(t, d.s).hand(SubscribeAsked{}).in(Webhooks) // it is subscribed already
	w.hand(ReloadAsked{}).in(Webhooks, ReadApps{Account: d.s.Account.ID})
	w.world(tokenDead(api.GetSubscribed)).in(Connect, ListSaved{})
	e := opened()
	e.Account.ID = d.s.Account.ID
	w.world(e).in(Webhooks, ReadApps{Account: e.Target.Account})
}
