package flows

import (
	"cmp"
	"context"
	"errors"
	"time"

	"dialtone/api"
	"dialtone/flows/journal"
)

// callCounted carries out the effects that Meta counts.
func (r *Runner) callCounted(ctx context.Context, client API, c Command) (event Event, is bool, err error) {
	switch e := c.Effect.(type) {
	case SendCode:
		err = r.counted(ctx, client, c, e.ID, func() error { return client.RequestCode(ctx, e.ID, e.Method, e.Language) })
		return CodeSent{}, true, err
	case HandInCode:
		err = r.counted(ctx, client, c, e.ID, func() error { return client.VerifyCode(ctx, e.ID, e.Code) })
		return CodeAccepted{}, true, err
	case RegisterNumber:
		err = r.counted(ctx, client, c, e.ID, func() error { return client.Register(ctx, e.ID, e.Registration) })
		if errors.Is(err, errEarlier) {
			return Registered{Earlier: true}, true, nil
		}
		return Registered{}, true, err
	case DeregisterNumber:
		err = r.counted(ctx, client, c, e.ID, func() error { return client.Deregister(ctx, e.ID) })
		return deregistered(err)
	case TakeOff:
		if err := r.opensAgain(ctx, e.ID); err != nil {
			return nil, true, err
		}
		err = r.counted(ctx, client, c, e.ID, func() error { return client.Deregister(ctx, e.ID) })
		return deregistered(err)
	case SetStorage: // not counted, but written down like the calls around it
		if err := r.counted(ctx, client, c, e.ID, func() error { return client.SetStorage(ctx, e.ID, e.To) }); err != nil {
			return nil, true, err
		}
		s, err := client.Settings(ctx, e.ID)
		return StorageSet{s}, true, afterwards(e.Call(), err)
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
	if until := b.Frees(Counter{number, api.Register}, r.now()); !until.IsZero() {
		return &staysOffError{until}
	}
	return nil
}

// unwritten reports whether nothing is written down.
func (r *Runner) unwritten() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.target.Sandbox || r.recorder.without || r.Journal == nil
}

// counted sends a request that Meta counts: intent, look, call, outcome. The
// intent is on disk before the request leaves. Of an earlier register or
// deregister request without an answer the number is read back first; where that
// shows nothing, only the operator's override sends another one beside it.
//
// It returns errEarlier without sending anything where an earlier request of the
// same kind turns out to have been carried out.
func (r *Runner) counted(ctx context.Context, client API, c Command, number api.PhoneNumberID, send func() error) error {
	call := c.Effect.Call()
	sendIfUnchanged := func() error {
		if isCounted(call) {
			if err := look(ctx, client, c, number); err != nil {
				return err
			}
		}
		return send()
	}
	if r.unwritten() {
		return sendIfUnchanged()
	}
	j, session, err := r.record(ctx, number)
	if err != nil {
		return err
	}
	if taken, err := r.takenAlready(ctx, j, c, number); err != nil || taken {
		return cmp.Or(err, errEarlier)
	}
	intent := journal.Intent{
		Counter: r.counter(number, call), Session: session, Exclusive: isExclusive(call), Window: Window,
		Override: c.Override != OverrideNone, Facts: FactsText(c.Expected.Number),
	}
	if isExclusive(call) {
		intent.Limit = Allowed
	}
	id, err := j.Intend(ctx, intent)
	for range 3 { // a run can leave one of each exclusive call open, and one more comes of settling them
		var open *journal.UnsettledError
		if !errors.As(err, &open) {
			break
		}
		did, settleErr := r.readBack(ctx, j, client, open.Pending, c.Override == OverrideOpen)
		switch {
		case settleErr != nil:
			return &notSentError{settleErr}
		case did && open.Call == string(call): // what was to be done is done
			return errEarlier
		case !did && c.Override != OverrideOpen:
			return &openError{api.Endpoint(open.Call), open.At, readFactsText(open.Facts)}
		}
		intent.Beside = !did
		id, err = j.Intend(ctx, intent)
	}
	if err != nil {
		return err
	}
	err = sendIfUnchanged()
	if settleErr := j.Settle(ctx, id, outcomeOf(call, err)); settleErr != nil && err == nil {
		return nil // Meta did it; the next look settles the record
	}
	return err
}

// takenAlready reports whether Meta said yes to an earlier register request, of
// another run or window, for a number that does not show it yet.
func (r *Runner) takenAlready(ctx context.Context, j Journal, c Command, number api.PhoneNumberID) (bool, error) {
	if c.Effect.Call() != api.Register || c.Override == OverrideOpen || c.Expected.Number.Status != api.StatusPending {
		return false, nil
	}
	at, sure, err := j.Newest(ctx, r.counter(number, api.Register))
	return sure && r.now().Sub(at) < takenAge, err
}

// errEarlier stands for a request that was not sent because an earlier one did it.
var errEarlier = errors.New("an earlier request did it")

// isExclusive reports whether a call needs the number to itself.
func isExclusive(call api.Endpoint) bool { return call == api.Register || call == api.Deregister }

// outcomeOf is what an answer says about a request. Only Graph's own answer says
// no.
func outcomeOf(call api.Endpoint, err error) journal.Outcome {
	var overtaken *overtakenError
	switch {
	case err == nil:
		return journal.TookEffect
	case neverLeft(err), errors.As(err, &overtaken):
		return journal.NeverLeft
	case unclear(Failed{call, err}, Session{}):
		return journal.Unknown
	}
	return journal.Refused
}

// settleAge is for how long after a request without an answer the number is read
// again by itself: Meta may still be at it.
const settleAge = 20 * time.Second

// readBack looks what became of a request whose outcome nobody knows, by the
// number itself: once, or until the request is older than Meta usually takes. A
// number that shows nothing proves nothing: the outcome stays unknown.
func (r *Runner) readBack(ctx context.Context, j Journal, client API, p journal.Pending, once bool) (did bool, err error) {
	for begun := r.now(); ; {
		n, err := client.Number(ctx, api.PhoneNumberID(p.Number), api.OnboardingFields()...)
		if err != nil {
			return false, err
		}
		if proof := proofOf(api.Endpoint(p.Call), readFactsText(p.Facts), n); proof == ProofDone || proof == ProofBegun && !once {
			return true, j.Settle(ctx, p.ID, journal.TookEffect)
		}
		if now := r.now(); once || now.Sub(p.At) >= settleAge || now.Sub(begun) >= settleAge {
			return false, j.Settle(ctx, p.ID, journal.Unknown)
		}
		if err := r.pause(ctx, time.Second); err != nil {
			return false, err
		}
	}
}
