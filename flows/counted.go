package flows

import (
	"context"
	"errors"
	"time"

	"dialtone/api"
	"dialtone/flows/journal"
)

// callCounted carries out the effects that Meta counts.
func (r *Runner) callCounted(ctx context.Context, client API, e Effect) (event Event, is bool, err error) {
	past, anyway := e.(Anyway)
	if anyway {
		e = past.Effect
	}
	switch e := e.(type) {
	case SendCode:
		err = r.counted(ctx, client, e.Call(), e.ID, anyway, func() error { return client.RequestCode(ctx, e.ID, e.Method, e.Language) })
		return CodeSent{}, true, err
	case HandInCode:
		err = r.counted(ctx, client, e.Call(), e.ID, anyway, func() error { return client.VerifyCode(ctx, e.ID, e.Code) })
		return CodeAccepted{}, true, err
	case RegisterNumber:
		err = r.counted(ctx, client, e.Call(), e.ID, anyway, func() error { return client.Register(ctx, e.ID, e.Registration) })
		if errors.Is(err, errEarlier) {
			return Registered{Earlier: true}, true, nil
		}
		return Registered{}, true, err
	case DeregisterNumber:
		err = r.counted(ctx, client, e.Call(), e.ID, anyway, func() error { return client.Deregister(ctx, e.ID) })
		return deregistered(err)
	case TakeOff:
		if err := r.opensAgain(ctx, e.ID); err != nil {
			return nil, true, err
		}
		err = r.counted(ctx, client, e.Call(), e.ID, anyway, func() error { return client.Deregister(ctx, e.ID) })
		return deregistered(err)
	case SetStorage: // not counted, but written down like the calls around it
		if err := r.counted(ctx, client, e.Call(), e.ID, anyway, func() error { return client.SetStorage(ctx, e.ID, e.To) }); err != nil {
			return nil, true, err
		}
		s, err := client.Settings(ctx, e.ID)
		return StorageSet{s}, true, err
	}
	return nil, false, nil
}

// deregistered is the answer to a deregister request, whichever one did it.
func deregistered(err error) (Event, bool, error) {
	if errors.Is(err, errEarlier) {
		err = nil
	}
	return Deregistered{}, true, err
}

// staysOffError says that a number would stay off until a moment if it was
// deregistered now.
type staysOffError struct{ until time.Time }

func (e *staysOffError) Error() string {
	return "the number could not be registered again before " + e.until.UTC().Format(time.RFC3339)
}

// opensAgain fails while the journal knows that a number which is deregistered
// could not be registered again. What this window knows may be old: others use
// the same counter.
func (r *Runner) opensAgain(ctx context.Context, number api.PhoneNumberID) error {
	if r.unwritten() {
		return nil
	}
	j, _, err := r.record(ctx, number)
	if err != nil {
		return err
	}
	b, err := r.budget(ctx, j, number)
	if err != nil {
		return err
	}
	if until := b.Frees(Counted{number, api.Register}, r.now()); !until.IsZero() {
		return &staysOffError{until}
	}
	return nil
}

// unwritten reports whether nothing is written down.
func (r *Runner) unwritten() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.target.Sandbox || r.book.without || r.Journal == nil
}

// counted sends a request that Meta counts: intent, call, outcome. The intent is
// on disk before the request leaves; what a crash or a lost answer left open is
// settled by reading the number back before anything more is sent.
//
// It returns errEarlier without sending anything where an earlier request of the
// same kind turns out to have been carried out.
func (r *Runner) counted(ctx context.Context, client API, call api.Endpoint, number api.PhoneNumberID, override bool, send func() error) error {
	if r.unwritten() {
		return send()
	}
	j, session, err := r.record(ctx, number)
	if err != nil {
		return err
	}
	intent := journal.Intent{
		Counter: r.counter(number, call), Session: session, Exclusive: isExclusive(call), Window: Window, Override: override,
	}
	if isExclusive(call) {
		intent.Limit = Allowed
	}
	id, err := j.Intend(ctx, intent)
	for range 3 { // one after the other: a crash while settling leaves no more
		var open *journal.UnsettledError
		if !errors.As(err, &open) {
			break
		}
		did, settleErr := r.readBack(ctx, j, client, open.Pending)
		switch {
		case settleErr != nil:
			return settleErr
		case did && open.Call == string(call): // what was to be done is done
			return errEarlier
		}
		id, err = j.Intend(ctx, intent)
	}
	if err != nil {
		return err
	}
	err = send()
	if settleErr := j.Settle(ctx, id, outcomeOf(err)); settleErr != nil && err == nil {
		return nil // Meta did it; the next look settles the record
	}
	return err
}

// errEarlier stands for a request that was not sent because an earlier one did it.
var errEarlier = errors.New("an earlier request did it")

// isExclusive reports whether a call needs the number to itself.
func isExclusive(call api.Endpoint) bool { return call == api.Register || call == api.Deregister }

// outcomeOf is what an answer says about a request.
func outcomeOf(err error) journal.Outcome {
	var t *api.TransportError
	switch {
	case err == nil:
		return journal.TookEffect
	case errors.As(err, &t) && !t.Sent:
		return journal.NeverLeft
	case api.Ambiguous(err):
		return journal.Unknown
	}
	return journal.Refused
}

// readBack settles a request whose outcome nobody knows, by the number itself. A
// number that shows no effect is looked at until the request is old enough that
// Meta cannot be at it any more.
func (r *Runner) readBack(ctx context.Context, j Records, client API, p journal.Pending) (did bool, err error) {
	for {
		n, err := client.Number(ctx, api.PhoneNumberID(p.Number), api.OnboardingFields()...)
		if err != nil {
			return false, err
		}
		if tookEffect(p.Call, n) {
			return true, j.Settle(ctx, p.ID, journal.TookEffect)
		}
		if r.now().Sub(p.At) >= settleAge {
			return false, j.Settle(ctx, p.ID, journal.Refused)
		}
		if err := r.pause(ctx, time.Second); err != nil {
			return false, err
		}
	}
}

// tookEffect reads from a number whether an exclusive call was carried out.
func tookEffect(call string, n api.Number) bool {
	switch api.Endpoint(call) {
	case api.Register:
		return StandingOf(n) == StandingConnected
	case api.Deregister:
		return n.Status == api.StatusDisconnected
	}
	return false
}
