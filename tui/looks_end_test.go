package tui

import (
	"errors"
	"maps"
	"slices"
	"time"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/page"
)

// asked lets calls name a Graph version, which decides how the region goes.
func asked(v api.Version) func(*flows.Session) {
	return func(s *flows.Session) {
		s.AskedVersion, s.ServedVersion, s.RegionAtRegister = v, v, !v.RegionBySettings()
	}
}

func regionLooks() []look {
	pick := func(change ...func(*flows.Session)) flows.Session {
		return inState(flows.ChooseRegion, fresh(verified), change...)
	}
	return []look{
		{name: "region", session: pick(), key: true},
		{name: "region-country", session: pick(), play: keys("down")},
		{name: "region-kept", session: pick(func(s *flows.Session) { s.Settings, s.Storage.Region = settings("CH"), "CH" })},
		{name: "region-list", session: pick(), play: keys("c"), key: true},
		{name: "region-list-kept", session: pick(func(s *flows.Session) { s.Settings, s.Storage.Region = settings("CH"), "CH" }), play: keys("c")},
		{name: "region-last", session: pick(), play: keys("c", "pgdown", "pgdown")},
		{name: "region-search", session: pick(), play: then(keys("c"), types("korea"))},
		{name: "region-none-found", session: pick(), play: then(keys("c"), types("atlantis"))},
		{name: "region-v20", session: pick(asked("v20.0"))},
		{name: "region-reading", session: pick(awaiting(flows.ReadSettings{ID: firstID}, 0))},
		{name: "region-setting", session: pick(awaiting(flows.SetStorage{ID: firstID, To: api.InRegion("CH")}, 0))},
	}
}

// used are requests that were counted already.
func used(call api.Endpoint, count int) func(*flows.Session) {
	return func(s *flows.Session) {
		for i := range count {
			s.Budget = s.Budget.Spend(s.Counter(call), t0.Add(time.Duration(i-count)*time.Hour))
		}
	}
}

// refusedBefore is what Meta said no to two hours ago, while the number reads as it did.
func refusedBefore(call api.Endpoint, advice flows.AdviceID, code, sub int) func(*flows.Session) {
	return func(s *flows.Session) {
		r := flows.Refusal{Call: call, At: t0.Add(-2 * time.Hour), Advice: advice, Code: code, Subcode: sub, Before: s.Number, Help: s.Checks.Remedy}
		if advice == flows.AdviseSMB {
			r.Said = "Register endpoint is not available for SMB businesses."
		}
		notice := s.Notice
		budget := s.Budget.Spend(s.Counter(call), r.At) // it counted
		*s, _ = machine().Step(*s, flows.Input{Event: flows.JournalOpened{Number: s.Number.ID, Budget: budget, Refused: []flows.Refusal{r}}, At: t0, Generation: s.Generation})
		s.Notice = notice
	}
}

