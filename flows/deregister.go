package flows

import (
	"errors"
	"time"

	"dialtone/api"
	"dialtone/eligibility/phone"
)

// Deregister takes a number off Cloud API, after its last digits were typed. It is
// counted like registering, ten requests in 72 hours, and switches local storage
// off; the number itself stays in the account (seed 003).

func deregisterFlow() Flow {
	return Flow{
		Job:    JobDeregister,
		Counts: true,
		Steps:  []Step{StepConnect, StepNumber, StepOff, StepPage},
		Start:  Deregister, Begin: beginOff,
		Fits: TakesOff,
		States: []Declaration{
			{Deregister, StepOff, []api.Endpoint{api.GetNumber, api.GetSettings, api.Deregister}},
		},
		Rows: deregisterRows,
	}
}

func deregisterRows() []Transition {
	return in(Deregister,
		on[FactsRead]{If: both(isSettling, isOff), To: Manage, Do: logOff, Then: then(closeOff, arriveAtPage), Past: true},
		on[FactsRead]{If: worthAnotherLook, Do: storeFacts, Then: lookAgain},
		on[FactsRead]{If: isSettling, Do: cardStillOn},
		on[FactsRead]{If: both(isConfirmed, offFactsChanged), Do: cardOffChanged, Then: closeIfOff},
		on[FactsRead]{If: isConfirmed, Do: storeFacts, Then: takeOff},
		on[FactsRead]{Do: storeOffFacts, Then: closeIfOff},
		on[ReloadAsked]{If: isSettling, Then: then(startOver, askFacts)},
		on[ReloadAsked]{Then: readFacts},

		on[DeregisterAsked]{If: isSettling, Then: then(startOver, askFacts)},
		on[DeregisterAsked]{If: notToBeTakenOff},
		on[DeregisterAsked]{If: deregOpen, Then: readBackOf(api.Deregister)},
		on[DeregisterAsked]{If: deregClosed, Then: cardClosed(api.Deregister)},
		on[DeregisterAsked]{If: refusedBefore, Then: askOnceMore(readFacts)},
		on[DeregisterAsked]{If: factsStale, Then: readFactsFirst},
		on[DeregisterAsked]{Then: takeOff},
		on[OverrideAsked]{If: both(deregOpenShown, factsStale), Then: readFactsFirst},
		on[OverrideAsked]{If: deregOpenShown, Then: takeOff},
		on[OverrideAsked]{If: both(deregsShown, factsStale), Then: readFactsFirst},
		on[OverrideAsked]{If: deregsShown, Then: takeOff},

		on[Overtaken]{Do: storeOvertakenNumber, Then: closeIfOff},
		on[Deregistered]{Do: logTakenOff, Then: askFacts},
		on[Failed]{If: deregisterUnclear, Do: beginSettling, Then: askFacts},
		on[Failed]{If: isSettling, Do: cardUnsettled(lookAtFacts)},
		on[PollDue]{Do: dropCard, Then: askFacts},
		on[JournalOpened]{If: deregisterLeftOpen, Do: settleLeftDeregister, Then: askFactsOnce},

		on[JobChosen]{If: choosesPage, To: JobStart, Do: chooseJob, Then: begin, Past: true},
		on[BackAsked]{If: isSettling, To: Previous, Then: leaveOffUnsettled},
	)
}

type (
	// DeregisterAsked confirms that the number is to be taken off.
	DeregisterAsked struct {
		// Last are the last digits of the number, as the operator typed them.
		Last string
	}
	// Deregistered says that deregister was accepted.
	Deregistered struct{}

	// DeregisterNumber takes the number off Cloud API.
	DeregisterNumber struct{ ID api.PhoneNumberID }
)

// Spec implements [Effect].
func (DeregisterNumber) Spec() Spec { return answers[Deregistered](api.Deregister) }

// ConfirmLength is how many digits of its number confirm a deregistration.
const ConfirmLength = 4

// LastDigits are the digits of a number that confirm its deregistration; those
// of its id where Graph does not tell the number.
func LastDigits(n api.Number) string {
	digits := phone.Digits(n.Display)
	if len(digits) < ConfirmLength {
		digits = string(n.ID)
	}
	return digits[max(0, len(digits)-ConfirmLength):]
}

// TakesOff reports whether a number can be taken off Cloud API: it is registered
// there. One that is shared with the Business app is disconnected in the app
// (docs), and one on the On-Premises API was never here. Where its status is not told, Meta
// says whether it is.
func TakesOff(n api.Number) bool {
	standing := StandingOf(n)
	return standing == StandingConnected || standing == StandingUnread && n.Status == "" && n.Platform != api.PlatformOnPremise
}

var (
	isOff = when("it is registered no more", func(_ Session, e FactsRead) bool {
		return e.Number.Status != "" && !e.Number.Status.Registered()
	})
	// offFactsChanged: what the page said when it was confirmed is not so any more.
	offFactsChanged = when("a fact changed", func(s Session, e FactsRead) bool { return len(s.offChanges(e)) > 0 })
	// notToBeTakenOff: the digits are those of another number, or there is nothing
	// to take off.
	notToBeTakenOff = when("it is not to be taken off", func(s Session, e DeregisterAsked) bool {
		return e.Last != LastDigits(s.Number) || !TakesOff(s.Number)
	})
	deregisterLeftOpen = when("an earlier deregister has no known outcome", func(s Session, e JournalOpened) bool {
		return e.OpenOff && e.Number == s.Number.ID && s.Settle.Err == nil && (!s.Busy() || s.CanCancel())
	})
	choosesPage = when("the number's page", func(s Session, e JobChosen) bool { return e.Job == JobManage && s.Settle.Err == nil })
)

