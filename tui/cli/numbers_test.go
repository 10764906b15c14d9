package cli

import (
	"testing"

	"dialtone/api"
	"dialtone/flows"
)

// TestShownStanding: a script is told "connected" of what is CONNECTED alone.
func TestShownStanding(t *testing.T) {
	t.Parallel()
	for status, want := range map[api.Status]flows.Standing{
		api.StatusConnected: flows.StandingConnected,
		api.StatusFlagged:   "held", api.StatusRestricted: "held", api.StatusRateLimited: "held",
		api.StatusPending: flows.StandingFresh, api.StatusBanned: flows.StandingBanned, "HIBERNATING": flows.StandingFresh,
	} {
		if got := shownStanding(api.Number{Status: status}); got != want {
			t.Errorf("%s: %s, want %s", status, got, want)
		}
	}
}
