package flows

import (
	"slices"
	"testing"
	"time"

	"dialtone/api"
)

// TestAListThatWasRefusedIsUnread, whatever came of it before, until it is read again.
func TestAListThatWasRefusedIsUnread(t *testing.T) {
	t.Parallel()
	for _, pages := range []int{0, 1} {
		s := at(PickNumber, fresh())
		w := walkFrom(t, s).hand(ReloadAsked{}).in(PickNumber, ReadNumbers{Account: wabaID})
		if w.s.ListUnread() {
			t.Error("what is being read is unread")
		}
		if pages > 0 {
			w.world(NumbersListed{listOf(0, 3, "two")}).in(PickNumber, ReadNumbers{Account: wabaID, After: "two"})
		}
		w.world(refusal(api.ListNumbers, 190, 492)).in(Connect) // that one has a page of its own
		w = walkFrom(t, s).hand(ReloadAsked{})
		if pages > 0 {
			w.world(NumbersListed{listOf(0, 3, "two")})
		}
		w.world(offline(api.ListNumbers)).in(PickNumber).hand(ProblemDismissed{})
		if !w.s.ListUnread() || w.s.List.Unread != AdviseOffline || w.s.All() || w.s.NumberCount() != 3*pages {
			t.Errorf("after %d pages: %+v", pages, w.s.List)
		}
		w.hand(ReloadAsked{}).in(PickNumber, ReadNumbers{Account: wabaID})
		if w.s.ListUnread() || w.s.List.Unread != "" {
			t.Error("it is read again, and still unread")
		}
		w.world(NumbersListed{}).in(PickNumber)
		if w.s.ListUnread() || !w.s.All() {
			t.Error("an account without numbers is unread")
		}
	}
}

// TestAPoolThatWasRefusedIsUnread as a list is; another one that was refused says nothing
// of it.
func TestAPoolThatWasRefusedIsUnread(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Pool, fresh())).hand(ReloadAsked{}).in(Pool, ReadPool{Business: poolOwner})
	if w.s.PoolUnread() {
		t.Error("what is being read is unread")
	}
	w.world(offline(api.ListPreverified)).in(Pool).hand(ProblemDismissed{})
	if !w.s.PoolUnread() || w.s.Pool.Unread != AdviseOffline {
		t.Errorf("%+v", w.s.Pool)
	}
	w.hand(ReloadAsked{}).world(PoolListed{poolOwner, api.PreverifiedPage{}}).in(Pool)
	if w.s.PoolUnread() || w.s.Pool.Unread != "" {
		t.Errorf("an empty pool is unread: %+v", w.s.Pool)
	}
	w.hand(BusinessAsked{}).hand(BusinessGiven{"220771904456199"}).world(offline(api.ListPreverified)).in(PoolBusiness)
	if w.s.Pool.Unread != "" {
		t.Error("another pool was refused, and this one is unread")
	}
}

// TestAppsAreReadOrBeingRead or neither.
func TestAppsAreReadOrBeingRead(t *testing.T) {
	t.Parallel()
	is := func(w *walk, reading, read bool) {
		t.Helper()
		if w.s.AppsReading != reading || w.s.AppsRead != read {
			t.Errorf("being read: %t, read: %t", w.s.AppsReading, w.s.AppsRead)
		}
	}
	begun := func() *walk {
		return walkFrom(t, at(Connected, fresh(connected))).hand(ReloadAsked{}).world(NumberRead{fresh(connected)}).in(Connected, ReadApps{wabaID, firstID})
	}
	is(walkFrom(t, at(Connected, fresh(connected))), false, false)
	is(begun(), true, false)
	is(begun().world(AppsRead{}), false, true)
	is(begun().world(offline(api.GetSubscribed)), false, false)
	is(begun().hand(JobChosen{JobManage}).in(Manage, ReadNumber{firstID, true}), false, false) // its answer comes too late
}

// TestSubscribingNamesAnAddressFirst that may be lost by it, and asks for a second press.
func TestSubscribingNamesAnAddressFirst(t *testing.T) {
	t.Parallel()
	const own = "https://desk.example.com/hook"
	ofAccount := fresh(connected, func(n *api.Number) { n.Callbacks.Account = own })
	byApp := func(s *Session) { s.Apps, s.AppsRead = []api.App{{ID: "9", Name: "Desk", Override: own}}, true }
	for name, s := range map[string]Session{
		"at the end":  at(Connected, ofAccount),
		"of the job":  func() Session { s := at(Webhooks, api.Number{}); byApp(&s); return s }(),
		"of a number": at(Connected, fresh(connected, func(n *api.Number) { n.Callbacks.Number = own })),
		"of its page": at(Webhooks, ofAccount),
	} {
		s.AppsRead = true
		w := walkFrom(t, s).hand(SubscribeAsked{}).in(s.State).idle()
		if w.s.Notice != NoticeOwnAddress || w.s.OwnAddresses()[0].URL != own {
			t.Errorf("%s: notice %q", name, w.s.Notice)
		}
		w.hand(SubscribeAsked{}).in(s.State, SubscribeApp{wabaID})
		// Something else was done between: it is named again.
		w = walkFrom(t, s).hand(SubscribeAsked{}).hand(ReloadAsked{}).hand(BackAsked{}).hand(SubscribeAsked{})
		if w.s.Notice != NoticeOwnAddress {
			t.Errorf("%s: notice %q", name, w.s.Notice)
		}
	}
	plain := at(Connected, fresh(connected))
	plain.AppsRead = true
	walkFrom(t, plain).hand(SubscribeAsked{}).in(Connected, SubscribeApp{wabaID})
}

