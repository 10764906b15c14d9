package jobs

import "testing"

// TestHiddenAsTyped keeps the signs that a reading depends on, and hides the
// middle of the number.
func TestHiddenAsTyped(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "+": "+", "+852 61": "+852 ••", "+1 (631) 555-1234": "+1 (•••) •••-1234", "(631) 555-1234": "(•••) •••-1234",
		"1 (631) 555-1234": "• (•••) •••-1234", "16315551234": "•••••••1234", "631": "•••", "+852 6174 0100": "+852 •••• 0100", "call": "••••",
		"\u202a+852 6174 0100\u202c": "+852 •••• 0100",
	} {
		if got := maskedAsTyped(text, false); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}
