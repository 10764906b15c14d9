package flows

import (
	"time"

	"dialtone/api"
)

// Meta wants an earlier deregistration finished before it registers a number. Of one that
// is off that is done from a card; one that is on goes to the page that says what it ends.

// finishesOff are the lines of a page whose card may finish it.
type finishesOff struct{}

func (finishesOff) under(from State) []Transition {
	return in(from,
		on[AdviceTaken]{If: both(deregAdvised, deregOpen), Then: readBackOf(api.Deregister)},
		on[AdviceTaken]{If: both(deregAdvised, deregClosed), Then: cardClosed(api.Deregister)},
		on[AdviceTaken]{If: both(deregAdvised, deregRefused), Then: noteDeregRefused},
		on[AdviceTaken]{If: both(deregAdvised, readsOff), Then: then(dismissCard, deregister)},
		on[OverrideAsked]{If: both(deregOpenShown, readsOff), Then: deregister},
		on[OverrideAsked]{If: both(deregsShown, readsOff), Then: deregister},
		on[Deregistered]{Do: logDeregistered, Then: askFacts},
		on[Failed]{If: deregisterUnclear, Do: beginSettling, Then: askFacts},
	)
}

var (
	deregAdvised = fact("deregister is advised", Session.advisesDeregister)
	deregClosed  = closed("its budget is used up", api.Deregister)
	// deregRefused: the operator who was asked once more knows.
	deregRefused = fact("Meta refused it, and nothing has changed", func(s Session) bool {
		_, is := s.RefusalOf(api.Deregister)
		return is && s.Notice != NoticeRefused
	})
	readsOff = fact("it is off already", func(s Session) bool { return !s.Number.Status.Registered() })
)

// advisesDeregister reports whether the key of the card deregisters.
func (s Session) advisesDeregister() bool {
	return s.Problem != nil && s.Problem.Advice.Act == ActDeregister
}

// noteDeregRefused asks for a second press; the card stays for it.
func noteDeregRefused(s *Session, _ time.Time) []Effect {
	s.Notice = NoticeRefused
	return nil
}

// deregister takes the number off where that is all that is to be done.
func deregister(s *Session, _ time.Time) []Effect { return []Effect{DeregisterNumber{s.Number.ID}} }

// logDeregistered takes note that the number is off, which is no change to stop at;
// that its region went with it is one (seed 003).
func logDeregistered(s *Session, _ Deregistered, at time.Time) {
	s.did(api.Deregister, at)
	s.Notice = NoticeDeregistered
	s.Number.Status, s.Number.Platform = api.StatusDisconnected, api.PlatformNotApplicable
}
