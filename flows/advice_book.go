package flows

import (
	"errors"

	"dialtone/flows/journal"
)

// adviseJournal is the advice for what the journal says; false for an error that is
// not its own. Nothing was sent then.
func adviseJournal(f Failed) (Advice, bool) {
	var held *journal.HeldError
	var spent *journal.SpentError
	var off *staysOffError
	var open *openError
	switch {
	case errors.As(f.Err, &open):
		return openAdvice(f.Call), true
	case errors.As(f.Err, &off):
		return Advice{ID: AdviseStaysOff, Act: ActDismiss}, true
	case errors.As(f.Err, &held):
		return Advice{ID: AdviseHeld, Act: ActReload}, true
	case errors.As(f.Err, &spent):
		return Advice{ID: AdviseBudget, Cost: costOf(f.Call)}, true
	case isJournalError(f.Err):
		return Advice{ID: AdviseJournal}, true
	}
	return Advice{}, false
}

// isJournalError reports whether an error comes from the journal.
func isJournalError(err error) bool {
	var open *journal.OpenError
	var store *journal.StoreError
	var unfit *journal.InvalidError
	var settled *journal.SettledError
	var unsettled *journal.UnsettledError
	return errors.As(err, &open) || errors.As(err, &store) || errors.As(err, &unfit) || errors.As(err, &settled) || errors.As(err, &unsettled) ||
		errors.Is(err, ErrNoRecord) || errors.Is(err, journal.ErrNoSession) || errors.Is(err, journal.ErrFinished) || errors.Is(err, journal.ErrNoIntent)
}

// ReasonOf is why the journal cannot be used, and where it is: for the words of
// the card.
func (p Problem) ReasonOf() (journal.Reason, string) {
	var open *journal.OpenError
	var store *journal.StoreError
	switch {
	case errors.As(p.JournalErr, &open):
		return open.Reason, open.Path
	case errors.As(p.JournalErr, &store):
		return store.Reason, ""
	}
	return journal.ReasonFailed, ""
}

// addJournal adds to a card what the journal knows: who has the number, or when
// a counter frees.
func (p *Problem) addJournal(f Failed) {
	var held *journal.HeldError
	var spent *journal.SpentError
	var off *staysOffError
	var open *openError
	switch {
	case errors.As(f.Err, &open):
		p.Since = open.at
	case errors.As(f.Err, &off):
		p.Until, p.Known = off.until, true
	case errors.As(f.Err, &held):
		p.Who, p.Since = held.Who, held.Since
	case errors.As(f.Err, &spent):
		p.Until, p.Known = spent.Frees, spent.Locked.Before(spent.Frees) || spent.Locked.IsZero()
	}
	p.JournalErr = f.Err
}
