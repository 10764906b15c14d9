package flows

import (
	"time"

	"dialtone/api"
)

// Register waits for the answer to the call that counts. Whatever it answers, it is
// not sent twice.

type (
	// Registered says that register was accepted.
	Registered struct {
		// Earlier says that this one was not sent: reading back showed that one
		// before it had worked, which may have carried another PIN.
		Earlier bool
		// Already says that the number was registered before, by Meta's own answer: its
		// PIN is as it was.
		Already bool
	}

	// RegisterNumber registers the number.
	RegisterNumber struct {
		ID           api.PhoneNumberID
		Registration api.Registration
	}
	// ReadBack reads what became of a register request. Settings that cannot be
	// read do not matter: the number alone can prove it.
	ReadBack struct{ ID api.PhoneNumberID }
)

// Spec implements [Effect].
func (RegisterNumber) Spec() Spec { return answers[Registered](api.Register) }
func (ReadBack) Spec() Spec       { return answers[FactsRead](api.GetNumber) }

var (
	registeredMeanwhile = when("it is connected already", func(_ Session, e FactsRead) bool {
		return StandingOf(e.Number) == StandingConnected
	})
	connectedAlready = when("it is connected already", func(_ Session, e Overtaken) bool {
		return StandingOf(e.Number) == StandingConnected
	})
	// registerBegun: what only register changes has changed since it was sent.
	registerBegun = whenAt("the number shows that register worked", func(s Session, e FactsRead, at time.Time) bool {
		a, _ := s.attempt(api.Register)
		awaited := s.State != Register && at.Sub(a.At) >= AwaitFor
		return s.Settle.Err != nil && s.Settle.Call == api.Register && s.proof(e) == ProofBegun && !awaited
	})
	// pinMissing: an earlier run chose it, and it is kept nowhere.
	pinMissing      = fact("there is no PIN", func(s Session) bool { return s.PIN.Value.Empty() })
	registerRefused = when("register said no", func(_ Session, e Failed) bool { return e.Call == api.Register })
	registerUnclear = unclearAnswer(api.Register)
	// registerLeftOpen: an earlier run sent one and never heard the answer.
	registerLeftOpen = when("an earlier register has no known outcome", func(s Session, e JournalOpened) bool {
		return e.Open && e.Number == s.Number.ID && s.worksCounted() && s.jobIn(s.State).onboards() && s.State != Register && !s.Busy()
	})
)

// logRegistered takes note of Meta's yes, or of an earlier one that reading back
// showed.
func logRegistered(s *Session, e Registered, at time.Time) {
	if e.Earlier {
		s.Settle.Err, s.Settle.Call = ErrEarlier, api.Register
		s.Budget = s.Budget.Refund(s.Counter(api.Register)) // nothing was sent
		s.foundConnected(at)
		s.Settle.AwaitedSince = at
		return
	}
	s.did(api.Register, at)
	s.Settle.AwaitedSince = time.Time{}
	s.Arrival, s.Settings = Arrival{Wanted: s.wanted()}, api.Settings{}
	// By the answer, or by the last facts before it. One of the On-Premises API reads
	// CONNECTED as well, and gets the PIN that was sent.
	here := s.Number.Status.Registered() && s.Number.Platform != api.PlatformOnPremise
	if e.Already || here {
		s.Arrival.PIN = PINAsItWas
	}
}

// readBackRegistered reads what became of the request.
func readBackRegistered(s *Session, _ time.Time) []Effect { return []Effect{ReadBack{s.Number.ID}} }

// settleLeftOpen reads back what a register request of an earlier run did, before
// anything else is asked.
func settleLeftOpen(s *Session, e JournalOpened, at time.Time) {
	storeJournal(s, e, at)
	s.settle(api.Register, leftOpen(api.Register))
}

// leaveUnsettled shows the review with the question still open: its next look
// settles it, and register waits for that.
func leaveUnsettled(s *Session, at time.Time) []Effect {
	s.Settle.Looks, s.Settle.Err = 0, nil
	s.maybeDid(api.Register, at)
	s.Problem = &Problem{Call: api.Register, Advice: Advice{ID: AdviseUnsettled, Act: ActReload}}
	return nil
}
