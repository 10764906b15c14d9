package run

import (
	"testing"

	"dialtone/flows"
)

func manageTales() []tale {
	looked := false
	return []tale{{scenario: "clean-mobile", job: flows.JobManage, end: flows.Manage, operate: func(*drive) flows.Event {
		if looked {
			return nil
		}
		looked = true
		return flows.ReloadAsked{}
	}}}
}

// TestJobsFromThePage begins a job on a number's page, comes back, and brings the
// number onto Cloud API from there.
func TestJobsFromThePage(t *testing.T) {
	t.Parallel()
	d := manageTales()[0].play(t)
	d.before = nil
	walk := func(e flows.Event, want flows.State, job flows.Job) {
		t.Helper()
		d.step(flows.Input{Event: e, At: d.sim.Now()})
		for len(d.queue) > 0 {
			c := d.queue[0]
			d.queue = d.queue[1:]
			d.step(d.runner.Do(t.Context(), c))
		}
		if d.s.State != want || d.s.Job != job {
			t.Fatalf("%T leads to %s for %s, not to %s for %s", e, d.s.State, d.s.Job, want, job)
		}
	}
	walk(flows.JobChosen{Job: flows.JobPIN}, flows.SetPIN, flows.JobPIN)
	walk(flows.BackAsked{}, flows.Manage, flows.JobManage)
	walk(flows.JobChosen{Job: flows.JobOnboard}, flows.Eligibility, flows.JobOnboard)
	d.goOn()
	if d.s.State != flows.Connected {
		t.Fatalf("ends in %s", d.s.State)
	}
	walk(flows.JobChosen{Job: flows.JobManage}, flows.Manage, flows.JobManage)
	walk(flows.BackAsked{}, flows.Connected, flows.JobOnboard)
}
