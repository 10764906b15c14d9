package flows

import (
	"slices"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// Standing is our one-word verdict on a number, from its live facts.
type Standing string

// The standings.
const (
	StandingBanned Standing = "banned" // appeal; nothing else goes on
	StandingGone   Standing = "gone"   // deleted, or moved to another account
	// StandingHalfShared: sharing it with the Business app was begun and not finished.
	// There is nothing to verify and nothing to register.
	StandingHalfShared Standing = "half_shared"
	StandingShared     Standing = "shared"     // shared with the Business app: registered there already
	StandingConnected  Standing = "connected"  // registered
	StandingOnPremise  Standing = "on_premise" // hosted by the On-Premises API
	StandingVerified   Standing = "verified"   // ownership proven: PIN and register are left
	StandingLapsed     Standing = "lapsed"     // Embedded Signup is too long ago
	StandingExpired    Standing = "expired"    // the proof of ownership ran out
	StandingUnread     Standing = "unread"     // the facts that it is read from were not told
	StandingFresh      Standing = "fresh"      // nothing done yet
)

// standingRule is one row of the table that a number's start is read from.
type standingRule struct {
	standing Standing
	start    State // the single next safe action
	holds    func() bool
}

// standings is the table for a number, in order: the first rule that holds decides.
func standings(n api.Number, now time.Time) []standingRule {
	use := inUse(n)
	return []standingRule{
		{StandingBanned, Remedy, func() bool { return n.Status == api.StatusBanned }},
		{StandingGone, Remedy, func() bool { return n.Status == api.StatusDeleted || n.Status == api.StatusMigrated }},
		{StandingHalfShared, Remedy, func() bool { return use == eligibility.RemedyFinishSharing }},
		{StandingShared, Remedy, func() bool { return n.OnBusinessApp }},
		{StandingOnPremise, Remedy, func() bool { return use == eligibility.RemedyOnPremise }},
		// Whether it is half shared or hosted there is not told: the checklist asks.
		{StandingUnread, Eligibility, func() bool { return n.Platform == api.PlatformOnPremise && n.Verification == "" }},
		{StandingFresh, Eligibility, func() bool { return n.Platform == api.PlatformOnPremise }},
		{StandingConnected, Connected, func() bool { return n.Status.Registered() }},
		// It may be registered already, whatever the check by code says.
		{StandingUnread, Eligibility, func() bool { return n.Status == "" }},
		{StandingVerified, ChoosePIN, func() bool { return n.Verification == api.Verified }},
		// No code reaches Meta's own test numbers; what their check of one reads says nothing.
		{StandingFresh, Eligibility, func() bool { return freshTest(n) }},
		{StandingLapsed, Remedy, func() bool {
			return remedyByRule(n, eligibility.RuleSignup, now) == eligibility.RemedyRepeatSignup
		}},
		{StandingExpired, CodeMethod, func() bool { return n.Verification == api.VerificationExpired }},
		{StandingUnread, Eligibility, func() bool { return n.Verification == "" && n.Status.Known() }},
		{StandingFresh, Eligibility, func() bool { return true }},
	}
}

// freshTest is a test number of Meta's that a PIN is enough for, as the checklist tells it.
func freshTest(n api.Number) bool {
	return eligibility.Facts{Platform: platformOf(n, time.Time{})}.FreshTestNumber()
}

// StandingOf reads a number's standing from its facts, whatever the time.
func StandingOf(n api.Number) Standing { return StandingAt(n, time.Time{}) }

// StandingAt reads it at a moment: Embedded Signup is too long ago at one alone.
func StandingAt(n api.Number, now time.Time) Standing {
	standing, _ := stand(n, now)
	return standing
}

// startOf is where a number is taken up in the open account. One whose account Meta
// turned down goes to the checklist, which says so: no code and no PIN is asked for. So
// does one that Meta said is in use, until somebody has said where.
func (s Session) startOf(n api.Number, now time.Time) State {
	_, to := stand(n, now)
	if to != CodeMethod && to != ChoosePIN {
		return to
	}
	s.Number = n
	if s.turnedDown() || s.asksUse() {
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

func stand(n api.Number, now time.Time) (Standing, State) {
	for _, r := range standings(n, now) {
		if r.holds() {
			return r.standing, r.start
		}
	}
	return StandingFresh, Eligibility
}

// sharedOrConnected reports whether a number shows that something else has it in hand by now:
// it works, or its facts ask for another remedy.
func sharedOrConnected(n api.Number, now time.Time) bool {
	_, to := stand(n, now)
	return to == Connected || to == Remedy
}

// LikelyHalfShared reports whether a number that stands half shared is so by likelihood
// only: that it has an account in the Business app is all that its facts say.
func LikelyHalfShared(n api.Number) bool {
	return halfShared(n) && n.Platform != api.PlatformOnPremise
}

// remedyOf is the remedy that a number's facts alone ask for. The checklist
// tells them apart more finely than a standing does.
func remedyOf(n api.Number, now time.Time) eligibility.RemedyID {
	rule := eligibility.RuleInUse
	if standing, to := stand(n, now); to != Remedy {
		return eligibility.RemedyNone
	} else if standing == StandingLapsed {
		rule = eligibility.RuleSignup
	} else if standing == StandingBanned {
		rule = eligibility.RuleBanned
	}
	return remedyByRule(n, rule, now)
}

// remedyByRule is the remedy that one rule of the checklist asks for.
func remedyByRule(n api.Number, rule eligibility.RuleID, now time.Time) eligibility.RemedyID {
	for _, r := range eligibility.Check(eligibility.Facts{Platform: platformOf(n, now)}, nil) {
		if r.Rule == rule {
			return r.Remedy
		}
	}
	return eligibility.RemedyNone
}

// PoolStanding is our one-word verdict on a number of the pool.
type PoolStanding string

// The standings in the pool.
const (
	PoolReady      PoolStanding = "ready"      // verified, and too early to verify again
	PoolAging      PoolStanding = "aging"      // verified, in the last 45 of its 90 days
	PoolUnverified PoolStanding = "unverified" // added only; dropped 90 days after that
	PoolExpired    PoolStanding = "expired"    // its 90 days are over
	PoolTaken      PoolStanding = "taken"      // Meta says that it is not to be had
)

// PoolStandingOf reads the standing of a number of the pool. What Meta says goes
// before what follows from the dates.
func PoolStandingOf(p api.Preverified, now time.Time) PoolStanding {
	switch {
	case p.Availability != "" && p.Availability != "AVAILABLE":
		return PoolTaken
	case p.Verification == api.VerificationExpired:
		return PoolExpired
	case p.Verification != api.Verified:
		return PoolUnverified
	}
	if from := PoolRenewsFrom(p); from.IsZero() || now.Before(from) {
		return PoolReady
	}
	return PoolAging
}

// PoolEnds is until when a verified number of the pool can be used, zero when
// nobody says: 90 days after its verification (docs).
func PoolEnds(p api.Preverified) time.Time {
	if !p.Expires.IsZero() {
		return p.Expires.Time
	}
	return eligibility.Deadline(eligibility.DeadlinePreVerified, p.VerifiedAt.Time)
}

// PoolRenewsFrom is from when a verified number can be verified again, zero when
// nobody says: within the last 45 days (docs).
func PoolRenewsFrom(p api.Preverified) time.Time {
	ends := PoolEnds(p)
	if ends.IsZero() {
		return ends
	}
	return ends.Add(-eligibility.PreVerifiedRenewal)
}

// CanUse reports whether an account can take the number.
func (p PoolStanding) CanUse() bool { return p == PoolReady || p == PoolAging }

// CanVerify reports whether a code for the number may be asked for. Where no
// date is known Meta has the last word.
func CanVerify(p api.Preverified, now time.Time) bool {
	switch PoolStandingOf(p, now) {
	case PoolReady:
		return PoolRenewsFrom(p).IsZero()
	case PoolTaken:
		return false
	case PoolAging, PoolUnverified, PoolExpired:
	}
	return true
}

// renewed reports whether a number was verified between two looks.
func renewed(before, now api.Preverified) bool {
	return now.Verification == api.Verified && (before.Verification != api.Verified ||
		now.Expires.After(before.Expires.Time) || now.VerifiedAt.After(before.VerifiedAt.Time))
}

// PoolCodeLimit is how many code calls Meta takes for pre-verified numbers within
// an hour (openapi).
const PoolCodeLimit = 125

// PoolCodes counts the code requests of the last hour that Dialtone made itself.
func (s Session) PoolCodes(now time.Time) int {
	count := 0
	for _, at := range s.Budget.inside(s.Counter(api.RequestPreverifiedCode), now) {
		if now.Sub(at) < time.Hour {
			count++
		}
	}
	return count
}
