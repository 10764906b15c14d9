package run

import (
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

func identityTales() []tale {
	switching := func(on bool) func(*drive) flows.Event {
		return func(d *drive) flows.Event {
			if d.s.State == flows.Identity {
				return flows.IdentityChosen{On: on}
			}
			return nil
		}
	}
	return []tale{
		{scenario: "identity-check", job: flows.JobIdentity, end: flows.Manage, operate: switching(false)},
		{scenario: "deregisters-used", job: flows.JobIdentity, end: flows.Manage, operate: switching(true)}, // whose settings keep silent
	}
}

// TestTheIdentityCheckIsSwitched and read back where Meta tells; nothing else
// is sent.
func TestTheIdentityCheckIsSwitched(t *testing.T) {
	t.Parallel()
	for i, c := range []struct {
		notice flows.Notice
		deed   string
		on     bool
	}{{flows.NoticeIdentityOff, flows.IdentityTurnedOff, false}, {flows.NoticeIdentityTaken, flows.IdentityTurnedOn, true}} {
		d := identityTales()[i].play(t)
		n, _ := d.sim.Snapshot(d.s.Number.ID)
		if n.Identity != c.on || d.effective(api.SetSettings) != 1 || !n.Registered {
			t.Errorf("the check is on: %t, set %d times", n.Identity, d.effective(api.SetSettings))
		}
		if d.s.Notice != c.notice || len(d.s.Actions) != 1 || d.s.Actions[0].What != c.deed {
			t.Errorf("notice %q, deeds %+v", d.s.Notice, d.s.Actions)
		}
	}
}

// TestLostAnswersAboutTheIdentityCheck are repeated: setting it again is safe.
func TestLostAnswersAboutTheIdentityCheck(t *testing.T) {
	t.Parallel()
	for name, fault := range losing(map[string]graphsim.Fault{
		"before": {Drop: graphsim.DropBefore}, "after": {Drop: graphsim.DropAfter}, "half": {Mangle: graphsim.Truncate},
		"refused": {Mangle: graphsim.SuccessFalse}, "done and 500": {Status: 500, Code: 131000, AlsoEffect: true},
	}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDrive(t, "identity-check", "")
			fault.Endpoint = api.SetSettings
			if err := d.sim.AddFault(fault); err != nil {
				t.Fatal(err)
			}
			d.s.Job, d.s.Want.Job = flows.JobIdentity, flows.JobIdentity
			d.before = func(d *drive) flows.Event {
				if d.s.State == flows.Identity && d.s.Problem == nil {
					return flows.IdentityChosen{On: false}
				}
				return nil
			}
			d.run()
			if n, _ := d.sim.Snapshot(d.s.Number.ID); n.Identity || d.s.State != flows.Manage || d.s.Notice != flows.NoticeIdentityOff {
				t.Errorf("ends in %s with %q, on: %t", d.s.State, d.s.Notice, n.Identity)
			}
		})
	}
}
