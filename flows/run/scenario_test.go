package run

import (
	"context"
	"slices"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/assets"
	"dialtone/eligibility"
	"dialtone/flows"
)

type ctx = context.Context

// hears has the customer answer otherwise than usual, until a remedy was walked.
func hears(q eligibility.Question, a eligibility.Answer) func(*drive) {
	return func(d *drive) { d.said = eligibility.Answers{q: a} }
}

// second takes the account's second number once the first is ruled out.
func second(d *drive) { d.other = d.sim.Info().Numbers[1] }

// TestScenarios plays every story of the sandbox to its end.
func TestScenarios(t *testing.T) {
	t.Parallel()
	// How a story ends where it does not end with CONNECTED.
	ends := map[string]struct {
		state  flows.State
		advice flows.AdviceID
	}{
		"no-permission": {flows.Connect, flows.AdviseScopes},
		"cap-of-two":    {flows.AddNumber, flows.AdviseCap},
		"app-blocked":   {flows.CodeMethod, flows.AdviseAppBlocked},
	}
	// Stories of the other jobs, in which the number is connected from the start.
	atEnd := map[string]bool{
		"name-under-review": true, "name-approved": true, "name-turned-down": true, "full-profile": true, "identity-check": true,
		"deregisters-used": true, "one-deregister-left": true, "region-change": true,
	}
	prepare := map[string]func(*drive){
		"many-numbers":        func(d *drive) { d.pick = "107441035220206" },
		"large-account":       func(d *drive) { d.pick = "107441035230206" },
		"on-the-app":          hears(eligibility.QuestionInUse, eligibility.AnswerOnWhatsApp),
		"on-the-business-app": hears(eligibility.QuestionInUse, eligibility.AnswerOnBusinessApp),
		"half-shared":         hears(eligibility.QuestionInUse, eligibility.AnswerOnBusinessApp),
		"in-another-account":  hears(eligibility.QuestionInUse, eligibility.AnswerOnOtherAccount),
		"cap-full":            hears(eligibility.QuestionRoom, eligibility.AnswerNo),
		"whose-number":        hears(eligibility.QuestionOwnership, eligibility.AnswerUnsure),
		"toll-free":           hears(eligibility.QuestionBehindIVR, eligibility.AnswerYes),
		"unknown-line":        hears(eligibility.QuestionReach, eligibility.AnswerCallOnly),
		"personal-number":     hears(eligibility.QuestionReach, eligibility.AnswerUnsure),
		"paid-lately": func(d *drive) {
			hears(eligibility.QuestionInUse, eligibility.AnswerOnOtherAccount)(d)
			d.paid = d.sim.Now().AddDate(0, 0, -12)
		},
		"app-blocked": func(d *drive) { // whatever the operator tries
			d.before = func(d *drive) flows.Event {
				if d.noted != "" && d.s.Problem == nil {
					return stop{}
				}
				return nil
			}
		},
		"moving-provider":    func(d *drive) { d.phone = "+31612340100" },
		"shared-by-partners": func(d *drive) { d.phone, d.way = "+4915112340100", eligibility.RemedyShareNumber },
		"leaving-solution":   func(d *drive) { d.phone, d.way = "+34612340100", eligibility.RemedyLeaveSolution },
		"pager":              second,
		"test-number":        func(d *drive) { d.pick = "106540352242953" },
		"cap-of-two": func(d *drive) {
			d.before = func(d *drive) flows.Event {
				if d.s.State == flows.PickNumber {
					return flows.AddAsked{}
				}
				return nil
			}
		},
		"region-expected": func(d *drive) {
			d.before = func(d *drive) flows.Event {
				if p := d.s.Problem; p != nil && p.Advice.ID == flows.AdviseRegionWanted {
					d.region = "IN"
				}
				return nil
			}
		},
	}
	for _, name := range assets.Scenarios() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDrive(t, name, "")
			if p := prepare[name]; p != nil {
				p(d)
			}
			d.run()
			if end, is := ends[name]; is {
				if d.s.State != end.state && d.s.State != flows.Connect || d.noted != end.advice || d.effective(api.Register) != 0 {
					t.Fatalf("ends in %s with %s", d.s.State, d.noted)
				}
				return
			}
			if atEnd[name] {
				if d.s.State != flows.Connected || d.s.Problem != nil || d.effective(api.Register) != 0 {
					t.Fatalf("ends in %s: %+v", d.s.State, d.s.Problem)
				}
				return
			}
			number, _ := d.sim.Snapshot(d.s.Number.ID)
			if d.s.State != flows.Connected || d.s.Problem != nil || !d.s.Number.Status.Registered() || number.Status != api.StatusConnected || !d.sim.Subscribed() {
				t.Fatalf("ends in %s, the number is %s: %+v", d.s.State, number.Status, d.s.Problem)
			}
			if name == "test-message" { // it was connected before
				return
			}
			if n := d.effective(api.Register); n != 1 {
				t.Errorf("register took effect %d times", n)
			}
			if !number.PINIs("493027") || !d.s.PIN.Value.Empty() {
				t.Error("the PIN is not the chosen one, or is kept")
			}
			if again := d.repeats(); len(again) > 0 {
				t.Errorf("read twice: %s", strings.Join(again, "; "))
			}
			for _, c := range d.calls {
				if text := c.URL + c.Request + c.Answer + c.Err; strings.Contains(text, "493027") || strings.Contains(text, d.s.Target.Token.Reveal()) {
					t.Fatalf("a secret in the trace of %s", c.Call)
				}
			}
		})
	}
}

