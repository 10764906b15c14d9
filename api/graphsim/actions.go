package graphsim

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"dialtone/api"
)

// Action is something that the customer, a provider or Meta does outside the Graph API.
type Action string

// The actions. An action is performed on a number of the account, which is named by its
// id. If it can be performed on a line outside the account, the line is named by its
// phone number, such as +85291234567, and "" stands for every line to which the action
// applies. An action on the account accepts "" too.
const (
	// LeaveApp deletes the number's account in the WhatsApp app or the Business app. The
	// number is free three minutes later (seed 000).
	LeaveApp Action = "leave-app"
	// DisconnectSharing ends the sharing with the Business app, from inside that app
	// (docs). The app keeps the number until LeaveApp frees it.
	DisconnectSharing Action = "disconnect-sharing"
	// DeleteElsewhere deletes the number, or the line, from the other account. It is not
	// possible within 30 days of a paid message (seed 000, seed 001). The number is free
	// five minutes later (docs).
	DeleteElsewhere Action = "delete-elsewhere"
	// ReconnectApp has the Business app connect a number again that Cloud API lost (docs).
	ReconnectApp Action = "reconnect-app"
	// ShareNumber has the customer pick a number or a line of another partner's in this
	// partner's Embedded Signup: both have it from then on (docs).
	ShareNumber Action = "share-number"
	// LeaveSolution has the customer accept that the account leaves the multi-partner
	// solution of the other partner. No number is verified again (docs).
	LeaveSolution Action = "leave-solution"
	// TwoStepOff switches two-step verification of a number or a line off, in WhatsApp
	// Manager (seed 001).
	TwoStepOff Action = "two-step-off"
	// ApproveName ends the review of a number's or a line's display name with approval.
	ApproveName Action = "approve-name"
	// AddPayment sets up a payment method for the account (docs).
	AddPayment Action = "add-payment"
	// VerifyBusiness verifies the business, which raises the cap to 20 (seed 001).
	VerifyBusiness Action = "verify-business"
	// RaiseLimit raises the messaging limit to 2,000, which raises the cap to 20 (seed 001).
	RaiseLimit Action = "raise-limit"
	// RemoveNumber deletes the registered number that was added last, but not the named
	// one. It is not possible within 30 days of a paid message (seed 001).
	RemoveNumber Action = "remove-number"
	// LiftBan ends the ban of a number or a line (seed 001).
	LiftBan Action = "lift-ban"
	// ApproveAccount ends Meta's review of the account with approval.
	ApproveAccount Action = "approve-account"
	// LetCallsIn makes the provider of a number or a line lead Meta's call past the menu
	// that answers it (seed 001).
	LetCallsIn Action = "let-calls-in"
	// RepeatSignup sends the customer through Embedded Signup again, which verifies and
	// onboards the number (seed 002). If the number is in the Business app, Cloud API
	// and the app share it from then on (docs).
	RepeatSignup Action = "repeat-signup"
	// HandOverBackup sends the backup of the On-Premises client and its password to the
	// simulated phone (docs).
	HandOverBackup Action = "hand-over-backup"
	// RequireAppSecret makes the app take calls only with a proof of its secret, which the
	// info of the simulator names from then on (docs).
	RequireAppSecret Action = "require-app-secret"
)

// The reasons why an action cannot be performed. The error of [Sim.Perform] wraps one.
var (
	ErrUnknownAction = errors.New("there is no such action")
	ErrUnknownNumber = errors.New("there is no such number")
	ErrNotApplicable = errors.New("this makes no sense here")
	ErrNotYet        = errors.New("this cannot be done yet")
)

// actionFunc performs an action on what the id names.
type actionFunc func(s *Sim, id api.PhoneNumberID) error

func actions() map[Action]actionFunc {
	return map[Action]actionFunc{
		LeaveApp:          forNumber((*Sim).leaveApp),
		DisconnectSharing: forNumber((*Sim).disconnectSharing),
		ReconnectApp:      forNumber((*Sim).reconnectApp),
		ShareNumber:       forNumberOrLine((*Sim).shareNumber, (*Sim).shareLine),
		LeaveSolution:     forNumberOrLine((*Sim).leaveSolution, (*Sim).lineLeavesSolution),
		DeleteElsewhere:   forNumberOrLine((*Sim).deleteElsewhere, (*Sim).deleteLine),
		TwoStepOff:        forNumberOrLine((*Sim).twoStepOff, (*Sim).lineTwoStepOff),
		ApproveName:       forNumberOrLine((*Sim).approveName, (*Sim).approveLineName),
		AddPayment:        forAccount((*Sim).addPayment),
		VerifyBusiness:    forAccount((*Sim).verifyBusiness),
		RaiseLimit:        forAccount((*Sim).raiseLimit),
		RemoveNumber:      (*Sim).removeNumber,
		LiftBan:           forNumberOrLine((*Sim).liftBan, (*Sim).liftLineBan),
		ApproveAccount:    forAccount((*Sim).approveAccount),
		LetCallsIn:        forNumberOrLine((*Sim).letCallsIn, (*Sim).letLineCallsIn),
		RepeatSignup:      forNumber((*Sim).repeatSignup),
		HandOverBackup:    forNumber((*Sim).handOverBackup),
		RequireAppSecret:  forAccount((*Sim).requireAppSecret),
	}
}

