//go:build unix

package e2e

import (
	"errors"
	"runtime"
	"strings"
	"testing"
)

func TestBareProgramInATerminal(t *testing.T) {
	t.Parallel()
	bin, err := BuildPackage(t.TempDir(), "dialtone/tui/e2e/bare")
	must(t, err)
	for _, key := range []string{"q", "ctrl+c"} {
		term := start(t, Options{Cols: 60, Rows: 20}, bin)
		must(t, term.Wait("bare, last key:"))
		for _, one := range []string{"down", "esc", "shift+tab"} { // read together, the last two were one key
			term.Press(one)
			must(t, term.Wait("last key: "+one))
		}
		m, err := term.Mode()
		must(t, err)
		if !m.AltScreen || !m.Raw || !m.Paste {
			t.Errorf("running: %v", m)
		}
		if _, err := term.Usage(); err != nil && (runtime.GOOS == "linux" || !errors.Is(err, errors.ErrUnsupported)) {
			t.Error(err)
		}
		term.Press(key)
		wantExit(t, term, 0)
		if m, err = term.Mode(); err != nil || !m.Restored() {
			t.Errorf("after %s: %v, %v", key, m, err)
		}
		if s := term.Transcript(); strings.Contains(s, "bare") {
			t.Errorf("something stayed behind:\n%s", s)
		}
	}
}

func TestBuildShowsTheCompilersWords(t *testing.T) {
	t.Parallel()
	if _, err := BuildPackage(t.TempDir(), "dialtone/no/such/package"); err == nil || !strings.Contains(err.Error(), "no/such/package") {
		t.Errorf("error %v", err)
	}
}