// offChanges are the facts of the page that are not so any more.
func (s Session) offChanges(e FactsRead) []FactChange {
	var changed []FactChange
	if differ(s.Number.Status, e.Number.Status) {
		changed = append(changed, ChangedStatus)
	}
	if differ(s.Number.Platform, e.Number.Platform) || sharingChanged(s.Number, e.Number) {
		changed = append(changed, ChangedHosting)
	}
	if s.Settings.Unread == nil && e.Settings.Unread == nil && !sameRegion(s.Settings.Storage.Localized(), e.Settings.Storage.Localized()) {
		changed = append(changed, ChangedRegion)
	}
	return changed
}

// beginOff begins with fresh facts, and with nothing of another job.
func beginOff(s *Session, at time.Time) []Effect {
	s.settle("", nil)
	return readFacts(s, at)
}

func storeOffFacts(s *Session, e FactsRead, at time.Time) {
	storeFacts(s, e, at)
	s.Confirm.Given = false
}

// closeIfOff ends in the journal what an earlier run began here, once the number
// shows that it is done.
func closeIfOff(s *Session, at time.Time) []Effect {
	if s.Number.Status.Registered() {
		return nil
	}
	return closeOff(s, at)
}

func cardOffChanged(s *Session, e FactsRead, at time.Time) {
	changed := s.offChanges(e)
	storeOffFacts(s, e, at)
	s.Problem = changedCard(api.GetNumber, time.Time{}, changed...)
}

func storeOvertakenNumber(s *Session, e Overtaken, at time.Time) { s.takeOvertaken(e, at) }

func takeOff(s *Session, at time.Time) []Effect {
	s.Confirm.Given, s.FactsAt = false, time.Time{} // another attempt looks again first
	return deregister(s, at)
}

// errStillOn stands for a number that reads registered although Meta said yes.
var errStillOn = errors.New("it was taken off, and still reads registered")

// logTakenOff takes note of Meta's yes, which alone proves nothing: the number is
// read.
func logTakenOff(s *Session, _ Deregistered, at time.Time) {
	s.did(api.Deregister, at)
	s.settle(api.Deregister, errStillOn)
}

// logOff takes note of the proof: the number itself reads registered no more.
func logOff(s *Session, e FactsRead, at time.Time) {
	storeFacts(s, e, at)
	if errors.Is(s.Settle.Err, errStillOn) {
		s.Settle.Err, s.Notice = nil, NoticeTakenOff
	} else {
		s.settled(at)
	}
	s.Settle.Looks, s.FactsAt = 0, time.Time{}
}

// cardStillOn reports what looking did not turn into a success. Where Meta said
// yes the question stays open: nothing is sent a second time.
func cardStillOn(s *Session, e FactsRead, at time.Time) {
	cause := s.Settle.Err
	storeFacts(s, e, at)
	s.Settle.Looks = 0
	if errors.Is(cause, errStillOn) {
		s.Problem = &Problem{Call: api.Deregister, At: at, Advice: Advice{ID: AdviseStillOn, Act: ActReload}}
		return
	}
	s.Settle.Err, s.FactsAt = nil, time.Time{}
	s.openCard(api.Deregister, at)
}

// leaveOffUnsettled gives up looking. Whoever comes back is shown fresh facts
// first, and the journal holds the number until it was read back.
func leaveOffUnsettled(s *Session, at time.Time) []Effect {
	if !errors.Is(s.Settle.Err, errStillOn) {
		s.maybeDid(api.Deregister, at)
	}
	s.settle("", nil)
	return arriveBack(s, at)
}

// settleLeftDeregister has the number say what the request of a run did that was
// cut off.
func settleLeftDeregister(s *Session, e JournalOpened, at time.Time) {
	storeJournal(s, e, at)
	s.settle(api.Deregister, leftOpen(api.Deregister))
}

// askFactsOnce reads the facts, unless they are being read.
func askFactsOnce(s *Session, at time.Time) []Effect {
	if _, reading := s.Waiting.(ReadFacts); reading {
		return nil
	}
	return askFacts(s, at)
}

// closeOff ends in the journal what was begun to take the number off.
func closeOff(s *Session, _ time.Time) []Effect {
	if !s.journals() {
		return nil
	}
	s.Record.Number, s.Record.Open = "", false
	return []Effect{CloseJournal{s.Number.ID, OutcomeOff}}
}

// NothingSent reports whether a session of the journal was left on a page of one
// request, before that was sent: there is nothing to go on with.
func NothingSent(state string, unsettled bool) bool {
	return (State(state) == Deregister || State(state) == RegisterName) && !unsettled
}

// costHere is a cost where the number is only to be taken off: no registration
// follows.
func (s *Session) costHere(c Cost) Cost {
	if c == CostBoth && s.State == Deregister {
		return CostDeregister
	}
	return c
}
