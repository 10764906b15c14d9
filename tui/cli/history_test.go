package cli

import "testing"

// TestInitials: no name can be read out of its initials, and no digit is one.
func TestInitials(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"":                              "",
		"Lotus Bakery":                  "L. B.",
		"lotus":                         "L.",
		"Golden Dragon Trading Co. Ltd": "G. D. T. C.",
		"金龍貿易有限公司":                      "金.",
		"ร้านกาแฟ เชียงใหม่": "ร้. เ.",
		"Tiệm bánh":      "T. B.",
		"E\u0301cole":    "E\u0301.",
		"7-Eleven":       "E.",
		"+852 9123 4567": "",
		"\xff\xfe Lotus": "L.",
	} {
		if got := initials(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
