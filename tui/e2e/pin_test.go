//go:build unix

package e2e

import (
	"testing"

	"dialtone/api"
)

// TestANewPIN sets a PIN from the start menu and by the command, and the number
// is registered with it afterwards.
func TestANewPIN(t *testing.T) {
	t.Parallel()
	sim := host(t, story(t, "other-provider-pin"))
	w := open(t, sim, wide(), "pin")
	w.pickFirst()
	w.see("state.SetPIN.title")
	w.picks("2")
	w.see("pin.way.type_new.lead")
	w.twice(goodPIN)
	w.see("notice.pin_replaced")
	w.see("state.Manage.title")
	w.leave(0)
	if n := len(sim.calls(api.SetPIN)); n != 1 {
		t.Errorf("the PIN was set %d times", n)
	}
	if n := len(sim.calls(api.Register)); n != 0 {
		t.Errorf("%d register requests", n)
	}
}
