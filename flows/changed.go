package flows

import (
	"dialtone/api"
	"dialtone/eligibility"
)

// changedBetween lists which facts of one number differ between two readings of
// it. What depends on a choice of the operator's, PIN and region, is not among
// them.
func changedBetween(before, now api.Number) []FactChange {
	var changed []FactChange
	add := func(c FactChange, is bool) {
		if is {
			changed = append(changed, c)
		}
	}
	add(ChangedDisplay, !samePhone(before.Display, now.Display))
	add(ChangedStatus, before.Status != now.Status)
	add(ChangedVerification, before.Verification != now.Verification)
	add(ChangedHosting, before.Platform != now.Platform || before.OnBusinessApp != now.OnBusinessApp)
	return changed
}

// samePhone reports whether two texts are one phone number, however each is
// written. Where one of them says nothing there is no difference to be seen.
func samePhone(a, b string) bool {
	if x, y := digitsOf(a), digitsOf(b); x == "" || y == "" || x == y {
		return true
	}
	x, errX := eligibility.ParseDisplay(a)
	y, errY := eligibility.ParseDisplay(b)
	return errX == nil && errY == nil && x.E164 == y.E164
}
