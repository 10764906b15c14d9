package tui

import (
	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/page"
)

func manageLooks() []look {
	return []look{
		{name: "manage-connected", session: inState(flows.Manage, fresh(connected)), key: true},
		{name: "manage-name-waits", session: inState(flows.Manage, fresh(connected, nameWaits))},
		{name: "manage-fresh", session: inState(flows.Manage, fresh())},
		{name: "manage-facts", session: inState(flows.Manage, fresh(connected, detailed)), play: keys("tab"), key: true},
		{name: "manage-facts-untold", session: inState(flows.Manage, fresh(connected, untold)), play: keys("tab")},
		{name: "manage-facts-copied", session: inState(flows.Manage, fresh(connected, detailed)), play: keys("tab", "c")},
		{name: "manage-facts-end", session: inState(flows.Manage, fresh(connected, detailed)), play: keys("tab", "end")},
		{name: "manage-certificate", session: inState(flows.Manage, fresh(connected, detailed)), play: keys("tab", "p")},
		{name: "manage-facts-saved", session: inState(flows.Manage, fresh(connected, detailed)), play: then(keys("tab", "s"), func(st *stage) {
			st.send(page.SavedMsg{Paths: []string{"/home/ops/dialtone-certificate-106540352242922.txt"}})
			st.frame()
		})},
		{name: "connect-job", session: start(flows.Options{}), options: withStories, play: keys("3", "enter")},
		{name: "connect-for", session: start(flows.Options{Job: flows.JobPIN}), options: withStories},
	}
}

func setPINLooks() []look {
	session := inState(flows.SetPIN, fresh(connected))
	return []look{
		{name: "set-pin", session: session, key: true},
		{name: "set-pin-typed", session: session, play: then(keys("2", "enter"), types("4930"))},
	}
}

// detailed is what only a number's page reads.
func detailed(n *api.Number) {
	n.Certificate, n.NewName, n.NewNameStatus, n.NewCertificate = "c2ltdWxhdGVkIGNlcnRpZmljYXRl", "Lotus Bakery & Café", api.NameApproved, "bmV3IGNlcnRpZmljYXRl"
	n.Told = api.Told{OnBusinessApp: true, Official: true, Preverified: true, Callbacks: true, Certificates: true}
	n.OfficialReview, n.Username = "UNDER_REVIEW", api.Username{Name: "lotusbakery", Status: "reserved"}
	n.Limit, n.LastOnboarded = "TIER_10K", api.Time{Time: t0.AddDate(0, -2, 0)}
	n.Callbacks = api.Callbacks{Application: "https://hooks.example.com/whatsapp"}
	n.Health = api.HealthStatus{CanSend: "BLOCKED", Entities: []api.HealthEntity{
		{Type: "PHONE_NUMBER", CanSend: "LIMITED", Info: []string{"The display name has not been approved yet."}},
		{Type: "WABA", CanSend: "BLOCKED", Errors: []api.HealthError{{Code: 141006, Description: "There is an issue with the payment method.", Solution: "Add a payment method in WhatsApp Manager."}}},
		{Type: "BUSINESS", CanSend: "AVAILABLE"},
	}}
}
