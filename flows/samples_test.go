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
		return []Event{ResumeAsked{Unfinished{Account: wabaID, Number: firstID, State: ChoosePIN}}}
	case KJobChosen:
		return []Event{JobChosen{JobManage}, JobChosen{JobPIN}, JobChosen{JobOnboard}}
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
	case KPINChosen:
		return []Event{PINChosen{NewPIN, pin("493027")}, PINChosen{ReplacePIN, pin("493027")}}
	case KRegionChosen:
		return []Event{RegionChosen{""}, RegionChosen{"SG"}}
	case KEditAsked:
		return []Event{EditAsked{ChoosePIN}, EditAsked{ChooseRegion}, EditAsked{Connect}}
	case KRegisterAsked:
		return []Event{RegisterAsked{}}
	case KOverruled:
		return []Event{Overruled{}}
	case KSubscribeAsked:
		return []Event{SubscribeAsked{}}
	case KAdviceTaken:
		return []Event{AdviceTaken{}}
	case KProblemDismissed:
		return []Event{ProblemDismissed{}}
	case KBackAsked:
		return []Event{BackAsked{}}
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
	case KListAsked:
		return []Event{ListAsked{}, ListAsked{ListQuery{Order: api.OldestFirst}}, ListAsked{ListQuery{Mode: api.ModeSandbox}}}
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
	case KCodeAccepted:
		return []Event{CodeAccepted{}}
	case KPINSet:
		return []Event{PINSet{}}
	case KSettingsRead:
		return []Event{SettingsRead{settings("SG")}}
	case KRegionSet:
		return []Event{RegionSet{settings("")}, RegionSet{settings("SG")}}
	case KFactsRead:
		return []Event{FactsRead{fresh(), settings("")}, FactsRead{fresh(verified), settings("SG")}, FactsRead{fresh(connected), settings("")}}
	case KRegistered:
		return []Event{Registered{}}
	case KDeregistered:
		return []Event{Deregistered{}}
	case KAppsRead:
		return []Event{AppsRead{Apps: []api.App{{ID: "1", Name: "App"}}}}
	case KSubscribed:
		return []Event{Subscribed{}}
	case KRecordOpened:
		return []Event{RecordOpened{Number: firstID}, RecordOpened{Number: firstID, Err: ErrNoRecord}, RecordOpened{Number: firstID, Open: true}}
	case KUnfinishedListed:
		return []Event{UnfinishedListed{[]Unfinished{{Account: wabaID, Number: firstID, State: ChoosePIN}}}}
	case KBookKept:
		return []Event{BookKept{}}
	case KStepPlayed:
		return []Event{StepPlayed{}}
	case KTimePassed:
		return []Event{TimePassed{}}
	case KPollDue:
		return []Event{PollDue{}}
	case KFailed:
		return []Event{
			offline(api.GetNumber), tokenDead(api.GetNumber), noAnswer(api.Register), noAnswer(api.RequestCode), noAnswer(api.VerifyCode),
			noAnswer(api.AddNumber), noAnswer(api.Deregister), refusal(api.Register, 133005, 0), refusal(api.Register, 133016, 0),
			offline(api.ListNumbers), offline(api.GetSubscribed), offline(api.Register),
		}
	}
	return nil
}
