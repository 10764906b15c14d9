package run

import (
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// TestARefusedPINStaysInItsJob: what is wrong with a PIN that a live number was to get is
// mended where it was typed; no region and no registration follows.
func TestARefusedPINStaysInItsJob(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]flows.AdviceID{
		"The PIN is too weak.":              flows.AdvisePINWeak,
		"The PIN must be exactly 6 digits.": flows.AdvisePINForm,
	} {
		d := newDrive(t, "other-provider-pin", "")
		if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.SetPIN, Status: 400, Code: 100, Message: "Invalid parameter", Details: text}); err != nil {
			t.Fatal(err)
		}
		d.s.Job, d.s.Want.Job = flows.JobPIN, flows.JobPIN
		d.before = pinTales()[0].operate
		if d.shows(want); d.s.State != flows.SetPIN {
			t.Fatalf("%s: in %s", want, d.s.State)
		}
		d.step(flows.Input{Event: flows.AdviceTaken{}, At: d.sim.Now()})
		if d.s.State != flows.SetPIN || d.s.Job != flows.JobPIN || d.s.Problem != nil {
			t.Errorf("%s: the key leads to %s, with %+v", want, d.s.State, d.s.Problem)
		}
		if d.until(flows.Manage); d.s.State != flows.Manage || d.effective(api.SetPIN) != 1 || d.count(api.SetSettings)+d.count(api.Register) != 0 {
			t.Errorf("%s: it ends in %s with %+v", want, d.s.State, d.s.Problem)
		}
	}
}

// TestANameRefusedForALiveNumber: its proof is long over, which is normal, so that no code
// and no region is asked for.
func TestANameRefusedForALiveNumber(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault graphsim.Fault
		want  flows.AdviceID
		lead  string
	}{
		"not verified":   {graphsim.Fault{Code: 133006}, flows.AdviseVerifyAgain, "dismiss"},
		"no certificate": {graphsim.Fault{Code: 100, Subcode: 2388001, UserTitle: "Cannot Create Certificate"}, flows.AdviseCertificate, "reload"},
		"its region":     {graphsim.Fault{Code: 100, Details: "Expected data localization region: 'IN'"}, flows.AdviseRegionWanted, "dismiss"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDrive(t, "name-under-review", "") // its proof is EXPIRED there
			c.fault.Endpoint = api.Register
			if err := d.sim.AddFault(c.fault); err != nil {
				t.Fatal(err)
			}
			d.s.Job, d.s.Want.Job = flows.JobName, flows.JobName
			rename := nameTales()[0].operate
			d.before = func(d *drive) flows.Event {
				if d.s.State == flows.Connect || d.s.State == flows.PickNumber {
					return nil
				}
				return rename(d)
			}
			p := d.shows(c.want)
			if d.s.State != flows.RegisterName || lead(p.Advice) != c.lead || d.s.Number.Verification != api.VerificationExpired {
				t.Fatalf("in %s, the card leads to %q, the number reads %s", d.s.State, lead(p.Advice), d.s.Number.Verification)
			}
			d.step(flows.Input{Event: flows.AdviceTaken{}, At: d.sim.Now()})
			if d.s.Job != flows.JobName || d.count(api.RequestCode)+d.count(api.SetSettings)+d.count(api.Deregister) != 0 {
				t.Errorf("the key leads to %s", d.s.State)
			}
			if n, _ := d.sim.Snapshot(d.s.Number.ID); n.Status != api.StatusConnected {
				t.Errorf("the number reads %s", n.Status)
			}
		})
	}
}

// TestAnUnreadAccountIsNotUnverified: with two registered numbers nothing tells whether a
// third has room, and a register that is refused for want of a link is no full cap.
func TestAnUnreadAccountIsNotUnverified(t *testing.T) {
	t.Parallel()
	two := []flows.Page{flows.PageOf(fresh(connected), fresh(connected, another))}
	untold := []flows.Page{flows.PageOf(fresh(connected), fresh(connected, another), api.Number{ID: "3"})}
	for name, c := range map[string]struct {
		verification, limit string
		pages               []flows.Page
		want                flows.AdviceID
		counted             bool
	}{
		"not read":               {"", "", two, flows.AdviseNotLinked, true},
		"only its limit read":    {"", "TIER_250", two, flows.AdviseNotLinked, true},
		"not verified":           {"not_verified", "TIER_250", two, flows.AdviseCap, true},
		"verified":               {"verified", "", two, flows.AdviseNotLinked, true},
		"one status is not told": {"not_verified", "TIER_250", untold, flows.AdviseCap, false},
	} {
		var s flows.Session
		s.State, s.Number = flows.Review, fresh(verified)
		s.Account.ID, s.Account.Verification, s.Account.Limit = "104820560913301", c.verification, c.limit
		s.List.Pages, s.List.Listed = c.pages, true
		refused := flows.Failed{Call: api.Register, Err: &api.Error{Call: api.Register, Status: 403, Code: 200, Subcode: 1349175}}
		if got := flows.Advise(refused, s).ID; got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if s.Counted() != c.counted {
			t.Errorf("%s: counted is %t", name, !c.counted)
		}
	}
}
