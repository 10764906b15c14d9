//go:build unix

package e2e

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// PID returns the number of the program's process.
func (t *Terminal) PID() int { return t.cmd.Process.Pid }

// Signal sends the program a signal.
func (t *Terminal) Signal(s os.Signal) error {
	if err := t.cmd.Process.Signal(s); err != nil {
		return fmt.Errorf("signal: %w", err)
	}
	return nil
}

// Exit waits for the program to end and returns its exit code, or 128 and the
// number of the signal that killed it, as a shell does. What it wrote last is
// on the screen by then; the terminal stays up until Close.
func (t *Terminal) Exit(timeout time.Duration) (int, error) {
	late := time.NewTimer(timeout)
	defer late.Stop()
	select {
	case <-t.exited:
	case <-late.C:
		return 0, fmt.Errorf("wait for the end: %w after %v\n%s", ErrTimeout, timeout, frame(t.Screen()))
	}
	t.drain()
	state := t.cmd.ProcessState
	if ws, ok := state.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
		return 128 + int(ws.Signal()), nil
	}
	return state.ExitCode(), nil
}

// Cmdline returns the program's command line as every user of the machine can
// see it.
func (t *Terminal) Cmdline() (string, error) {
	pid := strconv.Itoa(t.PID())
	var text []byte
	var err error
	if runtime.GOOS == "linux" {
		text, err = os.ReadFile("/proc/" + pid + "/cmdline")
	} else {
		text, err = exec.Command("ps", "-ww", "-o", "command=", "-p", pid).Output()
	}
	if err != nil {
		return "", fmt.Errorf("read command line: %w", err)
	}
	return strings.TrimSpace(strings.ReplaceAll(string(text), "\x00", " ")), nil
}

// idle reports whether every thread of the program sleeps. On a busy machine a
// program that is silent may just not have had its turn. Only Linux can say;
// elsewhere silence has to do.
func (t *Terminal) idle() bool {
	threads, err := filepath.Glob("/proc/" + strconv.Itoa(t.PID()) + "/task/*/stat")
	if err != nil {
		return true
	}
	for _, name := range threads {
		stat, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended
		}
		// The state follows the name, which may hold anything, in brackets.
		_, after, _ := bytes.Cut(stat[bytes.LastIndexByte(stat, ')')+1:], []byte(" "))
		if bytes.HasPrefix(after, []byte("R")) {
			return false
		}
	}
	return true
}
