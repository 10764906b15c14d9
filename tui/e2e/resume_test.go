//go:build unix

package e2e

import (
	"testing"

	"dialtone/api"
	"dialtone/eligibility/phone"
)

// TestACodeIsTakenUpAgain leaves while a code is on its way, and comes back: the
// code is asked for, and not another one.
func TestACodeIsTakenUpAgain(t *testing.T) {
	t.Parallel()
	world := host(t, story(t, "clean-mobile", atOnce))
	o := wide()
	o.Dir = t.TempDir()
	w := open(t, world, o)
	w.pickFirst()
	w.check(nil)
	w.askCode(api.Voice)
	w.leave(1)
	o.Env = []string{"DIALTONE_TOKEN=" + world.sim.Info().Token}
	again := launch(t, o, append([]string{"resume"}, world.flags()...)...)
	again.world = world
	again.see("state.EnterCode.title")
	again.see("code.lead_earlier", "Number", phone.Mask(world.number(t, world.first()).Display))
	again.enterCode()
	again.newPIN(goodPIN)
	again.keepRegion()
	again.register()
	again.finish()
	wantCalls(t, world, straight())
	wantRegistered(t, world, world.first(), goodPIN)
}
