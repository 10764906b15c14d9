package page

import "testing"

// TestOnce sets Meta's word beside the plain one only where it says something else.
func TestOnce(t *testing.T) {
	for _, c := range [][3]string{
		{"VERIFIED", "verified", "verified"},
		{"CLOUD_API", "Cloud API", "Cloud API"},
		{"VERIFIED", "已驗證", "已驗證 (VERIFIED)"},
		{"GREEN", "high", "high (GREEN)"},
		{"ODD", "–", "ODD"},
	} {
		if got := Once(c[0], c[1]); got != c[2] {
			t.Errorf("%s and %s are %q, not %q", c[0], c[1], got, c[2])
		}
	}
}
