package tui

import (
	"fmt"
	"time"

	"dialtone/api"
	"dialtone/flows"
)

// poolStates are the screens of the pool of pre-verified numbers.
func poolStates() []flows.State {
	return []flows.State{flows.Pool, flows.PoolBusiness, flows.PoolAdd, flows.PoolCode, flows.PoolEnter, flows.PoolUse}
}

// pooledNumber is a number of the pool that was verified so many days ago.
func pooledNumber(i int, v api.Verification, days int) api.Preverified {
	p := api.Preverified{ID: api.PreverifiedID(fmt.Sprintf("1094303522401%02d", i)), Phone: fmt.Sprintf("85261740%03d", 100+i), Verification: v}
	if days >= 0 {
		p.VerifiedAt = api.Time{Time: t0.AddDate(0, 0, -days)}
		p.Expires = api.Time{Time: p.VerifiedAt.AddDate(0, 0, 90)}
	}
	return p
}

// poolOfAll has one number in every standing.
func poolOfAll() []api.Preverified {
	taken := pooledNumber(5, api.Verified, 3)
	taken.Availability = "IN_USE"
	return []api.Preverified{
		pooledNumber(1, api.Verified, 20), pooledNumber(2, api.Verified, 82), pooledNumber(3, api.Unverified, -1), pooledNumber(4, api.VerificationExpired, 104), taken,
		pooledNumber(6, api.Verified, -1),
	}
}

// inPool is a session in a state of the pool, by the machine's own steps.
func inPool(s flows.Session, state flows.State) flows.Session {
	const owner = api.BusinessID("220771904456162")
	step := func(e flows.Event) {
		s, _ = machine().Step(s, flows.Input{Event: e, At: t0, Generation: s.Generation})
		s.Waiting = nil
	}
	s = start(flows.Options{Job: flows.JobPreverified, Business: owner})
	token := api.TokenInfo{Valid: true, Scopes: []api.Scope{api.ScopeManagement, api.ScopeMessaging, api.ScopeBusiness}}
	step(flows.AccountOpened{
		Target: flows.Target{Token: api.NewSecret(tokenText), Account: wabaID}, Token: token,
		Account: api.Account{ID: wabaID, Name: "Lotus Bakery Limited", Review: "APPROVED", Verification: "not_verified", Country: "HK", Limit: "TIER_250"},
		Asked:   "v24.0", Served: "v24.0",
	})
	step(flows.PoolListed{Business: owner, Page: api.PreverifiedPage{Numbers: poolOfAll()}})
	switch state {
	case flows.PoolCode, flows.PoolEnter:
		step(flows.PooledChosen{ID: poolOfAll()[2].ID})
		s.Code.Language = "zh_HK"
	case flows.PoolUse:
		step(flows.PooledChosen{ID: poolOfAll()[0].ID, Use: true})
	case flows.PoolAdd:
		step(flows.AddAsked{})
	case flows.PoolBusiness:
		step(flows.BusinessAsked{})
	}
	if state == flows.PoolEnter {
		step(flows.CodeSent{})
		s.Code.SentAt = t0.Add(-30 * time.Second)
		s.Actions = []flows.Action{{At: s.Code.SentAt, Call: api.RequestPreverifiedCode}}
	}
	return s
}

func poolLooks() []look {
	in := func(state flows.State, change ...func(*flows.Session)) flows.Session {
		return inState(state, fresh(), change...)
	}
	empty := func(s *flows.Session) { s.Pool.Numbers = nil }
	large := func(s *flows.Session) {
		s.Pool.Numbers = nil
		for i := range 45 {
			s.Pool.Numbers = append(s.Pool.Numbers, pooledNumber(i, api.Verified, i+20))
		}
	}
	claimed := func(n *api.Number) { verified(n); n.Preverified = true }
	taken := func(s *flows.Session) { s.Actions = []flows.Action{{At: t0, Call: api.AddNumber, Number: firstID}} }
	noted := func(n flows.Notice) func(*flows.Session) { return func(s *flows.Session) { s.Notice = n } }
	half := codeText[:3]
	return []look{
		{name: "pool", session: in(flows.Pool), key: true},
		{name: "pool-aging", session: in(flows.Pool), play: keys("down")},
		{name: "pool-unverified", session: in(flows.Pool), play: keys("down", "down")},
		{name: "pool-expired", session: in(flows.Pool), play: keys("down", "down", "down")},
		{name: "pool-taken", session: in(flows.Pool), play: keys("end", "up")},
		{name: "pool-undated", session: in(flows.Pool), play: keys("end")},
		{name: "pool-add-line", session: in(flows.Pool), play: keys("up")},
		{name: "pool-empty", session: in(flows.Pool, empty)},
		{name: "pool-large", session: in(flows.Pool, large), play: keys("end")},
		{name: "pool-unread", session: in(flows.Pool, empty, func(s *flows.Session) { s.Pool.Listed = false })},
		{name: "pool-unread-rest", session: in(flows.Pool, func(s *flows.Session) { s.Pool.Listed, s.Pool.Unread = false, flows.AdviseOffline })},
		{name: "pool-loading", session: in(flows.Pool, empty, func(s *flows.Session) { s.Pool.Listed = false }, awaiting(flows.ReadPool{}, 0))},
		{name: "pool-business", session: in(flows.PoolBusiness)},
		{name: "pool-business-typed", session: in(flows.PoolBusiness), play: types("220771904456162")},
		{name: "pool-business-fault", session: in(flows.PoolBusiness), play: then(types("22-07"), keys("enter"))},
		{name: "pool-business-phone", session: in(flows.PoolBusiness), play: then(types("+85291230100"), keys("enter"))},
		{name: "pool-business-unknown", session: in(flows.PoolBusiness, failing(refusal(api.ListPreverified, 100, 33)))},
		{name: "pool-add", session: in(flows.PoolAdd)},
		{name: "pool-add-number", session: in(flows.PoolAdd), play: types(numberText)},
		{name: "pool-add-fault", session: in(flows.PoolAdd), play: then(types("1800FLOWERS"), keys("enter"))},
		{name: "pool-code", session: in(flows.PoolCode), key: true},
		{name: "pool-code-refused", session: in(flows.PoolCode, failing(refusal(api.RequestPreverifiedCode, 613, 0)))},
		{name: "pool-enter", session: in(flows.PoolEnter)},
		{name: "pool-enter-part", session: in(flows.PoolEnter), play: types(half)},
		{name: "pool-use", session: in(flows.PoolUse), key: true},
		{name: "pool-use-name", session: in(flows.PoolUse), play: then(keys("ctrl+u"), types("OFFICIAL SHOP.COM"))},
		{name: "pool-use-fault", session: in(flows.PoolUse), play: then(keys("ctrl+u"), types("L"), keys("enter"))},
		{name: "pool-use-confirm", session: in(flows.PoolUse), play: keys("enter")},
		{name: "pool-claimed", session: inState(flows.ChoosePIN, fresh(claimed), taken, noted(flows.NoticeClaimed))},
		{name: "pool-claimed-undated", session: inState(flows.ChoosePIN, fresh(claimed))},
		{name: "pool-claimed-review", session: inState(flows.Review, fresh(claimed), taken)},
		{name: "pool-claimed-review-undated", session: inState(flows.Review, fresh(claimed))},
	}
}
