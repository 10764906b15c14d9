package flows

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"

	"dialtone/api"
)

// Problem is what an error card shows.
type Problem struct {
	Call api.Endpoint
	// Said is Meta's own answer; nil when there was none.
	Said *api.Error
	// Advice is what we make of it.
	Advice Advice
	// Until is the moment before which trying again is of no use; zero for none.
	Until time.Time
	// Known says that Until comes from Meta's answer or a documented rule, not
	// from caution.
	Known bool
	// Settled says that the number was read back since, and shows no change.
	Settled bool
	// Cause is what this computer said when nothing came from Meta at all.
	Cause   string
	Changed []FactChange // for [AdviseChanged]
	Missing []api.Scope  // for [AdviseScopes]

	again Effect // what [ActAgain] repeats
}

// problem makes the card for a failure, and closes the counter that the answer
// closed. A request that never left does not count.
func (s *Session) problem(f Failed, now time.Time) {
	p := &Problem{Call: f.Call, again: s.repeatOf(f.Call)}
	var e *api.Error
	if errors.As(f.Err, &e) {
		p.Said = e
		p.Call = e.Call
	}
	p.Advice = Advise(f, *s)
	if local := p.Advice.ID == AdviseKeyring || p.Advice.ID == AdviseLocal; local && f.Err != nil {
		p.Cause = api.Clean(f.Err.Error())
	}
	if wait, known := waitOf(p.Said, p.Advice); wait > 0 {
		p.Until, p.Known = now.Add(wait), known
	}
	if p.Advice.Locks && !p.Until.IsZero() {
		s.Budget = s.Budget.Lock(s.Counted(p.Call), p.Until)
	}
	var t *api.TransportError
	if isCounted(f.Call) && errors.As(f.Err, &t) && !t.Sent {
		s.Budget = s.Budget.Refund(s.Counted(f.Call))
	}
	if p.Advice.ID == AdvisePIN { // else there were nothing to differ from
		yes := true
		s.Number.PINEnabled = &yes
	}
	if p.Advice.ID == AdvisePIN || p.Advice.ID == AdvisePINForm {
		s.PIN = api.Secret{} // it is of no use any more
	}
	s.Problem = p
}

// repeatOf is the effect that repeats a call that just failed: the one that the
// operator waited for, or else one that worked beside the operator.
func (s *Session) repeatOf(call api.Endpoint) Effect {
	if s.Last != nil && s.Last.Call() == call {
		return s.Last
	}
	switch call {
	case api.ListNumbers:
		return ReadNumbers{s.Target.Account, s.Next}
	case api.GetSubscribed:
		return ReadApps{s.Target.Account, s.Number.ID}
	case api.GetNumber:
		return ReadNumber{s.Number.ID, s.State == Connected}
	}
	return nil
}

// tokenProblem explains a token that answers but is of no use.
func tokenProblem(e AccountOpened) *Problem {
	p := &Problem{Call: api.DebugToken, Advice: Advice{ID: AdviseToken, Act: ActDismiss}}
	missing := e.Token.Lacks(api.ScopeManagement, api.ScopeMessaging)
	switch {
	case !e.Token.Valid:
		if e.Token.Fault != nil {
			p.Said = &api.Error{Call: api.DebugToken, Status: 200, Code: e.Token.Fault.Code, Subcode: e.Token.Fault.Subcode, Message: e.Token.Fault.Message}
		}
	case len(missing) > 0:
		p.Advice.ID, p.Missing = AdviseScopes, missing
	default:
		p.Advice.ID = AdviseOtherAccount
	}
	return p
}

// waitOf is how long to wait, and whether Meta says so: the answer itself, or
// else what the advice knows. An answer does not shorten a documented wait: the
// headers speak of the call budget of the whole account.
func waitOf(said *api.Error, a Advice) (wait time.Duration, known bool) {
	if said != nil {
		wait = said.RetryAfter
		if wait == 0 && a.WaitInText {
			wait = ParseWait(said.Details)
			if wait == 0 {
				wait = ParseWait(said.UserMessage)
			}
		}
	}
	switch {
	case a.Fixed:
		return max(wait, a.Wait), true
	case wait > 0:
		return wait, true
	}
	return a.Wait, false
}

// amount matches "20 minutes", "1 hour", "45s", "in 3 days".
var amount = regexp.MustCompile(`(?i)(\d+)\s*(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)\b`)

// longestWait bounds what is believed of a text; no limit of Meta's is longer.
const longestWait = 90 * 24 * time.Hour

// ParseWait reads a wait out of Meta's English text, 0 when it names none.
// Several amounts add up ("1 hour 20 minutes").
func ParseWait(text string) time.Duration {
	var wait time.Duration
	for _, m := range amount.FindAllStringSubmatch(text, -1) {
		n, err := strconv.Atoi(m[1])
		if err != nil {
			continue
		}
		unit := time.Second
		switch strings.ToLower(m[2])[0] {
		case 'm':
			unit = time.Minute
		case 'h':
			unit = time.Hour
		case 'd':
			unit = 24 * time.Hour
		}
		if n > int((longestWait-wait)/unit) {
			continue
		}
		wait += time.Duration(n) * unit
	}
	return wait
}
