package graphsim_test

import (
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/assets"
)

// numberOf is the number of the account with a phone number.
func numberOf(t *testing.T, w *world, phone string) graphsim.Snapshot {
	t.Helper()
	for _, s := range w.sim.Snapshots() {
		if s.Phone == phone {
			return s
		}
	}
	t.Fatalf("%s is not in the account", phone)
	return graphsim.Snapshot{}
}

// A number that another partner has comes here without a code and without a move: shared,
// it is registered with whatever PIN and keeps its own; out of a solution, it wants its PIN.
func TestTwoPartners(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		scenario, phone string
		action          graphsim.Action
		refused         int
	}{
		"shared":   {"shared-by-partners", "+4915112340100", graphsim.ShareNumber, 0},
		"solution": {"leaving-solution", "+34612340100", graphsim.LeaveSolution, 133005},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sc := scenario(t, c.scenario)
			sc.Lines[0].TwoStep = true
			w := build(t, sc)
			w.post("/v24.0/"+string(w.sim.Info().WABA)+"/phone_numbers", obj{"cc": c.phone[1:3], "phone_number": c.phone[3:], "verified_name": "Maple"}).refused(t, 400, 100, 0)
			if err := w.sim.Perform(c.action, api.PhoneNumberID(c.phone)); err != nil {
				t.Fatal(err)
			}
			n := numberOf(t, w, c.phone)
			if n.Verification != api.Verified || !n.PINSet {
				t.Fatalf("it arrives as %+v", n)
			}
			register := w.post("/v24.0/"+string(n.ID)+"/register", obj{"messaging_product": "whatsapp", "pin": "123456"})
			if register.code() != c.refused {
				t.Errorf("register is answered with %d, want %d", register.code(), c.refused)
			}
			if after, _ := w.sim.Snapshot(n.ID); after.PINIs("123456") || after.Registered != (c.refused == 0) {
				t.Errorf("afterwards %+v", after)
			}
		})
	}
}

// Accounts of the new model do not move numbers.
func TestNewModelMovesNothing(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "shared-by-partners"))
	w.post("/v24.0/"+string(w.sim.Info().WABA)+"/phone_numbers", obj{"cc": "49", "phone_number": "15112340100", "migrate_phone_number": true}).refused(t, 400, 2388103, 0)
}

// While sharing is half done the status alternates, and the app is told or not.
func TestHalfSharedReads(t *testing.T) {
	t.Parallel()
	const alternates = "status_alternates_with = \"CONNECTED\"\non_business_app = true\n"
	for says, want := range map[string]any{"": true, `says_business_app = "false"`: false, `says_business_app = "nothing"`: nil} {
		w := build(t, parse(t, small+halfway+alternates+says))
		seen := map[any]bool{}
		for range 4 {
			got := w.number("status,code_verification_status,platform_type,is_on_biz_app").ok(t).body
			if seen[got["status"]] = true; got["is_on_biz_app"] != want || got["platform_type"] != "ON_PREMISE" || got["code_verification_status"] != "NOT_VERIFIED" {
				t.Errorf("%s: %v", says, got)
			}
		}
		if len(seen) != 2 || !seen["DISCONNECTED"] || !seen["CONNECTED"] {
			t.Errorf("%s: the status reads %v", says, seen)
		}
		w.register("123456").refused(t, 400, 100, 0)
	}
}

// Whether a fresh test number wants a code is a rule.
func TestFreshTestNumberByRule(t *testing.T) {
	t.Parallel()
	raw, err := assets.Scenario("fresh-test-number")
	if err != nil {
		t.Fatal(err)
	}
	for demands, code := range map[bool]int{false: 0, true: 133006} {
		sc, err := graphsim.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		sc.Rules.CodeForTests = demands
		w := build(t, sc)
		got := w.post("/v24.0/"+string(w.sim.Info().Numbers[0])+"/register", obj{"messaging_product": "whatsapp", "pin": "123456"})
		if got.code() != code {
			t.Errorf("a code is demanded: %t, register is answered with %d", demands, got.code())
		}
	}
}
