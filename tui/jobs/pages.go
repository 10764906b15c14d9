// Package jobs holds the pages of everything that can be done beside an onboarding,
// most of it with a number that is there already.
package jobs

import (
	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// Pages makes the pages of this package, each for its state: a new one is registered
// here.
func Pages() map[flows.State]page.Page {
	return map[flows.State]page.Page{
		flows.Manage:     &managePage{},
		flows.Identity:   &identityPage{},
		flows.Deregister: &deregisterPage{digits: bubble.NewDigits(flows.ConfirmLength)},
		flows.Doctor:     &doctorPage{},
		flows.Recipient: &recipientPage{
			number:  page.PhoneField{Line: bubble.NewLine(longestNumber, notControl)},
			country: bubble.NewLine(longestCountry, notControl),
		},
		flows.TestMessage: &messagePage{
			to: page.NewPhoneField(), template: bubble.NewField(longestTemplate), language: bubble.NewField(longestLanguage), text: bubble.NewField(api.LongestText),
		},
		flows.MessageSent:  &sentPage{},
		flows.ChangeName:   &namePage{name: page.NewNameField()},
		flows.RegisterName: &nameRegisterPage{digits: bubble.NewDigits(flows.PINLength)},
		flows.EditProfile:  &profilePage{},
		flows.Webhooks:     webhooksPage{},
		flows.MovePlan: &movePlanPage{page.Confirm{
			Edits: []flows.State{flows.MoveRegion, flows.MovePIN}, Sent: page.Do(flows.MoveAsked{}),
		}},
		flows.Moving:       movingPage{page.Waiting{State: flows.Moving}},
		flows.Pool:         &poolPage{},
		flows.PoolBusiness: &businessPage{bubble.NewField(page.LongestID)},
		flows.PoolAdd:      &poolAddPage{page.NewPhoneField()},
		flows.PoolUse:      &poolUsePage{name: page.NewNameField()},
	}
}
