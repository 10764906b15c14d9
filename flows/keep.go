package flows

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/flows/journal"
)

// Journal is what the flows need of a journal. [journal.Journal] is one.
type Journal interface {
	Begin(context.Context, journal.Session) (journal.SessionID, error)
	Note(context.Context, journal.SessionID, string) error
	Finish(context.Context, journal.SessionID, string) error
	Intend(context.Context, journal.Intent) (journal.IntentID, error)
	Settle(context.Context, journal.IntentID, journal.Outcome) error
	Unsettled(ctx context.Context, place, number string) ([]journal.Pending, error)
	Counted(context.Context, journal.Counter, time.Time) ([]time.Time, error)
	Newest(context.Context, journal.Counter) (at time.Time, sure bool, err error)
	Lock(context.Context, journal.Counter, time.Time) error
	LockedUntil(context.Context, journal.Counter) (time.Time, error)
	Unfinished(context.Context) ([]journal.Summary, error)
}

// ErrNoRecord is the failure of a counted call that could not be written down
// before it was sent; nothing was sent.
var ErrNoRecord = errors.New("there is no journal to write the request down in")

// recorder writes down what a runner does. The zero value writes nothing.
type recorder struct {
	without  bool // the operator said so
	sessions map[api.PhoneNumberID]journal.SessionID
	failed   map[api.PhoneNumberID]bool // the journal could not be opened for it
}

// place names the host that a target's calls go to.
func (r *Runner) place(t Target) string { return PlaceOf(cmp.Or(t.BaseURL, r.BaseURL)) }

// PlaceOf is the journal's name for where calls to an address go, "" for Meta's
// own: sessions of one place are of no use at another.
func PlaceOf(address string) string {
	u, err := url.Parse(cmp.Or(address, api.DefaultBaseURL))
	if err != nil || u.Host == "" {
		return "unknown"
	}
	return strings.ToLower(u.Host)
}

func (r *Runner) counter(number api.PhoneNumberID, call api.Endpoint) journal.Counter {
	r.mu.Lock()
	defer r.mu.Unlock()
	return journal.Counter{Place: r.place(r.target), Number: string(number), Call: string(call)}
}

// writeJournal does the effects that are about the journal.
func (r *Runner) writeJournal(ctx context.Context, e Effect) Event {
	ctx = context.WithoutCancel(ctx) // the operator goes on meanwhile
	switch e := e.(type) {
	case OpenJournal:
		return r.openRecord(ctx, e)
	case JournalState:
		if j, id := r.session(ctx, e.Number); j != nil {
			_ = j.Note(ctx, id, string(e.State)) // the record is the poorer for it, and nothing else
		}
	case CloseJournal:
		r.closeRecord(ctx, e)
	case JournalLock:
		if j, _ := r.session(ctx, e.Of.Number); j != nil {
			_ = j.Lock(ctx, r.counter(e.Of.Number, e.Of.Call), e.Until)
		}
	case SkipJournal:
		r.mu.Lock()
		r.recorder.without = true
		r.mu.Unlock()
	case ListUnfinished:
		return r.listUnfinished(ctx, e)
	}
	return JournalWritten{}
}

// session is the open journal and the session of a number in it.
func (r *Runner) session(ctx context.Context, number api.PhoneNumberID) (Journal, journal.SessionID) {
	r.mu.Lock()
	id, known := r.recorder.sessions[number]
	r.mu.Unlock()
	if !known || r.Journal == nil {
		return nil, ""
	}
	j, err := r.Journal(ctx)
	if err != nil {
		return nil, ""
	}
	return j, id
}

// openingTakes is how long a counted call waits for a journal that is still being
// opened: writing to a busy disk can take seconds.
const openingTakes = 20 * time.Second

// journalEffects is the open journal and the session of a number in it. It waits while
// they are being opened.
func (r *Runner) record(ctx context.Context, number api.PhoneNumberID) (Journal, journal.SessionID, error) {
	const look = 20 * time.Millisecond
	for range openingTakes / look {
		if j, id := r.session(ctx, number); j != nil {
			return j, id, nil
		}
		r.mu.Lock()
		failed := r.recorder.failed[number]
		r.mu.Unlock()
		if failed {
			break
		}
		select {
		case <-ctx.Done():
			return nil, "", ctx.Err()
		case <-time.After(look):
		}
	}
	return nil, "", ErrNoRecord
}

