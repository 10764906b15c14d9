package flows

import (
	"errors"

	"dialtone/api"
	"dialtone/eligibility"
)

// samples are representative events of a kind; the first is the ordinary one.
func samples(k Kind) []Event {
	switch k {
	case KStarted:
		return []Event{Started{}}
	case KSandboxAsked:
		return []Event{SandboxAsked{"clean-mobile"}}
	case KAccountGiven:
		return []Event{AccountGiven{Token: pin("EAAG-token"), Account: wabaID, Remember: true}}
	case KNumberPicked:
		return []Event{NumberPicked{firstID}}
	case KAddAsked:
		return []Event{AddAsked{}}
	case KReloadAsked:
		return []Event{ReloadAsked{}}
	case KListAsked:
		return []Event{ListAsked{}, ListAsked{ListQuery{Order: api.OldestFirst}}, ListAsked{ListQuery{Mode: api.ModeSandbox}}}
	case KNumberTyped:
		phone, _ := eligibility.ParseDisplay("+852 6123 0142")
		return []Event{NumberTyped{Phone: phone, Name: "Lotus Bakery"}}
	case KAnswered:
		return []Event{Answered{eligibility.QuestionOwnership, eligibility.AnswerYes}}
	case KChecklistDone:
		return []Event{ChecklistDone{}}
	case KStepTicked:
		return []Event{StepTicked{"export"}, StepTicked{"confirm"}}
	case KPaidTold:
		return []Event{PaidTold{}, PaidTold{t0.AddDate(0, 0, -3)}}
	case KBackupGiven:
		return []Event{BackupGiven{}, BackupGiven{pin("data"), pin("password")}}
	case KTimeAsked:
		return []Event{TimeAsked{}}
	case KCodeInstead:
		return []Event{CodeInstead{}}
	case KResumeAsked:
		return []Event{ResumeAsked{Unfinished{Account: wabaID, Number: firstID, State: ChoosePIN}}, ResumeAsked{Unfinished{Account: wabaID, Number: firstID, State: Moving, Goal: "region:SG"}}}
	case KJobChosen:
		return []Event{JobChosen{JobManage}, JobChosen{JobPIN}, JobChosen{JobMessage}, JobChosen{JobOnboard}, JobChosen{JobDeregister}, JobChosen{JobDoctor}, JobChosen{JobRecipient}, JobChosen{JobRegion}, JobChosen{JobPreverified}}
	case KRemedyDone:
		return []Event{RemedyDone{}}
	case KCodeAsked:
		return []Event{CodeAsked{api.SMS, "en_US"}}
	case KCodeAtHand:
		return []Event{CodeAtHand{}}
	case KCodeTyped:
		return []Event{CodeTyped{pin("123830")}}
	case KNewCodeAsked:
		return []Event{NewCodeAsked{}}
	case KIdentityChosen:
		return []Event{IdentityChosen{true}, IdentityChosen{false}}
	case KDeregisterAsked:
		return []Event{DeregisterAsked{"0100"}, DeregisterAsked{"0142"}}
	case KPINChosen:
		return []Event{PINChosen{NewPIN, pin("493027")}, PINChosen{ReplacePIN, pin("493027")}}
	case KRegionChosen:
		return []Event{RegionChosen{""}, RegionChosen{"SG"}}
	case KEditAsked:
		return []Event{EditAsked{ChoosePIN}, EditAsked{ChooseRegion}, EditAsked{Connect}, EditAsked{MovePIN}, EditAsked{MoveRegion}}
	case KRegisterAsked:
		return []Event{RegisterAsked{}}
	case KOverrideAsked:
		return []Event{OverrideAsked{}}
	case KStorageChosen:
		return []Event{StorageChosen{api.InRegion("SG")}, StorageChosen{api.InRegion("")}, StorageChosen{api.Unkept()}}
	case KMoveAsked:
		return []Event{MoveAsked{}}
	case KSubscribeAsked:
		return []Event{SubscribeAsked{}}
	case KMessageTyped:
		return []Event{testMessage("")}
	case KMessageSeen:
		return []Event{MessageSeen{}}
	case KNameTyped:
		return []Event{NameTyped{"Lotus Bread"}}
	case KProfileEdited:
		return []Event{ProfileEdited{api.ProfileChange{About: new("Fresh from five")}}, ProfileEdited{}}
	case KProfileDropped:
		return []Event{ProfileDropped{}}
	case KSaveAsked:
		return []Event{SaveAsked{}}
	case KAdviceTaken:
		return []Event{AdviceTaken{}}
	case KProblemDismissed:
		return []Event{ProblemDismissed{}}
	case KBackAsked:
		return []Event{BackAsked{}}
	case KBusinessAsked:
		return []Event{BusinessAsked{}}
	case KBusinessGiven:
		return []Event{BusinessGiven{"220771904456141"}}
	case KPooledChosen:
		return []Event{PooledChosen{readyID, true}, PooledChosen{readyID, false}, PooledChosen{unprovenID, false}, PooledChosen{unprovenID, true}, PooledChosen{"1", true}}
	case KClaimAsked:
		return []Event{ClaimAsked{"Lotus Bakery"}}
	}
	return worldSamples(k)
}

