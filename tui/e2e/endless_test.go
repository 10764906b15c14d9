//go:build unix

package e2e

import (
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// TestAListWithoutAnEnd is left after the page that comes again, and whoever reads
// it is told: by the screen, or by an error and no list.
func TestAListWithoutAnEnd(t *testing.T) {
	t.Parallel()
	sim := host(t, story(t, "many-numbers"))
	must(t, sim.sim.AddFault(graphsim.Fault{Endpoint: api.ListNumbers, Times: -1, Body: `{"data":[{"id":"106540352242901"},{"id":"106540352242902"}],` +
		`"paging":{"cursors":{"after":"same"},"next":"https://graph.facebook.com/next"}}`}))
	w := open(t, sim, wide(), "numbers")
	w.see("numbers.cut", "Count", 2)
	w.leave(0)
	if n := len(sim.calls(api.ListNumbers)); n != 2 {
		t.Errorf("the list was read %d times", n)
	}
	info := sim.sim.Info()
	args := append(append([]string{"numbers", "--json"}, sim.flags()...), "--account", string(info.WABA))
	wantFault(t, "does not come to an end", 1, []string{"DIALTONE_TOKEN=" + info.Token}, args...)
}
