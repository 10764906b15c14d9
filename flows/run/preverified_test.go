package run

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
	"dialtone/flows"
)

// poolOperator adds a number to the pool, verifies it, and uses it.
func poolOperator(d *drive) flows.Event {
	s := d.s
	switch s.State {
	case flows.Pool:
		if !d.asked(flows.PoolBusiness, api.ListPreverified) {
			return flows.BusinessAsked{}
		}
		for _, p := range s.Pool.Numbers {
			if strings.HasSuffix(p.Phone, "85291230199") && flows.PoolStandingOf(p, d.sim.Now()).CanUse() {
				return flows.PooledChosen{ID: p.ID, Use: true}
			}
		}
		if !d.asked(flows.PoolCode, api.GetPreverified) { // and then thinks better of it
			return flows.PooledChosen{ID: "109430352240103", Use: false}
		}
		return flows.AddAsked{}
	case flows.PoolBusiness:
		return flows.BusinessGiven{ID: s.Pool.Business}
	case flows.PoolAdd:
		phone, err := phone.Parse("+85291230199", "")
		if err != nil {
			d.t.Fatal(err)
		}
		return flows.NumberTyped{Phone: phone}
	case flows.PoolCode:
		if !strings.HasSuffix(s.Pool.At.Phone, "85291230199") {
			return flows.BackAsked{}
		}
		return flows.CodeAsked{Method: s.Code.Method, Language: s.Code.Language}
	case flows.PoolEnter:
		return d.code()
	case flows.PoolUse:
		return flows.ClaimAsked{Name: "Silver Birch Clinics"}
	case flows.Connected:
		if s.AppsRead {
			return nil
		}
		return d.usual()
	}
	return d.usual()
}

// asked reports whether a call was made in a state.
func (d *drive) asked(state flows.State, call api.Endpoint) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.ContainsFunc(d.calls, func(c seen) bool { return c.State == state && c.Call == call })
}

// usual is what the operator of an onboarding does.
func (d *drive) usual() flows.Event {
	before := d.before
	d.before = nil
	defer func() { d.before = before }()
	return d.operate()
}

func preverifiedTales() []tale {
	return []tale{{scenario: "preverified-pool", job: flows.JobPreverified, end: flows.Connected, operate: poolOperator}}
}

// TestThePool adds, verifies and uses a number, which is registered without
// another code.
func TestThePool(t *testing.T) {
	t.Parallel()
	d := preverifiedTales()[0].play(t)
	for call, want := range map[api.Endpoint]int{
		api.AddPreverified: 1, api.RequestPreverifiedCode: 1, api.VerifyPreverifiedCode: 1, api.AddNumber: 1, api.Register: 1, api.RequestCode: 0, api.VerifyCode: 0,
	} {
		if got := d.effective(call); got != want {
			t.Errorf("%s took effect %d times, want %d", call, got, want)
		}
	}
	if !d.s.Number.Preverified || d.s.Job != "" && d.s.Job != flows.JobOnboard || len(d.sim.Pool()) != 4 {
		t.Errorf("number %+v, job %s, %d left in the pool", d.s.Number, d.s.Job, len(d.sim.Pool()))
	}
}

// TestTheClaimedNumberHasNinetyDays goes straight to the PIN, with the deadline.
func TestTheClaimedNumberHasNinetyDays(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "preverified-pool", "")
	d.s.Job, d.s.Want.Job = flows.JobPreverified, flows.JobPreverified
	d.before = func(d *drive) flows.Event {
		switch d.s.State {
		case flows.Pool:
			return flows.PooledChosen{ID: readyID, Use: true}
		case flows.ChoosePIN:
			return stop{}
		}
		return poolOperator(d)
	}
	d.run()
	want := eligibility.Deadline(eligibility.DeadlinePreVerified, d.sim.Now())
	if by := d.s.RegisterBy(); d.s.State != flows.ChoosePIN || by.After(want) || want.Sub(by) > time.Minute {
		t.Errorf("in %s, to register by %v, want about %v", d.s.State, d.s.RegisterBy(), want)
	}
	if d.s.Notice != flows.NoticeClaimed || d.effective(api.RequestPreverifiedCode) != 0 {
		t.Errorf("notice %q after %d codes", d.s.Notice, d.effective(api.RequestPreverifiedCode))
	}
}

