package flows

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"time"

	"dialtone/api"
)

// Guard is a named condition of a line of the table.
type Guard struct {
	Name  string
	on    reflect.Type // the event that it is about; nil for any
	holds func(Session, Input) bool
}

// fact is a condition of the session alone.
func fact(name string, holds func(Session) bool) Guard {
	return Guard{Name: name, holds: func(s Session, _ Input) bool { return holds(s) }}
}

// now is a condition of the session at the present moment.
func now(name string, holds func(Session, time.Time) bool) Guard {
	return Guard{Name: name, holds: func(s Session, in Input) bool { return holds(s, in.At) }}
}

// when is a condition of an event.
func when[E Event](name string, holds func(Session, E) bool) Guard {
	return whenAt(name, func(s Session, e E, _ time.Time) bool { return holds(s, e) })
}

// whenAt is a condition of an event at the present moment.
func whenAt[E Event](name string, holds func(Session, E, time.Time) bool) Guard {
	return Guard{Name: name, on: reflect.TypeFor[E](), holds: func(s Session, in Input) bool {
		e, is := in.Event.(E)
		return is && holds(s, e, in.At)
	}}
}

// both holds when two conditions do. It panics when they are about two events, since
// then it never would.
func both(a, b Guard) Guard {
	on := cmp.Or(a.on, b.on)
	if b.on != nil && b.on != on {
		panic(fmt.Sprintf("%q is about %s, and %q about %s", a.Name, a.on.Name(), b.Name, b.on.Name()))
	}
	return Guard{Name: a.Name + ", and " + b.Name, on: on, holds: func(s Session, in Input) bool {
		return a.holds(s, in) && b.holds(s, in)
	}}
}

// read is a condition of a number that was just read.
func read(name string, holds func(Session, api.Number) bool) Guard {
	return when(name, func(s Session, e NumberRead) bool { return holds(s, e.Number) })
}

// closed holds while the counter of a call is used up or was closed by Meta.
func closed(name string, call api.Endpoint) Guard {
	return now(name, func(s Session, at time.Time) bool { return !s.Budget.Frees(s.Counter(call), at).IsZero() })
}

// shown holds while the card says that Dialtone's own counter is closed.
func shown(name string, call api.Endpoint) Guard {
	return fact(name, func(s Session) bool { return s.shows(AdviseBudget) && s.Problem.Call == call })
}

// shows reports whether the card gives an advice.
func (s Session) shows(id AdviceID) bool { return s.Problem != nil && s.Problem.Advice.ID == id }

// unclearAnswer holds when a call may have worked although no answer says so.
func unclearAnswer(calls ...api.Endpoint) Guard {
	return when("it may have worked", func(s Session, e Failed) bool { return slices.Contains(calls, e.Call) && MayHaveWorked(e, s) })
}

// MayHaveWorked reports whether a request may have worked although no answer says so. An
// answer whose code has a meaning is a clear no, whatever its HTTP status.
func MayHaveWorked(e Failed, s Session) bool {
	if !ambiguous(e.Err) {
		return false
	}
	switch Advise(e, s).ID {
	case AdviseMeta, AdviseUnknown, AdviseNoAnswer, AdviseUnreadable, AdviseForeign:
		return true
	}
	return false
}

// Conditions that the lines of several states share. They are values without
// state, named as the table reads them.
var (
	// isTokenDead: the doctor looks for a dead token, and shows it.
	isTokenDead = when("the token is dead", func(s Session, e Failed) bool { return api.TokenDead(e.Err) && s.State != Doctor })
	isSettling  = fact("an earlier call is being settled", func(s Session) bool { return s.Settle.Err != nil })
	isConfirmed = fact("register was confirmed", func(s Session) bool { return s.Confirm.Given })
	hasProblem  = fact("a card is shown", func(s Session) bool { return s.Problem != nil })

	isVerified   = read("it is verified", func(_ Session, n api.Number) bool { return n.Verification == api.Verified })
	isRegistered = read("it is connected", func(_ Session, n api.Number) bool { return StandingOf(n) == StandingConnected })

	// pinUnfit: register would set a PIN where there is one, or has none to send.
	pinUnfit = fact("there is no PIN that fits", func(s Session) bool { return !s.PINFits() })
	// factsStale: or nobody looked since something was sent.
	factsStale = now("the facts are old", func(s Session, at time.Time) bool { return s.FactsAt.IsZero() || at.Sub(s.FactsAt) > stale })

	// accountTurnedDown: whatever number is added to it goes no further.
	accountTurnedDown = fact("Meta turned the account down", func(s Session) bool {
		s.Case = newCase(s.Want)
		return s.turnedDown()
	})

	budgetClosed   = closed("the budget is used up", api.Register)
	budgetShown    = shown("the card says so", api.Register)
	deregsShown    = shown("the card is about deregister", api.Deregister)
	registerOpen   = attemptOpen(api.Register)
	deregOpen      = attemptOpen(api.Deregister)
	deregOpenShown = openShown(api.Deregister)
	registerShown  = openShown(api.Register)
)

// stale is how old facts may be when the operator confirms a call that counts.
const stale = 30 * time.Second
