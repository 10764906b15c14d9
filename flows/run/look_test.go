package run

import (
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// countedEffects is an effect for each request that Meta counts, on a number of
// the simulator and one of its pool.
func countedEffects(id api.PhoneNumberID, pooled api.PreverifiedID) []flows.Effect {
	return []flows.Effect{
		flows.SendCode{ID: id, Method: api.SMS, Language: "en"}, flows.HandInCode{ID: id, Code: pin("000000")}, flows.RegisterNumber{ID: id, Registration: api.Registration{PIN: pin("493027")}},
		flows.DeregisterNumber{ID: id}, flows.TakeOff{ID: id}, flows.SendPoolCode{ID: pooled, Method: api.SMS, Language: "en"}, flows.HandInPoolCode{ID: pooled, Code: pin("000000")},
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
	account := pool.runner.Do(t.Context(), flows.Command{Effect: flows.OpenAccount{Target: target}}).Event.(flows.AccountOpened).Account
	listed := pool.runner.Do(t.Context(), flows.Command{Effect: flows.ReadPool{Business: account.Owner.ID}}).Event.(flows.PoolListed).Page.Numbers
	id := pool.sim.Info().Numbers[0]
	n := pool.runner.Do(t.Context(), flows.Command{Effect: flows.ReadNumber{ID: id}}).Event.(flows.NumberRead).Number
	p := listed[0]
	otherwise := map[string]func(*flows.Expected){
		"display":      func(f *flows.Expected) { f.Number.Display, f.Pooled.Phone = "+852 6999 0000", "+85269990000" },
		"verification": func(f *flows.Expected) { f.Number.Verification, f.Pooled.Verification = "NOT_SEEN", "NOT_SEEN" },
		"status":       func(f *flows.Expected) { f.Number.Status, f.Pooled.VerifiedAt = "BANNED", api.Time{} },
		"hosting":      func(f *flows.Expected) { f.Number.OnBusinessApp, f.Pooled.Verification = true, "NOT_SEEN" },
	}
	for _, e := range countedEffects(id, p.ID) {
		for name, change := range otherwise {
			c := flows.Command{Effect: e, Expected: flows.Expected{Number: n, Pooled: p}}
			change(&c.Expected)
			in := pool.runner.Do(t.Context(), c)
			o, is := in.Event.(flows.Overtaken)
			if !is || o.Call != e.Spec().Call || len(o.Changed) == 0 || !e.Spec().AnsweredBy(o) {
				t.Errorf("%T, %s: %+v", e, name, in.Event)
			}
		}
		for _, fault := range []graphsim.Fault{{Mangle: graphsim.Truncate}, {Status: 500, Code: 131000}, {Status: 400, Code: 4}, {Status: 401, Code: 190}, {Mangle: graphsim.HTML, Status: 200}} {
			fault.Endpoint, fault.Times = graphsim.Reads, 4 // it is asked again by itself
			if fault.Status == 500 {                        // and once more for less
				fault.Times = 5
			}
			if fault.Status == 400 || fault.Status == 401 || fault.Mangle == graphsim.HTML {
				fault.Times = 1
			}
			if err := pool.sim.AddFault(fault); err != nil {
				t.Fatal(err)
			}
			in := pool.runner.Do(t.Context(), flows.Command{Effect: e, Expected: flows.Expected{Number: n, Pooled: p}})
			failed, is := in.Event.(flows.Failed)
			if !is || !flows.NeverLeft(failed.Err) {
				t.Errorf("%T, unread by %+v: %+v", e, fault, in.Event)
			}
		}
		if got := pool.count(e.Spec().Call); got != 0 {
			t.Errorf("%T was sent %d times", e, got)
		}
	}
	// As it was, the request goes out, right behind the look.
	for _, e := range countedEffects(id, p.ID) {
		pool.runner.Do(t.Context(), flows.Command{Effect: e, Expected: flows.Expected{Number: pool.now(id), Pooled: pool.pooledNow(p.ID)}})
		record := pool.sim.Record()
		last, look := record[len(record)-1], record[len(record)-2]
		if last.Endpoint != e.Spec().Call || look.Endpoint != api.GetNumber && look.Endpoint != api.GetPreverified {
			t.Errorf("%T: %s, then %s", e, look.Endpoint, last.Endpoint)
		}
	}
}

func (d *drive) now(id api.PhoneNumberID) api.Number {
	return d.runner.Do(d.t.Context(), flows.Command{Effect: flows.ReadNumber{ID: id}}).Event.(flows.NumberRead).Number
}

func (d *drive) pooledNow(id api.PreverifiedID) api.Preverified {
	return d.runner.Do(d.t.Context(), flows.Command{Effect: flows.ReadPooled{ID: id}}).Event.(flows.PooledRead).Number
}