func worldSamples(k Kind) []Event {
	switch k {
	case KSandboxOpened:
		return []Event{SandboxOpened{opened().Target}}
	case KSavedListed:
		return []Event{SavedListed{[]SavedAccount{{ID: wabaID, Name: "Lotus"}}}}
	case KAccountOpened:
		useless := opened()
		useless.Token.Valid = false
		return []Event{opened(), useless}
	case KTokenSaved:
		return []Event{TokenSaved{}, TokenSaved{errors.New("locked")}}
	case KNumbersListed:
		return []Event{NumbersListed{api.NumbersPage{Numbers: []api.Number{fresh()}}}, NumbersListed{api.NumbersPage{Numbers: []api.Number{fresh()}, Next: "after"}}}
	case KNumberAdded:
		return []Event{NumberAdded{otherID}}
	case KNumberRead:
		return []Event{
			NumberRead{fresh()}, NumberRead{fresh(verified)}, NumberRead{fresh(connected)}, NumberRead{fresh(banned)},
			NumberRead{fresh(deleted)}, NumberRead{fresh(expired, another)},
		}
	case KCodeSent:
		return []Event{CodeSent{}}
	case KOvertaken:
		return []Event{
			Overtaken{Call: api.Register, Number: fresh(verified), Changed: []FactChange{ChangedStatus}},
			Overtaken{Call: api.Register, Number: fresh(connected), Changed: []FactChange{ChangedStatus}},
			Overtaken{Call: api.RequestPreverifiedCode, Pooled: pooledNumbers()[0], Changed: []FactChange{ChangedVerification}},
		}
	case KCodeAccepted:
		return []Event{CodeAccepted{}}
	case KPINSet:
		return []Event{PINSet{}}
	case KSettingsRead:
		return []Event{SettingsRead{settings("SG")}}
	case KIdentitySet:
		off := api.Settings{Identity: &api.IdentityCheck{}}
		return []Event{IdentitySet{true, nil}, IdentitySet{false, &off}, IdentitySet{true, &off}}
	case KRegionSet:
		return []Event{RegionSet{settings("")}, RegionSet{settings("SG")}}
	case KStorageSet:
		return []Event{StorageSet{settings("")}, StorageSet{settings("SG")}}
	case KFactsRead:
		return []Event{FactsRead{fresh(), settings("")}, FactsRead{fresh(verified), settings("SG")}, FactsRead{fresh(connected), settings("")},
			FactsRead{fresh(connected), settings("SG")}, FactsRead{fresh(takenOff), settings("")}, FactsRead{fresh(banned), settings("")}}
	case KRegistered:
		return []Event{Registered{}}
	case KDeregistered:
		return []Event{Deregistered{}}
	case KAppsRead:
		return []Event{AppsRead{Apps: []api.App{{ID: "1", Name: "App"}}}}
	case KSubscribed:
		return []Event{Subscribed{}}
	case KMessageSent:
		return []Event{MessageAccepted{api.Sent{ID: "wamid.HBgL"}}}
	case KNameAsked:
		return []Event{NameAsked{}}
	case KProfileRead:
		return []Event{ProfileRead{api.Profile{About: "Bread", Vertical: "RETAIL"}}}
	case KProfileSaved:
		return []Event{ProfileSaved{}}
	case KJournalOpened:
		return []Event{JournalOpened{Number: firstID}, JournalOpened{Number: firstID, Err: ErrNoRecord}, JournalOpened{Number: firstID, Open: true}, JournalOpened{Number: firstID, OpenOff: true}}
	case KUnfinishedListed:
		return []Event{UnfinishedListed{[]Unfinished{{Account: wabaID, Number: firstID, State: ChoosePIN}}}}
	case KJournalWritten:
		return []Event{JournalWritten{}}
	case KStepPlayed:
		return []Event{StepPlayed{}}
	case KTimePassed:
		return []Event{TimePassed{}}
	case KExamined:
		return []Event{Examined{Exam{Place: "graph.facebook.com"}.Checkups()}}
	case KPollDue:
		return []Event{PollDue{}}
	case KPoolListed:
		return []Event{PoolListed{poolOwner, api.PreverifiedPage{Numbers: pooledNumbers()}}, PoolListed{poolOwner, api.PreverifiedPage{Numbers: pooledNumbers()[:1], Next: "after"}}}
	case KPooledAdded:
		return []Event{PooledAdded{unprovenID}}
	case KPooledRead:
		return []Event{PooledRead{pooledNumbers()[1]}, PooledRead{provenLater(pooledNumbers()[1])}}
	case KFailed:
		return []Event{
			noAnswer(api.AddPreverified), noAnswer(api.RequestPreverifiedCode), noAnswer(api.VerifyPreverifiedCode), refusal(api.RequestPreverifiedCode, 613, 0),
			refusal(api.ListPreverified, 100, 33),
			offline(api.GetNumber), tokenDead(api.GetNumber), noAnswer(api.Register), noAnswer(api.RequestCode), noAnswer(api.VerifyCode),
			noAnswer(api.AddNumber), noAnswer(api.Deregister), refusal(api.Register, 133005, 0), refusal(api.Register, 133016, 0),
			offline(api.ListNumbers), offline(api.GetSubscribed), offline(api.Register), noAnswer(api.SetDisplayName), noAnswer(api.SetProfile), noAnswer(api.SetSettings), refusal(api.Deregister, 133016, 0),
		}
	}
	return nil
}
