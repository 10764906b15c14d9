package journal

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"
)

// IntentID names an intent.
type IntentID int64

// Intent is a request that is about to be sent.
type Intent struct {
	Counter
	Session SessionID
	// Exclusive calls hold the number until they are settled: nobody else can
	// intend one meanwhile. Register and deregister are.
	Exclusive bool
	// Limit is how many requests Meta takes within Window, such as 10 in 72 hours
	// for register (seed 003); 0 where no figure is known. The request is
	// counted in either case.
	Limit  int
	Window time.Duration
	// Override goes against the limit and against what Meta said, because the
	// operator knows better. It does not go against a hold.
	Override bool
	// Beside goes on although an earlier request that holds the number has the
	// outcome [Unknown], because the operator was told so and wants another one.
	// The earlier one keeps its outcome and holds the number no more. It does not
	// go against a request that somebody may still be at.
	Beside bool
	// Facts are how the number read right before: words without digits, such as
	// "status=PENDING pin=no"; "" where that is not known.
	Facts string
}

func (i Intent) check() error {
	if err := i.Counter.check(); err != nil {
		return err
	}
	if i.Window <= 0 {
		return &InvalidError{"window"}
	}
	if !isFacts(i.Facts) {
		return &InvalidError{"facts"}
	}
	return nil
}

// Outcome is how a request ended.
type Outcome string

// The outcomes.
const (
	TookEffect Outcome = "took_effect" // Meta did it, as an answer or reading back shows
	Refused    Outcome = "refused"     // Meta said no; it counts
	NeverLeft  Outcome = "never_left"  // it provably did not leave this machine; it does not count
	Unknown    Outcome = "unknown"     // no clear answer came, and nothing shows that Meta did it; it counts
)

// Outcomes lists every outcome.
func Outcomes() []Outcome { return []Outcome{TookEffect, Refused, NeverLeft, Unknown} }

// Pending is an intent without a known outcome.
type Pending struct {
	Counter
	ID      IntentID
	Session SessionID
	At      time.Time
	Who     string // user@host
	Facts   string // as of [Intent]
	// Unknown says that the request is over and no clear answer came. Otherwise
	// it may be on its way, or its process is gone.
	Unknown bool
	// Running says that another process may still be at it: it is not to be
	// settled from here.
	Running bool
}

// Intend writes down a request before it is sent. Only if it returns without an
// error may the request be sent; the intent is on disk then. In one transaction
// it looks whether the number is held, counts the requests within the window,
// and writes the intent. Instead it can fail with
//
//   - [*HeldError]: somebody is sending such a request for this number;
//   - [*UnsettledError]: an earlier one has no known outcome, and nobody waits
//     for it any more: read the number back, [Journal.Settle] it, and try again,
//     with Beside where its outcome stays unknown;
//   - [*SpentError]: Meta would refuse, until a moment;
//   - [ErrNoSession], [ErrFinished], [*InvalidError]: a mistake;
//   - [*StoreError]: nothing is known of the above. If the failure came late, the
//     intent may be written; the next Intend tells by an UnsettledError.
func (j *Journal) Intend(ctx context.Context, in Intent) (IntentID, error) {
	if err := in.check(); err != nil {
		return 0, err
	}
	var id IntentID
	err := j.write(ctx, "intend", func(tx *sql.Tx) error {
		now := j.now()
		if err := unfinished(ctx, tx, in.Session); err != nil {
			return err
		}
		if in.Exclusive {
			if err := j.unheld(ctx, tx, in, now); err != nil {
				return err
			}
		}
		t, err := tally(ctx, tx, in.Counter, in.Limit, in.Window, now)
		if err != nil {
			return err
		}
		full := t.Frees.After(now)
		if full && !in.Override {
			return &SpentError{t}
		}
		seq, err := j.add(ctx, tx, line{
			at: now, kind: KindIntend, session: in.Session, place: in.Place, number: in.Number, call: in.Call,
			until: now.Add(in.Window), forced: full, facts: in.Facts,
		})
		if err != nil {
			return err
		}
		id = IntentID(seq)
		if !in.Exclusive {
			return nil
		}
		return j.hold(ctx, tx, in, id, now)
	})
	if err != nil {
		return 0, err
	}
	return id, nil
}

