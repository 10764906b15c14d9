//go:build unix

package e2e

import (
	"slices"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// calls lists what reached one endpoint, oldest first.
func (w *world) calls(e api.Endpoint) []graphsim.Call {
	return slices.DeleteFunc(w.sim.Record(), func(c graphsim.Call) bool { return c.Endpoint != e })
}

// counted are the requests that Meta counts, or that change something.
func counted() []api.Endpoint {
	return []api.Endpoint{
		api.AddNumber, api.RequestCode, api.VerifyCode, api.SetPIN, api.SetSettings, api.Register, api.Deregister, api.SetSubscribed,
	}
}

// want is how many requests of a kind may have reached the simulator; those
// that are not named may not have.
type want map[api.Endpoint]int

// wantCalls compares the counted requests with those that the story needs.
func wantCalls(t *testing.T, w *world, want want) {
	t.Helper()
	for _, e := range counted() {
		if got := w.calls(e); len(got) != want[e] {
			t.Errorf("%d × %s, want %d: %+v", len(got), e, want[e], got)
		}
	}
}

// straight are the requests of an onboarding in which nothing goes wrong.
func straight() want { return want{api.RequestCode: 1, api.VerifyCode: 1, api.Register: 1} }

// wantRegistered holds that one register request took effect, that it was the
// last one, and that the number is connected with the PIN that was chosen.
func wantRegistered(t *testing.T, w *world, id api.PhoneNumberID, pin string) {
	t.Helper()
	requests := w.calls(api.Register)
	for i, c := range requests {
		if c.Effective != (i == len(requests)-1) || c.Number != id {
			t.Errorf("register request %d of %d: %+v", i+1, len(requests), c)
		}
	}
	n := w.number(t, id)
	if !n.Registered || n.Status != api.StatusConnected || !n.PINIs(pin) {
		t.Errorf("the number is not what was asked for: %+v", n)
	}
}

// number is the present state of a number.
func (w *world) number(t *testing.T, id api.PhoneNumberID) graphsim.Snapshot {
	t.Helper()
	n, ok := w.sim.Snapshot(id)
	if !ok {
		t.Fatalf("there is no number %s", id)
	}
	return n
}

// first is the id of the account's first number.
func (w *world) first() api.PhoneNumberID { return w.sim.Info().Numbers[0] }
