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

// logMovedOff takes note that the number is off.
func logMovedOff(s *Session, _ Deregistered, at time.Time) { s.did(api.Deregister, at) }

// logStorage takes note of the region.
func logStorage(s *Session, e StorageSet, at time.Time) {
	s.storeStorage(e, s.Move.To)
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
	switch s.Problem.Advice.ID {
	case AdviseRegionFixed, AdviseHalf: // so there is something to take off
		s.doubtNothingOff()
	}
	if e.Call != api.GetNumber {
		s.leaveRepeatToPlan()
		return
	}
	if s.Settle.Err != nil {
		s.Problem.Advice = Advice{ID: AdviseUnsettled, Act: ActAgain}
	}
	s.Problem.again = ReadFacts{s.Number.ID}
}

// cardRegionUnread says why nothing can be planned.
func cardRegionUnread(s *Session, e FactsRead, at time.Time) {
	cardFailure(s, Failed{api.GetNumber, e.Settings.Unread}, at)
	s.Problem.again = ReadFacts{s.Number.ID}
}

func stopMoveUnread(s *Session, e FactsRead, at time.Time) {
	stopMove(s, Failed{api.GetNumber, e.Settings.Unread}, at)
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

// MoveStep is a step on the way to another storage region.
type MoveStep string

// The steps, in their order. From v21.0 the region goes into settings, which
// only a number that is not registered takes; before, register carries it (docs).
const (
	MoveOff MoveStep = "deregister"
	MoveSet MoveStep = "settings"
	MoveOn  MoveStep = "register"
)

// Call is the call that does a step.
func (m MoveStep) Call() api.Endpoint {
	switch m {
	case MoveOff:
		return api.Deregister
	case MoveSet:
		return api.SetSettings
	case MoveOn:
	}
	return api.Register
}

// Move is a change of the storage region.
type Move struct {
	To     api.Storage // where data is to rest
	Chosen bool        // the operator, a flag or the journal said so
	// Steps is the plan that was confirmed; nil while nothing is under way.
	Steps []MoveStep

	resumed bool       // it was begun before: the plan comes first
	sent    []MoveStep // what was sent since the plan was confirmed
}

// pause stops the plan: what is left follows only when it is confirmed again.
func (m *Move) pause() { m.Steps, m.sent = nil, nil }

// Plan is what is left to be done for the region change at hand, by the facts
// that were read last and by nothing else: so a change that was cut off goes on
// where it stands.
func (s Session) Plan() []MoveStep { return s.planFor(s.Number, s.Settings) }

func (s Session) planFor(n api.Number, have api.Settings) []MoveStep {
	same := have.Storage.Same(s.Move.To)
	switch registered := n.Status.Registered() && !s.nothingOff(n); {
	case registered && same:
		return nil
	case registered && s.RegionAtRegister:
		return []MoveStep{MoveOff, MoveOn}
	case registered:
		return []MoveStep{MoveOff, MoveSet, MoveOn}
	case same, s.RegionAtRegister:
		return []MoveStep{MoveOn}
	}
	return []MoveStep{MoveSet, MoveOn}
}

// nothingOff reports whether Meta said in this run that there is nothing to take off,
// whatever the number reads.
func (s Session) nothingOff(n api.Number) bool {
	r, is := s.refusals[s.Counter(api.Deregister)]
	return is && r.Advice == AdviseNothingOff && !r.earlier && !r.doubted && r.counts(n)
}

// doubtNothingOff takes note that Meta said otherwise since.
func (s *Session) doubtNothingOff() {
	if r, is := s.refusals[s.Counter(api.Deregister)]; is {
		r.doubted = true
		s.remember(r)
	}
}

// planRefused is the newest refusal of a call that the plan has. Where nobody knows what
// it was about, another PIN is no ground to take a number off unasked.
func (s Session) planRefused() (Refusal, bool) {
	plan := s.Plan()
	var newest Refusal
	for _, step := range plan {
		r, is := s.RefusalOf(step.Call())
		is = is || slices.Contains(plan, MoveOff) && r.vague() && r.counts(s.Number)
		if is && (newest.Call == "" || r.At.After(newest.At)) {
			newest = r
		}
	}
	return newest, newest.Call != ""
}

// planAfter is the plan by facts that were just read.
func (s Session) planAfter(e FactsRead) []MoveStep { return s.planFor(e.Number, e.Settings) }

// nextCounted is the next call of the plan that Meta counts.
func (s Session) nextCounted() (api.Endpoint, bool) {
	for _, step := range s.Plan() {
		if CallOf(step.Call()).Counted {
			return step.Call(), true
		}
	}
	return "", false
}

// staysOff is until when register is closed while deregister is still to come:
// the number would be off that long. Zero for no such danger.
func (s Session) staysOff(now time.Time) time.Time {
	if !slices.Contains(s.Plan(), MoveOff) {
		return time.Time{}
	}
	return s.Budget.Frees(s.Counter(api.Register), now)
}

// LeftGoal is the region change of the number at hand that the journal says was
// begun and not brought to its end.
func (s Session) LeftGoal() (api.Storage, bool) {
	for _, u := range s.Unfinished {
		if to, is := u.Goal.Storage(); is && u.Number == s.Number.ID && u.Account == s.Account.ID {
			return to, true
		}
	}
	return api.Storage{}, false
}

// movable reports whether a number can be moved: it is registered, or was.
func movable(n api.Number) bool {
	return !beyondMoving(n) && (n.Status.Registered() || n.Status == api.StatusDisconnected || n.Verification == api.Verified)
}

// beyondMoving reports whether a number cannot be taken off and on again at all.
func beyondMoving(n api.Number) bool {
	if hostUnclear(n) {
		return true
	}
	switch StandingOf(n) {
	case StandingBanned, StandingGone, StandingHalfShared, StandingShared, StandingOnPremise:
		return true
	case StandingConnected, StandingVerified, StandingLapsed, StandingExpired, StandingUnread, StandingFresh:
	}
	return false
}

// moving is the state that stands for one of the onboarding's while a region is
// changed: advice leads there.
func (s Session) moving(to State) State {
	if s.Job != JobRegion {
		return to
	}
	switch to {
	case ChoosePIN:
		return MovePIN
	case ChooseRegion:
		return MoveRegion
	case Review, Deregister: // the plan knows what is left
		return MovePlan
	}
	return to
}
