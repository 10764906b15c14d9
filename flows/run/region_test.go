package run

import (
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// mover changes the region as a good operator does.
func mover(to api.Storage) func(*drive) flows.Event {
	return func(d *drive) flows.Event {
		switch d.s.State {
		case flows.MoveRegion:
			return flows.StorageChosen{To: to}
		case flows.MovePIN:
			return flows.PINChosen{Mode: flows.PresentPIN, PIN: pin(knownPIN)}
		case flows.MovePlan:
			return flows.MoveAsked{}
		case flows.Moving:
			return flows.ReloadAsked{}
		}
		return nil
	}
}

func regionTales() []tale {
	var all []tale
	for _, to := range []api.Storage{api.InRegion("BR"), api.InRegion(""), api.Unkept()} {
		all = append(all, tale{scenario: "region-change", job: flows.JobRegion, end: flows.Manage, operate: mover(to)})
	}
	setsPIN := func(d *drive) flows.Event {
		if d.s.State == flows.MovePIN {
			return flows.PINChosen{Mode: flows.ReplacePIN, PIN: pin("493027")}
		}
		return mover(api.InRegion("SG"))(d)
	}
	reloads := false
	return append(all, tale{scenario: "one-deregister-left", job: flows.JobRegion, end: flows.Manage, operate: func(d *drive) flows.Event {
		if d.s.State == flows.MovePIN && !reloads {
			reloads = true
			return flows.ReloadAsked{}
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
		if d.s.Notice != flows.NoticeMoved || !d.s.PIN.Value.Empty() || d.s.Move.Chosen {
			t.Errorf("%d: notice %q, move %+v", i, d.s.Notice, d.s.Move)
		}
	}
}

// regionDrive changes the region in the sandbox.
func regionDrive(t *testing.T, to api.Storage, version api.Version, change ...func(*graphsim.Scenario)) *drive {
	t.Helper()
	d := newDrive(t, "region-change", version, change...)
	d.s.Job, d.s.Want.Job = flows.JobRegion, flows.JobRegion
	operate := mover(to)
	d.before = func(d *drive) flows.Event {
		if d.s.State == flows.Manage {
			return stop{}
		}
		if d.s.Problem != nil {
			return nil
		}
		return operate(d)
	}
	return d
}

// moved holds that the number is connected where it was to go, by one deregister
// and one register request that took effect.
func (d *drive) moved(to api.Storage) {
	d.t.Helper()
	n, _ := d.sim.Snapshot(d.s.Number.ID)
	got := api.InRegion(n.Region)
	if n.Retention != 0 {
		got = api.Unkept()
	}
	if d.s.State != flows.Manage || d.s.Notice != flows.NoticeMoved || n.Status != api.StatusConnected || !got.Same(to) {
		d.t.Fatalf("ends in %s, the number is %s in %+v: %+v", d.s.State, n.Status, got, d.s.Problem)
	}
	if off, on := d.effective(api.Deregister), d.effective(api.Register); off != 1 || on != 1 {
		d.t.Errorf("%d deregister and %d register requests took effect", off, on)
	}
}

// TestMovesAcrossLostAnswers loses the answer of every step, in either way.
func TestMovesAcrossLostAnswers(t *testing.T) {
	t.Parallel()
	for _, call := range []api.Endpoint{api.Deregister, api.SetSettings, api.Register, api.GetNumber, api.GetSettings} {
		for name, fault := range losing(map[string]graphsim.Fault{
			"before": {Drop: graphsim.DropBefore}, "after": {Drop: graphsim.DropAfter}, "half": {Mangle: graphsim.Truncate},
			"proxy": {Mangle: graphsim.HTML}, "done and 500": {Status: 500, Code: 131000, AlsoEffect: true}, "not done": {Status: 500, Code: 131000},
			"refused": {Mangle: graphsim.SuccessFalse},
		}) {
			if name == "refused" && (call == api.GetNumber || call == api.GetSettings) {
				continue
			}
			t.Run(string(call)+" "+name, func(t *testing.T) {
				t.Parallel()
				d := regionDrive(t, api.InRegion("BR"), "")
				operate, armed := d.before, false
				d.before = func(d *drive) flows.Event {
					if d.s.State == flows.MovePlan && !armed {
						armed = true
						fault.Endpoint, fault.Times = call, 1
						if call == api.GetNumber || call == api.GetSettings {
							fault.Times = 4 // it is asked again by itself
						}
						if err := d.sim.AddFault(fault); err != nil {
							t.Fatal(err)
						}
					}
					return operate(d)
				}
				d.run().moved(api.InRegion("BR"))
				var last api.Endpoint
				for _, c := range d.sim.Record() {
					if flows.CallOf(c.Endpoint).Counted && c.Endpoint == last && name != "refused" && name != "before" && name != "not done" {
						t.Errorf("%s was sent twice in a row", last)
					}
					last = c.Endpoint
				}
			})
		}
	}
}

// TestMovesWithOldVersions send the storage with register; what answers decides.
func TestMovesWithOldVersions(t *testing.T) {
	t.Parallel()
	for _, to := range []api.Storage{api.InRegion("BR"), api.InRegion(""), api.Unkept()} {
		d := regionDrive(t, to, "v20.0").run()
		d.moved(to)
		if n := d.effective(api.SetSettings); n != 0 {
			t.Errorf("%+v: %d settings were set", to, n)
		}
		d = regionDrive(t, to, "v20.0", func(sc *graphsim.Scenario) { sc.Oldest = "v22.0" }).run()
		d.moved(to)
	}
}

// TestMovingWithAWrongPIN leaves the number off until a new one is set.
func TestMovingWithAWrongPIN(t *testing.T) {
	t.Parallel()
	d := regionDrive(t, api.Unkept(), "")
	operate, asked := d.before, 0
	d.before = func(d *drive) flows.Event {
		if d.s.State == flows.MovePIN && d.s.Problem == nil {
			if asked++; asked == 1 {
				return flows.PINChosen{Mode: flows.PresentPIN, PIN: pin("111222")}
			}
			return flows.PINChosen{Mode: flows.ReplacePIN, PIN: pin("493027")}
		}
		return operate(d)
	}
	d.run().moved(api.Unkept())
	n, _ := d.sim.Snapshot(d.s.Number.ID)
	if asked != 2 || n.Registers != 3 || !n.PINIs("493027") { // one was there before
		t.Errorf("the PIN was asked for %d times, register counted %d times", asked, n.Registers)
	}
}

func TestTokenDiesWhileMoving(t *testing.T) {
	t.Parallel()
	for _, call := range []api.Endpoint{api.GetNumber, api.GetSettings, api.Deregister, api.SetSettings, api.Register} {
		d := regionDrive(t, api.InRegion("BR"), "")
		operate, armed := d.before, false
		d.before = func(d *drive) flows.Event {
			if d.s.State == flows.MovePlan && !armed {
				armed = true
				if err := d.sim.AddFault(graphsim.Fault{Endpoint: call, ExpireTokens: true}); err != nil {
					t.Fatal(err)
				}
				return flows.ReloadAsked{}
			}
			return operate(d)
		}
		d.run().moved(api.InRegion("BR"))
	}
}
