package journal

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestLookMakesNothing(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_STATE_HOME", dir)
	empty := filepath.Join(dir, "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for where, want := range map[string]string{
		"": filepath.Join(dir, "dialtone", "journal.db"), filepath.Join(dir, "none.db"): filepath.Join(dir, "none.db"),
		filepath.Join(dir, "no", "folder.db"): filepath.Join(dir, "no", "folder.db"), empty: empty,
	} {
		if c, err := Look(t.Context(), where, Options{}); err != nil || c != (Condition{Where: want}) {
			t.Errorf("%q: %+v, %v", where, c, err)
		}
	}
	if got := folder(t, dir); len(got) != 1 || got["empty.db"] != "" {
		t.Errorf("there is something now: %v", got)
	}
}

func TestLookAtAJournal(t *testing.T) {
	t.Parallel()
	file := used(t)
	if c, err := Look(t.Context(), file, Options{}); err != nil || c != (Condition{Where: file, There: true, Unfinished: 20}) {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestLookAtWhatIsNone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text := filepath.Join(dir, "text")
	if err := os.WriteFile(text, []byte("a text that is longer than nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	for where, want := range map[string]Reason{
		text: ReasonNotAJournal, dir: ReasonNotAJournal, "mysql://host/db": ReasonBadAddress, "postgres://127.0.0.1:1/none": ReasonUnreachable,
	} {
		c, err := Look(t.Context(), where, Options{})
		var open *OpenError
		if !errors.As(err, &open) || open.Reason != want {
			t.Errorf("%s: %+v, %v", where, c, err)
		}
	}
	if got := folder(t, dir); len(got) != 1 {
		t.Errorf("there is something now: %v", got)
	}
}

// TestLookAtAServer makes no tables either.
func TestLookAtAServer(t *testing.T) {
	t.Parallel()
	at := schema(t)
	for range 2 {
		if c, err := Look(t.Context(), at, Options{}); err != nil || !c.Server || c.There {
			t.Fatalf("%+v, %v", c, err)
		}
	}
	j, err := Open(t.Context(), at, Options{})
	if err != nil {
		t.Fatal(err)
	}
	begun(t, j)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if c, err := Look(t.Context(), at, Options{}); err != nil || !c.Server || !c.There || c.Unfinished != 1 {
		t.Errorf("%+v, %v", c, err)
	}
}
