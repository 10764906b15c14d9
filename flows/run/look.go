package run

import (
	"context"

	"dialtone/api"
	"dialtone/flows"
)

// overtakenError says that a number is not as it was when a request was decided
// on. Nothing was sent.
type overtakenError struct{ by flows.Overtaken }

func (e *overtakenError) Error() string { return "the number changed meanwhile" }

// look reads a number right before a counted request. It fails with an
// [*overtakenError] where the number is not as it was, and with a
// [*flows.NotSentError] where it cannot be read.
func look(ctx context.Context, client API, c flows.Command, id api.PhoneNumberID) error {
	var settings api.Settings
	if c.Expected.Storage != nil {
		var err error
		settings, err = client.Settings(ctx, id)
		switch {
		case err == nil && settings.Unread != nil, flows.OnlyUnread(err): // nobody can tell whether it changed
			c.Expected.Storage = nil
		case err != nil:
			return &flows.NotSentError{Err: err}
		}
	}
	n, err := client.Number(ctx, id, api.OnboardingFields()...)
	if err != nil {
		return &flows.NotSentError{Err: err}
	}
	changed := c.Expected.Changed(n, settings)
	if len(changed) == 0 {
		return nil
	}
	by := flows.Overtaken{Call: c.Effect.Spec().Call, Number: n, Changed: changed}
	if c.Expected.Storage != nil {
		by.Settings = &settings
	}
	return &overtakenError{by}
}

// lookInPool does the same for a number of the pool.
func lookInPool(ctx context.Context, client PoolAPI, c flows.Command, id api.PreverifiedID) error {
	p, err := client.Preverified(ctx, id)
	if err != nil {
		return &flows.NotSentError{Err: err}
	}
	changed := c.Expected.ChangedInPool(p)
	if len(changed) == 0 {
		return nil
	}
	return &overtakenError{flows.Overtaken{Call: c.Effect.Spec().Call, Pooled: p, Changed: changed}}
}
