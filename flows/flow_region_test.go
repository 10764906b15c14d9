package flows

import (
	"testing"

	"dialtone/api"
)

// knownPIN is that of the number in the stories about regions.
const knownPIN = "604815"

// mover changes the region as a good operator does.
func mover(to api.Storage) func(*drive) Event {
	return func(d *drive) Event {
		switch d.s.State {
		case MoveRegion:
			return StorageChosen{to}
		case MovePIN:
			return PINChosen{PresentPIN, pin(knownPIN)}
		case MovePlan:
			return MoveAsked{}
		case Moving:
			return ReloadAsked{}
		}
		return nil
	}
}

func regionTales() []tale {
	var all []tale
	for _, to := range []api.Storage{api.InRegion("BR"), api.InRegion(""), api.Unkept()} {
		all = append(all, tale{scenario: "region-change", job: JobRegion, end: Manage, operate: mover(to)})
	}
	setsPIN := func(d *drive) Event {
		if d.s.State == MovePIN {
			return PINChosen{ReplacePIN, pin("493027")}
		}
		return mover(api.InRegion("SG"))(d)
	}
	reloads := false
	return append(all, tale{scenario: "deregisters-used", job: JobRegion, end: Manage, operate: func(d *drive) Event {
		if d.s.State == MovePIN && !reloads {
			reloads = true
			return ReloadAsked{}
		}
		return setsPIN(d)
	}})
}

// TestRegionTales moves to another country, to none and to no storage at all, by
// one deregister and one register request.
func TestRegionTales(t *testing.T) {
	t.Parallel()
	for i, want := range []struct {
		region    api.Region
		retention int
		settings  int
	}{{"BR", 0, 1}, {"", 0, 0}, {"", 60, 1}, {"SG", 0, 1}} {
		d := regionTales()[i].play(t)
		n, _ := d.sim.Snapshot(d.s.Number.ID)
		if n.Region != want.region || n.Retention != want.retention || n.Status != api.StatusConnected {
			t.Errorf("%d: %s, in %q with %d", i, n.Status, n.Region, n.Retention)
		}
		if d.effective(api.Deregister) != 1 || d.effective(api.Register) != 1 || d.effective(api.SetSettings) != want.settings {
			t.Errorf("%d: %d deregister, %d settings and %d register requests", i, d.effective(api.Deregister), d.effective(api.SetSettings), d.effective(api.Register))
		}
		if d.s.Notice != NoticeMoved || !d.s.PIN.Empty() || d.s.Move.Chosen {
			t.Errorf("%d: notice %q, move %+v", i, d.s.Notice, d.s.Move)
		}
	}
}
