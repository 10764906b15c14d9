package tui

import (
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/flows"
)

// TestDeregisterNeedsALook and the right digits: neither an Enter that was on its
// way already nor a held one sends the request.
func TestDeregisterNeedsALook(t *testing.T) {
	t.Parallel()
	frames := uint64(1)
	st := newStage(t, inState(flows.Manage, fresh(connected)), func(o *Options) { o.Painted = func() uint64 { return frames } }).enter(80, 24)
	st.press("end", "enter").answer(flows.FactsRead{Number: fresh(connected), Settings: settings("")})
	if s := st.session(); s.State != flows.Deregister || s.Busy() {
		t.Fatalf("in %s, waiting for %v", s.State, s.Waiting)
	}
	sent := func() bool {
		_, is := st.session().Waiting.(flows.DeregisterNumber)
		return is
	}
	frames++
	if st.write("0100").pass(300 * time.Millisecond).press("enter"); sent() {
		t.Fatal("deregistered at once")
	}
	if !strings.Contains(st.text(), english().Say("review.moment")) {
		t.Errorf("nothing says that it was too early:\n%s", st.text())
	}
	if st.pass(2 * time.Second).press("enter"); !sent() {
		t.Errorf("an Enter that was meant is lost:\n%s", st.text())
	}
}

// TestDeregisterConfirmsOnce: wrong digits send nothing and stay to be looked at;
// after a refusal the digits have to be typed anew.
func TestDeregisterConfirmsOnce(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.Deregister, fresh(connected), inRegion(""))).enter(80, 24)
	say := english().Say
	for _, c := range []struct {
		do   func()
		says string
	}{
		{func() { st.press("enter") }, say("deregister.missing", "Count", 4)},
		{func() { st.write("0142").press("enter") }, say("deregister.wrong", "Number", "+852 •••• 0100")},
		{func() { st.paste(numberText) }, say("deregister.paste")},
		{func() { st.press("x") }, say("deregister.letter")},
	} {
		if c.do(); !strings.Contains(strings.Join(strings.Fields(st.text()), " "), c.says[:20]) || st.session().Busy() {
			t.Fatalf("not %q:\n%s", c.says, st.text())
		}
	}
	st.write("0100")
	st.m.env.Flow.Budget = st.m.env.Flow.Budget.Spend(st.m.env.Flow.Counter(api.Deregister), t0)
	st.press("enter").answer(flows.FactsRead{Number: fresh(connected), Settings: settings("")})
	if _, is := st.session().Waiting.(flows.DeregisterNumber); !is {
		t.Fatalf("waits for %v:\n%s", st.session().Waiting, st.text())
	}
	st.answer(refusal(api.Deregister, 100, 2207051)).press("esc", "enter")
	if st.session().Busy() || !strings.Contains(st.text(), say("deregister.missing", "Count", 4)[:20]) {
		t.Errorf("it is confirmed already:\n%s", st.text())
	}
}
