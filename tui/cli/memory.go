package cli

import (
	"runtime/debug"
	"sync/atomic"

	"dialtone/api"
)

// thrift keeps a wizard that lists the numbers of an account small: there can be
// tens of thousands of them, and no more than a screenful is looked at. It costs a
// start some 30 ms, which the other jobs do without.
type thrift struct {
	code  code
	pages atomic.Int64
}

// heapGoal is what the list of fifty thousand numbers, and all that is needed to
// read it, fits into. What needs more gets it.
const heapGoal = 12 << 20

// begin has the collector run more often than usual: what one page needs while it
// is read is garbage when the next one comes.
func (t *thrift) begin() {
	debug.SetGCPercent(12)
	debug.SetMemoryLimit(heapGoal)
	t.code = mappedCode()
	t.code.release()
}

// saw notes a call. Now and then between two pages the program gives back the
// pages of itself that it needed to come so far.
func (t *thrift) saw(c api.Trace) {
	const often = 4
	if c.Call == api.ListNumbers && t.pages.Add(1)%often == 0 {
		t.code.release()
	}
}
