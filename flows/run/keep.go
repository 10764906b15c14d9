package run

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/flows/journal"
)

// recorder writes down what a runner does. The zero value writes nothing.
type recorder struct {
	without  bool // the operator said so
	sessions map[api.PhoneNumberID]journal.SessionID
	failed   map[api.PhoneNumberID]bool           // the journal could not be opened for it
	unsaid   map[journal.IntentID]journal.Outcome // what the journal could not be told
	ended    chan struct{}                        // closed when the next session was opened, or could not be; nil before anybody asks
}

// place names the host that a target's calls go to.
func (r *Runner) place(t flows.Target) string { return PlaceOf(cmp.Or(t.BaseURL, r.BaseURL)) }

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

// noteState writes down where a number stands. Where that fails, the record is the
// poorer for it, and nothing else.
func (r *Runner) noteState(ctx context.Context, e flows.JournalState) flows.Event {
	if j, id := r.session(ctx, e.Number); j != nil {
		_ = j.Note(ctx, id, string(e.State))
	}
	return flows.JournalWritten{}
}

func (r *Runner) noteLock(ctx context.Context, e flows.JournalLock) flows.Event {
	if j, _ := r.session(ctx, e.Of.Number); j != nil {
		_ = j.Lock(ctx, r.counter(e.Of.Number, e.Of.Call), e.Until, e.Told)
	}
	return flows.JournalWritten{}
}

func (r *Runner) noteRefusal(ctx context.Context, e flows.JournalRefusal) flows.Event {
	if j, _ := r.session(ctx, e.Of.Number); j != nil {
		_ = j.Explain(ctx, r.counter(e.Of.Number, e.Of.Call), e.Reason)
	}
	return flows.JournalWritten{}
}

func (r *Runner) skipJournal(context.Context, flows.SkipJournal) flows.Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.recorder.without = true
	return flows.JournalWritten{}
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
	r.catchUp(ctx, j)
	return j, id
}

// settle tells the journal how a request ended. What it cannot take, since its server is
// gone or its file is locked, is told as soon as it can.
func (r *Runner) settle(ctx context.Context, j Journal, id journal.IntentID, o journal.Outcome) {
	if j.Settle(ctx, id, o) == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.recorder.unsaid == nil {
		r.recorder.unsaid = map[journal.IntentID]journal.Outcome{}
	}
	r.recorder.unsaid[id] = o
}

// catchUp tells the journal what it could not be told before.
func (r *Runner) catchUp(ctx context.Context, j Journal) {
	r.mu.Lock()
	unsaid := maps.Clone(r.recorder.unsaid)
	r.mu.Unlock()
	for id, o := range unsaid {
		var store *journal.StoreError
		if errors.As(j.Settle(ctx, id, o), &store) {
			return
		}
		r.mu.Lock() // it is told, or somebody else has read the number back meanwhile
		delete(r.recorder.unsaid, id)
		r.mu.Unlock()
	}
}

// openingTakes is how long a counted call waits for a journal that is still being
// opened: writing to a busy disk can take seconds.
const openingTakes = 20 * time.Second

// record is the open journal and the session of a number in it. It waits while they
// are being opened, and also where that has not begun yet.
func (r *Runner) record(ctx context.Context, number api.PhoneNumberID) (Journal, journal.SessionID, error) {
	timeout := time.NewTimer(openingTakes)
	defer timeout.Stop()
	for {
		ended := r.nextOpening() // before it is looked, so that no end is missed
		if j, id := r.session(ctx, number); j != nil {
			return j, id, nil
		}
		r.mu.Lock()
		failed := r.recorder.failed[number]
		r.mu.Unlock()
		if failed {
			return nil, "", errNoRecord
		}
		select {
		case <-ended:
		case <-timeout.C:
			return nil, "", errNoRecord
		case <-ctx.Done():
			return nil, "", ctx.Err()
		}
	}
}

// nextOpening is closed when the next attempt to open a session has ended, however it
// ended.
func (r *Runner) nextOpening() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.recorder.ended == nil {
		r.recorder.ended = make(chan struct{})
	}
	return r.recorder.ended
}

// endOpening wakes those who wait for the end of an attempt to open a session.
func (r *Runner) endOpening() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.recorder.ended != nil {
		close(r.recorder.ended)
		r.recorder.ended = nil
	}
}

