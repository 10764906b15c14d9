package flows

import "errors"

// adviseJournal is the advice where the journal, or what is written in it, kept a
// request from being sent; false for any other failure.
func adviseJournal(f Failed) (Advice, bool) {
	var held *HeldError
	var spent *SpentError
	var off *StaysOffError
	var open *OpenRequestError
	var none *NoJournalError
	switch {
	case errors.As(f.Err, &open):
		return openAdvice(f.Call), true
	case errors.As(f.Err, &off):
		return Advice{ID: AdviseStaysOff, Act: ActDismiss}, true
	case errors.As(f.Err, &held):
		return Advice{ID: AdviseHeld, Act: ActReload}, true
	case errors.As(f.Err, &spent):
		return Advice{ID: AdviseBudget, Cost: CallOf(f.Call).Cost}, true
	case errors.As(f.Err, &none):
		return Advice{ID: AdviseJournal}, true
	}
	return Advice{}, false
}

// ReasonOf is why the journal cannot be used, and where it is: for the words of
// the card.
func (p Problem) ReasonOf() (JournalReason, string) {
	var none *NoJournalError
	if errors.As(p.JournalErr, &none) {
		return none.Reason, none.Path
	}
	return JournalFailed, ""
}

// addJournal adds to a card what the journal knows: who has the number, or when
// a counter frees.
func (p *Problem) addJournal(f Failed) {
	var held *HeldError
	var spent *SpentError
	var off *StaysOffError
	var open *OpenRequestError
	switch {
	case errors.As(f.Err, &open):
		p.Since = open.At
	case errors.As(f.Err, &off):
		p.Until, p.Known = off.Until, true
	case errors.As(f.Err, &held):
		p.Who, p.Since = held.Who, held.Since
	case errors.As(f.Err, &spent):
		p.Until, p.Known = spent.Frees, spent.Locked.Before(spent.Frees) || spent.Locked.IsZero()
	}
	p.JournalErr = f.Err
}
