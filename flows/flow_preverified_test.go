package flows

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility"
)

// poolOperator adds a number to the pool, verifies it, and uses it.
func poolOperator(d *drive) Event {
	s := d.s
	switch s.State {
	case Pool:
		if !d.asked(PoolBusiness, api.ListPreverified) {
			return BusinessAsked{}
		}
		for _, p := range s.Pool.Numbers {
			if pooledPhone(p).E164 == "+85291230199" && PoolStandingOf(p, d.sim.Now()).CanUse() {
				return PooledChosen{p.ID, true}
			}
		}
		if !d.asked(PoolCode, api.GetPreverified) { // and then thinks better of it
			return PooledChosen{"109430352240103", false}
		}
		return AddAsked{}
	case PoolBusiness:
		return BusinessGiven{s.Pool.Business}
	case PoolAdd:
		phone, err := eligibility.Parse("+85291230199", "")
		if err != nil {
			d.t.Fatal(err)
		}
		return NumberTyped{Phone: phone}
	case PoolCode:
		if pooledPhone(s.Pool.At).E164 != "+85291230199" {
			return BackAsked{}
		}
		return CodeAsked{s.Code.Method, s.Code.Language}
	case PoolEnter:
		return d.code()
	case PoolUse:
		return ClaimAsked{"Silver Birch Clinics"}
	case Connected:
		if s.AppsRead {
			return nil
		}
		return d.usual()
	}
	return d.usual()
}

// asked reports whether a call was made in a state.
func (d *drive) asked(state State, call api.Endpoint) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.ContainsFunc(d.calls, func(c seen) bool { return c.State == state && c.Call == call })
}

// usual is what the operator of an onboarding does.
func (d *drive) usual() Event {
	before := d.before
	d.before = nil
	defer func() { d.before = before }()
	return d.operate()
}

func preverifiedTales() []tale {
	return []tale{{scenario: "preverified-pool", job: JobPreverified, end: Connected, operate: poolOperator}}
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
	if !d.s.Number.Preverified || !d.s.Job.onboards() || len(d.sim.Pool()) != 4 {
		t.Errorf("number %+v, job %s, %d left in the pool", d.s.Number, d.s.Job, len(d.sim.Pool()))
	}
}

// TestTheClaimedNumberHasNinetyDays goes straight to the PIN, with the deadline.
func TestTheClaimedNumberHasNinetyDays(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "preverified-pool", "")
	d.s.Job, d.s.Want.Job = JobPreverified, JobPreverified
	d.before = func(d *drive) Event {
		switch d.s.State {
		case Pool:
			return PooledChosen{readyID, true}
		case ChoosePIN:
			return stop{}
		}
		return poolOperator(d)
	}
	d.run()
	want := eligibility.Deadline(eligibility.DeadlinePreVerified, d.sim.Now())
	if by := d.s.RegisterBy(); d.s.State != ChoosePIN || by.After(want) || want.Sub(by) > time.Minute {
		t.Errorf("in %s, to register by %v, want about %v", d.s.State, d.s.RegisterBy(), want)
	}
	if d.s.Notice != NoticeClaimed || d.effective(api.RequestPreverifiedCode) != 0 {
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
				d.s.Job, d.s.Want.Job, d.before, d.wrong = JobPreverified, JobPreverified, nil, true
				fault.Endpoint = call
				if err := d.sim.AddFault(fault); err != nil {
					t.Fatal(err)
				}
				d.before = func(d *drive) Event {
					if d.s.Problem != nil {
						return nil
					}
					return poolOperator(d)
				}
				d.run()
				if d.s.State != Connected || d.effective(api.AddPreverified) != 1 || d.effective(api.VerifyPreverifiedCode) != 1 || d.effective(api.AddNumber) != 1 {
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
	d.s.Job, d.s.Want.Job = JobPreverified, JobPreverified
	d.before = func(*drive) Event { return stop{} }
	d.run()
	if p := d.s.Problem; d.s.State != Connect || p == nil || p.Advice.ID != AdvisePoolScope || !p.Advice.Denied() || !slices.Equal(p.Missing, []api.Scope{api.ScopeBusiness}) {
		t.Errorf("in %s with %+v", d.s.State, d.s.Problem)
	}
	for name, change := range map[string]func(*graphsim.Scenario){
		"no partner": func(sc *graphsim.Scenario) { sc.Rules.NoPartner = true },
	} {
		d := newDrive(t, "preverified-pool", "", change)
		d.s.Job, d.s.Want.Job = JobPreverified, JobPreverified
		d.before = func(*drive) Event { return stop{} }
		d.run()
		if p := d.s.Problem; d.s.State != Pool || p == nil || p.Advice.ID != AdvisePoolClosed || !p.Advice.Denied() {
			t.Errorf("%s: in %s with %+v", name, d.s.State, d.s.Problem)
		}
	}
}

// TestTheHourOfThePool closes the code requests for an hour, for every number.
func TestTheHourOfThePool(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(PoolCode, fresh()))
	w.hand(CodeAsked{api.SMS, "en_US"}).in(PoolCode, SendPoolCode{unprovenID, api.SMS, "en_US"})
	w.world(refusal(api.RequestPreverifiedCode, 613, 0, status(422))).in(PoolCode).card(AdviseCodeRate, ActDismiss)
	w.hand(ProblemDismissed{}).hand(CodeAsked{api.Voice, "en_US"}).in(PoolCode).card(AdviseBudget, ActNothing)
	w.after(time.Hour).hand(CodeAsked{api.Voice, "en_US"}).in(PoolCode, SendPoolCode{unprovenID, api.Voice, "en_US"})
	if got := w.s.PoolCodes(w.now); got != 1 {
		t.Errorf("%d code requests in the hour", got)
	}
	w = walkFrom(t, at(PoolCode, fresh()))
	w.hand(CodeAsked{api.SMS, "en"}).world(refusal(api.RequestPreverifiedCode, 613, 0)).hand(ProblemDismissed{}).hand(CodeAsked{api.SMS, "en"})
	w.hand(OverrideAsked{}).in(PoolCode, SendPoolCode{unprovenID, api.SMS, "en"})
}

