package flows

import "dialtone/eligibility"

// Some remedies are done in one of several ways: the operator says which, and walks it.

var (
	asksWay = fact("a way is asked for", func(s Session) bool {
		walk, _ := s.Walk()
		return walk.AsksWay()
	})
	isWay = when("it is one of the ways", func(s Session, e WayChosen) bool {
		walk, _ := s.Walk()
		return walk.LeadsTo(e.Remedy)
	})
	onAWay = fact("one of several ways is walked", func(s Session) bool { return s.asked() != s.Checks.Remedy })
)

// begin begins a remedy that a rule, a card or the facts ask for.
func (c *Checklist) begin(id eligibility.RemedyID) { c.Remedy, c.Asks = id, eligibility.RemedyNone }

// asked is the remedy that a rule or a card asked for: of a way the one that asks which.
func (s Session) asked() eligibility.RemedyID {
	if eligibility.WalkOf(s.Checks.Asks).LeadsTo(s.Checks.Remedy) {
		return s.Checks.Asks
	}
	return s.Checks.Remedy
}
