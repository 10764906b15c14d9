package cli

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// seal keeps the program's memory and environment away from other programs of the
// same user, and out of core files.
func seal() {
	noCore()
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
}

func moreDumping() []os.Signal { return []os.Signal{syscall.SIGSTKFLT} }
