package flows

import (
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

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
