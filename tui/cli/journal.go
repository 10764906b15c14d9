package cli

import (
	"context"
	"errors"
	"sync"

	"dialtone/api/mask"
	"dialtone/flows/journal"
	"dialtone/flows/run"
)

// noJournal is what --journal says when nothing is to be written down.
const noJournal = "off"

// lazyJournal opens the journal when it is first asked for, which is after the
// first screen.
type lazyJournal struct {
	address string

	mu   sync.Mutex
	open *journal.Journal
}

// get returns the open journal. After a failure the next call tries again: a
// server may come back, and another program may let go of the file.
func (l *lazyJournal) get(ctx context.Context) (run.Journal, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open == nil {
		j, err := journal.Open(ctx, l.address, journal.Options{})
		if err != nil {
			return nil, err
		}
		l.open = j
	}
	return l.open, nil
}

func (l *lazyJournal) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open != nil {
		_ = l.open.Close() // every entry was written when it was made
	}
}

// withJournal opens the journal of an address for as long as do takes.
func (p *program) withJournal(ctx context.Context, address string, do func(*journal.Journal) error) error {
	if address == noJournal {
		return p.usage("usage.no_journal")
	}
	j, err := journal.Open(ctx, address, journal.Options{})
	if err == nil {
		defer func() { _ = j.Close() }()
		err = do(j)
	}
	return p.journalFault(err)
}

// journalFault says in a sentence why the journal cannot be used. Other errors stay
// as they are.
func (p *program) journalFault(err error) error {
	var open *journal.OpenError
	var store *journal.StoreError
	switch {
	case errors.As(err, &open):
		return p.journalFailure(open.Reason, open.Path)
	case errors.As(err, &store):
		return p.journalFailure(store.Reason, "")
	}
	return err
}

func (p *program) journalFailure(why journal.Reason, path string) error {
	return &failure{code: "journal_" + string(why), exit: exitFailed, text: p.words.Say("journal_fault."+string(why), "Path", mask.Path(path))}
}

// lookAt returns what looks at the journal of an address without making one; nil
// for no journal.
func lookAt(address string) func(context.Context) (journal.Condition, error) {
	if address == noJournal {
		return nil
	}
	return func(ctx context.Context) (journal.Condition, error) {
		return journal.Look(ctx, address, journal.Options{})
	}
}
