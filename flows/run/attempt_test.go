package run

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
	"dialtone/flows/journal"
)

// lateConnected has a number show CONNECTED so long after register.
func lateConnected(after time.Duration) func(*graphsim.Scenario) {
	return func(sc *graphsim.Scenario) { sc.Rules.ConnectAfter = graphsim.Duration(after) }
}

// An answer of an effective register is lost, and CONNECTED is late: what register
// changed is the proof, and no second one is sent.
func TestALostRegisterIsAwaited(t *testing.T) {
	t.Parallel()
	for _, written := range []bool{false, true} {
		for _, after := range []time.Duration{0, 30 * time.Second, 4 * time.Minute, 9 * time.Minute, 30 * time.Minute} {
			d := newDrive(t, "clean-mobile", "", lateConnected(after))
			if written {
				d = booked(t, "clean-mobile", filepath.Join(t.TempDir(), "journal.db"), lateConnected(after))
			}
			d.wrong = true
			if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.Register, Drop: graphsim.DropAfter}); err != nil {
				t.Fatal(err)
			}
			d.before = func(d *drive) flows.Event {
				if d.s.Problem != nil && d.s.Problem.Advice.ID == flows.AdviseStuck {
					return stop{}
				}
				return nil
			}
			d.run()
			if late := after > flows.AwaitFor; late != (d.s.Problem != nil) {
				t.Fatalf("%s: in %s with %+v", after, d.s.State, d.s.Problem)
			} else if late { // after that by a key
				d.step(flows.Input{Event: flows.ProblemDismissed{}, At: d.sim.Now()})
				if d.s.Looking || d.s.Busy() {
					t.Errorf("%s: it is still looked at", after)
				}
				d.sim.Advance(after)
				d.step(flows.Input{Event: flows.ReloadAsked{}, At: d.sim.Now()})
				d.goOn()
			}
			if sent := d.count(api.Register); d.s.State != flows.Connected || !d.s.Number.Status.Registered() || sent != 1 {
				t.Errorf("%s: in %s, %s after %d requests", after, d.s.State, d.s.Number.Status, sent)
			}
			if slices.ContainsFunc(d.s.Actions, func(a flows.Action) bool { return a.Call == api.Register && a.Number == d.s.Number.ID && a.Unclear }) {
				t.Errorf("%s: %+v", after, d.s.Actions)
			}
		}
	}
}

// count is how many requests of a call arrived at all.
func (d *drive) count(call api.Endpoint) int {
	n := 0
	for _, c := range d.sim.Record() {
		if c.Endpoint == call {
			n++
		}
	}
	return n
}

// Nothing shows: the request stays open, in the journal too, and another one is
// sent only after it was overruled.
func TestNothingShowsProvesNothing(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "journal.db")
	d := booked(t, "clean-mobile", file)
	if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.Register, Drop: graphsim.DropBefore}); err != nil {
		t.Fatal(err)
	}
	shown := 0
	d.before = func(d *drive) flows.Event {
		if d.s.Problem == nil || d.s.Problem.Advice.ID != flows.AdviseOpen {
			return nil
		}
		switch shown++; {
		case shown == 1 || shown == 3:
			return flows.AdviceTaken{}
		case shown < 5:
			return flows.ProblemDismissed{}
		case d.count(api.Register) != 1:
			t.Errorf("%d requests without an override", d.count(api.Register))
		}
		return flows.OverrideAsked{}
	}
	if d.run(); d.s.State != flows.Connected || d.count(api.Register) != 2 || shown != 5 {
		t.Fatalf("in %s after %d requests and %d cards: %+v", d.s.State, d.count(api.Register), shown, d.s.Problem)
	}
	j := opens(t, file)
	past, err := j.History(t.Context(), 5)
	if err != nil || len(past) != 1 {
		t.Fatalf("%+v, %v", past, err)
	}
	list, err := j.Entries(t.Context(), past[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if e.Kind == journal.KindSettle && e.Outcome == string(journal.Refused) {
			t.Errorf("%+v, and Graph never said no", e)
		}
	}
}

// A run that is cut off right after an effective register: the next one sees by
// the journal what the number was like before.
func TestALeftRegisterIsProvenByWhatItChanged(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "journal.db")
	d := booked(t, "clean-mobile", file, lateConnected(5*time.Minute))
	d.before = func(d *drive) flows.Event {
		if d.s.State == flows.Review {
			return stop{}
		}
		return nil
	}
	d.run()
	_, out := d.m.Step(d.s, flows.Input{Event: flows.RegisterAsked{}, At: d.sim.Now()})
	if len(out) == 0 || out[0].Effect.Spec().Call != api.Register {
		t.Fatalf("%+v", out)
	}
	j, id, err := d.runner.record(t.Context(), d.s.Number.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := j.Intend(t.Context(), journal.Intent{
		Counter: d.runner.counter(d.s.Number.ID, api.Register), Session: id, Exclusive: true, Window: flows.Window, Facts: flows.FactsText(d.s.Number),
	}); err != nil {
		t.Fatal(err)
	}
	d.somebodyElse("") // the request arrived, and the program was killed
	next := flows.Start(d.s.Want)
	next.Want.Number = d.s.Number.ID
	d.s, d.queue, d.before = next, nil, nil
	if d.run(); d.s.State != flows.Connected || d.count(api.Register) != 1 {
		t.Errorf("in %s after %d requests: %+v", d.s.State, d.count(api.Register), d.s.Problem)
	}
}
