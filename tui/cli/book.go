package cli

import (
	"context"
	"sync"

	"dialtone/flows/journal"
	"dialtone/flows/run"
)

// noBook is the address of no journal.
const noBook = "off"

// book is the journal. It is opened when it is first asked for, after the first
// screen.
type book struct {
	address string

	mu sync.Mutex
	j  *journal.Journal
}

// open gives the open journal. A failure is no reason not to try again later: a
// server may come back, and a file be let go of.
func (b *book) open(ctx context.Context) (run.Journal, error) {
	j, err := b.journal(ctx)
	if err != nil {
		return nil, err
	}
	return j, nil
}

func (b *book) journal(ctx context.Context) (*journal.Journal, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.j != nil {
		return b.j, nil
	}
	j, err := journal.Open(ctx, b.address, journal.Options{})
	if err != nil {
		return nil, err
	}
	b.j = j
	return j, nil
}

func (b *book) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.j != nil {
		_ = b.j.Close() // everything was written when it was told
	}
}
