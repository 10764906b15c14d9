package journal

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"strings"
	"time"
)

// SessionID names a session. It is short enough to be typed.
type SessionID string

// Session is what a session is about. There is no place in it for a token, a PIN
// or a code.
type Session struct {
	Account string // the account's id; "" while it is not known
	Number  string // the number's id, likewise
	// What the two ids name; "" stands for the kinds in use now.
	AccountKind, NumberKind IDKind
	Display                 string // the phone number, masked: at most six digits in clear, or seven beside dots
	Name                    string // the display name that customers see
	Place                   string // the host of the Graph API, or "sandbox"
	Goal                    string // what it is for, such as "region:DE"; "" for an onboarding
}

// IDKind says what an id of the Graph API names.
type IDKind string

// The kinds in use.
const (
	MessagingAccount IDKind = "messaging_account" // known as WABA until 2026, with the same id (docs)
	PhoneNumber      IDKind = "phone_number"
)

func (s Session) check() error {
	switch {
	case s.AccountKind != "" && !isWord(string(s.AccountKind)), s.NumberKind != "" && !isWord(string(s.NumberKind)):
		return &InvalidError{"kind of id"}
	case !isID(s.Account):
		return &InvalidError{"account"}
	case !isID(s.Number):
		return &InvalidError{"number"}
	case !isDisplay(s.Display):
		return &InvalidError{"display number"}
	case !isName(s.Name):
		return &InvalidError{"name"}
	case !isPlace(s.Place):
		return &InvalidError{"place"}
	case !isGoal(s.Goal):
		return &InvalidError{"goal"}
	}
	return nil
}

// Summary is a session as its entries tell it.
type Summary struct {
	Session
	ID    SessionID
	Who   string // who began it
	Begun time.Time
	State string    // where it stood last; "" if that was never noted
	At    time.Time // when the last entry was written
	// Ended is when it was finished, with Outcome; zero if it was not.
	Ended   time.Time
	Outcome string
	// Refused is why Meta refused the request of it that was settled last; "" where it
	// did not, or where that is not known.
	Refused string
	// Unsettled says that a request of it has no known outcome: the number has to
	// be read back.
	Unsettled bool
	// Running says that another process works on it now, or may do so on another
	// machine.
	Running bool
}

// Begin opens a session.
func (j *Journal) Begin(ctx context.Context, s Session) (SessionID, error) {
	if err := s.check(); err != nil {
		return "", err
	}
	id := SessionID(strings.ToLower(rand.Text()[:10])) // 50 bits: none comes twice
	_, err := j.add(ctx, j.db, line{
		at: j.now(), kind: KindBegin, session: id,
		place: s.Place, account: s.Account, number: s.Number, display: s.Display, name: clean(s.Name), goal: s.Goal,
		accountKind: s.AccountKind, numberKind: s.NumberKind,
	})
	if err != nil {
		return "", j.failure("begin", err)
	}
	return id, nil
}

// Note says where a session stands. State is a word without digits.
func (j *Journal) Note(ctx context.Context, id SessionID, state string) error {
	if !isWord(state) {
		return &InvalidError{"state"}
	}
	if err := j.still(); err != nil {
		return j.failure("note", err)
	}
	// One statement, since it is run often.
	written, err := j.db.ExecContext(ctx, `
		INSERT INTO dialtone_entries (at, kind, session, who, owner, place, account, number, display, name, state, outcome, forced)
		SELECT $1, 'note', b.session, $2, $3, '', '', '', '', '', $4, '', FALSE FROM dialtone_entries b
		WHERE b.kind = 'begin' AND b.session = $5
		AND NOT EXISTS (SELECT 1 FROM dialtone_entries f WHERE f.kind = 'finish' AND f.session = $5)`,
		j.now().UnixNano(), j.who, j.self.String(), state, id)
	if err == nil {
		var n int64
		if n, err = written.RowsAffected(); err == nil && n == 0 {
			err = unfinished(ctx, j.db, id)
		}
	}
	return j.failure("note", err)
}

// Finish ends a session with a word that says how. It is written even if ctx is
// done. Anybody may take over the unsettled requests of a finished session.
func (j *Journal) Finish(ctx context.Context, id SessionID, outcome string) error {
	if !isWord(outcome) {
		return &InvalidError{"outcome"}
	}
	ctx, cancel := j.settled(ctx)
	defer cancel()
	return j.write(ctx, "finish", func(tx *sql.Tx) error {
		if err := unfinished(ctx, tx, id); err != nil {
			return err
		}
		_, err := j.add(ctx, tx, line{at: j.now(), kind: KindFinish, session: id, outcome: outcome})
		return err
	})
}

