package tui

import (
	"time"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/flows"
)

// withStories lets the sandbox play its stories.
func withStories(o *Options) { o.Stories = assets.Scenarios() }

// wished is a session that was started with a token in the environment.
func wished() flows.Session {
	return start(flows.Options{Token: api.NewSecret(tokenText)})
}

// needsToken is a session whose token died in a state.
func needsToken(from flows.State, sandbox bool) flows.Session {
	return inState(from, fresh(verified), func(s *flows.Session) {
		s.Target.Sandbox = sandbox
		dead := refusal(api.GetSettings, 190, 463, message("Error validating access token: Session has expired on Monday, 02-Mar-26 00:00:00 PST."))
		failing(dead)(s)
		s.Saved = []flows.SavedAccount{{ID: wabaID, Name: "Lotus Bakery Limited"}}
	})
}

func connectLooks() []look {
	saved := start(flows.Options{})
	saved.Saved = []flows.SavedAccount{{ID: wabaID, Name: "Lotus Bakery Limited"}, {ID: "104820560913302", Name: "ร้านกาแฟ เชียงใหม่"}}
	waiting := start(flows.Options{})
	waiting.Target = flows.Target{Token: api.NewSecret(tokenText), Account: wabaID}
	waiting.Waiting, waiting.Since = flows.OpenAccount{Target: waiting.Target}, t0
	own := keys("enter")
	typed := then(own, func(st *stage) { st.paste(tokenText) })
	account := then(typed, keys("enter"))
	fromEnv := func(o *Options) { o.Source = "env" }
	return []look{
		{name: "connect-source", session: start(flows.Options{}), options: withStories, key: true},
		{name: "connect-source-saved", session: saved, options: withStories, play: func(st *stage) {
			st.answer(flows.UnfinishedListed{Sessions: []flows.Unfinished{{Account: wabaID, Number: firstID, Display: "+852 •••• 0100", Name: "Lotus Bakery", State: flows.EnterCode, At: t0}}})
			st.press("down", "down", "down")
		}},
		{name: "connect-saved", session: saved, options: withStories, play: keys("end", "enter", "down")},
		{name: "connect-story", session: start(flows.Options{}), options: withStories, play: keys("2", "enter"), key: true},
		{name: "connect-story-down", session: start(flows.Options{}), options: withStories, play: keys("2", "enter", "down", "down")},
		{name: "connect-story-last", session: start(flows.Options{}), options: withStories, play: keys("2", "enter", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown")},
		{name: "connect-story-search", session: start(flows.Options{}), options: withStories, play: then(keys("2", "enter"), types("app"))},
		{name: "connect-token", session: start(flows.Options{}), play: own, key: true},
		{name: "connect-token-typed", session: start(flows.Options{}), play: typed},
		{name: "connect-token-fault", session: start(flows.Options{}), play: then(own, keys("enter"))},
		{name: "connect-account", session: start(flows.Options{}), play: account},
		{name: "connect-account-phone", session: start(flows.Options{}), play: then(account, types("+85291234567"), keys("enter"))},
		{name: "connect-account-env", session: wished(), options: fromEnv, play: types(string(wabaID))},
		{name: "connect-remember", session: start(flows.Options{}), play: then(account, types(string(wabaID)), keys("enter"))},
		{name: "connect-waiting", session: waiting},
		{name: "connect-again", session: needsToken(flows.ChooseRegion, false)},
		{name: "connect-again-sources", session: needsToken(flows.ChooseRegion, false), play: keys("esc")},
		{name: "connect-again-sandbox", session: needsToken(flows.Review, true), options: withStories, play: keys("esc")},
	}
}

// loading is a list of numbers that is still on its way.
func loading(numbers []api.Number) flows.Session {
	return inState(flows.PickNumber, fresh(), func(s *flows.Session) {
		s.List.Pages, s.List.Listed, s.List.Listing = nil, false, true
		if len(numbers) > 0 {
			s.List.Pages, s.List.Next = listed(numbers), "cursor"
		}
	})
}

// accountOf is the list of an account's numbers.
func accountOf(numbers []api.Number) flows.Session {
	return inState(flows.PickNumber, fresh(), func(s *flows.Session) { s.List.Pages = listed(numbers) })
}

// unread is a list of which a page could not be read.
func unread(numbers []api.Number) flows.Session {
	s := loading(numbers)
	s.List.Listing, s.List.Unread = false, flows.AdviseOffline
	return s
}

func numberLooks() []look {
	none := func(s *flows.Session) { s.List = flows.NumberList{Listing: true} }
	return []look{
		{name: "numbers-loading", session: loading(nil)},
		{name: "numbers-loading-more", session: loading(many(5))},
		{name: "numbers-unread", session: unread(nil)},
		{name: "numbers-unread-card", session: inState(flows.PickNumber, fresh(), none, failing(refusal(api.ListNumbers, 200, 0)))},
		{name: "numbers-unread-rest", session: unread(many(5))},
		{name: "numbers-empty", session: accountOf(nil)},
		{name: "numbers-one", session: accountOf([]api.Number{fresh()})},
		{name: "numbers-few", session: accountOf(append([]api.Number{fresh()}, many(8)...)), key: true},
		{name: "numbers-add", session: accountOf(many(3)), play: keys("up")},
		{name: "numbers-many", session: accountOf(many(240)), play: keys("pgdown", "pgdown")},
		{name: "numbers-many-end", session: accountOf(many(240)), play: keys("end")},
		{name: "numbers-many-token-ends", session: inState(flows.PickNumber, fresh(), func(s *flows.Session) {
			s.List.Pages, s.Notice, s.Token.ExpiresAt = listed(many(240)), flows.NoticeTokenEnds, t0.Add(3*time.Hour).Unix()
		}), play: keys("pgdown", "pgdown")},
		{name: "numbers-search", session: accountOf(many(240)), play: types("cafe")},
		{name: "numbers-sorted", session: accountOf(many(24)), play: keys("ctrl+s", "ctrl+s", "ctrl+f"), key: true},
		{name: "numbers-search-none", session: accountOf(many(20)), play: types("no such name")},
		{name: "numbers-reading", session: inState(flows.PickNumber, fresh(), awaiting(flows.ReadNumber{ID: firstID}, 0))},
	}
}

func addLooks() []look {
	form := inState(flows.AddNumber, fresh())
	number := types(numberText)
	name := then(number, keys("enter"))
	return []look{
		{name: "add", session: form, key: true},
		{name: "add-number", session: form, play: number},
		{name: "add-number-part", session: form, play: types("+852 617")},
		{name: "add-number-revealed", session: form, play: then(number, keys("ctrl+r")), reveals: true},
		{name: "add-number-fault", session: form, play: then(types("1800FLOWERS"), keys("enter"))},
		{name: "add-name", session: form, play: name},
		{name: "add-name-thai", session: form, play: then(name, types("ร้านกาแฟ เชียงใหม่"))},
		{name: "add-name-doubts", session: form, play: then(name, types("OFFICIAL SHOP.COM 😀"))},
		{name: "add-name-fault", session: form, play: then(name, types("L"), keys("enter"))},
		{name: "add-migrate", session: form, play: then(name, types("Lotus Bakery"), keys("enter", "space"))},
		{name: "add-send", session: form, play: then(name, types("Lotus Bakery"), keys("enter", "enter"))},
		{name: "add-waiting", session: form, play: then(name, types("Lotus Bakery"), keys("enter", "enter", "enter"))},
	}
}
