package flows

import (
	"slices"
	"time"

	"dialtone/api"
)

// Moving sends the steps of the plan, one call after the other.

// startMove begins with the first step of the plan as it was read last.
func startMove(s *Session, at time.Time) []Effect {
	s.Problem, s.Settle.Err = nil, nil
	s.Move.Steps, s.Move.sent = s.Plan(), nil
	return nextStep(s, at)
}

// settleStep takes note that the step before was carried out after all.
func settleStep(s *Session, _ FactsRead, at time.Time) {
	if s.Settle.Err != nil {
		s.settled(at)
	}
}

// nextStep sends what is left to do first.
func nextStep(s *Session, _ time.Time) []Effect {
	s.Settle.Err, s.Settle.Looks, s.Confirm.Given = nil, 0, false
	s.FactsAt = time.Time{} // what follows looks again
	step := s.Plan()[0]
	s.Move.sent = append(slices.Clip(s.Move.sent), step)
	switch step {
	case MoveOff:
		return []Effect{TakeOff{s.Number.ID}}
	case MoveSet:
		return []Effect{SetStorage{s.Number.ID, s.Move.To}}
	case MoveOn:
	}
	reg := api.Registration{PIN: s.PIN.Value}
	if s.RegionAtRegister {
		reg.Region, reg.Retention = s.Move.To.Region, s.Move.To.Retention
	}
	return []Effect{RegisterNumber{s.Number.ID, reg}}
}

// logMovedOff takes note that the number is off; what that left of the storage is
// read.
func logMovedOff(s *Session, _ Deregistered, at time.Time) { s.did(api.Deregister, at) }

// logStorage takes note of the region; the number is looked at once more, since
// the next call counts.
func logStorage(s *Session, e StorageSet, at time.Time) {
	s.Settings = e.Settings
	s.did(api.SetSettings, at)
}

func cardStorage(s *Session, e StorageSet, at time.Time) {
	s.Settings = e.Settings
	s.Move.pause()
	s.Problem = &Problem{Call: api.SetSettings, At: at, Advice: Advice{ID: AdviseRegionNotKept, Act: ActDismiss}}
}

func logMovedOn(s *Session, e Registered, at time.Time) {
	if e.Earlier { // with which PIN is not known
		s.Budget = s.Budget.Refund(s.Counter(api.Register))
		s.maybeDid(api.Register, at)
		return
	}
	s.did(api.Register, at)
}

// stopMove shows the plan with what went wrong. A call that is being settled
// stays so until facts tell.
func stopMove(s *Session, e Failed, at time.Time) {
	s.Move.pause()
	s.Confirm.Given, s.FactsAt = false, time.Time{}
	s.fail(e, at)
	if e.Call != api.GetNumber {
		s.leaveRepeatToPlan()
		return
	}
	if s.Settle.Err != nil {
		s.Problem.Advice = Advice{ID: AdviseUnsettled, Act: ActAgain}
	}
	s.Problem.again = ReadFacts{s.Number.ID}
}

// cardOffThePlan stops where the facts ask for something that was not confirmed,
// or once more for what was sent already.
func cardOffThePlan(s *Session, e FactsRead, at time.Time) {
	sent := slices.Clone(s.Move.sent)
	storeMoveFacts(s, e, at)
	switch next := s.Plan()[0]; {
	case next == MoveOn && slices.Contains(sent, MoveOn):
		s.Problem = s.stuck(at)
	case !slices.Contains(sent, MoveOn) && next != MoveSet:
		s.Problem = changedCard(api.GetNumber, at, ChangedStatus)
	default:
		s.Problem = &Problem{Call: api.SetSettings, At: at, Advice: Advice{ID: AdviseRegionNotKept, Act: ActDismiss}}
	}
}
