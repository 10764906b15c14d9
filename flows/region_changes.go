package flows

import (
	"slices"
	"time"

	"dialtone/api"
)

// The changes of a region change.

// beginMove reads where the number's data rests. A change that was begun before
// is gone on with.
func beginMove(s *Session) []Effect {
	s.Move = Move{}
	if of := s.resumes.Number; of == "" || of == s.Number.ID {
		if to, is := s.resumes.Goal.Storage(); is {
			s.Move = Move{To: to, Chosen: true, resumed: true}
		}
		s.resumes = Unfinished{}
	}
	effects := askFacts(s)
	if s.journals() {
		effects = append(effects, ListUnfinished{Account: s.Account.ID})
	}
	return effects
}

func sayUnmovable(s *Session, in Input) []Effect {
	keepMoveFacts(s, in)
	s.Move, s.Settle.Err = Move{}, nil
	s.Notice = NoticeUnmovable
	return arriveAtPage(s)
}

// keepMoveFacts takes over what was read; nothing that was confirmed holds any
// more.
func keepMoveFacts(s *Session, in Input) []Effect {
	e := in.Event.(FactsRead)
	if s.Settle.Err != nil && showsEffect(*s, e) {
		s.settled(in.At)
	}
	keepFacts(s, in)
	s.Settle.Err, s.Confirm.Given, s.Settle.Looks, s.Settle.AwaitedSince = nil, false, 0, time.Time{}
	s.Move.Steps, s.Move.sent = nil, nil
	return nil
}

// settleNext reads back what became of an earlier request for the next step,
// instead of sending another one.
func settleNext(s *Session, _ Input) []Effect {
	call, _ := nextCounted(*s)
	return s.readBack(call)
}

// showMoveOvertaken shows the plan of what is left by the facts as they are.
func showMoveOvertaken(s *Session, in Input) []Effect {
	s.keepOvertaken(in)
	s.Move.Steps, s.Move.sent, s.Settle.AwaitedSince = nil, nil, time.Time{}
	return nil
}

func showPlanOfOld(s *Session, in Input) []Effect {
	s.Move.resumed = false
	return keepMoveFacts(s, in)
}

func saySame(s *Session, _ Input) []Effect {
	s.Problem, s.Notice = nil, NoticeRegionSame
	return nil
}

func keepMove(s *Session, in Input) []Effect {
	s.Problem = nil
	s.Move = Move{To: in.Event.(StorageChosen).To, Chosen: true}
	return nil
}

func keepMoveAndReadFacts(s *Session, in Input) []Effect {
	keepMove(s, in)
	return askFacts(s)
}

// settleLeftMove reads back what became of a request of an earlier run, before
// anything else is asked.
func settleLeftMove(s *Session, in Input) []Effect {
	keepRecord(s, in)
	call := api.Register
	if e := in.Event.(JournalOpened); !e.Open {
		call = api.Deregister
	}
	s.Settle.Err, s.Settle.Call, s.Settle.Looks = leftOpen(call), call, 0
	s.Move.Steps, s.Move.sent = nil, nil
	return askFacts(s)
}

// showMoveSettled says what fresh facts tell of the call that had no clear
// answer. What is left follows only when it is confirmed again.
func showMoveSettled(s *Session, in Input) []Effect {
	call, cause, did := s.Settle.Call, s.Settle.Err, showsEffect(*s, in.Event.(FactsRead))
	keepMoveFacts(s, in)
	switch {
	case did:
		return nil
	case isExclusive(call):
		s.openCard(call, in.At)
		return nil
	}
	s.problem(Failed{call, cause}, in.At)
	s.Problem.Settled = true
	s.planGoesOn()
	return nil
}

// planGoesOn leaves a repeat to the plan: it knows what is left.
func (s *Session) planGoesOn() {
	if s.Problem.Advice.Act == ActAgain {
		s.Problem.Advice.Act = ActDismiss
	}
}

// showPlanChanged stops: what was confirmed is not what is left to do.
func showPlanChanged(s *Session, in Input) []Effect {
	was, had := s.Number, s.Settings
	keepMoveFacts(s, in)
	p := &Problem{Call: api.GetNumber, Advice: Advice{ID: AdviseChanged, Act: ActDismiss}}
	if was.Status != s.Number.Status {
		p.Changed = append(p.Changed, ChangedStatus)
	}
	if had.Storage == nil || s.Settings.Storage == nil || !had.Storage.Same(*s.Settings.Storage) {
		p.Changed = append(p.Changed, ChangedRegion)
	}
	s.Problem = p
	return nil
}

// showStaysOff says why nothing is begun: the number would be off until register
// opens again.
func showStaysOff(s *Session, in Input) []Effect {
	if _, ok := in.Event.(FactsRead); ok {
		keepMoveFacts(s, in)
	}
	s.Problem = &Problem{Call: api.Register, Until: s.StaysOff(in.At), Known: true, Advice: Advice{ID: AdviseStaysOff, Act: ActDismiss}}
	return nil
}

func showNextClosed(s *Session, in Input) []Effect {
	call, _ := nextCounted(*s)
	return showClosed(s, in, call)
}

