package flows

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"dialtone/api"
)

// A register or deregister request whose answer got lost. The number is read
// back: what only that request changes proves that it worked. That nothing has
// changed proves nothing, since Meta may still be at it; so the request stays
// open, and another one is sent only when the operator overrules that.

// Attempt is a request of which nobody knows whether Meta carried it out.
type Attempt struct {
	At     time.Time
	Before api.Number // how the number read before it was sent; zero for not known
	Err    error      // what came instead of an answer
	// Region is where register was to have data rest, if it did not rest there
	// before (versions below v21.0); "" otherwise.
	Region api.Region
}

// Proof is what a number shows of a request that was sent for it.
type Proof uint8

// The proofs.
const (
	ProofNone  Proof = iota // nothing: it may still be carried out
	ProofBegun              // what only the request changes has changed
	ProofDone               // the number reads as the request leaves it
)

// proofOf compares a number with how it read before a request. Of a number that
// is not known from before, only the end proves anything.
func proofOf(call api.Endpoint, before, now api.Number) Proof {
	switch call {
	case api.Register:
		switch {
		case NameWaits(before): // registered once more, for the new name
			if nameTaken(before, now) {
				return ProofDone
			}
		case StandingOf(now) == StandingConnected:
			return ProofDone
		case registering(before, now):
			return ProofBegun
		}
	case api.Deregister:
		if now.Status == api.StatusDisconnected {
			return ProofDone
		}
	}
	return ProofNone
}

// registering reports whether a number shows the first effects of register: it
// has a PIN, is hosted by Cloud API, or has a throughput now, and had not before
// (seed 003, docs).
func registering(before, now api.Number) bool {
	hosted := before.Platform != "" && before.Platform != api.PlatformCloud && now.Platform == api.PlatformCloud
	fast := before.Throughput.Level == throughputNone && now.Throughput.Level != "" && now.Throughput.Level != throughputNone
	return hosted || fast || hasNoPIN(before) && hasPINNow(now)
}

// throughputNone is the throughput of a number that is not registered (docs).
const throughputNone api.ThroughputLevel = "NOT_APPLICABLE"

func hasNoPIN(n api.Number) bool  { return n.PINEnabled != nil && !*n.PINEnabled }
func hasPINNow(n api.Number) bool { return n.PINEnabled != nil && *n.PINEnabled }

// nameTaken reports whether a name that waited is in use now.
func nameTaken(before, now api.Number) bool {
	return !NameWaits(now) && now.Status.Registered()
}

// FactsText writes down what [proofOf] needs of a number: words without digits,
// for the journal.
func FactsText(n api.Number) string {
	pin := "unknown"
	switch {
	case hasPINNow(n):
		pin = "yes"
	case hasNoPIN(n):
		pin = "no"
	}
	words := []string{"pin=" + pin}
	for _, w := range [][2]string{
		{"status", string(n.Status)}, {"platform", string(n.Platform)}, {"throughput", string(n.Throughput.Level)}, {"name", string(n.NewNameStatus)},
	} {
		if strings.Trim(w[1], "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == "" { // Meta's words have no others
			words = append(words, w[0]+"="+w[1])
		}
	}
	return strings.Join(words, " ")
}

// readFactsText reads what [FactsText] wrote.
func readFactsText(text string) api.Number {
	var n api.Number
	for word := range strings.FieldsSeq(text) {
		switch key, value, _ := strings.Cut(word, "="); key {
		case "pin":
			if has := value == "yes"; has || value == "no" {
				n.PINEnabled = &has
			}
		case "status":
			n.Status = api.Status(value)
		case "platform":
			n.Platform = api.Platform(value)
		case "throughput":
			n.Throughput.Level = api.ThroughputLevel(value)
		case "name":
			n.NewNameStatus = api.NameStatus(value)
		}
	}
	return n
}

// open notes a request without a clear answer. Where one is open already, the
// older facts are kept: they show the effect of either.
func (s *Session) open(call api.Endpoint, a Attempt) {
	if !isExclusive(call) {
		return
	}
	of := s.Counter(call)
	if older, is := s.attempts[of]; is {
		a.Before, a.At, a.Region = older.Before, older.At, older.Region
	}
	attempts := maps.Clone(s.attempts)
	if attempts == nil {
		attempts = map[Counter]Attempt{}
	}
	attempts[of] = a
	s.attempts = attempts
}

// pinProvesNothing notes that the number's PIN is ours by another request: that it
// has one is no proof of register any more.
func (s *Session) pinProvesNothing() {
	if a, is := s.attempt(api.Register); is {
		yes := true
		a.Before.PINEnabled = &yes
		s.attempts = maps.Clone(s.attempts)
		s.attempts[s.Counter(api.Register)] = a
	}
}

// close notes that it is known what became of a request.
func (s *Session) close(call api.Endpoint) {
	attempts := maps.Clone(s.attempts)
	delete(attempts, s.Counter(call))
	s.attempts = attempts
}

