package flows

import (
	"slices"

	"dialtone/api"
)

// Sends reports whether nothing holds messages back, as far as Meta's report says.
func Sends(n api.Number) bool { return n.Health.CanSend == "" || n.Health.CanSend == "AVAILABLE" }

// Ailments are the links of the chain from app to number that hold messages back, by
// Meta's own report (docs).
func Ailments(n api.Number) []api.HealthEntity {
	var all []api.HealthEntity
	for _, e := range n.Health.Entities {
		if e.CanSend != "" && e.CanSend != "AVAILABLE" || len(e.Errors) > 0 {
			all = append(all, e)
		}
	}
	return all
}

// Faults are the ailments that may be why a number does not read CONNECTED. That it is
// not registered is left out: it says no more than the status does.
func (s Session) Faults() []api.HealthEntity {
	const notRegistered = 133010
	var all []api.HealthEntity
	for _, e := range Ailments(s.Number) {
		e.Errors = slices.DeleteFunc(slices.Clone(e.Errors), func(h api.HealthError) bool { return h.Code == notRegistered })
		if len(e.Errors) > 0 {
			all = append(all, e)
		}
	}
	return all
}
