package cli

import (
	"context"
	"errors"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility"
	"dialtone/flows"
)

// customer says what the simulated customer, provider or Meta does when a step
// of a remedy is ticked. Any other step changes nothing at Meta.
func customer(remedy eligibility.RemedyID, step eligibility.StepID) []graphsim.Action {
	type steps = map[eligibility.StepID][]graphsim.Action
	return map[eligibility.RemedyID]steps{
		eligibility.RemedyLeaveApp:        {"confirm": {graphsim.LeaveApp}},
		eligibility.RemedyLeaveBusiness:   {"confirm": {graphsim.LeaveApp}},
		eligibility.RemedyShareWithApp:    {"finish": {graphsim.RepeatSignup}},
		eligibility.RemedyCoexistence:     {"disconnect": {graphsim.DisconnectSharing}},
		eligibility.RemedyDeleteElsewhere: {"delete": {graphsim.DeleteElsewhere}},
		eligibility.RemedyRepeatSignup:    {"finish": {graphsim.RepeatSignup}},
		eligibility.RemedyOnPremise:       {"ask": {graphsim.HandOverBackup}},
		eligibility.RemedyAppeal:          {"lifted": {graphsim.LiftBan, graphsim.ApproveAccount}},
		eligibility.RemedyIVR:             {"redirect": {graphsim.LetCallsIn}},
		eligibility.RemedyFinishSharing:   {"finish": {graphsim.RepeatSignup}},
		eligibility.RemedyReconnect:       {"open": {graphsim.ReconnectApp}, "signup": {graphsim.RepeatSignup}},
		eligibility.RemedyShareNumber:     {"pick": {graphsim.ShareNumber}},
		eligibility.RemedyLeaveSolution:   {"accept": {graphsim.LeaveSolution}},
		eligibility.RemedyMoveNumber: {
			"two_step": {graphsim.TwoStepOff}, "name": {graphsim.ApproveName},
			"payment": {graphsim.AddPayment}, "verified": {graphsim.VerifyBusiness},
		},
		eligibility.RemedyRaiseCap: {
			"verify": {graphsim.VerifyBusiness}, "limit": {graphsim.RaiseLimit}, "remove": {graphsim.RemoveNumber},
		},
	}[remedy][step]
}

// play has the simulated world do a step. A step that makes no sense in the
// scenario changes nothing, as with a customer who ticks too much.
func (s *sandbox) play(_ context.Context, step flows.PlayStep) {
	sim := s.running()
	if sim == nil {
		return
	}
	for _, act := range customer(step.Remedy, step.Step) {
		for _, of := range []string{string(step.ID), step.Phone, ""} { // a number, a line outside, the account
			if err := sim.Perform(act, api.PhoneNumberID(of)); !errors.Is(err, graphsim.ErrUnknownNumber) {
				break
			}
		}
	}
}

// pass moves the simulator's clock.
func (s *sandbox) pass(_ context.Context, by time.Duration) {
	if sim := s.running(); sim != nil {
		sim.Advance(by)
	}
}
