package journal

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

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
	_, err := tx.ExecContext(ctx, "INSERT INTO dialtone_holds (place, number, intent, session, owner, since) VALUES ($1, $2, $3, $4, $5, $6)",
		in.Place, in.Number, id, in.Session, j.self.String(), now.UnixNano())
	return err
}

// unheld fails if a number is held: with a HeldError while somebody is at it,
// with an UnsettledError when nobody is.
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

// over reports whether nobody but the asking session can settle a hold any more,
// so that whoever reads the number back may: its process is gone or silent for
// longer than a lease, its session was finished, or it is this process's own
// and its request is over or of the same session.
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

// refusal is what is said to others while a number is held.
func (h hold) refusal(to owner) error {
	e := &HeldError{Counter: h.Counter, Who: h.Who, Since: h.At}
	if to.sees(h.owner) == elsewhere {
		e.Until = h.At.Add(Lease)
	}
	return e
}
