//go:build !linux && !darwin

package cli

import (
	"os"
	"syscall"
	"time"
)

// seal does nothing here.
func seal() {}

func dumping() []os.Signal { return nil }

// ending are the signals that end a program: closing its window is one.
func ending() []os.Signal { return []os.Signal{syscall.SIGHUP, os.Interrupt, syscall.SIGTERM} }

// pausing has nothing to name: a program is not stopped for a while here.
func pausing() (stop, wake os.Signal) { return nil, nil }

func pause() {}

// comes is not known here: a paste ends when the terminal says so.
func comes(*os.File, time.Duration) bool { return true }

// forget leaves what was typed and not yet read.
func forget(*os.File) {}
