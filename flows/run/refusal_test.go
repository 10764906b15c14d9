package run

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility"
	"dialtone/flows"
)

// refusesSMB has Meta refuse to register a number that is half shared, whatever it
// reads, as recorded.
func refusesSMB(d *drive) {
	d.t.Helper()
	err := d.sim.AddFault(graphsim.Fault{Endpoint: api.Register, Times: -1, Status: 400, Body: `{"error":{"message":` +
		`"Register endpoint is not available for SMB businesses.","type":"OAuthException","code":100,"fbtrace_id":"AbCdEfGhIjKlMnOpQrStC12"}}`})
	if err != nil {
		d.t.Fatal(err)
	}
}

// stopsAsked is an operator who stops where a page asks once more.
func stopsAsked(d *drive) flows.Event {
	if d.s.Notice == flows.NoticeRefused {
		return stop{}
	}
	return nil
}

// TestARefusedRegisterIsNotSentAgainUnasked: "check again" reads facts that contradict
// Meta's no. Neither this run nor the next one sends a second request without a word.
func TestARefusedRegisterIsNotSentAgainUnasked(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "journal.db")
	d := booked(t, "clean-mobile", file)
	refusesSMB(d)
	looked := false
	d.before = func(d *drive) flows.Event {
		walk, _ := d.s.Walk()
		switch {
		case d.s.State == flows.Remedy && !looked && !walk.AsksWay():
			looked = true
			return flows.RemedyDone{}
		case d.s.State == flows.Remedy && d.s.Notice == flows.NoticeStillRefused:
			return stop{}
		}
		return stopsAsked(d)
	}
	d.run()
	r, is := d.s.Refused()
	if d.s.State != flows.Remedy || !looked || !is || r.Advice != flows.AdviseSMB || r.Said == "" || d.count(api.Register) != 1 {
		t.Fatalf("in %s after %d requests: %+v", d.s.State, d.count(api.Register), r)
	}
	d.before = stopsAsked // who ticks all of it, and insists
	if d.goOn(); d.s.State != flows.Review || d.count(api.Register) != 1 {
		t.Fatalf("in %s after %d requests", d.s.State, d.count(api.Register))
	}
	d.before = func(d *drive) flows.Event { // who confirms it
		if d.count(api.Register) > 1 {
			return stop{}
		}
		return nil
	}
	if d.goOn(); d.count(api.Register) != 2 {
		t.Fatalf("%d requests once it was confirmed", d.count(api.Register))
	}

	past, err := opens(t, file).History(t.Context(), 5)
	if err != nil || len(past) != 1 || past[0].Refused != "shared 100" {
		t.Errorf("history %+v, %v", past, err)
	}

	// The next run is another process with the same journal.
	d.s, d.queue = flows.Start(d.s.Want), nil
	d.s.Want = flows.Options{Recorded: true, Token: d.s.Want.Token, Account: d.s.Want.Account}
	d.runner.recorder = recorder{}
	d.before = stopsAsked
	d.run()
	if r, is := d.s.Refused(); d.s.State != flows.Review || !is || r.Advice != flows.AdviseSMB || r.Code != 100 || d.count(api.Register) != 2 {
		t.Errorf("the next run is in %s after %d requests: %+v", d.s.State, d.count(api.Register), r)
	}
}

// TestTheNumberIsKeptOverHTTP: what the Business app or another account has is shared, and
// nothing is deleted. With the app it comes connected, and is not registered here.
func TestTheNumberIsKeptOverHTTP(t *testing.T) {
	t.Parallel()
	untold := func(sc *graphsim.Scenario) { sc.Numbers[0].SaysApp = "false" }
	for _, c := range []struct {
		scenario  string
		change    func(*graphsim.Scenario)
		answer    eligibility.Answer
		way       eligibility.RemedyID
		registers int
	}{
		{"on-the-business-app", untold, eligibility.AnswerOnBusinessApp, eligibility.RemedyShareWithApp, 0},
		{"in-another-account", func(*graphsim.Scenario) {}, eligibility.AnswerOnOtherAccount, eligibility.RemedyShareNumber, 1},
	} {
		d := newDrive(t, c.scenario, "", c.change)
		d.said, d.way = eligibility.Answers{eligibility.QuestionInUse: c.answer}, c.way
		walked := false
		d.before = func(d *drive) flows.Event {
			walked = walked || d.s.Checks.Remedy == c.way
			return nil
		}
		if d.run(); !walked || d.s.State != flows.Connected || d.s.Problem != nil || d.count(api.Register) != c.registers {
			t.Errorf("%s: in %s, %q, after %d requests: %+v", c.scenario, d.s.State, d.s.Checks.Remedy, d.count(api.Register), d.s.Problem)
		}
	}
}

