package flows

import (
	"cmp"
	"context"
	"errors"

	"dialtone/api"
)

// Right before each request that Meta counts the number is read once more, which
// is free. So a request goes out only for a number that is as it was when the
// operator decided, whatever another window or another tool did meanwhile; and a
// connection that has died shows itself there.

// Expected are what was known of a number when a counted request was decided on.
type Expected struct {
	Number  api.Number
	Pooled  api.Preverified // for one of the pool
	NewPIN  bool            // register is to set a PIN where there is none
	Storage *api.Storage    // where its data rests; nil where that does not matter
}

// expectedFor are the facts that a counted request depends on.
func (s Session) expectedFor(call api.Endpoint) Expected {
	switch call {
	case api.RequestPreverifiedCode, api.VerifyPreverifiedCode:
		return Expected{Pooled: s.Pool.At}
	}
	f := Expected{Number: s.Number}
	if call == api.Register && s.State != RegisterName { // which leaves PIN and settings alone
		f.NewPIN = s.PIN.Mode == NewPIN
		if !s.RegionAtRegister {
			f.Storage = cmp.Or(s.Settings.Storage, &api.Storage{}) // Graph leaves out its default
		}
	}
	return f
}

// overtakenError says that a number is not as it was when a request was decided
// on. Nothing was sent.
type overtakenError struct{ by Overtaken }

func (e *overtakenError) Error() string { return "the number changed meanwhile" }

// notSentError says why a request was not sent: the look before it failed.
type notSentError struct{ err error }

func (e *notSentError) Error() string { return "nothing was sent: " + e.err.Error() }

func (e *notSentError) Unwrap() error { return e.err }

// neverLeft reports whether the request behind a failure provably did not leave
// this machine.
func neverLeft(err error) bool {
	var unsent *notSentError
	var t *api.TransportError
	return errors.As(err, &unsent) || errors.As(err, &t) && !t.Sent
}

// ambiguous reports whether a failed request may have been carried out.
func ambiguous(err error) bool { return !neverLeft(err) && api.Ambiguous(err) }

// look reads a number right before a counted request. It fails with an
// [*overtakenError] where the number is not as it was, and with a
// [*notSentError] where it cannot be read.
func look(ctx context.Context, client API, c Command, id api.PhoneNumberID) error {
	var settings api.Settings
	if c.Expected.Storage != nil {
		var err error
		if settings, err = client.Settings(ctx, id); err != nil {
			return &notSentError{err}
		}
	}
	n, err := client.Number(ctx, id, api.OnboardingFields()...)
	if err != nil {
		return &notSentError{err}
	}
	was := c.Expected
	changed := changedBetween(was.Number, n)
	if NameWaits(was.Number) != NameWaits(n) {
		changed = append(changed, ChangedName)
	}
	if was.NewPIN && hasPINNow(n) {
		changed = append(changed, ChangedPIN)
	}
	if was.Storage != nil && !settings.Storage.Same(*was.Storage) {
		changed = append(changed, ChangedRegion)
	}
	if was.Number.ID == "" || len(changed) == 0 {
		return nil
	}
	by := Overtaken{Call: c.Effect.Call(), Number: n, Changed: changed}
	if was.Storage != nil {
		by.Settings = &settings
	}
	return &overtakenError{by}
}

// lookInPool does the same for a number of the pool.
func lookInPool(ctx context.Context, client PoolAPI, c Command, id api.PreverifiedID) error {
	p, err := client.Preverified(ctx, id)
	if err != nil {
		return &notSentError{err}
	}
	was := c.Expected.Pooled
	if was.ID == "" || samePhone(was.Phone, p.Phone) && was.Verification == p.Verification && was.VerifiedAt.Equal(p.VerifiedAt.Time) {
		return nil
	}
	return &overtakenError{Overtaken{Call: c.Effect.Call(), Pooled: p, Changed: changedPooled(was, p)}}
}

func changedPooled(was, now api.Preverified) []FactChange {
	if !samePhone(was.Phone, now.Phone) {
		return []FactChange{ChangedDisplay}
	}
	return []FactChange{ChangedVerification}
}

// refundUnsent takes back what was counted for a request that was not sent.
func (s *Session) refundUnsent(call api.Endpoint) {
	if isCounted(call) {
		s.Budget = s.Budget.Refund(s.Counter(call))
	}
}

// showOvertaken stops: the number is not as it was when the request was decided
// on. From now on the page shows what is, and the card leads where that has to be
// gone on with.
func showOvertaken(s *Session, in Input) []Effect {
	was := StandingOf(s.Number)
	s.keepOvertaken(in)
	if standing, to := stand(s.Number); standing != was && to != s.State {
		s.Problem.Advice.Act, s.Problem.Advice.To, s.Problem.Advice.Help = ActGo, to, remedyOf(s.Number)
	}
	return nil
}

// keepOvertaken takes over how a number reads instead, and says what changed.
func (s *Session) keepOvertaken(in Input) {
	e := in.Event.(Overtaken)
	s.refundUnsent(e.Call)
	s.Confirm.Given, s.Settle.Err, s.FactsAt = false, nil, in.At
	if e.Settings != nil {
		s.Settings = *e.Settings
	}
	s.keep(e.Number, in)
	s.Problem = &Problem{Call: api.GetNumber, At: in.At, Changed: e.Changed, Advice: Advice{ID: AdviseChanged, Act: ActDismiss}}
}

// showPoolOvertaken does the same for a number of the pool.
func showPoolOvertaken(s *Session, in Input) []Effect {
	e := in.Event.(Overtaken)
	s.refundUnsent(e.Call)
	s.keepPooledNumber(e.Pooled)
	s.Problem = &Problem{Call: api.GetPreverified, At: in.At, Changed: e.Changed, Advice: Advice{ID: AdviseChanged, Act: ActDismiss}}
	return nil
}

// overtakenTo holds where the number that was read instead stands so.
func overtakenTo(standing Standing) Guard {
	return guard("it is "+string(standing)+" already", func(_ Session, in Input) bool {
		e, ok := in.Event.(Overtaken)
		return ok && StandingOf(e.Number) == standing
	})
}

// connectedMeanwhile goes on with a number that somebody else registered.
func connectedMeanwhile(s *Session, in Input) []Effect {
	e := in.Event.(Overtaken)
	s.refundUnsent(e.Call)
	in.Event = FactsRead{Number: e.Number, Settings: s.Settings}
	return keepFactsOfConnected(s, in)
}
