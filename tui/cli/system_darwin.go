package cli

import (
	"os"
	"syscall"
)

// seal keeps the program's memory out of core files. The system itself keeps other
// programs away from it.
func seal() { noCore() }

func moreDumping() []os.Signal { return []os.Signal{syscall.SIGEMT} }