func TestCleanRun(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "clean-mobile", "")
	d.region, d.wrong = "SG", true
	d.run()
	if d.conns != 1 {
		t.Errorf("%d connections", d.conns)
	}
	for _, c := range d.calls[1:] {
		if !c.Reused {
			t.Errorf("%s opened a connection", c.Call)
		}
	}
	counts := map[api.Endpoint]int{}
	for _, c := range d.calls {
		counts[c.Call]++
		if c.State == flows.Connected {
			continue
		}
		if !slices.Contains(backing(c.State), c.Call) {
			t.Errorf("%s in %s, which does not say so", c.Call, c.State)
		}
	}
	for _, call := range []api.Endpoint{api.DebugToken, api.GetAccount, api.ListNumbers, api.RequestCode, api.VerifyCode, api.SetSettings, api.Register, api.SetSubscribed} {
		if counts[call] != 1 {
			t.Errorf("%s was called %d times", call, counts[call])
		}
	}
	number, _ := d.sim.Snapshot(d.s.Number.ID)
	if number.Region != "SG" || number.Registers != 1 || number.CodeRequests != 1 {
		t.Errorf("region %s, %d register and %d code requests", number.Region, number.Registers, number.CodeRequests)
	}
}

func TestV20SendsTheRegionWithRegister(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "clean-mobile", "v20.0")
	d.region = "SG"
	d.run()
	number, _ := d.sim.Snapshot(d.s.Number.ID)
	if d.s.State != flows.Connected || number.Region != "SG" || d.effective(api.SetSettings) != 0 {
		t.Errorf("ends in %s with region %q", d.s.State, number.Region)
	}
	for _, c := range d.sim.Record() {
		if c.Version != "v20.0" {
			t.Errorf("%s goes to %s", c.Endpoint, c.Version)
		}
	}
}

// TestRetiredVersion asks for v20.0 where it is gone: what answers decides.
func TestRetiredVersion(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "clean-mobile", "v20.0", func(sc *graphsim.Scenario) { sc.Oldest = "v22.0" })
	d.region = "SG"
	d.run()
	number, _ := d.sim.Snapshot(d.s.Number.ID)
	if d.s.State != flows.Connected || number.Region != "SG" || number.Registers != 1 || d.effective(api.SetSettings) != 1 {
		t.Errorf("ends in %s with region %q after %d register requests", d.s.State, number.Region, number.Registers)
	}
}

func backing(s flows.State) []api.Endpoint {
	for _, d := range flows.Declarations() {
		if d.State == s {
			return d.Backed
		}
	}
	return nil
}

// tale is a run through a flow to its good end.
type tale struct {
	scenario string
	job      flows.Job
	end      flows.State
	operate  func(*drive) flows.Event // what is done in the flow's own states; nil at the end
}

// tales lead through every state of every flow.
func tales() []tale {
	return slices.Concat(onboardingTales(), manageTales(), pinTales(), identityTales(), deregisterTales(), doctorTales(), messageTales(), nameTales(), profileTales(), webhooksTales(), regionTales(), preverifiedTales())
}

func onboardingTales() []tale {
	var all []tale
	for _, name := range []string{"clean-mobile", "empty-account", "on-the-app", "other-provider-pin", "flaky-network"} {
		all = append(all, tale{scenario: name, end: flows.Connected})
	}
	return all
}

// play tells a tale.
func (t tale) play(tt *testing.T) *drive {
	tt.Helper()
	return t.on(tt, newDrive(tt, t.scenario, ""))
}

// on tells a tale in a world that the test has changed.
func (t tale) on(tt *testing.T, d *drive) *drive {
	tt.Helper()
	d.s.Job, d.s.Want.Job = t.job, t.job
	d.region = "SG"
	d.before = func(d *drive) flows.Event {
		switch d.s.State {
		case flows.Connect, flows.PickNumber, flows.AddNumber:
			return nil
		}
		if t.operate == nil || d.s.Problem != nil {
			return nil
		}
		if e := t.operate(d); e != nil {
			return e
		}
		return stop{}
	}
	d.run()
	if d.s.State != t.end {
		tt.Fatalf("%s %s ends in %s: %+v", t.job, t.scenario, d.s.State, d.s.Problem)
	}
	return d
}

