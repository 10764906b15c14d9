//go:build unix

package e2e

import (
	"os/exec"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// storyPIN is that of the numbers in the stories about regions.
const storyPIN = "604815"

// toRegion searches a country for a number that has its region changed.
func (w *wizard) toRegion(code string) {
	w.t.Helper()
	w.see("state.MoveRegion.title")
	w.takeCountry(code)
}

// presentPIN types the PIN that the number has.
func (w *wizard) presentPIN(pin string) {
	w.t.Helper()
	w.see("state.MovePIN.title")
	w.picks("1")
	w.see("pin.way.present.lead")
	w.Type(pin)
	w.Press("enter")
}

// begin reads the plan and confirms it.
func (w *wizard) begin(button string) {
	w.t.Helper()
	w.see(button)
	time.Sleep(readFirst)
	w.Press("enter")
}

// wantMoved holds how the number stands at Meta.
func wantMoved(t *testing.T, w *world, region api.Region, retention int) {
	t.Helper()
	n := w.number(t, w.first())
	if n.Status != api.StatusConnected || n.Region != region || n.Retention != retention || !n.PINIs(storyPIN) {
		t.Errorf("the number is %+v", n)
	}
	took := map[api.Endpoint]int{}
	for _, c := range w.sim.Record() {
		if c.Effective {
			took[c.Endpoint]++
		}
	}
	if took[api.Deregister] != 1 || took[api.Register] != 1 {
		t.Errorf("took effect: %v", took)
	}
}

// TestARegionIsChanged walks the whole way by the command: the plan comes before
// anything is sent, and the end is read back.
func TestARegionIsChanged(t *testing.T) {
	t.Parallel()
	sim := host(t, story(t, "region-change"))
	o := wide()
	o.Dir = t.TempDir()
	w := open(t, sim, o, "region")
	w.pickFirst()
	w.see("move.now_in", "Region", say(t, "region.in_DE")+" (DE)")
	w.toRegion("BR")
	w.presentPIN(storyPIN)
	w.see("state.MovePlan.title")
	w.see("move.step_deregister", "Number", 1, "Allowed", 10)
	w.see("move.step_register", "Number", 1, "Allowed", 10)
	w.see("move.downtime")
	w.see("move.means_country")
	if n := len(sim.calls(api.Deregister)) + len(sim.calls(api.SetSettings)) + len(sim.calls(api.Register)); n != 0 {
		t.Errorf("%d requests were sent before the plan was confirmed", n)
	}
	w.begin("move.begin_deregister")
	w.see("notice.moved")
	w.leave(0)
	wantMoved(t, sim, "BR", 0)

	history := exec.CommandContext(t.Context(), dialtone(t), "history")
	history.Dir, history.Env = o.Dir, []string{"HOME=" + o.Dir, "LANG=C.UTF-8"}
	out, err := history.Output()
	must(t, err)
	if want := say(t, "history.region", "Region", say(t, "region.in_BR"), "Where", say(t, "history.connected")); !strings.Contains(string(out), want) {
		t.Errorf("the history says:\n%s", out)
	}
}

// TestNoStorageFromThePage begins on the number's page and ends in the mode
// without storage, with the last deregister request that Meta takes. The next one
// it refuses, and the number stays on. With a wish on the command line the plan
// comes first.
func TestNoStorageFromThePage(t *testing.T) {
	t.Parallel()
	sim := host(t, story(t, "one-deregister-left", atOnce))
	w := open(t, sim, wide(), "numbers")
	w.pickFirst()
	w.see("state.Manage.title")
	w.choose("job.region.label")
	w.see("state.MoveRegion.title")
	w.see("region.unkept")
	w.Press("3")
	w.lights(say(t, "region.unkept"))
	w.Press("enter")
	w.presentPIN(storyPIN)
	w.see("move.means_unkept")
	w.begin("move.begin_deregister")
	w.see("notice.moved")
	w.leave(0)
	wantMoved(t, sim, "", 60)

	w = open(t, sim, wide(), "region", "--number", string(sim.first()), "--region", "NL")
	wantExit(t, w.Terminal, 2)
	w = open(t, sim, wide(), "region", "--number", string(sim.first()), "--region", "SG")
	w.see("state.MovePlan.title")
	w.begin("move.begin_pin")
	w.presentPIN(storyPIN)
	w.begin("move.begin_deregister")
	w.see("advice.dereg_blocked.title")
	w.leave(5)
	wantMoved(t, sim, "", 60)
}

// TestAChangeThatWasCutOffIsOffered leaves after the number was taken off, and
// goes on from the first screen.
func TestAChangeThatWasCutOffIsOffered(t *testing.T) {
	t.Parallel()
	sim := host(t, story(t, "region-change", atOnce))
	must(t, sim.sim.AddFault(graphsim.Fault{Endpoint: api.SetSettings, Status: 400, Code: 100, Times: 1}))
	o := wide()
	o.Dir = t.TempDir()
	w := open(t, sim, o, "region", "--number", string(sim.first()))
	w.toRegion("CH")
	w.presentPIN(storyPIN)
	w.begin("move.begin_deregister")
	w.see("advice.parameter.title")
	w.Press("ctrl+q")
	w.ends(1)
	if text := w.plain(); !phrase(t, "summary.off").MatchString(text) || !strings.Contains(text, "dialtone resume") {
		t.Errorf("the summary says:\n%s", text)
	}

	o.Env = []string{"DIALTONE_TOKEN=" + sim.sim.Info().Token}
	again := launch(t, o, sim.flags()...)
	again.world = sim
	again.choose("connect.left.label")
	again.lights(strings.Split(say(t, "connect.resume.label", "Number", "", "Name", ""), " ,")[0])
	again.read(strings.Split(say(t, "connect.resume.region", "Region", say(t, "region.in_CH")+" (CH)", "Ago", "|"), "|")[0])
	again.Press("enter")
	again.see("move.rest_title")
	again.Press("enter") // the PIN was kept nowhere
	again.presentPIN(storyPIN)
	again.begin("move.begin_settings")
	again.see("notice.moved")
	again.leave(0)
	wantMoved(t, sim, "CH", 0)
}
