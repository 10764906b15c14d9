package tui

import (
	"strings"
	"testing"
	"time"

	"dialtone/flows"
)

// TestThePlanIsReadFirst hears no Enter that comes before the plan can have been
// read, and says so.
func TestThePlanIsReadFirst(t *testing.T) {
	t.Parallel()
	painted := uint64(0)
	st := newStage(t, inState(flows.MovePlan, fresh(connected)), func(o *Options) { o.Painted = func() uint64 { return painted } })
	st.m.guard.turned = t0
	st.enter(100, 30)
	painted++
	if !strings.Contains(st.text(), english().Say("review.moment")) {
		t.Errorf("nothing says that the page is to be read:\n%s", st.text())
	}
	st.press("enter")
	if st.session().State != flows.MovePlan || st.session().Busy() {
		t.Fatalf("in %s, waits for %T", st.session().State, st.session().Waiting)
	}
	st.pass(readFirst + time.Second)
	painted++
	if !strings.Contains(st.text(), english().Say("move.begin_deregister")) {
		t.Errorf("no button:\n%s", st.text())
	}
	st.press("right", "enter")
	if _, reads := st.session().Waiting.(flows.ReadFacts); !reads { // fresh facts come first
		t.Errorf("in %s, waits for %T", st.session().State, st.session().Waiting)
	}
}

// TestResumeNamesTheRegion has the command to go on with name where the data was
// to go.
func TestResumeNamesTheRegion(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.MovePlan, fresh(connected), takenOff))
	st.enter(100, 30)
	text := strings.ReplaceAll(st.m.Summary(), "\n", " ")
	for _, want := range []string{english().Say("summary.off"), "dialtone region --account " + string(wabaID), "--region BR"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
