package flows

import (
	"path/filepath"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/flows/journal"
)

// bookedOff is a drive that takes a number off, with a real journal.
func bookedOff(t *testing.T, scenario, file string) *drive {
	t.Helper()
	d := booked(t, scenario, file)
	d.s.Job, d.s.Want.Job = JobDeregister, JobDeregister
	d.before = func(d *drive) Event {
		if d.s.Problem != nil {
			return stop{}
		}
		return takesItOff(d)
	}
	return d
}

// left are the onboardings and other jobs that a next start would offer.
func (d *drive) left() []Unfinished {
	return d.runner.Do(d.t.Context(), Command{Effect: ListUnfinished{}}).Event.(UnfinishedListed).Sessions
}

func TestADeregistrationIsWrittenDown(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "journal.db")
	d := bookedOff(t, "identity-check", file).run()
	if d.s.State != Manage || !d.isOff() {
		t.Fatalf("ends in %s: %+v", d.s.State, d.s.Problem)
	}
	j := opens(t, file)
	past, err := j.History(t.Context(), 5)
	if err != nil || len(past) != 1 || past[0].Outcome != "deregistered" || past[0].Unsettled {
		t.Fatalf("history %+v, %v", past, err)
	}
	at, err := j.Counted(t.Context(), d.runner.counter(d.s.Number.ID, api.Deregister), d.sim.Now().Add(-Window))
	if err != nil || len(at) != 1 {
		t.Errorf("counted %v, %v", at, err)
	}
	if left := d.left(); len(left) != 0 {
		t.Errorf("left: %+v", left)
	}
	// Bringing it back is another matter, with a session of its own.
	d.before = nil
	d.step(Input{Event: JobChosen{JobOnboard}, At: d.sim.Now()})
	if d.goOn(); d.s.State != Connected {
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
		d.before = func(d *drive) Event {
			if d.s.State == Deregister {
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
	number, place := d.sim.Info().Numbers[0], d.runner.place(Target{})
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
	for range Allowed {
		intent, err := j.Intend(t.Context(), journal.Intent{Counter: counter, Session: id, Exclusive: true, Limit: Allowed, Window: Window})
		if err == nil {
			err = j.Settle(t.Context(), intent, journal.Refused)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	used := d.sim.Now()
	d.run()
	if p := d.s.Problem; d.s.State != Deregister || p == nil || p.Advice.ID != AdviseBudget || !p.Until.Equal(used.Add(Window)) || d.effective(api.Deregister) != 0 {
		t.Fatalf("in %s with %+v, want the budget's card until %s", d.s.State, d.s.Problem, used.Add(Window))
	}
	d.before = func(*drive) Event { return nil }
	d.step(Input{Event: OverrideAsked{}, At: d.sim.Now()}) // the operator knows better
	if d.goOn(); d.s.State != Manage || !d.isOff() {
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
			first.before = func(d *drive) Event {
				if d.s.State == Deregister {
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
				Counter: first.runner.counter(number, api.Deregister), Session: first.runner.recorder.sessions[number], Exclusive: true, Limit: Allowed, Window: Window,
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
			if len(left) != 1 || !left[0].Unsettled || left[0].State != Deregister {
				t.Fatalf("left %+v", left)
			}
			// The next start goes on from what is offered.
			s := Start(Options{Recorded: true, Token: first.s.Want.Token})
			s.Unfinished = left
			first.s, first.queue = s, nil
			first.sim.Advance(time.Minute)
			first.before = func(d *drive) Event {
				switch {
				case d.s.State == Connect && d.s.Job == "":
					return ResumeAsked{left[0]}
				case d.s.CanOverride():
					return OverrideAsked{}
				case d.s.Problem != nil && !d.s.Problem.Settled:
					return stop{}
				case d.s.Problem != nil || d.s.Settle.Err != nil || !TakesOff(d.s.Number):
					return nil
				}
				return takesItOff(d)
			}
			if first.goOn(); !first.isOff() || first.effective(api.Deregister) != 1 || first.s.Job != JobDeregister {
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

// The journal knows in the end what became of each lost answer.
func TestALeftDeregisterIsSettledFirst(t *testing.T) {
	t.Parallel()
	s := at(PickNumber, fresh(connected))
	s.Job, s.Want.Recorded = JobDeregister, true
	w := walkFrom(t, s).world(NumberRead{fresh(connected)})
	w.in(Deregister, ReadFacts{firstID}, OpenJournal{Account: wabaID, Number: firstID, Display: "+852 •••• 0100", Name: "Lotus Bakery", State: Deregister, Goal: GoalOff})
	w.world(JournalOpened{Number: firstID, OpenOff: true}).in(Deregister) // the facts are on their way
	w.world(FactsRead{fresh(connected), settings("")}).in(Deregister, Poll{time.Second})
	w.hand(DeregisterAsked{"0100"}).in(Deregister, ReadFacts{firstID}) // nothing is sent meanwhile
	w.world(FactsRead{fresh(connected, takenOff), settings("")}).in(Manage, CloseJournal{firstID, "deregistered"}, ReadNumber{firstID, true})
	if w.s.Notice != NoticeSettled {
		t.Errorf("notice %q", w.s.Notice)
	}

	w = walkFrom(t, s).world(NumberRead{fresh(connected)}).world(FactsRead{fresh(connected), settings("")}) // the facts come first
	w.world(JournalOpened{Number: firstID, OpenOff: true}).in(Deregister, ReadFacts{firstID})
	w.world(FactsRead{fresh(connected, takenOff), settings("")}).in(Manage, CloseJournal{firstID, "deregistered"}, ReadNumber{firstID, true})
}
