package flows

import (
	"cmp"
	"errors"
	"time"

	"dialtone/api"
)

// The rule of every call that is sent once: where no clear answer came, the number
// is read back, and what it shows decides. Where it shows nothing the operator is
// told so; nothing is sent a second time by itself.

// sentOnce are the lines of that rule for a call whose outcome one reading shows.
// R is what is read back, A what the operator does that would send another one.
type sentOnce[R, A Event] struct {
	Call  api.Endpoint
	Read  func(*Session, time.Time) []Effect // reads back what became of it
	Store func(*Session, R, time.Time)       // takes over what was read
	Shows Guard                              // that it was carried out
	To    State                              // where it goes on then
	Then  func(*Session, time.Time) []Effect
	Past  bool
}

func (o sentOnce[R, A]) under(from State) []Transition {
	return in(from,
		on[A]{If: isSettling, Then: o.Read},
		on[ReloadAsked]{If: isSettling, Then: o.Read},
		on[Failed]{If: unclearAnswer(o.Call), Do: beginSettling, Then: o.Read},
		on[Failed]{If: isSettling, Do: cardUnsettled(o.Read)},
		on[R]{If: both(settles(o.Call), o.Shows), To: o.To, Do: also(o.Store, logSettled[R]), Then: o.Then, Past: o.Past},
		on[R]{If: isSettling, Do: also(o.Store, cardNotDone[R])},
	)
}

// settles holds while the outcome of a call is looked for.
func settles(call api.Endpoint) Guard {
	return fact(string(call)+" is being settled", func(s Session) bool { return s.Settle.Err != nil && s.Settle.Call == call })
}

// settlingLooks is how often a number is read again to settle a call without an
// answer.
const settlingLooks = 5

// AwaitFor is how long CONNECTED is waited for by itself where the number shows
// that a register request without an answer was carried out.
const AwaitFor = 10 * time.Minute

// worthAnotherLook: Meta may still be at the call.
var worthAnotherLook = fact("another look is worth it", func(s Session) bool {
	return s.Settle.Err != nil && s.Settle.Looks < settlingLooks-1
})

// settle has reading back settle a call.
func (s *Session) settle(call api.Endpoint, err error) {
	s.Settle.Err, s.Settle.Call, s.Settle.Looks = err, call, 0
}

// beginSettling takes note of a request that had no clear answer and is to be read
// back.
func beginSettling(s *Session, e Failed, _ time.Time) {
	s.settle(e.Call, e.Err)
	a := Attempt{At: s.Since, Before: ReadFactsText(FactsText(s.expectedFor(e.Call).Number)), Err: e.Err}
	if e.Call == api.Register && s.RegionAtRegister && !sameRegion(s.Settings.Storage.Localized(), s.Storage.Region) {
		a.Region = s.Storage.Region
	}
	s.open(e.Call, a)
	if e.Call == api.Register {
		s.PIN.lost, s.PIN.lostValue = true, s.PIN.Value
	}
}

// logSettled takes note that reading back showed a success.
func logSettled[R Event](s *Session, _ R, at time.Time) { s.settled(at) }

func (s *Session) settled(at time.Time) {
	if call := s.Settle.Call; !CallOf(call).Exclusive || !s.didAfterAll(call) {
		s.did(call, at)
	}
	s.Settle.Err = nil
	s.Notice = NoticeSettled
}

// cardNotDone shows the failure that reading back did not turn into a success.
func cardNotDone[R Event](s *Session, _ R, at time.Time) {
	call, cause := s.Settle.Call, s.Settle.Err
	s.Settle.Err, s.Settle.Looks = nil, 0
	s.cardOutcome(call, cause, at)
}

// cardOutcome says what is known of a call that shows no effect. Of a register or
// deregister request that proves nothing.
func (s *Session) cardOutcome(call api.Endpoint, cause error, at time.Time) {
	if CallOf(call).Exclusive {
		s.openCard(call, at)
		return
	}
	s.fail(Failed{call, cause}, at)
	s.Problem.Settled = true
}

// cardUnsettled keeps the question open: reading back failed too, so nobody knows
// yet whether the call before it worked. The card's key reads once more.
func cardUnsettled(read func(*Session, time.Time) []Effect) func(*Session, Failed, time.Time) {
	return func(s *Session, e Failed, at time.Time) {
		s.fail(e, at)
		s.Problem.Advice = Advice{ID: AdviseUnsettled, Act: ActAgain}
		s.Problem.again = read(s, at)[0]
	}
}