// Settle says how a request ended. It is written even if ctx is done. An unknown
// outcome keeps the number held; it is followed by another Settle once the
// number was read back. Every other outcome is final and lets go of the number;
// saying it twice is no mistake, saying another one is a [*SettledError]. After a
// [*StoreError] it can be said again.
//
// An intent of another process can be settled when that is gone: see
// [Pending.Running]. Before, Settle fails with a [*HeldError] if the intent holds
// the number.
func (j *Journal) Settle(ctx context.Context, id IntentID, o Outcome) error {
	if !slices.Contains(Outcomes(), o) {
		return &InvalidError{"outcome"}
	}
	ctx, cancel := j.settled(ctx)
	defer cancel()
	return j.write(ctx, "settle", func(tx *sql.Tx) error {
		var l line
		err := tx.QueryRowContext(ctx, "SELECT session, place, number FROM dialtone_entries WHERE seq = $1 AND kind = 'intend'", id).
			Scan(&l.session, &l.place, &l.number)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNoIntent
		} else if err != nil {
			return err
		}
		last, err := outcome(ctx, tx, id)
		switch {
		case err != nil:
			return err
		case last == o:
			return nil
		case last != "" && last != Unknown:
			return &SettledError{id, last}
		}
		now := j.now()
		h, err := heldBy(ctx, tx, l.place, l.number)
		if err != nil {
			return err
		}
		if h.ID == id && !j.over(h, "", now) && j.self.sees(h.owner) != itself {
			return h.refusal(j.self)
		}
		// The entry names no counter, so that it is not taken for a request.
		_, err = j.add(ctx, tx, line{at: now, kind: KindSettle, session: l.session, intent: id, outcome: string(o)})
		if err != nil || o == Unknown {
			return err
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM dialtone_holds WHERE intent = $1", id)
		return err
	})
}

// outcome is what an intent was last settled as: "" if it was not.
func outcome(ctx context.Context, db querier, id IntentID) (o Outcome, err error) {
	err = db.QueryRowContext(ctx, "SELECT outcome FROM dialtone_entries WHERE intent = $1 ORDER BY seq DESC LIMIT 1", id).Scan(&o)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return o, err
}

// pending is the condition for an intent e to be without a known outcome and still
// of interest at $1: it is counted, or holds its number.
const pending = `NOT EXISTS (SELECT 1 FROM dialtone_entries s WHERE s.intent = e.seq AND s.outcome <> 'unknown')
	AND (e.until > $1 OR EXISTS (SELECT 1 FROM dialtone_holds h WHERE h.place = e.place AND h.number = e.number AND h.intent = e.seq))`

// Unsettled lists the intents for a number that have no known outcome, oldest
// first. Those that Meta does not count any more are left out, unless they hold
// the number.
func (j *Journal) Unsettled(ctx context.Context, place, number string) ([]Pending, error) {
	ctx, cancel := j.bounded(ctx)
	defer cancel()
	now := j.now()
	rows, err := j.db.QueryContext(ctx, `
		SELECT e.seq, e.session, e.place, e.number, e.call, e.at, e.who, e.owner, e.facts,
			EXISTS (SELECT 1 FROM dialtone_entries u WHERE u.intent = e.seq),
			EXISTS (SELECT 1 FROM dialtone_entries f WHERE f.kind = 'finish' AND f.session = e.session)
		FROM dialtone_entries e
		WHERE e.kind = 'intend' AND e.call IS NOT NULL AND e.place = $2 AND e.number = $3 AND `+pending+`
		ORDER BY e.seq`, now.UnixNano(), place, number)
	var list []Pending
	err = each(rows, err, func() error {
		var (
			p     Pending
			at    int64
			owner string
			ended bool
		)
		err := rows.Scan(&p.ID, &p.Session, &p.Place, &p.Number, &p.Call, &at, &p.Who, &owner, &p.Facts, &p.Unknown, &ended)
		p.At = moment(at)
		p.Running = !ended && j.busy(parseOwner(owner), p.At, now)
		list = append(list, p)
		return err
	})
	if err != nil {
		return nil, j.failure("unsettled", err)
	}
	return list, nil
}

