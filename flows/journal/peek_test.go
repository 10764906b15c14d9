package journal

import (
	"os"
	"path/filepath"
	"testing"
)

// TestPeek sees what is in a journal, at rest and while it is open, and leaves the folder
// as it was.
func TestPeek(t *testing.T) {
	t.Parallel()
	file := used(t)
	before := folder(t, filepath.Dir(file))
	list, err := Peek(t.Context(), file, 50)
	if err != nil || len(list) == 0 || list[0].ID == "" {
		t.Fatalf("%d sessions, %v", len(list), err)
	}
	if after := folder(t, filepath.Dir(file)); len(after) != len(before) || after[filepath.Base(file)] != before[filepath.Base(file)] {
		t.Errorf("the folder changed: %d files, then %d", len(before), len(after))
	}
	j, err := Open(t.Context(), file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	id := begun(t, j)
	if now, err := Peek(t.Context(), file, 1); err != nil || len(now) != 1 || now[0].ID != id {
		t.Errorf("while it is open: %+v, %v; want %s", now, err, id)
	}
}

// TestPeekWhereThereIsNone makes nothing, and says why.
func TestPeekWhereThereIsNone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	empty, text := filepath.Join(dir, "empty.db"), filepath.Join(dir, "text")
	for name, content := range map[string]string{empty: "", text: "a text that is longer than nothing"} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, where := range []string{
		empty, text, dir, filepath.Join(dir, "none.db"), filepath.Join(dir, "no", "folder.db"), "mysql://host/db", "postgres://127.0.0.1:1/none", "postgres://u:s3cret@127.0.0.1:x/d",
	} {
		if list, err := Peek(t.Context(), where, 50); err == nil {
			t.Errorf("%s: %d sessions and no error", where, len(list))
		}
	}
	if got := folder(t, dir); len(got) != 2 {
		t.Errorf("there is something now: %v", got)
	}
}
