package flows

import (
	"slices"

	"dialtone/api"
	"dialtone/eligibility"
)

// Standing is our one-word verdict on a number, from its live facts.
type Standing string

// The standings.
const (
	StandingBanned    Standing = "banned"     // appeal; nothing else goes on
	StandingGone      Standing = "gone"       // deleted, or moved to another account
	StandingShared    Standing = "shared"     // shared with the Business app, or half way there: registered there already
	StandingConnected Standing = "connected"  // registered
	StandingOnPremise Standing = "on_premise" // hosted by the On-Premises API
	StandingVerified  Standing = "verified"   // ownership proven: PIN and register are left
	StandingLapsed    Standing = "lapsed"     // Embedded Signup is too long ago
	StandingExpired   Standing = "expired"    // the proof of ownership ran out
	StandingFresh     Standing = "fresh"      // nothing done yet
)

// standingRule is one row of the table that a number's start is read from.
type standingRule struct {
	standing Standing
	start    State // the single next safe action
	holds    func(api.Number) bool
}

// standings is in order: the first rule that holds decides.
func standings() []standingRule {
	return []standingRule{
		{StandingBanned, Remedy, func(n api.Number) bool { return n.Status == api.StatusBanned }},
		{StandingGone, Remedy, func(n api.Number) bool {
			return n.Status == api.StatusDeleted || n.Status == api.StatusMigrated
		}},
		{StandingShared, Remedy, func(n api.Number) bool { return n.OnBusinessApp || halfShared(n) }},
		{StandingOnPremise, Remedy, func(n api.Number) bool { return n.Platform == api.PlatformOnPremise }},
		{StandingConnected, Connected, func(n api.Number) bool { return n.Status.Registered() }},
		{StandingVerified, ChoosePIN, func(n api.Number) bool { return n.Verification == api.Verified }},
		{StandingLapsed, Remedy, func(n api.Number) bool {
			return n.Verification == api.VerificationExpired && !n.LastOnboarded.IsZero()
		}},
		{StandingExpired, CodeMethod, func(n api.Number) bool { return n.Verification == api.VerificationExpired }},
		{StandingFresh, Eligibility, func(api.Number) bool { return true }},
	}
}

// StandingOf reads a number's standing from its facts.
func StandingOf(n api.Number) Standing {
	standing, _ := stand(n)
	return standing
}

// startOf is where a number is taken up in the open account. One whose account Meta
// turned down goes to the checklist, which says so: no code and no PIN is asked for.
func (s Session) startOf(n api.Number) State {
	_, to := stand(n)
	if to != CodeMethod && to != ChoosePIN {
		return to
	}
	s.Number = n
	if s.turnedDown() {
		return Eligibility
	}
	return to
}

// turnedDown reports whether Meta said no to the account for good: the number at hand
// goes no further, and none is added.
func (s Session) turnedDown() bool {
	return slices.ContainsFunc(eligibility.Check(s.facts(), nil), func(r eligibility.Result) bool {
		return r.Rule == eligibility.RuleAccount && r.Final()
	})
}

func stand(n api.Number) (Standing, State) {
	for _, r := range standings() {
		if r.holds(n) {
			return r.standing, r.start
		}
	}
	return StandingFresh, Eligibility
}

// remedyOf is the remedy that a number's facts alone ask for. The checklist
// tells them apart more finely than a standing does.
func remedyOf(n api.Number) eligibility.RemedyID {
	rule := eligibility.RuleInUse
	if standing, to := stand(n); to != Remedy {
		return eligibility.RemedyNone
	} else if standing == StandingLapsed {
		return eligibility.RemedyRepeatSignup
	} else if standing == StandingBanned {
		rule = eligibility.RuleBanned
	}
	return remedyByRule(n, rule)
}

// remedyByRule is the remedy that one rule of the checklist asks for.
func remedyByRule(n api.Number, rule eligibility.RuleID) eligibility.RemedyID {
	for _, r := range eligibility.Check(eligibility.Facts{Platform: platformOf(n)}, nil) {
		if r.Rule == rule {
			return r.Remedy
		}
	}
	return eligibility.RemedyNone
}
