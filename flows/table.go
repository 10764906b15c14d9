package flows

// Transition is one line of the specification: in From, when On happens and If
// holds, go to To and do Do. The first line that fits decides; lines for one
// state stand before those for [Any].
type Transition struct {
	From State
	On   Kind
	If   Guard   // zero: always
	To   State   // a state, or one of the places [Same], [Previous], [Noted], [Advised], [Derived]
	Do   Handler // nil: nothing but going there
	Past bool    // what was done cannot be undone: Back does not lead before it
}

// onboarding is the flow from "which account?" to "this number is CONNECTED".
func onboarding() []Transition {
	return []Transition{
		// Which account, and with which token?
		{From: Connect, On: KStarted, If: wantsSandbox, To: Connect, Do: openWishedSandbox},
		{From: Connect, On: KStarted, If: hasEverything, To: Connect, Do: openWishedAccount},
		{From: Connect, On: KStarted, To: Connect, Do: listSaved},
		{From: Connect, On: KSavedListed, To: Connect, Do: keepSaved},
		{From: Connect, On: KSandboxAsked, To: Connect, Do: openSandbox},
		{From: Connect, On: KSandboxOpened, To: Connect, Do: openSandboxAccount},
		{From: Connect, On: KAccountGiven, To: Connect, Do: openAccount},
		{From: Connect, On: KAccountOpened, If: tokenUseless, To: Connect, Do: explainToken},
		{From: Connect, On: KAccountOpened, If: poolDenied, To: Connect, Do: explainPoolToken},
		{From: Connect, On: KAccountOpened, If: wasElsewhere, To: Noted, Do: resumeWithToken},
		{From: Connect, On: KAccountOpened, If: aboutAccount, To: Begun, Do: keepAccountAndBegin},
		{From: Connect, On: KAccountOpened, If: nobodysPool, To: PoolBusiness, Do: keepAccount},
		{From: Connect, On: KAccountOpened, If: worksOnPool, To: Pool, Do: poolAfterOpening},
		{From: Connect, On: KAccountOpened, If: wantsNumber, To: PickNumber, Do: keepAccountAndReadWished},
		{From: Connect, On: KAccountOpened, To: PickNumber, Do: keepAccountAndList},
		{From: Connect, On: KResumeAsked, To: Connect, Do: resume},
		{From: Connect, On: KJobChosen, If: choosesAlone, To: Begun, Do: beginJob},
		{From: Connect, On: KJobChosen, If: nothingWaits, To: Connect, Do: noteJob},

		// Which number?
		{From: PickNumber, On: KNumbersListed, If: morePages, To: PickNumber, Do: keepPageAndReadNext},
		{From: PickNumber, On: KNumbersListed, To: PickNumber, Do: keepPage},
		{From: PickNumber, On: KReloadAsked, To: PickNumber, Do: listAgain},
		{From: PickNumber, On: KListAsked, To: PickNumber, Do: listOtherwise},
		{From: PickNumber, On: KFailed, If: queryRefused, To: PickNumber, Do: listPlainly},
		{From: PickNumber, On: KNumberPicked, If: pickedNoID, To: PickNumber, Do: explainNoID},
		{From: PickNumber, On: KNumberPicked, To: PickNumber, Do: readPicked},
		{From: PickNumber, On: KNumberRead, If: anotherJob, To: Begun, Do: takeUpFor},
		{From: PickNumber, On: KNumberRead, To: Derived, Do: selectNumber},
		{From: PickNumber, On: KAddAsked, If: accountTurnedDown, To: Remedy, Do: appealFirst},
		{From: PickNumber, On: KAddAsked, To: AddNumber},

		// A new one.
		{From: AddNumber, On: KNumberTyped, If: accountTurnedDown, To: Remedy, Do: appealFirst},
		{From: AddNumber, On: KNumberTyped, To: AddNumber, Do: createNumber},
		{From: AddNumber, On: KNumberAdded, To: AddNumber, Do: readAdded},
		{From: AddNumber, On: KNumberRead, To: Derived, Do: takeUpAdded, Past: true},
		{From: AddNumber, On: KSubscribed, To: AddNumber, Do: noteListener},
		{From: AddNumber, On: KFailed, If: ambiguousAdd, To: AddNumber, Do: findAdded},

		// Can it be onboarded, and what has to happen first?
		{From: Eligibility, On: KAnswered, To: Eligibility, Do: noteAnswer},
		{From: Eligibility, On: KReloadAsked, To: Eligibility, Do: readAgain},
		{From: Eligibility, On: KNumberRead, If: standsElsewhere, To: Derived, Do: selectNumber},
		{From: Eligibility, On: KNumberRead, To: Eligibility, Do: keepNumber},
		{From: Eligibility, On: KJournalOpened, If: codeIsOut, To: EnterCode, Do: takeUpCode},
		{From: Eligibility, On: KChecklistDone, If: allMet, To: CodeMethod, Do: proposeCode},
		{From: Eligibility, On: KChecklistDone, If: somethingNotMet, To: Remedy, Do: firstRemedy},
		{From: Eligibility, On: KChecklistDone, If: onlyDoubts, To: Remedy, Do: firstDoubt},
		{From: Eligibility, On: KChecklistDone, To: Eligibility, Do: noteOpen},
		{From: Remedy, On: KStepTicked, To: Remedy, Do: noteTick},
		{From: Remedy, On: KStepPlayed, To: Remedy},
		{From: Remedy, On: KPaidTold, To: Remedy, Do: notePaid},
		{From: Remedy, On: KTimeAsked, If: sandboxWaits, To: Remedy, Do: letPass},
		{From: Remedy, On: KTimePassed, To: Remedy, Do: notePassed},
		{From: Remedy, On: KBackupGiven, If: isOnPremise, To: Remedy, Do: keepBackup},
		{From: Remedy, On: KCodeInstead, If: signupLapsed, To: CodeMethod, Do: codeInstead},
		{From: Remedy, On: KRemedyDone, If: givesUp, To: PickNumber, Do: arriveBack},
		{From: Remedy, On: KRemedyDone, If: walkWaits, To: Remedy, Do: noteTooEarly},
		{From: Remedy, On: KRemedyDone, If: accountInTheWay, To: Remedy, Do: openAgain},
		{From: Remedy, On: KRemedyDone, If: cameFromAdding, To: Previous, Do: markMove},
		{From: Remedy, On: KRemedyDone, If: addsAnew, To: AddNumber, Do: addByMove},
		{From: Remedy, On: KRemedyDone, To: Remedy, Do: readAgain},
		{From: Remedy, On: KAccountOpened, If: tokenUseless, To: Connect, Do: explainTokenOnTheWay},
		{From: Remedy, On: KAccountOpened, If: both(cameFromAdding, stillTurnedDown), To: Remedy, Do: keepAccountAndSayStill},
		{From: Remedy, On: KAccountOpened, If: both(cameFromAdding, capAsItWas), To: Remedy, Do: keepAccountAndSayStill},
		{From: Remedy, On: KAccountOpened, If: cameFromAdding, To: Previous, Do: keepAccountAndGoBack},
		{From: Remedy, On: KAccountOpened, To: Remedy, Do: keepAccountAndRead},
		{From: Remedy, On: KNumberRead, If: backupIsThere, To: ChoosePIN, Do: takeUpRemedied},
		{From: Remedy, On: KNumberRead, If: backupIsMissing, To: CodeMethod, Do: takeUpRemedied},
		{From: Remedy, On: KNumberRead, If: stillInTheWay, To: Remedy, Do: noteStill},
		{From: Remedy, On: KNumberRead, If: standsElsewhere, To: Derived, Do: takeUpRemedied},
		{From: Remedy, On: KNumberRead, To: Eligibility, Do: clearRemedied},

		// The code.
		{From: CodeMethod, On: KCodeAsked, If: codesClosed, To: CodeMethod, Do: showCodesClosed},
		{From: CodeMethod, On: KCodeAsked, To: CodeMethod, Do: sendCode},
		{From: CodeMethod, On: KOverrideAsked, If: codesShown, To: CodeMethod, Do: sendCodeAnyway},
		{From: CodeMethod, On: KCodeSent, To: EnterCode, Do: noteSent},
		{From: CodeMethod, On: KCodeAtHand, If: codeWasSent, To: EnterCode},
		{From: CodeMethod, On: KFailed, If: noAnswerToCode, To: EnterCode, Do: noteMayCome},
		{From: CodeMethod, On: KNumberRead, If: isRegistered, To: Connected, Do: selectNumber, Past: true},
		{From: CodeMethod, On: KNumberRead, If: isVerified, To: ChoosePIN, Do: noteSettledCode, Past: true},
		{From: CodeMethod, On: KNumberRead, To: CodeMethod, Do: keepNumber},
		{From: EnterCode, On: KCodeTyped, If: isSettling, To: EnterCode, Do: readToSettle},
		{From: EnterCode, On: KCodeTyped, If: guessesClosed, To: EnterCode, Do: showGuessesClosed},
		{From: EnterCode, On: KCodeTyped, To: EnterCode, Do: handInCode},
		{From: EnterCode, On: KOverrideAsked, If: guessesShown, To: EnterCode, Do: reopenGuesses},
		{From: EnterCode, On: KNewCodeAsked, To: CodeMethod},
		{From: EnterCode, On: KCodeAccepted, To: ChoosePIN, Do: noteVerified, Past: true},
		{From: EnterCode, On: KFailed, If: isTokenDead, To: Connect, Do: noteTokenDead},
		{From: EnterCode, On: KFailed, If: ambiguousCode, To: EnterCode, Do: settle},
		{From: EnterCode, On: KFailed, If: isSettling, To: EnterCode, Do: showUnsettled},
		{From: EnterCode, On: KReloadAsked, If: isSettling, To: EnterCode, Do: readToSettle},
		{From: EnterCode, On: KNumberRead, If: isVerified, To: ChoosePIN, Do: noteSettledCode, Past: true},
		{From: EnterCode, On: KNumberRead, If: isSettling, To: EnterCode, Do: showSettled},
		{From: EnterCode, On: KNumberRead, To: EnterCode, Do: keepNumber},

		// The PIN.
		{From: ChoosePIN, On: KNumberRead, To: ChoosePIN, Do: keepNumber},
		{From: ChoosePIN, On: KReloadAsked, To: ChoosePIN, Do: readAgain},
		{From: ChoosePIN, On: KPINChosen, If: replaces, To: ChoosePIN, Do: replacePIN},
		{From: ChoosePIN, On: KPINChosen, If: isEditing, To: Review, Do: keepPINAndReadFacts},
		{From: ChoosePIN, On: KPINChosen, To: ChooseRegion, Do: keepPINAndReadSettings},
		{From: ChoosePIN, On: KPINSet, If: isEditing, To: Review, Do: notePINAndReadFacts},
		{From: ChoosePIN, On: KPINSet, To: ChooseRegion, Do: notePINAndReadSettings},

		// Where the data rests.
		{From: ChooseRegion, On: KSettingsRead, To: ChooseRegion, Do: keepSettings},
		{From: ChooseRegion, On: KReloadAsked, To: ChooseRegion, Do: readSettings},
		{From: ChooseRegion, On: KNumberRead, If: isRegistered, To: Connected, Do: selectNumber, Past: true},
		{From: ChooseRegion, On: KNumberRead, To: ChooseRegion, Do: keepNumber},
		{From: ChooseRegion, On: KRegionChosen, If: needsSetting, To: ChooseRegion, Do: setRegion},
		{From: ChooseRegion, On: KRegionChosen, To: Review, Do: keepRegionAndReadFacts},
		{From: ChooseRegion, On: KRegionSet, If: regionNotKept, To: ChooseRegion, Do: explainRegion},
		{From: ChooseRegion, On: KRegionSet, To: Review, Do: keepSettingsAndReadFacts},

		// One page before the call that counts.
		{From: Review, On: KFactsRead, If: registeredMeanwhile, To: Connected, Do: keepFactsOfConnected, Past: true},
		{From: Review, On: KFactsRead, If: registerBegun, To: Connected, Do: awaitConnected, Past: true},
		{From: Review, On: KFactsRead, If: isSettling, To: Review, Do: showSettledByFacts},
		{From: Review, On: KFactsRead, If: factsChanged, To: Review, Do: showChanged},
		{From: Review, On: KFactsRead, If: registerWaits, To: Register, Do: registerNow},
		{From: Review, On: KFactsRead, To: Review, Do: keepFacts},
		{From: Review, On: KReloadAsked, To: Review, Do: readFacts},
		{From: Review, On: KEditAsked, If: editsPIN, To: ChoosePIN, Do: startEdit},
		{From: Review, On: KEditAsked, If: editsRegion, To: ChooseRegion, Do: startEditRegion},
		{From: Review, On: KRegisterAsked, If: registerTaken, To: Connected, Do: awaitTaken, Past: true},
		{From: Review, On: KRegisterAsked, If: registerOpen, To: Review, Do: readBackRegister},
		{From: Review, On: KRegisterAsked, If: budgetClosed, To: Review, Do: showLocked},
		{From: Review, On: KRegisterAsked, If: pinUnfit, To: ChoosePIN, Do: startEdit},
		{From: Review, On: KRegisterAsked, If: nameStands, To: Review, Do: askOnceMore},
		{From: Review, On: KRegisterAsked, If: factsStale, To: Review, Do: readFactsThenRegister},
		{From: Review, On: KRegisterAsked, To: Register, Do: registerNow},
		{From: Review, On: KOverrideAsked, If: both(registerOpenShown, pinUnfit), To: ChoosePIN, Do: startEdit},
		{From: Review, On: KOverrideAsked, If: registerOpenShown, To: Register, Do: registerNow},
		{From: Review, On: KOverrideAsked, If: both(budgetShown, pinUnfit), To: ChoosePIN, Do: startEdit},
		{From: Review, On: KOverrideAsked, If: both(budgetShown, factsStale), To: Review, Do: readFactsThenRegister},
		{From: Review, On: KOverrideAsked, If: budgetShown, To: Register, Do: registerNow},
		{From: Review, On: KAdviceTaken, If: both(deregAdvised, deregOpen), To: Review, Do: readBackDeregister},
		{From: Review, On: KAdviceTaken, If: deregsClosed, To: Review, Do: showDeregsClosed},
		{From: Review, On: KOverrideAsked, If: deregOpenShown, To: Review, Do: deregister},
		{From: Review, On: KOverrideAsked, If: deregsShown, To: Review, Do: deregister},
		{From: Review, On: KDeregistered, To: Review, Do: noteDeregistered},
		{From: Review, On: KFailed, If: ambiguousDeregister, To: Review, Do: settleByFacts},

		// The call that counts. Whatever it answers, it is not sent twice.
		{From: Register, On: KRegistered, To: Connected, Do: noteRegistered, Past: true},
		{From: Register, On: KOvertaken, If: overtakenTo(StandingConnected), To: Connected, Do: connectedMeanwhile, Past: true},
		{From: Register, On: KOvertaken, To: Review, Do: showOvertaken},
		{From: Register, On: KFailed, If: isTokenDead, To: Connect, Do: noteTokenDead},
		{From: Register, On: KFailed, If: ambiguousRegister, To: Register, Do: settleRegister},
		{From: Register, On: KFailed, If: isRegisterCall, To: Review, Do: showProblem},
		{From: Register, On: KFactsRead, If: registeredMeanwhile, To: Connected, Do: keepFactsOfConnected, Past: true},
		{From: Register, On: KFactsRead, If: registerBegun, To: Connected, Do: awaitConnected, Past: true},
		{From: Register, On: KFactsRead, If: worthAnotherLook, To: Register, Do: lookAgainAtFacts},
		{From: Register, On: KFactsRead, If: pinMissing, To: ChoosePIN, Do: showSettledByFacts},
		{From: Register, On: KFactsRead, To: Review, Do: showSettledByFacts},
		{From: Register, On: KPollDue, To: Register, Do: readFactsToSettle},
		{From: Register, On: KFailed, If: isSettling, To: Register, Do: showUnsettled},
		{From: Register, On: KReloadAsked, If: isSettling, To: Register, Do: settleAnew},
		{From: Register, On: KProblemDismissed, If: isSettling, To: Review, Do: leaveUnsettled},
		{From: Register, On: KBackAsked, If: isSettling, To: Review, Do: leaveUnsettled},

		// Proof, and what makes it useful.
		{From: Connected, On: KNumberRead, If: isRegistered, To: Connected, Do: noteConnected},
		{From: Connected, On: KNumberRead, If: pollsLeft, To: Connected, Do: pollAgain},
		{From: Connected, On: KNumberRead, To: Connected, Do: showStuck},
		{From: Connected, On: KPollDue, To: Connected, Do: lookBeside},
		{From: Connected, On: KReloadAsked, To: Connected, Do: startPolling},
		{From: Connected, On: KAppsRead, To: Connected, Do: keepApps},
		{From: Connected, On: KSubscribeAsked, To: Connected, Do: subscribe},
		{From: Connected, On: KSubscribed, To: Connected, Do: noteSubscribed},
	}
}

