package graphsim

import (
	"encoding/base64"
	"strings"
	"time"

	"dialtone/api"
)

// unknownPIN in a scenario is a PIN that somebody set and nobody remembers.
const unknownPIN = "unknown"

// verifiedFor is how long a code check holds (graph-ref).
const verifiedFor = 14 * 24 * time.Hour

// number is the present state of one phone number.
type number struct {
	Number // as the scenario or add_number made it; changed as calls take effect

	registered bool      // register took effect and deregister did not
	connects   time.Time // when a registered number reads CONNECTED
	verifiedAt time.Time
	proven     time.Time // until when a deregistered number needs no new code
	created    time.Time
	onboarded  time.Time
	settled    bool      // it was registered since it was onboarded
	appFree    time.Time // when the number is free after its app account was deleted
	deletedAt  time.Time
	paidAt     time.Time // when it sent its last paid message
	retention  int
	nameAsked  time.Time
	// nameApproved is when an act approved the new name; a review that ends by
	// itself goes by nameAsked.
	nameApproved time.Time
	renames      []time.Time
	profile      object

	code     code
	requests []time.Time // for a code
	pin      guard
	codes    guard
	regs     window
	deregs   window
	sent     []outgoing
}

// guard counts wrong guesses.
type guard struct {
	wrong   int
	last    time.Time
	blocked time.Time
}

func (s *Sim) newNumber(n Number, start time.Time, age int) *number {
	if n.PIN == unknownPIN {
		n.PIN = draw(s.random, 6, decimals)
	}
	x := &number{Number: n, onboarded: n.Onboarded.from(start), deletedAt: n.Deleted.from(start), paidAt: n.LastPaid.from(start)}
	x.created = n.Created.from(start)
	if n.Created == nil {
		x.created = start.Add(-time.Duration(age) * time.Minute)
	}
	switch n.Verification {
	case api.Verified:
		x.verifiedAt = start.Add(-time.Hour)
	case api.VerificationExpired:
		x.verifiedAt = start.Add(-verifiedFor - 24*time.Hour)
	}
	if n.VerifiedAt != nil {
		x.verifiedAt = n.VerifiedAt.from(start)
	}
	x.registered = n.Platform == api.PlatformCloud && n.Status.Registered()
	x.settled = n.Status != api.StatusPending && n.Status != api.StatusUnverified
	x.requests = moments(n.CodeRequests, start)
	x.regs.at, x.deregs.at = moments(n.Registers, start), moments(n.Deregisters, start)
	x.profile = profileOf(n)
	if n.NewName != "" {
		x.nameAsked, x.nameApproved = start, start
	}
	return x
}

func moments(spans []Span, start time.Time) []time.Time {
	var at []time.Time
	for _, span := range spans {
		at = append(at, span.from(start))
	}
	return at
}

func (s *Sim) byID(id string) (*number, bool) {
	for _, n := range s.numbers {
		if string(n.ID) == id {
			return n, true
		}
	}
	return nil, false
}

func (s *Sim) byPhone(phone string) *number {
	for _, n := range s.numbers {
		if n.Phone == phone {
			return n
		}
	}
	return nil
}

// status is what the number reads now: a fresh registration takes a moment.
func (n *number) status(now time.Time) api.Status {
	if n.registered && now.Before(n.connects) {
		return api.StatusPending
	}
	return n.Status
}

// connected reports whether the number works, not only promised to.
func (n *number) connected(now time.Time) bool { return n.registered && !now.Before(n.connects) }

func (n *number) platform(now time.Time) api.Platform {
	if n.registered && !n.connected(now) {
		return api.PlatformNotApplicable
	}
	return n.Platform
}

func (n *number) throughput(now time.Time) api.ThroughputLevel {
	if n.registered && !n.connected(now) {
		return "NOT_APPLICABLE"
	}
	return n.Throughput
}

// verification is the ownership check; it runs out after 14 days (graph-ref).
func (n *number) verification(now time.Time) api.Verification {
	switch {
	case n.verifiedAt.IsZero() && n.Verification == api.Unverified:
		return api.Unverified
	case n.verifiedAt.IsZero():
		return api.NotVerified
	case now.Sub(n.verifiedAt) >= n.proofLife():
		return api.VerificationExpired
	}
	return api.Verified
}

// signupLapsed reports whether nobody registered the number in the time after
// Embedded Signup, so that the customer has to repeat it (seed 002).
func (n *number) signupLapsed(now time.Time) bool {
	return !n.settled && !n.onboarded.IsZero() && now.Sub(n.onboarded) >= n.proofLife()
}

// proofLife is how long the check of this number holds, and how long it has to be
// registered: 90 days for one that was verified in advance (docs).
func (n *number) proofLife() time.Duration {
	if n.Preverified {
		return poolLife
	}
	return verifiedFor
}

// inApp reports whether the line still counts as in use in an app: until three
// minutes after its account was deleted there (seed 000, docs).
func (n *number) inApp(now time.Time) bool {
	return (n.InApp || n.BusinessApp) && (n.appFree.IsZero() || now.Before(n.appFree))
}

// onBusinessApp is is_on_biz_app (docs). It follows the account in the app.
func (n *number) onBusinessApp(now time.Time) bool { return n.BusinessApp && n.inApp(now) }

// elsewhere reports whether another account still holds the number: until five
// minutes after it was deleted there (docs).
func (n *number) elsewhere(now time.Time) bool {
	return n.Elsewhere || now.Sub(n.deletedAt) < deletionTime
}

// halfShared reports whether the sharing with the Business app was begun and not
// finished; it looks like the On-Premises API (field).
func (n *number) halfShared() bool {
	return n.Platform == api.PlatformOnPremise && (n.InApp || n.BusinessApp)
}

// unregister takes the number off Cloud API, where local storage ends with it
// (seed 003). Code check and PIN stay.
func (n *number) unregister(then api.Status) {
	n.registered, n.Status = false, then
	n.Platform, n.Throughput = api.PlatformNotApplicable, "NOT_APPLICABLE"
	n.Region, n.retention = "", 0
}

// newName is the state of a changed display name; its review may end by itself.
// An approval that nobody registered within 14 days (docs) reads EXPIRED, which
// is our choice.
func (s *Sim) newName(n *number, now time.Time) api.NameStatus {
	if n.NewName == "" {
		return ""
	}
	status, approved := n.NewStatus, n.nameApproved
	if after := s.sc.Rules.NameReview; after != nil && status == api.NamePendingReview && !now.Before(after.from(n.nameAsked)) {
		status, approved = s.sc.Rules.NameDecision, after.from(n.nameAsked)
	}
	if status == api.NameApproved && now.Sub(approved) >= adoptWithin {
		return api.NameExpired
	}
	return status
}

// certificate is there once a name may be used (seed 001).
func certificate(n *number, name string, status api.NameStatus) any {
	if status != api.NameApproved && status != api.NameAvailableWithoutReview {
		return nil
	}
	return base64.StdEncoding.EncodeToString([]byte("simulated certificate of " + name + " for " + strings.TrimPrefix(n.Phone, "+")))
}
