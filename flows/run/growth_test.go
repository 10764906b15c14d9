package run

import (
	"os"
	"runtime"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// footprint is what a program takes up: the heap without its garbage, goroutines, and
// open descriptors where the system can say (0 elsewhere).
type footprint struct {
	heap        uint64
	goroutines  int
	descriptors int
}

// footprintOf is what is taken up now, apart from what the test itself keeps of the calls.
func (d *drive) footprint() footprint {
	d.mu.Lock()
	d.calls = nil
	d.mu.Unlock()
	var m runtime.MemStats
	for range 3 { // what has a finalizer goes with the next one
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	list, _ := os.ReadDir("/proc/self/fd") // not every system has it
	return footprint{m.HeapAlloc, runtime.NumGoroutine(), len(list)}
}

// flat fails if something grew.
func (before footprint) flat(t *testing.T, after footprint) {
	t.Helper()
	if after.heap > before.heap+before.heap/2 { // the simulator keeps a record of every call
		t.Errorf("the heap grew from %d to %d bytes", before.heap, after.heap)
	}
	const spare = 2 // the runtime's own come and go
	if after.goroutines > before.goroutines+spare {
		t.Errorf("%d goroutines became %d", before.goroutines, after.goroutines)
	}
	if after.descriptors > before.descriptors+spare {
		t.Errorf("%d descriptors became %d", before.descriptors, after.descriptors)
	}
}

// settle does what the machine wants, until it wants no more or a while has passed in the
// simulator. A look in a while takes no time here.
func (d *drive) settle(until time.Time) {
	d.t.Helper()
	for len(d.queue) > 0 && d.sim.Now().Before(until) {
		d.carryOut()
	}
}

// TestSixtyReloads reads a number that is live again and again: the fiftieth time after the
// tenth takes up no more than that. It runs alone, since it looks at the whole process.
func TestSixtyReloads(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which takes memory of its own")
	}
	d := newDrive(t, "embedded-signup", api.DefaultVersion, func(sc *graphsim.Scenario) { sc.Rules.ConnectAfter = 0 }).run()
	if d.s.State != flows.Connected || d.s.Number.Status != api.StatusConnected {
		t.Fatalf("in %s with %+v", d.s.State, d.s.Problem)
	}
	var tenth footprint
	looks := 0
	for i := range 60 {
		before := len(d.sim.Record())
		d.hand(flows.ReloadAsked{})
		d.settle(d.sim.Now().Add(time.Hour))
		looks += min(1, len(d.sim.Record())-before)
		if i == 9 {
			tenth = d.footprint()
		}
	}
	tenth.flat(t, d.footprint())
	if looks != 60 || d.s.Problem != nil {
		t.Errorf("%d of 60 looks, %+v", looks, d.s.Problem)
	}
}

// TestAnHourOfPolling waits for a number that takes its time to read CONNECTED, and looks
// again each time it was looked at for long enough. The last fifty minutes take up no
// more than the first ten.
func TestAnHourOfPolling(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which takes memory of its own")
	}
	d := newDrive(t, "embedded-signup", api.DefaultVersion, func(sc *graphsim.Scenario) { sc.Rules.ConnectAfter = graphsim.Duration(3 * time.Hour) })
	d.before = func(d *drive) flows.Event {
		if d.s.State == flows.Connected { // the rest of the waiting is the test's
			return stop{}
		}
		return nil
	}
	d.run()
	if d.s.State != flows.Connected || d.s.Number.Status == api.StatusConnected {
		t.Fatalf("in %s with %s and %+v", d.s.State, d.s.Number.Status, d.s.Problem)
	}
	begun := d.sim.Now()
	var early footprint
	for _, part := range []time.Duration{10 * time.Minute, time.Hour} {
		for end := begun.Add(part); d.sim.Now().Before(end); {
			if len(d.queue) == 0 {
				d.sim.Advance(5 * time.Second)
				if d.s.Problem != nil {
					d.hand(flows.ProblemDismissed{})
				}
				d.hand(flows.ReloadAsked{})
			}
			d.settle(end)
		}
		if early == (footprint{}) {
			early = d.footprint()
		}
	}
	early.flat(t, d.footprint())
	looks := 0
	for _, c := range d.sim.Record() {
		if c.Endpoint == api.GetNumber {
			looks++
		}
	}
	if looks < 100 || d.s.State != flows.Connected {
		t.Errorf("%d looks in an hour, and it is in %s", looks, d.s.State)
	}
	t.Logf("%d looks", looks)
}