// everywhere holds in every state of every flow.
func everywhere() []Transition {
	return []Transition{
		{From: First, On: KNumberRead, If: otherPhone, To: PickNumber, Do: showOtherPhone},
		{From: First, On: KFactsRead, If: otherPhone, To: PickNumber, Do: showOtherPhone},
		{From: First, On: KOvertaken, If: otherPhone, To: PickNumber, Do: showOtherPhone},
		{From: First, On: KOvertaken, If: otherPooledPhone, To: Pool, Do: showOtherPooledPhone},
		{From: First, On: KPooledRead, If: otherPooledPhone, To: Pool, Do: showOtherPooledPhone},
		{From: Any, On: KTokenSaved, To: Same, Do: noteSaved},
		{From: Any, On: KUnfinishedListed, To: Same, Do: keepUnfinished},
		{From: Any, On: KJournalOpened, If: recordFailed, To: Same, Do: explainJournal},
		{From: Any, On: KJournalOpened, If: registerLeftOpen, To: Register, Do: settleLeftOpen},
		{From: Any, On: KJournalOpened, To: Same, Do: keepRecord},
		{From: Any, On: KOverrideAsked, If: journalShown, To: Same, Do: goWithoutJournal},
		{From: Any, On: KOvertaken, To: Same, Do: showOvertaken},
		{From: Any, On: KFailed, If: isTokenDead, To: Connect, Do: noteTokenDead},
		{From: Any, On: KFailed, To: Same, Do: showProblem},
		{From: Any, On: KAdviceTaken, If: adviceLocked, To: Same},
		{From: Any, On: KAdviceTaken, If: hasAdvice, To: Advised, Do: followAdvice},
		{From: Any, On: KProblemDismissed, To: Same, Do: dismiss},
		{From: Any, On: KBackAsked, If: hasProblem, To: Same, Do: dismiss},
		{From: Any, On: KBackAsked, If: hasHistory, To: Previous, Do: arriveBack},
		{From: Any, On: KBackAsked, To: Same, Do: noteNoWayBack},
	}
}
