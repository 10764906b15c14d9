package flows

import (
	"slices"
	"time"

	"dialtone/api"
)

// Changing the data localization region of a number that is there already:
// deregister, settings, register, shown as one plan before anything is sent. What
// is left of it is read from the number each time, so that it can be stopped
// anywhere and gone on with. MoveRegion and MovePIN ask, and MovePlan shows the plan.

func regionFlow() Flow {
	return Flow{
		Job:    JobRegion,
		Counts: true,
		Steps:  []Step{StepConnect, StepNumber, StepRegion, StepPIN, StepMove, StepPage},
		Start:  MoveRegion, Begin: beginMove,
		Fits: func(n api.Number) bool { return movable(n) && n.Status != api.StatusPending }, // a new one is asked when it is brought on
		States: []Declaration{
			{MoveRegion, StepRegion, []api.Endpoint{api.GetNumber, api.GetSettings}},
			{MovePIN, StepPIN, []api.Endpoint{api.SetPIN, api.GetNumber}},
			{MovePlan, StepMove, []api.Endpoint{api.GetNumber, api.GetSettings}},
			{Moving, StepMove, []api.Endpoint{api.Deregister, api.SetSettings, api.Register, api.GetNumber, api.GetSettings}},
		},
		Rows: moveRows,
	}
}

func moveRows() []Transition {
	return slices.Concat(
		// Where to?
		in(MoveRegion,
			on[FactsRead]{If: regionUnread, Do: cardRegionUnread},
			on[FactsRead]{If: notMovable, To: Manage, Do: noteUnmovable, Then: arriveAtPage, Past: true},
			on[FactsRead]{If: both(moveResumed, moveReached), To: Manage, Do: finishMove, Then: then(arriveAtPage, closeMove), Past: true},
			on[FactsRead]{If: moveResumed, To: MovePlan, Do: also(dropResumed, storeMoveFacts)},
			on[FactsRead]{Do: storeMoveFacts},
			on[ReloadAsked]{Then: readFacts},
			on[StorageChosen]{If: factsUnread, Then: readFacts},
			on[StorageChosen]{If: nothingToMove, Do: noteSameRegion},
			on[StorageChosen]{If: pinUnfit, To: MovePIN, Do: storeMove},
			on[StorageChosen]{To: MovePlan, Do: storeMove, Then: askFacts},
		),

		// The PIN that register will send. A new one is set before anything else.
		in(MovePIN,
			on[NumberRead]{Do: storeNumber},
			on[ReloadAsked]{Then: readNumber},
			on[JournalOpened]{If: moveLeftOpen, To: Moving, Do: settleLeftMove, Then: askFacts},
			on[PINChosen]{If: replaces, Do: storePIN, Then: replacePIN},
			on[PINChosen]{To: MovePlan, Do: storePIN, Then: askFacts},
			on[PINSet]{To: MovePlan, Do: logPINSet, Then: askFacts},
		),

		// One page before anything is sent.
		in(MovePlan,
			on[FactsRead]{If: regionUnread, Do: cardRegionUnread},
			on[JournalOpened]{If: moveLeftOpen, To: Moving, Do: settleLeftMove, Then: askFacts},
			on[FactsRead]{If: numberLost, To: Manage, Do: noteUnmovable, Then: arriveAtPage, Past: true},
			on[FactsRead]{If: moveReached, To: Manage, Do: finishMove, Then: then(arriveAtPage, closeMove), Past: true},
			on[FactsRead]{If: isSettling, Do: cardMoveSettled},
			on[FactsRead]{If: both(isConfirmed, planChanged), Do: cardPlanChanged},
			on[FactsRead]{If: both(isConfirmed, wouldStayOffNow), Do: storeMoveFacts, Then: cardStaysOff},
			on[FactsRead]{If: isConfirmed, To: Moving, Do: storeFresh, Then: startMove},
			on[FactsRead]{Do: storeMoveFacts},
			on[ReloadAsked]{Then: readFacts},
			on[EditAsked]{If: editsMovePIN, To: MovePIN, Then: startEdit},
			on[EditAsked]{If: editsMoveRegion, To: MoveRegion, Then: readFacts},
			on[MoveAsked]{If: nowhereChosen, To: MoveRegion, Then: readFacts},
			on[MoveAsked]{If: pinUnfit, To: MovePIN, Then: startEdit},
			on[MoveAsked]{If: nextOpen, Then: readBackNext},
			on[MoveAsked]{If: wouldStayOff, Then: cardStaysOff},
			on[MoveAsked]{If: nextClosed, Then: cardNextClosed},
			on[MoveAsked]{If: refusedBefore, Then: askOnceMore(readFacts)},
			on[MoveAsked]{If: planStale, Then: readFactsFirst},
			on[MoveAsked]{To: Moving, Then: startMove},
			finishesOff{},
			on[OverrideAsked]{If: both(moveOpenShown, pinUnfit), To: MovePIN, Then: startEdit},
			on[OverrideAsked]{If: both(moveOpenShown, planStale), Then: readFactsFirst},
			on[OverrideAsked]{If: moveOpenShown, To: Moving, Then: startMove},
			on[OverrideAsked]{If: both(counterShown, pinUnfit), To: MovePIN, Then: startEdit},
			on[OverrideAsked]{If: both(counterShown, planStale), Then: readFactsFirst},
			on[OverrideAsked]{If: counterShown, To: Moving, Then: startMove},
		),

		// One call after the other. None that counts is sent twice: the facts decide
		// what comes next, and only what was confirmed is done.
		in(Moving,
			on[FactsRead]{If: regionUnread, To: MovePlan, Do: stopMoveUnread},
			on[Overtaken]{To: MovePlan, Do: storeOvertakenMove},
			on[Deregistered]{Do: logMovedOff, Then: askFacts},
			on[StorageSet]{If: storageNotKept, To: MovePlan, Do: cardStorage},
			on[StorageSet]{Do: logStorage, Then: askFacts},
			on[Registered]{Do: logMovedOn, Then: askFacts},
			on[Failed]{If: moveUnclear, Do: beginSettling, Then: askFacts},
			on[Failed]{If: isMoveCall, To: MovePlan, Do: stopMove},
			on[FactsRead]{If: numberLost, To: Manage, Do: noteUnmovable, Then: arriveAtPage, Past: true},
			on[FactsRead]{If: moveReached, To: Manage, Do: finishMove, Then: then(arriveAtPage, closeMove), Past: true},
			on[FactsRead]{If: worthWaiting, Do: storeLook, Then: lookAgain},
			on[FactsRead]{If: both(isSettling, notDone), To: MovePlan, Do: cardMoveSettled},
			on[FactsRead]{If: nothingUnderWay, To: MovePlan, Do: storeMoveFacts},
			on[FactsRead]{If: offThePlan, To: MovePlan, Do: cardOffThePlan},
			on[FactsRead]{If: registerClosedNow, To: MovePlan, Do: storeMoveFacts, Then: cardClosed(api.Register)},
			on[FactsRead]{Do: also(settleStep, storeFresh), Then: nextStep},
			on[PollDue]{Then: lookAtFacts},
			on[ReloadAsked]{Then: then(startOver, lookAtFacts)},
			on[BackAsked]{To: MovePlan, Then: leaveMove},
		),
	)
}

