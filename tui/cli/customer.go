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
// of a remedy is ticked. A step without an act changes nothing at Meta.
func customer(remedy eligibility.RemedyID, step eligibility.StepID) []graphsim.Action {
	switch remedy {
	case eligibility.RemedyLeaveApp, eligibility.RemedyLeaveBusiness:
		return when(step == "confirm", graphsim.LeaveApp)
	case eligibility.RemedyCoexistence:
		return when(step == "disconnect", graphsim.DisconnectSharing)
	case eligibility.RemedyDeleteElsewhere:
		return when(step == "delete", graphsim.DeleteElsewhere)
	case eligibility.RemedyRepeatSignup:
		return when(step == "finish", graphsim.RepeatSignup)
	case eligibility.RemedyOnPremise:
		return when(step == "ask", graphsim.HandOverBackup)
	case eligibility.RemedyAppeal:
		return when(step == "lifted", graphsim.LiftBan, graphsim.ApproveAccount)
	case eligibility.RemedyIVR:
		return when(step == "redirect", graphsim.LetCallsIn)
	case eligibility.RemedyMigrateProvider:
		return map[eligibility.StepID][]graphsim.Action{
			"two_step": {graphsim.TwoStepOff}, "name": {graphsim.ApproveName}, "payment": {graphsim.AddPayment}, "verified": {graphsim.VerifyBusiness},
		}[step]
	case eligibility.RemedyRaiseCap:
		return map[eligibility.StepID][]graphsim.Action{
			"verify": {graphsim.VerifyBusiness}, "limit": {graphsim.RaiseLimit}, "remove": {graphsim.RemoveNumber},
		}[step]
	}
	return nil
}

func when(is bool, acts ...graphsim.Action) []graphsim.Action {
	if !is {
		return nil
	}
	return acts
}

// play has the simulated world do a step. What makes no sense in the story that
// is played changes nothing, as with a customer who ticks too much.
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

// running is the simulator, nil before the first story.
func (s *sandbox) running() *graphsim.Sim {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sim
}