// TestRegisteredAlreadyOverHTTP: what the answer says beside its yes is told.
func TestRegisteredAlreadyOverHTTP(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]flows.PINDoubt{
		`{"success":true}`: "",
		`{"success":true,"message":"The phone number is already registered; its PIN was not reset."}`: flows.PINAsItWas,
	} {
		d := newDrive(t, "embedded-signup", "")
		if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.Register, AlsoEffect: true, Body: graphsim.Body(body)}); err != nil {
			t.Fatal(err)
		}
		if d.run(); d.s.State != flows.Connected || d.s.PINDoubt() != want {
			t.Errorf("%s: in %s, %q", body, d.s.State, d.s.PINDoubt())
		}
	}
}

// impatient is an operator who puts every card away and presses the same key again, until a
// page asks once more or says that it is closed.
func impatient(d *drive) flows.Event {
	p := d.s.Problem
	switch {
	case d.s.Notice == flows.NoticeRefused, p != nil && p.Advice.ID == flows.AdviseBudget:
		return stop{}
	case p != nil:
		return flows.ProblemDismissed{}
	case d.s.State == flows.EnterCode: // the answer was not clear
		return stop{}
	}
	return nil
}

// TestNoSecondCountedCallOverHTTP: whatever Meta refuses with, one request goes out, and the
// next one takes a word of the operator's.
func TestNoSecondCountedCallOverHTTP(t *testing.T) {
	t.Parallel()
	wait := graphsim.Duration(17 * time.Minute)
	for _, call := range []api.Endpoint{api.Register, api.RequestCode} {
		faults := map[string]graphsim.Fault{
			"busy":         {Code: 80007},
			"busy, when":   {Code: 80007, RetryAfter: wait},
			"calls, when":  {Code: 4, RetryAfter: wait},
			"offline":      {Code: 2494100},
			"out, when":    {Code: 133004, RetryAfter: wait},
			"parameter":    {Code: 100, Message: "Invalid parameter"},
			"unknown":      {Code: 987654},
			"not entitled": {Code: 10},
		}
		if call == api.Register {
			faults["maintenance"] = graphsim.Fault{Code: 131057, Status: 503}
			faults["guessed too often"] = graphsim.Fault{Code: 133008}
			faults["guessed too fast"] = graphsim.Fault{Code: 133009}
		} else {
			faults["verified"] = graphsim.Fault{Code: 136024, Message: "The number is already verified"}
			faults["not migrating"] = graphsim.Fault{Code: 2388091, Message: "Not eligible to receive a code for migrating"}
		}
		for name, fault := range faults {
			t.Run(string(call)+" "+name, func(t *testing.T) {
				t.Parallel()
				d := newDrive(t, "clean-mobile", "")
				d.wrong = true
				fault.Endpoint, fault.Times = call, -1
				if err := d.sim.AddFault(fault); err != nil {
					t.Fatal(err)
				}
				if call == api.RequestCode {
					d.before = impatient
				} else {
					d.before = func(d *drive) flows.Event {
						if d.s.State != flows.Review {
							return nil
						}
						return impatient(d)
					}
				}
				d.run()
				if d.count(call) != 1 {
					t.Fatalf("%d requests, in %s, notice %q, %+v", d.count(call), d.s.State, d.s.Notice, d.s.Problem)
				}
				closed := d.s.Problem != nil && d.s.Problem.Advice.ID == flows.AdviseBudget
				if d.s.Notice != flows.NoticeRefused && !(closed && d.s.Problem.Known) {
					t.Fatalf("nothing is said in %s: %+v", d.s.State, d.s.Problem)
				}
				if closed { // and once the wait is over it goes out
					d.sim.Advance(d.s.Problem.Until.Sub(d.sim.Now()))
					d.hand(flows.ProblemDismissed{})
				}
				d.goOnce()
				if d.count(call) != 2 {
					t.Errorf("%d requests after a word, in %s", d.count(call), d.s.State)
				}
			})
		}
	}
}

