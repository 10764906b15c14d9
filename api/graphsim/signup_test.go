package graphsim_test

import (
	"testing"
	"time"

	"dialtone/api/graphsim"
)

// If a number came through Embedded Signup and was not registered within 14 days, the
// customer has to repeat the signup. A code does not replace it (seed 002), unless the rule
// says so (docs: a code clears 133006).
func TestALapsedSignup(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	onboarded := func(w *world, after time.Duration) *world {
		w.sim.Advance(after)
		if after >= 14*day {
			w.verified()
		}
		return w
	}
	const signup = verified + "verified_at = \"0s\"\nlast_onboarded = \"0s\"\n"
	onboarded(with(t, signup), 14*day-time.Second).register("123456").ok(t)

	w := onboarded(with(t, signup), 14*day)
	w.register("123456").refused(t, 400, 133006, 0)
	if err := w.sim.Perform(graphsim.RepeatSignup, numberID); err != nil {
		t.Fatal(err)
	}
	w.register("123456").ok(t)

	// A number that was registered once needs only a code later.
	w.deregister().ok(t)
	onboarded(w, 40*day).register("123456").ok(t)
	onboarded(build(t, parse(t, "[rules]\ncode_for_signup = true\n"+small+signup)), 14*day).register("123456").ok(t)
	onboarded(with(t, "status = \"DISCONNECTED\"\nlast_onboarded = \"-20d\"\n"), 14*day).register("123456").ok(t)
	onboarded(with(t, ""), 20*day).register("123456").ok(t) // it was added by a call, not by Embedded Signup
	w = with(t, signup+"preverified = true\n")
	w.sim.Advance(80 * day)
	w.register("123456").ok(t) // 90 days (docs)
}
