package graphsim

import (
	"slices"
	"strings"
	"time"

	"dialtone/api"
)

// appAccountFree is how long a number stays taken after its app account was
// deleted (seed 000, docs).
const appAccountFree = 3 * time.Minute

func (s *Sim) leaveApp(n *number) error {
	if !n.InApp && !n.BusinessApp || !n.appFree.IsZero() {
		return senseless("the number has no account in an app")
	}
	if n.halfShared() || n.shared(s.now()) {
		n.offboard() // no account, no sharing
	}
	n.appFree = s.now().Add(appAccountFree)
	return nil
}

func (s *Sim) disconnectSharing(n *number) error {
	if !n.halfShared() && !n.shared(s.now()) {
		return senseless("the number is not shared with the Business app")
	}
	n.offboard()
	return nil
}

// shared reports whether app and Cloud API share the number (docs).
func (n *number) shared(now time.Time) bool {
	return n.onBusinessApp(now) && n.Platform == api.PlatformCloud
}

// offboard takes the number off Cloud API and leaves it to the Business app. No
// code was ever checked here, so that coming back takes one (our choice).
func (n *number) offboard() {
	n.BusinessApp, n.InApp = false, true
	n.unregister(api.StatusDisconnected)
	n.Verification, n.verifiedAt, n.proven, n.code = api.NotVerified, time.Time{}, time.Time{}, code{}
}

// share finishes the sharing with the Business app (docs).
func (s *Sim) share(n *number) error {
	cc, _ := callingCode(n.Phone[1:])
	switch {
	case cc == "234" || cc == "27":
		return senseless("numbers of Nigeria and South Africa cannot be shared") // (docs)
	case s.capped() != nil:
		return senseless("the portfolio has as many numbers as it may")
	}
	n.BusinessApp = true
	n.connect(s.now())
	return nil
}

func (s *Sim) repeatSignup(n *number) error {
	now := s.now()
	inBusinessApp := n.halfShared() || n.onBusinessApp(now) && n.appFree.IsZero()
	switch {
	case s.rejected():
		return senseless("the account was rejected")
	case n.Status == api.StatusBanned, n.Status == api.StatusDeleted:
		return senseless("the number is " + string(n.Status))
	case n.registered:
		return senseless("the number is registered already")
	case n.elsewhere(now):
		return senseless("another account holds the number")
	case n.inApp(now) && !inBusinessApp:
		return senseless("the number has an account in the app") // (docs: sign-up screens)
	case n.verification(now) == api.Verified && !n.signupLapsed(now) && !inBusinessApp:
		return senseless("the number is verified already") // (docs: sign-up screens)
	}
	if inBusinessApp {
		if err := s.share(n); err != nil {
			return err
		}
	}
	n.onboarded, n.settled, n.verifiedAt, n.code = now, n.registered, now, code{}
	return nil
}

func (s *Sim) deleteElsewhere(n *number) error {
	if !n.Elsewhere {
		return senseless("no other account holds the number")
	}
	if err := mayDelete(n.paidAt, s.now()); err != nil {
		return err
	}
	n.Elsewhere, n.deletedAt = false, s.now()
	if n.Status == api.StatusMigrated {
		// What stands here is only the trace of a number that moved away: it has
		// to be added again (our choice).
		n.Status = api.StatusDeleted
	}
	return nil
}

func (s *Sim) deleteLine(l *line) error {
	if !l.OnPlatform {
		return senseless("the line is in no account")
	}
	if err := mayDelete(l.paidAt, s.now()); err != nil {
		return err
	}
	l.OnPlatform, l.TwoStep, l.Unapproved, l.deletedAt = false, false, false, s.now()
	return nil
}

// removeNumber makes room. Numbers that are shared with the Business app leave
// from inside that app only (docs).
func (s *Sim) removeNumber(keep api.PhoneNumberID) error {
	if _, ok := s.byID(string(keep)); !ok && keep != "" {
		return ErrUnknownNumber
	}
	now, refused := s.now(), senseless("no other number is registered")
	for i, n := range slices.Backward(s.numbers) {
		if !n.registered || n.ID == keep || n.shared(now) {
			continue
		}
		if refused = mayDelete(n.paidAt, now); refused != nil {
			continue
		}
		left := n.line(now)
		s.lines[n.Phone], s.numbers = &left, slices.Delete(s.numbers, i, i+1)
		return nil
	}
	return refused
}

func (s *Sim) twoStepOff(n *number) error {
	if n.PIN == "" {
		return senseless("two-step verification is off")
	}
	n.PIN, n.pin = "", guard{}
	return nil
}

func (s *Sim) lineTwoStepOff(l *line) error {
	if !l.TwoStep {
		return senseless("two-step verification is off")
	}
	l.TwoStep = false
	return nil
}

func (s *Sim) approveName(n *number) error {
	switch {
	case s.newName(n, s.now()) == api.NamePendingReview:
		n.NewStatus, n.nameApproved = api.NameApproved, s.now()
	case n.NameStatus == api.NamePendingReview:
		n.NameStatus = api.NameApproved
	default:
		return senseless("no review of the name is running")
	}
	return nil
}

func (s *Sim) approveLineName(l *line) error {
	if !l.Unapproved {
		return senseless("the name is approved")
	}
	l.Unapproved = false
	return nil
}

// liftBan has the number begin anew; that it does not come back connected is our
// choice.
func (s *Sim) liftBan(n *number) error {
	if n.Status != api.StatusBanned {
		return senseless("the number is not banned")
	}
	n.unregister(api.StatusPending)
	return nil
}

func (s *Sim) liftLineBan(l *line) error {
	if !l.Banned {
		return senseless("the line is not banned")
	}
	l.Banned = false
	return nil
}

func (s *Sim) letCallsIn(n *number) error { return n.Reach.letCallsIn() }

func (s *Sim) letLineCallsIn(l *line) error { return l.Reach.letCallsIn() }

func (r *Reach) letCallsIn() error {
	if !r.IVR {
		return senseless("no menu answers the calls")
	}
	r.IVR = false
	return nil
}

func (s *Sim) handOverBackup(n *number) error {
	if n.Platform != api.PlatformOnPremise || n.Backup == "" {
		return senseless("nobody has a backup of the number")
	}
	s.arrive(Message{At: s.now(), Number: n.ID, Display: n.Display, Text: "Backup: " + n.Backup + " Password: " + n.BackupPassword})
	return nil
}

func (s *Sim) addPayment() error {
	if !s.sc.Account.NoPayment {
		return senseless("the account has a payment method")
	}
	s.sc.Account.NoPayment = false
	return nil
}

func (s *Sim) verifyBusiness() error {
	if s.verified() {
		return senseless("the business is verified")
	}
	s.sc.Account.Verification = "verified"
	s.raiseCap()
	return nil
}

func (s *Sim) raiseLimit() error {
	if s.raised() {
		return senseless("the messaging limit is " + s.sc.Account.Limit)
	}
	s.sc.Account.Limit = "TIER_2K"
	s.raiseCap()
	return nil
}

// raiseCap lets Meta's own figure take the place of a lower one of the scenario.
func (s *Sim) raiseCap() {
	if s.sc.Limits.Cap < raisedCap {
		s.sc.Limits.Cap = 0
	}
}

func (s *Sim) approveAccount() error {
	if !s.rejected() && strings.EqualFold(s.sc.Account.Review, "APPROVED") {
		return senseless("the account is approved")
	}
	s.sc.Account.Review, s.sc.Account.Status = "APPROVED", "ACTIVE"
	return nil
}