// goOnce has the operator press the key once, and carries out what follows.
func (d *drive) goOnce() {
	pressed := false
	d.before = func(d *drive) flows.Event {
		if pressed {
			return stop{}
		}
		pressed = true
		return nil
	}
	d.goOn()
}

// TestAWaitIsKeptForTheNextRun: a wait that Meta named closes the counter in the journal,
// and a refusal of a code is known to the next run as well.
func TestAWaitIsKeptForTheNextRun(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]graphsim.Fault{
		"a wait":    {Code: 2494100, RetryAfter: graphsim.Duration(time.Hour)},
		"a refusal": {Code: 136024, Message: "The number is already verified"},
	} {
		file := filepath.Join(t.TempDir(), "journal.db")
		d := booked(t, "clean-mobile", file)
		fault.Endpoint, fault.Times = api.RequestCode, -1
		if err := d.sim.AddFault(fault); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			d.before = impatient
			d.run()
			if d.count(api.RequestCode) != 1 || d.s.State != flows.CodeMethod {
				t.Errorf("%s: in %s after %d requests", name, d.s.State, d.count(api.RequestCode))
			}
			want := flows.Options{Recorded: true, Token: d.s.Want.Token, Account: d.s.Want.Account}
			d.s, d.queue = flows.Start(want), nil // the next run is another process
			d.runner.recorder = recorder{}
		}
	}
}

// TestNoUnclearCodeCallIsRepeatedOverHTTP: whatever comes instead of an answer of Meta's, or
// of one that says why, the next request takes a word of the operator's.
func TestNoUnclearCodeCallIsRepeatedOverHTTP(t *testing.T) {
	t.Parallel()
	gateway := func(status int, wait string) graphsim.Fault {
		return graphsim.Fault{Status: status, Body: "<html><title>Blocked</title></html>", Headers: map[string]string{"Retry-After": wait}}
	}
	for name, fault := range map[string]graphsim.Fault{
		"not done":   {Body: `{"success":false}`},
		"as text":    {Body: `{"success":"false"}`},
		"403":        gateway(403, ""),
		"429":        gateway(429, ""),
		"429, when":  gateway(429, "600"),
		"503":        gateway(503, ""),
		"503, when":  gateway(503, "600"),
		"torn":       {Body: `{"success":tr`},
		"drop":       {Drop: graphsim.DropAfter},
		"Meta's 500": {Code: 131016, Status: 500},
	} {
		for _, call := range []api.Endpoint{api.RequestCode, api.VerifyCode, api.Register} {
			if call == api.Register && name != "not done" && name != "as text" { // an open attempt asks for more
				continue
			}
			t.Run(string(call)+" "+name, func(t *testing.T) {
				t.Parallel()
				d := newDrive(t, "clean-mobile", "")
				d.wrong = true
				fault := fault // it is this call's own
				fault.Endpoint, fault.Times = call, -1
				if fault.Drop != "" && call == api.VerifyCode {
					fault.Drop = graphsim.DropBefore // else it is verified
				}
				if err := d.sim.AddFault(fault); err != nil {
					t.Fatal(err)
				}
				d.before = func(d *drive) flows.Event {
					switch p := d.s.Problem; {
					case d.s.Notice == flows.NoticeRefused, p != nil && p.Advice.ID == flows.AdviseBudget:
						return stop{}
					case p != nil:
						return flows.ProblemDismissed{}
					case call == api.RequestCode && d.s.State == flows.EnterCode:
						return flows.NewCodeAsked{}
					}
					return nil
				}
				d.run()
				closed := d.s.Problem != nil && d.s.Problem.Advice.ID == flows.AdviseBudget
				if d.count(call) != 1 || d.s.Notice != flows.NoticeRefused && !closed {
					t.Fatalf("%d requests, in %s, notice %q, %+v", d.count(call), d.s.State, d.s.Notice, d.s.Problem)
				}
				if when := strings.HasSuffix(name, "when"); when != closed {
					t.Fatalf("closed %t: %+v", closed, d.s.Problem)
				}
				if closed {
					if wait := d.s.Problem.Until.Sub(d.sim.Now()); wait <= 0 || wait > 10*time.Minute {
						t.Errorf("closed for %s", wait)
					}
					d.sim.Advance(d.s.Problem.Until.Sub(d.sim.Now()))
					d.hand(flows.ProblemDismissed{})
					if d.goOn(); d.s.Notice != flows.NoticeRefused {
						t.Fatalf("after the wait: %q", d.s.Notice)
					}
				}
				if d.goOnce(); d.count(call) != 2 {
					t.Errorf("%d requests after a word, in %s", d.count(call), d.s.State)
				}
			})
		}
	}
}

