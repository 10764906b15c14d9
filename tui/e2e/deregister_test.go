//go:build unix

package e2e

import (
	"os/exec"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility/phone"
)

// lastFour are the digits that confirm a deregistration.
func (w *wizard) lastFour() string {
	number := w.number(w.t, w.first()).Phone
	return number[len(number)-4:]
}

// takeOff types digits on the page of a deregistration and sends them once the
// page can have been read.
func (w *wizard) takeOff(digits string) {
	w.t.Helper()
	w.see("state.Deregister.title")
	w.Type(digits)
	time.Sleep(readFirst)
	w.Press("enter")
}

// wantOff holds that a number was taken off, by so many requests.
func wantOff(t *testing.T, w *world, requests int) {
	t.Helper()
	n := w.number(t, w.first())
	if n.Registered || n.Status != api.StatusDisconnected || n.Region != "" {
		t.Errorf("the number is %+v", n)
	}
	wantCalls(t, w, want{api.Deregister: requests})
}

// inStorage gives the first number a storage region.
func inStorage(sc *graphsim.Scenario) { sc.Numbers[0].Region = "SG" }

// TestANumberIsTakenOff by the command: other digits and a pasted number say what
// they are, the right digits take it off, once, and nothing is left to go on with.
func TestANumberIsTakenOff(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]Options{"wide": wide(), "small": {Cols: 60, Rows: 20}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			world := host(t, story(t, "identity-check", inStorage))
			o.Dir = t.TempDir()
			w := open(t, world, o, "deregister")
			w.pickFirst()
			w.see("deregister.region", "Region", say(t, "region.in_SG")+" (SG)")
			number := w.number(t, w.first()).Phone
			w.Press("enter")
			w.see("deregister.missing", "Count", 4)
			w.Paste(number)
			w.see("deregister.paste")
			w.takeOff("0000")
			w.see("deregister.wrong", "Number", phone.Mask("+852 6123 0161"))
			if n := len(world.calls(api.Deregister)); n != 0 {
				t.Fatalf("%d requests were sent", n)
			}
			w.takeOff(w.lastFour())
			w.see("notice.taken_off")
			w.see("state.Manage.title")
			w.leave(0)
			wantSummary(t, w, "action.deregister")
			wantOff(t, world, 1)
			if strings.Contains(w.plain(), number[4:8]) {
				t.Error("the middle of the number is shown")
			}

			history := exec.CommandContext(t.Context(), dialtone(t), "history", "--json")
			history.Dir, history.Env = o.Dir, []string{"HOME=" + o.Dir, "LANG=C.UTF-8"}
			out, err := history.Output()
			must(t, err)
			var list []struct{ Outcome string }
			dataOf(t, string(out), &list)
			if len(list) != 1 || list[0].Outcome != "deregistered" {
				t.Errorf("history: %s", out)
			}
			again := launch(t, o, world.flags()...)
			again.world = world
			again.lights("")
			if screen := again.Screen(); strings.Contains(screen, world.number(t, world.first()).Name) {
				t.Errorf("it is offered as unfinished:\n%s", screen)
			}
			again.leave(1)
		})
	}
}

// TestDeregisteringFromThePage is chosen on a number's page, and comes back to it
// where the number is off already.
func TestDeregisteringFromThePage(t *testing.T) {
	t.Parallel()
	world := host(t, story(t, "identity-check"))
	w := open(t, world, wide(), "numbers")
	w.pickFirst()
	w.see("state.Manage.title")
	w.choose("job.deregister.label")
	w.takeOff(w.lastFour())
	w.see("notice.taken_off")
	if w.shows("job.deregister.label") {
		t.Errorf("it is offered once more:\n%s", w.Screen())
	}
	w.leave(0)
	wantOff(t, world, 1)

	o := wide()
	o.Dir = w.dir
	again := open(t, world, o, "deregister", "--number", string(world.first()))
	again.see("deregister.nothing.title")
	again.Press("enter")
	again.see("state.Manage.title")
	again.leave(0)
	wantCalls(t, world, want{api.Deregister: 1})
}

// TestALostDeregisterIsReadBack sends the request once, whatever became of its
// answer.
func TestALostDeregisterIsReadBack(t *testing.T) {
	t.Parallel()
	world := host(t, story(t, "identity-check"))
	must(t, world.sim.AddFault(graphsim.Fault{Endpoint: api.Deregister, Drop: graphsim.DropAfter}))
	w := open(t, world, wide(), "deregister")
	w.pickFirst()
	w.takeOff(w.lastFour())
	w.see("notice.settled")
	w.see("state.Manage.title")
	w.leave(0)
	wantOff(t, world, 1)
}

// TestDeregisteredTooOften is Meta's own count: the number stays as it is, and
// the page is locked until the time is over.
func TestDeregisteredTooOften(t *testing.T) {
	t.Parallel()
	world := host(t, story(t, "deregisters-used"))
	w := open(t, world, wide(), "deregister")
	w.pickFirst()
	w.takeOff(w.lastFour())
	w.see("advice.dereg_blocked.title")
	w.Press("enter")
	w.gone("advice.dereg_blocked.title")
	w.takeOff(w.lastFour()) // it had to be confirmed anew
	w.see("advice.budget.title")
	wantCalls(t, world, want{api.Deregister: 1})
	w.overrule()
	w.see("advice.dereg_blocked.title")
	w.leave(5)
	wantCalls(t, world, want{api.Deregister: 2})
	if n := world.number(t, world.first()); !n.Registered {
		t.Errorf("the number is %+v", n)
	}
}

// TestAKilledDeregistration is read back at the next start, whether or not its
// request worked, and never sent a second time without that.
func TestAKilledDeregistration(t *testing.T) {
	t.Parallel()
	slow := graphsim.Duration(time.Minute)
	for name, faults := range map[string][]graphsim.Fault{
		"it worked":  {{Endpoint: api.Deregister, Drop: graphsim.DropAfter}, {Endpoint: api.GetSettings, Skip: 1, Delay: slow}},
		"on its way": {{Endpoint: api.Deregister, Delay: slow}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			world := host(t, story(t, "identity-check"))
			for _, f := range faults {
				must(t, world.sim.AddFault(f))
			}
			o := wide()
			o.Dir = t.TempDir()
			w := open(t, world, o, "deregister")
			w.pickFirst()
			w.takeOff(w.lastFour())
			if last := faults[len(faults)-1].Endpoint; last == api.Deregister {
				w.until("send it", func(s string) bool { return phrase(t, "waiting.deregister").MatchString(s) })
			} else {
				w.until("read it back", func(s string) bool { return !world.number(t, world.first()).Registered })
			}
			time.Sleep(fingerUp)
			must(t, unix.Kill(w.PID(), unix.SIGKILL))
			<-w.exited

			o.Env = []string{"DIALTONE_TOKEN=" + world.sim.Info().Token}
			if name == "it worked" {
				again := launch(t, o, world.flags()...)
				again.world = world
				again.takeOffer()
				again.see("deregister.nothing.title")
				again.leave(0)
				wantOff(t, world, 1)
				return
			}
			again := launch(t, o, append([]string{"resume"}, world.flags()...)...)
			again.world = world
			again.readsThatNobodyKnows() // it never arrived, which nobody can know
			again.overrule()
			again.see("notice.taken_off")
			again.leave(0)
			if n := world.number(t, world.first()); n.Registered {
				t.Errorf("the number is %+v", n)
			}
		})
	}
}