// openRecord begins a session in the journal, or goes on with one that was left,
// and reads the number's counters.
func (r *Runner) openRecord(ctx context.Context, e OpenJournal) Event {
	note := func(failed bool) {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.recorder.failed == nil {
			r.recorder.failed = map[api.PhoneNumberID]bool{}
		}
		r.recorder.failed[e.Number] = failed
	}
	note(false)
	fail := func(err error) Event {
		note(true)
		return JournalOpened{Number: e.Number, Err: err}
	}
	if r.Journal == nil {
		return fail(ErrNoRecord)
	}
	j, err := r.Journal(ctx)
	if err != nil {
		return fail(err)
	}
	place := r.counter(e.Number, "").Place
	id, err := sessionFor(ctx, j, journal.Session{
		Account: string(e.Account), Number: string(e.Number), Display: e.Display, Name: e.Name, Place: place, Goal: string(e.Goal),
	})
	if err != nil {
		return fail(err)
	}
	if err := j.Note(ctx, id, string(e.State)); err != nil {
		return fail(err)
	}
	budget, err := r.budget(ctx, j, e.Number)
	if err != nil {
		return fail(err)
	}
	open, err := j.Unsettled(ctx, place, string(e.Number))
	if err != nil {
		return fail(err)
	}
	code, sure, err := j.Newest(ctx, r.counter(e.Number, api.RequestCode))
	if err != nil {
		return fail(err)
	}
	r.mu.Lock() // only now, so that what was read is older than every request that waits for it
	if r.recorder.sessions == nil {
		r.recorder.sessions = map[api.PhoneNumberID]journal.SessionID{}
	}
	r.recorder.sessions[e.Number] = id
	r.mu.Unlock()
	opened := JournalOpened{Number: e.Number, Budget: budget, CodeAt: code, CodeSent: sure}
	for _, p := range slices.Backward(open) { // the oldest last: its facts show the effect of any
		switch {
		case p.Running:
		case p.Call == string(api.Register):
			opened.Open, opened.Before, opened.OpenAt = true, readFactsText(p.Facts), p.At
		case p.Call == string(api.Deregister):
			opened.OpenOff, opened.OpenAt = true, p.At
		}
	}
	return opened
}

// sessionFor finds the session that was left for the same number and goal, or
// begins one.
func sessionFor(ctx context.Context, j Journal, s journal.Session) (journal.SessionID, error) {
	left, err := j.Unfinished(ctx)
	if err != nil {
		return "", err
	}
	for _, u := range left {
		if u.Place == s.Place && u.Account == s.Account && u.Number == s.Number && u.Goal == s.Goal && !u.Running {
			return u.ID, nil
		}
	}
	return j.Begin(ctx, s)
}

// budget reads a number's counters.
func (r *Runner) budget(ctx context.Context, j Journal, number api.PhoneNumberID) (Budget, error) {
	b := Budget{used: map[Counter][]time.Time{}, locked: map[Counter]time.Time{}}
	for _, call := range countedCalls() {
		c := r.counter(number, call)
		at, err := j.Counted(ctx, c, r.now().Add(-Window))
		if err != nil {
			return Budget{}, err
		}
		until, err := j.LockedUntil(ctx, c)
		if err != nil {
			return Budget{}, err
		}
		b.used[Counter{number, call}] = at
		if !until.IsZero() {
			b.locked[Counter{number, call}] = until
		}
	}
	return b, nil
}

// closeRecord ends what was begun for a number: it was seen CONNECTED, which
// settles a register request without an answer, or it was seen deregistered, which
// settles one of those; that of settings is settled by their having been read
// back. What another window is at stays, and so does what was begun to another end.
func (r *Runner) closeRecord(ctx context.Context, e CloseJournal) {
	if r.Journal == nil {
		return
	}
	j, err := r.Journal(ctx)
	if err != nil {
		return
	}
	place := r.counter(e.Number, "").Place
	open, _ := j.Unsettled(ctx, place, string(e.Number))
	for _, p := range open {
		switch {
		case p.Running:
		case e.Outcome == outcomeOff:
			if p.Call == string(api.Deregister) {
				_ = j.Settle(ctx, p.ID, journal.TookEffect)
			}
		case p.Call == string(api.Register), p.Call == string(api.SetSettings) && e.Outcome == outcomeMoved:
			_ = j.Settle(ctx, p.ID, journal.TookEffect)
		}
	}
	left, _ := j.Unfinished(ctx)
	for _, u := range left {
		if !u.Running && u.Place == place && u.Number == string(e.Number) && Goal(u.Goal).endsWith(e.Outcome) {
			_ = j.Finish(ctx, u.ID, e.Outcome)
		}
	}
	r.mu.Lock()
	delete(r.recorder.sessions, e.Number)
	r.mu.Unlock()
}

// listUnfinished never fails: without a journal nothing was left.
func (r *Runner) listUnfinished(ctx context.Context, e ListUnfinished) Event {
	if r.Journal == nil {
		return UnfinishedListed{}
	}
	j, err := r.Journal(ctx)
	if err != nil {
		return UnfinishedListed{}
	}
	left, err := j.Unfinished(ctx)
	if err != nil {
		return UnfinishedListed{}
	}
	var all []Unfinished
	for _, u := range left {
		if u.Place != r.place(Target{}) || e.Account != "" && u.Account != string(e.Account) {
			continue
		}
		if NothingSent(u.State, u.Unsettled) {
			continue
		}
		all = append(all, Unfinished{
			ID: u.ID, Account: api.WABAID(u.Account), Number: api.PhoneNumberID(u.Number), Display: u.Display, Name: u.Name,
			State: State(u.State), At: u.At, Who: u.Who, Goal: Goal(u.Goal), Unsettled: u.Unsettled, Running: u.Running,
		})
	}
	return UnfinishedListed{all}
}
