package api_test

import (
	"testing"
	"time"

	"dialtone/api"
)

// TestVersionLife goes from day to day. Last days count as days on which a version lives.
func TestVersionLife(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		version api.Version
		at      string
		age     api.VersionAge
		day     string // "" for none
	}{
		{"v20.0", "2026-11-29T12:00:00Z", api.VersionOver, "2026-09-24"},
		{"v20.0", "2026-09-24T23:59:59Z", api.VersionEnds, "2026-09-24"},
		{"v20.0", "2026-09-25T00:00:00Z", api.VersionOver, "2026-09-24"},
		{"v15.0", "2026-11-29T12:00:00Z", api.VersionOver, "2026-09-24"},
		{"v15.0", "2026-01-01T12:00:00Z", api.VersionOver, "2026-09-24"},
		{"v21.0", "2026-11-29T12:00:00Z", api.VersionEnds, "2027-01-21"},
		{"v21.0", "2027-01-22T00:00:00Z", api.VersionOver, "2027-01-21"},
		{"v22.0", "2026-11-29T12:00:00Z", api.VersionEnds, "2027-05-20"},
		{"v23.0", "2026-11-29T12:00:00Z", api.VersionFine, "2027-10-08"},
		{"v23.0", "2027-04-07T23:59:59Z", api.VersionFine, "2027-10-08"},
		{"v23.0", "2027-04-08T00:00:00Z", api.VersionEnds, "2027-10-08"},
		{api.DefaultVersion, "2026-11-29T12:00:00Z", api.VersionFine, "2028-02-18"},
		{"v25.0", "2028-07-29T12:00:00Z", api.VersionEnds, "2028-07-29"},
		{"v26.0", "2026-11-29T12:00:00Z", api.VersionFine, ""},
		{"v27.0", "2036-11-29T12:00:00Z", api.VersionFine, ""},
		{"v28.0", "2026-11-29T12:00:00Z", api.VersionNewer, ""},
		{"v103.0", "2026-11-29T12:00:00Z", api.VersionNewer, ""},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		age, day := c.version.Life(at)
		text := ""
		if !day.IsZero() {
			text = day.Format(time.DateOnly)
		}
		if age != c.age || text != c.day {
			t.Errorf("%s at %s: %d until %q, want %d until %q", c.version, c.at, age, text, c.age, c.day)
		}
	}
}
