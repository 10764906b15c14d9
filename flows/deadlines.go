package flows

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// What runs out, and when: the time to register a number, its certificate, and an
// approved name.

// RegisterBy is until when the present number has to be registered, zero when
// nothing is known to run out: 14 days after a code was accepted (graph-ref) or,
// without one of ours, after Embedded Signup (seed 002); 90 days for a
// pre-verified number (docs), from when it came into the account.
func (s Session) RegisterBy() time.Time {
	if s.Number.Status.Registered() {
		return time.Time{}
	}
	return s.RegisterDeadline()
}

// RegisterDeadline is the same day, for a number that was registered in time as
// well.
func (s Session) RegisterDeadline() time.Time {
	n := s.Number
	if n.Verification != api.Verified {
		return time.Time{}
	}
	for _, d := range slices.Backward(s.Actions) { // what was proven here counts from now
		if d.Number != n.ID || d.Unclear {
			continue
		}
		switch {
		case d.Call == api.VerifyCode:
			return eligibility.Deadline(eligibility.DeadlineVerification, d.At)
		case d.Call == api.AddNumber && n.Preverified: // taken out of the pool
			return eligibility.Deadline(eligibility.DeadlinePreVerified, d.At)
		}
	}
	return signupDeadline(n)
}

// signupDeadline is until when a number has to be registered after it came by
// Embedded Signup or out of a pool: zero for one that did not.
func signupDeadline(n api.Number) time.Time {
	kind := eligibility.DeadlineSignup
	if n.Preverified {
		kind = eligibility.DeadlinePreVerified
	}
	if n.LastOnboarded.IsZero() {
		return time.Time{}
	}
	return eligibility.Deadline(kind, n.LastOnboarded.Time)
}

// signupOver reports whether that time is over for a number that was not registered in it,
// as far as its facts tell: one that is DISCONNECTED was.
func signupOver(n api.Number, now time.Time) bool {
	by := signupDeadline(n)
	never := n.Status == api.StatusPending || n.Status == api.StatusUnverified
	return never && !by.IsZero() && !by.After(now)
}

// Meta does not tell since when a certificate holds or a new name is approved,
// and both run out (seed 001, docs). Counted from the moment at which a session
// first read of them, the deadline is the latest that it can be.

// firstSeenKey names what runs out, and of which number.
type firstSeenKey struct {
	kind   eligibility.DeadlineKind
	number api.PhoneNumberID
}

// firstSeen is when it was first read; of tells one certificate or name from the
// next, "" where it was not read.
type firstSeen struct {
	of string
	at time.Time
}

// CertificateOf is the certificate that counts: the new name's, once there is one.
func CertificateOf(n api.Number) string { return cmp.Or(n.NewCertificate, n.Certificate) }

// noteFirstSeen notes what a number's facts show for the first time, and drops what
// they show no longer. Only a number's own page reads certificates and new names.
func (s *Session) noteFirstSeen(n api.Number, at time.Time) {
	days := maps.Clone(s.firstSeen)
	if days == nil {
		days = map[firstSeenKey]firstSeen{}
	}
	note := func(kind eligibility.DeadlineKind, holds bool, of string) {
		k := firstSeenKey{kind, n.ID}
		was, seen := days[k]
		switch {
		case !holds:
			delete(days, k)
		case seen && (of == "" || was.of == "" || of == was.of):
			days[k] = firstSeen{cmp.Or(of, was.of), was.at}
		default:
			days[k] = firstSeen{of, at}
		}
	}
	certificate := CertificateOf(n)
	note(eligibility.DeadlineName, n.NewNameStatus == api.NameApproved, n.NewName)
	if certificate != "" || n.NameStatus == api.NameExpired {
		note(eligibility.DeadlineCertificate, n.NameStatus != api.NameExpired, certificate)
	}
	s.firstSeen = days
}

// Latest is the latest moment at which what Meta gives no date for can run out
// for the present number: its certificate, or the time to register an approved
// name. It is zero where there is none. Either may run out sooner, if it is older
// than this session.
func (s Session) Latest(kind eligibility.DeadlineKind) time.Time {
	return eligibility.Deadline(kind, s.firstSeen[firstSeenKey{kind, s.Number.ID}].at)
}