// TestLostAnswersOfThePool loses the answer of every call that changes something.
func TestLostAnswersOfThePool(t *testing.T) {
	t.Parallel()
	for _, call := range []api.Endpoint{api.AddPreverified, api.RequestPreverifiedCode, api.VerifyPreverifiedCode, api.AddNumber} {
		for name, fault := range losing(map[string]graphsim.Fault{
			"before": {Drop: graphsim.DropBefore}, "after": {Drop: graphsim.DropAfter}, "half": {Mangle: graphsim.Truncate},
			"done and 500": {Status: 500, Code: 131000, AlsoEffect: true},
		}) {
			t.Run(string(call)+" "+name, func(t *testing.T) {
				t.Parallel()
				d := newDrive(t, "preverified-pool", "")
				d.s.Job, d.s.Want.Job, d.before, d.wrong = flows.JobPreverified, flows.JobPreverified, nil, true
				fault.Endpoint = call
				if err := d.sim.AddFault(fault); err != nil {
					t.Fatal(err)
				}
				d.before = func(d *drive) flows.Event {
					if d.s.Problem != nil {
						return nil
					}
					return poolOperator(d)
				}
				d.run()
				if d.s.State != flows.Connected || d.effective(api.AddPreverified) != 1 || d.effective(api.VerifyPreverifiedCode) != 1 || d.effective(api.AddNumber) != 1 {
					t.Fatalf("ends in %s after %d added, %d verified, %d used: %+v", d.s.State, d.effective(api.AddPreverified),
						d.effective(api.VerifyPreverifiedCode), d.effective(api.AddNumber), d.s.Problem)
				}
				var last api.Endpoint
				for _, c := range d.sim.Record() {
					if c.Endpoint == last && c.Method == "POST" {
						t.Errorf("%s was sent twice in a row", last)
					}
					last = c.Endpoint
				}
			})
		}
	}
}

func TestThePoolNeedsItsPermission(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "preverified-no-permission", "")
	d.s.Job, d.s.Want.Job = flows.JobPreverified, flows.JobPreverified
	d.before = func(*drive) flows.Event { return stop{} }
	d.run()
	if p := d.s.Problem; d.s.State != flows.Connect || p == nil || p.Advice.ID != flows.AdvisePoolScope || !p.Advice.Denied() || !slices.Equal(p.Missing, []api.Scope{api.ScopeBusiness}) {
		t.Errorf("in %s with %+v", d.s.State, d.s.Problem)
	}
	for name, change := range map[string]func(*graphsim.Scenario){
		"no partner": func(sc *graphsim.Scenario) { sc.Rules.NoPartner = true },
	} {
		d := newDrive(t, "preverified-pool", "", change)
		d.s.Job, d.s.Want.Job = flows.JobPreverified, flows.JobPreverified
		d.before = func(*drive) flows.Event { return stop{} }
		d.run()
		if p := d.s.Problem; d.s.State != flows.Pool || p == nil || p.Advice.ID != flows.AdvisePoolClosed || !p.Advice.Denied() {
			t.Errorf("%s: in %s with %+v", name, d.s.State, d.s.Problem)
		}
	}
}

// TestTheTokenDiesInThePool goes on where it was.
func TestTheTokenDiesInThePool(t *testing.T) {
	t.Parallel()
	for _, call := range []api.Endpoint{
		api.ListPreverified, api.AddPreverified, api.GetPreverified, api.RequestPreverifiedCode, api.VerifyPreverifiedCode, api.AddNumber,
	} {
		t.Run(string(call), func(t *testing.T) {
			t.Parallel()
			d := newDrive(t, "preverified-pool", "", func(sc *graphsim.Scenario) { sc.Token.Spare = 3 })
			d.s.Job, d.s.Want.Job, d.wrong = flows.JobPreverified, flows.JobPreverified, true
			if err := d.sim.AddFault(graphsim.Fault{Endpoint: call, ExpireTokens: true}); err != nil {
				t.Fatal(err)
			}
			d.before = func(d *drive) flows.Event {
				if d.s.Problem != nil || d.s.State == flows.Connect {
					return nil
				}
				return poolOperator(d)
			}
			if d.run(); d.s.State != flows.Connected || d.effective(api.AddNumber) != 1 {
				t.Errorf("ends in %s: %+v", d.s.State, d.s.Problem)
			}
		})
	}
}
