//go:build unix

package journal

import (
	"io/fs"
	"syscall"
)

// The rights that access(2) asks for.
const (
	mayWrite = 2
	mayRead  = 4
)

// access tells whether a file that is there can be read and written, without
// opening it.
func access(file string) (Reason, error) {
	for _, c := range []struct {
		right  uint32
		reason Reason
	}{{mayRead, ReasonDenied}, {mayWrite, ReasonReadOnly}} {
		if err := syscall.Access(file, c.right); err != nil {
			return c.reason, &fs.PathError{Op: "open", Path: file, Err: err}
		}
	}
	return "", nil
}
