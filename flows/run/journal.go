package run

import (
	"context"
	"time"

	"dialtone/flows/journal"
)

// Journal is what the flows need of a journal. [journal.Journal] is one.
type Journal interface {
	Begin(context.Context, journal.Session) (journal.SessionID, error)
	Note(context.Context, journal.SessionID, string) error
	Finish(context.Context, journal.SessionID, string) error
	Intend(context.Context, journal.Intent) (journal.IntentID, error)
	Settle(context.Context, journal.IntentID, journal.Outcome) error
	Unsettled(ctx context.Context, place, number string) ([]journal.Pending, error)
	Counted(context.Context, journal.Counter, time.Time) ([]time.Time, error)
	Newest(context.Context, journal.Counter) (at time.Time, sure bool, err error)
	Explain(ctx context.Context, c journal.Counter, reason string) error
	Refusal(context.Context, journal.Counter) (journal.Refusal, error)
	Lock(ctx context.Context, c journal.Counter, until time.Time, told bool) error
	LockedUntil(context.Context, journal.Counter) (until time.Time, told bool, err error)
	Unfinished(context.Context) ([]journal.Summary, error)
}
