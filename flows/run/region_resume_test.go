package run

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/flows/journal"
)

// bookedMove changes a region with a real journal.
func bookedMove(t *testing.T, file string, to api.Storage) *drive {
	t.Helper()
	d := booked(t, "region-change", file)
	d.s.Job, d.s.Want.Job = flows.JobRegion, flows.JobRegion
	operate := mover(to)
	d.before = func(d *drive) flows.Event {
		switch {
		case d.s.State == flows.Manage:
			return stop{}
		case d.s.Problem != nil:
			return nil
		}
		return operate(d)
	}
	return d
}

// again is the same wizard started anew, on the same journal and the same Meta:
// what was unfinished is gone on with.
func (d *drive) again() *drive {
	d.t.Helper()
	d.runner.mu.Lock()
	d.runner.recorder, d.runner.api, d.runner.target = recorder{}, nil, flows.Target{}
	d.runner.mu.Unlock()
	wish := d.s.Want
	wish.Job, wish.Account = "", ""
	d.s, d.queue = flows.Start(wish), nil
	d.step(flows.Input{Event: flows.Started{}, At: d.sim.Now()})
	for len(d.queue) > 0 {
		c := d.queue[0]
		d.queue = d.queue[1:]
		d.step(d.runner.Do(d.t.Context(), c))
	}
	if len(d.s.Unfinished) != 1 {
		d.t.Fatalf("%d are unfinished", len(d.s.Unfinished))
	}
	d.step(flows.Input{Event: flows.ResumeAsked{Session: d.s.Unfinished[0]}, At: d.sim.Now()})
	return d
}

// TestMovingIsGoneOnWith is cut off before every call, and after it with its
// answer unheard, and goes on to the wanted region: no counted request is made
// twice.
func TestMovingIsGoneOnWith(t *testing.T) {
	t.Parallel()
	cuts := map[string]int{}
	for i, to := range []api.Storage{api.InRegion("BR"), api.InRegion("BR"), api.InRegion(""), api.Unkept(), api.Unkept()} {
		unheard := i%2 == 0
		for cut := range 9 {
			d := bookedMove(t, filepath.Join(t.TempDir(), "journal.db"), to)
			steps := 0
			operate := d.before
			d.before = func(d *drive) flows.Event {
				if d.s.State == flows.MovePlan { // begins, and is cut off after so many answers
					d.step(flows.Input{Event: flows.MoveAsked{}, At: d.sim.Now()})
					for d.s.State == flows.Moving && len(d.queue) > 0 {
						c := d.queue[0]
						d.queue = d.queue[1:]
						if steps == cut && !unheard {
							cuts["before "+string(c.Effect.Spec().Call)]++
							break
						}
						in := d.runner.Do(t.Context(), c)
						if steps == cut {
							cuts["after "+string(c.Effect.Spec().Call)]++
							break
						}
						steps++
						d.step(in)
					}
					return stop{}
				}
				return operate(d)
			}
			d.run()
			d.before = func(d *drive) flows.Event { // the PIN is asked for once more, the region is not
				if d.s.State == flows.MoveRegion {
					t.Errorf("cut after %d: the region is asked for again", cut)
				}
				return operate(d)
			}
			if d.s.State == flows.Manage {
				continue
			}
			d.sim.Advance(time.Minute)
			d.again().goOn().moved(to)
			n, _ := d.sim.Snapshot(d.s.Number.ID)
			if n.Registers != 2 || n.Deregisters != 2 { // one of each was there before
				t.Errorf("cut after %d: %d register and %d deregister requests", cut, n.Registers-1, n.Deregisters-1)
			}
			if left := d.runner.Do(t.Context(), flows.Command{Effect: flows.ListUnfinished{}}).Event.(flows.UnfinishedListed); len(left.Sessions) != 0 {
				t.Errorf("cut after %d: left %+v", cut, left.Sessions)
			}
		}
	}
	for _, call := range []api.Endpoint{api.Deregister, api.SetSettings, api.Register, api.GetNumber} {
		if cuts["before "+string(call)] == 0 || cuts["after "+string(call)] == 0 {
			t.Errorf("never cut at %s: %v", call, cuts)
		}
	}
}

// TestTheJournalKeepsANumberOn: another window closed register meanwhile, which
// this one does not know.
func TestTheJournalKeepsANumberOn(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "journal.db")
	d := bookedMove(t, file, api.InRegion("BR"))
	operate := d.before
	d.before = func(d *drive) flows.Event {
		if d.s.Problem != nil {
			return stop{}
		}
		if d.s.State == flows.MovePlan {
			j, err := journal.Open(context.Background(), file, journal.Options{Now: d.sim.Now, Who: "an@desk1"})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = j.Close() }()
			if err := j.Lock(t.Context(), d.runner.counter(d.s.Number.ID, api.Register), d.sim.Now().Add(time.Hour), true); err != nil {
				t.Fatal(err)
			}
		}
		return operate(d)
	}
	d.run()
	if p := d.s.Problem; d.s.State != flows.MovePlan || p == nil || p.Advice.ID != flows.AdviseStaysOff || p.Until.IsZero() || d.effective(api.Deregister) != 0 {
		t.Errorf("in %s after %d deregister requests: %+v", d.s.State, d.effective(api.Deregister), d.s.Problem)
	}
	if used := d.s.Budget.Used(d.s.Counter(api.Deregister), d.sim.Now()); used != 0 {
		t.Errorf("%d requests are counted that were not sent", used)
	}
	d.sim.Advance(2 * time.Hour)
	d.before = operate
	d.goOn().moved(api.InRegion("BR"))
}

// TestAMoveIsWrittenDown: what it was for, each step with its outcome, and its
// end.
func TestAMoveIsWrittenDown(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "journal.db")
	bookedMove(t, file, api.InRegion("BR")).run().moved(api.InRegion("BR"))
	j := opens(t, file)
	past, err := j.History(t.Context(), 5)
	if err != nil || len(past) != 1 || past[0].Goal != "region:BR" || past[0].Outcome != flows.OutcomeMoved || past[0].Unsettled {
		t.Fatalf("history %+v, %v", past, err)
	}
	entries, err := j.Entries(t.Context(), past[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	var calls []string
	for _, e := range entries {
		if e.Call != "" {
			calls = append(calls, e.Call)
		}
		if e.Kind == journal.KindSettle {
			calls = append(calls, e.Outcome)
		}
	}
	if want := []string{"deregister", "took_effect", "settings_set", "took_effect", "register", "took_effect"}; !slices.Equal(calls, want) {
		t.Errorf("%v", calls)
	}
}
