package journal

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Forget removes a session with its display number, its name and all that it
// noted. Of the requests that Meta still counts the place, the number's id, the
// call and the times are kept, without a trace of the session; they go with a
// later Forget, once Meta does not count them any more.
//
// A session with a request that holds its number is not forgotten, since what
// became of the request is to be found out first: Forget fails with a
// [*HeldError] while somebody is at it and with an [*UnsettledError] otherwise.
// That ends when Meta does not count the request any more.
func (j *Journal) Forget(ctx context.Context, id SessionID) error {
	err := j.write(ctx, "forget", func(tx *sql.Tx) error {
		now := j.now()
		if err := unfinished(ctx, tx, id); err != nil && !errors.Is(err, ErrFinished) {
			return err
		}
		if err := j.released(ctx, tx, id, now); err != nil {
			return err
		}
		for _, s := range []struct {
			text string
			args []any
		}{
			{"INSERT INTO dialtone_forgetting (session) VALUES ($1), ('')", []any{id}},
			{`INSERT INTO dialtone_entries (at, kind, session, who, owner, place, account, number, display, name, state, call, outcome, until, forced)
				SELECT e.at, 'kept', '', '', '', e.place, '', e.number, '', '', '', e.call, '', e.until, e.forced FROM dialtone_entries e
				WHERE e.session = $1 AND e.kind = 'intend' AND e.until > $2
				AND NOT EXISTS (SELECT 1 FROM dialtone_entries s WHERE s.intent = e.seq AND s.outcome = 'never_left')
				ORDER BY e.seq`, []any{id, now.UnixNano()}},
			{"DELETE FROM dialtone_entries WHERE session = $1", []any{id}},
			{"DELETE FROM dialtone_entries WHERE session = '' AND until <= $1", []any{now.UnixNano()}},
			{"DELETE FROM dialtone_forgetting", nil},
		} {
			if _, err := tx.ExecContext(ctx, s.text, s.args...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || j.engine.tidy == "" {
		return err
	}
	_, err = j.db.ExecContext(ctx, j.engine.tidy)
	return j.failure("forget", err)
}

// released fails if a session holds a number. It lets go of holds that are of no
// use any more.
func (j *Journal) released(ctx context.Context, tx *sql.Tx, id SessionID, now time.Time) error {
	var place, number string
	err := tx.QueryRowContext(ctx, `
		SELECT h.place, h.number FROM dialtone_holds h JOIN dialtone_entries e ON e.seq = h.intent
		WHERE h.session = $1 AND e.until > $2 ORDER BY h.intent LIMIT 1`, id, now.UnixNano()).Scan(&place, &number)
	if err == nil {
		h, err := heldBy(ctx, tx, place, number)
		switch {
		case err != nil:
			return err
		case j.over(h, id, now):
			return &UnsettledError{h.Pending}
		}
		return h.refusal(j.self)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM dialtone_holds WHERE session = $1", id)
	return err
}