// TestTheCardThatSubscribesLooksFirst who is subscribed; that this cannot be read stands in
// nobody's way.
func TestTheCardThatSubscribesLooksFirst(t *testing.T) {
	t.Parallel()
	card := func() *walk {
		s := at(AddNumber, fresh())
		w := walkFrom(t, s)
		w.s.Problem = &Problem{Call: api.AddNumber, Advice: Advice{ID: AdviseMoveUnsubscribed, Act: ActSubscribe}}
		return w.hand(AdviceTaken{}).in(AddNumber, ReadApps{Account: wabaID})
	}
	card().world(AppsRead{}).in(AddNumber, SubscribeApp{wabaID}).card("", "").world(Subscribed{}).in(AddNumber).idle()

	w := card().world(AppsRead{Apps: []api.App{{ID: "9", Override: "https://desk.example.com/hook"}}}).in(AddNumber).idle()
	if w.card(AdviseMoveUnsubscribed, ActSubscribe); w.s.Notice != NoticeOwnAddress {
		t.Errorf("notice %q", w.s.Notice)
	}
	w.hand(AdviceTaken{}).in(AddNumber, SubscribeApp{wabaID})

	w = card().world(refusal(api.GetSubscribed, 200, 0)).in(AddNumber).idle()
	if w.card(AdviseMoveUnsubscribed, ActSubscribe); w.s.Notice != NoticeAppsUnread || w.s.AppsReading {
		t.Errorf("notice %q", w.s.Notice)
	}
	w.hand(AdviceTaken{}).in(AddNumber, SubscribeApp{wabaID})

	w = card() // and nothing goes in circles
	w.s.Number.Callbacks.Account = "https://desk.example.com/hook"
	w.world(refusal(api.GetSubscribed, 200, 0)).hand(AdviceTaken{}).hand(AdviceTaken{}).in(AddNumber, SubscribeApp{wabaID})
}

// TestWhoRegisteredIt: the card of a number that does not read CONNECTED is about what this
// run did.
func TestWhoRegisteredIt(t *testing.T) {
	t.Parallel()
	action := func(call api.Endpoint, unclear bool) Action {
		return Action{At: t0, Call: call, Number: firstID, Unclear: unclear}
	}
	for name, c := range map[string]struct {
		did  []Action
		want RegisterHeard
		card AdviceID
	}{
		"nobody":           {nil, RegisterNone, AdviseUnregistered},
		"we":               {[]Action{action(api.Register, false)}, RegisterTaken, AdviseStuck},
		"perhaps we":       {[]Action{action(api.Register, true)}, RegisterShown, AdviseStuck},
		"we, and off":      {[]Action{action(api.Register, false), action(api.Deregister, false)}, RegisterNone, AdviseUnregistered},
		"off, and we":      {[]Action{action(api.Deregister, false), action(api.Register, false)}, RegisterTaken, AdviseStuck},
		"we, another one":  {[]Action{{At: t0, Call: api.Register, Number: otherID}}, RegisterNone, AdviseUnregistered},
		"it was seen only": {[]Action{action(api.GetNumber, false)}, RegisterNone, AdviseUnregistered},
	} {
		s := at(Connected, fresh(verified))
		s.Actions = c.did
		found := s.stuck(t0)
		if s.RegisterHeard() != c.want || found.Advice.ID != c.card {
			t.Errorf("%s: %s, card %s", name, s.RegisterHeard(), found.Advice.ID)
		}
		for _, likely := range found.Likely { // registering is proposed only where it was not done
			if proposes := likely.To == ChoosePIN || likely.To == CodeMethod; proposes && c.want != RegisterNone {
				t.Errorf("%s: %s leads to %s", name, likely.Cause, likely.To)
			}
		}
		if waits := slices.Contains(causes(found.Likely), CauseSlow); waits != (c.want != RegisterNone) {
			t.Errorf("%s: it waits for Meta: %t", name, waits)
		}
	}
}

// TestFaultsAreNoRepetition: that a number is not registered yet is no cause where Meta
// took its registration.
func TestFaultsAreNoRepetition(t *testing.T) {
	t.Parallel()
	s := at(Connected, fresh(verified, func(n *api.Number) {
		n.Health = api.HealthStatus{CanSend: "BLOCKED", Entities: []api.HealthEntity{
			{Type: "PHONE_NUMBER", CanSend: "BLOCKED", Errors: []api.HealthError{{Code: 133010, Solution: "Register the number."}}},
			{Type: "WABA", CanSend: "LIMITED", Info: []string{"Some"}},
			{Type: "APP", CanSend: "AVAILABLE"},
		}}
	}))
	s.Actions = []Action{{At: t0.Add(-time.Minute), Call: api.Register, Number: firstID}}
	if got := causes(DiagnoseStuck(s)); len(got) != 1 || got[0] != CauseSlow {
		t.Errorf("%v", got)
	}
	if got := Ailments(s.Number); len(got) != 2 || got[1].Type != "WABA" {
		t.Errorf("%+v", got)
	}
	s.Number.Health.Entities[1].Errors = []api.HealthError{{Code: 141006}}
	if got := s.Faults(); len(got) != 1 || got[0].Errors[0].Code != 141006 {
		t.Errorf("%+v", got)
	}
}
