package journal

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// rawFile opens a SQLite file as any program would.
func rawFile(file string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", driverName(file, url.Values{"mode": {"rwc"}}))
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// used is a journal's file in a folder of its own, with something in it.
func used(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "journal.db")
	j, err := Open(t.Context(), file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		settled(t, j, intended(t, j, codes(begun(t, j))), Refused)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	return file
}

// folder reads everything in a folder.
func folder(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if !e.Type().IsRegular() {
			all[e.Name()] = e.Type().String()
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name()] = string(data)
	}
	return all
}

func run(t *testing.T, file string, statements ...string) {
	t.Helper()
	db, err := rawFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestEmptyAndInterruptedFilesBecomeJournals(t *testing.T) {
	t.Parallel()
	for name, statements := range map[string][]string{
		"empty":       nil,
		"only marked": {"PRAGMA application_id = 1146374732"},
		"only versions": {
			"PRAGMA application_id = 1146374732",
			"CREATE TABLE dialtone_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')))",
			"INSERT INTO dialtone_version (version_id, is_applied) VALUES (0, 1)",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "journal.db")
			if err := os.WriteFile(file, nil, 0o644); err != nil {
				t.Fatal(err)
			}
			run(t, file, statements...)
			j := opened(t, file, Options{})
			intended(t, j, register(begun(t, j)))
			modes(t, file, 0o600)
		})
	}
}

func modes(t *testing.T, file string, want fs.FileMode) {
	t.Helper()
	if runtime.GOOS == "windows" {
		return
	}
	for _, name := range []string{file, file + "-wal", file + "-shm"} {
		info, err := os.Stat(name)
		if err != nil {
			t.Error(err)
		} else if info.Mode().Perm() != want {
			t.Errorf("%s: %v", name, info.Mode())
		}
	}
}

func TestNobodyElseReadsTheJournal(t *testing.T) {
	state := t.TempDir()
	t.Setenv("XDG_STATE_HOME", state)
	j := opened(t, "", Options{})
	begun(t, j)
	file := filepath.Join(state, "dialtone", "journal.db")
	modes(t, file, 0o600)
	dir := filepath.Dir(file)
	if info, err := os.Stat(dir); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info, err)
	}
	// What became readable is closed again.
	for name, mode := range map[string]fs.FileMode{dir: 0o755, file: 0o644, file + "-wal": 0o644} {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	begun(t, opened(t, "", Options{}))
	modes(t, file, 0o600)
	if info, err := os.Stat(dir); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info, err)
	}
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "secure_delete": "1", "busy_timeout": "5000"} {
		var got string
		if err := j.db.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s: %s, %v", pragma, got, err)
		}
	}
}

func TestPathsOfEveryKind(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"a b.db", "100%.db", "what?.db", "a#b.db", "a&b=c.db", "日誌.db", "%41.db"} {
		if runtime.GOOS == "windows" && name == "what?.db" {
			continue
		}
		file := filepath.Join(t.TempDir(), name)
		begun(t, opened(t, file, Options{}))
		if _, err := os.Stat(file + "-wal"); err != nil {
			t.Error(err)
		}
	}
}

func TestNoFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(filepath.Join(dir, "nowhere", "journal.db"), link); err != nil {
		link = filepath.Join(dir, "nowhere", "link")
	}
	for _, at := range []string{filepath.Join(dir, "nowhere", "journal.db"), filepath.Join(file, "journal.db"), link} {
		_, err := Open(t.Context(), at, Options{})
		if e := as[*OpenError](t, err); e.Reason != ReasonNoFolder {
			t.Errorf("%s: %v", at, err)
		}
	}
	if list := folder(t, dir); len(list) > 2 {
		t.Errorf("%d things", len(list))
	}
}

func TestLockedByAnotherProcess(t *testing.T) {
	t.Parallel()
	file := used(t)
	o := start(t, "block", file)
	o.hear()
	patience := 300 * time.Millisecond
	since := time.Now()
	_, err := Open(t.Context(), file, Options{Patience: patience})
	if e := as[*OpenError](t, err); e.Reason != ReasonLocked {
		t.Errorf("%v", err)
	}
	if took := time.Since(since); took < patience/2 || took > 50*patience {
		t.Errorf("it took %v", took)
	}
	o.end()
	begun(t, opened(t, file, Options{Patience: patience}))
}

func TestWritersWaitOnlySoLong(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		j := opened(t, address, Options{Patience: 200 * time.Millisecond})
		id := begun(t, j)
		other := opened(t, address, Options{})
		err := other.write(t.Context(), "wait", func(*sql.Tx) error {
			_, err := j.Intend(t.Context(), register(id))
			return err
		})
		if e := as[*StoreError](t, err); e.Reason != ReasonLocked || e.Op != "intend" {
			t.Errorf("%v", err)
		}
		if n := count(t, j, "SELECT count(*) FROM dialtone_entries WHERE kind = 'intend'"); n != 0 {
			t.Errorf("%d intents", n)
		}
		intended(t, j, register(id))
	})
}

// TestOpeningTwiceKeepsTheLocks holds that opening and closing a journal does
// not give up the locks that the process has on it already.
func TestOpeningTwiceKeepsTheLocks(t *testing.T) {
	t.Parallel()
	file := used(t)
	begun(t, opened(t, file, Options{}))
	again, err := Open(t.Context(), file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if a := start(t, "block", file).hear(); a.Said == "" {
		t.Error("another process got the file for itself")
	}
}

func TestOpeningCanBeCancelled(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := Open(ctx, address, Options{})
		as[*OpenError](t, err)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	})
}
