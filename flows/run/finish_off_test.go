package run

import (
	"path/filepath"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// refusing has Meta refuse a call from now on.
func (d *drive) refusing(call api.Endpoint, f graphsim.Fault) *drive {
	d.t.Helper()
	f.Endpoint, f.Times = call, -1
	if err := d.sim.AddFault(f); err != nil {
		d.t.Fatal(err)
	}
	return d
}

// working is a drive that does a job.
func working(t *testing.T, scenario string, job flows.Job, operate func(*drive) flows.Event) *drive {
	t.Helper()
	d := newDrive(t, scenario, "")
	d.s.Job, d.s.Want.Job = job, job
	d.before = operate
	return d
}

// TestALiveNumberIsTakenOffByItsDigitsAlone: Meta asks to finish a deregistration while a new
// name is registered. The card's key leads to the page that says what it ends.
func TestALiveNumberIsTakenOffByItsDigitsAlone(t *testing.T) {
	t.Parallel()
	rename, digits := renaming("Peep Optics", "715293"), false
	d := working(t, "name-approved", flows.JobName, func(d *drive) flows.Event {
		switch {
		case d.s.State == flows.Manage:
			return stop{}
		case d.s.Problem != nil:
			return flows.AdviceTaken{}
		case d.s.State == flows.Deregister && !digits:
			return stop{}
		case d.s.State == flows.Deregister:
			return takesItOff(d)
		}
		return rename(d)
	}).refusing(api.Register, graphsim.Fault{Status: 500, Code: 133000})
	if d.run(); d.s.State != flows.Deregister || d.count(api.Deregister) != 0 || !flows.TakesOff(d.s.Number) {
		t.Fatalf("in %s after %d requests: %+v", d.s.State, d.count(api.Deregister), d.s.Problem)
	}
	digits = true
	if d.goOn(); d.s.State != flows.Manage || d.s.Notice != flows.NoticeTakenOff || !d.isOff() || d.count(api.Deregister) != 1 {
		t.Errorf("in %s, notice %q, off %t after %d requests", d.s.State, d.s.Notice, d.isOff(), d.count(api.Deregister))
	}
	if n := len(d.s.Actions); n == 0 || d.s.Actions[n-1].Call != api.Deregister {
		t.Errorf("actions %+v", d.s.Actions)
	}
}

// TestNoSecondDeregisterOverHTTP: whatever it is refused with, the next one takes a word, on
// its own page and in a region change.
func TestNoSecondDeregisterOverHTTP(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]graphsim.Fault{
		"policy": {Code: 368}, "locked": {Code: 131031, Status: 403}, "unknown": {Code: 987654}, "app": {Code: 10, Status: 403}, "parameter": {Code: 100},
		"half done": {Code: 133000, Status: 500}, "shared": {Code: 100, Message: "Deregister is not available for API solution for SMB businesses"},
	} {
		for job, scenario := range map[flows.Job]string{flows.JobDeregister: "identity-check", flows.JobRegion: "region-change"} {
			t.Run(name+" "+string(job), func(t *testing.T) {
				t.Parallel()
				move := mover(api.InRegion("BR"))
				d := working(t, scenario, job, func(d *drive) flows.Event {
					if e := impatient(d); e != nil {
						return e
					}
					if job == flows.JobRegion {
						return move(d)
					}
					return takesItOff(d)
				}).refusing(api.Deregister, fault)
				if d.run(); d.count(api.Deregister) != 1 || d.s.Notice != flows.NoticeRefused {
					t.Fatalf("%d requests, in %s, notice %q: %+v", d.count(api.Deregister), d.s.State, d.s.Notice, d.s.Problem)
				}
				confirm := flows.Event(flows.MoveAsked{})
				if job == flows.JobDeregister {
					confirm = flows.DeregisterAsked{Last: flows.LastDigits(d.s.Number)}
				}
				d.hand(confirm)
				d.before = func(*drive) flows.Event { return stop{} }
				if d.goOn(); d.count(api.Deregister) != 2 {
					t.Errorf("%d requests after a word, in %s", d.count(api.Deregister), d.s.State)
				}
			})
		}
	}
}

