package flows

import (
	"slices"

	"dialtone/api"
)

// Manage is a number's page: how it stands, and everything that can be done with
// it. Recipient is about a customer's number.

func manageFlow() Flow {
	return Flow{
		Job:   JobManage,
		Steps: []Step{StepConnect, StepNumber, StepPage},
		Start: Manage, Begin: readPage,
		States: []Declaration{
			{Manage, StepPage, []api.Endpoint{api.GetNumber}},
		},
		Rows: func() []Transition {
			return slices.Concat(
				in(Manage,
					on[NumberRead]{If: toOnboard, To: ByStanding, Do: selectNumber, Then: enterState},
					on[NumberRead]{Do: storeNumber},
					on[ReloadAsked]{Then: readPage},
					on[JobChosen]{If: choosesOnboarding, Do: chooseJob, Then: readPlainly},
					on[JobChosen]{To: JobStart, Do: chooseJob, Then: begin},
				),
				in(Connected,
					on[JobChosen]{If: choosesAnother, To: JobStart, Do: chooseJob, Then: begin},
				),
			)
		},
	}
}

var (
	toOnboard = fact("it is to be onboarded", func(s Session) bool { return s.Job.onboards() })
	// choosesOnboarding: from a number's page it begins with fresh facts.
	choosesOnboarding = when("onboarding", func(_ Session, e JobChosen) bool { return e.Job.onboards() })
	choosesAnother    = when("another job than onboarding", func(_ Session, e JobChosen) bool { return !e.Job.onboards() })
)

// A customer's number in the `to` of a message: how Cloud API reads it. The rules
// are Meta's documentation and stand in the package eligibility/phone; the screen
// alone has something to do.
func recipientFlow() Flow {
	return Flow{
		Job:   JobRecipient,
		Steps: []Step{StepConnect, StepRecipient},
		Start: Recipient,
		States: []Declaration{
			{Recipient, StepRecipient, nil},
		},
		Local: map[State]string{
			Recipient: "how a number is read is a documented rule: no call tells it, and nobody's number has to leave the machine",
		},
		Rows: func() []Transition {
			return in(Recipient,
				on[BackAsked]{If: leavesAlone, To: Connect, Then: backToMenu},
			)
		},
	}
}

// leavesAlone: the start menu is where it came from.
var leavesAlone = fact("it came from the menu", func(s Session) bool {
	last := len(s.History) - 1
	return !s.Busy() && s.Problem == nil && last >= 0 && s.History[last] == Connect
})
