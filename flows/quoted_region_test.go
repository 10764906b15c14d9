package flows

import (
	"testing"

	"dialtone/api"
)

// TestQuotedRegion: the first country in quotation marks is meant.
func TestQuotedRegion(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]api.Region{
		"": "", "expected data localization region: 'IN'": "IN", "'DE' or 'IN'": "DE", "''IN'": "IN", "it's 'SG'": "SG",
		"'in'": "", "'IND'": "", "IN": "", "'IN": "", "'I'N'": "", "'\u00c4'": "",
	} {
		if got := quotedRegion(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
