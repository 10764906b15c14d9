package flows

import (
	"errors"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
)

// samples are representative events of a kind; the first is the ordinary one.
func samples(k string) []Event {
	switch k {
	case "Started":
		return []Event{Started{}}
	case "SandboxAsked":
		return []Event{SandboxAsked{"clean-mobile"}}
	case "AccountGiven":
		return []Event{AccountGiven{Token: pin("EAAG-token"), Account: wabaID, Remember: true}}
	case "NumberPicked":
		return []Event{NumberPicked{firstID}}
	case "AddAsked":
		return []Event{AddAsked{}}
	case "ReloadAsked":
		return []Event{ReloadAsked{}}
	case "ListAsked":
		return []Event{ListAsked{}, ListAsked{ListQuery{Order: api.OldestFirst}}, ListAsked{ListQuery{Mode: api.ModeSandbox}}}
	case "NumberTyped":
		phone, _ := phone.ParseDisplay("+852 6123 0142")
		return []Event{NumberTyped{Phone: phone, Name: "Lotus Bakery"}}
	case "Answered":
		return []Event{Answered{eligibility.QuestionOwnership, eligibility.AnswerYes}}
	case "AllAnswered":
		return []Event{AllAnswered{eligibility.Answers{eligibility.QuestionOwnership: eligibility.AnswerYes, eligibility.QuestionBanned: eligibility.AnswerNo}}}
	case "ChecklistDone":
		return []Event{ChecklistDone{}}
	case "StepTicked":
		return []Event{StepTicked{"export"}, StepTicked{"confirm"}}
	case "WayChosen":
		return []Event{WayChosen{eligibility.RemedyShareNumber}, WayChosen{eligibility.RemedyMoveNumber}, WayChosen{eligibility.RemedyAppeal},
			WayChosen{eligibility.RemedyShareWithApp}, WayChosen{eligibility.RemedyFinishSharing}}
	case "PaidTold":
		return []Event{PaidTold{}, PaidTold{t0.AddDate(0, 0, -3)}}
	case "BackupGiven":
		return []Event{BackupGiven{}, BackupGiven{pin("data"), pin("password")}}
	case "TimeAsked":
		return []Event{TimeAsked{}}
	case "CodeInstead":
		return []Event{CodeInstead{}}
	case "ResumeAsked":
		return []Event{ResumeAsked{Unfinished{Account: wabaID, Number: firstID, State: ChoosePIN}}, ResumeAsked{Unfinished{Account: wabaID, Number: firstID, State: Moving, Goal: "region:SG"}}}
	case "JobChosen":
		return []Event{JobChosen{JobManage}, JobChosen{JobPIN}, JobChosen{JobMessage}, JobChosen{JobOnboard}, JobChosen{JobDeregister}, JobChosen{JobDoctor}, JobChosen{JobRecipient}, JobChosen{JobRegion}, JobChosen{JobPreverified}}
	case "RemedyDone":
		return []Event{RemedyDone{}}
	case "CodeAsked":
		return []Event{CodeAsked{api.SMS, "en_US"}}
	case "CodeAtHand":
		return []Event{CodeAtHand{}}
	case "CodeTyped":
		return []Event{CodeTyped{pin("123830")}}
	case "NewCodeAsked":
		return []Event{NewCodeAsked{}}
	case "IdentityChosen":
		return []Event{IdentityChosen{true}, IdentityChosen{false}}
	case "DeregisterAsked":
		return []Event{DeregisterAsked{"0100"}, DeregisterAsked{"0142"}}
	case "PINChosen":
		return []Event{PINChosen{NewPIN, pin("493027")}, PINChosen{ReplacePIN, pin("493027")}}
	case "EditAsked":
		return []Event{EditAsked{ChoosePIN}, EditAsked{ChooseRegion}, EditAsked{Connect}, EditAsked{MovePIN}, EditAsked{MoveRegion}}
	case "RegisterAsked":
		return []Event{RegisterAsked{}}
	case "OverrideAsked":
		return []Event{OverrideAsked{}}
	case "StorageChosen":
		return []Event{StorageChosen{api.InRegion("SG")}, StorageChosen{api.InRegion("")}, StorageChosen{api.Unkept()}}
	case "MoveAsked":
		return []Event{MoveAsked{}}
	case "SubscribeAsked":
		return []Event{SubscribeAsked{}}
	case "MessageTyped":
		return []Event{testMessage("")}
	case "MessageSeen":
		return []Event{MessageSeen{}}
	case "NameTyped":
		return []Event{NameTyped{"Lotus Bread"}}
	case "ProfileEdited":
		return []Event{ProfileEdited{api.ProfileChange{About: new("Fresh from five")}}, ProfileEdited{}}
	case "ProfileDropped":
		return []Event{ProfileDropped{}}
	case "SaveAsked":
		return []Event{SaveAsked{}}
	case "AdviceTaken":
		return []Event{AdviceTaken{}}
	case "ProblemDismissed":
		return []Event{ProblemDismissed{}}
	case "BackAsked":
		return []Event{BackAsked{}}
	case "BusinessAsked":
		return []Event{BusinessAsked{}}
	case "BusinessGiven":
		return []Event{BusinessGiven{"220771904456141"}}
	case "PooledChosen":
		return []Event{PooledChosen{readyID, true}, PooledChosen{readyID, false}, PooledChosen{unprovenID, false}, PooledChosen{unprovenID, true}, PooledChosen{"1", true}}
	case "ClaimAsked":
		return []Event{ClaimAsked{"Lotus Bakery"}}
	}
	return worldSamples(k)
}

