package tui

import (
	"dialtone/flows"
)

func manageLooks() []look {
	return []look{
		{name: "manage-connected", session: inState(flows.Manage, fresh(connected)), key: true},
		{name: "manage-fresh", session: inState(flows.Manage, fresh())},
		{name: "connect-job", session: start(flows.Wish{}), options: withStories, play: keys("end", "enter")},
		{name: "connect-for", session: start(flows.Wish{Job: flows.JobPIN}), options: withStories},
	}
}

func setPINLooks() []look {
	session := inState(flows.SetPIN, fresh(connected))
	return []look{
		{name: "set-pin", session: session, key: true},
		{name: "set-pin-typed", session: session, play: then(keys("enter"), types("4930"))},
	}
}
