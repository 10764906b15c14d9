//go:build unix

package e2e

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// idleFor is how long a wizard is left alone.
const idleFor = 2 * time.Second

// wantIdle holds that a wizard that is left alone makes no garbage to collect:
// what it read is packed, and nothing asks for anything.
func wantIdle(t *testing.T, w *wizard, collected func() int) {
	t.Helper()
	must(t, w.Settle(time.Second))
	begun := collected()
	if begun == 0 {
		t.Fatal("the collector says nothing")
	}
	time.Sleep(idleFor)
	if ran := collected() - begun; ran > 1 {
		t.Errorf("the collector ran %d times in %v in which nothing happened", ran, idleFor)
	}
}

// collecting opens a wizard whose runtime writes a line for each run of its
// garbage collector, and returns what counts them.
func collecting(t *testing.T, sim *world, o Options, args ...string) (*wizard, func() int) {
	t.Helper()
	o.Dir = t.TempDir()
	lines := filepath.Join(o.Dir, "collector")
	info := sim.sim.Info()
	o.Env = []string{"GODEBUG=gctrace=1", "DIALTONE_TOKEN=" + info.Token}
	args = append(args, append(sim.flags(), "--account", string(info.WABA))...)
	args = append([]string{"-c", `exec "$0" "$@" 2>` + lines, dialtone(t)}, args...)
	w := &wizard{t: t, dir: o.Dir, world: sim, Terminal: start(t, o, "/bin/sh", args...)}
	return w, func() int {
		said, err := os.ReadFile(lines)
		must(t, err)
		return bytes.Count(append([]byte("\n"), said...), []byte("\ngc ")) // "gc 7 @1.2s 3%: …"

	}
}