// openJournal begins a session in the journal, or goes on with one that was left,
// and reads the number's counters.
func (r *Runner) openJournal(ctx context.Context, e flows.OpenJournal) flows.Event {
	defer r.endOpening()
	note := func(failed bool) {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.recorder.failed == nil {
			r.recorder.failed = map[api.PhoneNumberID]bool{}
		}
		r.recorder.failed[e.Number] = failed
	}
	note(false)
	fail := func(err error) flows.Event {
		note(true)
		return flows.JournalOpened{Number: e.Number, Err: translate(err)}
	}
	if r.Journal == nil {
		return fail(errNoRecord)
	}
	j, err := r.Journal(ctx)
	if err != nil {
		return fail(err)
	}
	place := r.counter(e.Number, "").Place
	id, err := sessionFor(ctx, j, journal.Session{
		Account: string(e.Account), AccountKind: journal.MessagingAccount, Number: string(e.Number), NumberKind: journal.PhoneNumber,
		Display: e.Display, Name: e.Name, Place: place, Goal: string(e.Goal),
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
	refused, err := r.refusals(ctx, j, e.Number)
	if err != nil {
		return fail(err)
	}
	r.mu.Lock() // only now, so that what was read is older than every request that waits for it
	if r.recorder.sessions == nil {
		r.recorder.sessions = map[api.PhoneNumberID]journal.SessionID{}
	}
	r.recorder.sessions[e.Number] = id
	r.mu.Unlock()
	opened := flows.JournalOpened{Number: e.Number, Budget: budget, CodeAt: code, CodeSent: sure, Refused: refused}
	for _, p := range slices.Backward(open) { // the oldest last: its facts show the effect of any
		switch {
		case p.Running:
		case p.Call == string(api.Register):
			opened.Open, opened.Before, opened.OpenAt = true, flows.ReadFactsText(p.Facts), p.At
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
		if u.Place == s.Place && u.Account == s.Account && u.Number == s.Number && u.Goal == s.Goal && !u.Running &&
			u.AccountKind == s.AccountKind && u.NumberKind == s.NumberKind {
			return u.ID, nil
		}
	}
	return j.Begin(ctx, s)
}

// budget reads a number's counters.
func (r *Runner) budget(ctx context.Context, j Journal, number api.PhoneNumberID) (flows.Budget, error) {
	var b flows.Budget
	for _, call := range flows.JournaledCalls() {
		c := r.counter(number, call)
		at, err := j.Counted(ctx, c, r.now().Add(-flows.Window))
		if err != nil {
			return flows.Budget{}, err
		}
		until, told, err := j.LockedUntil(ctx, c)
		if err != nil {
			return flows.Budget{}, err
		}
		of := flows.Counter{Number: number, Call: call}
		for _, used := range at {
			b = b.Spend(of, used)
		}
		if told {
			b = b.LockTold(of, until)
		} else {
			b = b.Lock(of, until)
		}
	}
	return b, nil
}

// refusals are what Meta said no to last for a number, unless another request has lifted
// that since, such as a code that was accepted.
func (r *Runner) refusals(ctx context.Context, j Journal, number api.PhoneNumberID) ([]flows.Refusal, error) {
	newest := map[api.Endpoint]time.Time{} // of the requests that Meta carried out
	for _, call := range flows.JournaledCalls() {
		at, sure, err := j.Newest(ctx, r.counter(number, call))
		if err != nil {
			return nil, err
		}
		if sure {
			newest[call] = at
		}
	}
	var all []flows.Refusal
	for _, call := range flows.JournaledCalls() {
		no, err := j.Refusal(ctx, r.counter(number, call))
		if err != nil {
			return nil, err
		}
		lifted := slices.ContainsFunc(flows.JournaledCalls(), func(by api.Endpoint) bool {
			return flows.CallOf(by).Lifts(call) && newest[by].After(no.At)
		})
		if no.Reason != "" && !lifted {
			all = append(all, flows.ReadRefusal(call, no.At, no.Reason, no.Facts))
		}
	}
	return all, nil
}

// closeJournal ends the sessions of a number that reached their goal. That it was
// seen CONNECTED settles its open register requests, and that it was seen
// deregistered its open deregister requests; the settings of a session were read
// back before it reached its goal. Sessions of another window or with another goal
// stay open.
func (r *Runner) closeJournal(ctx context.Context, e flows.CloseJournal) flows.Event {
	if r.Journal == nil {
		return flows.JournalWritten{}
	}
	j, err := r.Journal(ctx)
	if err != nil {
		return flows.JournalWritten{}
	}
	r.catchUp(ctx, j)
	place := r.counter(e.Number, "").Place
	left, _ := j.Unfinished(ctx)
	left = slices.DeleteFunc(left, func(u journal.Summary) bool {
		return u.Running || u.Place != place || u.Number != string(e.Number) || !flows.Goal(u.Goal).EndsWith(e.Outcome)
	})
	ends := func(id journal.SessionID) bool {
		return slices.ContainsFunc(left, func(u journal.Summary) bool { return u.ID == id })
	}
	open, _ := j.Unsettled(ctx, place, string(e.Number))
	for _, p := range open {
		switch {
		case p.Running:
		case e.Outcome == flows.OutcomeOff:
			if p.Call == string(api.Deregister) {
				_ = j.Settle(ctx, p.ID, journal.TookEffect)
			}
		case p.Call == string(api.Register), p.Call == string(api.SetSettings) && ends(p.Session):
			_ = j.Settle(ctx, p.ID, journal.TookEffect)
		}
	}
	for _, u := range left {
		_ = j.Finish(ctx, u.ID, e.Outcome)
	}
	r.mu.Lock()
	delete(r.recorder.sessions, e.Number)
	r.mu.Unlock()
	return flows.JournalWritten{}
}

// listUnfinished never fails: without a journal nothing was left.
func (r *Runner) listUnfinished(ctx context.Context, e flows.ListUnfinished) flows.Event {
	if r.Journal == nil {
		return flows.UnfinishedListed{}
	}
	j, err := r.Journal(ctx)
	if err != nil {
		return flows.UnfinishedListed{}
	}
	left, err := j.Unfinished(ctx)
	if err != nil {
		return flows.UnfinishedListed{}
	}
	var all []flows.Unfinished
	for _, u := range left {
		if u.Place != r.place(flows.Target{}) || e.Account != "" && u.Account != string(e.Account) {
			continue
		}
		if flows.NothingSent(u.State, u.Unsettled) {
			continue
		}
		all = append(all, flows.Unfinished{
			ID: flows.SessionID(u.ID), Account: api.WABAID(u.Account), Number: api.PhoneNumberID(u.Number),
			Display: u.Display, Name: u.Name, State: flows.State(u.State), At: u.At, Who: u.Who, Goal: flows.Goal(u.Goal),
			Unsettled: u.Unsettled, Running: u.Running,
		})
	}
	return flows.UnfinishedListed{Sessions: all}
}