func reviewLooks() []look {
	page := func(change ...func(*flows.Session)) flows.Session {
		return inState(flows.Review, fresh(verified), change...)
	}
	swiss := func(s *flows.Session) { s.Settings, s.Storage.Region = settings("CH"), "CH" }
	name := func(is api.NameStatus) func(*flows.Session) {
		return func(s *flows.Session) { s.Number.NameStatus = is }
	}
	bySignup := func(s *flows.Session) { s.Number.LastOnboarded = api.Time{Time: t0.AddDate(0, 0, -3)} }
	return []look{
		{name: "review-name-pending", session: page(bySignup, name(api.NamePendingReview), used(api.Register, 2))},
		{name: "review-name-declined", session: page(name(api.NameDeclined))},
		{name: "review-name-none", session: page(name(api.NameNone))},
		{name: "review-name-unknown", session: page(name("DEFERRED"))},
		{name: "review", session: page(), key: true},
		{name: "review-region", session: page(swiss)},
		{name: "review-v20", session: page(swiss, asked("v20.0"))},
		{name: "review-present-pin", session: page(func(s *flows.Session) { s.Number.PINEnabled, s.PIN.Mode = yes(), flows.PresentPIN })},
		{name: "review-after-edit", session: page(swiss, func(s *flows.Session) { s.Notice = flows.NoticeRegionKept })},
		{name: "review-refused", session: page(refusedBefore(api.Register, flows.AdviseSMB, 100, 0)), key: true},
		{name: "review-refused-again", session: page(refusedBefore(api.Register, flows.AdviseSMB, 100, 0),
			func(s *flows.Session) { s.Notice = flows.NoticeRefused })},
		{name: "review-together", session: page(used(api.Register, 5), used(api.Deregister, 4)), key: true},
		{name: "review-counted", session: page(used(api.Register, 8))},
		{name: "review-closed", session: page(used(api.Register, 10))},
		{name: "review-test-number", session: page(used(api.Register, 5), used(api.Deregister, 4), name(api.NamePendingReview), func(s *flows.Session) {
			s.Number.Verification, s.Number.NameStatus = api.NotVerified, api.NamePendingReview
		})},
		{name: "review-long-name", session: page(func(s *flows.Session) {
			s.Number.Name, s.Account.Name = "A business whose display name takes all the room that Meta gives, 75 runes", "東京ラーメン本店 ร้านกาแฟ เชียงใหม่ Holding and Trading Company Limited"
		})},
		{name: "review-reading", session: page(awaiting(flows.ReadFacts{ID: firstID}, 0))},
		{name: "register-sent", session: inState(flows.Register, fresh(verified), awaiting(flows.RegisterNumber{ID: firstID}, 4*time.Second)), key: true},
		{name: "register-settling", session: inState(flows.Register, fresh(verified), awaiting(flows.ReadNumber{ID: firstID}, 0), func(s *flows.Session) {
			s.Settle.Err = noAnswer(api.Register).Err
		})},
		{name: "register-settling-idle", session: inState(flows.Register, fresh(verified), func(s *flows.Session) {
			s.Settle.Err, s.Settle.Looks = noAnswer(api.Register).Err, 2
		})},
	}
}

// subscribed are the apps that hear of the account's messages.
func subscribed(names ...string) func(*flows.Session) {
	return func(s *flows.Session) {
		s.AppsRead = true
		for _, n := range names {
			s.Apps = append(s.Apps, api.App{ID: "1", Name: n})
		}
	}
}

// found is a number that no answer of Meta's said to be registered, and that was
// to have no local storage.
func found(has api.Settings, pin flows.PINDoubt) func(*flows.Session) {
	return func(s *flows.Session) {
		s.Settings, s.Arrival = has, flows.Arrival{Wanted: api.InRegion(""), PIN: pin, Found: true}
	}
}

// wentLive are the actions of a number that this run brought to CONNECTED.
func wentLive() []flows.Action {
	var all []flows.Action
	for i, call := range []api.Endpoint{api.RequestCode, api.VerifyCode, api.Register, api.GetNumber} {
		all = append(all, flows.Action{At: t0.Add(time.Duration(i-3) * 84 * time.Second), Call: call, Number: firstID})
	}
	return all
}

