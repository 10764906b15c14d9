//go:build linux || darwin

package cli

import (
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// noCore has the system write no core file when the program breaks down: the memory
// holds a token.
func noCore() { _ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) }

// dumping lists the signals at which the runtime would write down what every part
// of the program was doing.
func dumping() []os.Signal {
	return append([]os.Signal{
		syscall.SIGQUIT, syscall.SIGABRT, syscall.SIGILL, syscall.SIGTRAP, syscall.SIGBUS, syscall.SIGFPE, syscall.SIGSEGV, syscall.SIGSYS,
	}, moreDumping()...)
}

// ending lists the other signals that end a program. A signal in neither list does
// nothing to a Go program.
func ending() []os.Signal { return []os.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM} }

// pausing names the signals that stop the program for a while and wake it again.
func pausing() (stop, wake os.Signal) { return syscall.SIGTSTP, syscall.SIGCONT }

// suspender does what the terminal does at ctrl+z: whatever else is in this job stops, too.
func suspender() func() { return func() { _ = syscall.Kill(0, syscall.SIGTSTP) } }

// pause stops this process. Go cannot give SIGTSTP its own effect back once the
// program has listened to it; SIGTTOU has the same effect. The system does not stop
// a process that nobody could wake.
func pause() {
	const stopsWithin = 100 * time.Millisecond
	_ = syscall.Kill(os.Getpid(), syscall.SIGTTOU)
	time.Sleep(stopsWithin)
}

// comes reports whether something can be read within a time.
func comes(f *os.File, within time.Duration) bool {
	fd := int(f.Fd())
	for until := time.Now().Add(within); ; {
		left := max(0, time.Until(until))
		var set unix.FdSet
		set.Set(fd)
		timeout := unix.NsecToTimeval(int64(left))
		n, err := unix.Select(fd+1, &set, nil, nil, &timeout)
		switch {
		case err == unix.EINTR && left > 0:
			continue
		case err != nil: // the next read says why
			return true
		}
		return n > 0
	}
}
