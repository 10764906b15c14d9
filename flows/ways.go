package flows

import (
	"time"

	"dialtone/eligibility"
)

// A remedy may ask which of several ways to go; each has a walk of its own.

// JoinsList reports whether a number that is not in the account is in its list once the
// present walk is done: nothing is added by hand.
func (s Session) JoinsList() bool {
	byItself := s.Checks.Remedy == eligibility.RemedyShareNumber || s.Checks.Remedy == eligibility.RemedyLeaveSolution
	return byItself && (cameFromAdding.holds(s, Input{}) || StandingOf(s.Number) == StandingGone)
}

// asked is the remedy that a rule or a card asked for: of a way the one that asks which.
func (s Session) asked() eligibility.RemedyID {
	if asks, is := eligibility.WayOf(s.Checks.Remedy); is {
		return asks
	}
	return s.Checks.Remedy
}

func chooseWay(s *Session, e WayChosen, _ time.Time) { s.Checks.Remedy = e.Remedy }

// backToWays asks once more which way. What was ticked stays ticked.
func backToWays(s *Session, _ time.Time) []Effect {
	s.Checks.Remedy = s.asked()
	return nil
}