type (
	// MoveAsked confirms the plan of a region change.
	MoveAsked struct{}

	// TakeOff deregisters a number that is to be registered again at once. It is
	// not sent while the journal says that registering is closed.
	TakeOff struct{ ID api.PhoneNumberID }
)

// Spec implements [Effect].
func (TakeOff) Spec() Spec { return answers[Deregistered](api.Deregister) }

// showsEffect reports whether facts show that the call which is being settled was
// carried out.
func (s Session) showsEffect(e FactsRead) bool {
	if s.Settle.Call == api.SetSettings {
		return e.Settings.Storage.Same(s.Move.To)
	}
	return s.proof(e) == ProofDone
}

// The conditions of a region change.
var (
	// notMovable: one that was begun before may just be becoming connected.
	notMovable = when("its region cannot be changed", func(s Session, e FactsRead) bool {
		return !movable(e.Number) && (!s.Move.resumed || beyondMoving(e.Number))
	})
	// regionUnread: what is left to do shows in the settings alone.
	regionUnread  = when("where its data rests is not shown", func(_ Session, e FactsRead) bool { return e.Settings.Unread != nil })
	numberLost    = when("it cannot be registered", func(_ Session, e FactsRead) bool { return beyondMoving(e.Number) })
	nowhereChosen = fact("nothing was chosen", func(s Session) bool { return !s.Move.Chosen })
	moveResumed   = fact("it was begun before", func(s Session) bool { return s.Move.resumed })
	moveReached   = when("it is connected in the wanted region", func(s Session, e FactsRead) bool { return len(s.planAfter(e)) == 0 })
	factsUnread   = fact("the facts are not read", func(s Session) bool { return s.FactsAt.IsZero() })
	// nothingToMove: its data rests there already.
	nothingToMove = when("it is there already", func(s Session, e StorageChosen) bool {
		return s.Number.Status.Registered() && s.Settings.Storage.Same(e.To)
	})
	moveLeftOpen = when("an earlier request has no known outcome", func(s Session, e JournalOpened) bool {
		return (e.Open || e.OpenOff) && e.Err == nil && e.Number == s.Number.ID && !s.Busy()
	})

	editsMovePIN    = edits("the PIN", MovePIN)
	editsMoveRegion = edits("the region", MoveRegion)
	planChanged     = when("another plan is needed", func(s Session, e FactsRead) bool { return !slices.Equal(s.Plan(), s.planAfter(e)) })
	// planStale: or there is nothing left to do by the facts at hand.
	planStale = now("the facts are old", func(s Session, at time.Time) bool {
		return factsStale.holds(s, Input{At: at}) || len(s.Plan()) == 0
	})
	// wouldStayOff: register is closed, and the number is still on.
	wouldStayOff    = now("it would stay off", func(s Session, at time.Time) bool { return !s.staysOff(at).IsZero() })
	wouldStayOffNow = whenAt("it would stay off", func(s Session, e FactsRead, at time.Time) bool {
		s.Number, s.Settings = e.Number, e.Settings
		return !s.staysOff(at).IsZero()
	})
	// nextOpen: an earlier request for the next step has no known outcome.
	nextOpen = fact("the next step has no known outcome", func(s Session) bool {
		call, counts := s.nextCounted()
		_, open := s.attempt(call)
		return counts && open
	})
	moveOpenShown = fact("the card says it is not known", func(s Session) bool { return s.shows(AdviseOpen) })
	nextClosed    = now("the next step's counter is closed", func(s Session, at time.Time) bool {
		call, counts := s.nextCounted()
		return counts && !s.Budget.Frees(s.Counter(call), at).IsZero()
	})
	counterShown = fact("the card says so", func(s Session) bool { return s.shows(AdviseBudget) && CallOf(s.Problem.Call).Exclusive })

	moveUnclear = unclearAnswer(api.Deregister, api.SetSettings, api.Register)
	// isMoveCall: what works beside the operator stops nothing.
	isMoveCall = when("a step said no", func(_ Session, e Failed) bool {
		return slices.Contains([]api.Endpoint{api.Deregister, api.SetSettings, api.Register, api.GetNumber}, e.Call)
	})
	storageNotKept = when("the region was not kept", func(s Session, e StorageSet) bool {
		return e.Settings.Unread == nil && !e.Settings.Storage.Same(s.Move.To)
	})
	notDone = when("it was not carried out", func(s Session, e FactsRead) bool { return !s.showsEffect(e) })
	// worthWaiting: Meta may still be at what was sent.
	worthWaiting = whenAt("another look is worth it", func(s Session, e FactsRead, at time.Time) bool {
		switch {
		case s.Settle.Err != nil && s.Settle.Call == api.Register && s.proof(e) == ProofBegun:
			return s.Settle.AwaitedSince.IsZero() || at.Sub(s.Settle.AwaitedSince) < AwaitFor
		case s.Settle.Err != nil:
			return !s.showsEffect(e) && s.Settle.Looks < settlingLooks-1
		}
		plan := s.planAfter(e)
		return len(plan) > 0 && slices.Contains(s.Move.sent, plan[0]) && s.Settle.Looks < pollingLooks
	})
	nothingUnderWay = fact("nothing was confirmed", func(s Session) bool { return s.Move.Steps == nil })
	offThePlan      = when("the next step was not confirmed", func(s Session, e FactsRead) bool {
		next := s.planAfter(e)[0]
		return slices.Contains(s.Move.sent, next) || !slices.Contains(s.Move.Steps, next)
	})
	registerClosedNow = whenAt("its budget is used up", func(s Session, e FactsRead, at time.Time) bool {
		closed := !s.Budget.Frees(s.Counter(api.Register), at).IsZero()
		return closed && s.Confirm.override.call != api.Register && s.planAfter(e)[0] == MoveOn
	})
)

