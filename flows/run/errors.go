package run

import (
	"errors"

	"dialtone/flows"
	"dialtone/flows/journal"
)

// errNoRecord is the failure of a counted call that could not be written down
// before it was sent; nothing was sent.
var errNoRecord = &flows.NoJournalError{Reason: flows.JournalFailed, Err: errors.New("there is no journal to write the request down in")}

// translate turns what the journal says into the errors of package flows, by which
// the card is chosen. Any other error stays as it is.
func translate(err error) error {
	var held *journal.HeldError
	var spent *journal.SpentError
	var open *journal.OpenError
	var store *journal.StoreError
	switch {
	case errors.As(err, &held):
		return &flows.HeldError{Who: held.Who, Since: held.Since}
	case errors.As(err, &spent):
		return &flows.SpentError{Frees: spent.Frees, Locked: spent.Locked}
	case errors.As(err, &open):
		return &flows.NoJournalError{Reason: flows.JournalReason(open.Reason), Path: open.Path, Err: err}
	case errors.As(err, &store):
		return &flows.NoJournalError{Reason: flows.JournalReason(store.Reason), Err: err}
	case isMisuse(err):
		return &flows.NoJournalError{Reason: flows.JournalFailed, Err: err}
	}
	return err
}

// isMisuse reports whether the journal refused what it was asked for.
func isMisuse(err error) bool {
	var invalid *journal.InvalidError
	var settled *journal.SettledError
	var unsettled *journal.UnsettledError
	return errors.As(err, &invalid) || errors.As(err, &settled) || errors.As(err, &unsettled) ||
		errors.Is(err, journal.ErrNoSession) || errors.Is(err, journal.ErrFinished) || errors.Is(err, journal.ErrNoIntent)
}