// Perform performs an action. The error is [ErrNotApplicable] if there is nothing to do,
// such as no app account to delete, and [ErrNotYet] if it is too early. In both cases
// nothing changes.
func (s *Sim) Perform(action Action, id api.PhoneNumberID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	perform, ok := actions()[action]
	if !ok {
		return fmt.Errorf("%s: %w", action, ErrUnknownAction)
	}
	s.lastList = numberList{}
	if err := perform(s, id); err != nil {
		return fmt.Errorf("%s: %w", action, err)
	}
	return nil
}

func forNumber(do func(*Sim, *number) error) actionFunc {
	return func(s *Sim, id api.PhoneNumberID) error {
		n, ok := s.byID(string(id))
		if !ok {
			return ErrUnknownNumber
		}
		return do(s, n)
	}
}

func forAccount(do func(*Sim) error) actionFunc {
	return func(s *Sim, id api.PhoneNumberID) error {
		if _, ok := s.byID(string(id)); !ok && id != "" {
			return ErrUnknownNumber
		}
		return do(s)
	}
}

// forNumberOrLine makes an action for a number, for a line that is named by its phone
// number, and, if nothing is named, for every line to which the action applies.
func forNumberOrLine(doNumber func(*Sim, *number) error, doLine func(*Sim, *line) error) actionFunc {
	return func(s *Sim, id api.PhoneNumberID) error {
		if n, ok := s.byID(string(id)); ok {
			return doNumber(s, n)
		}
		if l, ok := s.lines[string(id)]; ok {
			return doLine(s, l)
		}
		if id != "" {
			return ErrUnknownNumber
		}
		if len(s.lines) == 0 {
			return notApplicable("no line outside the account is known")
		}
		var refused []error
		for _, phone := range slices.Sorted(maps.Keys(s.lines)) {
			if err := doLine(s, s.lines[phone]); err != nil {
				refused = append(refused, err)
			}
		}
		if len(refused) < len(s.lines) { // it applied to the others
			return nil
		}
		return errors.Join(refused...)
	}
}

func notApplicable(why string) error { return fmt.Errorf("%w: %s", ErrNotApplicable, why) }

// appReleaseTime is how long an app keeps a number after its account there was deleted
// (seed 000, docs).
const appReleaseTime = 3 * time.Minute

func (s *Sim) leaveApp(n *number) error {
	if !n.InApp && !n.BusinessApp || !n.appReleased.IsZero() {
		return notApplicable("the number has no account in an app")
	}
	if n.halfShared() || n.sharedWithApp(s.now()) {
		n.offboard() // the sharing ends with the account
	}
	n.appReleased = s.now().Add(appReleaseTime)
	return nil
}

func (s *Sim) disconnectSharing(n *number) error {
	if !n.halfShared() && !n.sharedWithApp(s.now()) {
		return notApplicable("the number is not shared with the Business app")
	}
	n.offboard()
	return nil
}

// shareWithApp makes Cloud API share the number with the Business app (docs).
func (s *Sim) shareWithApp(n *number) error {
	if s.checkCap() != nil {
		return notApplicable("the portfolio has as many numbers as it may")
	}
	n.BusinessApp = true
	n.connect(s.now())
	return nil
}

func (s *Sim) repeatSignup(n *number) error {
	now := s.now()
	inBusinessApp := n.halfShared() || n.onBusinessApp(now) && n.appReleased.IsZero()
	switch {
	case s.rejected():
		return notApplicable("the account was rejected")
	case n.Status == api.StatusBanned, n.Status == api.StatusDeleted:
		return notApplicable("the number is " + string(n.Status))
	case n.registered:
		return notApplicable("the number is registered already")
	case n.elsewhere(now):
		return notApplicable("another account holds the number")
	case n.inApp(now) && !inBusinessApp:
		return notApplicable("the number has an account in the app") // (docs: sign-up screens)
	case n.verification(now) == api.Verified && !n.signupLapsed(now) && !inBusinessApp:
		return notApplicable("the number is verified already") // (docs: sign-up screens)
	}
	if inBusinessApp {
		if err := s.shareWithApp(n); err != nil {
			return err
		}
	}
	n.onboarded, n.registeredSinceSignup, n.verifiedAt = now, n.registered, now
	n.ownership.code = code{}
	return nil
}

