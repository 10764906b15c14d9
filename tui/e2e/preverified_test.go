//go:build unix

package e2e

import (
	"strings"
	"testing"

	"dialtone/api"
)

// TestThePool walks the whole life of a number that is verified in advance: into
// the pool, verified, into the account, CONNECTED without another code.
func TestThePool(t *testing.T) {
	t.Parallel()
	world := host(t, story(t, "preverified-pool", atOnce))
	w := open(t, world, wide(), "preverified")
	w.see("state.Pool.title")
	w.read("70 days left")
	for !strings.Contains(marked(w.Screen()), "70 days left") {
		w.Press("up")
		must(t, w.Settle(fingerUp))
	}
	w.Press("v") // too early
	w.see("notice.pool_early")
	w.Press("a")
	w.see("state.PoolAdd.title")
	w.Type("+852 12")
	w.Press("enter")
	w.see("number.too_short")
	w.Press("ctrl+u")
	w.Type("+852 9123 0199")
	w.Press("enter")
	w.see("state.PoolCode.title")
	w.picks("1")
	w.see("state.PoolEnter.title")
	w.Type(w.newest().Code)
	w.Press("enter")
	w.see("notice.pooled_verified")
	w.see("state.Pool.title")
	w.read("90 days left")
	w.Press("enter")
	w.see("state.PoolUse.title")
	w.Press("enter", "enter")
	w.see("notice.claimed")
	w.newPIN(goodPIN)
	w.keepRegion()
	w.see("field.register_by")
	w.register()
	w.finish()
	for call, want := range map[api.Endpoint]int{
		api.AddPreverified: 1, api.RequestPreverifiedCode: 1, api.VerifyPreverifiedCode: 1, api.AddNumber: 1, api.Register: 1, api.RequestCode: 0,
	} {
		if n := len(world.calls(call)); n != want {
			t.Errorf("%d %s requests, want %d", n, call, want)
		}
	}
}

// TestThePoolIsLeft ends well when somebody only looks, and says how to come back.
func TestThePoolIsLeft(t *testing.T) {
	t.Parallel()
	world := host(t, story(t, "preverified-pool", atOnce))
	w := open(t, world, wide(), "preverified", "--business", "220771904456162")
	w.read("70 days left")
	w.Press("b")
	w.see("state.PoolBusiness.title")
	w.Type("+85291230100")
	w.Press("enter")
	w.see("pool.business.phone")
	w.Press("ctrl+u")
	w.Type("220771904456199")
	w.Press("enter")
	w.see("advice.no_object.title")
	w.Press("enter")
	w.Press("esc")
	w.read("70 days left")
	w.leave(0)
}

func TestThePoolWithoutPermission(t *testing.T) {
	t.Parallel()
	world := host(t, story(t, "preverified-no-permission"))
	w := open(t, world, wide(), "preverified")
	w.see("advice.pool_scope.title")
	w.read("business_management")
	for _, c := range world.sim.Record() {
		if strings.HasPrefix(string(c.Endpoint), "preverified") {
			t.Errorf("%s was sent without its permission", c.Endpoint)
		}
	}
	w.leave(4)
}
