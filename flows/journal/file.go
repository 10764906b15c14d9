package journal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	filePerm   fs.FileMode = 0o600 // SQLite gives -wal and -shm the same
	folderPerm fs.FileMode = 0o700
	smallest               = 512 // SQLite's smallest page; it takes one byte for an empty file
)

// prepare makes a new journal's empty file, so that it is never SQLite that
// chooses who may read it. It does not open a file that is there: where another
// journal of this process has it open, closing it would give up that one's
// locks (https://www.sqlite.org/howtocorrupt.html, 2.2). The reason is "" where
// all is well.
func prepare(a address) (Reason, error) {
	folder := filepath.Dir(a.file)
	if a.ours {
		if err := os.MkdirAll(folder, folderPerm); err != nil {
			return folderReason(err), err
		}
		if info, err := os.Stat(folder); err == nil && info.Mode().Perm()&^folderPerm != 0 {
			_ = os.Chmod(folder, folderPerm) // if it cannot be, the file's own mode still protects it
		}
	}
	switch info, err := os.Stat(folder); {
	case err != nil:
		return folderReason(err), err
	case !info.IsDir():
		return ReasonNoFolder, errors.New("its folder is a file")
	}
	f, err := os.OpenFile(a.file, os.O_RDWR|os.O_CREATE|os.O_EXCL, filePerm)
	if err == nil {
		return "", f.Close()
	}
	switch info, missing := os.Stat(a.file); {
	case missing == nil && !info.Mode().IsRegular(): // SQLite would wait for a pipe
		return ReasonNotAJournal, errors.New("it is no regular file")
	case missing == nil && 0 < info.Size() && info.Size() < smallest:
		return ReasonNotAJournal, errors.New("it is too short")
	case missing == nil:
		return access(a.file)
	case errors.Is(missing, fs.ErrPermission):
		return ReasonDenied, missing
	case errors.Is(err, fs.ErrExist): // a link that leads nowhere
		return ReasonNoFolder, missing
	}
	return ReasonReadOnly, err // the folder is
}

// folderReason says why a folder cannot be used or made.
func folderReason(err error) Reason {
	if errors.Is(err, fs.ErrPermission) {
		return ReasonDenied
	}
	return ReasonNoFolder
}

// besideReason says why SQLite could not open a file that can be read and
// written: it needs to put others beside it.
func besideReason(file string) Reason {
	f, err := os.CreateTemp(filepath.Dir(file), ".dialtone-*")
	if err != nil {
		return ReasonReadOnly
	}
	_ = f.Close() // nothing was written
	_ = os.Remove(f.Name())
	return ReasonDenied
}

// errReplaced says that a file is not the one any more that was opened.
var errReplaced = errors.New("the file was removed or replaced")

// sameFile gives a function that fails once a path leads elsewhere.
func sameFile(file string) (func() error, error) {
	before, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	return func() error {
		if now, err := os.Stat(file); err != nil || !os.SameFile(before, now) {
			return errReplaced
		}
		return nil
	}, nil
}

// protect keeps a file that is known to be a journal from other users.
func protect(file string) {
	for _, name := range []string{file, file + "-wal", file + "-shm"} {
		if info, err := os.Stat(name); err == nil && info.Mode().Perm()&^filePerm != 0 {
			_ = os.Chmod(name, filePerm) // somebody else's file stays as its owner wants it
		}
	}
}
