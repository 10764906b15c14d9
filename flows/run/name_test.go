package run

import (
	"slices"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// nameTales wait for the end of a review, register with the new name, and ask
// for another one.
func nameTales() []tale {
	return []tale{
		{scenario: "name-under-review", job: flows.JobName, end: flows.ChangeName, operate: renaming("Peep Optics", "604182")},
	}
}

// renaming registers with a name that is approved or about to be, and asks for
// the next one once.
func renaming(next, digits string) func(*drive) flows.Event {
	asked := false
	return func(d *drive) flows.Event {
		switch {
		case d.s.State == flows.RegisterName:
			return flows.PINChosen{Mode: flows.PresentPIN, PIN: pin(digits)}
		case flows.NameWaits(d.s.Number):
			return flows.RegisterAsked{}
		case d.s.Number.NewNameStatus == api.NamePendingReview && !asked:
			d.sim.Advance(time.Minute)
			return flows.ReloadAsked{}
		case !asked:
			asked = true
			return flows.NameTyped{Name: next}
		}
		return nil
	}
}

// TestANewName lets a name take effect with one register request, and asks for
// the next one with one request.
func TestANewName(t *testing.T) {
	t.Parallel()
	d := nameTales()[0].play(t)
	n, _ := d.sim.Snapshot(d.s.Number.ID)
	if n.Name != "Bright Eyes Optics" || n.NewName != "Peep Optics" || n.NewStatus != api.NamePendingReview {
		t.Errorf("named %q, asked for %q (%s)", n.Name, n.NewName, n.NewStatus)
	}
	if d.effective(api.Register) != 1 || d.effective(api.SetDisplayName) != 1 || n.Registers != 1 {
		t.Errorf("%d register and %d name requests", n.Registers, d.effective(api.SetDisplayName))
	}
	if d.s.Number.NewName != "Peep Optics" || d.s.Notice != flows.NoticeNameAsked || !d.s.PIN.Value.Empty() {
		t.Errorf("the session has %q and the notice %q", d.s.Number.NewName, d.s.Notice)
	}
	var calls []api.Endpoint
	for _, deed := range d.s.Actions {
		calls = append(calls, deed.Call)
	}
	if !slices.Equal(calls, []api.Endpoint{api.Register, api.SetDisplayName}) {
		t.Errorf("deeds %v", calls)
	}
}

// TestNameAcrossALostAnswer finds out by a look whether the name was asked for.
func TestNameAcrossALostAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault    graphsim.Fault
		sent     int // effective requests
		settled  bool
		scenario string
	}{
		"after":    {graphsim.Fault{Drop: graphsim.DropAfter}, 1, true, "name-turned-down"},
		"before":   {graphsim.Fault{Drop: graphsim.DropBefore}, 0, false, "name-turned-down"},
		"done 500": {graphsim.Fault{Status: 500, Code: 131000, AlsoEffect: true}, 1, true, "full-profile"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := false
			d := newDrive(t, c.scenario, "")
			c.fault.Endpoint = api.SetDisplayName
			if err := d.sim.AddFault(c.fault); err != nil {
				t.Fatal(err)
			}
			tale{job: flows.JobName, end: flows.ChangeName, operate: func(d *drive) flows.Event {
				if asked {
					return nil
				}
				asked = true
				return flows.NameTyped{Name: "Pedal and Chain"}
			}}.on(t, d)
			if got := d.effective(api.SetDisplayName); got != c.sent {
				t.Errorf("%d requests took effect", got)
			}
			if settled := d.s.Notice == flows.NoticeSettled; settled != c.settled || (d.noted == "") != c.settled {
				t.Errorf("settled %t, card %q", settled, d.noted)
			}
		})
	}
}
