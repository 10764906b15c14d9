package flows

import "dialtone/api"

// Setting or changing the two-step verification PIN of a number. Meta takes a new
// one without the old one (seed 001); switching it off takes WhatsApp Manager.

func pinFlow() Flow {
	return Flow{
		Job:   JobPIN,
		Steps: []Step{StepConnect, StepNumber, StepPIN, StepPage},
		Start: SetPIN, Begin: readFirst,
		Fits: func(n api.Number) bool { return StandingOf(n) != StandingGone },
		States: []Declaration{
			{SetPIN, StepPIN, []api.Endpoint{api.SetPIN, api.GetNumber}},
		},
		Rows: pinRows,
	}
}

func pinRows() []Transition {
	return []Transition{
		{From: SetPIN, On: KNumberRead, To: SetPIN, Do: keepNumber},
		{From: SetPIN, On: KReloadAsked, To: SetPIN, Do: readAgain},
		{From: SetPIN, On: KPINChosen, To: SetPIN, Do: replacePIN},
		{From: SetPIN, On: KPINSet, To: Manage, Do: notePINOfPage, Past: true},
	}
}

func notePINOfPage(s *Session, in Input) []Effect {
	notePIN(s, in)
	return arriveAtPage(s)
}
