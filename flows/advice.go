package flows

import (
	"errors"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// Advice is what we make of a failure: what it usually means (by ID, in the
// words), the next safe action, and what it costs.
type Advice struct {
	ID    AdviceID
	Act   Act
	To    State                // where the action leads; "" to stay
	Help  eligibility.RemedyID // with To [Remedy]: which
	Cost  Cost                 // what trying again costs
	Retry Retry                // whether trying again is of use
	// Wait is how long to wait at least. Fixed says that Meta documents the
	// figure; otherwise it is caution. WaitInText lets the answer's own text
	// decide first.
	Wait       time.Duration
	Fixed      bool
	WaitInText bool
	// Locks closes Dialtone's own counter for the call until the wait is over.
	Locks bool
}

// Act is what the one key of an error card does.
type Act string

// The acts.
const (
	ActNothing    Act = ""           // there is nothing safe to do now
	ActDismiss    Act = "dismiss"    // put the card away and look at the screen
	ActGo         Act = "go"         // go to the advised state
	ActAgain      Act = "again"      // repeat a call that is safe to repeat
	ActReload     Act = "reload"     // read the facts again
	ActDeregister Act = "deregister" // finish the half-done deregistration
	ActSubscribe  Act = "subscribe"  // subscribe the token's app to the account
)

// Cost says what trying again costs.
type Cost string

// The costs.
const (
	CostNothing  Cost = ""         // nothing is counted
	CostRegister Cost = "register" // one of 10 register requests in 72 hours, and perhaps a PIN guess
	CostCode     Cost = "code"     // one code request; the limit is not published
	CostGuess    Cost = "guess"    // one guess; too many lock the check for about 12 hours
	CostBoth     Cost = "both"     // one deregister and one register request

	CostDeregister Cost = "deregister" // one of 10 deregister requests in 72 hours
	CostMessage    Cost = "message"    // a message that may be billed, and may arrive twice
	CostName       Cost = "name"       // one of 10 changes of the display name in 30 days (docs)
	CostPool       Cost = "pool"       // one of 125 code calls in an hour (openapi)
)

// Retry says whether and when a refused call may be tried again.
type Retry string

// The answers to that.
const (
	RetryUnsaid  Retry = ""        // nobody knows
	RetryNever   Retry = "no"      // the same goal is not reached by repeating
	RetryFixed   Retry = "fix"     // once something was changed
	RetryWaited  Retry = "wait"    // after a wait
	RetryBackoff Retry = "backoff" // a few times, with growing pauses
)

// Advise says what a failure means and what to do. What an answer of Graph means
// the error table of the assets decides, facts before texts, since Meta's texts
// change (docs). An answer that is in no row of it is shown as Meta sent it.
func Advise(f Failed, s Session) Advice {
	if a, is := adviseJournal(f); is {
		return a
	}
	var e *api.Error
	if !errors.As(f.Err, &e) {
		return byHand(adviseTransport(f), f.Call)
	}
	if row, found := RowFor(e, s); found {
		return byHand(adviceOf(row, e.Call, s), f.Call)
	}
	switch {
	case e.Foreign() && e.Status >= 500: // who it was is not known, only that it may pass
		return byHand(Advice{ID: AdviseUnreadable, Act: ActAgain, Retry: RetryBackoff}, f.Call)
	case e.Foreign():
		return byHand(Advice{ID: AdviseUnreadable, Act: ActAgain}, f.Call)
	case e.Code == 0 && e.Status >= 500:
		return byHand(Advice{ID: AdviseMeta, Act: ActAgain, Retry: RetryBackoff}, f.Call)
	case e.Code == 0:
		return Advice{ID: AdviseUnreadable, Act: ActDismiss, Cost: CallOf(f.Call).Cost}
	}
	unknown := Advice{ID: AdviseUnknown, Act: ActDismiss, Cost: CallOf(f.Call).Cost}
	if e.Transient { // Meta itself says so
		unknown.Retry = RetryBackoff
	}
	return unknown
}

func adviseTransport(f Failed) Advice {
	var t *api.TransportError
	a := Advice{ID: AdviseNoAnswer, Act: ActAgain}
	switch {
	case NeverLeft(f.Err):
		a.ID = AdviseOffline
	case errors.Is(f.Err, api.ErrNotDone):
		a.ID = AdviseNotDone
	case errors.Is(f.Err, ErrKeyring):
		a.ID = AdviseKeyring
	case !errors.As(f.Err, &t):
		a.ID = AdviseLocal
	case errors.Is(f.Err, api.ErrUnreadable):
		a.ID = AdviseUnreadable
	case CallOf(f.Call).Reads:
		a.ID = AdviseSilence
	}
	return a
}

// byHand leaves the repeat of a call that is not safe to repeat to the
// operator: no key of a card does it.
func byHand(a Advice, call api.Endpoint) Advice {
	if c := CallOf(call); a.Act == ActAgain && c.byOperator() {
		a.Act, a.Cost = ActDismiss, c.Cost
	}
	return a
}
