package flows

import (
	"errors"
	"time"

	"dialtone/api"
	"dialtone/eligibility/phone"
)

// Taking a number off Cloud API. It is counted like registering, ten requests in
// 72 hours, and switches local storage off; the number itself stays in the account
// (seed 003).

// DeregisterAsked confirms that the number is to be taken off.
type DeregisterAsked struct {
	// Last are the last digits of the number, as the operator typed them.
	Last string
}

// Kind implements [Event].
func (DeregisterAsked) Kind() Kind { return KDeregisterAsked }

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
// (docs), and one on the On-Premises API was never here.
func TakesOff(n api.Number) bool { return StandingOf(n) == StandingConnected }

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
	return []Transition{
		{From: Deregister, On: KFactsRead, If: both(isSettling, isOff), To: Manage, Do: noteOff, Past: true},
		{From: Deregister, On: KFactsRead, If: worthAnotherLook, To: Deregister, Do: lookAgainWhetherOff},
		{From: Deregister, On: KFactsRead, If: isSettling, To: Deregister, Do: showStillOn},
		{From: Deregister, On: KFactsRead, If: both(isConfirmed, offFactsChanged), To: Deregister, Do: showOffChanged},
		{From: Deregister, On: KFactsRead, If: isConfirmed, To: Deregister, Do: keepFactsAndDeregister},
		{From: Deregister, On: KFactsRead, To: Deregister, Do: keepOffFacts},
		{From: Deregister, On: KReloadAsked, If: isSettling, To: Deregister, Do: lookAnewWhetherOff},
		{From: Deregister, On: KReloadAsked, To: Deregister, Do: readFacts},

		{From: Deregister, On: KDeregisterAsked, If: isSettling, To: Deregister, Do: lookAnewWhetherOff},
		{From: Deregister, On: KDeregisterAsked, If: notToBeTakenOff, To: Deregister},
		{From: Deregister, On: KDeregisterAsked, If: deregOpen, To: Deregister, Do: readBackDeregister},
		{From: Deregister, On: KDeregisterAsked, If: offClosed, To: Deregister, Do: showDeregsClosed},
		{From: Deregister, On: KDeregisterAsked, If: factsStale, To: Deregister, Do: readFactsThenRegister},
		{From: Deregister, On: KDeregisterAsked, To: Deregister, Do: takeOff},
		{From: Deregister, On: KOverrideAsked, If: both(deregOpenShown, factsStale), To: Deregister, Do: readFactsThenRegister},
		{From: Deregister, On: KOverrideAsked, If: deregOpenShown, To: Deregister, Do: takeOff},
		{From: Deregister, On: KOverrideAsked, If: both(deregsShown, factsStale), To: Deregister, Do: readFactsThenRegister},
		{From: Deregister, On: KOverrideAsked, If: deregsShown, To: Deregister, Do: takeOff},

		{From: Deregister, On: KOvertaken, To: Deregister, Do: showOffOvertaken},
		{From: Deregister, On: KDeregistered, To: Deregister, Do: proveOff},
		{From: Deregister, On: KFailed, If: isTokenDead, To: Connect, Do: noteTokenDead},
		{From: Deregister, On: KFailed, If: ambiguousDeregister, To: Deregister, Do: settleByFacts},
		{From: Deregister, On: KFailed, If: isSettling, To: Deregister, Do: showOffUnsettled},
		{From: Deregister, On: KPollDue, To: Deregister, Do: lookWhetherOff},
		{From: Deregister, On: KJournalOpened, If: deregisterLeftOpen, To: Deregister, Do: settleLeftDeregister},

		{From: Deregister, On: KJobChosen, If: choosesPage, To: Begun, Do: beginJob, Past: true},
		{From: Deregister, On: KBackAsked, If: isSettling, To: Previous, Do: leaveOffUnsettled},
	}
}

var (
	isOff = guard("it is registered no more", func(_ Session, in Input) bool {
		e, ok := in.Event.(FactsRead)
		return ok && !e.Number.Status.Registered()
	})
	isConfirmed = fact("it is confirmed", func(s Session) bool { return s.Confirm.Given })
	// offFactsChanged: what the page said when it was confirmed is not so any more.
	offFactsChanged = guard("a fact changed", func(s Session, in Input) bool {
		e, ok := in.Event.(FactsRead)
		return ok && len(offChanges(s, e)) > 0
	})
	// notToBeTakenOff: the digits are those of another number, or there is nothing
	// to take off.
	notToBeTakenOff = guard("it is not to be taken off", func(s Session, in Input) bool {
		e, ok := in.Event.(DeregisterAsked)
		return ok && (e.Last != LastDigits(s.Number) || !TakesOff(s.Number))
	})
	offClosed          = closed("its budget is used up", api.Deregister)
	deregisterLeftOpen = guard("an earlier deregister has no known outcome", func(s Session, in Input) bool {
		e, ok := in.Event.(JournalOpened)
		return ok && e.OpenOff && e.Number == s.Number.ID && s.Settle.Err == nil && (!s.Busy() || s.CanCancel())
	})
	choosesPage = guard("the number's page", func(s Session, in Input) bool {
		return in.Event == JobChosen{JobManage} && s.Settle.Err == nil
	})
)

