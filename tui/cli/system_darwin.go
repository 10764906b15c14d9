package cli

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// seal keeps the program's memory from a core file. The system keeps it from other
// programs by itself.
func seal() { noCore() }

func moreDumping() []os.Signal { return []os.Signal{syscall.SIGEMT} }

// forget throws away what was typed and not yet read.
func forget(f *os.File) { _ = unix.IoctlSetPointerInt(int(f.Fd()), unix.TIOCFLUSH, unix.TCIFLUSH) }
