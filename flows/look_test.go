package flows

import (
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// countedEffects is an effect for each request that Meta counts, on a number of
// the simulator and one of its pool.
func countedEffects(id api.PhoneNumberID, pooled api.PreverifiedID) []Effect {
	return []Effect{
		SendCode{id, api.SMS, "en"}, HandInCode{id, pin("000000")}, RegisterNumber{id, api.Registration{PIN: pin("493027")}},
		DeregisterNumber{id}, TakeOff{id}, SendPoolCode{pooled, api.SMS, "en"}, HandInPoolCode{pooled, pin("000000")},
	}
}

// A number that does not read any more as it did stops every counted request, in
// every fact that was decided on; so does one that cannot be read.
func TestTheLookBeforeEveryCountedRequest(t *testing.T) {
	t.Parallel()
	pool := newDrive(t, "preverified-pool", "", func(sc *graphsim.Scenario) {
		sc.Numbers = append(sc.Numbers, graphsim.Number{ID: "106540352249998", Phone: "+85291230198", Name: "Silver Birch"})
	})
	target, err := pool.runner.Sandbox(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	account := pool.runner.Do(t.Context(), Command{Effect: OpenAccount{target}}).Event.(AccountOpened).Account
	listed := pool.runner.Do(t.Context(), Command{Effect: ReadPool{Business: account.Owner.ID}}).Event.(PoolListed).Page.Numbers
	id := pool.sim.Info().Numbers[0]
	n := pool.runner.Do(t.Context(), Command{Effect: ReadNumber{ID: id}}).Event.(NumberRead).Number
	p := listed[0]
	otherwise := map[string]func(*Expected){
		"display":      func(f *Expected) { f.Number.Display, f.Pooled.Phone = "+852 6999 0000", "+85269990000" },
		"verification": func(f *Expected) { f.Number.Verification, f.Pooled.Verification = "NOT_SEEN", "NOT_SEEN" },
		"status":       func(f *Expected) { f.Number.Status, f.Pooled.VerifiedAt = "BANNED", api.Time{} },
		"hosting":      func(f *Expected) { f.Number.OnBusinessApp, f.Pooled.Verification = true, "NOT_SEEN" },
	}
	for _, e := range countedEffects(id, p.ID) {
		for name, change := range otherwise {
			c := Command{Effect: e, Expected: Expected{Number: n, Pooled: p}}
			change(&c.Expected)
			in := pool.runner.Do(t.Context(), c)
			o, is := in.Event.(Overtaken)
			if !is || o.Call != e.Call() || len(o.Changed) == 0 || !ends(e, o) {
				t.Errorf("%T, %s: %+v", e, name, in.Event)
			}
		}
		for _, fault := range []graphsim.Fault{{Mangle: graphsim.Truncate}, {Status: 500, Code: 131000}, {Status: 400, Code: 4}, {Status: 401, Code: 190}, {Mangle: graphsim.HTML, Status: 200}} {
			fault.Endpoint, fault.Times = graphsim.Reads, 4 // it is asked again by itself
			if fault.Status == 400 || fault.Status == 401 {
				fault.Times = 1
			}
			if err := pool.sim.AddFault(fault); err != nil {
				t.Fatal(err)
			}
			in := pool.runner.Do(t.Context(), Command{Effect: e, Expected: Expected{Number: n, Pooled: p}})
			failed, is := in.Event.(Failed)
			if !is || !neverLeft(failed.Err) || ambiguous(failed.Err) {
				t.Errorf("%T, unread by %+v: %+v", e, fault, in.Event)
			}
		}
		if got := pool.count(e.Call()); got != 0 {
			t.Errorf("%T was sent %d times", e, got)
		}
	}
	// As it was, the request goes out, right behind the look.
	for _, e := range countedEffects(id, p.ID) {
		pool.runner.Do(t.Context(), Command{Effect: e, Expected: Expected{Number: pool.now(id), Pooled: pool.pooledNow(p.ID)}})
		record := pool.sim.Record()
		last, look := record[len(record)-1], record[len(record)-2]
		if last.Endpoint != e.Call() || look.Endpoint != api.GetNumber && look.Endpoint != api.GetPreverified {
			t.Errorf("%T: %s, then %s", e, look.Endpoint, last.Endpoint)
		}
	}
}

func (d *drive) now(id api.PhoneNumberID) api.Number {
	return d.runner.Do(d.t.Context(), Command{Effect: ReadNumber{ID: id}}).Event.(NumberRead).Number
}

func (d *drive) pooledNow(id api.PreverifiedID) api.Preverified {
	return d.runner.Do(d.t.Context(), Command{Effect: ReadPooled{id}}).Event.(PooledRead).Number
}

// What was not sent is not counted, and the page says why.
func TestWhatWasNotSentIsNotCounted(t *testing.T) {
	t.Parallel()
	changed := []FactChange{ChangedVerification}
	w := walkFrom(t, at(CodeMethod, fresh())).hand(CodeAsked{api.SMS, "en"})
	w.world(Overtaken{Call: api.RequestCode, Number: fresh(verified), Changed: changed}).in(CodeMethod).idle().card(AdviseChanged, ActGo)
	if w.s.Budget.Used(w.s.Counter(api.RequestCode), w.now) != 0 || w.s.Number.Verification != api.Verified || !w.s.Code.SentAt.IsZero() {
		t.Errorf("%+v", w.s.Number)
	}
	w.hand(AdviceTaken{}).in(ChoosePIN)

	for _, err := range []error{noAnswer(api.GetNumber).Err, refusal(api.GetNumber, 131000, 0, status(500)).Err, timedOut(api.GetNumber).Err} {
		w = walkFrom(t, at(EnterCode, fresh())).hand(CodeTyped{pin("123830")})
		w.world(Failed{api.VerifyCode, &notSentError{err}}).in(EnterCode).idle()
		if w.s.Settle.Err != nil || w.s.Problem == nil || w.s.Budget.Used(w.s.Counter(api.VerifyCode), w.now) != 0 {
			t.Errorf("%v: settling %v, card %+v", err, w.s.Settle.Err, w.s.Problem)
		}
		w = walkFrom(t, at(Review, fresh(verified))).hand(RegisterAsked{})
		w.world(Failed{api.Register, &notSentError{err}}).in(Review).idle()
		if _, open := w.s.attempt(api.Register); open || w.s.Problem == nil || w.s.Budget.Used(w.s.Counter(api.Register), w.now) != 0 {
			t.Errorf("%v: open %v, card %+v", err, open, w.s.Problem)
		}
	}

	// Somebody else registered it: nothing is sent, and it is told whose PIN it may have.
	w = walkFrom(t, at(Review, fresh(verified))).hand(RegisterAsked{})
	w.world(Overtaken{Call: api.Register, Number: fresh(connected), Changed: []FactChange{ChangedStatus}}).in(Connected, ReadNumber{firstID, true})
	if w.s.Budget.Used(w.s.Counter(api.Register), w.now) != 0 || w.s.PINDoubt() != PINNotSent {
		t.Errorf("PIN %q", w.s.PINDoubt())
	}
}
