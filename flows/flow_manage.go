package flows

import "dialtone/api"

// A number's page: how it stands, and everything that can be done with it.

func manageFlow() Flow {
	return Flow{
		Job:   JobManage,
		Steps: []Step{StepConnect, StepNumber, StepPage},
		Start: Manage, Begin: readPage,
		States: []Declaration{
			{Manage, StepPage, []api.Endpoint{api.GetNumber}},
		},
		Rows: manageRows,
	}
}

func manageRows() []Transition {
	return []Transition{
		{From: Manage, On: KNumberRead, If: toOnboard, To: Derived, Do: selectNumber},
		{From: Manage, On: KNumberRead, To: Manage, Do: keepNumber},
		{From: Manage, On: KReloadAsked, To: Manage, Do: readPageAgain},
		{From: Manage, On: KJobChosen, If: choosesOnboarding, To: Manage, Do: readToOnboard},
		{From: Manage, On: KJobChosen, To: Begun, Do: beginJob},
		{From: Connected, On: KJobChosen, If: choosesAnother, To: Begun, Do: beginJob},
	}
}

// readPage reads what only a number's page shows.
func readPage(s *Session) []Effect { return []Effect{ReadNumber{s.Number.ID, true}} }

func readPageAgain(s *Session, _ Input) []Effect {
	s.Problem = nil
	return readPage(s)
}

// arriveAtPage is what a finished job ends with.
func arriveAtPage(s *Session) []Effect {
	s.dropPIN()
	return readPage(s)
}

// readToOnboard begins the onboarding where fresh facts say.
func readToOnboard(s *Session, in Input) []Effect {
	noteJob(s, in)
	return []Effect{ReadNumber{ID: s.Number.ID}}
}
