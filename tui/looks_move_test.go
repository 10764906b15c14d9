package tui

import (
	"time"

	"dialtone/api"
	"dialtone/flows"
)

// takenOff is a number in the middle of its region change.
func takenOff(s *flows.Session) {
	s.Number.Status, s.Number.Platform = api.StatusDisconnected, api.PlatformNotApplicable
	s.Settings = settings("")
}

func moveTo(to api.Storage) func(*flows.Session) {
	return func(s *flows.Session) { s.Move.To = to }
}

func moveLooks() []look {
	at := func(state flows.State, change ...func(*flows.Session)) flows.Session {
		return inState(state, fresh(connected), change...)
	}
	left := func(s *flows.Session) {
		takenOff(s)
		s.Unfinished = []flows.Unfinished{{Account: wabaID, Number: firstID, State: flows.Moving, Goal: "region:BR", At: t0.Add(-4 * time.Minute)}}
	}
	locked := func(call api.Endpoint) func(*flows.Session) {
		return func(s *flows.Session) { s.Budget = s.Budget.Lock(s.Counter(call), t0.Add(50*time.Hour)) }
	}
	return []look{
		{name: "move-region", session: at(flows.MoveRegion), key: true},
		{name: "move-region-list", session: at(flows.MoveRegion), play: keys("c", "down", "down")},
		{name: "move-region-left", session: at(flows.MoveRegion, left)},
		{name: "move-region-unread", session: at(flows.MoveRegion, func(s *flows.Session) { s.Settings = api.Settings{} }, awaiting(flows.ReadFacts{ID: firstID}, 0))},
		{name: "move-region-unkept", session: at(flows.MoveRegion, func(s *flows.Session) { st := api.Unkept(); s.Settings.Storage = &st })},
		{name: "move-pin", session: at(flows.MovePIN)},
		{name: "move-pin-off", session: at(flows.MovePIN, takenOff, func(s *flows.Session) { s.PIN.Value = api.Secret{} })},
		{name: "move-plan", session: at(flows.MovePlan), key: true},
		{name: "move-plan-change", session: at(flows.MovePlan), play: keys("up")},
		{name: "move-plan-refused-before", session: at(flows.MovePlan, used(api.Deregister, 4), used(api.Register, 5), refusedBefore(api.Register, flows.AdviseSMB, 100, 0))},
		{name: "move-plan-none", session: at(flows.MovePlan, moveTo(api.InRegion("")), used(api.Deregister, 9))},
		{name: "move-plan-unkept", session: at(flows.MovePlan, moveTo(api.Unkept()), used(api.Register, 3))},
		{name: "move-plan-v20", session: at(flows.MovePlan, asked("v20.0"))},
		{name: "move-plan-off", session: at(flows.MovePlan, takenOff)},
		{name: "move-plan-no-pin", session: at(flows.MovePlan, takenOff, func(s *flows.Session) { s.PIN.Value, s.Settings = api.Secret{}, settings("BR") })},
		{name: "move-plan-closed", session: at(flows.MovePlan, locked(api.Register))},
		{name: "move-plan-refused", session: at(flows.Moving, takenOff, func(s *flows.Session) { s.Settings = settings("BR") }, failing(refusal(api.Register, 133005, 0)))},
		{name: "moving-off", session: at(flows.Moving, awaiting(flows.TakeOff{ID: firstID}, 2*time.Second))},
		{name: "moving-settings", session: at(flows.Moving, takenOff, awaiting(flows.SetStorage{ID: firstID, To: api.InRegion("BR")}, 0))},
		{name: "moving-settling", session: at(flows.Moving, takenOff, func(s *flows.Session) {
			s.Settle.Err, s.Settings, s.Settle.Looks = noAnswer(api.Register).Err, settings("BR"), 2
		})},
		{name: "manage-region", session: inState(flows.Manage, fresh(connected), func(s *flows.Session) {
			s.Job, s.Notice, s.Settings = flows.JobRegion, flows.NoticeMoved, settings("BR")
		})},
		{name: "connect-left-region", session: start(flows.Options{Recorded: true}), options: withStories, play: func(st *stage) {
			st.answer(flows.UnfinishedListed{Sessions: []flows.Unfinished{{
				Account: wabaID, Number: firstID, Display: "+852 •••• 0100", Name: "Lotus Bakery", State: flows.Moving, Goal: "region:BR", At: t0.Add(-4 * time.Minute),
			}}})
			st.press("end", "enter")
		}},
	}
}
