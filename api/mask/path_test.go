package mask

import "testing"

func TestPath(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"":                                     "",
		"~/.local/state/dialtone/journal.db":   "~/.local/state/dialtone/journal.db",
		"/tmp/TestBadConfig1653005/001/x.toml": "/tmp/TestBadConfig1653005/001/x.toml",
		"/var/dialtone-report-2026-11-30-174509-12345.md": "/var/dialtone-report-2026-11-30-174509-12345.md",
		"+85291234567":                "•••• 4567",
		"/x/+852 9123 4567":           "/x/•••• 4567",
		"/x/customer+85291234567.log": "/x/customer•••• 4567.log",
		"85291234567/journal.db":      "•••• 4567/journal.db",
		`C:\Users\ana\85291234567\x`:  `C:\Users\ana\•••• 4567\x`,
		"/x/(852)91234567":            "/x/•••• 4567",
	} {
		if got := Path(path); got != want {
			t.Errorf("%q becomes %q, want %q", path, got, want)
		}
	}
}
