package run

import (
	"path/filepath"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/flows/journal"
)

// bookedOff is a drive that takes a number off, with a real journal.
func bookedOff(t *testing.T, scenario, file string) *drive {
	t.Helper()
	d := booked(t, scenario, file)
	d.s.Job, d.s.Want.Job = flows.JobDeregister, flows.JobDeregister
	d.before = func(d *drive) flows.Event {
		if d.s.Problem != nil {
			return stop{}
		}
		return takesItOff(d)
	}
	return d
}

// left are the onboardings and other jobs that a next start would offer.
func (d *drive) left() []flows.Unfinished {
	return d.runner.Do(d.t.Context(), flows.Command{Effect: flows.ListUnfinished{}}).Event.(flows.UnfinishedListed).Sessions
}

func TestADeregistrationIsWrittenDown(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "journal.db")
	d := bookedOff(t, "identity-check", file).run()
	if d.s.State != flows.Manage || !d.isOff() {
		t.Fatalf("ends in %s: %+v", d.s.State, d.s.Problem)
	}
	j := opens(t, file)
	past, err := j.History(t.Context(), 5)
	if err != nil || len(past) != 1 || past[0].Outcome != "deregistered" || past[0].Unsettled {
		t.Fatalf("history %+v, %v", past, err)
	}
	at, err := j.Counted(t.Context(), d.runner.counter(d.s.Number.ID, api.Deregister), d.sim.Now().Add(-flows.Window))
	if err != nil || len(at) != 1 {
		t.Errorf("counted %v, %v", at, err)
	}
	if left := d.left(); len(left) != 0 {
		t.Errorf("left: %+v", left)
	}
	// Bringing it back is another matter, with a session of its own.
	d.before = nil
	d.step(flows.Input{Event: flows.JobChosen{Job: flows.JobOnboard}, At: d.sim.Now()})
	if d.goOn(); d.s.State != flows.Connected {
		t.Fatalf("ends in %s: %+v", d.s.State, d.s.Problem)
	}
	if past, err = j.History(t.Context(), 5); err != nil || len(past) != 2 || past[0].Outcome != "connected" {
		t.Errorf("history %+v, %v", past, err)
	}
}

// Looking at the page leaves nothing to go on with, and of a number that is not
// registered nothing at all.
func TestLookingAtThePageLeavesNothing(t *testing.T) {
	t.Parallel()
	for scenario, sessions := range map[string]int{"identity-check": 1, "clean-mobile": 0} {
		file := filepath.Join(t.TempDir(), "journal.db")
		d := bookedOff(t, scenario, file)
		d.before = func(d *drive) flows.Event {
			if d.s.State == flows.Deregister {
				return stop{}
			}
			return nil
		}
		d.run()
		past, err := opens(t, file).History(t.Context(), 5)
		if left := d.left(); len(left) != 0 || err != nil || len(past) != sessions {
			t.Errorf("%s: left %+v, history %+v, %v", scenario, left, past, err)
		}
	}
}

// Ten deregistrations of another window lock the page, until the exact second.
func TestTheDeregisterBudgetIsShared(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "journal.db")
	d := bookedOff(t, "identity-check", file)
	number, place := d.sim.Info().Numbers[0], d.runner.place(flows.Target{})
	j, err := journal.Open(t.Context(), file, journal.Options{Now: d.sim.Now, Who: "an@desk1"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	id, err := j.Begin(t.Context(), journal.Session{Account: string(d.sim.Info().WABA), Number: string(number), Place: place})
	if err != nil {
		t.Fatal(err)
	}
	counter := journal.Counter{Place: place, Number: string(number), Call: string(api.Deregister)}
	for range flows.Allowed {
		intent, err := j.Intend(t.Context(), journal.Intent{Counter: counter, Session: id, Exclusive: true, Limit: flows.Allowed, Window: flows.Window})
		if err == nil {
			err = j.Settle(t.Context(), intent, journal.Refused)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	used := d.sim.Now()
	d.run()
	if p := d.s.Problem; d.s.State != flows.Deregister || p == nil || p.Advice.ID != flows.AdviseBudget || !p.Until.Equal(used.Add(flows.Window)) || d.effective(api.Deregister) != 0 {
		t.Fatalf("in %s with %+v, want the budget's card until %s", d.s.State, d.s.Problem, used.Add(flows.Window))
	}
	d.before = func(*drive) flows.Event { return nil }
	d.step(flows.Input{Event: flows.OverrideAsked{}, At: d.sim.Now()}) // the operator knows better
	if d.goOn(); d.s.State != flows.Manage || !d.isOff() {
		t.Errorf("ends in %s: %+v", d.s.State, d.s.Problem)
	}
}

// A run that was killed in the middle is read back at the next start, whether or
// not its request worked, and in the end nothing is left.
func TestAKilledDeregistrationIsReadBack(t *testing.T) {
	t.Parallel()
	for name, did := range map[string]bool{"it worked": true, "it did not": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "journal.db")
			first := bookedOff(t, "identity-check", file)
			first.before = func(d *drive) flows.Event {
				if d.s.State == flows.Deregister {
					return stop{}
				}
				return nil
			}
			first.run()
			number := first.s.Number.ID
			j, err := first.runner.Journal(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			id, err := j.Intend(t.Context(), journal.Intent{
				Counter: first.runner.counter(number, api.Deregister), Session: first.runner.recorder.sessions[number], Exclusive: true, Limit: flows.Allowed, Window: flows.Window,
			})
			if err == nil {
				err = j.Settle(t.Context(), id, journal.Unknown)
			}
			if err == nil && did {
				err = first.runner.api.Deregister(t.Context(), number)
			}
			if err != nil {
				t.Fatal(err)
			}
			left := first.left()
			if len(left) != 1 || !left[0].Unsettled || left[0].State != flows.Deregister {
				t.Fatalf("left %+v", left)
			}
			// The next start goes on from what is offered.
			s := flows.Start(flows.Options{Recorded: true, Token: first.s.Want.Token})
			s.Unfinished = left
			first.s, first.queue = s, nil
			first.sim.Advance(time.Minute)
			first.before = func(d *drive) flows.Event {
				switch {
				case d.s.State == flows.Connect && d.s.Job == "":
					return flows.ResumeAsked{Session: left[0]}
				case d.s.CanOverride():
					return flows.OverrideAsked{}
				case d.s.Problem != nil && !d.s.Problem.Settled:
					return stop{}
				case d.s.Problem != nil || d.s.Settle.Err != nil || !flows.TakesOff(d.s.Number):
					return nil
				}
				return takesItOff(d)
			}
			if first.goOn(); !first.isOff() || first.effective(api.Deregister) != 1 || first.s.Job != flows.JobDeregister {
				t.Fatalf("ends in %s for %s after %d effective requests: %+v", first.s.State, first.s.Job, first.effective(api.Deregister), first.s.Problem)
			}
			past, err := opens(t, file).History(t.Context(), 5)
			if err != nil || len(past) != 1 || past[0].Outcome != "deregistered" || past[0].Unsettled {
				t.Errorf("history %+v, %v", past, err)
			}
			if left := first.left(); len(left) != 0 {
				t.Errorf("left %+v", left)
			}
		})
	}
}
