package flows

import (
	"slices"
	"time"

	"dialtone/api"
)

// Action is something that was done at Meta in this session, or may have been.
type Action struct {
	At     time.Time
	Call   api.Endpoint // the call that did it; get_number stands for "seen CONNECTED"
	Number api.PhoneNumberID
	// Unclear says that no clear answer came: it may have been done.
	Unclear bool
	// What tells apart what one call does; "" for the usual.
	What string
}

// Counter is the counter of the present number for a call. Codes for the pool
// are counted together for their business, guesses for each number.
func (s Session) Counter(call api.Endpoint) Counter {
	switch call {
	case api.RequestPreverifiedCode:
		return Counter{api.PhoneNumberID(s.Pool.Business), call}
	case api.VerifyPreverifiedCode:
		return Counter{api.PhoneNumberID(s.Pool.At.ID), call}
	}
	return Counter{s.Number.ID, call}
}

// did logs an action. Once a register or deregister request is answered nobody asks
// any more what became of an earlier one.
func (s *Session) did(call api.Endpoint, at time.Time) {
	if CallOf(call).Exclusive {
		s.close(api.Register)
		s.close(api.Deregister)
	}
	s.Actions = append(slices.Clip(s.Actions), Action{At: at, Call: call, Number: s.Number.ID})
}

// maybeDid logs a call that may have been carried out: it left, and no clear
// answer came.
func (s *Session) maybeDid(call api.Endpoint, at time.Time) {
	if CallOf(call).Exclusive && s.unclearAction(call) >= 0 {
		return // it is said already
	}
	s.Actions = append(slices.Clip(s.Actions), Action{At: at, Call: call, Number: s.Number.ID, Unclear: true})
}

// unclearAction finds the action of a call for the present number of which nobody
// knows whether it was done; -1 for none.
func (s *Session) unclearAction(call api.Endpoint) int {
	for i, a := range slices.Backward(s.Actions) {
		if a.Call == call && a.Number == s.Number.ID && a.Unclear {
			return i
		}
	}
	return -1
}

// didAfterAll logs that what may have been done was done; false if there is no such
// action.
func (s *Session) didAfterAll(call api.Endpoint) bool {
	i := s.unclearAction(call)
	if i < 0 {
		return false
	}
	s.Actions = slices.Clone(s.Actions)
	s.Actions[i].Unclear = false
	return true
}
