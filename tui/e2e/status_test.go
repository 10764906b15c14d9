//go:build unix

package e2e

import (
	"strings"
	"testing"

	"dialtone/api"
)

// A number that Meta holds back is told as that, in the list and on its page, and the
// exit code says so too.
func TestAHeldNumberIsNotToldAsGood(t *testing.T) {
	t.Parallel()
	for search, status := range map[string]api.Status{"0114": api.StatusFlagged} {
		world := host(t, story(t, "many-numbers", atOnce))
		w := open(t, world, wide())
		w.see("state.PickNumber.title")
		w.Type(search)
		w.lights("+66")
		if row := marked(w.Screen()); !strings.Contains(row, say(t, "held."+string(status)+".word")) || strings.Contains(row, say(t, "standing.connected")) {
			t.Errorf("the list says %q", row)
		}
		w.Press("enter")
		w.see("connected.held.title")
		w.see("held." + string(status) + ".means")
		if strings.Contains(w.Screen(), "✓ "+string(status)) {
			t.Errorf("it is ticked:\n%s", w.Screen())
		}
		w.leave(5)
		if !phrase(t, "held."+string(status)+".do").MatchString(w.plain()) || phrase(t, "summary.connected").MatchString(w.plain()) {
			t.Errorf("the summary says:\n%s", w.plain())
		}
	}
}
