package tui

import (
	"slices"
	"testing"

	"dialtone/flows"
)

// TestEveryStateHasItsPage with everything that a page needs: a row in the register,
// words, a step of its job, and keys that say what they do.
func TestEveryStateHasItsPage(t *testing.T) {
	t.Parallel()
	pages, declared := newPages(), flows.Declarations()
	if len(pages) != len(declared) {
		t.Errorf("%d pages for %d states", len(pages), len(declared))
	}
	for _, d := range declared {
		if pages[d.State] == nil {
			t.Errorf("%s has no page", d.State)
			continue
		}
		for _, word := range []string{"title", "name", "why"} {
			if k := "state." + string(d.State) + "." + word; d.State != flows.Remedy && !english().Has(k) {
				t.Errorf("there are no words for %s", k)
			}
		}
		st := newStage(t, inState(d.State, fresh(connected))).enter(80, 24)
		if step := flows.StepOf(d.State); !slices.Contains(st.session().Steps(), step) || !english().Has("step."+string(step)) {
			t.Errorf("%s is in the step %q, which its job %q has not, or without words", d.State, step, st.session().Job)
		}
		if traits := st.m.traits(); traits.Why == "" {
			t.Errorf("%s does not say why it asks", d.State)
		}
		own, everywhere := st.m.bindings()
		for _, k := range slices.Concat(own, everywhere) {
			if k.Help().Key == "" || k.Help().Desc == "" {
				t.Errorf("%s has a key without words: %+v", d.State, k.Help())
			}
		}
		if st.m.page().View(st.m.env).Title == "" {
			t.Errorf("%s has no title", d.State)
		}
	}
}
