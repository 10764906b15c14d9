package journal

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Refusal is Meta's no to a request, with how the number read before it.
type Refusal struct {
	At     time.Time // when the request was made
	Facts  string    // as of [Intent]
	Reason string    // "" where it is not known
}

// refusedLast finds the newest request of a counter that left this machine, if Meta
// refused it.
const refusedLast = `
	SELECT e.seq, e.session, e.at, e.facts, s.reason FROM dialtone_entries e
	JOIN dialtone_entries s ON s.seq = (SELECT max(seq) FROM dialtone_entries WHERE intent = e.seq)
	WHERE e.seq = (SELECT i.seq FROM dialtone_entries i
		WHERE i.place = $1 AND i.number = $2 AND i.call = $3 AND i.kind = 'intend'
		AND NOT EXISTS (SELECT 1 FROM dialtone_entries n WHERE n.intent = i.seq AND n.outcome = 'never_left')
		ORDER BY i.seq DESC LIMIT 1)
	AND s.outcome = 'refused'`

// Explain notes why Meta refused the newest request of a counter: a word for it, and
// Meta's own numbers, such as "shared 100/2388091". Where the newest one was not
// refused nothing is noted.
func (j *Journal) Explain(ctx context.Context, c Counter, reason string) error {
	if err := c.check(); err != nil {
		return err
	}
	if !isReason(reason) {
		return &InvalidError{"reason"}
	}
	ctx, cancel := j.settled(ctx)
	defer cancel()
	return j.write(ctx, "explain", func(tx *sql.Tx) error {
		id, session, last, err := refused(ctx, tx, c)
		if err != nil || id == 0 || last.Reason == reason {
			return err
		}
		_, err = j.add(ctx, tx, line{at: j.now(), kind: KindSettle, session: session, intent: id, outcome: string(Refused), reason: reason})
		return err
	})
}

// Refusal returns why Meta refused the newest request of a counter; a zero one if it
// did not.
func (j *Journal) Refusal(ctx context.Context, c Counter) (Refusal, error) {
	ctx, cancel := j.bounded(ctx)
	defer cancel()
	_, _, last, err := refused(ctx, j.db, c)
	return last, j.failure("refusal", err)
}

func refused(ctx context.Context, db querier, c Counter) (id IntentID, session SessionID, last Refusal, err error) {
	var at int64
	err = db.QueryRowContext(ctx, refusedLast, c.Place, c.Number, c.Call).Scan(&id, &session, &at, &last.Facts, &last.Reason)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, "", Refusal{}, nil
	}
	last.At = moment(at)
	return id, session, last, err
}
