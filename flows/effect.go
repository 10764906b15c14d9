package flows

import (
	"reflect"
	"time"

	"dialtone/api"
)

// Effect is something to be done in the world: a call, a timer, a look into the
// keyring, a line in the journal. It is a value; each file of a state declares
// those that are its own.
type Effect interface{ Spec() Spec }

// Spec says what an effect is.
type Spec struct {
	// Call is the endpoint that a failure is reported under; "" where nothing is
	// asked of Meta.
	Call     api.Endpoint
	Answer   reflect.Type // of the event that success is reported with
	Reads    bool         // it only reads, although its call changes something
	Detached bool         // the operator does not wait for it
}

// answers is the spec of an effect that asks a call and is answered by an event.
func answers[E Event](call api.Endpoint) Spec {
	return Spec{Call: call, Answer: reflect.TypeFor[E](), Reads: call == "" || CallOf(call).Reads}
}

// readsFor is the spec of an effect that reads to find out about a call.
func readsFor[E Event](call api.Endpoint) Spec {
	return Spec{Call: call, Answer: reflect.TypeFor[E](), Reads: true}
}

// kept is the spec of an effect on what is kept on this machine.
func kept[E Event](call api.Endpoint) Spec {
	return Spec{Call: call, Answer: reflect.TypeFor[E](), Reads: true, Detached: true}
}

// repeats reports whether an effect may be done once more without harm: it only
// reads, or it sets something to what it is then already.
func (sp Spec) repeats() bool { return sp.Reads || CallOf(sp.Call).Repeats }

// AnsweredBy reports whether an event is what an effect was waiting for.
func (sp Spec) AnsweredBy(e Event) bool {
	switch e := e.(type) {
	case Failed:
		return e.Call == sp.Call
	case Overtaken:
		return e.Call == sp.Call
	}
	return reflect.TypeOf(e) == sp.Answer
}

// Command is an effect with the number of the question that it answers: an
// answer to a question that was given up is thrown away.
type Command struct {
	Effect     Effect
	Generation int
	// For a request that Meta counts: how the number has to read for it to be sent,
	// and what the operator decided to go past.
	Expected Expected
	Override Override
}

// Effects and events of every state.
type (
	// ReadNumber reads a number's present state; with Detail also what only its
	// own page shows.
	ReadNumber struct {
		ID     api.PhoneNumberID
		Detail bool
	}
	// NumberRead is a number's present state.
	NumberRead struct{ Number api.Number }

	// Poll waits before looking again.
	Poll struct{ After time.Duration }
	// PollDue says that it is time to look again.
	PollDue struct{}

	// Failed is a command that did not succeed.
	Failed struct {
		Call api.Endpoint
		Err  error
	}
)

// Spec implements [Effect].
func (ReadNumber) Spec() Spec { return answers[NumberRead](api.GetNumber) }
func (Poll) Spec() Spec       { return answers[PollDue](api.GetNumber) }

// Events of the operator in every state.
type (
	// ReloadAsked reads the present list or facts again.
	ReloadAsked struct{}
	// OverrideAsked goes past a counter that Dialtone believes to be used up or
	// closed, after the card named the risk.
	OverrideAsked struct{}
	// AdviceTaken follows the present problem's advice.
	AdviceTaken struct{}
	// ProblemDismissed puts the error card away.
	ProblemDismissed struct{}
	// BackAsked goes back, or cancels a call that only reads.
	BackAsked struct{}
)

// await notes that the operator has to wait for an effect, and counts a request
// that Meta counts. Pages of a list, timers and what they start, the keyring and
// the journal work beside the operator.
func await(s Session, e Effect, at time.Time) Session {
	if call := CallOf(e.Spec().Call); call.Counted {
		s.Budget = s.Budget.Spend(s.Counter(call.Endpoint), at)
	}
	if e.Spec().Detached {
		return s
	}
	switch e := e.(type) {
	case ReadNumbers:
		s.List.Listing, s.List.Unread = true, ""
		return s
	case ReadPool:
		s.Pool.Unread = ""
	case ReadApps:
		s.AppsReading = true
		if e.ID != "" && !s.RegionUnread() {
			return s
		}
	case Poll:
		s.Looking = true
		return s
	case ReadNumber:
		if s.State == Connected && s.Settle.Looks > 0 {
			s.Looking = true
			return s
		}
		if s.State == MessageSent && s.from != s.State {
			return s
		}
	}
	s.Waiting, s.Last, s.Since = e, nil, at
	return s
}

// solves reports whether an answer shows that a call works that had failed. It
// is about calls that work beside the operator: a call that the operator starts
// puts the card away by itself.
func solves(answer Event, call api.Endpoint) bool {
	switch answer.(type) {
	case NumbersListed:
		return call == api.ListNumbers
	case NumberRead:
		return call == api.GetNumber
	case AppsRead:
		return call == api.GetSubscribed
	case ProfileRead:
		return call == api.GetProfile
	}
	return false
}
