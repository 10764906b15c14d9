package run

import (
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// takesItOff types the number's last digits on the page.
func takesItOff(d *drive) flows.Event {
	if d.s.State == flows.Deregister {
		return flows.DeregisterAsked{Last: flows.LastDigits(d.s.Number)}
	}
	return nil
}

func deregisterTales() []tale {
	return []tale{{scenario: "identity-check", job: flows.JobDeregister, end: flows.Manage, operate: takesItOff}}
}

// isOff reports whether the simulator's number was taken off.
func (d *drive) isOff() bool {
	n, _ := d.sim.Snapshot(d.s.Number.ID)
	return !n.Registered && n.Status == api.StatusDisconnected
}

func TestANumberIsTakenOff(t *testing.T) {
	t.Parallel()
	d := deregisterTales()[0].play(t)
	if !d.isOff() || d.effective(api.Deregister) != 1 || d.s.Notice != flows.NoticeTakenOff || d.s.Number.Status.Registered() {
		t.Errorf("off: %t after %d requests, notice %q, status %s", d.isOff(), d.effective(api.Deregister), d.s.Notice, d.s.Number.Status)
	}
	if len(d.s.Actions) != 1 || d.s.Actions[0].Call != api.Deregister {
		t.Errorf("deeds %+v", d.s.Actions)
	}
}

// TestLostAnswersOfDeregister are settled by the number: it is taken off once.
func TestLostAnswersOfDeregister(t *testing.T) {
	t.Parallel()
	for name, fault := range losing(map[string]graphsim.Fault{
		"before": {Drop: graphsim.DropBefore}, "after": {Drop: graphsim.DropAfter}, "half": {Mangle: graphsim.Truncate},
		"proxy": {Mangle: graphsim.HTML}, "done and 500": {Status: 500, Code: 131000, AlsoEffect: true}, "refused": {Mangle: graphsim.SuccessFalse},
		"500": {Status: 500, Code: 131000},
	}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDrive(t, "identity-check", "")
			d.s.Job, d.s.Want.Job = flows.JobDeregister, flows.JobDeregister
			fault.Endpoint = api.Deregister
			if err := d.sim.AddFault(fault); err != nil {
				t.Fatal(err)
			}
			d.before = func(d *drive) flows.Event {
				if d.s.Problem != nil || d.s.Settle.Err != nil {
					return nil
				}
				return takesItOff(d)
			}
			d.run()
			if !d.isOff() || d.s.State != flows.Manage || d.effective(api.Deregister) != 1 {
				t.Fatalf("ends in %s, off: %t, after %d effective requests: %+v", d.s.State, d.isOff(), d.effective(api.Deregister), d.s.Problem)
			}
			last := api.Endpoint("")
			for _, c := range d.sim.Record() {
				if c.Endpoint == last && last == api.Deregister {
					t.Error("it was sent twice without a look")
				}
				last = c.Endpoint
			}
		})
	}
}