// beginMove reads where the number's data rests. A change that was begun before
// is gone on with.
func beginMove(s *Session, at time.Time) []Effect {
	s.Move = Move{}
	if of := s.resumes.Number; of == "" || of == s.Number.ID {
		if to, is := s.resumes.Goal.Storage(); is {
			s.Move = Move{To: to, Chosen: true, resumed: true}
		}
		s.resumes = Unfinished{}
	}
	effects := askFacts(s, at)
	if s.journals() {
		effects = append(effects, ListUnfinished{Account: s.Account.ID})
	}
	return effects
}

func noteUnmovable(s *Session, e FactsRead, at time.Time) {
	storeMoveFacts(s, e, at)
	s.Move, s.Settle.Err = Move{}, nil
	s.Notice = NoticeUnmovable
	if standing := StandingOf(e.Number); standing == StandingShared || standing == StandingHalfShared {
		s.Notice = NoticeSharedRegion
	}
}

// storeMoveFacts takes over what was read; nothing that was confirmed holds any
// more.
func storeMoveFacts(s *Session, e FactsRead, at time.Time) {
	if s.Settle.Err != nil && s.showsEffect(e) {
		s.settled(at)
	}
	storeFacts(s, e, at)
	s.Settle.Err, s.Settle.Looks, s.Settle.AwaitedSince, s.Confirm.Given = nil, 0, time.Time{}, false
	s.Move.pause()
}

