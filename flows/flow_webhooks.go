package flows

import (
	"slices"

	"dialtone/api"
)

// The apps that receive the account's webhooks. Where none is subscribed, what
// customers write reaches nobody.

func webhooksFlow() Flow {
	return Flow{
		Job:   JobWebhooks,
		Steps: []Step{StepConnect, StepWebhooks},
		Start: Webhooks, Begin: readApps,
		Fits: func(api.Number) bool { return true }, // they are the account's
		States: []Declaration{
			{Webhooks, StepWebhooks, []api.Endpoint{api.GetSubscribed, api.SetSubscribed}},
		},
		Rows: webhooksRows,
	}
}

func webhooksRows() []Transition {
	return []Transition{
		{From: Webhooks, On: KAppsRead, To: Webhooks, Do: keepApps},
		{From: Webhooks, On: KReloadAsked, To: Webhooks, Do: readAppsAgain},
		{From: Webhooks, On: KSubscribeAsked, If: isSubscribed, To: Webhooks},
		{From: Webhooks, On: KSubscribeAsked, To: Webhooks, Do: subscribe},
		{From: Webhooks, On: KSubscribed, To: Webhooks, Do: noteListening},
	}
}

// ofAccount reports whether a job is about an account and needs no number.
func (j Job) ofAccount() bool { return j == JobWebhooks }

var (
	aboutAccount = fact("the job needs no number", func(s Session) bool { return s.Job.ofAccount() })
	isSubscribed = fact("our app is subscribed", Session.Subscribed)
)

// Subscribed reports whether the token's own app is among those that are
// subscribed, as far as they were read.
func (s Session) Subscribed() bool {
	return slices.ContainsFunc(s.Apps, func(a api.App) bool { return s.Token.AppID != "" && a.ID == s.Token.AppID })
}

func keepAccountAndBegin(s *Session, in Input) []Effect {
	return append(keepAccount(s, in), s.begin()...)
}

// readApps leaves the number out: nothing of it is shown beside the apps.
func readApps(s *Session) []Effect { return []Effect{ReadApps{Account: s.Target.Account}} }

func readAppsAgain(s *Session, _ Input) []Effect {
	s.Problem = nil
	return readApps(s)
}

func noteListening(s *Session, in Input) []Effect {
	s.did(api.SetSubscribed, in.At)
	s.Notice = NoticeSubscribed
	return readApps(s)
}
