package tui

import (
	"time"

	"dialtone/api"
	"dialtone/flows"
)

// renamed is a connected number for which another name was asked for.
func renamed(name string, status api.NameStatus) func(*api.Number) {
	return func(n *api.Number) {
		connected(n)
		n.NameStatus, n.NewName, n.NewNameStatus = api.NameApproved, name, status
	}
}

func nameLooks() []look {
	of := func(change func(*api.Number), more ...func(*flows.Session)) flows.Session {
		return inState(flows.ChangeName, fresh(change), more...)
	}
	called := func(s api.NameStatus) flows.Session {
		return of(func(n *api.Number) { connected(n); n.NameStatus = s })
	}
	typed := func(text string) func(*stage) { return then(keys("enter"), types(text)) }
	approved := fresh(renamed("Lotus Bread and Cakes", api.NameApproved))
	register := inState(flows.RegisterName, approved)
	const long = "The longest name that anybody has ever given to a bakery in the whole of Kowloon"
	return []look{
		{name: "name-usable", session: called(api.NameAvailableWithoutReview)},
		{name: "name-current-declined", session: called(api.NameDeclined)},
		{name: "name-current-pending", session: called(api.NamePendingReview)},
		{name: "name-current-expired", session: called(api.NameExpired)},
		{name: "name-current-none", session: called(api.NameNone)},
		{name: "name-current-unknown", session: called("NAME_OF_LATER")},
		{name: "name-unsaid", session: called("")},
		{name: "name-pending", session: of(renamed("Lotus Bread", api.NamePendingReview)), key: true},
		{name: "name-approved", session: of(renamed("Lotus Bread and Cakes", api.NameApproved))},
		{name: "name-without-review", session: of(renamed("Lotus Bread", api.NameAvailableWithoutReview))},
		{name: "name-declined", session: of(renamed("BEST BREAD OFFICIAL", api.NameDeclined))},
		{name: "name-expired", session: of(renamed("Lotus Bread", api.NameExpired))},
		{name: "name-no-review", session: of(renamed("Lotus Bread", api.NameNone))},
		{name: "name-typed", session: called(api.NameApproved), play: typed("Lotus Bread"), key: true},
		{name: "name-warned", session: called(api.NameApproved), play: typed("BEST BREAD OFFICIAL 🥖")},
		{name: "name-short", session: called(api.NameApproved), play: then(typed("L"), keys("enter"))},
		{name: "name-long", session: called(api.NameApproved), play: then(typed(long), keys("enter"))},
		{name: "name-same", session: called(api.NameApproved), play: then(typed("Lotus Bakery"), keys("enter"))},
		{name: "name-refused", session: called(api.NameApproved), play: func(st *stage) {
			then(typed("Lotus Bread"), keys("enter"))(st)
			st.answer(refusal(api.SetDisplayName, 100, 0, details("A review of a display name is running already.")))
		}},
		{name: "name-unfit", session: of(func(n *api.Number) { n.Status = api.StatusDeleted })},
		{name: "name-register", session: register, key: true},
		{name: "name-register-typed", session: register, play: types("7391")},
		{name: "name-register-part", session: register, play: then(types("7391"), keys("enter"))},
		{name: "name-register-wrong", session: register, play: func(st *stage) {
			then(types("739158"), keys("enter"))(st)
			st.answer(flows.NumberRead{Number: approved}).answer(refusal(api.Register, 133005, 0))
		}},
		{name: "name-register-used", session: inState(flows.RegisterName, approved, func(s *flows.Session) {
			for i := range 9 {
				s.Budget = s.Budget.Spend(s.Counter(api.Register), t0.Add(-time.Duration(i+1)*time.Hour))
			}
		})},
		{name: "name-register-locked", session: inState(flows.RegisterName, approved, func(s *flows.Session) {
			s.Budget = s.Budget.Lock(s.Counter(api.Register), t0.Add(50*time.Hour))
		})},
	}
}

