package flows

import (
	"slices"
	"time"

	"dialtone/api"
)

// Connected is the proof: the number reads CONNECTED, and the last checks show
// what makes it useful.

// Arrival is how a number came to read CONNECTED. Where that was found, and not
// answered to a register request of this run, somebody else may have registered
// it, with other settings.
type Arrival struct {
	// Wanted is where its data was to rest; zero when nobody said.
	Wanted api.Storage
	PIN    PINDoubt
	// Found says that no answer to a register request led here.
	Found bool
	// another says that another PIN was chosen since the request that had no answer.
	another bool
	// open says that a request of ours has no clear answer yet: CONNECTED in the
	// wanted region is one.
	open bool
}

// PINDoubt says that a new PIN which was chosen here may not be the number's.
type PINDoubt string

// The doubts. The second one cannot be told from our own success unless something
// else shows that somebody was at the number. The third is a certainty.
const (
	PINNotSent PINDoubt = "not_sent"  // no request that carried it can have worked
	PINUnsure  PINDoubt = "unsure"    // one that carried it had no answer
	PINAsItWas PINDoubt = "as_it_was" // the number was registered already, which leaves its PIN as it was (docs)
)

// pollingLooks is how often a number is read again to see it CONNECTED.
const pollingLooks = 20

// pollsLeft: Meta may still be at it.
var pollsLeft = now("it may still become connected", func(s Session, at time.Time) bool {
	if !s.Settle.AwaitedSince.IsZero() {
		return at.Sub(s.Settle.AwaitedSince) < AwaitFor
	}
	return s.Settle.Looks < pollingLooks
})

// foundConnected takes note of a number that reads CONNECTED without a yes of
// Meta's to this run. What was read of its settings before need not be so any more.
func (s *Session) foundConnected(at time.Time) {
	settling := s.Settle.Err != nil && s.Settle.Call == api.Register
	a := Arrival{Wanted: s.wanted(), Found: true, open: settling || s.unclearAction(api.Register) >= 0}
	switch {
	case s.PIN.Mode == "": // it is looked at once more
		a.PIN = s.Arrival.PIN
	case s.PIN.Mode != NewPIN: // what the number has was not to change
	case s.PIN.lost:
		a.PIN, a.another = PINUnsure, s.PIN.Value != s.PIN.lostValue
	default:
		a.PIN = PINNotSent
	}
	s.Arrival = a
	s.Settle.Err = nil
	s.Settings = api.Settings{}
	if s.Arrival.open {
		s.maybeDid(api.Register, at)
	}
	s.compareRegion()
}

// wanted is where data was to rest by the operator's or a flag's word. The mode
// without storage, which a new number is not asked about, was left as it was.
func (s *Session) wanted() api.Storage {
	switch {
	case !s.Storage.Chosen && s.Want.Region == nil:
		return api.Storage{}
	case s.Storage.Region == "" && s.Settings.Storage.IsUnkept():
		return *s.Settings.Storage
	}
	return api.InRegion(s.Storage.Region)
}

// compareRegion settles a register request without an answer once it is known
// where the number's data rests.
func (s *Session) compareRegion() {
	if !s.Arrival.open || s.RegionUnread() {
		return
	}
	s.Arrival.open = false
	if s.Misplaced() {
		return // somebody else was at it
	}
	s.Notice = NoticeSettled
	s.didAfterAll(api.Register)
}

// Misplaced reports whether the data of a CONNECTED number rests elsewhere than
// was wanted.
func (s Session) Misplaced() bool {
	to := s.Arrival.Wanted
	return to.Status != "" && s.Settings.Storage != nil && !s.Settings.Storage.Same(to)
}

// RegionUnread reports whether a number was found CONNECTED, and nobody has read
// yet whether its data rests where it was to.
func (s Session) RegionUnread() bool {
	return s.Arrival.Found && s.Arrival.Wanted.Status != "" && s.Settings.Storage == nil
}