func TestGuessesOfThePool(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(PoolEnter, fresh()))
	w.hand(CodeTyped{pin("123456")}).in(PoolEnter, HandInPoolCode{unprovenID, pin("123456")})
	w.world(refusal(api.VerifyPreverifiedCode, 100, 0, details("Enter the six digits of the newest message."))).in(PoolEnter).card(AdviseWrongCode, ActDismiss)
	w.hand(CodeTyped{pin("123457")}).world(refusal(api.VerifyPreverifiedCode, 100, 0, details("Too many wrong codes were entered. Wait about 12 hours."))).card(AdviseGuesses, ActNothing)
	w.hand(ProblemDismissed{}).hand(CodeTyped{pin("123458")}).in(PoolEnter).card(AdviseBudget, ActNothing)
	w.hand(OverrideAsked{}).in(PoolEnter).card("", "")
	w.hand(CodeTyped{pin("123458")}).in(PoolEnter, HandInPoolCode{unprovenID, pin("123458")})
	w.world(timedOut(api.VerifyPreverifiedCode)).in(PoolEnter, ReadPooled{unprovenID})
	w.world(timedOut(api.GetPreverified)).in(PoolEnter).card(AdviseUnsettled, ActAgain)
	w.hand(CodeTyped{pin("123458")}).in(PoolEnter, ReadPooled{unprovenID}) // no second guess before the first is settled
	w.world(PooledRead{pooledNumbers()[1]}).in(PoolEnter).card(AdviseNoAnswer, ActDismiss)
	if !w.s.Problem.Settled {
		t.Error("the card does not say that it was looked at")
	}
	w.hand(NewCodeAsked{}).in(PoolCode)
}

// TestRowsOfThePool goes through what the tale does not pass.
func TestRowsOfThePool(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Pool, fresh()))
	w.hand(PooledChosen{readyID, false}).in(Pool)
	if w.s.Notice != NoticePoolEarly {
		t.Errorf("verifying too early: %q", w.s.Notice)
	}
	w.hand(PooledChosen{unprovenID, true}).in(Pool) // not verified
	w.hand(BusinessAsked{}).in(PoolBusiness)
	w.hand(BusinessGiven{"220771904456198"}).in(PoolBusiness, ReadPool{Business: "220771904456198"})
	w.world(refusal(api.ListPreverified, 100, 33)).in(PoolBusiness).card(AdviseNoObject, ActDismiss)
	w.hand(BusinessGiven{"220771904456199"}).in(PoolBusiness, ReadPool{Business: "220771904456199"})
	w.world(PoolListed{"220771904456199", api.PreverifiedPage{Numbers: pooledNumbers()[:1], Next: "two"}}).in(Pool, ReadPool{"220771904456199", "two"})
	w.world(PoolListed{"220771904456199", api.PreverifiedPage{Numbers: pooledNumbers()[1:]}}).in(Pool).idle()
	if len(w.s.Pool.Numbers) != 2 || !w.s.Pool.Listed {
		t.Errorf("pool %+v", w.s.Pool)
	}
	w.hand(ReloadAsked{}).in(Pool, ReadPool{Business: "220771904456199"})
	w.world(refusal(api.ListPreverified, 100, 33)).card(AdviseNoObject, ActGo)
	w.hand(AdviceTaken{}).in(PoolBusiness)
	w.hand(BackAsked{}).in(Pool, ReadPool{Business: "220771904456199"})

	w = walkFrom(t, at(PoolAdd, fresh()))
	has, _ := eligibility.Parse("+85261230171", "")
	w.hand(NumberTyped{Phone: has}).in(Pool)
	if w.s.Notice != NoticePoolHas {
		t.Errorf("adding what is there: %q", w.s.Notice)
	}

	w = walkFrom(t, at(PoolEnter, fresh()))
	w.hand(ReloadAsked{}).in(PoolEnter, ReadPooled{unprovenID})
	w.world(PooledRead{provenLater(pooledNumbers()[1])}).in(Pool, ReadPool{Business: poolOwner})
	w = walkFrom(t, at(PoolEnter, fresh()))
	w.hand(CodeTyped{pin("123456")}).world(noAnswer(api.VerifyPreverifiedCode)).in(PoolEnter, ReadPooled{unprovenID})
	w.world(PooledRead{provenLater(pooledNumbers()[1])}).in(Pool, ReadPool{Business: poolOwner})
	if w.s.Notice != NoticeSettled || w.s.Settle.Err != nil {
		t.Errorf("notice %q", w.s.Notice)
	}

	w = walkFrom(t, at(PoolUse, fresh()))
	w.hand(ClaimAsked{"Lotus"}).in(PoolUse, CreateNumber{wabaID, api.NewNumber{CallingCode: "852", National: "61230171", Name: "Lotus", Preverified: readyID}})
	w.world(NumberAdded{otherID}).in(PoolUse, ReadNumber{ID: otherID})
	w.world(noAnswer(api.GetNumber)).in(PoolUse).hand(ProblemDismissed{})
	w.hand(ClaimAsked{"Lotus"}).in(PoolUse, ReadNumber{ID: otherID}) // not a second time
	w.world(NumberRead{fresh(another, verified, func(n *api.Number) { n.Display = "+852 6123 0171" })}).in(ChoosePIN)
	w.hand(BackAsked{}).in(PickNumber, ReadNumbers{Account: wabaID})

	s := at(PoolUse, fresh())
	w = walkFrom(t, s)
	w.hand(ClaimAsked{"Lotus"}).world(refusal(api.AddNumber, 200, 1349175)).in(PoolUse).card(AdviseCap, ActDismiss)
}

