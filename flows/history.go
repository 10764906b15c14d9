package flows

import (
	"slices"
)

// Where a line of the table leads, and where Back leads from there.

// destination resolves the places of a line to a state.
func destination(s Session, in Input, row Transition) State {
	switch row.To {
	case Same:
		return s.State
	case Previous:
		return s.History[len(s.History)-1]
	case Noted:
		return s.Return
	case Advised:
		if to := s.Problem.Advice.To; to != "" {
			return to
		}
		return s.State
	case Begun:
		job := s.Job
		if e, ok := in.Event.(JobChosen); ok {
			job = e.Job
		}
		return FlowOf(job).Start
	case Derived:
		read, ok := in.Event.(NumberRead)
		if !ok {
			return s.State
		}
		return s.startOf(read.Number)
	}
	return row.To
}

// navigate leaves a state: its question and its card are given up, and Back learns
// the way.
func navigate(s Session, row Transition, to State) Session {
	s.Generation++
	s.Waiting, s.List.Listing, s.Looking = nil, false, false
	if row.To != Advised {
		s.Problem = nil
	}
	last := len(s.History) - 1
	switch {
	case row.To == Previous:
		s.History = slices.Clip(s.History[:last])
	case row.To == Noted:
		if last >= 0 && s.History[last] == to { // the token died on the way from there
			s.History = slices.Clip(s.History[:last])
		}
	case to == Connect:
		// The way back stays what it was before the token was of no use.
	case s.State == Review && (to == ChoosePIN || to == ChooseRegion), s.State == MovePlan && (to == MovePIN || to == MoveRegion):
		s.History = append(slices.Clip(s.History), s.State) // and back to the review
	case row.Past:
		s.History = []State{PickNumber}
		if inPool(to) {
			s.History = []State{Pool}
		}
	case slices.Contains(s.History, to):
		s.History = slices.Clip(s.History[:slices.Index(s.History, to)])
	case s.State == Remedy, s.State == Moving:
		// What was in the way is out of it, what was sent is sent; Back does not lead there.
	default:
		s.History = append(slices.Clip(s.History), s.State)
	}
	if to == PickNumber || to == Pool {
		s.History = []State{Connect}
	}
	return s
}
