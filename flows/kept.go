package flows

import "dialtone/api"

// A number that is live has no part in the steps that bring one onto Cloud API: no code, no
// new PIN and no region is asked of it, and that its proof reads EXPIRED is normal then
// (field). A card that would lead there stays where it is.

// atLive reports whether the number at hand is registered, by what it read last. One of the
// On-Premises API is only on its way here, unless a job is about it.
func (s Session) atLive() bool {
	hosted := s.Number.Platform != api.PlatformOnPremise || !s.Job.onboards()
	return atNumber.holds(s) && s.Number.Status.Registered() && hosted
}

// strays reports whether a state is one of a number that is still to be brought on, and the
// number at hand is live; or the end of bringing it on, seen from another job.
func (s Session) strays(to State) bool {
	switch to {
	case Eligibility, CodeMethod, EnterCode, ChoosePIN, ChooseRegion:
		return s.atLive()
	case Connected:
		return s.atLive() && !s.Job.onboards()
	}
	return false
}

// keep keeps a card from leading where the number at hand, or a number of the pool, does
// not belong.
func (s Session) keep(a Advice, call api.Endpoint) Advice {
	if a.Act != ActGo {
		return a
	}
	a.To = s.moving(a.To)
	switch {
	case inPool(s.State) && a.To != Connect && !inPool(a.To): // there is no number yet that it could lead to
		a.Act, a.To, a.Help = ActDismiss, "", ""
	case s.strays(a.To) && (a.ID == AdviseCertificate || a.ID == AdviseStuck || a.ID == AdviseUnregistered):
		a.Act, a.To, a.Help = ActReload, "", ""
	case s.strays(a.To):
		a.Act, a.To, a.Help, a.Kept = ActDismiss, "", "", true
		a.Cost = CallOf(call).Cost
	}
	return a
}
