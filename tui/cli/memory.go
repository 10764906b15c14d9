package cli

import (
	"runtime/debug"
	"time"
)

// memoryGoal is the memory that the wizard makes do with, as long as what it
// keeps fits: fifty thousand numbers and everything else take about eight MiB. It
// is a goal and no limit: what needs more gets it.
const memoryGoal = 11 << 20

// saveMemory trades some of the time that the machine has between two keys for
// memory. The simulator inside the same process keeps a whole account as Graph
// would, which fits into no goal.
func saveMemory(sandbox bool) {
	if !sandbox {
		debug.SetMemoryLimit(memoryGoal)
	}
	releaseCode()
	for _, after := range []time.Duration{time.Second, 4 * time.Second, 10 * time.Second} { // the first screens are up, a list is loading
		time.AfterFunc(after, releaseCode)
	}
}
