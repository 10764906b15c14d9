//go:build unix

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dialtone/api"
)

// reports are those that the wizard wrote by itself in a folder for what programs remember.
func reports(t *testing.T, state string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(state, "dialtone", "reports", "*"))
	must(t, err)
	return found
}

// TestARealRunLeavesAReport by itself, masked and without a secret.
func TestARealRunLeavesAReport(t *testing.T) {
	t.Parallel()
	o, state := wide(), t.TempDir()
	o.Env = []string{"XDG_STATE_HOME=" + state}
	w := open(t, host(t, story(t, "embedded-signup", atOnce)), o)
	w.pickFirst()
	w.newPIN(goodPIN)
	w.keepRegion()
	w.register()
	w.connect()
	w.see("live.report")
	w.finish()
	all := reports(t, state)
	if len(all) != 1 {
		t.Fatalf("reports: %v", all)
	}
	text, err := os.ReadFile(all[0])
	must(t, err)
	n := w.number(t, w.first())
	if tail := n.Phone[len(n.Phone)-4:]; !strings.Contains(string(text), "•••• "+tail) || !strings.Contains(string(text), string(api.StatusConnected)) {
		t.Errorf("the report says\n%s", text)
	}
	for _, secret := range []string{w.sim.Info().Token, goodPIN, n.Phone, n.Phone[4 : len(n.Phone)-4]} {
		if strings.Contains(string(text), secret) {
			t.Errorf("the report holds %q", secret)
		}
	}
}

// TestASandboxLeavesNothingBehind, not even where the journal and reports are.
func TestASandboxLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	o, state := wide(), t.TempDir()
	o.Env = []string{"XDG_STATE_HOME=" + state}
	w := tell(t, "embedded-signup", o)
	w.Press("enter")
	w.toEnd(want{api.Register: 1})
	if all := reports(t, state); len(all) > 0 {
		t.Errorf("it leaves %v", all)
	}
}
