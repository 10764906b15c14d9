//go:build !linux && !darwin

package cli

import (
	"os"
	"syscall"
	"time"
)

// seal does nothing on these systems.
func seal() {}

func dumping() []os.Signal { return nil }

// ending lists the signals that end a program; closing its window sends one.
func ending() []os.Signal { return []os.Signal{syscall.SIGHUP, os.Interrupt, syscall.SIGTERM} }

// pausing names no signals: these systems do not stop a program for a while.
func pausing() (stop, wake os.Signal) { return nil, nil }

func pause() {}

// suspender is nil: the key does nothing.
func suspender() func() { return nil }

// comes cannot tell here, so a paste ends only when the terminal says so.
func comes(*os.File, time.Duration) bool { return true }
