package flows

import (
	"dialtone/api"
)

// The doctor: is everything there that a job depends on? It works with and
// without an account, and mends nothing by itself.

func doctorFlow() Flow {
	return Flow{
		Job:   JobDoctor,
		Steps: []Step{StepConnect, StepDoctor},
		Start: Doctor, Begin: examine,
		States: []Declaration{
			{Doctor, StepDoctor, []api.Endpoint{api.DebugToken, api.GetAccount}},
		},
		Rows: doctorRows,
	}
}

func doctorRows() []Transition {
	return []Transition{
		{From: Doctor, On: KExamined, To: Doctor, Do: keepExam},
		{From: Doctor, On: KReloadAsked, To: Doctor, Do: examineAgain},
		{From: Doctor, On: KFailed, To: Doctor, Do: showProblem}, // also a dead token: it is what is looked for
		{From: Doctor, On: KBackAsked, If: leavesAlone, To: Connect, Do: backToMenu},
	}
}

type (
	// Examine looks at everything that a job depends on.
	Examine struct{ Target Target }
	// Examined is what was found.
	Examined struct{ Checkups []Checkup }
)

// Call implements [Effect].
func (Examine) Call() api.Endpoint { return api.DebugToken }
func (Examine) answer() Kind       { return KExamined }

// Kind implements [Event].
func (Examined) Kind() Kind { return KExamined }

// examine looks at the account that was tried last on the account page, or that flags
// and environment name. One that was open went with its customer; the sandbox has none.
func examine(s *Session) []Effect {
	t := s.Target
	left := s.Account.ID != "" && s.Account.ID == t.Account && !t.Sandbox
	if left || t == (Target{}) {
		t = Target{Token: s.Want.Token, Account: s.Want.Account}
	}
	s.Checkups = nil
	return []Effect{Examine{t}}
}

func examineAgain(s *Session, _ Input) []Effect {
	s.Problem = nil
	return examine(s)
}

func keepExam(s *Session, in Input) []Effect {
	s.Checkups = in.Event.(Examined).Checkups
	return nil
}

// choosesAlone: it is done without a number, so nothing comes before it. What the
// token's end interrupted comes first.
var choosesAlone = guard("it needs no number", func(s Session, in Input) bool {
	e, ok := in.Event.(JobChosen)
	return ok && e.Job.Alone() && s.Return == ""
})

// leavesAlone: the start menu is where it came from.
var leavesAlone = fact("it came from the menu", func(s Session) bool {
	last := len(s.History) - 1
	return !s.Busy() && s.Problem == nil && last >= 0 && s.History[last] == Connect
})

// backToMenu goes back to the first question, with no job chosen.
func backToMenu(s *Session, _ Input) []Effect {
	s.Job, s.History = s.Want.Job, nil
	return nil
}
