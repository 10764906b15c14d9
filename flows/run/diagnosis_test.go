package run

import (
	"slices"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// TestCertificateOverHTTP sees the causes of 2388001 through the real client, in
// a story whose name Meta has not looked at.
func TestCertificateOverHTTP(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "clean-mobile", "", func(sc *graphsim.Scenario) { sc.Numbers[0].NameStatus = api.NamePendingReview })
	d.wrong = true
	if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.Register, Code: 100, Subcode: 2388001, UserTitle: "Cannot Create Certificate"}); err != nil {
		t.Fatal(err)
	}
	d.before = func(d *drive) flows.Event {
		if d.s.Problem != nil {
			return stop{}
		}
		return nil
	}
	d.run()
	p := d.s.Problem
	if p == nil || p.Advice.ID != flows.AdviseCertificate || len(p.Likely) == 0 || p.Likely[0].Cause != flows.CauseNamePending || p.Advice.Act != flows.ActReload {
		t.Fatalf("in %s with %+v", d.s.State, p)
	}
	if n := d.effective(api.Register); n != 0 {
		t.Errorf("register took effect %d times", n)
	}
	d.before = nil
	d.step(flows.Input{Event: flows.AdviceTaken{}, At: d.sim.Now()})
	if d.goOn(); d.s.State != flows.Connected { // by and by Meta looks at it
		t.Errorf("ends in %s: %+v", d.s.State, d.s.Problem)
	}
}

// TestStuckOverHTTP registers a number that does not become CONNECTED.
func TestStuckOverHTTP(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "embedded-signup", "", func(sc *graphsim.Scenario) {
		sc.Rules.ConnectAfter = graphsim.Duration(time.Hour)
		sc.Numbers[0].NameStatus = api.NameDeclined
	})
	d.before = func(d *drive) flows.Event {
		if d.s.Problem != nil {
			return stop{}
		}
		return nil
	}
	d.run()
	p := d.s.Problem
	if d.s.State != flows.Connected || p == nil || p.Advice.ID != flows.AdviseStuck || !slices.Contains(causes(p.Likely), flows.CauseNameDeclined) || p.Advice.To != flows.ChangeName {
		t.Fatalf("in %s with %+v", d.s.State, p)
	}
	d.sim.Advance(time.Hour)
	d.before = nil
	d.step(flows.Input{Event: flows.ProblemDismissed{}, At: d.sim.Now()})
	d.step(flows.Input{Event: flows.ReloadAsked{}, At: d.sim.Now()})
	if d.goOn(); d.s.Problem != nil || !d.s.Number.Status.Registered() || d.effective(api.Register) != 1 {
		t.Errorf("%s with %+v", d.s.Number.Status, d.s.Problem)
	}
}