func fullProfile() api.Profile {
	return api.Profile{
		About: "Fresh from five", Address: "Shop 12, 100 Queen's Road Central, Hong Kong", Email: "orders@lotus.example",
		Description: "Bread, buns and cakes, baked in the shop. 每日清晨出爐的麵包、餐包及蛋糕，歡迎預訂，全港送貨。",
		Websites:    []string{"https://lotus.example", "https://shop.lotus.example/zh"}, Vertical: "RETAIL", Picture: "https://pictures.example/1",
	}
}

func edits() api.ProfileChange {
	return api.ProfileChange{About: new("Fresh from four"), Websites: []string{}}
}

func profileLooks() []look {
	of := func(p api.Profile, more ...func(*flows.Session)) flows.Session {
		return inState(flows.EditProfile, fresh(connected), append([]func(*flows.Session){func(s *flows.Session) {
			s.Profile.Now, s.Profile.Read = p, true
		}}, more...)...)
	}
	full := of(fullProfile())
	changed := of(fullProfile(), func(s *flows.Session) { s.Profile.Edits = edits() })
	return []look{
		{name: "profile", session: full, key: true},
		{name: "profile-empty", session: of(api.Profile{Vertical: "OTHER"})},
		{name: "profile-later-trade", session: of(api.Profile{Vertical: "ASTROLOGY"})},
		{name: "profile-changed", session: changed, key: true},
		{name: "profile-save", session: changed, play: keys("end", "up")},
		{name: "profile-text", session: full, play: then(keys("down", "enter"), types(" Now with tea."))},
		{name: "profile-too-long", session: full, play: func(st *stage) {
			st.press("enter").paste(" and so on and so forth, for much longer than anybody would want to read it below a name, or than Meta would ever want to keep it anywhere").press("enter")
		}},
		{name: "profile-about-cleared", session: of(api.Profile{About: "Fresh"}), play: keys("enter", "ctrl+u", "enter")},
		{name: "profile-email-part", session: of(api.Profile{}), play: then(keys("down", "down", "down", "down", "enter"), types("orders@lo"))},
		{name: "profile-website-wrong", session: of(api.Profile{}), play: then(keys("end", "enter"), types("lotus.example"), keys("enter"))},
		{name: "profile-leaving", session: full, play: then(keys("enter"), types(" sharp"), keys("esc"))},
		{name: "profile-trade", session: full, play: keys("down", "down", "enter")},
		{name: "profile-trade-search", session: full, play: then(keys("down", "down", "enter"), types("food"))},
		{name: "profile-refused", session: changed, play: func(st *stage) {
			st.press("ctrl+s").answer(refusal(api.SetProfile, 100, 0, details("websites holds addresses that begin with http:// or https://.")))
		}},
		{name: "profile-unread", session: inState(flows.EditProfile, fresh(connected))},
		{name: "profile-unfit", session: inState(flows.EditProfile, fresh(verified))},
		{name: "profile-saving", session: of(fullProfile(), awaiting(flows.SaveProfile{ID: firstID}, 0))},
	}
}

// ours is the app that the token belongs to.
const ours = "614902337715001"

// listening are the apps of the account, by their ids.
func listening(ids ...string) func(*flows.Session) {
	return func(s *flows.Session) {
		s.Token.AppID, s.Token.App, s.AppsRead = ours, "Lotus orders", true
		for _, id := range ids {
			name := "Harbour Chat Desk"
			if id == ours {
				name = s.Token.App
			}
			s.Apps = append(s.Apps, api.App{ID: id, Name: name})
		}
	}
}

func webhooksLooks() []look {
	of := func(change ...func(*flows.Session)) flows.Session {
		return inState(flows.Webhooks, api.Number{}, change...)
	}
	return []look{
		{name: "webhooks-none", session: of(listening())},
		{name: "webhooks-ours", session: of(listening(ours)), key: true},
		{name: "webhooks-others", session: of(listening("614902337715009"))},
		{name: "webhooks-both", session: of(listening(ours, "614902337715009"))},
		{name: "webhooks-unread", session: of()},
		{name: "webhooks-reading", session: of(func(s *flows.Session) { s.AppsReading = true })},
		{name: "webhooks-subscribing", session: of(listening(), awaiting(flows.SubscribeApp{Account: wabaID}, 0))},
	}
}
