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

// hidesPIN is a client that reads numbers as Meta does those whose PIN it keeps no
// more, or cannot read them once a PIN was sent.
type hidesPIN struct {
	API
	fails bool
	sent  bool
}

func (h *hidesPIN) SetPIN(ctx ctx, id api.PhoneNumberID, pin api.Secret) error {
	h.sent = true
	return h.API.SetPIN(ctx, id, pin)
}

func (h *hidesPIN) Number(ctx ctx, id api.PhoneNumberID, fields ...api.Field) (api.Number, error) {
	n, err := h.API.Number(ctx, id, fields...)
	n.PINEnabled = no()
	if h.sent && h.fails {
		err = &api.Error{Call: api.GetNumber, Status: 400, Code: 100}
	}
	return n, err
}

// TestAPINIsReadBack: what the number reads counts, and a PIN that Meta does not show is
// no fault. Where it cannot be read Meta's yes stands.
func TestAPINIsReadBack(t *testing.T) {
	t.Parallel()
	for _, fails := range []bool{false, true} {
		set := &hidesPIN{fails: fails}
		d := newDrive(t, "other-provider-pin", "")
		dial := d.runner.Dial
		d.runner.Dial = func(to flows.Target) (API, error) {
			client, err := dial(to)
			set.API = client
			return set, err
		}
		d.s.Job, d.s.Want.Job = flows.JobPIN, flows.JobPIN
		d.before = func(d *drive) flows.Event {
			switch {
			case d.s.State == flows.SetPIN && !set.sent:
				return flows.PINChosen{Mode: flows.ReplacePIN, PIN: pin("493027")}
			case set.sent:
				return stop{}
			}
			return nil
		}
		d.run()
		if has := d.s.Number.PINEnabled; d.s.State != flows.Manage || d.s.Notice != flows.NoticePINTaken || has == nil || *has {
			t.Errorf("in %s, notice %s, card %+v", d.s.State, d.s.Notice, d.s.Problem)
		}
		if looks := d.count(api.GetNumber); fails && looks < 3 || d.effective(api.SetPIN) != 1 {
			t.Errorf("%d looks, %d PINs", looks, d.effective(api.SetPIN))
		}
	}
}
