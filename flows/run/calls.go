package run

import (
	"context"

	"dialtone/api"
	"dialtone/eligibility/phone"
	"dialtone/flows"
)

// The calls of an open client that nobody counts.

// pageSize is Graph's largest page (openapi).
const pageSize = 100

func readNumbers(ctx context.Context, client API, e flows.ReadNumbers) (flows.Event, error) {
	page, err := client.NumbersPage(ctx, e.Account, api.NumbersQuery{
		Fields: api.ListFields(), Limit: pageSize, After: e.After, Order: e.Query.Order, Mode: e.Query.Mode,
	})
	return flows.NumbersListed{Page: page}, err
}

func createNumber(ctx context.Context, client API, e flows.CreateNumber) (flows.Event, error) {
	id, err := client.AddNumber(ctx, e.Account, e.Number)
	return flows.NumberAdded{ID: id}, err
}

// findNumber walks the account's numbers for one that was just added.
func findNumber(ctx context.Context, client API, e flows.FindNumber) (flows.Event, error) {
	query := api.NumbersQuery{Fields: []api.Field{"id", "display_phone_number"}, Limit: pageSize}
	var walk api.Walk
	for {
		page, err := client.NumbersPage(ctx, e.Account, query)
		if err != nil {
			return nil, afterwards(e.Spec().Call, err)
		}
		for _, n := range page.Numbers {
			if phone, err := phone.ParseDisplay(n.Display); err == nil && phone.Same(e.Phone) && api.IsID(string(n.ID)) {
				return flows.NumberAdded{ID: n.ID}, nil
			}
		}
		if walk, query.After = walk.Numbers(page); query.After == "" {
			return nil, e.Cause
		}
	}
}

func readNumber(ctx context.Context, client API, e flows.ReadNumber) (flows.Event, error) {
	fields := api.OnboardingFields()
	if e.Detail {
		fields = api.DetailFields()
	}
	n, err := client.Number(ctx, e.ID, fields...)
	if e.Detail && flows.OnlyUnread(err) { // what only the page shows is no reason to know nothing
		if plain, plainErr := client.Number(ctx, e.ID, api.OnboardingFields()...); plainErr == nil {
			return flows.NumberRead{Number: plain}, nil
		}
	}
	return flows.NumberRead{Number: n}, err
}

// replacePIN sets the PIN and reads the number back. Meta's yes counts also where
// reading fails.
func replacePIN(ctx context.Context, client API, e flows.ReplacePINOf) (flows.Event, error) {
	if err := client.SetPIN(ctx, e.ID, e.PIN); err != nil {
		return nil, err
	}
	var set flows.PINSet
	if n, err := client.Number(ctx, e.ID, api.OnboardingFields()...); err == nil {
		set.Number = &n
	}
	return set, nil
}

func readSettings(ctx context.Context, client API, e flows.ReadSettings) (flows.Event, error) {
	s, err := client.Settings(ctx, e.ID)
	return flows.SettingsRead{Settings: s}, err
}

// setIdentity switches the check and reads it back. Meta's yes counts also where
// reading fails, or tells nothing of it.
func setIdentity(ctx context.Context, client API, e flows.SetIdentity) (flows.Event, error) {
	if err := client.SetIdentityCheck(ctx, e.ID, e.On); err != nil {
		return nil, err
	}
	set := flows.IdentitySet{On: e.On}
	if s, err := client.Settings(ctx, e.ID); err == nil {
		set.Settings = &s
	}
	return set, nil
}

func readFacts(ctx context.Context, client API, e flows.ReadFacts) (flows.Event, error) {
	n, err := client.Number(ctx, e.ID, api.OnboardingFields()...)
	if err != nil {
		return nil, err
	}
	s, err := client.Settings(ctx, e.ID)
	if flows.OnlyUnread(err) {
		return flows.FactsRead{Number: n, Settings: api.Settings{Unread: err}}, nil
	}
	return flows.FactsRead{Number: n, Settings: s}, err
}

// readBack reads a number, and its settings as far as they can be read.
func readBack(ctx context.Context, client API, e flows.ReadBack) (flows.Event, error) {
	n, err := client.Number(ctx, e.ID, api.OnboardingFields()...)
	if err != nil {
		return nil, err
	}
	s, err := client.Settings(ctx, e.ID)
	if err != nil {
		return flows.FactsRead{Number: n, Settings: api.Settings{Unread: err}}, nil
	}
	return flows.FactsRead{Number: n, Settings: s}, nil
}

// readApps reads the apps, and a number's settings as far as they can be read. Beside a
// number the apps, too, are read as far as they can be.
func readApps(ctx context.Context, client API, e flows.ReadApps) (flows.Event, error) {
	apps, err := client.SubscribedApps(ctx, e.Account)
	if err != nil && (e.ID == "" || !flows.OnlyUnread(err)) {
		return nil, err
	}
	read := flows.AppsRead{Apps: apps, Unread: err}
	if e.ID == "" {
		return read, nil
	}
	if settings, err := client.Settings(ctx, e.ID); err == nil {
		read.Settings = &settings
	}
	return read, nil
}

func subscribeApp(ctx context.Context, client API, e flows.SubscribeApp) (flows.Event, error) {
	return flows.Subscribed{}, client.Subscribe(ctx, e.Account)
}

func sendTest(ctx context.Context, client API, e flows.SendTest) (flows.Event, error) {
	sent, err := client.SendMessage(ctx, e.ID, e.Message)
	return flows.MessageAccepted{Sent: sent}, err
}

func askName(ctx context.Context, client API, e flows.AskName) (flows.Event, error) {
	return flows.NameAsked{}, client.SetDisplayName(ctx, e.ID, e.Name)
}

func readProfile(ctx context.Context, client API, e flows.ReadProfile) (flows.Event, error) {
	p, err := client.Profile(ctx, e.ID)
	return flows.ProfileRead{Profile: p}, err
}

func saveProfile(ctx context.Context, client API, e flows.SaveProfile) (flows.Event, error) {
	return flows.ProfileSaved{}, client.SetProfile(ctx, e.ID, e.Change)
}

// afterwards is the failure of a read that was to tell what became of a write: the
// write left, whatever became of the read.
func afterwards(write api.Endpoint, err error) error {
	if err == nil {
		return nil
	}
	return &api.TransportError{Call: write, Sent: true, Err: err}
}