// TestARegionChangeAsksWhatARenameWasRefused: register was refused for a name. The number is
// not taken off on one press after that.
func TestARegionChangeAsksWhatARenameWasRefused(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]graphsim.Fault{
		"policy": {Code: 368}, "locked": {Code: 131031, Status: 403}, "unknown": {Code: 987654}, "app": {Code: 10, Status: 403}, "PIN": {Code: 133005},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rename := renaming("Peep Optics", "715293")
			d := working(t, "name-approved", flows.JobName, func(d *drive) flows.Event {
				if d.count(api.Register) > 0 && d.s.Problem == nil {
					return stop{}
				}
				if d.s.Problem != nil {
					return flows.ProblemDismissed{}
				}
				return rename(d)
			}).refusing(api.Register, fault)
			d.run()
			move := mover(api.InRegion("SG"))
			d.before = func(d *drive) flows.Event {
				switch e := impatient(d); {
				case e != nil:
					return e
				case d.s.State == flows.PickNumber:
					d.s.Job = flows.JobRegion
					return flows.NumberPicked{ID: d.s.Number.ID}
				case d.s.State == flows.MovePIN:
					return flows.PINChosen{Mode: flows.PresentPIN, PIN: pin("715293")}
				case d.s.State == flows.RegisterName, d.s.State == flows.ChangeName:
					return flows.BackAsked{}
				}
				return move(d)
			}
			if d.goOn(); d.s.State != flows.MovePlan || d.s.Notice != flows.NoticeRefused || d.count(api.Deregister) != 0 || d.count(api.Register) != 1 {
				t.Fatalf("in %s, notice %q, %d deregister and %d register requests: %+v",
					d.s.State, d.s.Notice, d.count(api.Deregister), d.count(api.Register), d.s.Problem)
			}
		})
	}
}

// TestARegionChangeGoesOnWhereNothingIsToBeTakenOff, until Meta says otherwise; then it asks.
func TestARegionChangeGoesOnWhereNothingIsToBeTakenOff(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]graphsim.Fault{"133010": {Code: 133010}, "2207051": {Code: 100, Subcode: 2207051}} {
		move := mover(api.InRegion("BR"))
		d := working(t, "region-change", flows.JobRegion, func(d *drive) flows.Event {
			if e := impatient(d); e != nil {
				return e
			}
			return move(d)
		}).refusing(api.Deregister, fault)
		d.run()
		if d.count(api.Deregister) != 1 || d.count(api.SetSettings) != 1 || d.s.State != flows.MovePlan || d.s.Notice != flows.NoticeRefused {
			t.Errorf("%s: in %s, notice %q after %d deregister and %d settings requests: %+v",
				name, d.s.State, d.s.Notice, d.count(api.Deregister), d.count(api.SetSettings), d.s.Problem)
		}
	}
}

// TestARefusedDeregisterIsKeptForTheNextRun: the journal has it, and the next run asks.
func TestARefusedDeregisterIsKeptForTheNextRun(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "journal.db")
	d := bookedOff(t, "identity-check", file).refusing(api.Deregister, graphsim.Fault{Code: 131031, Status: 403})
	operate := func(d *drive) flows.Event {
		if e := impatient(d); e != nil {
			return e
		}
		return takesItOff(d)
	}
	for range 2 {
		d.before = operate
		if d.run(); d.count(api.Deregister) != 1 || d.s.State != flows.Deregister || d.s.Notice != flows.NoticeRefused {
			t.Errorf("in %s, notice %q, after %d requests: %+v", d.s.State, d.s.Notice, d.count(api.Deregister), d.s.Problem)
		}
		want := flows.Options{Job: flows.JobDeregister, Recorded: true, Token: d.s.Want.Token, Account: d.s.Want.Account}
		d.s, d.queue = flows.Start(want), nil // the next run is another process
		d.runner.recorder = recorder{}
	}
}
