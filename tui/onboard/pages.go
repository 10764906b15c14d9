// Package onboard holds the pages from the account to a number that is connected.
package onboard

import (
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// Pages makes the pages of this package, each for its state: a new one is registered
// here. Some of them also serve a job.
func Pages() map[flows.State]page.Page {
	code, pin, sent := bubble.NewCode(), bubble.NewDigits(flows.PINLength), &sending{}
	return map[flows.State]page.Page{
		flows.Connect:      &connectPage{},
		flows.PickNumber:   &NumbersPage{},
		flows.AddNumber:    &addPage{number: page.NewPhoneField(), name: page.NewNameField()},
		flows.Eligibility:  &CheckPage{},
		flows.Remedy:       emptyRemedy(),
		flows.CodeMethod:   &methodPage{state: flows.CodeMethod},
		flows.PoolCode:     &methodPage{state: flows.PoolCode},
		flows.EnterCode:    &codePage{state: flows.EnterCode, digits: code},
		flows.PoolEnter:    &codePage{state: flows.PoolEnter, digits: code},
		flows.ChoosePIN:    &pinPage{state: flows.ChoosePIN, first: pin, second: pin},
		flows.SetPIN:       &pinPage{state: flows.SetPIN, first: pin, second: pin},
		flows.MovePIN:      &pinPage{state: flows.MovePIN, first: pin, second: pin},
		flows.ChooseRegion: &regionPage{state: flows.ChooseRegion},
		flows.MoveRegion:   &regionPage{state: flows.MoveRegion},
		flows.Review: &reviewPage{Confirm: page.Confirm{
			Edits: []flows.State{flows.ChoosePIN, flows.ChooseRegion}, Sent: page.Send(flows.RegisterAsked{}),
		}},
		flows.Register:  registerPage{page.Waiting{State: flows.Register}, sent},
		flows.Connected: &connectedPage{sent: sent},
	}
}
