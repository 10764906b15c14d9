package flows

import (
	"slices"
	"time"

	"dialtone/api"
)

// Webhooks shows the apps that receive the account's webhooks. Where none is
// subscribed, what customers write reaches nobody.

func webhooksFlow() Flow {
	return Flow{
		Job:   JobWebhooks,
		Steps: []Step{StepConnect, StepWebhooks},
		Start: Webhooks, Begin: readApps,
		Fits: func(api.Number) bool { return true }, // they are the account's
		States: []Declaration{
			{Webhooks, StepWebhooks, []api.Endpoint{api.GetSubscribed, api.SetSubscribed}},
		},
		Rows: func() []Transition {
			return in(Webhooks,
				on[AppsRead]{Do: storeApps},
				on[ReloadAsked]{Then: readApps},
				on[SubscribeAsked]{If: isSubscribed},
				on[SubscribeAsked]{Then: subscribe},
				on[Subscribed]{Do: logSubscribed, Then: readApps},
			)
		},
	}
}

type (
	// AppsRead lists the apps subscribed to the account's webhooks, with the
	// number's settings as they are now; nil when they could not be read.
	AppsRead struct {
		Apps     []api.App
		Settings *api.Settings
	}
	// SubscribeAsked subscribes the app to the account's webhooks.
	SubscribeAsked struct{}
	// Subscribed says that the app is subscribed now.
	Subscribed struct{}

	// ReadApps lists the subscribed apps, and reads the number's settings for the
	// last screen; ID "" for the apps alone.
	ReadApps struct {
		Account api.WABAID
		ID      api.PhoneNumberID
	}
	// SubscribeApp subscribes the token's app.
	SubscribeApp struct{ Account api.WABAID }
)

// Spec implements [Effect].
func (ReadApps) Spec() Spec     { return answers[AppsRead](api.GetSubscribed) }
func (SubscribeApp) Spec() Spec { return answers[Subscribed](api.SetSubscribed) }

var isSubscribed = fact("our app is subscribed", Session.Subscribed)

// Subscribed reports whether the token's own app is among those that are
// subscribed, as far as they were read.
func (s Session) Subscribed() bool {
	return slices.ContainsFunc(s.Apps, func(a api.App) bool { return s.Token.AppID != "" && a.ID == s.Token.AppID })
}

// readApps leaves the number out: nothing of it is shown beside the apps.
func readApps(s *Session, _ time.Time) []Effect { return []Effect{ReadApps{Account: s.Target.Account}} }

func logSubscribed(s *Session, _ Subscribed, at time.Time) {
	s.did(api.SetSubscribed, at)
	s.Notice = NoticeSubscribed
}