// lookAgain waits a little before the next look.
func lookAgain(s *Session, _ time.Time) []Effect {
	s.Settle.Looks++
	return []Effect{Poll{pause(s.Settle.Looks)}}
}

// pause grows from one second to five.
func pause(n int) time.Duration { return time.Duration(min(n, 5)) * time.Second }

// startOver begins looking anew; a timer that still runs is forgotten.
func startOver(s *Session, _ time.Time) []Effect {
	s.Generation++
	s.Settle.Looks, s.Looking = 0, false // the timer that runs is an old one now
	return nil
}

// lookAtFacts reads number and settings; what was read before still counts.
func lookAtFacts(s *Session, _ time.Time) []Effect { return []Effect{ReadFacts{s.Number.ID}} }

// storeLook takes over what a look showed while a request may still be carried out.
func storeLook(s *Session, e FactsRead, at time.Time) {
	if s.Settle.AwaitedSince.IsZero() && s.proof(e) == ProofBegun {
		s.Settle.AwaitedSince = at
	}
	if e.Settings.Storage != nil {
		s.Settings = e.Settings
	}
	s.store(e.Number, at)
}

// cardSettledByFacts says what fresh facts tell of the request that had no
// answer. Nothing follows before it is confirmed again.
func cardSettledByFacts(s *Session, e FactsRead, at time.Time) {
	call, proof := s.Settle.Call, s.proof(e)
	storeFacts(s, e, at)
	s.Confirm.Given, s.Settle.Looks = false, 0
	if proof == ProofDone {
		s.settled(at)
		return
	}
	s.Settle.Err = nil
	s.openCard(call, at)
}

// readBackOf looks what became of an earlier request of a call, instead of sending
// another one.
func readBackOf(call api.Endpoint) func(*Session, time.Time) []Effect {
	return func(s *Session, at time.Time) []Effect { return s.readBack(call, at) }
}

func (s *Session) readBack(call api.Endpoint, at time.Time) []Effect {
	a, _ := s.attempt(call)
	s.Problem, s.Confirm.Given = nil, false
	s.settle(call, cmp.Or(a.Err, errLeftOpen))
	s.Settle.Looks = settlingLooks
	if s.State == RegisterName {
		return readNumber(s, at)
	}
	return askFacts(s, at)
}

// errLeftOpen stands for the answer that a run which was cut off never heard.
var errLeftOpen = errors.New("the run that sent it was cut off")

func leftOpen(call api.Endpoint) error {
	return &api.TransportError{Call: call, Sent: true, Err: errLeftOpen}
}

// openCard says that nobody knows what became of a request, and that another one
// is the operator's to decide.
func (s *Session) openCard(call api.Endpoint, at time.Time) {
	s.maybeDid(call, at)
	a, _ := s.attempt(call)
	s.Problem = &Problem{Call: call, At: at, Since: a.At, Advice: openAdvice(call)}
	s.Problem.Advice.Cost = s.costHere(s.Problem.Advice.Cost)
	var said *api.Error
	switch {
	case errors.As(a.Err, &said):
		s.Problem.answered(said)
		if until := a.At.Add(said.RetryAfter); until.After(at) { // whoever answered wants to be left alone
			s.Problem.Until, s.Problem.Known = until, true
		}
	case a.Err != nil:
		s.Problem.Silence = api.SilenceOf(a.Err)
	}
}

func openAdvice(call api.Endpoint) Advice {
	return Advice{ID: AdviseOpen, Act: ActReload, Cost: CallOf(call).Cost}
}

// sendRegister registers with what the review shows.
func sendRegister(s *Session, _ time.Time) []Effect {
	s.Problem, s.Confirm.Given = nil, false
	s.Settle.Err, s.Settle.Looks, s.Settle.AwaitedSince = nil, 0, time.Time{}
	s.FactsAt = time.Time{} // another attempt looks again first
	reg := api.Registration{PIN: s.PIN.Value, Backup: s.Checks.Backup}
	if s.RegionAtRegister {
		reg.Region = s.Storage.Region
	}
	return []Effect{RegisterNumber{s.Number.ID, reg}}
}

// storeFresh takes over the facts that a call was waiting for.
func storeFresh(s *Session, e FactsRead, at time.Time) {
	s.Settings = e.Settings
	s.store(e.Number, at)
}
