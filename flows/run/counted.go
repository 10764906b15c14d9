package run

import (
	"cmp"
	"context"
	"errors"
	"time"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/flows/journal"
)

func (r *Runner) sendCode(ctx context.Context, client API, c flows.Command, e flows.SendCode) (flows.Event, error) {
	return flows.CodeSent{}, r.counted(ctx, client, c, e.ID, func() error { return client.RequestCode(ctx, e.ID, e.Method, e.Language) })
}

func (r *Runner) handInCode(ctx context.Context, client API, c flows.Command, e flows.HandInCode) (flows.Event, error) {
	return flows.CodeAccepted{}, r.counted(ctx, client, c, e.ID, func() error { return client.VerifyCode(ctx, e.ID, e.Code) })
}

func (r *Runner) register(ctx context.Context, client API, c flows.Command, e flows.RegisterNumber) (flows.Event, error) {
	var answer api.RegisterAnswer
	err := r.counted(ctx, client, c, e.ID, func() (err error) {
		answer, err = client.Register(ctx, e.ID, e.Registration)
		return err
	})
	if errors.Is(err, flows.ErrEarlier) {
		return flows.Registered{Earlier: true}, nil
	}
	return flows.Registered{Already: answer.Already}, err
}

func (r *Runner) deregister(ctx context.Context, client API, c flows.Command, e flows.DeregisterNumber) (flows.Event, error) {
	return r.takeNumberOff(ctx, client, c, e.ID)
}

// takeOff deregisters a number that is to be registered again.
func (r *Runner) takeOff(ctx context.Context, client API, c flows.Command, e flows.TakeOff) (flows.Event, error) {
	if err := r.opensAgain(ctx, e.ID); err != nil {
		return nil, err
	}
	return r.takeNumberOff(ctx, client, c, e.ID)
}

// takeNumberOff sends the request, or finds that an earlier one did it.
func (r *Runner) takeNumberOff(ctx context.Context, client API, c flows.Command, id api.PhoneNumberID) (flows.Event, error) {
	err := r.counted(ctx, client, c, id, func() error { return client.Deregister(ctx, id) })
	if errors.Is(err, flows.ErrEarlier) {
		err = nil
	}
	return flows.Deregistered{}, err
}

// setStorage is not counted, but written down like the calls around it.
func (r *Runner) setStorage(ctx context.Context, client API, c flows.Command, e flows.SetStorage) (flows.Event, error) {
	if err := r.counted(ctx, client, c, e.ID, func() error { return client.SetStorage(ctx, e.ID, e.To) }); err != nil {
		return nil, err
	}
	s, err := client.Settings(ctx, e.ID)
	if flows.OnlyUnread(err) {
		return flows.StorageSet{Settings: api.Settings{Unread: err}}, nil
	}
	return flows.StorageSet{Settings: s}, afterwards(e.Spec().Call, err)
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
	if until := b.Frees(flows.Counter{Number: number, Call: api.Register}, r.now()); !until.IsZero() {
		return &flows.StaysOffError{Until: until}
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
// It returns [flows.ErrEarlier] without sending anything where an earlier request of the
// same kind turns out to have been carried out.
func (r *Runner) counted(ctx context.Context, client API, c flows.Command, number api.PhoneNumberID, send func() error) error {
	call := c.Effect.Spec().Call
	sendIfUnchanged := func() error {
		if flows.CallOf(call).Counted {
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
		return cmp.Or(err, flows.ErrEarlier)
	}
	intent := journal.Intent{
		Counter: r.counter(number, call), Session: session, Exclusive: flows.CallOf(call).Exclusive, Window: flows.Window,
		Override: c.Override != flows.OverrideNone, Facts: flows.FactsText(c.Expected.Number),
	}
	if flows.CallOf(call).Exclusive {
		intent.Limit = flows.Allowed
	}
	id, err := j.Intend(ctx, intent)
	for range 3 { // a run can leave one of each exclusive call open, and one more comes of settling them
		var open *journal.UnsettledError
		if !errors.As(err, &open) {
			break
		}
		did, settleErr := r.readBack(ctx, j, client, open.Pending, c.Override == flows.OverrideOpen)
		switch {
		case settleErr != nil:
			return &flows.NotSentError{Err: settleErr}
		case did && open.Call == string(call): // what was to be done is done
			return flows.ErrEarlier
		case !did && c.Override != flows.OverrideOpen:
			return &flows.OpenRequestError{Call: api.Endpoint(open.Call), At: open.At, Before: flows.ReadFactsText(open.Facts)}
		}
		intent.Beside = !did
		id, err = j.Intend(ctx, intent)
	}
	if err != nil {
		return err
	}
	err = sendIfUnchanged()
	r.settle(ctx, j, id, outcomeOf(call, err))
	return err
}

// takenAlready reports whether Meta said yes to an earlier register request, of
// another run or window, for a number that does not show it yet.
func (r *Runner) takenAlready(ctx context.Context, j Journal, c flows.Command, number api.PhoneNumberID) (bool, error) {
	if c.Effect.Spec().Call != api.Register || c.Override == flows.OverrideOpen || c.Expected.Number.Status != api.StatusPending {
		return false, nil
	}
	at, sure, err := j.Newest(ctx, r.counter(number, api.Register))
	return sure && r.now().Sub(at) < flows.TakenAge, err
}

// outcomeOf is what an answer says about a request. Only Graph's own answer says
// no.
func outcomeOf(call api.Endpoint, err error) journal.Outcome {
	var overtaken *overtakenError
	switch {
	case err == nil:
		return journal.TookEffect
	case flows.NeverLeft(err), errors.As(err, &overtaken):
		return journal.NeverLeft
	case flows.MayHaveWorked(flows.Failed{Call: call, Err: err}, flows.Session{}):
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
		proof := flows.ProofOf(api.Endpoint(p.Call), flows.ReadFactsText(p.Facts), n)
		if proof == flows.ProofDone || proof == flows.ProofBegun && !once {
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