func connectedLooks() []look {
	done := func(change ...func(*flows.Session)) flows.Session {
		return inState(flows.Connected, fresh(connected), append([]func(*flows.Session){func(s *flows.Session) {
			s.History = []flows.State{flows.PickNumber}
			s.Actions = wentLive()
		}}, change...)...)
	}
	full := func(s *flows.Session) {
		s.Number.Certificate, s.Number.Health.CanSend, s.Number.NameStatus, s.Settings = "certificate", "AVAILABLE", api.NameApproved, settings("CH")
	}
	return []look{
		{name: "connected", session: done(subscribed("Lotus orders")), key: true},
		{name: "connected-full", session: done(subscribed("Lotus orders", "Another app of the same business"), full)},
		{name: "connected-no-webhooks", session: done(subscribed())},
		{name: "connected-unread", session: done()},
		{name: "connected-reading", session: done(func(s *flows.Session) { s.AppsReading = true })},
		{name: "connected-uncounted", session: done(subscribed("Lotus orders"), func(s *flows.Session) { s.List = flows.NumberList{Unread: flows.AdviseOffline} })},
		{name: "connected-blocked", session: done(subscribed("Lotus orders"), func(s *flows.Session) { detailed(&s.Number) })},
		{name: "connected-own-address", session: done(subscribed(), func(s *flows.Session) {
			s.Number.Callbacks.Account = "https://desk.example.com/hook?token=" + tokenText
		})},
		{name: "connected-pending", session: inState(flows.Connected, fresh(verified), func(s *flows.Session) { s.Settle.Looks, s.Looking = 2, true })},
		{name: "connected-looked-often-enough", session: inState(flows.Connected, fresh(verified), func(s *flows.Session) { s.Settle.Looks = 20 })},
		{name: "connected-awaited", session: inState(flows.Register, fresh(verified), failing(noAnswer(api.Register)),
			happens(flows.FactsRead{Number: fresh(verified, withPIN), Settings: settings("")}), happens(flows.NumberRead{Number: fresh(verified, withPIN)}))},
		{name: "connected-taken", key: true, session: inState(flows.Connected, fresh(verified), func(s *flows.Session) {
			s.Actions, s.Settle.Looks, s.Looking = []flows.Action{{At: t0.Add(-1900 * time.Millisecond), Call: api.Register, Number: firstID}}, 2, true
		})},
		{name: "connected-shown", session: inState(flows.Connected, fresh(verified), func(s *flows.Session) {
			s.Actions, s.Settle.Looks = []flows.Action{{At: t0.Add(-time.Minute), Call: api.Register, Number: firstID, Unclear: true}}, 20
		})},
		{name: "connected-held", session: done(subscribed("Lotus orders"), func(s *flows.Session) { s.Number.Status = api.StatusRestricted }), key: true},
		{name: "connected-details", session: done(subscribed("Lotus orders"), full), play: keys("a")},
		{name: "connected-before", session: done(subscribed("Lotus orders"), func(s *flows.Session) { s.Actions = nil })},
		{name: "connected-sandbox", session: done(subscribed(), used(api.RequestCode, 1), used(api.Register, 1), sandboxed), key: true},
		{name: "connected-misplaced", session: done(subscribed("Lotus orders"), found(settings("BR"), flows.PINUnsure))},
		{name: "connected-already", session: done(subscribed("Lotus orders"), func(s *flows.Session) { s.Arrival.PIN = flows.PINAsItWas })},
		{name: "connected-pin-not-sent", session: done(subscribed("Lotus orders"), found(settings(""), flows.PINNotSent))},
		{name: "connected-region-unread", session: done(subscribed("Lotus orders"), found(api.Settings{}, ""))},
		{name: "connected-name-waits", session: done(subscribed("Lotus orders"), func(s *flows.Session) { nameWaits(&s.Number) })},
		{name: "connected-declined", session: done(subscribed("Lotus orders"), func(s *flows.Session) { s.Number.NameStatus = api.NameDeclined })},
		{name: "connected-report", session: done(subscribed("Lotus orders"), used(api.RequestCode, 1), used(api.Register, 1)), key: true, play: func(st *stage) {
			st.send(page.ReportMsg{Path: "~/.local/state/dialtone/reports/report-2026-03-02-090000.md"})
		}},
		{name: "connected-no-report", session: done(subscribed("Lotus orders")), play: func(st *stage) {
			st.send(page.ReportMsg{Err: errors.New("report: the disk is full")})
		}},
		{name: "connected-subscribing", session: done(subscribed(), awaiting(flows.SubscribeApp{Account: wabaID}, 0))},
	}
}

