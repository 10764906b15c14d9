package flows

import (
	"cmp"
	"errors"
	"time"

	"dialtone/api"
	"dialtone/eligibility/phone"
)

// Right before each request that Meta counts the number is read once more, which is
// free. Where it does not read as it did when the request was decided on, nothing is
// sent: another window or another tool overtook the operator.

type (
	// Expected is how a number has to read for a counted request to be sent.
	Expected struct {
		Number  api.Number
		Pooled  api.Preverified // for one of the pool
		NewPIN  bool            // register is to set a PIN where there is none
		Storage *api.Storage    // where its data rests; nil where that does not matter
	}
	// Overtaken says that a counted request was not sent: right before it the
	// number did not read as it did when the request was decided on.
	Overtaken struct {
		Call     api.Endpoint
		Changed  []FactChange
		Number   api.Number
		Settings *api.Settings   // nil where they do not matter
		Pooled   api.Preverified // instead of Number, for one of the pool
	}
)

// FactChange names a fact that is no longer what the operator saw.
type FactChange string

// The facts that are watched.
const (
	ChangedDisplay      FactChange = "display" // another phone number under the same id
	ChangedStatus       FactChange = "status"
	ChangedVerification FactChange = "verification"
	ChangedPIN          FactChange = "pin"
	ChangedHosting      FactChange = "hosting"
	ChangedName         FactChange = "name" // another name waits, or is in use by now
	ChangedRegion       FactChange = "region"
)

// expectedFor is what a counted request depends on.
func (s Session) expectedFor(call api.Endpoint) Expected {
	if inPool(s.State) {
		return Expected{Pooled: s.Pool.At}
	}
	e := Expected{Number: s.Number}
	if s.setPIN() {
		e.Number.PINEnabled = new(true)
	}
	if call == api.Register && s.State != RegisterName { // which leaves PIN and settings alone
		e.NewPIN = s.PIN.Mode == NewPIN
		if !s.RegionAtRegister && s.Settings.Unread == nil {
			e.Storage = cmp.Or(s.Settings.Storage, &api.Storage{}) // Graph leaves out its default
		}
	}
	return e
}

// Changed lists what is not as expected of a number. Settings only count where its
// storage does.
func (e Expected) Changed(n api.Number, settings api.Settings) []FactChange {
	if e.Number.ID == "" {
		return nil
	}
	changed := changedBetween(e.Number, n)
	if NameWaits(e.Number) != NameWaits(n) {
		changed = append(changed, ChangedName)
	}
	if e.NewPIN && hasPINNow(n) {
		changed = append(changed, ChangedPIN)
	}
	if e.Storage != nil && !settings.Storage.Same(*e.Storage) {
		changed = append(changed, ChangedRegion)
	}
	return changed
}

// ChangedInPool does the same for a number of the pool.
func (e Expected) ChangedInPool(p api.Preverified) []FactChange {
	was := e.Pooled
	switch {
	case was.ID == "":
		return nil
	case !samePhone(was.Phone, p.Phone):
		return []FactChange{ChangedDisplay}
	case differ(was.Verification, p.Verification), !p.VerifiedAt.IsZero() && !was.VerifiedAt.Equal(p.VerifiedAt.Time):
		return []FactChange{ChangedVerification}
	}
	return nil
}

// changedBetween lists which facts of one number differ between two readings of
// it. One that Meta leaves out now has not changed, as far as anybody knows. What depends
// on a choice of the operator's, PIN and region, is not among them.
func changedBetween(before, now api.Number) []FactChange {
	var changed []FactChange
	add := func(c FactChange, is bool) {
		if is {
			changed = append(changed, c)
		}
	}
	add(ChangedDisplay, !samePhone(before.Display, now.Display))
	add(ChangedStatus, differ(before.Status, now.Status))
	add(ChangedVerification, differ(before.Verification, now.Verification))
	add(ChangedHosting, differ(before.Platform, now.Platform) || sharingChanged(before, now))
	return changed
}

// differ reports whether a word of Meta's is another one than before, as far as it is told now.
func differ[W ~string](before, now W) bool { return now != "" && before != now }

// sharingChanged reports the same of whether the Business app has the number.
func sharingChanged(before, now api.Number) bool {
	return before.OnBusinessApp != now.OnBusinessApp && (now.OnBusinessApp || now.Told.OnBusinessApp)
}

// samePhone reports whether two texts are one phone number, however each is
// written. Where one of them says nothing there is no difference to be seen.
func samePhone(a, b string) bool {
	if x, y := phone.Digits(a), phone.Digits(b); x == "" || y == "" || x == y {
		return true
	}
	x, errX := phone.ParseDisplay(a)
	y, errY := phone.ParseDisplay(b)
	return errX == nil && errY == nil && x.Same(y)
}

