package flows

import (
	"slices"
	"time"

	"dialtone/api"
)

// Review shows everything on one page, before the call that counts.

type (
	// FactsRead is number and settings read together, for the review; the settings as far
	// as they can be read.
	FactsRead struct {
		Number   api.Number
		Settings api.Settings
	}
	// EditAsked goes from the review to one of its lines.
	EditAsked struct{ State State }
	// RegisterAsked confirms the review.
	RegisterAsked struct{}

	// ReadFacts reads number and settings, for the review.
	ReadFacts struct{ ID api.PhoneNumberID }
)

// Spec implements [Effect].
func (ReadFacts) Spec() Spec { return answers[FactsRead](api.GetNumber) }

var (
	factsChanged = when("a fact changed", func(s Session, e FactsRead) bool { return len(s.changes(e)) > 0 })
	editsPIN     = edits("the PIN", ChoosePIN)
	editsRegion  = edits("the region", ChooseRegion)
	// registerTaken: Meta said yes in this run, and the number does not show it yet.
	registerTaken = now("Meta said yes already", func(s Session, at time.Time) bool {
		_, open := s.attempt(api.Register)
		return !open && s.Number.Status == api.StatusPending && s.takenAt().After(at.Add(-TakenAge))
	})
	deregisterUnclear = unclearAnswer(api.Deregister)
)

// edits holds when a line of a page leads back to the state where it was chosen.
func edits(name string, to State) Guard {
	return when(name, func(_ Session, e EditAsked) bool { return e.State == to })
}

// changes compares fresh facts with those that the session holds.
func (s Session) changes(e FactsRead) []FactChange {
	changed := changedBetween(s.Number, e.Number)
	// A PIN that the number got meanwhile matters; one that Graph does not speak
	// of does not.
	if s.PIN.Mode == NewPIN && hasPINNow(e.Number) {
		changed = append(changed, ChangedPIN)
	}
	if e.Settings.Unread == nil && !s.RegionAtRegister && !sameRegion(e.Settings.Storage.Localized(), s.Storage.Region) {
		changed = append(changed, ChangedRegion)
	}
	return changed
}

// cardChanged stops: what the operator confirmed is not what is so. From now on
// the review shows what is.
func cardChanged(s *Session, e FactsRead, at time.Time) {
	changed := s.changes(e)
	storeFacts(s, e, at)
	s.Confirm.Given = false
	if e.Settings.Unread == nil && !s.RegionAtRegister {
		s.Storage.Region = e.Settings.Storage.Localized()
	}
	advice := Advice{ID: AdviseChanged, Act: ActGo, Help: remedyOf(e.Number, at)}
	_, advice.To = stand(e.Number, at)
	switch {
	case advice.To != ChoosePIN, slices.Contains(changed, ChangedPIN):
	case slices.Contains(changed, ChangedRegion):
		advice.To = ChooseRegion
	default: // it can go on as it stands
		advice.Act, advice.To = ActDismiss, ""
	}
	s.Problem = &Problem{Call: api.GetNumber, Changed: changed, Advice: advice}
}