func dropResumed(s *Session, _ FactsRead, _ time.Time) { s.Move.resumed = false }

// readBackNext reads back what became of an earlier request for the next step,
// instead of sending another one.
func readBackNext(s *Session, at time.Time) []Effect {
	call, _ := s.nextCounted()
	return s.readBack(call, at)
}

// storeOvertakenMove shows the plan of what is left by the facts as they are.
func storeOvertakenMove(s *Session, e Overtaken, at time.Time) {
	s.takeOvertaken(e, at)
	s.Move.pause()
	s.Settle.AwaitedSince = time.Time{}
}

func noteSameRegion(s *Session, _ StorageChosen, _ time.Time) { s.Notice = NoticeRegionSame }

func storeMove(s *Session, e StorageChosen, _ time.Time) { s.Move = Move{To: e.To, Chosen: true} }

// settleLeftMove reads back what became of a request of an earlier run, before
// anything else is asked.
func settleLeftMove(s *Session, e JournalOpened, at time.Time) {
	storeJournal(s, e, at)
	call := api.Register
	if !e.Open {
		call = api.Deregister
	}
	s.settle(call, leftOpen(call))
	s.Move.pause()
}

// cardMoveSettled says what fresh facts tell of the call that had no clear
// answer. What is left follows only when it is confirmed again.
func cardMoveSettled(s *Session, e FactsRead, at time.Time) {
	call, cause, did := s.Settle.Call, s.Settle.Err, s.showsEffect(e)
	storeMoveFacts(s, e, at)
	if did {
		return
	}
	s.cardOutcome(call, cause, at)
	s.leaveRepeatToPlan()
}

// leaveRepeatToPlan takes the repeat of a call from the card: the plan knows what
// is left.
func (s *Session) leaveRepeatToPlan() {
	if s.Problem.Advice.Act == ActAgain {
		s.Problem.Advice.Act = ActDismiss
	}
}

// cardPlanChanged stops: what was confirmed is not what is left to do.
func cardPlanChanged(s *Session, e FactsRead, at time.Time) {
	was, had := s.Number, s.Settings
	storeMoveFacts(s, e, at)
	s.Problem = changedCard(api.GetNumber, time.Time{})
	if was.Status != s.Number.Status {
		s.Problem.Changed = append(s.Problem.Changed, ChangedStatus)
	}
	if had.Storage == nil || s.Settings.Storage == nil || !had.Storage.Same(*s.Settings.Storage) {
		s.Problem.Changed = append(s.Problem.Changed, ChangedRegion)
	}
}

// cardStaysOff says why nothing is begun: the number would be off until register
// opens again.
func cardStaysOff(s *Session, at time.Time) []Effect {
	s.Problem = &Problem{Call: api.Register, Until: s.staysOff(at), Known: true, Advice: Advice{ID: AdviseStaysOff, Act: ActDismiss}}
	return nil
}

func cardNextClosed(s *Session, at time.Time) []Effect {
	call, _ := s.nextCounted()
	s.showClosed(call, at)
	return nil
}

// leaveMove shows the plan of what is left. What was sent stays sent.
func leaveMove(s *Session, at time.Time) []Effect {
	s.Settle.Looks = 0
	s.Move.pause()
	return askFacts(s, at)
}

// finishMove ends a region change: the number reads CONNECTED, and its settings
// read as wanted.
func finishMove(s *Session, e FactsRead, at time.Time) {
	storeMoveFacts(s, e, at)
	s.Arrival, s.Storage = Arrival{Wanted: s.Move.To}, StorageChoice{Region: s.Move.To.Localized(), Chosen: true}
	s.Move = Move{}
	s.did(api.GetNumber, at)
	s.Notice = NoticeMoved
}

// closeMove ends in the journal what the region change was begun for.
func closeMove(s *Session, _ time.Time) []Effect {
	if !s.journals() {
		return nil
	}
	s.Record.Goal = ""
	return []Effect{s.closeJournal(OutcomeMoved)}
}
