package eligibility

import "testing"

func TestCap(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		verification, limit string
		want                int
		sure                bool
	}{
		{"verified", "TIER_250", 20, true},
		{"VERIFIED", "", 20, true},
		{"not_verified", "TIER_250", 2, true},
		{"pending_submission", "TIER_1K", 2, true},
		{"rejected", "TIER_50", 2, true},
		{"not_verified", "TIER_2K", 20, true},
		{"not_verified", "tier_10k", 20, true},
		{"failed", "TIER_100K", 20, true},
		{"", "TIER_UNLIMITED", 20, true},
		{"not_verified", "TIER_2000", 20, true},
		{"not_verified", "TIER_1M", 20, true},
		{"", "TIER_250", 2, false},
		{"not_verified", "", 2, false},
		{"not_verified", "UNTIERED", 2, false},
		{"not_verified", "TIER_NOT_SET", 2, false},
		{"not_verified", "TIER_-5K", 2, false},
		{"not_verified", "TIER_99999999999999999999K", 2, false},
		{"", "", 2, false},
	} {
		if got := Cap(tc.verification, tc.limit); got != tc.want {
			t.Errorf("Cap(%q, %q) = %d, want %d", tc.verification, tc.limit, got, tc.want)
		}
		if _, sure := derivedCap(tc.verification, tc.limit); sure != tc.sure {
			t.Errorf("derivedCap(%q, %q) sure %v, want %v", tc.verification, tc.limit, sure, tc.sure)
		}
	}
}
