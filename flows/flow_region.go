package flows

import "dialtone/api"

// Changing the data localization region of a number that is there already:
// deregister, settings, register, shown as one plan before anything is sent. What
// is left of it is read from the number each time, so that it can be stopped
// anywhere and gone on with.

type (
	// StorageChosen says where data is to rest from now on.
	StorageChosen struct{ To api.Storage }
	// MoveAsked confirms the plan of a region change.
	MoveAsked struct{}
	// StorageSet carries the settings as read back after they were set.
	StorageSet struct{ Settings api.Settings }

	// TakeOff deregisters a number that is to be registered again at once. It is
	// not sent while the journal says that registering is closed.
	TakeOff struct{ ID api.PhoneNumberID }
	// SetStorage chooses through settings where data rests, and reads it back.
	SetStorage struct {
		ID api.PhoneNumberID
		To api.Storage
	}
)

// Kind implements [Event].
func (StorageChosen) Kind() Kind { return KStorageChosen }
func (MoveAsked) Kind() Kind     { return KMoveAsked }
func (StorageSet) Kind() Kind    { return KStorageSet }

// Call implements [Effect].
func (TakeOff) Call() api.Endpoint    { return api.Deregister }
func (SetStorage) Call() api.Endpoint { return api.SetSettings }

func (TakeOff) answer() Kind    { return KDeregistered }
func (SetStorage) answer() Kind { return KStorageSet }

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
		Rows: regionRows,
	}
}

