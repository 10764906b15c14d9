package journal

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"
)

// Counter names one of Meta's counters: there is one per number and call, and
// the sandbox has its own.
type Counter struct {
	Place  string // the host of the Graph API, or "sandbox"
	Number string // Phone Number ID
	Call   string // such as "register"
}

func (c Counter) check() error {
	switch {
	case !isPlace(c.Place):
		return &InvalidError{"place"}
	case c.Number == "" || !isID(c.Number):
		return &InvalidError{"number"}
	case !isWord(c.Call):
		return &InvalidError{"call"}
	}
	return nil
}

// Tally is how a counter stands, as far as this journal knows: other tools and
// people share Meta's counters.
type Tally struct {
	Counter
	Used  int // requests within the window
	Limit int // 0 for none that is known
	// Frees is when the next request becomes possible: zero for now.
	Frees time.Time
	// Locked is until when Meta said that it refuses: zero if it did not, or if
	// that is over.
	Locked time.Time
}

// Counted returns when the requests of a counter were made after a moment, oldest
// first. It leaves out only the requests that certainly never left this machine.
func (j *Journal) Counted(ctx context.Context, c Counter, since time.Time) ([]time.Time, error) {
	ctx, cancel := j.bounded(ctx)
	defer cancel()
	at, err := counted(ctx, j.db, c, since, j.now())
	return at, j.failure("counted", err)
}

// noEarlier is when the request e was made, at $1 or before: no earlier than what its
// session had written before it, although the clock may have been put back since.
const noEarlier = `coalesce((SELECT max(b.at) FROM dialtone_entries b
	WHERE b.session = e.session AND b.session <> '' AND b.seq < e.seq AND b.at > e.at AND b.at <= $1), e.at)`

// counted lists the requests after a moment. One that was written down behind another
// one was made after that, whatever a clock said that was put back in between.
func counted(ctx context.Context, db querier, c Counter, since, now time.Time) ([]time.Time, error) {
	rows, err := db.QueryContext(ctx, `
		SELECT e.kind, `+noEarlier+` FROM dialtone_entries e
		WHERE e.place = $2 AND e.number = $3 AND e.call = $4 AND e.kind IN ('intend', 'kept')
		AND NOT EXISTS (SELECT 1 FROM dialtone_entries s WHERE s.intent = e.seq AND s.outcome = 'never_left')
		ORDER BY e.seq`, now.UnixNano(), c.Place, c.Number, c.Call)
	var (
		list     []time.Time
		kind     Kind
		at, last int64
	)
	err = each(rows, err, func() error {
		err := rows.Scan(&kind, &at)
		if kind == KindIntend && at <= now.UnixNano() { // one that was kept was written down later
			at = max(at, last)
			last = at
		}
		if at := moment(at); at.After(since) {
			list = append(list, at)
		}
		return err
	})
	slices.SortFunc(list, time.Time.Compare)
	return list, err
}

// Newest returns when the last request of a counter was made that Meta carried out or
// may have carried out, and whether it is sure that Meta did. The time is zero if there
// is no such request.
func (j *Journal) Newest(ctx context.Context, c Counter) (at time.Time, sure bool, err error) {
	ctx, cancel := j.bounded(ctx)
	defer cancel()
	var ns int64
	err = j.db.QueryRowContext(ctx, `
		SELECT `+noEarlier+`, EXISTS (SELECT 1 FROM dialtone_entries s WHERE s.intent = e.seq AND s.outcome = 'took_effect') FROM dialtone_entries e
		WHERE e.place = $2 AND e.number = $3 AND e.call = $4 AND e.kind = 'intend'
		AND NOT EXISTS (SELECT 1 FROM dialtone_entries s WHERE s.intent = e.seq AND s.outcome IN ('never_left', 'refused'))
		ORDER BY e.seq DESC LIMIT 1`,
		j.now().UnixNano(), c.Place, c.Number, c.Call).Scan(&ns, &sure)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, false, nil
	}
	if err != nil {
		return time.Time{}, false, j.failure("newest", err)
	}
	return moment(ns), sure, nil
}

// Lock notes that Meta closed a counter until a moment: for 72 hours after the
// request that was one too many (133016, seed 003), for 12 after too many guesses
// at a code (docs), or for as long as the answer says. If a later
// moment is known already, that one stays. Where Meta named no moment, so that this one is
// our caution, told is false: it counts until Meta names one, or takes a request.
func (j *Journal) Lock(ctx context.Context, c Counter, until time.Time, told bool) error {
	if err := c.check(); err != nil {
		return err
	}
	if until.IsZero() {
		return &InvalidError{"until"}
	}
	ctx, cancel := j.settled(ctx)
	defer cancel()
	l := line{at: j.now(), kind: KindLock, place: c.Place, number: c.Number, call: c.Call, until: until}
	if !told {
		l.reason = caution
	}
	_, err := j.add(ctx, j.db, l)
	return j.failure("lock", err)
}

// caution is the reason of a lock whose end Meta did not name.
const caution = "caution"

// LockedUntil is until when a counter is closed, and whether Meta named that moment: zero
// if it is not, or if that is over.
func (j *Journal) LockedUntil(ctx context.Context, c Counter) (until time.Time, told bool, err error) {
	ctx, cancel := j.bounded(ctx)
	defer cancel()
	until, told, err = lockedUntil(ctx, j.db, c, j.now())
	return until, told, j.failure("locked until", err)
}

func lockedUntil(ctx context.Context, db querier, c Counter, now time.Time) (until time.Time, told bool, err error) {
	var ns int64
	var why string
	err = db.QueryRowContext(ctx, `
		SELECT l.until, l.reason FROM dialtone_entries l
		WHERE l.place = $1 AND l.number = $2 AND l.call = $3 AND l.kind = 'lock' AND l.until > $4
		AND (l.reason <> $5 OR NOT EXISTS (SELECT 1 FROM dialtone_entries m
			WHERE m.place = $1 AND m.number = $2 AND m.call = $3 AND m.seq > l.seq AND (m.kind = 'lock' AND m.reason <> $5
			OR m.kind = 'intend' AND EXISTS (SELECT 1 FROM dialtone_entries s WHERE s.intent = m.seq AND s.outcome = 'took_effect'))))
		ORDER BY l.until DESC, l.seq DESC LIMIT 1`, c.Place, c.Number, c.Call, now.UnixNano(), caution).Scan(&ns, &why)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, false, nil
	}
	if err != nil {
		return time.Time{}, false, err
	}
	return moment(ns), why != caution, nil
}

// tally tells how a counter stands under a limit. A request leaves the window
// exactly one window after it was made. A request that a wrong clock put into the
// future counts, and so does one that a clock put back, as far as the record shows that.
func tally(ctx context.Context, db querier, c Counter, limit int, window time.Duration, now time.Time) (Tally, error) {
	t := Tally{Counter: c, Limit: limit}
	at, err := counted(ctx, db, c, now.Add(-window), now)
	if err != nil {
		return t, err
	}
	t.Used = len(at)
	if limit > 0 && t.Used >= limit {
		t.Frees = at[t.Used-limit].Add(window)
	}
	if t.Locked, _, err = lockedUntil(ctx, db, c, now); t.Locked.After(t.Frees) {
		t.Frees = t.Locked
	}
	return t, err
}
