package flows

import (
	"slices"
	"time"

	"dialtone/api"
)

// Job is what the operator came for.
type Job string

// The jobs. The zero value is [JobOnboard].
const (
	JobOnboard Job = "onboard" // bring a number onto Cloud API
	JobManage  Job = "numbers" // look after the numbers of an account
	JobPIN     Job = "pin"     // set or change the two-step verification PIN

	JobIdentity   Job = "identity"   // switch the identity-change check on or off
	JobDeregister Job = "deregister" // take a number off Cloud API

	JobDoctor    Job = "doctor"    // is everything there that a job depends on?
	JobRecipient Job = "recipient" // how Cloud API reads a customer's number
	JobMessage   Job = "message"   // send a test message
	JobName      Job = "name"      // see and change the display name
	JobProfile   Job = "profile"   // see and change the business profile
	JobWebhooks  Job = "webhooks"  // see who receives the account's messages, and subscribe
	JobRegion    Job = "region"    // change where the data of a number rests
	// JobPreverified is about numbers that are verified in advance.
	JobPreverified Job = "preverified"
)

// Flow is the part of the machine that does one job.
type Flow struct {
	Job    Job
	Steps  []Step // as the customer sees them, in order
	States []Declaration
	Rows   func() []Transition
	// Start is where the job begins with a number, and Begin what is done there;
	// both empty for [JobOnboard], which begins where the number stands.
	Start State
	Begin func(*Session, time.Time) []Effect
	// Counts says that the job sends requests that Meta counts, so that the journal
	// keeps it.
	Counts bool
	// Local says of each state that no call of Meta's backs why that is so.
	Local map[State]string
	// Fits reports whether the job can be done with a number in this state; nil
	// for one that is not offered on a number's page.
	Fits func(api.Number) bool
}

// OnPage reports whether the job is offered on the page of a number.
func (f Flow) OnPage(n api.Number) bool { return f.Fits != nil && f.Fits(n) }

// Jobs lists every job, the onboarding first.
func Jobs() []Job {
	return []Job{
		JobOnboard, JobManage, JobMessage, JobName, JobProfile, JobPIN, JobRegion, JobIdentity, JobWebhooks, JobDeregister,
		JobPreverified, JobRecipient, JobDoctor,
	}
}

// FlowOf is the flow that does a job.
func FlowOf(j Job) Flow {
	switch j {
	case JobManage:
		return manageFlow()
	case JobMessage:
		return messageFlow()
	case JobName:
		return nameFlow()
	case JobProfile:
		return profileFlow()
	case JobPIN:
		return pinFlow()
	case JobRegion:
		return regionFlow()
	case JobIdentity:
		return identityFlow()
	case JobWebhooks:
		return webhooksFlow()
	case JobDeregister:
		return deregisterFlow()
	case JobPreverified:
		return preverifiedFlow()
	case JobRecipient:
		return recipientFlow()
	case JobDoctor:
		return doctorFlow()
	case JobOnboard:
	}
	return onboardingFlow()
}

// Flows lists the flows in the order of [Jobs].
func Flows() []Flow {
	var all []Flow
	for _, j := range Jobs() {
		all = append(all, FlowOf(j))
	}
	return all
}

// Steps are the parts of the job at hand, as the customer sees them.
func (s Session) Steps() []Step { return FlowOf(s.Job).Steps }

// JobChosen says what the operator came for: at the start, or on a number's page.
type JobChosen struct{ Job Job }

// onboards reports whether a number is to be brought onto Cloud API.
func (j Job) onboards() bool { return j == "" || j == JobOnboard }

// Alone reports whether a job is done without a number, straight from the start
// menu.
func (j Job) Alone() bool { return j == JobDoctor || j == JobRecipient }

// ofAccount reports whether a job is about an account and needs no number.
func (j Job) ofAccount() bool { return j == JobWebhooks }

func chooseJob(s *Session, e JobChosen, _ time.Time) { s.Job = e.Job }

// begin begins the job with the number or the account at hand.
func begin(s *Session, at time.Time) []Effect {
	if begin := FlowOf(s.Job).Begin; begin != nil {
		return begin(s, at)
	}
	return nil
}

// jobIn is the job that a state is part of. Those of the way to a number, and its
// page, are part of several; the page of a job that was given up is a page again.
func (s Session) jobIn(to State) Job {
	switch to {
	case Connect, PickNumber, AddNumber:
		return s.Job
	case Manage:
		if s.Job.onboards() {
			return JobManage
		}
		return s.Job
	}
	for _, f := range Flows() {
		for _, d := range f.States {
			if d.State == to {
				return f.Job
			}
		}
	}
	return s.Job
}

// StepOf is the step that a state belongs to.
func StepOf(s State) Step {
	for _, d := range Declarations() {
		if d.State == s {
			return d.Step
		}
	}
	return StepConnect
}

// Declarations lists the states of every flow, each with the calls that back its
// screen.
func Declarations() []Declaration {
	var all []Declaration
	for _, f := range Flows() {
		all = append(all, f.States...)
	}
	return all
}

// Steps lists the steps of every flow.
func Steps() []Step {
	var all []Step
	for _, f := range Flows() {
		for _, step := range f.Steps {
			if !slices.Contains(all, step) {
				all = append(all, step)
			}
		}
	}
	return all
}

// State is where a flow stands.
type State string

