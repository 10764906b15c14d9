//go:build linux

package e2e

import (
	"os"
	"strconv"
	"testing"
	"time"

	"dialtone/api"
)

// has counts the entries of a folder that the system keeps about the program.
func (w *wizard) has(what string) int {
	w.t.Helper()
	list, err := os.ReadDir("/proc/" + strconv.Itoa(w.PID()) + "/" + what)
	must(w.t, err)
	return len(list)
}

// reload presses the key until the number is read again: one that is pressed while the
// answer before is on its way does nothing.
func (w *wizard) reload() {
	w.t.Helper()
	before, begun := len(w.calls(api.GetNumber)), time.Now()
	for len(w.calls(api.GetNumber)) == before {
		if time.Since(begun) > patience {
			w.t.Fatalf("the number isn't read again:\n%s", w.Screen())
		}
		w.Terminal.Press("ctrl+l")
		for range 50 {
			if len(w.calls(api.GetNumber)) > before {
				return
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
}

// TestSixtyReloadsOfLive reads the number again and again on the last screen: the sixtieth
// time the program takes up what it took up the tenth time. Its garbage is collected
// early, so that what is in use shows.
func TestSixtyReloadsOfLive(t *testing.T) {
	t.Parallel()
	o := wide()
	o.Env = []string{"GOGC=10"}
	w := open(t, host(t, story(t, "embedded-signup", atOnce)), o)
	w.pickFirst()
	w.newPIN(goodPIN)
	w.keepRegion()
	w.register()
	w.see("live.connected")
	var used Usage
	var descriptors, threads int
	must(t, w.Settle(reaction))
	for i := range 60 {
		w.reload()
		if i == 9 {
			var err error
			used, err = w.Usage()
			must(t, err)
			descriptors, threads = w.has("fd"), w.has("task")
		}
	}
	w.see("live.connected")
	if now, err := w.Usage(); err != nil || now.Memory > used.Memory+used.Memory/4 {
		t.Errorf("the memory grew from %d to %d bytes, %v", used.Memory, now.Memory, err)
	}
	if now := w.has("fd"); now > descriptors {
		t.Errorf("%d descriptors became %d", descriptors, now)
	}
	const spare = 3 // the runtime starts one where another one waits for the system
	if now := w.has("task"); now > threads+spare {
		t.Errorf("%d threads became %d", threads, now)
	}
}
