package api

import "time"

// VersionLife is how long a Graph version lives (docs: changelog, October 2026).
type VersionLife struct {
	Version Version
	// LastDay is the last day on which the version answers for itself. It is zero where
	// Meta has named none.
	LastDay time.Time
}

// Versions are the Graph versions whose last day is known, and those that came later, oldest
// first. Every version before them has ended.
func Versions() []VersionLife {
	day := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	return []VersionLife{
		{"v20.0", day(2026, time.September, 24)},
		{OldestVersion, day(2027, time.January, 21)},
		{"v22.0", day(2027, time.May, 20)},
		{"v23.0", day(2027, time.October, 8)},
		{"v24.0", day(2028, time.February, 18)},
		{"v25.0", day(2028, time.July, 29)},
		{"v26.0", time.Time{}},
		{"v27.0", time.Time{}}, // since 2026-11-04
	}
}

// OldestVersion is the oldest version that Meta still serves. An older one is answered by
// the oldest that is alive (docs: versioning guide).
const OldestVersion = Version("v21.0")

// VersionAge is how a version stands at a moment.
type VersionAge uint8

// The ages of a version.
const (
	VersionFine VersionAge = iota
	VersionEnds            // within six months
	VersionOver
	VersionNewer // than all that are known here
)

// endsSoon is how many months before its last day a version is spoken of.
const endsSoon = 6

// Life tells how a version stands, with the day on which that changes. The day is zero where
// none is known. Of a version that is older than all of [Versions] only the latest day is known
// on which it can have ended, which is that of the oldest one there.
func (v Version) Life(at time.Time) (VersionAge, time.Time) {
	all := Versions()
	for _, l := range all {
		switch {
		case l.Version.Major() < v.Major():
			continue
		case l.LastDay.IsZero():
			return VersionFine, l.LastDay
		case l.Version.Major() > v.Major(), !at.Before(l.LastDay.AddDate(0, 0, 1)):
			return VersionOver, l.LastDay
		case !at.Before(l.LastDay.AddDate(0, -endsSoon, 0)):
			return VersionEnds, l.LastDay
		}
		return VersionFine, l.LastDay
	}
	return VersionNewer, time.Time{}
}