// unfinished fails unless a session exists and goes on.
func unfinished(ctx context.Context, db querier, id SessionID) error {
	var begun, ended bool
	err := db.QueryRowContext(ctx, `SELECT
		EXISTS (SELECT 1 FROM dialtone_entries WHERE kind = 'begin' AND session = $1),
		EXISTS (SELECT 1 FROM dialtone_entries WHERE kind = 'finish' AND session = $1)`, id).Scan(&begun, &ended)
	switch {
	case err != nil:
		return err
	case !begun:
		return ErrNoSession
	case ended:
		return ErrFinished
	}
	return nil
}

// Unfinished lists the sessions that were not finished, the one that was worked
// on last first.
func (j *Journal) Unfinished(ctx context.Context) ([]Summary, error) {
	return j.summaries(ctx, "unfinished", "WHERE b.kind = 'begin' AND f.seq IS NULL ORDER BY l.seq DESC")
}

// History lists the sessions that began last, newest first.
func (j *Journal) History(ctx context.Context, limit int) ([]Summary, error) {
	return j.summaries(ctx, "history", "WHERE b.kind = 'begin' ORDER BY b.seq DESC LIMIT $2", max(limit, 0))
}

// Session gives one session.
func (j *Journal) Session(ctx context.Context, id SessionID) (Summary, error) {
	list, err := j.summaries(ctx, "session", "WHERE b.kind = 'begin' AND b.session = $2", id)
	if err == nil && len(list) == 0 {
		err = ErrNoSession
	}
	if err != nil {
		return Summary{}, err
	}
	return list[0], nil
}

// summaries reads sessions out of their entries. $1 is the present moment.
func (j *Journal) summaries(ctx context.Context, op, which string, args ...any) ([]Summary, error) {
	now := j.now()
	rows, err := j.db.QueryContext(ctx, `
		SELECT b.session, b.at, b.who, b.place, b.account, b.number, b.display, b.name, b.goal, b.account_kind, b.number_kind,
			coalesce((SELECT s.reason FROM dialtone_entries s WHERE s.session = b.session AND s.kind = 'settle'
				ORDER BY s.seq DESC LIMIT 1), ''),
			coalesce(n.state, ''), l.at, l.owner, coalesce(f.at, 0), coalesce(f.outcome, ''),
			EXISTS (SELECT 1 FROM dialtone_entries e WHERE e.session = b.session AND e.kind = 'intend' AND `+pending+`)
		FROM dialtone_entries b
		LEFT JOIN dialtone_entries f ON f.kind = 'finish' AND f.session = b.session
		LEFT JOIN dialtone_entries n ON n.seq = (SELECT max(seq) FROM dialtone_entries WHERE session = b.session AND kind = 'note')
		JOIN dialtone_entries l ON l.seq = (SELECT max(seq) FROM dialtone_entries WHERE session = b.session)
		`+which, append([]any{now.UnixNano()}, args...)...)
	var list []Summary
	err = each(rows, err, func() error {
		var (
			s                Summary
			begun, at, ended int64
			owner            string
		)
		err := rows.Scan(&s.ID, &begun, &s.Who, &s.Place, &s.Account, &s.Number, &s.Display, &s.Name, &s.Goal,
			&s.AccountKind, &s.NumberKind, &s.Refused,
			&s.State, &at, &owner, &ended, &s.Outcome, &s.Unsettled)
		s.Begun, s.At = moment(begun), moment(at)
		if ended != 0 {
			s.Ended = moment(ended)
		} else {
			s.Running = j.busy(parseOwner(owner), s.At, now)
		}
		list = append(list, s)
		return err
	})
	if err != nil {
		return nil, j.failure(op, err)
	}
	return list, nil
}

// Forget removes a session with its display number, its name and all that it
// noted. Of the requests that Meta still counts the place, the number's id, the
// call and the times are kept, without a trace of the session; they go with a
// later Forget, once Meta does not count them any more.
//
// A session with a request that holds its number is not forgotten, since what
// became of the request has to be found out first: Forget fails with a
// [*HeldError] while somebody works on it and with an [*UnsettledError] otherwise.
// Once Meta does not count the request any more, the session can be forgotten.
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
			{`INSERT INTO dialtone_entries (at, kind, session, who, owner, place, account, number, display, name, state,
					call, outcome, until, forced, number_kind)
				SELECT e.at, 'kept', '', '', '', e.place, '', e.number, '', '', '', e.call, '', e.until, e.forced, e.number_kind
				FROM dialtone_entries e
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

// released fails if a session holds a number for a request that Meta still counts. It
// removes the older holds of the session.
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
