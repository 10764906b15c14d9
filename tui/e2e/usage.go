//go:build unix

package e2e

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Usage is what a program that still runs has used of the machine so far. Only Linux
// can say.
type Usage struct {
	CPU    time.Duration // of the processors, by all threads
	Wakes  int           // how often a thread went to sleep and was woken
	Memory int64         // bytes in use at the most
}

// Usage returns what the program has used. Where the system does not tell, the error is
// [errors.ErrUnsupported].
func (t *Terminal) Usage() (Usage, error) {
	u, err := usageOf("/proc/" + strconv.Itoa(t.PID()))
	if err != nil {
		return Usage{}, fmt.Errorf("read what the program has used: %w", err)
	}
	return u, nil
}

func usageOf(process string) (Usage, error) {
	var u Usage
	status, err := os.ReadFile(filepath.Join(process, "status"))
	if errors.Is(err, os.ErrNotExist) {
		return u, errors.ErrUnsupported
	}
	if err != nil {
		return u, err
	}
	peak, err := numberAfter(string(status), "VmHWM:")
	if err != nil {
		return u, fmt.Errorf("the program has ended: %w", err)
	}
	u.Memory = int64(peak) << 10
	threads, err := filepath.Glob(filepath.Join(process, "task/*"))
	if err != nil {
		return u, err
	}
	for _, thread := range threads {
		times, err := os.ReadFile(filepath.Join(thread, "schedstat"))
		if err != nil {
			continue // it has ended
		}
		spent, _, _ := strings.Cut(string(times), " ")
		ns, err := strconv.ParseInt(spent, 10, 64)
		if err != nil {
			return u, err
		}
		u.CPU += time.Duration(ns)
		status, err := os.ReadFile(filepath.Join(thread, "status"))
		if err != nil {
			continue
		}
		n, err := numberAfter(string(status), "voluntary_ctxt_switches:")
		if err != nil {
			return u, err
		}
		u.Wakes += n
	}
	return u, nil
}

// numberAfter is the number in the line that begins with a name.
func numberAfter(lines, name string) (int, error) {
	for line := range strings.Lines(lines) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			number, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
			return strconv.Atoi(number)
		}
	}
	return 0, fmt.Errorf("no line %s", name)
}
