package flows

import (
	"slices"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// Two answers of Meta's have many causes and name none: that it cannot create a
// certificate (2388001 on register), and a number that stays PENDING after it
// was registered. What the live facts tell of the cause stands here, the most
// likely one first.

// Cause is what is likely behind an answer, by the facts at hand.
type Cause string

// The causes.
const (
	CauseBanned        Cause = "banned"         // WhatsApp banned the number
	CauseLeftAccount   Cause = "left_account"   // it was deleted here, or moved away
	CauseShared        Cause = "shared"         // it is registered in the Business app
	CauseHalfShared    Cause = "half_shared"    // sharing it was begun and not finished (field)
	CauseFellOff       Cause = "fell_off"       // it was shared, and Cloud API lost it (docs)
	CauseOldSignup     Cause = "old_signup"     // an old configuration asked the customer for a new number (field)
	CauseOnPremise     Cause = "on_premise"     // it is still on the On-Premises API
	CauseUnproven      Cause = "unproven"       // nobody has proven whose it is, or too long ago
	CauseNotRegistered Cause = "not_registered" // verified, and this run did not register it
	CauseTakenOff      Cause = "taken_off"      // it was registered, and is not any more
	CauseAccount       Cause = "account"        // the account's review is not over, or went badly
	CauseNameDeclined  Cause = "name_declined"
	CauseNamePending   Cause = "name_pending"
	CauseNameMissing   Cause = "name_missing" // there is no name, or its certificate ran out
	CauseHealth        Cause = "health"       // Meta's own report on the number names it
	CauseStillThere    Cause = "still_there"  // the app or the other account has just let go of it
	CauseTwoStep       Cause = "two_step"     // its old account may still hold a PIN
	CauseInUse         Cause = "in_use"       // an app or another account has it, which Graph does not tell
	CauseSlow          Cause = "slow"         // nothing is wrong; Meta takes its time
	CauseLags          Cause = "lags"         // what Meta shows is not what is so
)

// causeRule is a cause with the facts that speak for it and what follows.
type causeRule struct {
	cause Cause
	when  func(Session) bool // nil: nothing speaks against it
	cardAction
}

// ofNumber makes a fact of the number one of the session.
func ofNumber(is func(api.Number) bool) func(Session) bool {
	return func(s Session) bool { return is(s.Number) }
}

func nameIs(want ...api.NameStatus) func(Session) bool {
	return ofNumber(func(n api.Number) bool {
		for _, w := range want {
			if n.NameStatus == w || n.NewNameStatus == w && n.NewName != "" {
				return true
			}
		}
		return false
	})
}

// inUse is the remedy that the checklist asks for where a number is in use elsewhere.
func inUse(n api.Number) eligibility.RemedyID {
	return remedyByRule(n, eligibility.RuleInUse, time.Time{})
}

// halfShared is a number whose sharing with the Business app was begun and not
// finished, as the checklist tells it.
func halfShared(n api.Number) bool {
	return inUse(n) == eligibility.RemedyFinishSharing
}

// hostedOnPremise is a number that the On-Premises API hosts, as the checklist tells it.
func hostedOnPremise(n api.Number) bool {
	return inUse(n) == eligibility.RemedyOnPremise
}

// hostUnclear is a number that the On-Premises API may host, or that may be half shared:
// what it reads of its proof tells neither.
func hostUnclear(n api.Number) bool {
	return n.Platform == api.PlatformOnPremise && !halfShared(n) && !hostedOnPremise(n)
}

// fellOff is a number that the Business app shared and that Cloud API lost, unless the
// customer was just asked to end the sharing: the app often connects it again by itself
// (docs).
func fellOff(s Session) bool {
	ended := slices.Contains(s.Checks.Walks[eligibility.RemedyCoexistence].Ticked, stepDisconnect)
	shared := s.Number.OnBusinessApp || s.WasShared && !ended
	return shared && s.Number.Status == api.StatusDisconnected && !halfShared(s.Number)
}

// justLeft holds for a while after an app or another account let go of the
// number: that takes three to five minutes (seed 000, docs).
func justLeft(s Session) bool {
	const while = 5 * time.Minute
	leaving := []eligibility.RemedyID{eligibility.RemedyLeaveApp, eligibility.RemedyLeaveBusiness, eligibility.RemedyDeleteElsewhere}
	for _, r := range leaving {
		if until := s.Checks.Walks[r].Until; !until.IsZero() && !s.ReadAt.After(until.Add(while)) {
			return true
		}
	}
	return false
}

// inTheWay are the causes that no waiting and no registering removes.
func inTheWay() []causeRule {
	banned := func(n api.Number) bool { return n.Status == api.StatusBanned }
	left := func(n api.Number) bool { return n.Status == api.StatusDeleted || n.Status == api.StatusMigrated }
	shared := func(n api.Number) bool {
		return n.OnBusinessApp && n.Status != api.StatusDisconnected && !halfShared(n)
	}
	signedUp := func(s Session) bool { return halfShared(s.Number) || fellOff(s) }
	return []causeRule{
		{CauseBanned, ofNumber(banned), leadBy(eligibility.RemedyAppeal)},
		{CauseLeftAccount, ofNumber(left), leadBy("")},
		{CauseHalfShared, ofNumber(halfShared), leadBy(eligibility.RemedyFinishSharing)},
		{CauseFellOff, fellOff, leadBy(eligibility.RemedyReconnect)},
		{CauseOldSignup, signedUp, reload},
		{CauseShared, ofNumber(shared), leadBy(eligibility.RemedyCoexistence)},
		{CauseOnPremise, ofNumber(hostedOnPremise), leadBy(eligibility.RemedyOnPremise)},
	}
}

// aboutNames are the causes that lie with the display name; only the customer
// and Meta can do something about them. Another name is asked for by its own job, but not in
// the middle of a move to another region.
func aboutNames(s Session) []causeRule {
	ask := leadTo(ChangeName)
	if s.Job == JobRegion {
		ask = reload
	}
	return []causeRule{
		{CauseNameDeclined, nameIs(api.NameDeclined), ask},
		{CauseNamePending, nameIs(api.NamePendingReview), reload},
		{CauseNameMissing, nameIs(api.NameNone, api.NameExpired, "NON_EXISTS"), ask},
	}
}

// DiagnoseCertificate says what is likely behind 2388001, "cannot create
// certificate", on a register call: a name that was not processed yet, an app or
// account that still holds the number, or two-step verification at its old
// account (field), unless the facts show something plainer.
func DiagnoseCertificate(s Session) []LikelyCause {
	rows := append(inTheWay(), causeRule{
		CauseUnproven, func(s Session) bool { return s.Number.Verification != api.Verified && !s.atLive() }, leadTo(CodeMethod),
	})
	rows = append(rows, aboutNames(s)...)
	rows = append(rows,
		causeRule{CauseStillThere, justLeft, reload},
		causeRule{CauseTwoStep, func(s Session) bool {
			return s.PIN.Mode != NewPIN && s.Number.PINEnabled != nil && *s.Number.PINEnabled
		}, reload},
		causeRule{CauseInUse, nil, leadTo(Eligibility)},
	)
	return weigh(rows, s)
}

// DiagnoseStuck says why a number may not read CONNECTED. Whether Meta took a register
// request of this run parts the causes: only where none was taken can registering be what
// is missing, and only where one was can Meta still be at it.
func DiagnoseStuck(s Session) []LikelyCause {
	taken := s.RegisterHeard() != RegisterNone
	off := s.Number.Status == api.StatusDisconnected
	verified := s.Number.Verification == api.Verified
	given := func(is bool) func(Session) bool { return func(Session) bool { return is } }
	rows := append(inTheWay(),
		causeRule{CauseTakenOff, given(!taken && verified && off), leadTo(ChoosePIN)},
		causeRule{CauseNotRegistered, given(!taken && verified && !off), leadTo(ChoosePIN)},
		causeRule{CauseUnproven, given(!taken && !verified), leadTo(CodeMethod)},
		causeRule{CauseAccount, func(s Session) bool {
			return s.Account.Review != "" && !strings.EqualFold(s.Account.Review, "APPROVED")
		}, reload},
		causeRule{CauseHealth, func(s Session) bool { return len(s.Faults()) > 0 }, reload},
	)
	rows = append(rows, aboutNames(s)...)
	rows = append(rows, causeRule{CauseSlow, given(taken), reload}, causeRule{CauseLags, given(!taken), reload})
	return weigh(rows, s)
}

// LikelyCause is a cause that the facts speak for, with what to do about it.
type LikelyCause struct {
	Cause Cause
	Act   Act
	To    State
	Help  eligibility.RemedyID
}

// weigh keeps the causes that the facts allow, in their order. A cause that
// nothing speaks for stands last.
func weigh(rows []causeRule, s Session) []LikelyCause {
	var found []LikelyCause
	for _, r := range rows {
		if r.when != nil && !r.when(s) {
			continue
		}
		help := r.help
		if r.to == Remedy && help == "" {
			help = remedyOf(s.Number, s.ReadAt)
		}
		found = append(found, LikelyCause{r.cause, r.act, r.to, help})
	}
	return found
}

// after is the advice once somebody looked for the cause: the first cause says
// what to do.
func (a Advice) after(found []LikelyCause) Advice {
	if len(found) > 0 {
		a.Act, a.To, a.Help = found[0].Act, found[0].To, found[0].Help
	}
	return a
}