// The states of the onboarding flow, in the order of the happy path.
const (
	Connect      State = "Connect"      // which account, with which token?
	PickNumber   State = "PickNumber"   // which of its numbers?
	AddNumber    State = "AddNumber"    // or a new one
	Eligibility  State = "Eligibility"  // can it be onboarded?
	Remedy       State = "Remedy"       // what has to happen first
	CodeMethod   State = "CodeMethod"   // SMS or voice, in which language?
	EnterCode    State = "EnterCode"    // the six digits
	ChoosePIN    State = "ChoosePIN"    // the two-step verification PIN
	ChooseRegion State = "ChooseRegion" // where message data rests
	Review       State = "Review"       // everything on one page, before the call that counts
	Register     State = "Register"     // waiting for the answer
	Connected    State = "Connected"    // proof, and the last checks
)

// The states of the other flows.
const (
	Manage State = "Manage" // a number's page
	SetPIN State = "SetPIN" // a new two-step verification PIN

	Identity   State = "Identity"   // the identity-change check
	Deregister State = "Deregister" // off Cloud API, after the last digits were typed

	Doctor    State = "Doctor"    // what a job depends on, looked at
	Recipient State = "Recipient" // how Cloud API reads a customer's number

	TestMessage  State = "TestMessage"  // to whom, and what
	MessageSent  State = "MessageSent"  // accepted, which is not delivered
	ChangeName   State = "ChangeName"   // the display name and its review
	RegisterName State = "RegisterName" // registering once more, for a new name
	EditProfile  State = "EditProfile"  // the business profile
	Webhooks     State = "Webhooks"     // the apps that receive the account's messages

	MoveRegion State = "MoveRegion" // where data is to rest from now on
	MovePIN    State = "MovePIN"    // the PIN to register with again
	MovePlan   State = "MovePlan"   // what will be sent, before it is
	Moving     State = "Moving"     // one call after the other

	Pool         State = "Pool"         // the pre-verified numbers of a business
	PoolBusiness State = "PoolBusiness" // of which one?
	PoolAdd      State = "PoolAdd"      // a new one
	PoolCode     State = "PoolCode"     // how its code comes
	PoolEnter    State = "PoolEnter"    // the six digits
	PoolUse      State = "PoolUse"      // into the account, under which name?
)

// Places in a [Transition] that are not states themselves.
const (
	Any         State = "*"           // as From: every state
	First       State = "first"       // as From: every state, before its own rows
	Same        State = "same"        // as To: stay
	Previous    State = "back"        // as To: where we came from
	Interrupted State = "interrupted" // as To: where we were when the token died
	Advised     State = "advised"     // as To: where the advice of the present problem leads
	ByStanding  State = "standing"    // as To: where the number's standing says
	JobStart    State = "start"       // as To: where the job begins
)

// Declaration says what a state is for and which calls back it.
type Declaration struct {
	State  State
	Step   Step // the part of the job that it belongs to
	Backed []api.Endpoint
}

// Step is a part of the job as the customer sees it; several states can share
// one.
type Step string

// The steps, in order.
const (
	StepConnect  Step = "connect"
	StepNumber   Step = "number"
	StepCheck    Step = "check"
	StepCode     Step = "code"
	StepPIN      Step = "pin"
	StepRegion   Step = "region"
	StepRegister Step = "register"
	StepIdentity Step = "identity"   // the identity-change check
	StepOff      Step = "deregister" // off Cloud API
	StepMessage  Step = "message"
	StepPage     Step = "page" // a number's page

	StepDoctor    Step = "doctor"
	StepRecipient Step = "recipient"
	StepName      Step = "name"
	StepProfile   Step = "profile"
	StepWebhooks  Step = "webhooks"
	StepMove      Step = "move" // the change of a region itself
	StepPool      Step = "pool" // numbers that are verified in advance
	StepPoolCode  Step = "pool_code"
	StepPoolUse   Step = "pool_use"
)

// onboardingFlow is the flow from "which account?" to "this number is CONNECTED".
func onboardingFlow() Flow {
	return Flow{
		Job:    JobOnboard,
		Counts: true,
		Steps:  []Step{StepConnect, StepNumber, StepCheck, StepCode, StepPIN, StepRegion, StepRegister},
		States: onboardingStates(),
		Rows:   onboarding,
	}
}

// onboardingStates are the states of the onboarding flow in order.
func onboardingStates() []Declaration {
	return []Declaration{
		{Connect, StepConnect, []api.Endpoint{api.DebugToken, api.GetAccount}},
		{PickNumber, StepNumber, []api.Endpoint{api.ListNumbers, api.GetNumber}},
		{AddNumber, StepNumber, []api.Endpoint{api.AddNumber, api.GetNumber}},
		{Eligibility, StepCheck, []api.Endpoint{api.GetNumber}},
		{Remedy, StepCheck, []api.Endpoint{api.GetNumber}},
		{CodeMethod, StepCode, []api.Endpoint{api.GetNumber, api.RequestCode}},
		{EnterCode, StepCode, []api.Endpoint{api.GetNumber, api.VerifyCode}},
		{ChoosePIN, StepPIN, []api.Endpoint{api.GetNumber, api.SetPIN}},
		{ChooseRegion, StepRegion, []api.Endpoint{api.GetSettings, api.SetSettings}},
		{Review, StepRegister, []api.Endpoint{api.GetNumber, api.GetSettings}},
		{Register, StepRegister, []api.Endpoint{api.GetSettings, api.GetNumber, api.Register}},
		{Connected, StepRegister, []api.Endpoint{api.GetNumber, api.GetSubscribed, api.SetSubscribed}},
	}
}