func worldSamples(k string) []Event {
	switch k {
	case "SandboxOpened":
		return []Event{SandboxOpened{opened().Target}}
	case "SavedListed":
		return []Event{SavedListed{[]SavedAccount{{ID: wabaID, Name: "Lotus"}}}}
	case "AccountOpened":
		useless := opened()
		useless.Token.Valid = false
		return []Event{opened(), useless}
	case "TokenSaved":
		return []Event{TokenSaved{}, TokenSaved{errors.New("locked")}}
	case "NumbersListed":
		return []Event{NumbersListed{api.NumbersPage{Numbers: []api.Number{fresh()}}}, NumbersListed{api.NumbersPage{Numbers: []api.Number{fresh()}, Next: "after"}}}
	case "NumberAdded":
		return []Event{NumberAdded{otherID}}
	case "NumberRead":
		return []Event{
			NumberRead{fresh()}, NumberRead{fresh(verified)}, NumberRead{fresh(connected)}, NumberRead{fresh(banned)},
			NumberRead{fresh(deleted)}, NumberRead{fresh(expired, another)},
		}
	case "CodeSent":
		return []Event{CodeSent{}}
	case "Overtaken":
		return []Event{
			Overtaken{Call: api.Register, Number: fresh(verified), Changed: []FactChange{ChangedStatus}},
			Overtaken{Call: api.Register, Number: fresh(connected), Changed: []FactChange{ChangedStatus}},
			Overtaken{Call: api.RequestPreverifiedCode, Pooled: pooledNumbers()[0], Changed: []FactChange{ChangedVerification}},
		}
	case "CodeAccepted":
		return []Event{CodeAccepted{}}
	case "PINSet":
		return []Event{pinSet(hasPIN)}
	case "SettingsRead":
		return []Event{SettingsRead{settings("SG")}}
	case "IdentitySet":
		off := api.Settings{Identity: &api.IdentityCheck{}}
		return []Event{IdentitySet{true, nil}, IdentitySet{false, &off}, IdentitySet{true, &off}}
	case "StorageSet":
		return []Event{StorageSet{settings("")}, StorageSet{settings("SG")}}
	case "FactsRead":
		return []Event{FactsRead{fresh(), settings("")}, FactsRead{fresh(verified), settings("SG")}, FactsRead{fresh(connected), settings("")},
			FactsRead{fresh(connected), settings("SG")}, FactsRead{fresh(takenOff), settings("")}, FactsRead{fresh(banned), settings("")},
			FactsRead{fresh(verified), api.Settings{Unread: errors.New("refused")}}}
	case "Registered":
		return []Event{Registered{}}
	case "Deregistered":
		return []Event{Deregistered{}}
	case "AppsRead":
		return []Event{AppsRead{Apps: []api.App{{ID: "1", Name: "App"}}}}
	case "Subscribed":
		return []Event{Subscribed{}}
	case "MessageAccepted":
		return []Event{MessageAccepted{api.Sent{ID: "wamid.HBgL"}}}
	case "NameAsked":
		return []Event{NameAsked{}}
	case "ProfileRead":
		return []Event{ProfileRead{api.Profile{About: "Bread", Vertical: "RETAIL"}}}
	case "ProfileSaved":
		return []Event{ProfileSaved{}}
	case "JournalOpened":
		return []Event{JournalOpened{Number: firstID}, JournalOpened{Number: firstID, Err: &NoJournalError{JournalFailed, "", errors.New("there is none")}}, JournalOpened{Number: firstID, Open: true}, JournalOpened{Number: firstID, OpenOff: true}}
	case "UnfinishedListed":
		return []Event{UnfinishedListed{[]Unfinished{{Account: wabaID, Number: firstID, State: ChoosePIN}}}}
	case "JournalWritten":
		return []Event{JournalWritten{}}
	case "StepPlayed":
		return []Event{StepPlayed{}}
	case "TimePassed":
		return []Event{TimePassed{}}
	case "Examined":
		return []Event{Examined{checkups()}}
	case "PollDue":
		return []Event{PollDue{}}
	case "PoolListed":
		return []Event{PoolListed{poolOwner, api.PreverifiedPage{Numbers: pooledNumbers()}}, PoolListed{poolOwner, api.PreverifiedPage{Numbers: pooledNumbers()[:1], Next: "after"}}}
	case "PooledAdded":
		return []Event{PooledAdded{unprovenID}}
	case "PooledRead":
		return []Event{PooledRead{pooledNumbers()[1]}, PooledRead{provenLater(pooledNumbers()[1])}}
	case "Failed":
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

// checkups are the doctor's lines where there is no token.
func checkups() []Checkup {
	var lines []Checkup
	for _, check := range []CheckID{CheckGraph, CheckToken, CheckAccount, CheckKeyring, CheckJournal} {
		lines = append(lines, Checkup{Check: check, Finding: Finding{ID: FoundNeedsToken, Health: HealthSkipped}})
	}
	return lines
}
