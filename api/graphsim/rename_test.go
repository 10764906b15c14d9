package graphsim_test

import (
	"testing"
	"time"

	"dialtone/api/graphsim"
)

// An approved name takes effect if the number is registered within 14 days of the approval
// (docs). It does not matter how the approval came.
func TestAnApprovedNameLapses(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	const renamed = live + "pin = \"123456\"\nnew_name = \"Lotus\"\nnew_name_status = "
	for name, c := range map[string]struct {
		world    string
		approval func(w *world) time.Duration
	}{
		"from the start": {small + renamed + `"APPROVED"`, func(*world) time.Duration { return 0 }},
		"by itself": {"[rules]\nname_review_after = \"2d\"\n" + small + renamed + `"PENDING_REVIEW"`,
			func(*world) time.Duration { return 2 * day }},
		"by an action": {small + renamed + `"PENDING_REVIEW"`, func(w *world) time.Duration {
			w.sim.Advance(30 * day)
			if err := w.sim.Perform(graphsim.ApproveName, numberID); err != nil {
				w.t.Fatal(err)
			}
			return 0
		}},
	} {
		for late, want := range map[time.Duration]string{-time.Second: "Lotus", 0: "Lotus Bakery", 86 * day: "Lotus Bakery"} {
			w := build(t, parse(t, c.world))
			w.sim.Advance(c.approval(w) + 14*day + late)
			status := "APPROVED"
			if late >= 0 {
				status = "EXPIRED"
			}
			if got := w.number("new_name_status,new_certificate").ok(t).body; got["new_name_status"] != status || (got["new_certificate"] != nil) != (late < 0) {
				t.Errorf("%s, %s late: %v", name, late, got)
			}
			w.register("123456").ok(t)
			if got := w.number("verified_name").body["verified_name"]; got != want {
				t.Errorf("%s, %s late: the name is %v", name, late, got)
			}
			if late >= 0 {
				w.post("/v24.0/"+numberID, obj{"new_display_name": "Lotus"}).ok(t)
			}
		}
	}
}
