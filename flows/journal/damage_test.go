package journal

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func overwrite(t *testing.T, file string, change func([]byte) []byte) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, change(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestDamagedAndForeignFiles(t *testing.T) {
	t.Parallel()
	cut := func(n int) func(*testing.T, string) {
		return func(t *testing.T, file string) {
			overwrite(t, file, func(b []byte) []byte { return b[:n] })
		}
	}
	scribble := func(from, to int) func(*testing.T, string) {
		return func(t *testing.T, file string) {
			overwrite(t, file, func(b []byte) []byte {
				for i := from; i < min(to, len(b)); i++ {
					b[i] = byte(i*7 + 13)
				}
				return b
			})
		}
	}
	for name, c := range map[string]struct {
		change func(t *testing.T, file string)
		want   Reason
	}{
		"text": {func(t *testing.T, f string) { overwrite(t, f, func([]byte) []byte { return []byte("Dear diary,\n") }) }, ReasonNotAJournal},
		"long text": {func(t *testing.T, f string) {
			overwrite(t, f, func([]byte) []byte { return bytes.Repeat([]byte("diary\n"), 9999) })
		}, ReasonNotAJournal},
		"one byte":        {cut(1), ReasonNotAJournal},
		"half a header":   {cut(50), ReasonNotAJournal},
		"half a page":     {cut(2000), ReasonNotAJournal},
		"one page":        {cut(4096), ReasonNotAJournal},
		"some pages":      {cut(3*4096 + 17), ReasonNotAJournal},
		"random header":   {scribble(0, 100), ReasonNotAJournal},
		"random schema":   {scribble(100, 4096), ReasonNotAJournal},
		"random pages":    {scribble(4096, 1<<20), ReasonNotAJournal},
		"foreign":         {foreignFile("CREATE TABLE diary (day TEXT)"), ReasonNotAJournal},
		"foreign, marked": {foreignFile("PRAGMA application_id = 4711"), ReasonNotAJournal},
		"foreign, in WAL": {foreignFile("PRAGMA journal_mode = wal", "CREATE TABLE diary (day TEXT)"), ReasonNotAJournal},
		"foreign, our tables": {foreignFile("CREATE TABLE dialtone_entries (seq INTEGER)", "CREATE TABLE dialtone_version (version_id INTEGER, is_applied INTEGER)"),
			ReasonNotAJournal},
		"our mark, other tables": {foreignFile("PRAGMA application_id = 1146374732", "CREATE TABLE dialtone_entries (day TEXT)"), ReasonNotAJournal},
		"newer": {func(t *testing.T, f string) {
			run(t, f, "INSERT INTO dialtone_version (version_id, is_applied) VALUES (99, 1)")
		}, ReasonNewer},
		"a folder": {func(t *testing.T, f string) {
			if err := errors.Join(os.Remove(f), os.Mkdir(f, 0o700)); err != nil {
				t.Fatal(err)
			}
		}, ReasonNotAJournal},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := used(t)
			c.change(t, file)
			before := folder(t, filepath.Dir(file))
			j, err := Open(t.Context(), file, Options{})
			if err == nil {
				_ = j.Close()
				t.Fatal("opened")
			}
			if e := as[*OpenError](t, err); e.Reason != c.want || e.Path != file {
				t.Errorf("%+v", e)
			}
			after := folder(t, filepath.Dir(file))
			if len(before) != len(after) {
				t.Errorf("%d files became %d", len(before), len(after))
			}
			for f, data := range before {
				if after[f] != data {
					t.Errorf("%s was changed", f)
				}
			}
		})
	}
}

func foreignFile(statements ...string) func(t *testing.T, file string) {
	return func(t *testing.T, file string) {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		run(t, file, append(statements, "CREATE TABLE more (x)")...)
	}
}

// TestAForeignFileIsNotMended has what another program left behind when it was
// killed: SQLite would move that into the file.
func TestAForeignFileIsNotMended(t *testing.T) {
	t.Parallel()
	live := filepath.Join(t.TempDir(), "live.db")
	db, err := rawFile(live)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"PRAGMA journal_mode = wal", "CREATE TABLE diary (day TEXT)", "PRAGMA wal_checkpoint", "INSERT INTO diary VALUES ('Monday')"} {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	for _, name := range []string{"live.db", "live.db-wal", "live.db-shm"} {
		data, err := os.ReadFile(filepath.Join(filepath.Dir(live), name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before := folder(t, dir)
	_, err = Open(t.Context(), filepath.Join(dir, "live.db"), Options{})
	if e := as[*OpenError](t, err); e.Reason != ReasonNotAJournal {
		t.Errorf("%+v", e)
	}
	for name, data := range folder(t, dir) {
		if before[name] != data {
			t.Errorf("%s was changed", name)
		}
	}
}

func TestDamageWhileOpen(t *testing.T) {
	t.Parallel()
	file := used(t)
	j := opened(t, file, Options{})
	id := begun(t, j)
	if _, err := j.db.ExecContext(t.Context(), "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(file, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(bytes.Repeat([]byte{0xa5}, 1<<16), 4096); err != nil {
		t.Fatal(err)
	}
	// Closing it would give up SQLite's locks in this process.
	t.Cleanup(func() { _ = f.Close() })
	j.db.SetMaxIdleConns(0) // read from the file again
	_, err = j.Intend(t.Context(), register(id))
	if e := as[*StoreError](t, err); e.Reason != ReasonNotAJournal {
		t.Errorf("%v", err)
	}
}
