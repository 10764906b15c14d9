package flows

import "dialtone/api"

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
	Any      State = "*"       // as From: every state
	First    State = "first"   // as From: every state, before its own rows
	Same     State = "same"    // as To: stay
	Previous State = "back"    // as To: where we came from
	Noted    State = "noted"   // as To: where we were when the token died
	Advised  State = "advised" // as To: where the advice of the present problem leads
	Derived  State = "derived" // as To: where the number's standing says
	Begun    State = "begun"   // as To: where the job begins
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
