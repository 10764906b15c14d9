package doctor

import (
	"time"

	"dialtone/api"
	"dialtone/flows"
)

// version compares the version that was asked for with the one that answered, and says how
// long it lives. Meta lets the oldest living version answer for one that has ended (docs).
func (e Exam) version() flows.Checkup {
	age, day := e.Asked.Life(e.At)
	pairs := []any{"Asked", e.Asked, "Served", e.Served, "Day", day.Format(time.DateOnly), "Better", better(e.At)}
	found := func(id flows.FindingID) flows.Checkup { return finding(flows.CheckVersion, id, pairs...) }
	switch {
	case e.Silent != nil:
		return finding(flows.CheckVersion, flows.FoundNeedsAnswer)
	case e.Served == "":
		return found(flows.FoundNoVersion)
	case age == api.VersionOver:
		return found(flows.FoundVersionOver)
	case e.Served != e.Asked && age == api.VersionNewer:
		return found(flows.FoundEarlyVersion)
	case e.Served != e.Asked:
		return found(flows.FoundOtherVersion)
	case age == api.VersionEnds:
		return found(flows.FoundVersionEnds)
	case age == api.VersionNewer:
		return found(flows.FoundNewerVersion)
	case day.IsZero():
		return found(flows.FoundOpenVersion)
	}
	return found(flows.FoundVersion)
}

// better is a version to name in place of one that ends: the one that Dialtone asks for by
// itself, as long as that lives long enough, or else the newest that it knows.
func better(at time.Time) api.Version {
	if age, _ := api.DefaultVersion.Life(at); age == api.VersionFine {
		return api.DefaultVersion
	}
	all := api.Versions()
	return all[len(all)-1].Version
}
