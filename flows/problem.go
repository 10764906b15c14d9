package flows

import (
	"errors"
	"html"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"dialtone/api"
)

// Problem is what an error card shows.
type Problem struct {
	Call api.Endpoint
	At   time.Time // when it happened; zero where that says nothing
	// Said is Meta's own answer; nil when there was none. Answered is what else
	// answered in its place: the HTTP status, and the title of its page.
	Said     *api.Error
	Answered string
	// Heading is Meta's own title, where it says more than ours; "" for ours.
	Heading string
	// Advice is what we make of it.
	Advice Advice
	// Until is the moment before which trying again is of no use; zero for none.
	Until time.Time
	// Known says that Until comes from Meta's answer or a documented rule, not
	// from caution.
	Known bool
	// Settled says that the number was read back since, and shows no change.
	Settled bool
	// Cause is what this computer said when nothing was asked of Meta at all, and
	// Silence why no answer came where something was.
	Cause      string
	Silence    api.Silence
	Changed    []FactChange  // for [AdviseChanged]
	Missing    []api.Scope   // for [AdviseScopes]
	Likely     []LikelyCause // for [AdviseCertificate] and [AdviseStuck]: the likely causes, the first one first
	Who        string        // for [AdviseHeld]: user@host
	Since      time.Time     // for [AdviseHeld]
	JournalErr error         // what the journal said, nil for nothing
	Found      Found         // for [AdviseOtherAccount], [AdviseNumberID] and [AdviseWrongNode]: what may be meant

	again Effect // what [ActAgain] repeats
}

// fail makes the card for a failure, and closes the counter that the answer
// closed. A request that never left does not count.
func (s *Session) fail(f Failed, now time.Time) {
	p := &Problem{Call: f.Call, At: now, again: s.repeatOf(f.Call)}
	var e *api.Error
	if errors.As(f.Err, &e) {
		p.Call = e.Call
		p.answered(e)
	}
	var unopened *UnopenedError
	if errors.As(f.Err, &unopened) {
		s.Token, p.Found = unopened.Token, unopened.Found
	}
	p.Advice = Advise(f, *s)
	if p.Said != nil {
		if row, _ := RowFor(p.Said, *s); isUnnamed(row, p.Said) {
			p.Heading = p.Said.UserTitle
		}
	}
	p.Advice.Cost = s.costHere(p.Advice.Cost)
	if unopened != nil {
		p.Advice = p.Advice.withFound(p.Found)
	}
	switch p.Advice.ID {
	case AdviseCertificate:
		p.Likely = DiagnoseCertificate(*s)
	case AdviseScopes: // Meta names both at once (openapi)
		p.Missing = []api.Scope{api.ScopeManagement, api.ScopeMessaging}
	}
	if local := p.Advice.ID == AdviseKeyring || p.Advice.ID == AdviseLocal || p.Advice.ID == AdviseJournal; local && f.Err != nil {
		p.Cause = api.Clean(f.Err.Error())
	}
	switch p.Advice.ID {
	case AdviseOffline, AdviseNoAnswer, AdviseSilence:
		p.Silence = api.SilenceOf(f.Err)
	}
	if wait, known := waitOf(e, p.Advice); wait > 0 {
		p.Until, p.Known = now.Add(wait), known
	}
	_, told := adviseJournal(f)
	if told {
		p.addJournal(f)
	}
	var open *OpenRequestError
	if errors.As(f.Err, &open) {
		s.open(open.Call, Attempt{At: open.At, Before: open.Before, Err: open})
	}
	s.closeCounter(p)
	if told || NeverLeft(f.Err) {
		s.refundUnsent(f.Call)
	}
	s.rememberRefusal(f, p)
	if p.Advice.ID == AdvisePIN { // else there were nothing to differ from
		yes := true
		s.Number.PINEnabled = &yes
	}
	switch p.Advice.ID {
	case AdvisePIN, AdvisePINForm, AdvisePINWeak:
		s.PIN.Value = api.Secret{} // it is of no use any more
	}
	s.Problem = p
}