func showRegisterClosedNow(s *Session, in Input) []Effect {
	keepMoveFacts(s, in)
	return showLocked(s, in)
}

// startMove begins with the first step of the plan as it was read last.
func startMove(s *Session, in Input) []Effect {
	s.Problem, s.Settle.Err = nil, nil
	if e, ok := in.Event.(FactsRead); ok {
		s.Settings = e.Settings
		s.keep(e.Number, in)
	}
	s.Move.Steps, s.Move.sent = s.Plan(), nil
	return nextStep(s, in)
}

// nextStep sends what is left to do first.
func nextStep(s *Session, in Input) []Effect {
	if e, ok := in.Event.(FactsRead); ok {
		if s.Settle.Err != nil {
			s.settled(in.At)
		}
		s.Settings = e.Settings
		s.keep(e.Number, in)
	}
	s.Confirm.Given, s.Settle.Err, s.Settle.Looks = false, nil, 0
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

// noteMoveOff looks what deregistering left of the storage.
func noteMoveOff(s *Session, in Input) []Effect {
	s.did(api.Deregister, in.At)
	return askFacts(s)
}

// noteStorage looks at the number once more: the next call counts.
func noteStorage(s *Session, in Input) []Effect {
	s.Settings = in.Event.(StorageSet).Settings
	s.did(api.SetSettings, in.At)
	return askFacts(s)
}

func explainStorage(s *Session, in Input) []Effect {
	s.Settings = in.Event.(StorageSet).Settings
	s.Move.Steps, s.Move.sent = nil, nil
	s.Problem = &Problem{Call: api.SetSettings, At: in.At, Advice: Advice{ID: AdviseRegionNotKept, Act: ActDismiss}}
	return nil
}

func noteOn(s *Session, in Input) []Effect {
	if in.Event.(Registered).Earlier { // with which PIN is not known
		s.Budget = s.Budget.Refund(s.Counter(api.Register))
		s.maybeDid(api.Register, in.At)
		return askFacts(s)
	}
	s.did(api.Register, in.At)
	return askFacts(s)
}

func settleMove(s *Session, in Input) []Effect {
	s.beginSettling(in.Event.(Failed))
	return askFacts(s)
}

// stopMove shows the plan with what went wrong. A call that is being settled
// stays so until facts tell.
func stopMove(s *Session, in Input) []Effect {
	e := in.Event.(Failed)
	s.Move.Steps, s.Move.sent, s.Confirm.Given = nil, nil, false
	s.FactsAt = time.Time{}
	s.problem(e, in.At)
	if e.Call != api.GetNumber {
		s.planGoesOn()
		return nil
	}
	if s.Settle.Err != nil {
		s.Problem.Advice = Advice{ID: AdviseUnsettled, Act: ActAgain}
	}
	s.Problem.again = ReadFacts{s.Number.ID}
	return nil
}

func lookAtFacts(s *Session, _ Input) []Effect { return []Effect{ReadFacts{s.Number.ID}} }

// lookAtFactsAnew starts over with looking; a timer that still runs is forgotten.
func lookAtFactsAnew(s *Session, in Input) []Effect {
	s.Generation++
	s.Settle.Looks = 0
	return lookAtFacts(s, in)
}

// explainOffThePlan stops where the facts ask for something that was not
// confirmed, or once more for what was sent already.
func explainOffThePlan(s *Session, in Input) []Effect {
	sent := slices.Clone(s.Move.sent)
	keepMoveFacts(s, in)
	p := &Problem{Call: api.SetSettings, At: in.At, Advice: Advice{ID: AdviseRegionNotKept, Act: ActDismiss}}
	switch next := s.Plan()[0]; {
	case next == MoveOn && slices.Contains(sent, MoveOn):
		p = s.stuck(in.At)
	case !slices.Contains(sent, MoveOn) && next != MoveSet:
		p = &Problem{Call: api.GetNumber, At: in.At, Advice: Advice{ID: AdviseChanged, Act: ActDismiss}, Changed: []FactChange{ChangedStatus}}
	}
	s.Problem = p
	return nil
}

// leaveMove shows the plan of what is left. What was sent stays sent.
func leaveMove(s *Session, _ Input) []Effect {
	s.Settle.Looks = 0
	s.Move.Steps, s.Move.sent = nil, nil
	return askFacts(s)
}

// finishMove ends a region change: the number reads CONNECTED, and its settings
// read as wanted.
func finishMove(s *Session, in Input) []Effect {
	keepMoveFacts(s, in)
	s.Arrival, s.Storage.Region, s.Storage.Chosen = Arrival{Wanted: s.Move.To}, s.Move.To.Localized(), true
	s.Move = Move{}
	s.did(api.GetNumber, in.At)
	s.Notice = NoticeMoved
	effects := arriveAtPage(s)
	if s.journals() {
		s.closedOf, s.Record.Number, s.Record.Goal, s.Record.Open = s.Number.ID, "", "", false
		effects = append(effects, CloseJournal{s.Number.ID, outcomeMoved})
	}
	return effects
}
