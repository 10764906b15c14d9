package eligibility

import "testing"

// FuzzCheck looks for a number whose checklist lacks a reason.
func FuzzCheck(f *testing.F) {
	for _, tc := range verdictNumbers {
		f.Add(tc.input, tc.region)
	}
	for _, s := range []string{"", "+", "00", "911", "+1 (555) 078-3881", "ext 5", "1-800-FLOWERS", "2123 4567 轉 12", "+39 0", "\xff\xfe"} {
		f.Add(s, "US")
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, input, region string) {
		n := parsed(t, input, region)
		for _, r := range Check(Facts{Number: n}, nil) {
			if r.Reason == "" {
				t.Fatalf("rule %s has no reason for %+v", r.Rule, n)
			}
		}
	})
}