// NeverLeft reports whether the request behind a failure provably did not get beyond
// this machine, or beyond a proxy that wants a login first.
func NeverLeft(err error) bool {
	var unsent *NotSentError
	var t *api.TransportError
	var said *api.Error
	return errors.As(err, &unsent) || errors.As(err, &t) && !t.Sent || errors.As(err, &said) && said.WantsProxyLogin()
}

// ambiguous reports whether a failed request may have been carried out.
func ambiguous(err error) bool { return !NeverLeft(err) && api.Ambiguous(err) }

// refundUnsent takes back what was counted for a request that was not sent.
func (s *Session) refundUnsent(call api.Endpoint) {
	if CallOf(call).Counted {
		s.Budget = s.Budget.Refund(s.Counter(call))
	}
}

// cardOvertaken stops: the number is not as it was when the request was decided
// on. From now on the page shows what is, and the card leads where that has to be
// gone on with.
func cardOvertaken(s *Session, e Overtaken, at time.Time) {
	was := StandingAt(s.Number, at)
	s.takeOvertaken(e, at)
	if standing, to := stand(s.Number, at); standing != was && to != s.State && !s.strays(to) {
		s.Problem.Advice.Act, s.Problem.Advice.To, s.Problem.Advice.Help = ActGo, to, remedyOf(s.Number, at)
	}
}

// takeOvertaken takes over how a number reads instead, and says what changed.
func (s *Session) takeOvertaken(e Overtaken, at time.Time) {
	s.refundUnsent(e.Call)
	s.Confirm.Given, s.Settle.Err, s.FactsAt = false, nil, at
	if e.Settings != nil {
		s.Settings = *e.Settings
	}
	s.store(e.Number, at)
	s.Problem = changedCard(api.GetNumber, at, e.Changed...)
}

// otherPhone reports whether what was chosen is another phone number by now. In
// the list the operator chooses it as it is.
func (s Session) otherPhone(n api.Number) bool {
	if s.State == PickNumber {
		return n.ID != "" && !samePhone(s.listed(n.ID), n.Display)
	}
	return n.ID != "" && n.ID == s.Number.ID && !samePhone(cmp.Or(s.Number.Display, s.Phone.E164), n.Display)
}

// otherPooledPhone does the same for a number of the pool.
func (s Session) otherPooledPhone(p api.Preverified) bool {
	was := s.Pool.At.Phone
	if was == "" { // it was added just now
		was = s.Typed.Phone.E164
	}
	return p.ID != "" && p.ID == s.Pool.At.ID && !samePhone(was, p.Phone)
}

const (
	otherPhone  = "its id is another phone number now"
	otherPooled = "its id in the pool is another phone number now"
)

var (
	otherPhoneRead  = when(otherPhone, func(s Session, e NumberRead) bool { return s.otherPhone(e.Number) })
	otherPhoneFacts = when(otherPhone, func(s Session, e FactsRead) bool { return s.otherPhone(e.Number) })
	otherPhoneNow   = when(otherPhone, func(s Session, e Overtaken) bool { return s.otherPhone(e.Number) })
	otherPooledNow  = when(otherPooled, func(s Session, e Overtaken) bool { return s.otherPooledPhone(e.Pooled) })
	otherPooledRead = when(otherPooled, func(s Session, e PooledRead) bool { return s.otherPooledPhone(e.Number) })
)

// cardOtherPhone stops, wherever the work had come to: none of it was about this
// phone number. The operator chooses once more.
func cardOtherPhone[E NumberRead | FactsRead | Overtaken](s *Session, e E, at time.Time) {
	var n api.Number
	switch e := any(e).(type) {
	case NumberRead:
		n = e.Number
	case FactsRead:
		n = e.Number
	case Overtaken:
		n = e.Number
		s.refundUnsent(e.Call)
	}
	s.Case = newCase(s.Want)
	s.replaceListed(n)
	s.Problem = changedCard(api.GetNumber, at, ChangedDisplay)
}

// cardOtherPooled does the same for the pool.
func cardOtherPooled[E PooledRead | Overtaken](s *Session, e E, at time.Time) {
	if o, is := any(e).(Overtaken); is {
		s.refundUnsent(o.Call)
	}
	s.Case = newCase(s.Want)
	s.Typed, s.Pool.At = NumberTyped{}, api.Preverified{}
	s.Problem = changedCard(api.GetPreverified, at, ChangedDisplay)
}

// changedCard says that facts are not what they were.
func changedCard(call api.Endpoint, at time.Time, changed ...FactChange) *Problem {
	return &Problem{Call: call, At: at, Changed: changed, Advice: Advice{ID: AdviseChanged, Act: ActDismiss}}
}
