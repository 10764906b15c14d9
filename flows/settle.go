package flows

import (
	"time"

	"dialtone/api"
)

// What became of a request that had no clear answer: the number is read back, and
// what it shows decides how it goes on.

// settled notes that reading back showed a success.
func (s *Session) settled(at time.Time) {
	if !isExclusive(s.Settle.Call) || !s.didAfterAll(s.Settle.Call) {
		s.did(s.Settle.Call, at)
	}
	s.Settle.Err = nil
	s.Notice = NoticeSettled
}

// settleByFacts reads back what a deregister call without an answer did.
func settleByFacts(s *Session, in Input) []Effect {
	s.beginSettling(in.Event.(Failed))
	return askFacts(s)
}

// settleRegister reads back what a register request without an answer did.
func settleRegister(s *Session, in Input) []Effect {
	s.beginSettling(in.Event.(Failed))
	return []Effect{ReadBack{s.Number.ID}}
}

// beginSettling notes the request that had no clear answer, and is to be read
// back.
func (s *Session) beginSettling(e Failed) {
	s.Settle.Err, s.Settle.Call, s.Settle.Looks = e.Err, e.Call, 0
	a := Attempt{At: s.Since, Before: readFactsText(FactsText(s.Number)), Err: e.Err}
	if e.Call == api.Register && s.RegionAtRegister && !sameRegion(s.Settings.Storage.Localized(), s.Storage.Region) {
		a.Region = s.Storage.Region
	}
	s.open(e.Call, a)
	if e.Call == api.Register {
		s.PIN.lost, s.PIN.lostValue = true, s.PIN.Value
	}
}

// showSettledByFacts says what fresh facts tell of the request that had no
// answer. Nothing follows before it is confirmed again.
func showSettledByFacts(s *Session, in Input) []Effect {
	call, proof := s.Settle.Call, s.proof(in.Event.(FactsRead))
	keepFacts(s, in)
	s.Confirm.Given, s.Settle.Looks = false, 0
	if proof == ProofDone {
		s.settled(in.At)
		return nil
	}
	s.Settle.Err = nil
	s.openCard(call, in.At)
	return nil
}

func settle(s *Session, in Input) []Effect {
	s.beginSettling(in.Event.(Failed))
	return []Effect{ReadNumber{s.Number.ID, s.inDetail()}}
}

func readToSettle(s *Session, _ Input) []Effect {
	s.Problem = nil
	return []Effect{ReadNumber{s.Number.ID, s.inDetail()}}
}

// showSettled reports the failure that reading back did not turn into a
// success.
func showSettled(s *Session, in Input) []Effect {
	keepNumber(s, in)
	call, cause := s.Settle.Call, s.Settle.Err
	s.Settle.Err, s.Settle.Looks = nil, 0
	if isExclusive(call) {
		s.openCard(call, in.At)
		return nil
	}
	s.problem(Failed{call, cause}, in.At)
	s.Problem.Settled = true
	return nil
}

// lookAgainAtFacts waits a little before the next look at a request without an
// answer.
func lookAgainAtFacts(s *Session, in Input) []Effect {
	e := in.Event.(FactsRead)
	if s.Settle.AwaitedSince.IsZero() && s.proof(e) == ProofBegun {
		s.Settle.AwaitedSince = in.At
	}
	if e.Settings.Storage != nil {
		s.Settings = e.Settings
	}
	s.keep(e.Number, in)
	s.Settle.Looks++
	return []Effect{Poll{pause(s.Settle.Looks)}}
}

func readFactsToSettle(s *Session, _ Input) []Effect {
	s.Problem = nil
	return []Effect{ReadBack{s.Number.ID}}
}

// settleAnew starts over with looking; a timer that still runs is forgotten.
func settleAnew(s *Session, in Input) []Effect {
	s.Generation++
	s.Settle.Looks = 0
	return readFactsToSettle(s, in)
}

// leaveUnsettled shows the review with the question still open: its next look
// settles it, and register waits for that.
func leaveUnsettled(s *Session, in Input) []Effect {
	s.Settle.Looks, s.Settle.Err = 0, nil
	s.maybeDid(api.Register, in.At)
	s.Problem = &Problem{Call: api.Register, Advice: Advice{ID: AdviseUnsettled, Act: ActReload}}
	return nil
}

// showUnsettled keeps the question open: reading back failed too, so nobody
// knows yet whether the call before it worked.
func showUnsettled(s *Session, in Input) []Effect {
	s.problem(in.Event.(Failed), in.At)
	s.Problem.Advice = Advice{ID: AdviseUnsettled, Act: ActAgain}
	s.Problem.again = ReadNumber{s.Number.ID, s.inDetail()}
	if s.State == Register {
		s.Problem.again = ReadBack{s.Number.ID}
	}
	return nil
}

// awaitConnected waits for CONNECTED of a number which shows that register was
// carried out.
func awaitConnected(s *Session, in Input) []Effect {
	s.foundConnected(in.At)
	keepFacts(s, in)
	s.compare()
	s.Confirm.Given, s.Settle.AwaitedSince = false, in.At
	return showConnected(s)
}
