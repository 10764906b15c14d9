package run

import (
	"testing"

	"dialtone/api"
	"dialtone/flows"
)

func pinTales() []tale {
	return []tale{{scenario: "other-provider-pin", job: flows.JobPIN, end: flows.Manage, operate: func(d *drive) flows.Event {
		if d.s.State == flows.SetPIN {
			return flows.PINChosen{Mode: flows.ReplacePIN, PIN: pin("493027")}
		}
		return nil
	}}}
}

// TestSettingThePIN changes nothing but the PIN, without the old one.
func TestSettingThePIN(t *testing.T) {
	t.Parallel()
	d := pinTales()[0].play(t)
	n, _ := d.sim.Snapshot(d.s.Number.ID)
	if !n.PINSet || n.Registers != 0 || d.effective(api.SetPIN) != 1 {
		t.Errorf("PIN set %d times, %d register requests", d.effective(api.SetPIN), n.Registers)
	}
	_, err := d.runner.api.Register(t.Context(), d.s.Number.ID, api.Registration{PIN: pin("493027")})
	if err != nil {
		t.Errorf("the number does not take the new PIN: %v", err)
	}
	if !d.s.PIN.Value.Empty() || d.s.Notice != flows.NoticePINReplaced {
		t.Errorf("the PIN is kept after it was set, or the notice is %q", d.s.Notice)
	}
}
