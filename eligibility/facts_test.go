package eligibility

import "testing"

func TestCap(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		verification, limit string
		want                int
	}{
		{"verified", "TIER_250", 20},
		{"VERIFIED", "", 20},
		{"not_verified", "TIER_250", 2},
		{"pending_submission", "TIER_1K", 2},
		{"rejected", "TIER_50", 2},
		{"not_verified", "TIER_2K", 20},
		{"not_verified", "tier_10k", 20},
		{"failed", "TIER_100K", 20},
		{"", "TIER_UNLIMITED", 20},
		{"not_verified", "TIER_2000", 20},
		{"not_verified", "TIER_1M", 20},
		{"", "TIER_250", 2},
		{"not_verified", "", 2},
		{"not_verified", "UNTIERED", 2},
		{"not_verified", "TIER_NOT_SET", 2},
		{"not_verified", "TIER_-5K", 2},
		{"not_verified", "TIER_99999999999999999999K", 2},
		{"", "", 2},
	} {
		if told := tc.verification != "" || tc.want == VerifiedPortfolioCap; CapKnown(tc.verification, tc.limit) != told {
			t.Errorf("CapKnown(%q, %q) is %t", tc.verification, tc.limit, !told)
		}
		if got := Cap(tc.verification, tc.limit); got != tc.want {
			t.Errorf("Cap(%q, %q) = %d, want %d", tc.verification, tc.limit, got, tc.want)
		}
	}
}
