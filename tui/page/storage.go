package page

import (
	"cmp"

	"dialtone/api"
)

// RegionFlag is a storage as the command line takes it.
func RegionFlag(to api.Storage) string {
	if to.IsUnkept() {
		return NoStorage
	}
	return StorageLine(&to)
}

// NoStorage is what the flag for the region calls the no-storage mode.
const NoStorage = "no-storage"

// The picker's ids for what is no country.
const (
	NoRegion = "none"   // nowhere in particular
	Unkept   = "unkept" // nowhere for longer than an hour
)

// StorageLine is the picker's id for a storage.
func StorageLine(s *api.Storage) string {
	if s.IsUnkept() {
		return Unkept
	}
	return cmp.Or(string(s.Localized()), NoRegion)
}

// StorageName says where data rests; nil is what Meta did not say, or nobody read.
func (e *Env) StorageName(s *api.Storage) string {
	switch {
	case s == nil:
		return e.Say("region.unread")
	case s.IsUnkept():
		return e.Say("region.unkept")
	}
	return e.Region(s.Localized())
}

// Region names a storage region.
func (e *Env) Region(r api.Region) string {
	if r == "" {
		return e.Say("region.none")
	}
	return e.Say("region.in_"+string(r)) + " (" + string(r) + ")"
}

// Storage says where the number's data rests, as its settings say.
func (e *Env) Storage() string {
	if e.Flow.Settings.Storage == nil && e.Flow.ReadingSettings() {
		return e.Say("told.reading")
	}
	return e.StorageName(e.Flow.Settings.Storage)
}
