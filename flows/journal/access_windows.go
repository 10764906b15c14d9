package journal

import (
	"io/fs"
	"os"
)

// access tells whether an existing file can be written, without opening it. SQLite
// finds out what else may be wrong.
func access(file string) (Reason, error) {
	info, err := os.Stat(file)
	if err != nil {
		return ReasonDenied, err
	}
	if info.Mode().Perm()&0o200 == 0 {
		return ReasonReadOnly, &fs.PathError{Op: "open", Path: file, Err: fs.ErrPermission}
	}
	return "", nil
}
