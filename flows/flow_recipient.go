package flows

// A customer's number in the `to` of a message: how Cloud API reads it. The rules
// are Meta's documentation and stand in the package eligibility; the screen alone
// has something to do.

func recipientFlow() Flow {
	return Flow{
		Job:   JobRecipient,
		Steps: []Step{StepConnect, StepRecipient},
		Start: Recipient,
		States: []Declaration{
			{Recipient, StepRecipient, nil},
		},
		Local: map[State]string{
			Recipient: "how a number is read is a documented rule: no call of Meta's tells it, and nobody's number has to leave the machine",
		},
		Rows: recipientRows,
	}
}

func recipientRows() []Transition {
	return []Transition{
		{From: Recipient, On: KBackAsked, If: leavesAlone, To: Connect, Do: backToMenu},
	}
}
