package run

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"dialtone/flows"
	"dialtone/flows/journal"
)

// emptyJournal is a journal with nothing in it.
type emptyJournal struct{ Journal }

func (emptyJournal) Begin(ctx, journal.Session) (journal.SessionID, error)   { return "s1", nil }
func (emptyJournal) Note(ctx, journal.SessionID, string) error               { return nil }
func (emptyJournal) Unfinished(ctx) ([]journal.Summary, error)               { return nil, nil }
func (emptyJournal) Unsettled(_ ctx, _, _ string) ([]journal.Pending, error) { return nil, nil }
func (emptyJournal) LockedUntil(ctx, journal.Counter) (time.Time, bool, error) {
	return time.Time{}, false, nil
}
func (emptyJournal) Newest(ctx, journal.Counter) (at time.Time, _ bool, _ error) {
	return at, false, nil
}
func (emptyJournal) Refusal(ctx, journal.Counter) (journal.Refusal, error) {
	return journal.Refusal{}, nil
}
func (emptyJournal) Counted(ctx, journal.Counter, time.Time) ([]time.Time, error) {
	return nil, nil
}

// Who waits for the journal goes on the moment that its session is open or cannot be
// opened, and no later than after [openingTakes].
func TestWaitingForTheJournal(t *testing.T) {
	t.Parallel()
	gone := errors.New("gone")
	for name, c := range map[string]struct {
		opens   time.Duration // when the journal is opened; 0 for never
		err     error         // of the opening
		other   bool          // it is opened for another number
		stopped time.Duration // when the call is given up; 0 for never
		takes   time.Duration
		want    error
	}{
		"opened":         {opens: 137 * time.Millisecond, takes: 137 * time.Millisecond},
		"not opened":     {opens: 137 * time.Millisecond, err: gone, takes: 137 * time.Millisecond, want: errNoRecord},
		"another number": {opens: time.Second, other: true, takes: openingTakes, want: errNoRecord},
		"never":          {takes: openingTakes, want: errNoRecord},
		"given up":       {stopped: time.Second, takes: time.Second, want: context.Canceled},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				r := &Runner{Journal: func(context.Context) (Journal, error) { return emptyJournal{}, c.err }}
				number := firstID
				if c.other {
					number = otherID
				}
				if c.opens > 0 {
					time.AfterFunc(c.opens, func() {
						r.Do(t.Context(), flows.Command{Effect: flows.OpenJournal{Number: number}})
					})
				}
				ctx, stop := context.WithCancel(t.Context())
				defer stop()
				if c.stopped > 0 {
					time.AfterFunc(c.stopped, stop)
				}
				begun := time.Now()
				j, id, err := r.record(ctx, firstID)
				if took := time.Since(begun); took != c.takes || !errors.Is(err, c.want) || (err == nil) != (j != nil && id == "s1") {
					t.Errorf("after %s: %v, %q, %v; want %v after %s", took, j, id, err, c.want, c.takes)
				}
			})
		})
	}
}