// nextRun is another process with the same journal.
func (d *drive) nextRun() *drive {
	d.s, d.queue = flows.Start(flows.Options{Recorded: true, Token: d.s.Want.Token, Account: d.s.Want.Account}), nil
	d.runner.recorder = recorder{}
	return d
}

// TestTheNextRunKnowsARefusal: also one that came twice, one of the PIN, which is written
// down nowhere, and one that no token mends.
func TestTheNextRunKnowsARefusal(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]graphsim.Fault{
		"busy": {Code: 80007}, "calls": {Code: 4}, "offline": {Code: 2494100}, "guessed": {Code: 133008}, "fast": {Code: 133009},
		"the PIN": {Code: 133005}, "blocked": {Code: 200, Message: "API access blocked."}, "not done": {Body: `{"success":false}`},
	} {
		file := filepath.Join(t.TempDir(), "journal.db")
		d := booked(t, "clean-mobile", file)
		fault.Endpoint, fault.Times = api.Register, -1
		if err := d.sim.AddFault(fault); err != nil {
			t.Fatal(err)
		}
		for run := range 3 {
			if run > 0 {
				d.nextRun()
				d.before = func(d *drive) flows.Event {
					if d.s.Problem != nil && d.s.Problem.Advice.ID == flows.AdviseBudget {
						return stop{}
					}
					return stopsAsked(d)
				}
				if d.run(); d.count(api.Register) != run || d.s.Notice != flows.NoticeRefused && d.s.Problem == nil {
					t.Errorf("%s, run %d: %d requests, in %s, notice %q", name, run, d.count(api.Register), d.s.State, d.s.Notice)
					break
				}
			}
			d.before = func(d *drive) flows.Event { // who confirms it, and is refused again
				if d.count(api.Register) > run {
					return stop{}
				}
				return nil
			}
			if run == 0 {
				d.run()
			} else {
				d.goOn()
			}
		}
	}
}

// TestACautiousLockEndsInTheJournalToo: Meta took a request, so the next run is not told
// that the counter is closed.
func TestACautiousLockEndsInTheJournalToo(t *testing.T) {
	t.Parallel()
	d := booked(t, "clean-mobile", filepath.Join(t.TempDir(), "journal.db"))
	if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.RequestCode, Code: 136024, Subcode: 2388367}); err != nil {
		t.Fatal(err)
	}
	d.before = func(d *drive) flows.Event {
		switch p := d.s.Problem; {
		case d.s.State == flows.EnterCode:
			return stop{}
		case p != nil && p.Advice.ID == flows.AdviseBudget:
			return flows.OverrideAsked{}
		case p != nil:
			return flows.ProblemDismissed{}
		}
		return nil
	}
	d.run()
	of := d.s.Counter(api.RequestCode)
	if frees := d.s.Budget.Frees(of, d.sim.Now()); d.count(api.RequestCode) != 2 || !frees.IsZero() {
		t.Fatalf("%d requests, free at %s", d.count(api.RequestCode), frees)
	}
	d.nextRun()
	d.run()
	if frees := d.s.Budget.Frees(of, d.sim.Now()); d.s.State != flows.EnterCode || !frees.IsZero() {
		t.Errorf("the next run is in %s, free at %s", d.s.State, frees)
	}
}