// PINDoubt is what is to be said of a new PIN that was chosen here. Of a request
// without an answer nothing is, unless another PIN was chosen since, or the region
// shows that somebody else was at the number.
func (s Session) PINDoubt() PINDoubt {
	if s.Arrival.PIN == PINUnsure && !s.Arrival.another && !s.Misplaced() {
		return ""
	}
	return s.Arrival.PIN
}

// ReadingSettings reports whether the number's settings are on their way.
func (s Session) ReadingSettings() bool {
	switch s.Waiting.(type) {
	case ReadSettings, ReadFacts, ReadBack:
		return true
	}
	return s.AppsReading && s.State == Connected
}

// RegisterHeard is what this run knows of registering the number at hand.
type RegisterHeard string

// What may be known of it.
const (
	RegisterTaken RegisterHeard = "taken" // Meta said yes to a request of this run
	RegisterShown RegisterHeard = "shown" // its answer got lost, and the number shows that it worked
	RegisterNone  RegisterHeard = "none"  // this run has sent none, or took the number off since
)

// RegisterHeard says whether the number is waited for, or was left as somebody else had it.
func (s Session) RegisterHeard() RegisterHeard {
	for _, a := range slices.Backward(s.Actions) {
		switch {
		case a.Number != s.Number.ID:
		case a.Call == api.Deregister:
			return RegisterNone
		case a.Call == api.Register && a.Unclear:
			return RegisterShown
		case a.Call == api.Register:
			return RegisterTaken
		}
	}
	return RegisterNone
}

// showConnected reads what only the last screen shows. The PIN is of no use any
// more.
func showConnected(s *Session, _ time.Time) []Effect {
	s.dropPIN()
	s.Checks.Backup, s.Settle.Looks = nil, 0
	return []Effect{ReadNumber{s.Number.ID, true}}
}

// logConnected takes note that the number was seen CONNECTED.
func logConnected(s *Session, e NumberRead, at time.Time) {
	if !s.Number.Status.Registered() {
		s.did(api.GetNumber, at)
	}
	storeNumber(s, e, at)
	s.Settle.Looks, s.Settle.AwaitedSince = 0, time.Time{}
}

// readAppsOnce reads who receives the messages, unless that is known.
func readAppsOnce(s *Session, at time.Time) []Effect {
	if s.AppsRead && s.Settings.Storage != nil && !s.Misplaced() {
		return nil
	}
	return readAppsOfNumber(s, at)
}

func readAppsOfNumber(s *Session, _ time.Time) []Effect {
	return []Effect{ReadApps{s.Target.Account, s.Number.ID}}
}

func cardStuck(s *Session, e NumberRead, at time.Time) {
	storeNumber(s, e, at)
	s.Problem = s.stuck(at)
}

// startPolling starts over with looking; a timer that still runs is forgotten.
func startPolling(s *Session, at time.Time) []Effect {
	startOver(s, at)
	s.Settle.AwaitedSince = time.Time{}
	return readNumber(s, at)
}

// storeConnectedNow goes on with a number that somebody else registered.
func storeConnectedNow(s *Session, e Overtaken, at time.Time) {
	s.refundUnsent(e.Call)
	storeConnected(s, FactsRead{Number: e.Number, Settings: s.Settings}, at)
}

// storeConnected takes over a number that has nothing to be done any more.
func storeConnected(s *Session, e FactsRead, at time.Time) {
	s.foundConnected(at)
	storeFacts(s, e, at)
	s.compareRegion()
	s.Confirm.Given = false
	s.did(api.GetNumber, at)
}

// storeAwaited takes over a number which shows that register was carried out;
// CONNECTED is waited for.
func storeAwaited(s *Session, e FactsRead, at time.Time) {
	s.foundConnected(at)
	storeFacts(s, e, at)
	s.compareRegion()
	s.Confirm.Given, s.Settle.AwaitedSince = false, at
}

// awaitTaken waits for CONNECTED of a number that Meta said yes to in this run,
// instead of sending another request.
func awaitTaken(s *Session, at time.Time) []Effect {
	s.Confirm.Given = false
	s.foundConnected(at)
	s.Settle.AwaitedSince = at
	return showConnected(s, at)
}
