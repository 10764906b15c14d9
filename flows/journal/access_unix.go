//go:build unix

package journal

import (
	"io/fs"

	"golang.org/x/sys/unix"
)

// access tells whether an existing file can be read and written, without opening it.
func access(file string) (Reason, error) {
	for _, c := range []struct {
		right  uint32
		reason Reason
	}{{unix.R_OK, ReasonDenied}, {unix.W_OK, ReasonReadOnly}} {
		if err := unix.Access(file, c.right); err != nil {
			return c.reason, &fs.PathError{Op: "open", Path: file, Err: err}
		}
	}
	return "", nil
}
