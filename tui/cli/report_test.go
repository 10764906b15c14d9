package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAReportIsKeptWithTheJournal for its owner's eyes, and no sentence about it names the
// home folder, whether it could be written or not.
func TestAReportIsKeptWithTheJournal(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	p := &program{env: map[string]string{"HOME": home, "XDG_STATE_HOME": filepath.Join(home, "state")}}
	shown, err := p.keepReport("# Report\n")
	if err != nil {
		t.Fatal(err)
	}
	rest, short := strings.CutPrefix(shown, "~"+string(filepath.Separator))
	path := filepath.Join(home, rest)
	info, err := os.Stat(path)
	if err != nil || !short || filepath.Dir(path) != filepath.Join(home, "state", "dialtone", "reports") {
		t.Fatalf("it is said to be %s: %v", shown, err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("it is open to others: %v", info.Mode())
	}
	blocked := filepath.Join(home, "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p.env["XDG_STATE_HOME"] = blocked
	if _, err := p.keepReport("# Report\n"); err == nil || strings.Contains(err.Error(), home) {
		t.Errorf("it says %v", err)
	}
}
