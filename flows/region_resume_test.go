package flows

import (
	"slices"
	"testing"
)

// TestARequestLeftOpenIsSettled reads back what a run that was killed never
// heard, before the plan is shown.
func TestARequestLeftOpenIsSettled(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		open JournalOpened
		read []FactsRead
		end  State
		plan []MoveStep
	}{
		"deregister worked": {JournalOpened{Number: firstID, OpenOff: true}, []FactsRead{{fresh(takenOff), settings("")}}, MovePlan, []MoveStep{MoveSet, MoveOn}},
		"register worked":   {JournalOpened{Number: firstID, Open: true}, []FactsRead{{fresh(connected), settings("SG")}}, Manage, nil},
		"register works late": {
			JournalOpened{Number: firstID, Open: true}, []FactsRead{{fresh(takenOff), settings("SG")}, {fresh(connected), settings("SG")}}, Manage, nil,
		},
		"register did not": {
			JournalOpened{Number: firstID, Open: true}, slices.Repeat([]FactsRead{{fresh(takenOff), settings("SG")}}, settlingLooks), MovePlan, []MoveStep{MoveOn},
		},
	} {
		w := walkFrom(t, at(MovePlan, c.read[0].Number)).world(c.open).in(Moving, ReadFacts{firstID})
		for i, facts := range c.read {
			if i > 0 {
				w.world(PollDue{})
			}
			w.world(facts)
		}
		if w.s.State != c.end || c.end == MovePlan && !slices.Equal(w.s.Plan(), c.plan) || w.s.Settle.Err != nil {
			t.Errorf("%s: in %s with %v", name, w.s.State, w.s.Plan())
		}
		for _, out := range w.out {
			if CallOf(out.Effect.Spec().Call).Counted {
				t.Errorf("%s: %T was sent", name, out.Effect)
			}
		}
	}
}