// hold is the exclusive use of a number, from an intent to its settling.
type hold struct {
	Pending // its ID is 0 for no hold
	owner   owner
	ended   bool // its session was finished
}

// heldBy finds the hold on a number.
func heldBy(ctx context.Context, db querier, place, number string) (hold, error) {
	var (
		h     hold
		since int64
		by    string
	)
	err := db.QueryRowContext(ctx, `
		SELECT h.intent, h.session, h.owner, h.since, e.place, e.number, e.call, e.who, e.facts,
			EXISTS (SELECT 1 FROM dialtone_entries u WHERE u.intent = h.intent),
			EXISTS (SELECT 1 FROM dialtone_entries f WHERE f.kind = 'finish' AND f.session = h.session)
		FROM dialtone_holds h JOIN dialtone_entries e ON e.seq = h.intent
		WHERE h.place = $1 AND h.number = $2`, place, number).
		Scan(&h.ID, &h.Session, &by, &since, &h.Place, &h.Number, &h.Call, &h.Who, &h.Facts, &h.Unknown, &h.ended)
	if errors.Is(err, sql.ErrNoRows) {
		return hold{}, nil
	}
	h.At, h.owner = moment(since), parseOwner(by)
	return h, err
}

// hold takes a number that is not held.
func (j *Journal) hold(ctx context.Context, tx *sql.Tx, in Intent, id IntentID, now time.Time) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO dialtone_holds (place, number, intent, session, owner, since) VALUES ($1, $2, $3, $4, $5, $6)`,
		in.Place, in.Number, id, in.Session, j.self.String(), now.UnixNano())
	return err
}

// unheld fails if a number is held: with a HeldError while somebody works on it,
// and with an UnsettledError when nobody does.
func (j *Journal) unheld(ctx context.Context, tx *sql.Tx, in Intent, now time.Time) error {
	h, err := heldBy(ctx, tx, in.Place, in.Number)
	switch {
	case err != nil || h.ID == 0:
		return err
	case in.Beside && h.Unknown && j.over(h, in.Session, now):
		_, err := tx.ExecContext(ctx, "DELETE FROM dialtone_holds WHERE intent = $1", h.ID)
		return err
	case j.over(h, in.Session, now):
		return &UnsettledError{h.Pending}
	}
	return h.refusal(j.self)
}

// over reports whether the request of a hold has no one left who waits for it, so that
// the given session may settle it after reading the number back. That is so if the
// process of the hold is gone or has been silent for longer than a lease, or if its
// session was finished. If the hold is this process's own, its request has to be over
// or has to belong to the given session.
func (j *Journal) over(h hold, session SessionID, now time.Time) bool {
	return h.ended || !j.busy(h.owner, h.At, now) && (j.self.sees(h.owner) != itself || h.Unknown || h.Session == session)
}

// busy reports whether a process other than this one may be at work on what it
// wrote at a moment.
func (j *Journal) busy(o owner, at, now time.Time) bool {
	switch j.self.sees(o) {
	case alive:
		return true
	case elsewhere:
		return now.Before(at.Add(Lease))
	case itself, gone:
	}
	return false
}

// refusal returns the error that others get while a number is held.
func (h hold) refusal(to owner) error {
	e := &HeldError{Counter: h.Counter, Who: h.Who, Since: h.At}
	if to.sees(h.owner) == elsewhere {
		e.Until = h.At.Add(Lease)
	}
	return e
}
