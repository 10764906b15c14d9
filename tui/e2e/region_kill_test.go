//go:build unix

package e2e

import (
	"fmt"
	"math/rand/v2"
	"os/exec"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// toBrazil is the goal of the region change, as the journal keeps it.
const toBrazil = "region:BR"

// fewMoveKills are those of a short run, manyMoveKills those of a run of everything;
// DIALTONE_KILLS asks for another number.
const fewMoveKills, manyMoveKills = 3, 8

// TestKilledWhileMovingItResumes kills the wizard with SIGKILL on every page of a
// region change and at any moment of its calls, and starts it anew. In the end
// the number is CONNECTED in the wanted region, by one deregister and one
// register request.
func TestKilledWhileMovingItResumes(t *testing.T) {
	t.Parallel()
	kills := wantedKills(t, fewMoveKills, manyMoveKills)
	places, done := map[string]int{}, 0
	for job := 0; done < kills; job++ {
		done += killedMove(t, uint64(job), places)
	}
	t.Logf("%d kills, by place: %v", done, places)
}

// killedMove changes one region, is killed some times on the way, and returns how
// often.
func killedMove(t *testing.T, seed uint64, places map[string]int) (kills int) {
	t.Helper()
	dice := rand.New(rand.NewPCG(seed, 73))
	sim := host(t, story(t, "region-change", func(sc *graphsim.Scenario) { sc.Rules.ConnectAfter = graphsim.Duration(200 * time.Millisecond) }))
	for _, call := range []api.Endpoint{api.Deregister, api.SetSettings, api.Register} { // time to be killed in
		must(t, sim.sim.AddFault(graphsim.Fault{Endpoint: call, Delay: graphsim.Duration(80 * time.Millisecond), Times: 100}))
	}
	o := wide()
	o.Dir = t.TempDir()
	o.Env = []string{"DIALTONE_TOKEN=" + sim.sim.Info().Token}
	start := func() *wizard {
		args := []string{"region", "--account", string(sim.sim.Info().WABA), "--number", string(sim.first())}
		if leftUnfinished(t, o.Dir, toBrazil) {
			args = []string{"resume"}
		}
		w := launch(t, o, append(args, sim.flags()...)...)
		w.world = sim
		return w
	}
	pages := []string{"MoveRegion", "MovePIN", "MovePlan", "Moving", "Moving", "Moving", "Moving", "Moving", "Moving"}
	over := func() bool { // the kill may come when everything is done
		n := sim.number(t, sim.first())
		return n.Status == api.StatusConnected && n.Region == "BR" && !leftUnfinished(t, o.Dir, toBrazil)
	}
	for kill := 0; kill < 3 && !over(); kill++ {
		place := pages[dice.IntN(len(pages))]
		w := start()
		if w.move(place) {
			w.leave(0)
			break
		}
		if place == "Moving" {
			time.Sleep(time.Duration(dice.IntN(600)) * time.Millisecond)
			place = sim.progress()
		}
		must(t, unix.Kill(w.PID(), unix.SIGKILL))
		<-w.exited
		kills++
		places[place]++
	}
	if !over() {
		w := start()
		w.move("")
		w.leave(0)
	}
	n := sim.number(t, sim.first())
	if n.Registers != 2 || n.Deregisters != 2 { // one of each was there before
		t.Errorf("job %d: counted %d register and %d deregister requests", seed, n.Registers-1, n.Deregisters-1)
	}
	wantMoved(t, sim, "BR", 0)
	if leftUnfinished(t, o.Dir, toBrazil) {
		t.Errorf("job %d: the journal holds something unfinished", seed)
	}
	return kills
}

// progress says how far the calls of a region change have come at Meta.
func (w *world) progress() string {
	took := map[api.Endpoint]bool{}
	for _, c := range w.sim.Record() {
		took[c.Endpoint] = took[c.Endpoint] || c.Effective
	}
	return fmt.Sprintf("deregistered %t, set %t, registered %t", took[api.Deregister], took[api.SetSettings], took[api.Register])
}

// leftUnfinished asks the journal whether there is something to go on with, which
// has to have the goal.
func leftUnfinished(t *testing.T, home, goal string) bool {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), dialtone(t), "history", "--json")
	cmd.Dir, cmd.Env = home, []string{"HOME=" + home, "LANG=C.UTF-8"}
	out, err := cmd.Output()
	must(t, err)
	var list []struct {
		Ended *time.Time
		Goal  string
	}
	dataOf(t, string(out), &list)
	for _, s := range list {
		if s.Ended == nil {
			if s.Goal != goal {
				t.Errorf("the journal has the goal %q", s.Goal)
			}
			return true
		}
	}
	return false
}

// move goes on with a region change until it comes to a page, or to its end,
// which it reports.
func (w *wizard) move(until string) (over bool) {
	w.t.Helper()
	const enough = 5 // looks at what a request did: it arrived in much less time, or was never sent
	looks := 0
	for range 20 {
		page := w.at(movePageOf)
		if page == "Manage" {
			w.see("notice.moved")
			return true
		}
		if page == until {
			return false
		}
		switch page {
		case "MoveRegion":
			w.toRegion("BR")
		case "MovePIN":
			w.presentPIN(storyPIN)
		case "MovePlan":
			if w.shows("card.settled") { // what was left open did not work
				w.Press("enter")
				w.gone("card.settled")
				continue
			}
			if w.shows("advice.open.title") { // the request before it is still open: look again
				if looks++; looks > enough {
					w.overrule()
				} else {
					w.pause()
					w.Press("enter")
				}
				must(w.t, w.Settle(calm))
				continue
			}
			asks := w.shows("move.begin_pin")
			time.Sleep(readFirst)
			w.Press("enter")
			if !asks && until == "Moving" {
				return false
			}
		}
		told := phrase(w.t, "advice.open.title") // a card can come after the page
		w.until("leave "+page, func(s string) bool { return movePageOf(w.t, s) != page || told.MatchString(s) })
	}
	w.t.Fatal("no end of it:\n" + w.Screen())
	return false
}

// movePageOf names a page by its title.
func movePageOf(t *testing.T, screen string) string {
	t.Helper()
	for _, p := range [][2]string{
		{"state.MoveRegion.title", "MoveRegion"}, {"state.MovePIN.title", "MovePIN"}, {"state.Manage.title", "Manage"},
		{"state.MovePlan.title", "MovePlan"}, {"move.rest_title", "MovePlan"},
	} {
		if phrase(t, p[0]).MatchString(screen) {
			return p[1]
		}
	}
	return ""
}
