package flows

import (
	"maps"
	"slices"
	"strings"
	"time"

	"dialtone/api"
)

// A register or deregister request whose answer got lost. The number is read
// back: what only that request changes proves that it worked. That nothing has
// changed proves nothing, since Meta may still be at it; so the request stays
// open, and another one is sent only when the operator decides to go past that.

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

// ProofOf compares a number with how it read before a request. Of a number that
// is not known from before, only the end proves anything.
func ProofOf(call api.Endpoint, before, now api.Number) Proof {
	if proof := CallOf(call).proof; proof != nil {
		return proof(before, now)
	}
	return ProofNone
}

func proofOfRegister(before, now api.Number) Proof {
	switch {
	case NameWaits(before): // registered once more, for the new name
		if nameTaken(before, now) {
			return ProofDone
		}
	case StandingOf(before) == StandingConnected: // it read so without the request
	case StandingOf(now) == StandingConnected:
		return ProofDone
	case registering(before, now):
		return ProofBegun
	}
	return ProofNone
}

func proofOfDeregister(_, now api.Number) Proof {
	if now.Status == api.StatusDisconnected {
		return ProofDone
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

// longestWord is more than any of Meta's words for a state takes.
const longestWord = 30

// FactsText writes down what [ProofOf] and [Refusal] need of a number: words without
// digits, for the journal.
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
		{"status", string(n.Status)}, {"platform", string(n.Platform)}, {"throughput", string(n.Throughput.Level)},
		{"name", string(n.NewNameStatus)}, {"review", string(n.NameStatus)}, {"verification", string(n.Verification)},
	} {
		if len(w[1]) <= longestWord && strings.Trim(w[1], "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == "" { // Meta's words have no others
			words = append(words, w[0]+"="+w[1])
		}
	}
	switch {
	case n.OnBusinessApp:
		words = append(words, "shared=yes")
	case n.Told.OnBusinessApp:
		words = append(words, "shared=no")
	}
	return strings.Join(words, " ")
}

// ReadFactsText reads what [FactsText] wrote.
func ReadFactsText(text string) api.Number {
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
		case "review":
			n.NameStatus = api.NameStatus(value)
		case "verification":
			n.Verification = api.Verification(value)
		case "shared":
			n.OnBusinessApp, n.Told.OnBusinessApp = value == "yes", true
		}
	}
	return n
}

// open takes note of a request without a clear answer. Where one is open already,
// the older facts are kept: they show the effect of either.
func (s *Session) open(call api.Endpoint, a Attempt) {
	if !CallOf(call).Exclusive {
		return
	}
	if older, is := s.attempt(call); is {
		a.Before, a.At, a.Region = older.Before, older.At, older.Region
	}
	attempts := maps.Clone(s.attempts)
	if attempts == nil {
		attempts = map[Counter]Attempt{}
	}
	attempts[s.Counter(call)] = a
	s.attempts = attempts
}

// pinProvesNothing takes note that the number's PIN is ours by another request:
// that it has one is no proof of register any more.
func (s *Session) pinProvesNothing() {
	if a, is := s.attempt(api.Register); is {
		yes := true
		a.Before.PINEnabled = &yes
		s.attempts = maps.Clone(s.attempts)
		s.attempts[s.Counter(api.Register)] = a
	}
}

// close takes note that it is known what became of a request.
func (s *Session) close(call api.Endpoint) {
	s.attempts = maps.Clone(s.attempts)
	delete(s.attempts, s.Counter(call))
}

// attempt is the open request of a call for the present number.
func (s Session) attempt(call api.Endpoint) (Attempt, bool) {
	a, is := s.attempts[s.Counter(call)]
	return a, is
}

// proof is what facts show of the request that is being settled.
func (s Session) proof(now FactsRead) Proof {
	a, _ := s.attempt(s.Settle.Call)
	proof := ProofOf(s.Settle.Call, a.Before, now.Number)
	if proof == ProofNone && a.Region != "" && sameRegion(now.Settings.Storage.Localized(), a.Region) {
		proof = ProofBegun
	}
	return proof
}

// takenAt is when Meta said yes to a register request of this run for the present
// number that was not undone since; zero for never.
func (s Session) takenAt() time.Time {
	for _, a := range slices.Backward(s.Actions) {
		switch {
		case a.Number != s.Number.ID || a.Unclear:
		case a.Call == api.Register:
			return a.At
		case a.Call == api.Deregister:
			return time.Time{}
		}
	}
	return time.Time{}
}

// TakenAge is for how long after Meta's yes to register a number may still read
// PENDING before another request is of any use: CONNECTED can take a while.
const TakenAge = time.Hour

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
		return s.shows(AdviseOpen) && s.Problem.Call == call
	})
}

// CanOverride reports whether the operator may go past what the present card says.
func (s Session) CanOverride() bool {
	return s.shows(AdviseBudget) || s.shows(AdviseJournal) || s.shows(AdviseOpen) && confirms(s.State)
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

// Override is what the operator decided to go past with the next request.
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

// overrideOf is what going past a card allows.
func overrideOf(p *Problem) pendingOverride {
	if p.Advice.ID == AdviseOpen {
		return pendingOverride{p.Call, OverrideOpen}
	}
	return pendingOverride{p.Call, OverrideLimit}
}

// overrideStillNeeded reports whether what the operator decided is still to follow:
// a confirmed request after its look, a step of a region change, or a code that is
// typed anew.
func (s Session) overrideStillNeeded() bool {
	return s.Confirm.Given || s.Move.Steps != nil || s.State == EnterCode && s.Confirm.override.call == api.VerifyCode
}
