package cli

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// seal keeps the program's memory and environment from other programs of the same
// user, and from a core file.
func seal() {
	noCore()
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
}

func moreDumping() []os.Signal { return []os.Signal{syscall.SIGSTKFLT} }

// forget throws away what was typed and not yet read.
func forget(f *os.File) { _ = unix.IoctlSetInt(int(f.Fd()), unix.TCFLSH, unix.TCIFLUSH) }