func noticeLooks() []look {
	// where a notice stands in an ordinary run.
	where := map[flows.Notice]flows.State{
		flows.NoticeNoWayBack: flows.ChoosePIN, flows.NoticeTokenSaved: flows.PickNumber, flows.NoticeNotSaved: flows.PickNumber,
		flows.NoticeCodeMayCome: flows.EnterCode, flows.NoticeChecksOpen: flows.Eligibility, flows.NoticePINReplaced: flows.ChooseRegion,
		flows.NoticeRegionKept: flows.Review, flows.NoticeSettled: flows.Connected, flows.NoticeDeregistered: flows.Review,
		flows.NoticeNewToken: flows.ChooseRegion, flows.NoticeStillInUse: flows.Remedy, flows.NoticeTooEarly: flows.Remedy, flows.NoticeOtherVersion: flows.PickNumber,
		flows.NoticeTakenOff: flows.Manage, flows.NoticeIdentityOn: flows.Manage, flows.NoticeIdentityOff: flows.Manage, flows.NoticeIdentityTaken: flows.Manage,
		flows.NoticeMessageSent: flows.Manage,
		flows.NoticeNameAsked:   flows.ChangeName, flows.NoticeNameRegistered: flows.ChangeName, flows.NoticeProfileSaved: flows.EditProfile,
		flows.NoticeProfileDiffers: flows.EditProfile, flows.NoticeReplacing: flows.EditProfile, flows.NoticeUnsaved: flows.EditProfile, flows.NoticeSubscribed: flows.Webhooks,
		flows.NoticeMoved: flows.Manage, flows.NoticeRegionSame: flows.MoveRegion, flows.NoticeUnmovable: flows.Manage, flows.NoticeSharedRegion: flows.Manage,
		flows.NoticeTokenEnds: flows.PickNumber, flows.NoticeTokenUnread: flows.PickNumber, flows.NoticeAccountUnread: flows.PickNumber,
		flows.NoticeAccountBarred: flows.PickNumber, flows.NoticeSettingsBarred: flows.ChooseRegion,
		flows.NoticeAccountUnheard: flows.PickNumber, flows.NoticeSettingsUnheard: flows.ChooseRegion,
		flows.NoticeSettingsUnread: flows.ChooseRegion, flows.NoticePersonal: flows.PickNumber, flows.NoticePersonalEnds: flows.PickNumber,
		flows.NoticeRefused: flows.Review, flows.NoticeStillRefused: flows.Remedy, flows.NoticePINTaken: flows.ChooseRegion,
		flows.NoticeOwnAddress: flows.Webhooks, flows.NoticeAppsUnread: flows.AddNumber,
		flows.NoticePoolEarly: flows.Pool, flows.NoticePoolHas: flows.Pool, flows.NoticePooledVerified: flows.Pool, flows.NoticeClaimed: flows.ChoosePIN,
	}
	var all []look
	for _, n := range slices.Sorted(maps.Keys(where)) {
		number := fresh()
		switch where[n] {
		case flows.ChangeName:
			number = fresh(renamed("Lotus Bread", api.NamePendingReview))
		case flows.Connected, flows.EditProfile:
			number = fresh(connected)
		}
		if n == flows.NoticeMessageSent || n == flows.NoticeMoved || n == flows.NoticeRegionSame {
			number = fresh(connected)
		}
		if n == flows.NoticeRefused || n == flows.NoticeStillRefused {
			number = fresh(verified, func(n *api.Number) { n.NameStatus = api.NamePendingReview })
		}
		kept := n == flows.NoticePersonalEnds || n == flows.NoticeRefused || n == flows.NoticeStillRefused
		all = append(all, look{name: "notice-" + string(n), key: kept, worded: !kept, session: inState(where[n], number, func(s *flows.Session) {
			s.Notice, s.AskedVersion, s.ServedVersion, s.Checks.Remedy = n, "v24.0", "v23.0", "leave_app"
			s.Profile.Now, s.Profile.Read = fullProfile(), true
			s.Token.ExpiresAt = t0.Add(10 * time.Minute).Unix()
			switch n {
			case flows.NoticeAccountUnread:
				s.AccountUnread = refusal(api.GetAccount, 10, 0, message("(#10) Application does not have permission for this action")).Err
			case flows.NoticeAccountUnheard:
				s.AccountUnread = noAnswer(api.GetAccount).Err
			case flows.NoticeSettingsUnheard:
				s.Settings.Unread = noAnswer(api.GetSettings).Err
			case flows.NoticeAccountBarred:
				s.AccountUnread = refusal(api.GetAccount, 131031, 0, message("Business Account locked")).Err
			case flows.NoticeSettingsUnread:
				s.Settings.Unread = refusal(api.GetSettings, 10, 0, message("(#10) Application does not have permission for this action")).Err
			case flows.NoticeSettingsBarred:
				s.Settings.Unread = refusal(api.GetSettings, 200, 0, message("API access blocked.")).Err
			case flows.NoticeRefused:
				refusedBefore(api.Register, flows.AdviseCertificate, 100, 2388001)(s)
			case flows.NoticeStillRefused:
				refusedBefore(api.Register, flows.AdviseSMB, 100, 0)(s)
			}
			if n == flows.NoticeUnsaved || n == flows.NoticeReplacing {
				s.Profile.Edits = edits()
			}
			if n == flows.NoticeSubscribed {
				listening(ours)(s)
			}
			if n == flows.NoticeOwnAddress {
				listening("614902337715009")(s)
				s.Apps[0].Override = "https://desk.example.com/hook"
			}
		})})
	}
	return all
}
