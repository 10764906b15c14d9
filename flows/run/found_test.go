package run

import (
	"slices"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// given is a drive whose operator gave a token and an id.
func (d *drive) given(id api.WABAID) *drive {
	d.t.Helper()
	target, err := d.runner.Sandbox(d.t.Context(), "")
	if err != nil {
		d.t.Fatal(err)
	}
	d.runner.BaseURL = target.BaseURL
	dial := d.runner.Dial
	d.runner.Dial = func(t flows.Target) (API, error) {
		t.BaseURL = target.BaseURL
		return dial(t)
	}
	d.s = flows.Start(flows.Options{})
	d.before = func(d *drive) flows.Event { return stop{} }
	d.hand(flows.Started{})
	d.goOn()
	d.hand(flows.AccountGiven{Token: target.Token, Account: id})
	return d.goOn()
}

// TestAnIDOfAnotherKind: what the token names, and what Meta says of a number, is offered.
func TestAnIDOfAnotherKind(t *testing.T) {
	t.Parallel()
	all := func(sc *graphsim.Scenario) { sc.Token.Targets = "all" }
	for name, c := range map[string]struct {
		id     func(*drive) string
		scene  []func(*graphsim.Scenario)
		advice flows.AdviceID
	}{
		"a number, told by the token": {func(d *drive) string { return string(d.sim.Info().Numbers[0]) }, nil, flows.AdviseNumberID},
		"a number, told by Graph":     {func(d *drive) string { return string(d.sim.Info().Numbers[0]) }, []func(*graphsim.Scenario){all}, flows.AdviseNumberID},
		"a portfolio":                 {func(d *drive) string { return string(d.sim.Info().Business) }, nil, flows.AdviseOtherAccount},
		"nobody's":                    {func(*drive) string { return "990000000000077" }, nil, flows.AdviseOtherAccount},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDrive(t, "clean-mobile", "", c.scene...)
			d.given(api.WABAID(c.id(d)))
			p := d.s.Problem
			if d.s.State != flows.Connect || p == nil || p.Advice.ID != c.advice || p.Advice.Act != flows.ActOpen {
				t.Fatalf("in %s with %+v", d.s.State, p)
			}
			d.hand(flows.AdviceTaken{})
			d.goOn()
			want := flows.PickNumber
			if c.advice == flows.AdviseNumberID { // it goes on with that number
				want = flows.Eligibility
			}
			if d.s.State != want || d.s.Account.ID != d.sim.Info().WABA || d.s.Problem != nil {
				t.Errorf("it goes on in %s with %+v", d.s.State, d.s.Problem)
			}
		})
	}
}

// TestANumberAlone: with a token and a Phone Number ID Meta says whose it is, and the
// operator whether that is the customer's.
func TestANumberAlone(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "clean-mobile", "")
	target, err := d.runner.Sandbox(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	dial := d.runner.Dial
	d.runner.Dial = func(o flows.Target) (API, error) {
		o.BaseURL = target.BaseURL
		return dial(o)
	}
	number := d.sim.Info().Numbers[0]
	d.s = flows.Start(flows.Options{Token: target.Token, Number: number})
	d.before = func(d *drive) flows.Event { return stop{} }
	d.hand(flows.Started{})
	p := d.goOn().s.Problem
	if p == nil || p.Advice.ID != flows.AdviseNumberID || p.Found.Account != d.sim.Info().WABA || p.Found.Business != d.sim.Info().Business ||
		p.Found.Number.ID != number || d.s.Account.ID != "" {
		t.Fatalf("in %s with %+v", d.s.State, p)
	}
	d.hand(flows.AdviceTaken{})
	if d.goOn(); d.s.State != flows.Eligibility || d.s.Number.ID != number {
		t.Errorf("it goes on in %s with %+v", d.s.State, d.s.Problem)
	}
}

// TestSeveralAccounts: of several that the token is for, none is opened by itself.
func TestSeveralAccounts(t *testing.T) {
	t.Parallel()
	token := api.TokenInfo{Granular: []api.GranularScope{
		{Scope: api.ScopeManagement, Targets: []string{"104820560913301", "104820560913302", "104820560913301", "x"}},
		{Scope: api.ScopeMessaging, Targets: []string{"104820560913303"}},
	}}
	if got := flows.Offers(token, "104820560913302"); !slices.Equal(got, []api.WABAID{"104820560913301"}) {
		t.Errorf("offers %v", got)
	}
	if got := flows.Offers(token, "1"); len(got) != 2 {
		t.Errorf("offers %v", got)
	}
}