// TestOpeningThePool says whose pool it is.
func TestOpeningThePool(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		wish, owner api.BusinessID
		state       State
		effects     []Effect
	}{
		{"", poolOwner, Pool, []Effect{ReadPool{Business: poolOwner}}},
		{"220771904456199", poolOwner, Pool, []Effect{ReadPool{Business: "220771904456199"}}},
		{"", "", PoolBusiness, nil},
	} {
		w := walkFrom(t, Start(Options{Job: JobPreverified, Business: c.wish}))
		e := opened()
		e.Token.Scopes = append(e.Token.Scopes, api.ScopeBusiness)
		e.Account.Owner.ID = c.owner
		w.hand(AccountGiven{Token: e.Target.Token, Account: wabaID}).world(e).in(c.state, c.effects...)
		if w.s.Job != JobPreverified {
			t.Errorf("the job is %s", w.s.Job)
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
			d.s.Job, d.s.Want.Job, d.wrong = JobPreverified, JobPreverified, true
			if err := d.sim.AddFault(graphsim.Fault{Endpoint: call, ExpireTokens: true}); err != nil {
				t.Fatal(err)
			}
			d.before = func(d *drive) Event {
				if d.s.Problem != nil || d.s.State == Connect {
					return nil
				}
				return poolOperator(d)
			}
			if d.run(); d.s.State != Connected || d.effective(api.AddNumber) != 1 {
				t.Errorf("ends in %s: %+v", d.s.State, d.s.Problem)
			}
		})
	}
}

func TestPoolStandings(t *testing.T) {
	t.Parallel()
	verified := func(days int) api.Preverified {
		at := t0.AddDate(0, 0, -days)
		return api.Preverified{Verification: api.Verified, VerifiedAt: api.Time{Time: at}, Expires: api.Time{Time: at.AddDate(0, 0, 90)}}
	}
	onlySince := verified(50)
	onlySince.Expires = api.Time{}
	taken := verified(1)
	taken.Availability = "IN_USE"
	free := verified(1)
	free.Availability = "AVAILABLE"
	for i, c := range []struct {
		p           api.Preverified
		want        PoolStanding
		use, verify bool
	}{
		{verified(0), PoolReady, true, false}, {verified(44), PoolReady, true, false}, {verified(45), PoolAging, true, true}, {verified(89), PoolAging, true, true},
		{onlySince, PoolAging, true, true}, {taken, PoolTaken, false, false}, {free, PoolReady, true, false},
		{api.Preverified{Verification: api.Verified}, PoolReady, true, true},
		{api.Preverified{Verification: api.Unverified}, PoolUnverified, false, true}, {api.Preverified{Verification: "PENDING"}, PoolUnverified, false, true},
		{api.Preverified{Verification: api.VerificationExpired}, PoolExpired, false, true}, {api.Preverified{}, PoolUnverified, false, true},
	} {
		got := PoolStandingOf(c.p, t0)
		if name := fmt.Sprint(i); got != c.want || got.CanUse() != c.use || CanVerify(c.p, t0) != c.verify {
			t.Errorf("%s: %s, use %t, verify %t", name, got, got.CanUse(), CanVerify(c.p, t0))
		}
	}
}
