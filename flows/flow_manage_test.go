package flows

import "testing"

func manageTales() []tale {
	looked := false
	return []tale{{scenario: "clean-mobile", job: JobManage, end: Manage, operate: func(*drive) Event {
		if looked {
			return nil
		}
		looked = true
		return ReloadAsked{}
	}}}
}

// TestJobsFromThePage begins a job on a number's page, comes back, and brings the
// number onto Cloud API from there.
func TestJobsFromThePage(t *testing.T) {
	t.Parallel()
	d := manageTales()[0].play(t)
	d.before = nil
	walk := func(e Event, want State, job Job) {
		t.Helper()
		d.step(Input{Event: e, At: d.sim.Now()})
		for len(d.queue) > 0 {
			c := d.queue[0]
			d.queue = d.queue[1:]
			d.step(d.runner.Do(t.Context(), c))
		}
		if d.s.State != want || d.s.Job != job {
			t.Fatalf("%T leads to %s for %s, not to %s for %s", e, d.s.State, d.s.Job, want, job)
		}
	}
	walk(JobChosen{JobPIN}, SetPIN, JobPIN)
	walk(BackAsked{}, Manage, JobManage)
	walk(JobChosen{JobOnboard}, Eligibility, JobOnboard)
	d.goOn()
	if d.s.State != Connected {
		t.Fatalf("ends in %s", d.s.State)
	}
	walk(JobChosen{JobManage}, Manage, JobManage)
	walk(BackAsked{}, Connected, JobOnboard)
}