// closeCounter closes the counter of a call that Meta, or a gateway, wants to be left alone,
// until the moment that it named. Of a limit whose end it does not tell our caution does.
func (s *Session) closeCounter(p *Problem) {
	switch c := s.Counter(p.Call); {
	case !CallOf(p.Call).Counted || p.Until.IsZero():
	case p.Said == nil && p.Answered == "", p.Advice.ID == AdviseProxyLogin: // nothing was sent
	case p.Said == nil && p.Known:
		s.Budget = s.Budget.LockNamed(c, p.Until)
	case p.Said == nil:
	case p.Known:
		s.Budget = s.Budget.LockTold(c, p.Until)
	case p.Advice.Locks:
		s.Budget = s.Budget.Lock(c, p.Until)
	}
}

// answered takes note of an answer: Meta's own, or that of something on the way.
func (p *Problem) answered(e *api.Error) {
	if !e.Foreign() {
		p.Said = e
		return
	}
	p.Answered = "HTTP " + strconv.Itoa(e.Status)
	if title := titleOf(e.Body); title != "" {
		p.Answered += ", “" + title + "”"
	}
}

// titleOf is the title of an HTML page, of which only the beginning may be known.
func titleOf(page string) string {
	const longest = 60
	at := strings.Index(strings.ToLower(page), "<title")
	if at < 0 || len(strings.ToLower(page)) != len(page) {
		return ""
	}
	_, rest, opened := strings.Cut(page[at:], ">")
	title, _, closed := strings.Cut(rest, "<")
	title = strings.Join(strings.Fields(html.UnescapeString(title)), " ")
	if !opened || !closed || utf8.RuneCountInString(title) > longest {
		return ""
	}
	return api.MaskPhones(api.Clean(title))
}

// repeatOf is the effect that repeats a call that just failed: the one that the
// operator waited for, or else one that worked beside the operator.
func (s *Session) repeatOf(call api.Endpoint) Effect {
	if s.Last != nil && s.Last.Spec().Call == call {
		return s.Last
	}
	if again := CallOf(call).again; again != nil {
		return again(s)
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
			fault := e.Token.Fault
			p.Said = &api.Error{Call: api.DebugToken, Status: 200, Code: fault.Code, Subcode: fault.Subcode, Message: fault.Message}
			if api.TokenDead(p.Said) { // why it is of no use is told as for any other call
				p.Advice = Advise(Failed{api.DebugToken, p.Said}, Session{Frame: Frame{State: Connect}})
			}
		}
	case len(missing) > 0:
		p.Advice.ID, p.Missing = AdviseScopes, missing
	default:
		p.Advice.ID, p.Found = AdviseOtherAccount, e.Found
		p.Advice = p.Advice.withFound(e.Found)
	}
	return p
}

// stuck is the card of a number that does not read CONNECTED, whether or not this run
// registered it.
func (s *Session) stuck(now time.Time) *Problem {
	found, id := DiagnoseStuck(*s), AdviseStuck
	if s.RegisterHeard() == RegisterNone {
		id = AdviseUnregistered
	}
	advice := s.keep(Advice{ID: id, Act: ActReload}.after(found), api.GetNumber)
	return &Problem{Call: api.GetNumber, At: now, Likely: found, Advice: advice}
}

// The failures of effects that the cards tell apart, beside those of package api.
// Whoever carries an effect out translates what the journal says into them.
var (
	// ErrKeyring is wrapped by the failures of the keyring.
	ErrKeyring = errors.New("keyring")
	// ErrEarlier stands for a request that was not sent because an earlier one did it.
	ErrEarlier = errors.New("an earlier request did it")
	// ErrNoSandbox is the failure of [OpenSandbox] where there is no simulator.
	ErrNoSandbox = errors.New("there is no sandbox in this run")
)

// HeldError says that somebody else is sending a request for the same number.
type HeldError struct {
	Who   string // user@host
	Since time.Time
}

