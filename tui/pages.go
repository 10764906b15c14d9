package tui

import (
	"dialtone/flows"
	"dialtone/tui/jobs"
	"dialtone/tui/onboard"
	"dialtone/tui/page"
)

// newPages makes the page of every state: this is where a new one is registered.
func newPages() map[flows.State]page.Page {
	return map[flows.State]page.Page{
		flows.Connect:      onboard.NewConnect(),
		flows.PickNumber:   onboard.NewNumbers(),
		flows.AddNumber:    onboard.NewAdd(),
		flows.Eligibility:  onboard.NewCheck(),
		flows.Remedy:       onboard.NewRemedy(),
		flows.CodeMethod:   onboard.NewMethod(flows.CodeMethod),
		flows.EnterCode:    onboard.NewCode(flows.EnterCode),
		flows.ChoosePIN:    onboard.NewPIN(flows.ChoosePIN),
		flows.ChooseRegion: onboard.NewRegion(flows.ChooseRegion),
		flows.Review:       onboard.NewReview(),
		flows.Register:     onboard.NewRegister(),
		flows.Connected:    onboard.NewConnected(),
		flows.Manage:       jobs.NewManage(),
		flows.SetPIN:       onboard.NewPIN(flows.SetPIN),
		flows.Identity:     jobs.NewIdentity(),
		flows.Deregister:   jobs.NewDeregister(),
		flows.Doctor:       jobs.NewDoctor(),
		flows.Recipient:    jobs.NewRecipient(),
		flows.TestMessage:  jobs.NewMessage(),
		flows.MessageSent:  jobs.NewSent(),
		flows.ChangeName:   jobs.NewName(),
		flows.RegisterName: jobs.NewNameRegister(),
		flows.EditProfile:  jobs.NewProfile(),
		flows.Webhooks:     jobs.NewWebhooks(),
		flows.MoveRegion:   onboard.NewRegion(flows.MoveRegion),
		flows.MovePIN:      onboard.NewPIN(flows.MovePIN),
		flows.MovePlan:     jobs.NewMovePlan(),
		flows.Moving:       jobs.NewMoving(),
		flows.Pool:         jobs.NewPool(),
		flows.PoolBusiness: jobs.NewBusiness(),
		flows.PoolAdd:      jobs.NewPoolAdd(),
		flows.PoolCode:     onboard.NewMethod(flows.PoolCode),
		flows.PoolEnter:    onboard.NewCode(flows.PoolEnter),
		flows.PoolUse:      jobs.NewPoolUse(),
	}
}
