package cli

import (
	"os"
	"syscall"
)

// seal keeps the program's memory from a core file. The system keeps it from other
// programs by itself.
func seal() { noCore() }

func moreDumping() []os.Signal { return []os.Signal{syscall.SIGEMT} }
