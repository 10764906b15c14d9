//go:build unix

package e2e

import (
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// aJob starts the wizard as the job of a shell, which goes on with it at Enter.
func aJob(t *testing.T, world *world, args ...string) *wizard {
	t.Helper()
	const shell = `set -m; "$0" "$@"; code=$?; while [ $code -gt 140 ]; do echo "it has stopped"; read goOn; fg >/dev/null; code=$?; done; echo "it was $code"`
	o := wide()
	o.Dir, o.Limit = t.TempDir(), patience
	if world != nil {
		o.Env = []string{"DIALTONE_TOKEN=" + world.sim.Info().Token}
		args = append(args, world.flags()...)
	}
	return &wizard{t: t, dir: o.Dir, world: world, Terminal: start(t, o, "/bin/sh", append([]string{"-c", shell, dialtone(t)}, args...)...)}
}

// suspends presses ctrl+z, looks at the terminal that the shell gets, makes the window
// smaller or larger, and goes on.
func (w *wizard) suspends(cols, rows int) {
	w.t.Helper()
	w.pause()
	w.Press("ctrl+z")
	must(w.t, w.Wait("it has stopped"))
	if m, err := w.Mode(); err != nil || !m.Restored() {
		w.t.Errorf("stopped with %v, %v", m, err)
	}
	must(w.t, w.Resize(cols, rows))
	w.Terminal.Press("enter")
	must(w.t, w.WaitGone("it has stopped"))
	must(w.t, w.WaitFunc(func(string) bool {
		m, err := w.Mode()
		return err == nil && m.Raw && m.AltScreen && !m.Restored()
	}))
}

// TestCtrlZStopsAndComesBackWhole from a field, whose hidden number is hidden again, from
// the help over it, from a card, and amid a call.
func TestCtrlZStopsAndComesBackWhole(t *testing.T) {
	t.Parallel()
	t.Run("field", func(t *testing.T) {
		t.Parallel()
		w := aJob(t, nil)
		w.see("connect.other.label")
		w.chooseJob(flows.JobRecipient)
		w.see("state.Recipient.title")
		w.Type("+1 (631) 555-1234")
		w.see("recipient.ok")
		w.Press("ctrl+r")
		w.read("+1 (631) 555-1234")
		w.suspends(90, 40)
		w.read("+1 (•••) •••-1234")
		if strings.Contains(w.Screen(), "631") {
			t.Errorf("the number is shown:\n%s", w.Screen())
		}
		for _, line := range strings.Split(w.Screen(), "\n") {
			if strings.HasPrefix(line, "─") && len([]rune(strings.TrimRight(line, " "))) > 90 {
				t.Errorf("it is drawn for the window before:\n%s", w.Screen())
			}
		}
		w.Type("5") // the field is still the one that is typed into
		w.read("•2345")
		w.Press("f1")
		w.see("key.pause")
		w.suspends(120, 40)
		w.see("key.pause")
		w.Press("ctrl+c")
		must(t, w.Wait("it was 130"))
	})
	t.Run("card", func(t *testing.T) {
		t.Parallel()
		world := host(t, story(t, "clean-mobile", atOnce))
		must(t, world.sim.AddFault(graphsim.Fault{Endpoint: api.ListNumbers, Times: -1, Status: 403, Code: 10, Message: "denied"}))
		w := aJob(t, world, "--account", string(world.sim.Info().WABA))
		w.read("error 10")
		w.suspends(80, 30)
		w.read("error 10")
		w.Press("ctrl+c")
		must(t, w.Wait("it was 130"))
	})
	t.Run("amid a call", func(t *testing.T) {
		t.Parallel()
		world := host(t, story(t, "clean-mobile", atOnce))
		must(t, world.sim.AddFault(graphsim.Fault{Endpoint: api.ListNumbers, Times: -1, Delay: graphsim.Duration(time.Hour)}))
		w := aJob(t, world, "--account", string(world.sim.Info().WABA))
		w.read("Reading the list…")
		w.suspends(80, 30)
		w.read("Reading the list…")
		w.Press("ctrl+c")
		must(t, w.Wait("it was 130"))
	})
}