// attempt is the open request of a call for the present number.
func (s Session) attempt(call api.Endpoint) (Attempt, bool) {
	a, is := s.attempts[s.Counter(call)]
	return a, is
}

// proof is what facts show of the request that is being settled.
func (s Session) proof(now FactsRead) Proof {
	a, _ := s.attempt(s.Settle.Call)
	proof := proofOf(s.Settle.Call, a.Before, now.Number)
	if proof == ProofNone && a.Region != "" && sameRegion(now.Settings.Storage.Localized(), a.Region) {
		proof = ProofBegun
	}
	return proof
}

// openCard says that nobody knows what became of a request, and that another one
// is the operator's to decide.
func (s *Session) openCard(call api.Endpoint, now time.Time) {
	s.maybeDid(call, now)
	a, _ := s.attempt(call)
	s.Problem = &Problem{Call: call, At: now, Since: a.At, Advice: openAdvice(call)}
	s.Problem.Advice.Cost = s.costHere(s.Problem.Advice.Cost)
	if !errors.As(a.Err, &s.Problem.Said) && a.Err != nil {
		s.Problem.Silence = api.SilenceOf(a.Err)
	}
}

// takenAt is when Meta said yes to a register request of this run for the present
// number that was not undone since; zero for never.
func (s Session) takenAt() time.Time {
	for _, d := range slices.Backward(s.Actions) {
		switch {
		case d.Number != s.Number.ID || d.Unclear:
		case d.Call == api.Register:
			return d.At
		case d.Call == api.Deregister:
			return time.Time{}
		}
	}
	return time.Time{}
}

// takenAge is for how long after Meta's yes to register a number may still read
// PENDING before another request is of any use: CONNECTED can take a while.
const takenAge = time.Hour

func openAdvice(call api.Endpoint) Advice {
	return Advice{ID: AdviseOpen, Act: ActReload, Cost: costOf(call)}
}

// CanOverride reports whether the operator may go past what the present card says.
func (s Session) CanOverride() bool {
	if s.Problem == nil {
		return false
	}
	switch s.Problem.Advice.ID {
	case AdviseBudget, AdviseJournal:
		return true
	case AdviseOpen:
		return confirms(s.State)
	}
	return false
}

// confirms reports whether a register or deregister request is confirmed in a
// state.
func confirms(at State) bool {
	switch at {
	case Review, RegisterName, Deregister, MovePlan:
		return true
	}
	return false
}

// openError says that an earlier request has no known outcome, so that no other
// one was sent.
type openError struct {
	call   api.Endpoint
	at     time.Time  // of the earlier request
	before api.Number // how the number read before it
}

func (e *openError) Error() string {
	return "an earlier " + string(e.call) + " request has no known outcome"
}

// attemptOpen holds while an earlier request of a call has no known outcome.
func attemptOpen(call api.Endpoint) Guard {
	return fact("an earlier "+string(call)+" has no known outcome", func(s Session) bool {
		_, open := s.attempt(call)
		return open
	})
}

// openShown holds while the card says so.
func openShown(call api.Endpoint) Guard {
	return fact("the card says "+string(call)+" is not known", func(s Session) bool {
		return s.Problem != nil && s.Problem.Advice.ID == AdviseOpen && s.Problem.Call == call
	})
}

func readBackRegister(s *Session, _ Input) []Effect { return s.readBack(api.Register) }

func readBackDeregister(s *Session, _ Input) []Effect { return s.readBack(api.Deregister) }

// readBack looks what became of the earlier request, instead of sending another
// one.
func (s *Session) readBack(call api.Endpoint) []Effect {
	a, _ := s.attempt(call)
	s.Problem, s.Confirm.Given = nil, false
	s.Settle.Err, s.Settle.Call, s.Settle.Looks = cmp.Or(a.Err, errLeftOpen), call, settlingLooks
	if s.State == RegisterName {
		return readToSettle(s, Input{})
	}
	return askFacts(s)
}

// Override is what the operator overruled for the next request.
type Override string

// The overrides, each after a card named the risk.
const (
	OverrideNone  Override = ""
	OverrideLimit Override = "limit" // go past a counter that seems to be closed
	OverrideOpen  Override = "open"  // send beside a request with no known outcome, and past the counter
)

// pendingOverride is an override with the call that it is for.
type pendingOverride struct {
	call api.Endpoint
	by   Override
}

// overrideStillNeeded reports whether what was overruled is still to follow: a confirmed
// request after its look, a step of a region change, or a code that is typed anew.
func (s Session) overrideStillNeeded() bool {
	return s.Confirm.Given || s.Move.Steps != nil || s.State == EnterCode && s.Confirm.override.call == api.VerifyCode
}

// overrideFor is what overruling a card allows.
func overrideFor(p *Problem) Override {
	if p.Advice.ID == AdviseOpen {
		return OverrideOpen
	}
	return OverrideLimit
}
