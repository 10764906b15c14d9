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

// Flows lists the flows, the onboarding first.
func Flows() []Flow {
	return []Flow{
		onboardingFlow(), manageFlow(), messageFlow(), nameFlow(), profileFlow(), pinFlow(), regionFlow(), identityFlow(), webhooksFlow(), deregisterFlow(),
		preverifiedFlow(), recipientFlow(), doctorFlow(),
	}
}

// FlowOf is the flow that does a job.
func FlowOf(j Job) Flow {
	flows := Flows()
	for _, f := range flows {
		if f.Job == j {
			return f
		}
	}
	return flows[0]
}

// Jobs lists every job.
func Jobs() []Job {
	var all []Job
	for _, f := range Flows() {
		all = append(all, f.Job)
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