// TestEveryScreenIsBacked plays the tales that lead through every state and
// holds each to the calls that it says it is backed by.
func TestEveryScreenIsBacked(t *testing.T) {
	t.Parallel()
	found := map[flows.State]map[api.Endpoint]bool{flows.Eligibility: {api.GetNumber: true}} // asked for by hand only: TestTheChecklistIsReadAgain
	for _, told := range tales() {
		d := told.play(t)
		for _, c := range d.calls {
			if found[c.State] == nil {
				found[c.State] = map[api.Endpoint]bool{}
			}
			found[c.State][c.Call] = true
		}
	}
	for _, d := range flows.Declarations() {
		for _, call := range d.Backed {
			if !found[d.State][call] {
				t.Errorf("%s says that it is backed by %s, and it was not called there", d.State, call)
			}
		}
	}
}

func TestTheChecklistIsReadAgain(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "clean-mobile", "")
	reloaded := false
	d.before = func(d *drive) flows.Event {
		if d.s.State != flows.Eligibility || reloaded {
			return nil
		}
		reloaded = true
		return flows.ReloadAsked{}
	}
	d.run()
	if !slices.ContainsFunc(d.calls, func(c seen) bool { return c.State == flows.Eligibility && c.Call == api.GetNumber }) {
		t.Error("the number was not read")
	}
}

// TestLostAnswers loses the answer of every counted call, in either way.
func TestLostAnswers(t *testing.T) {
	t.Parallel()
	for _, call := range []api.Endpoint{api.RequestCode, api.VerifyCode, api.Register} {
		for name, fault := range losing(map[string]graphsim.Fault{
			"before": {Drop: graphsim.DropBefore}, "after": {Drop: graphsim.DropAfter}, "half": {Mangle: graphsim.Truncate},
			"proxy": {Mangle: graphsim.HTML}, "done and 500": {Status: 500, Code: 131000, AlsoEffect: true}, "refused": {Mangle: graphsim.SuccessFalse},
		}) {
			t.Run(string(call)+" "+name, func(t *testing.T) {
				t.Parallel()
				d := newDrive(t, "clean-mobile", "")
				d.wrong = true
				fault.Endpoint = call
				if err := d.sim.AddFault(fault); err != nil {
					t.Fatal(err)
				}
				d.run()
				if d.s.State != flows.Connected || d.effective(api.Register) != 1 || d.effective(api.VerifyCode) != 1 {
					t.Fatalf("ends in %s after %d effective register and %d verify calls: %+v", d.s.State, d.effective(api.Register), d.effective(api.VerifyCode), d.s.Problem)
				}
				var last api.Endpoint
				for _, c := range d.sim.Record() { // an answered no needs no look, and a code request leaves nothing to look at
					if flows.CallOf(c.Endpoint).Counted && c.Endpoint == last && name != "refused" && call != api.RequestCode {
						t.Errorf("%s was sent twice in a row", last)
					}
					last = c.Endpoint
				}
			})
		}
	}
}

func TestAddingAcrossALostAnswer(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]graphsim.Fault{
		"after": {Endpoint: api.AddNumber, Drop: graphsim.DropAfter}, "before": {Endpoint: api.AddNumber, Drop: graphsim.DropBefore},
	} {
		d := newDrive(t, "empty-account", "")
		if err := d.sim.AddFault(fault); err != nil {
			t.Fatal(err)
		}
		if d.run(); d.s.State != flows.Connected || d.effective(api.AddNumber) != 1 || d.effective(api.Register) != 1 {
			t.Errorf("%s: ends in %s after %d numbers were added", name, d.s.State, d.effective(api.AddNumber))
		}
	}
}

func TestTokenDiesAtEveryCall(t *testing.T) {
	t.Parallel()
	for _, call := range []api.Endpoint{
		api.GetNumber, api.RequestCode, api.VerifyCode, api.GetSettings, api.SetSettings, api.Register, api.GetSubscribed, api.SetSubscribed, api.ListNumbers,
	} {
		t.Run(string(call), func(t *testing.T) {
			t.Parallel()
			d := newDrive(t, "expired-token", "")
			d.region, d.wrong = "SG", true
			if err := d.sim.AddFault(graphsim.Fault{Endpoint: call, ExpireTokens: true}); err != nil {
				t.Fatal(err)
			}
			if d.run(); d.s.State != flows.Connected || d.effective(api.Register) != 1 || d.effective(api.RequestCode) != 1 {
				t.Errorf("ends in %s: %+v", d.s.State, d.s.Problem)
			}
		})
	}
}

func TestUnknownWordsOfGraph(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "clean-mobile", "")
	if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.GetNumber, Mangle: graphsim.UnknownEnums, Times: 1}); err != nil {
		t.Fatal(err)
	}
	if d.run(); d.s.State != flows.Connected {
		t.Errorf("ends in %s: %+v", d.s.State, d.s.Problem)
	}
}
