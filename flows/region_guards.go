package flows

import (
	"slices"

	"dialtone/api"
)

func factsSay(name string, holds func(Session, FactsRead) bool) Guard {
	return guard(name, func(s Session, in Input) bool {
		e, ok := in.Event.(FactsRead)
		return ok && holds(s, e)
	})
}

// seen is a session as it will be once the facts that were just read are kept.
func (s Session) seen(e FactsRead) Session {
	s.Number, s.Settings = e.Number, e.Settings
	return s
}

// showsEffect reports whether facts show that the call which is being settled was
// carried out.
func showsEffect(s Session, e FactsRead) bool {
	if s.Settle.Call == api.SetSettings {
		return e.Settings.Storage.Same(s.Move.To)
	}
	return s.proof(e) == ProofDone
}

// The conditions of a region change.
var (
	// notMovable: one that was begun before may just be becoming connected.
	notMovable = factsSay("its region cannot be changed", func(s Session, e FactsRead) bool {
		return !movable(e.Number) && (!s.Move.resumed || beyondMoving(e.Number))
	})
	numberLost    = factsSay("it cannot be registered", func(_ Session, e FactsRead) bool { return beyondMoving(e.Number) })
	nowhereChosen = fact("nothing was chosen", func(s Session) bool { return !s.Move.Chosen })
	moveResumed   = fact("it was begun before", func(s Session) bool { return s.Move.resumed })
	moveReached   = factsSay("it is connected in the wanted region", func(s Session, e FactsRead) bool {
		return len(planOf(s, e.Number, e.Settings)) == 0
	})
	factsUnread = fact("the facts are not read", func(s Session) bool { return s.FactsAt.IsZero() })
	// nothingToMove: its data rests there already.
	nothingToMove = guard("it is there already", func(s Session, in Input) bool {
		e, ok := in.Event.(StorageChosen)
		return ok && s.Number.Status.Registered() && s.Settings.Storage.Same(e.To)
	})

	moveLeftOpen = guard("an earlier request has no known outcome", func(s Session, in Input) bool {
		e, ok := in.Event.(JournalOpened)
		return ok && (e.Open || e.OpenOff) && e.Err == nil && e.Number == s.Number.ID && !s.Busy()
	})

	editsMovePIN    = guard("the PIN", func(_ Session, in Input) bool { return in.Event == EditAsked{MovePIN} })
	editsMoveRegion = guard("the region", func(_ Session, in Input) bool { return in.Event == EditAsked{MoveRegion} })
	planChanged     = factsSay("another plan is needed", func(s Session, e FactsRead) bool {
		return !slices.Equal(s.Plan(), planOf(s, e.Number, e.Settings))
	})
	// planStale: or there is nothing left to do by the facts at hand.
	planStale = guard("the facts are old", func(s Session, in Input) bool {
		return factsStale.holds(s, in) || len(s.Plan()) == 0
	})
	// wouldStayOff: register is closed, and the number is still on.
	wouldStayOff = guard("it would stay off", func(s Session, in Input) bool {
		if e, ok := in.Event.(FactsRead); ok {
			s = s.seen(e)
		}
		return !s.StaysOff(in.At).IsZero()
	})
	// nextOpen: an earlier request for the next step has no known outcome.
	nextOpen = fact("the next step has no known outcome", func(s Session) bool {
		call, counts := nextCounted(s)
		_, open := s.attempt(call)
		return counts && open
	})
	moveOpenShown = fact("the card says it is not known", func(s Session) bool {
		return s.Problem != nil && s.Problem.Advice.ID == AdviseOpen
	})
	nextClosed = guard("the next step's counter is closed", func(s Session, in Input) bool {
		call, counts := nextCounted(s)
		return counts && !s.Budget.Frees(s.Counter(call), in.At).IsZero()
	})
	counterShown = fact("the card says so", func(s Session) bool {
		return s.Problem != nil && s.Problem.Advice.ID == AdviseBudget && (s.Problem.Call == api.Register || s.Problem.Call == api.Deregister)
	})
	// stillHalf: Meta wants the deregistration finished of a number that is off.
	stillHalf = fact("it is off already", func(s Session) bool { return !slices.Contains(s.Plan(), MoveOff) })

	ambiguousMove = guard("it may have worked", func(s Session, in Input) bool {
		return doubtful(api.Deregister).holds(s, in) || doubtful(api.SetSettings).holds(s, in) || doubtful(api.Register).holds(s, in)
	})
	// isMoveCall: what works beside the operator stops nothing.
	isMoveCall = failed("a step said no", func(_ Session, e Failed) bool {
		return slices.Contains([]api.Endpoint{api.Deregister, api.SetSettings, api.Register, api.GetNumber}, e.Call)
	})
	storageNotKept = guard("the region was not kept", func(s Session, in Input) bool {
		e, ok := in.Event.(StorageSet)
		return ok && !e.Settings.Storage.Same(s.Move.To)
	})
	notDone = factsSay("it was not carried out", func(s Session, e FactsRead) bool { return !showsEffect(s, e) })
	// worthWaiting: Meta may still be at what was sent.
	worthWaiting = guard("another look is worth it", func(s Session, in Input) bool {
		e, ok := in.Event.(FactsRead)
		switch {
		case !ok:
			return false
		case s.Settle.Err != nil && s.Settle.Call == api.Register && s.proof(e) == ProofBegun:
			return s.Settle.AwaitedSince.IsZero() || in.At.Sub(s.Settle.AwaitedSince) < AwaitFor
		case s.Settle.Err != nil:
			return !showsEffect(s, e) && s.Settle.Looks < settlingLooks-1
		}
		plan := planOf(s, e.Number, e.Settings)
		return len(plan) > 0 && slices.Contains(s.Move.sent, plan[0]) && s.Settle.Looks < pollingLooks
	})
	nothingUnderWay = fact("nothing was confirmed", func(s Session) bool { return s.Move.Steps == nil })
	offThePlan      = factsSay("the next step was not confirmed", func(s Session, e FactsRead) bool {
		next := planOf(s, e.Number, e.Settings)[0]
		return slices.Contains(s.Move.sent, next) || !slices.Contains(s.Move.Steps, next)
	})
	registerClosedNow = guard("its budget is used up", func(s Session, in Input) bool {
		e, ok := in.Event.(FactsRead)
		return ok && s.Confirm.override.call != api.Register && planOf(s, e.Number, e.Settings)[0] == MoveOn && !s.Budget.Frees(s.Counter(api.Register), in.At).IsZero()
	})
)

// nextCounted is the next call of the plan that Meta counts.
func nextCounted(s Session) (api.Endpoint, bool) {
	for _, step := range s.Plan() {
		if isCounted(step.Call()) {
			return step.Call(), true
		}
	}
	return "", false
}
