package page

import "testing"

// TestAtHome hides the name of the home folder, and of no other.
func TestAtHome(t *testing.T) {
	t.Setenv("HOME", "/home/may")
	for text, want := range map[string]string{
		"/home/may/dialtone/report.md":     "~/dialtone/report.md",
		"saved as /home/may/report.md, so": "saved as ~/report.md, so",
		"/home/mayor/report.md":            "/home/mayor/report.md",
		"/var/lib/journal.db":              "/var/lib/journal.db",
	} {
		if got := AtHome(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	t.Setenv("HOME", "/")
	if got := AtHome("/var/lib"); got != "/var/lib" {
		t.Errorf("%q", got)
	}
}
