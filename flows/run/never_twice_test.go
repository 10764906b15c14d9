package run

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/flows/journal"
)

// Meta said yes, and CONNECTED is late: without a journal too nothing is sent
// again, by whatever way the review is reached.
func TestAYesIsNotAskedForAgain(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "clean-mobile", "", lateConnected(30*time.Minute))
	d.before = func(d *drive) flows.Event {
		if d.s.Problem != nil && d.s.Problem.Advice.ID == flows.AdviseStuck {
			return stop{}
		}
		return nil
	}
	for range 3 {
		d.run()
		for i := 0; i < 3 && d.s.State != flows.PickNumber; i++ {
			d.step(flows.Input{Event: flows.ProblemDismissed{}, At: d.sim.Now()})
			d.step(flows.Input{Event: flows.BackAsked{}, At: d.sim.Now()})
		}
		if d.s.State == flows.PickNumber {
			d.step(flows.Input{Event: flows.NumberPicked{ID: d.sim.Info().Numbers[0]}, At: d.sim.Now()})
		}
		d.goOn()
	}
	if n := d.count(api.Register); n != 1 {
		t.Errorf("%d requests, in %s", n, d.s.State)
	}
}

// Another machine's clock may be ahead: reading back ends all the same.
func TestReadingBackEndsWhateverTheClocks(t *testing.T) {
	t.Parallel()
	d := booked(t, "clean-mobile", filepath.Join(t.TempDir(), "journal.db"))
	number, waba := d.sim.Info().Numbers[0], d.sim.Info().WABA
	d.runner.Do(t.Context(), flows.Command{Effect: flows.OpenAccount{Target: flows.Target{Token: d.s.Want.Token, Account: waba}}})
	looks := 0
	d.runner.Pause = func(_ context.Context, by time.Duration) error {
		if looks++; looks > 100 {
			t.Fatal("it goes on and on")
		}
		d.sim.Advance(by)
		return nil
	}
	j, err := d.runner.Journal(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	counter := d.runner.counter(number, api.Register)
	id, err := j.Begin(t.Context(), journal.Session{Account: string(waba), Number: string(number), Display: "+852 •••• 00", Place: counter.Place})
	if err != nil {
		t.Fatal(err)
	}
	in, err := j.Intend(t.Context(), journal.Intent{Counter: counter, Session: id, Exclusive: true, Window: flows.Window})
	if err != nil {
		t.Fatal(err)
	}
	p := journal.Pending{Counter: counter, ID: in, Session: id, At: d.sim.Now().Add(30 * time.Minute)}
	if did, err := d.runner.readBack(t.Context(), j, d.runner.api, p, false); did || err != nil {
		t.Errorf("%t, %v", did, err)
	}
}
