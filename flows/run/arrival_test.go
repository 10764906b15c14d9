package run

import (
	"cmp"
	"net"
	"path/filepath"
	"slices"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
	"dialtone/flows/journal"
)

// beaten is a client before whose first register request somebody else does
// something.
type beaten struct {
	API
	first func() error
}

func (b *beaten) Register(ctx ctx, id api.PhoneNumberID, r api.Registration) (api.RegisterAnswer, error) {
	if b.first != nil {
		first := b.first
		b.first = nil
		if err := first(); err != nil {
			return api.RegisterAnswer{}, err
		}
	}
	return b.API.Register(ctx, id, r)
}

// somebodyElse registers the first number with a PIN of their own, in a region of
// their own where that is given.
func (d *drive) somebodyElse(region api.Region) {
	d.t.Helper()
	client, err := api.New(api.Options{BaseURL: cmp.Or(d.s.Target.BaseURL, d.runner.BaseURL), Token: d.s.Target.Token})
	if err != nil {
		d.t.Fatal(err)
	}
	defer client.Close()
	id := d.sim.Info().Numbers[0]
	if region != "" {
		err = client.SetStorage(d.t.Context(), id, api.InRegion(region))
	}
	if err == nil {
		_, err = client.Register(d.t.Context(), id, api.Registration{PIN: pin(knownPIN)})
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

// outrun has somebody else register right before our own first request, of which
// then becomes what is said.
func outrun(d *drive, region api.Region, then func() error) {
	dial := d.runner.Dial
	d.runner.Dial = func(to flows.Target) (API, error) {
		client, err := dial(to)
		return &beaten{client, func() error {
			d.somebodyElse(region)
			return then()
		}}, err
	}
}

// TestFoundConnected is outrun in every way, over HTTP: what the number reads is
// held against what was chosen here.
func TestFoundConnected(t *testing.T) {
	t.Parallel()
	neverSent := func(*drive) error {
		return &api.TransportError{Call: api.Register, Err: &net.OpError{Op: "dial", Err: net.ErrClosed}}
	}
	met := func(f graphsim.Fault) func(*drive) error {
		f.Endpoint = api.Register
		return func(d *drive) error { return d.sim.AddFault(f) }
	}
	lost, refused := met(graphsim.Fault{Drop: graphsim.DropBefore}), met(graphsim.Fault{Status: 400, Code: 100})
	for name, c := range map[string]struct {
		version         api.Version
		wanted, theirs  api.Region
		ours            func(*drive) error
		misplaced, sure bool // sure: that the number was registered counts as done by us
		pin             flows.PINDoubt
	}{
		"lost, elsewhere":           {"", "", "BR", lost, true, false, flows.PINUnsure},
		"lost, elsewhere at v20":    {"v20.0", "SG", "BR", lost, true, false, flows.PINUnsure},
		"lost, where it was wanted": {"", "SG", "", lost, false, true, ""},
		"lost, in no region":        {"", "", "", lost, false, true, ""},
		"refused, elsewhere":        {"", "", "BR", refused, true, false, flows.PINNotSent},
		"refused, where wanted":     {"", "SG", "", refused, false, false, flows.PINNotSent},
		"never sent":                {"", "", "", neverSent, false, false, flows.PINNotSent},
		"never sent, elsewhere":     {"", "SG", "BR", neverSent, true, false, flows.PINNotSent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDrive(t, "embedded-signup", c.version)
			d.region = c.wanted
			outrun(d, c.theirs, func() error { return c.ours(d) })
			d.run()
			if d.s.State != flows.Connected || d.s.Problem != nil || d.effective(api.Register) != 1 {
				t.Fatalf("ends in %s: %+v", d.s.State, d.s.Problem)
			}
			if d.s.Misplaced() != c.misplaced || d.s.PINDoubt() != c.pin || d.s.RegionUnread() {
				t.Errorf("misplaced %t, PIN %q, unread %t", d.s.Misplaced(), d.s.PINDoubt(), d.s.RegionUnread())
			}
			sure := slices.ContainsFunc(d.s.Actions, func(deed flows.Action) bool { return deed.Call == api.Register && !deed.Unclear })
			if sure != c.sure {
				t.Errorf("deeds %+v", d.s.Actions)
			}
			if reads := d.readsAt(flows.Connected, api.GetSettings); reads != 1 {
				t.Errorf("the settings were read %d times", reads)
			}
		})
	}
}

func (d *drive) readsAt(state flows.State, call api.Endpoint) int {
	n := 0
	for _, c := range d.calls {
		if c.State == state && c.Call == call {
			n++
		}
	}
	return n
}

// TestFoundAlongTheWay never sends a request: the number is connected when the
// review looks, or from the start, with a flag that wants another region.
func TestFoundAlongTheWay(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "embedded-signup", "")
	d.before = func(d *drive) flows.Event {
		if d.s.State == flows.Review && d.s.Number.Status != api.StatusConnected {
			d.before = nil
			d.somebodyElse("BR")
			return flows.ReloadAsked{}
		}
		return nil
	}
	if d.run(); d.s.State != flows.Connected || !d.s.Misplaced() || d.s.PINDoubt() != flows.PINNotSent {
		t.Errorf("in %s: misplaced %t, PIN %q", d.s.State, d.s.Misplaced(), d.s.PINDoubt())
	}

	for region, misplaced := range map[api.Region]bool{"DE": false, "SG": true} { // it rests in DE
		d = newDrive(t, "region-change", "")
		d.s = flows.Start(flows.Options{Sandbox: true, Scenario: "region-change", Region: &region})
		if d.run(); d.s.State != flows.Connected || d.s.Misplaced() != misplaced || d.s.PINDoubt() != "" {
			t.Errorf("%s: in %s: misplaced %t, PIN %q", region, d.s.State, d.s.Misplaced(), d.s.PINDoubt())
		}
	}
}