func (s *Sim) deleteElsewhere(n *number) error {
	if !n.Elsewhere {
		return notApplicable("no other account holds the number")
	}
	if err := mayDelete(n.paidAt, s.now()); err != nil {
		return err
	}
	n.Elsewhere, n.deletedAt = false, s.now()
	if n.Status == api.StatusMigrated {
		// The number moved away, and this account kept only an entry of it. It has to
		// be added again (our choice).
		n.Status = api.StatusDeleted
	}
	return nil
}

func (s *Sim) deleteLine(l *line) error {
	if !l.OnPlatform {
		return notApplicable("the line is in no account")
	}
	if err := mayDelete(l.paidAt, s.now()); err != nil {
		return err
	}
	l.OnPlatform, l.TwoStep, l.Unapproved, l.deletedAt = false, false, false, s.now()
	return nil
}

// removeNumber deletes a registered number, but none that is shared with the Business
// app: that is possible only from inside the app (docs).
func (s *Sim) removeNumber(keep api.PhoneNumberID) error {
	if _, ok := s.byID(string(keep)); !ok && keep != "" {
		return ErrUnknownNumber
	}
	now, refused := s.now(), notApplicable("no other number is registered")
	for i, n := range slices.Backward(s.numbers) {
		if !n.registered || n.ID == keep || n.sharedWithApp(now) {
			continue
		}
		if refused = mayDelete(n.paidAt, now); refused != nil {
			continue
		}
		left := n.asLine(now)
		s.lines[n.Phone], s.numbers = &left, slices.Delete(s.numbers, i, i+1)
		return nil
	}
	return refused
}

func (s *Sim) twoStepOff(n *number) error {
	if n.PIN == "" {
		return notApplicable("two-step verification is off")
	}
	n.PIN, n.pin = "", guessCounter{}
	return nil
}

func (s *Sim) lineTwoStepOff(l *line) error {
	if !l.TwoStep {
		return notApplicable("two-step verification is off")
	}
	l.TwoStep = false
	return nil
}

func (s *Sim) approveName(n *number) error {
	switch {
	case s.newNameStatus(n, s.now()) == api.NamePendingReview:
		n.NewStatus, n.nameApproved = api.NameApproved, s.now()
	case n.NameStatus == api.NamePendingReview:
		n.NameStatus = api.NameApproved
	default:
		return notApplicable("no review of the name is running")
	}
	return nil
}

func (s *Sim) approveLineName(l *line) error {
	if !l.Unapproved {
		return notApplicable("the name is approved")
	}
	l.Unapproved = false
	return nil
}

// liftBan makes the number start again as PENDING. That it is not connected any more is
// our choice.
func (s *Sim) liftBan(n *number) error {
	if n.Status != api.StatusBanned {
		return notApplicable("the number is not banned")
	}
	n.unregister(api.StatusPending)
	return nil
}

func (s *Sim) liftLineBan(l *line) error {
	if !l.Banned {
		return notApplicable("the line is not banned")
	}
	l.Banned = false
	return nil
}

func (s *Sim) letCallsIn(n *number) error { return n.Reach.letCallsIn() }

func (s *Sim) letLineCallsIn(l *line) error { return l.Reach.letCallsIn() }

func (r *Reach) letCallsIn() error {
	if !r.IVR {
		return notApplicable("no menu answers the calls")
	}
	r.IVR = false
	return nil
}

func (s *Sim) handOverBackup(n *number) error {
	if n.Platform != api.PlatformOnPremise || n.Backup == "" {
		return notApplicable("nobody has a backup of the number")
	}
	text := "Backup: " + n.Backup + " Password: " + n.BackupPassword
	s.addMessage(Message{At: s.now(), Number: n.ID, Display: n.Display, Text: text})
	return nil
}

func (s *Sim) addPayment() error {
	if !s.sc.Account.NoPayment {
		return notApplicable("the account has a payment method")
	}
	s.sc.Account.NoPayment = false
	return nil
}

func (s *Sim) verifyBusiness() error {
	if s.businessVerified() {
		return notApplicable("the business is verified")
	}
	s.sc.Account.Verification = "verified"
	s.raiseCap()
	return nil
}

func (s *Sim) raiseLimit() error {
	if s.limitRaised() {
		return notApplicable("the messaging limit is " + s.sc.Account.Limit)
	}
	s.sc.Account.Limit = "TIER_2K"
	s.raiseCap()
	return nil
}

// raiseCap drops a cap of the scenario that is lower than Meta's raised one.
func (s *Sim) raiseCap() {
	if s.sc.Limits.Cap < raisedCap {
		s.sc.Limits.Cap = 0
	}
}

func (s *Sim) approveAccount() error {
	if !s.rejected() && strings.EqualFold(s.sc.Account.Review, "APPROVED") {
		return notApplicable("the account is approved")
	}
	s.sc.Account.Review, s.sc.Account.Status = "APPROVED", "ACTIVE"
	return nil
}
