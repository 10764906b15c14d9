package tui

import (
	"time"

	"dialtone/api"
	"dialtone/flows"
)

// inRegion are the settings that the page of a deregistration read.
func inRegion(region api.Region) func(*flows.Session) {
	return func(s *flows.Session) { s.Settings = settings(region) }
}

func deregisterLooks() []look {
	page := func(change ...func(*flows.Session)) flows.Session {
		return inState(flows.Deregister, fresh(connected), append([]func(*flows.Session){inRegion("")}, change...)...)
	}
	settling := func(s *flows.Session) { s.Settle.Err = noAnswer(api.Deregister).Err }
	return []look{
		{name: "deregister", session: page(inRegion("SG")), key: true},
		{name: "deregister-reading", session: inState(flows.Deregister, fresh(connected), awaiting(flows.ReadFacts{ID: firstID}, 0))},
		{name: "deregister-part", session: page(), play: types("01")},
		{name: "deregister-right", session: page(), play: types("0100")},
		{name: "deregister-short", session: page(), play: then(types("01"), keys("enter"))},
		{name: "deregister-wrong", session: page(inRegion("SG"), used(api.Deregister, 2)), play: then(types("0142"), keys("enter"))},
		{name: "deregister-letter", session: page(), play: types("01x")},
		{name: "deregister-full", session: page(), play: types("01000")},
		{name: "deregister-paste", session: page(), play: func(st *stage) { st.paste(numberText) }},
		{name: "deregister-together", session: page(used(api.Deregister, 2), used(api.Register, 6))},
		{name: "deregister-counted", session: page(used(api.Deregister, 8))},
		{name: "deregister-spent", session: page(used(api.Deregister, 10))},
		{name: "deregister-over", session: page(used(api.Deregister, 10)), play: then(types("0100"), keys("enter"))},
		{name: "deregister-sending", session: page(awaiting(flows.DeregisterNumber{ID: firstID}, 4*time.Second)), play: types("0100")},
		{name: "deregister-settling", session: page(settling, awaiting(flows.ReadFacts{ID: firstID}, 0)), key: true},
		{name: "deregister-settling-idle", session: page(settling)},
		{name: "deregister-nothing", session: inState(flows.Deregister, fresh(verified), inRegion(""))},
		{name: "deregister-shared", session: inState(flows.Deregister, fresh(connected, func(n *api.Number) { n.OnBusinessApp = true }), inRegion(""))},
	}
}

// checked are settings that tell of the identity check.
func checked(on bool) func(*flows.Session) {
	return func(s *flows.Session) { s.Settings.Identity = &api.IdentityCheck{Enabled: on} }
}

func identityLooks() []look {
	page := func(change ...func(*flows.Session)) flows.Session {
		return inState(flows.Identity, fresh(connected), change...)
	}
	return []look{
		{name: "identity", session: page(), key: true},
		{name: "identity-on", session: page(checked(true))},
		{name: "identity-off", session: page(checked(false)), play: keys("down")},
		{name: "identity-reading", session: page(awaiting(flows.ReadSettings{ID: firstID}, 0))},
		{name: "identity-setting", session: page(checked(false), awaiting(flows.SetIdentity{ID: firstID, On: true}, 0))},
		{name: "identity-example", session: page(), play: keys("end", "enter")},
		{name: "identity-copied", session: page(), play: keys("end", "enter", "ctrl+y")},
	}
}