// TestAnUnreadRegionSettlesNothing: the settings are read again when the operator
// asks, and a region that was moved since is seen.
func TestAnUnreadRegionSettlesNothing(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "embedded-signup", "")
	outrun(d, "", func() error {
		for _, f := range []graphsim.Fault{
			{Endpoint: api.Register, Drop: graphsim.DropBefore}, {Endpoint: api.GetSettings, Times: 2, Status: 400, Code: 100},
		} {
			if err := d.sim.AddFault(f); err != nil {
				return err
			}
		}
		return nil
	})
	d.run()
	if d.s.State != flows.Connected || !d.s.AppsRead || !d.s.RegionUnread() || d.s.Notice == flows.NoticeSettled {
		t.Fatalf("in %s with %q: unread %t", d.s.State, d.s.Notice, d.s.RegionUnread())
	}
	d.step(flows.Input{Event: flows.ReloadAsked{}, At: d.sim.Now()})
	if d.goOn(); d.s.RegionUnread() || d.s.Misplaced() || d.s.Notice != flows.NoticeSettled {
		t.Errorf("read again: unread %t, misplaced %t, %q", d.s.RegionUnread(), d.s.Misplaced(), d.s.Notice)
	}
}

// TestAMisplacedNumberIsMoved goes from what somebody else chose to the region
// job, and there to where it was wanted or elsewhere: both are what is wanted then.
func TestAMisplacedNumberIsMoved(t *testing.T) {
	t.Parallel()
	for _, to := range []api.Storage{api.InRegion(""), api.InRegion("IN"), api.Unkept()} {
		d := newDrive(t, "embedded-signup", "")
		outrun(d, "BR", func() error { return d.sim.AddFault(graphsim.Fault{Endpoint: api.Register, Drop: graphsim.DropBefore}) })
		d.run()
		d.step(flows.Input{Event: flows.JobChosen{Job: flows.JobRegion}, At: d.sim.Now()})
		d.before = mover(to)
		if d.goOn(); d.s.State != flows.Manage || d.s.Misplaced() || d.s.PINDoubt() != "" || d.s.Notice != flows.NoticeMoved {
			t.Errorf("%+v: in %s, misplaced %t: %+v", to, d.s.State, d.s.Misplaced(), d.s.Problem)
		}
		d.step(flows.Input{Event: flows.JobChosen{Job: flows.JobOnboard}, At: d.sim.Now()})
		d.before = nil
		if d.goOn(); d.s.State != flows.Connected || d.s.Misplaced() || d.s.RegionUnread() {
			t.Errorf("%+v: back in %s, misplaced %t", to, d.s.State, d.s.Misplaced())
		}
	}
}

// TestAnEarlierRegisterIsNotThisOne: the journal knows of a request that worked,
// so that ours is not sent, and neither is its PIN.
func TestAnEarlierRegisterIsNotThisOne(t *testing.T) {
	t.Parallel()
	d := booked(t, "embedded-signup", filepath.Join(t.TempDir(), "journal.db"))
	number := d.sim.Info().Numbers[0]
	d.before = func(d *drive) flows.Event { // another window had no answer, after we looked last
		if d.s.State != flows.Review || d.s.Busy() {
			return nil
		}
		d.before = nil
		j, err := d.runner.Journal(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		id, err := j.Intend(t.Context(), journal.Intent{
			Counter: d.runner.counter(number, api.Register), Session: d.runner.recorder.sessions[number], Exclusive: true, Limit: flows.Allowed, Window: flows.Window,
		})
		if err == nil {
			err = j.Settle(t.Context(), id, journal.Unknown)
		}
		if err != nil {
			t.Fatal(err)
		}
		d.s.Target.BaseURL = d.runner.BaseURL
		d.somebodyElse("")
		return nil
	}
	d.run()
	if n := d.effective(api.Register); d.s.State != flows.Connected || n != 1 || d.s.PINDoubt() != flows.PINNotSent || d.s.Notice != flows.NoticeSettled {
		t.Errorf("in %s after %d register calls: PIN %q, notice %q", d.s.State, n, d.s.PINDoubt(), d.s.Notice)
	}
}
