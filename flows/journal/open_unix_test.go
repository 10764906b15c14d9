//go:build unix

package journal

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// ordinary makes sure that another process runs without root's rights, for which
// the modes of files mean nothing.
func ordinary(t *testing.T, dir string) func(*exec.Cmd) {
	t.Helper()
	if os.Geteuid() != 0 {
		return func(*exec.Cmd) {}
	}
	const nobody = 65534
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// The binary lies where only root can reach it.
	program := filepath.Join(dir, "program")
	from, err := os.Open(self)
	if err != nil {
		t.Fatal(err)
	}
	to, err := os.OpenFile(program, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(to, from); err != nil {
		t.Fatal(err)
	}
	for _, f := range []*os.File{from, to} {
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return func(c *exec.Cmd) {
		c.Path, c.Dir = program, dir
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
}

// public is a folder that everybody can reach and use.
func public(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "journal")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestWithoutTheRights(t *testing.T) {
	t.Parallel()
	rights := ordinary(t, public(t))
	for name, c := range map[string]struct {
		file, folder os.FileMode // of the journal; 0 for no file
		want         Reason
	}{
		"all rights":             {0o666, 0o777, ""},
		"file read-only":         {0o444, 0o777, ReasonReadOnly},
		"folder read-only":       {0o666, 0o555, ReasonReadOnly},
		"both read-only":         {0o444, 0o555, ReasonReadOnly},
		"no file, folder so too": {0, 0o555, ReasonReadOnly},
		"file unreadable":        {0o200, 0o777, ReasonDenied},
		"folder unreachable":     {0o666, 0o666, ReasonDenied},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(public(t), "in")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(dir, "journal.db")
			before := ""
			if c.file != 0 {
				data, err := os.ReadFile(used(t))
				if err != nil {
					t.Fatal(err)
				}
				before = string(data)
				if err := os.WriteFile(file, data, 0o600); err != nil {
					t.Fatal(err)
				}
				if err := os.Chmod(file, c.file); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Chmod(dir, c.folder); err != nil {
				t.Fatal(err)
			}
			o := start(t, "try", file, rights)
			a := o.hear()
			o.end()
			if err := os.Chmod(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			if a.Reason != c.want {
				t.Errorf("%+v", a)
			}
			if c.want != "" {
				got := folder(t, dir)
				if c.file != 0 {
					if err := os.Chmod(file, 0o600); err != nil {
						t.Fatal(err)
					}
					got = folder(t, dir)
				}
				if got["journal.db"] != before {
					t.Error("the file was changed")
				}
				if want := min(1, int(c.file)); len(got) != want {
					t.Errorf("%d files", len(got))
				}
			}
		})
	}
}

func TestPipesAreNotWaitedFor(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "journal.db")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{pipe, os.DevNull} {
		_, err := Open(t.Context(), at, Options{})
		if e := as[*OpenError](t, err); e.Reason != ReasonNotAJournal {
			t.Errorf("%s: %v", at, err)
		}
	}
}

// TestAFileThatWasReplaced cannot be on Windows, where an open file stays.
func TestAFileThatWasReplaced(t *testing.T) {
	t.Parallel()
	file := used(t)
	j := opened(t, file, Options{})
	id := begun(t, j)
	for _, name := range []string{file, file + "-wal", file + "-shm"} {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		_, err := j.Intend(t.Context(), register(id))
		if e := as[*StoreError](t, err); e.Reason != ReasonNotAJournal {
			t.Errorf("%v", err)
		}
		begun(t, opened(t, file, Options{})) // another one takes its place
	}
}

func TestLookAtAJournalThatOthersMayRead(t *testing.T) {
	t.Parallel()
	file := used(t)
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := Look(t.Context(), file, Options{})
	info, _ := os.Stat(file)
	if err != nil || c.Loose != 0o044 || info.Mode().Perm() != filePerm {
		t.Errorf("%+v, %v; the file has %s now", c, err, info.Mode())
	}
}
