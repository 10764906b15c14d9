package flows

import (
	"slices"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// adviceRules is the error table: the first rule that fits an answer decides.
// Narrow rules stand before wide ones. A code means something where Meta
// documents it, and nothing elsewhere. Sources: the docs' error page for the
// codes, reports of integrators (field) for the 2388xxx subcodes.
func adviceRules() []adviceRule {
	shared := func(s Session) bool { return s.Number.OnBusinessApp }
	inside := func(s Session) bool { return s.State != Connect }
	listed := func(s Session) bool {
		return slices.ContainsFunc(s.Pages, func(page []api.Number) bool {
			return slices.ContainsFunc(page, func(n api.Number) bool { return phoneOf(n).E164 == s.Typed.Phone.E164 })
		})
	}
	// leftApps: the usual cause is out of the way already.
	leftApps := func(s Session) bool {
		_, app := s.Walks[eligibility.RemedyLeaveApp]
		_, business := s.Walks[eligibility.RemedyLeaveBusiness]
		_, other := s.Walks[eligibility.RemedyDeleteElsewhere]
		return app || business || other
	}
	verified := func(s Session) bool { return s.Number.Verification == api.Verified }
	goTo := func(id AdviceID, to State, cost Cost) Advice { return Advice{ID: id, Act: ActGo, To: to, Cost: cost} }
	remedy := func(id AdviceID, help eligibility.RemedyID) Advice {
		return Advice{ID: id, Act: ActGo, To: Remedy, Help: help}
	}
	return []adviceRule{
		// Permissions, and the cap, which comes in their clothes.
		{codes: []int{200}, sub: 1349175, call: api.AddNumber, advice: remedy(AdviseCap, eligibility.RemedyRaiseCap)},
		{codes: []int{200}, sub: 1349175, call: api.Register, advice: remedy(AdviseCap, eligibility.RemedyRaiseCap)},
		{codes: append([]int{3, 10, 131005}, span(200, 299)...), advice: goTo(AdvisePermission, Connect, CostNothing)},

		// Ids that nobody knows, or that this token may not see.
		{codes: []int{100}, sub: 33, when: inside, advice: goTo(AdviseNoObject, PickNumber, CostNothing)},
		{codes: []int{33, 803}, when: inside, advice: goTo(AdviseNoObject, PickNumber, CostNothing)},
		{codes: []int{100}, sub: 33, advice: Advice{ID: AdviseNoObject, Act: ActDismiss}},
		{codes: []int{33, 803}, advice: Advice{ID: AdviseNoObject, Act: ActDismiss}},

		// Budgets.
		{codes: []int{4, 17, 613, 80007}, advice: Advice{ID: AdviseBusy, Act: ActAgain, Wait: time.Hour, WaitInText: true}},
		{codes: []int{133016}, call: api.Deregister, advice: Advice{ID: AdviseBlocked, Cost: CostBoth, Wait: Window, Fixed: true, Locks: true}},
		{codes: []int{133016}, call: api.Register, advice: Advice{ID: AdviseBlocked, Wait: Window, Fixed: true, Locks: true}},

		// The code. Whether the number is verified already is a fact, not a text.
		{codes: []int{2388367}, call: api.RequestCode, advice: Advice{ID: AdviseTooOften, Cost: CostCode, Wait: 24 * time.Hour, Locks: true}},
		{codes: []int{2388091}, call: api.RequestCode, when: leftApps, advice: goTo(AdviseInUse, Eligibility, CostNothing)},
		{codes: []int{2388091}, call: api.RequestCode, advice: remedy(AdviseInUse, eligibility.RemedyLeaveApp)},
		{codes: []int{136024}, call: api.RequestCode, when: verified, advice: goTo(AdviseVerified, ChoosePIN, CostNothing)},
		{codes: []int{2388004}, call: api.RequestCode, advice: Advice{ID: AdviseNoCode, Act: ActDismiss, Cost: CostCode}},
		{codes: []int{136024}, call: api.RequestCode, text: "already verified", advice: Advice{ID: AdviseVerified, Act: ActReload}},
		{codes: []int{136024}, call: api.RequestCode, advice: Advice{ID: AdviseNoCode, Act: ActReload, Cost: CostCode}},
		{codes: []int{100, 136025}, call: api.VerifyCode, text: "too many", advice: Advice{ID: AdviseGuesses, Cost: CostGuess, Wait: 12 * time.Hour, WaitInText: true, Locks: true}},
		{codes: []int{136025}, call: api.VerifyCode, advice: Advice{ID: AdviseWrongCode, Act: ActDismiss, Cost: CostGuess}},

		// The PIN.
		{codes: []int{133005}, call: api.Register, advice: goTo(AdvisePIN, ChoosePIN, CostRegister)},
		{codes: []int{133008}, call: api.Register, advice: Advice{ID: AdvisePINUsedUp, Cost: CostRegister, WaitInText: true, Locks: true}},
		{codes: []int{133009}, call: api.Register, advice: Advice{ID: AdvisePINFast, Act: ActDismiss, Cost: CostRegister, WaitInText: true, Locks: true}},
		{codes: []int{131031}, call: api.Register, advice: goTo(AdviseLocked, ChoosePIN, CostRegister)},

		// Registering.
		{codes: []int{133006}, call: api.Register, advice: goTo(AdviseVerifyAgain, CodeMethod, CostCode)},
		{codes: []int{133010}, call: api.Register, advice: goTo(AdviseNotRegistered, Review, CostRegister)},
		{codes: []int{133015}, call: api.Register, advice: Advice{ID: AdviseDeleted, Act: ActDismiss, Cost: CostRegister, Wait: 5 * time.Minute, Fixed: true, Locks: true}},
		{codes: []int{133000}, call: api.Register, advice: Advice{ID: AdviseHalf, Act: ActDeregister, Cost: CostBoth}},
		{codes: []int{100}, call: api.Register, when: shared, advice: remedy(AdviseSMB, eligibility.RemedyCoexistence)},
		{codes: []int{100}, call: api.Register, text: "smb", advice: remedy(AdviseSMB, eligibility.RemedyCoexistence)},
		{codes: []int{100}, call: api.Register, text: "localization region", advice: goTo(AdviseRegionWanted, ChooseRegion, CostRegister)},
		{codes: []int{100}, call: api.Register, text: "already registered", advice: remedy(AdviseInUse, eligibility.RemedyLeaveApp)},
		{codes: []int{12}, call: api.Register, advice: goTo(AdviseRegionMoved, ChooseRegion, CostRegister)},

		// Parameters.
		{codes: []int{100}, call: api.SetPIN, advice: Advice{ID: AdvisePINForm, Act: ActDismiss}},
		{codes: []int{100}, call: api.Register, text: "pin", advice: goTo(AdvisePINForm, ChoosePIN, CostRegister)},
		{codes: []int{100}, call: api.SetSettings, advice: Advice{ID: AdviseRegionFixed, Act: ActReload}},
		{codes: []int{100}, call: api.AddNumber, text: "already", when: listed, advice: goTo(AdviseExists, PickNumber, CostNothing)},
		{codes: []int{100}, call: api.AddNumber, text: "already", advice: remedy(AdviseElsewhere, eligibility.RemedyMigrateProvider)},
		{codes: []int{2388001}, call: api.AddNumber, advice: remedy(AdviseTwoStep, eligibility.RemedyMigrateProvider)},
		{codes: []int{2388103}, call: api.AddNumber, advice: remedy(AdviseNotMovable, eligibility.RemedyMigrateProvider)},
		{codes: []int{2388012}, call: api.AddNumber, advice: goTo(AdviseExists, PickNumber, CostNothing)},
		{codes: []int{100}, call: api.VerifyCode, advice: Advice{ID: AdviseWrongCode, Act: ActDismiss, Cost: CostGuess}},
		{codes: []int{100}, advice: Advice{ID: AdviseParameter, Act: ActDismiss}},

		// Meta's own trouble. Reads were repeated already; the rest is the
		// operator's decision.
		{codes: []int{1, 2, 131000, 131016, 133004}, advice: Advice{ID: AdviseMeta, Act: ActAgain}},
	}
}

func span(from, to int) []int {
	var all []int
	for n := from; n <= to; n++ {
		all = append(all, n)
	}
	return all
}
