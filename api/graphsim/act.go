package graphsim

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"dialtone/api"
)

// Act is something that is done to the simulated world outside the Graph API: by
// the customer, by a provider, or by Meta.
type Act string

// The acts. Each names the number of the account that it is done to; those that
// can be done to a line outside the account take its phone instead, as
// +85291234567, or "" for every line that they fit; those that are done to the
// account take "" as well.
const (
	// LeaveApp deletes the account in the WhatsApp app or the Business app. The
	// number is free three minutes later (seed 000).
	LeaveApp Act = "leave-app"
	// DisconnectSharing ends the sharing with the Business app, inside that app
	// (docs). The number lives on there, so that only LeaveApp frees it.
	DisconnectSharing Act = "disconnect-sharing"
	// DeleteElsewhere is an admin of the portfolio who deletes the number from
	// the other account, or the line outside: not within 30 days of a paid
	// message (seed 000, seed 001). It is free five minutes later (docs).
	DeleteElsewhere Act = "delete-elsewhere"
	// TwoStepOff switches two-step verification off in WhatsApp Manager (seed
	// 001), for a line outside or a number of the account.
	TwoStepOff Act = "two-step-off"
	// ApproveName ends the review of a display name well, for a line outside or a
	// number of the account.
	ApproveName Act = "approve-name"
	// AddPayment sets up a payment method for the account (docs).
	AddPayment Act = "add-payment"
	// VerifyBusiness ends the verification of the business well, which raises the
	// cap to 20 (seed 001).
	VerifyBusiness Act = "verify-business"
	// RaiseLimit has the messaging limit reach 2,000, which raises the cap as
	// well (seed 001).
	RaiseLimit Act = "raise-limit"
	// RemoveNumber deletes the registered number that came last into the account
	// and is not the named one; not within 30 days of a paid message (seed 001).
	RemoveNumber Act = "remove-number"
	// LiftBan ends the ban of a number, or of a line outside (seed 001).
	LiftBan Act = "lift-ban"
	// ApproveAccount has Meta's review of the account end well.
	ApproveAccount Act = "approve-account"
	// LetCallsIn has the provider lead Meta's call past the menu, for a number or
	// a line outside (seed 001).
	LetCallsIn Act = "let-calls-in"
	// RepeatSignup is the customer going through Embedded Signup again: the number
	// is verified and onboarded now (seed 002). One that is in the Business app
	// is shared with it from then on (docs).
	RepeatSignup Act = "repeat-signup"
	// HandOverBackup brings the backup of the On-Premises client and its password
	// to the simulated phone (docs).
	HandOverBackup Act = "hand-over-backup"
)

// Why an act cannot be played. The error of [Sim.Play] says more.
var (
	ErrUnknownAct    = errors.New("there is no such act")
	ErrUnknownNumber = errors.New("there is no such number")
	ErrSenseless     = errors.New("this makes no sense here")
	ErrNotYet        = errors.New("this cannot be done yet")
)

// deed is an act with what it does.
type deed struct {
	act Act
	do  func(*Sim, api.PhoneNumberID) error
}

func deeds() []deed {
	return []deed{
		{LeaveApp, toNumber((*Sim).leaveApp)},
		{DisconnectSharing, toNumber((*Sim).disconnectSharing)},
		{DeleteElsewhere, toEither((*Sim).deleteElsewhere, (*Sim).deleteLine)},
		{TwoStepOff, toEither((*Sim).twoStepOff, (*Sim).lineTwoStepOff)},
		{ApproveName, toEither((*Sim).approveName, (*Sim).approveLineName)},
		{AddPayment, toAccount((*Sim).addPayment)},
		{VerifyBusiness, toAccount((*Sim).verifyBusiness)},
		{RaiseLimit, toAccount((*Sim).raiseLimit)},
		{RemoveNumber, (*Sim).removeNumber},
		{LiftBan, toEither((*Sim).liftBan, (*Sim).liftLineBan)},
		{ApproveAccount, toAccount((*Sim).approveAccount)},
		{LetCallsIn, toEither((*Sim).letCallsIn, (*Sim).letLineCallsIn)},
		{RepeatSignup, toNumber((*Sim).repeatSignup)},
		{HandOverBackup, toNumber((*Sim).handOverBackup)},
	}
}

// Acts lists every act.
func Acts() []Act {
	var all []Act
	for _, d := range deeds() {
		all = append(all, d.act)
	}
	return all
}

// Play has an act done. The error is [ErrSenseless] if there is nothing to be
// done, such as no app account to delete, and [ErrNotYet] if only time is
// missing; nothing has changed then.
func (s *Sim) Play(act Act, id api.PhoneNumberID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = selection{}
	for _, d := range deeds() {
		if d.act != act {
			continue
		}
		if err := d.do(s, id); err != nil {
			return fmt.Errorf("%s: %w", act, err)
		}
		return nil
	}
	return fmt.Errorf("%s: %w", act, ErrUnknownAct)
}

// DeleteAppAccount plays [LeaveApp] and reports whether there was an account to
// delete.
func (s *Sim) DeleteAppAccount(id api.PhoneNumberID) bool { return s.Play(LeaveApp, id) == nil }

func toNumber(do func(*Sim, *number) error) func(*Sim, api.PhoneNumberID) error {
	return func(s *Sim, id api.PhoneNumberID) error {
		n, ok := s.byID(string(id))
		if !ok {
			return ErrUnknownNumber
		}
		return do(s, n)
	}
}

func toAccount(do func(*Sim) error) func(*Sim, api.PhoneNumberID) error {
	return func(s *Sim, id api.PhoneNumberID) error {
		if _, ok := s.byID(string(id)); !ok && id != "" {
			return ErrUnknownNumber
		}
		return do(s)
	}
}

// toEither goes by what the id names: a number, a line by its phone, or every
// line that the act fits.
func toEither(one func(*Sim, *number) error, other func(*Sim, *line) error) func(*Sim, api.PhoneNumberID) error {
	return func(s *Sim, id api.PhoneNumberID) error {
		if n, ok := s.byID(string(id)); ok {
			return one(s, n)
		}
		if l, ok := s.lines[string(id)]; ok {
			return other(s, l)
		}
		if id != "" {
			return ErrUnknownNumber
		}
		if len(s.lines) == 0 {
			return senseless("no line outside the account is known")
		}
		var refused []error
		for _, phone := range slices.Sorted(maps.Keys(s.lines)) {
			if err := other(s, s.lines[phone]); err != nil {
				refused = append(refused, err)
			}
		}
		if len(refused) < len(s.lines) {
			return nil // it fits the others
		}
		return errors.Join(refused...)
	}
}

func senseless(why string) error { return fmt.Errorf("%w: %s", ErrSenseless, why) }