// offChanges are the facts of the page that are not so any more.
func offChanges(s Session, e FactsRead) []FactChange {
	var changed []FactChange
	if s.Number.Status != e.Number.Status {
		changed = append(changed, ChangedStatus)
	}
	if s.Number.Platform != e.Number.Platform || s.Number.OnBusinessApp != e.Number.OnBusinessApp {
		changed = append(changed, ChangedHosting)
	}
	if !sameRegion(s.Settings.Storage.Localized(), e.Settings.Storage.Localized()) {
		changed = append(changed, ChangedRegion)
	}
	return changed
}

// beginOff begins with fresh facts, and with nothing of another job.
func beginOff(s *Session) []Effect {
	s.Settle.Err, s.Settle.Call, s.Settle.Looks, s.Confirm.Given = nil, "", 0, false
	return askFacts(s)
}

// keepOffFacts ends in the journal what an earlier run began here, once the
// number shows that it is done.
func keepOffFacts(s *Session, in Input) []Effect {
	keepFacts(s, in)
	s.Confirm.Given = false
	if s.Number.Status.Registered() {
		return nil
	}
	return s.closeOff()
}

func showOffChanged(s *Session, in Input) []Effect {
	changed := offChanges(*s, in.Event.(FactsRead))
	effects := keepOffFacts(s, in)
	s.Problem = &Problem{Call: api.GetNumber, Changed: changed, Advice: Advice{ID: AdviseChanged, Act: ActDismiss}}
	return effects
}

// showOffOvertaken shows what is: where somebody else took it off, the record of it
// ends.
func showOffOvertaken(s *Session, in Input) []Effect {
	s.keepOvertaken(in)
	if s.Number.Status.Registered() {
		return nil
	}
	return s.closeOff()
}

func keepFactsAndDeregister(s *Session, in Input) []Effect {
	keepFacts(s, in)
	return takeOff(s, in)
}

func takeOff(s *Session, in Input) []Effect {
	s.Confirm.Given, s.FactsAt = false, time.Time{} // another attempt looks again first
	return deregister(s, in)
}

// errStillOn stands for a number that reads registered although Meta said yes.
var errStillOn = errors.New("it was taken off, and still reads registered")

// proveOff reads the number: a yes of Meta's alone proves nothing.
func proveOff(s *Session, in Input) []Effect {
	s.did(api.Deregister, in.At)
	s.Settle.Err, s.Settle.Call, s.Settle.Looks = errStillOn, api.Deregister, 0
	return askFacts(s)
}

// noteOff is the proof: the number itself reads registered no more.
func noteOff(s *Session, in Input) []Effect {
	keepFacts(s, in)
	if errors.Is(s.Settle.Err, errStillOn) {
		s.Settle.Err, s.Notice = nil, NoticeTakenOff
	} else {
		s.settled(in.At)
	}
	s.Settle.Looks, s.FactsAt = 0, time.Time{}
	return append(s.closeOff(), arriveAtPage(s)...)
}

func lookAgainWhetherOff(s *Session, in Input) []Effect {
	keepFacts(s, in)
	s.Settle.Looks++
	return []Effect{Poll{pause(s.Settle.Looks)}}
}

func lookWhetherOff(s *Session, _ Input) []Effect {
	s.Problem = nil
	return askFacts(s)
}

// lookAnewWhetherOff starts over with looking; a timer that still runs is
// forgotten.
func lookAnewWhetherOff(s *Session, in Input) []Effect {
	s.Generation++
	s.Settle.Looks = 0
	return lookWhetherOff(s, in)
}

// showStillOn reports what looking did not turn into a success. Where Meta said
// yes the question stays open: nothing is sent a second time.
func showStillOn(s *Session, in Input) []Effect {
	cause := s.Settle.Err
	keepFacts(s, in)
	s.Settle.Looks = 0
	if errors.Is(cause, errStillOn) {
		s.Problem = &Problem{Call: api.Deregister, At: in.At, Advice: Advice{ID: AdviseStillOn, Act: ActReload}}
		return nil
	}
	s.Settle.Err, s.FactsAt = nil, time.Time{}
	s.openCard(api.Deregister, in.At)
	return nil
}

// showOffUnsettled keeps the question open: reading back failed too.
func showOffUnsettled(s *Session, in Input) []Effect {
	s.problem(in.Event.(Failed), in.At)
	s.Problem.Advice = Advice{ID: AdviseUnsettled, Act: ActAgain}
	s.Problem.again = ReadFacts{s.Number.ID}
	return nil
}

// leaveOffUnsettled gives up looking. Whoever comes back is shown fresh facts
// first, and the journal holds the number until it was read back.
func leaveOffUnsettled(s *Session, in Input) []Effect {
	if !errors.Is(s.Settle.Err, errStillOn) {
		s.maybeDid(api.Deregister, in.At)
	}
	s.Settle.Err, s.Settle.Call, s.Settle.Looks = nil, "", 0
	return arriveBack(s, in)
}

// settleLeftDeregister has the number say what the request of a run did that was
// cut off.
func settleLeftDeregister(s *Session, in Input) []Effect {
	keepRecord(s, in)
	s.Settle.Err, s.Settle.Call, s.Settle.Looks = leftOpen(api.Deregister), api.Deregister, 0
	if _, reading := s.Waiting.(ReadFacts); reading { // its answer tells
		return nil
	}
	return askFacts(s)
}

// closeOff ends in the journal what was begun to take the number off.
func (s *Session) closeOff() []Effect {
	if !s.journals() {
		return nil
	}
	s.Record.Number, s.Record.Open = "", false
	return []Effect{CloseJournal{s.Number.ID, outcomeOff}}
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