// Error implements error.
func (e *HeldError) Error() string {
	return "the number is held by " + e.Who + " since " + e.Since.UTC().Format(time.RFC3339)
}

// SpentError says that Meta would refuse a request, and close the counter for it.
type SpentError struct {
	Frees  time.Time // when the next request becomes possible
	Locked time.Time // until when Meta closed the counter; zero where it did not
}

// Error implements error.
func (e *SpentError) Error() string {
	return "no request is left before " + e.Frees.UTC().Format(time.RFC3339)
}

// StaysOffError says that a number would stay off until a moment if it was
// deregistered now.
type StaysOffError struct{ Until time.Time }

// Error implements error.
func (e *StaysOffError) Error() string {
	return "the number could not be registered again before " + e.Until.UTC().Format(time.RFC3339)
}

// OpenRequestError says that an earlier request has no known outcome, so that no
// other one was sent.
type OpenRequestError struct {
	Call   api.Endpoint
	At     time.Time  // when the earlier request was sent
	Before api.Number // how the number read before it
}

// Error implements error.
func (e *OpenRequestError) Error() string {
	return "an earlier " + string(e.Call) + " request has no known outcome"
}

// NotSentError says why a request was not sent: the look before it failed.
type NotSentError struct{ Err error }

// Error implements error.
func (e *NotSentError) Error() string { return "nothing was sent: " + e.Err.Error() }

// Unwrap gives the failure of the look.
func (e *NotSentError) Unwrap() error { return e.Err }

// JournalReason says in one word why the journal cannot be used. The words for a
// person are looked up by it.
type JournalReason string

// JournalFailed is the reason of a failure that has no other.
const JournalFailed JournalReason = "failed"

// NoJournalError says that nothing could be written down, or read again, so that
// nothing was sent.
type NoJournalError struct {
	Reason JournalReason
	Path   string // where the journal is, as far as that is known
	Err    error  // what the journal said
}

// Error implements error.
func (e *NoJournalError) Error() string { return e.Err.Error() }

// Unwrap gives what the journal said.
func (e *NoJournalError) Unwrap() error { return e.Err }

// adviseJournal is the advice where the journal, or what is written in it, kept a
// request from being sent; false for any other failure.
func adviseJournal(f Failed) (Advice, bool) {
	var held *HeldError
	var spent *SpentError
	var off *StaysOffError
	var open *OpenRequestError
	var none *NoJournalError
	switch {
	case errors.As(f.Err, &open):
		return openAdvice(f.Call), true
	case errors.As(f.Err, &off):
		return Advice{ID: AdviseStaysOff, Act: ActDismiss}, true
	case errors.As(f.Err, &held):
		return Advice{ID: AdviseHeld, Act: ActReload}, true
	case errors.As(f.Err, &spent):
		return Advice{ID: AdviseBudget, Cost: CallOf(f.Call).Cost}, true
	case errors.As(f.Err, &none):
		return Advice{ID: AdviseJournal}, true
	}
	return Advice{}, false
}

// ReasonOf is why the journal cannot be used, and where it is: for the words of
// the card.
func (p Problem) ReasonOf() (JournalReason, string) {
	var none *NoJournalError
	if errors.As(p.JournalErr, &none) {
		return none.Reason, none.Path
	}
	return JournalFailed, ""
}

// addJournal adds to a card what the journal knows: who has the number, or when
// a counter frees.
func (p *Problem) addJournal(f Failed) {
	var held *HeldError
	var spent *SpentError
	var off *StaysOffError
	var open *OpenRequestError
	switch {
	case errors.As(f.Err, &open):
		p.Since = open.At
	case errors.As(f.Err, &off):
		p.Until, p.Known = off.Until, true
	case errors.As(f.Err, &held):
		p.Who, p.Since = held.Who, held.Since
	case errors.As(f.Err, &spent):
		p.Until, p.Known = spent.Frees, spent.Locked.Before(spent.Frees) || spent.Locked.IsZero()
	}
	p.JournalErr = f.Err
}