func regionRows() []Transition {
	return []Transition{
		// Where to?
		{From: MoveRegion, On: KFactsRead, If: notMovable, To: Manage, Do: sayUnmovable, Past: true},
		{From: MoveRegion, On: KFactsRead, If: both(moveResumed, moveReached), To: Manage, Do: finishMove, Past: true},
		{From: MoveRegion, On: KFactsRead, If: moveResumed, To: MovePlan, Do: showPlanOfOld},
		{From: MoveRegion, On: KFactsRead, To: MoveRegion, Do: keepMoveFacts},
		{From: MoveRegion, On: KReloadAsked, To: MoveRegion, Do: readFacts},
		{From: MoveRegion, On: KStorageChosen, If: factsUnread, To: MoveRegion, Do: readFacts},
		{From: MoveRegion, On: KStorageChosen, If: nothingToMove, To: MoveRegion, Do: saySame},
		{From: MoveRegion, On: KStorageChosen, If: pinUnfit, To: MovePIN, Do: keepMove},
		{From: MoveRegion, On: KStorageChosen, To: MovePlan, Do: keepMoveAndReadFacts},

		// The PIN that register will send. A new one is set before anything else.
		{From: MovePIN, On: KNumberRead, To: MovePIN, Do: keepNumber},
		{From: MovePIN, On: KReloadAsked, To: MovePIN, Do: readAgain},
		{From: MovePIN, On: KJournalOpened, If: moveLeftOpen, To: Moving, Do: settleLeftMove},
		{From: MovePIN, On: KPINChosen, If: replaces, To: MovePIN, Do: replacePIN},
		{From: MovePIN, On: KPINChosen, To: MovePlan, Do: keepPINAndReadFacts},
		{From: MovePIN, On: KPINSet, To: MovePlan, Do: notePINAndReadFacts},

		// One page before anything is sent.
		{From: MovePlan, On: KJournalOpened, If: moveLeftOpen, To: Moving, Do: settleLeftMove},
		{From: MovePlan, On: KFactsRead, If: numberLost, To: Manage, Do: sayUnmovable, Past: true},
		{From: MovePlan, On: KFactsRead, If: moveReached, To: Manage, Do: finishMove, Past: true},
		{From: MovePlan, On: KFactsRead, If: isSettling, To: MovePlan, Do: showMoveSettled},
		{From: MovePlan, On: KFactsRead, If: both(registerWaits, planChanged), To: MovePlan, Do: showPlanChanged},
		{From: MovePlan, On: KFactsRead, If: both(registerWaits, wouldStayOff), To: MovePlan, Do: showStaysOff},
		{From: MovePlan, On: KFactsRead, If: registerWaits, To: Moving, Do: startMove},
		{From: MovePlan, On: KFactsRead, To: MovePlan, Do: keepMoveFacts},
		{From: MovePlan, On: KReloadAsked, To: MovePlan, Do: readFacts},
		{From: MovePlan, On: KEditAsked, If: editsMovePIN, To: MovePIN, Do: startEdit},
		{From: MovePlan, On: KEditAsked, If: editsMoveRegion, To: MoveRegion, Do: readFacts},
		{From: MovePlan, On: KMoveAsked, If: nowhereChosen, To: MoveRegion, Do: readFacts},
		{From: MovePlan, On: KMoveAsked, If: pinUnfit, To: MovePIN, Do: startEdit},
		{From: MovePlan, On: KMoveAsked, If: nextOpen, To: MovePlan, Do: settleNext},
		{From: MovePlan, On: KMoveAsked, If: wouldStayOff, To: MovePlan, Do: showStaysOff},
		{From: MovePlan, On: KMoveAsked, If: nextClosed, To: MovePlan, Do: showNextClosed},
		{From: MovePlan, On: KMoveAsked, If: nameStands, To: MovePlan, Do: askOnceMore},
		{From: MovePlan, On: KMoveAsked, If: planStale, To: MovePlan, Do: readFactsThenRegister},
		{From: MovePlan, On: KMoveAsked, To: Moving, Do: startMove},
		{From: MovePlan, On: KAdviceTaken, If: both(deregAdvised, deregOpen), To: MovePlan, Do: readBackDeregister},
		{From: MovePlan, On: KAdviceTaken, If: deregsClosed, To: MovePlan, Do: showDeregsClosed},
		{From: MovePlan, On: KOverrideAsked, If: both(deregsShown, stillHalf), To: MovePlan, Do: deregister},
		{From: MovePlan, On: KOverrideAsked, If: both(deregOpenShown, stillHalf), To: MovePlan, Do: deregister},
		{From: MovePlan, On: KOverrideAsked, If: both(moveOpenShown, pinUnfit), To: MovePIN, Do: startEdit},
		{From: MovePlan, On: KOverrideAsked, If: both(moveOpenShown, planStale), To: MovePlan, Do: readFactsThenRegister},
		{From: MovePlan, On: KOverrideAsked, If: moveOpenShown, To: Moving, Do: startMove},
		{From: MovePlan, On: KOverrideAsked, If: both(counterShown, pinUnfit), To: MovePIN, Do: startEdit},
		{From: MovePlan, On: KOverrideAsked, If: both(counterShown, planStale), To: MovePlan, Do: readFactsThenRegister},
		{From: MovePlan, On: KOverrideAsked, If: counterShown, To: Moving, Do: startMove},
		{From: MovePlan, On: KDeregistered, To: MovePlan, Do: noteDeregistered},
		{From: MovePlan, On: KFailed, If: ambiguousDeregister, To: MovePlan, Do: settleByFacts},

		// One call after the other. None that counts is sent twice: the facts decide
		// what comes next, and only what was confirmed is done.
		{From: Moving, On: KOvertaken, To: MovePlan, Do: showMoveOvertaken},
		{From: Moving, On: KDeregistered, To: Moving, Do: noteMoveOff},
		{From: Moving, On: KStorageSet, If: storageNotKept, To: MovePlan, Do: explainStorage},
		{From: Moving, On: KStorageSet, To: Moving, Do: noteStorage},
		{From: Moving, On: KRegistered, To: Moving, Do: noteOn},
		{From: Moving, On: KFailed, If: isTokenDead, To: Connect, Do: noteTokenDead},
		{From: Moving, On: KFailed, If: ambiguousMove, To: Moving, Do: settleMove},
		{From: Moving, On: KFailed, If: isMoveCall, To: MovePlan, Do: stopMove},
		{From: Moving, On: KFactsRead, If: numberLost, To: Manage, Do: sayUnmovable, Past: true},
		{From: Moving, On: KFactsRead, If: moveReached, To: Manage, Do: finishMove, Past: true},
		{From: Moving, On: KFactsRead, If: worthWaiting, To: Moving, Do: lookAgainAtFacts},
		{From: Moving, On: KFactsRead, If: both(isSettling, notDone), To: MovePlan, Do: showMoveSettled},
		{From: Moving, On: KFactsRead, If: nothingUnderWay, To: MovePlan, Do: keepMoveFacts},
		{From: Moving, On: KFactsRead, If: offThePlan, To: MovePlan, Do: explainOffThePlan},
		{From: Moving, On: KFactsRead, If: registerClosedNow, To: MovePlan, Do: showRegisterClosedNow},
		{From: Moving, On: KFactsRead, To: Moving, Do: nextStep},
		{From: Moving, On: KPollDue, To: Moving, Do: lookAtFacts},
		{From: Moving, On: KReloadAsked, To: Moving, Do: lookAtFactsAnew},
		{From: Moving, On: KBackAsked, To: MovePlan, Do: leaveMove},
	}
}
