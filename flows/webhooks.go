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
				on[SubscribeAsked]{If: addressUnnamed, Then: nameAddresses},
				on[SubscribeAsked]{Then: subscribe},
				on[Subscribed]{Do: logSubscribed, Then: readApps},
			)
		},
	}
}

type (
	// AppsRead lists the apps subscribed to the account's webhooks, or says why Meta does
	// not show them beside a number; with the number's settings as they are now, nil when
	// they could not be read.
	AppsRead struct {
		Apps     []api.App
		Unread   error
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

var (
	isSubscribed = fact("our app is subscribed", Session.Subscribed)

	// addressUnnamed: subscribing names no address, which takes one away that the
	// account has instead of the app's own (docs).
	addressUnnamed = fact("an address may be lost, and nobody was told", func(s Session) bool {
		return s.Notice != NoticeOwnAddress && len(s.OwnAddresses()) > 0
	})
	addressRead = when("an address may be lost", func(s Session, e AppsRead) bool {
		s.Apps = e.Apps
		return len(s.OwnAddresses()) > 0
	})
	subscribeAdvised = fact("subscribing is advised", func(s Session) bool {
		return s.Problem != nil && s.Problem.Advice.Act == ActSubscribe
	})
	// appsUnknown: who was told that they cannot be read may go on.
	appsUnknown = fact("nobody looked who is subscribed", func(s Session) bool {
		return !s.AppsRead && s.Notice != NoticeAppsUnread && s.Notice != NoticeOwnAddress
	})
	appsRefused = when("who is subscribed cannot be read", func(_ Session, e Failed) bool { return e.Call == api.GetSubscribed })
)

// OwnAddress is an address that webhooks go to instead of the one that an app has.
type OwnAddress struct {
	Of  AddressOf
	App string // the app's name, where it is one for an app
	URL string
}

// AddressOf is what an [OwnAddress] was set for.
type AddressOf string

// What an address can be set for. That of a number goes before that of the account
// (docs).
const (
	AddressOfNumber  AddressOf = "number"
	AddressOfAccount AddressOf = "account"
	AddressOfApp     AddressOf = "app" // for this account
)

// OwnAddresses are those that are known.
func (s Session) OwnAddresses() []OwnAddress {
	var all []OwnAddress
	add := func(of AddressOf, app, url string) {
		if url != "" && !slices.ContainsFunc(all, func(a OwnAddress) bool { return a.URL == url }) {
			all = append(all, OwnAddress{of, app, url})
		}
	}
	add(AddressOfNumber, "", s.Number.Callbacks.Number)
	for _, a := range s.Apps {
		add(AddressOfApp, a.Name, a.Override)
	}
	add(AddressOfAccount, "", s.Number.Callbacks.Account)
	return all
}

func noteAppsUnread(s *Session, _ Failed, _ time.Time) {
	s.AppsReading, s.Notice = false, NoticeAppsUnread
}

// dismissCard puts the card away whose advice is followed now.
func dismissCard(s *Session, _ time.Time) []Effect {
	s.Problem = nil
	return nil
}

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
