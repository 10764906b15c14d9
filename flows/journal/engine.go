package journal

import (
	"context"
	"database/sql"
	"errors"

	"github.com/pressly/goose/v3"
)

// engine is what the two kinds of database do differently.
type engine struct {
	dialect goose.Dialect
	schema  []string // the steps from nothing to the present schema
	tables  string   // query: is there a table of the name $1, and one of $2?
	// begin is the statement that starts a writing transaction, so that no other
	// writer runs beside it.
	begin string
	tidy  string // the statement that removes the last copies of forgotten entries; "" for none
	// again reports whether a transaction failed to begin because its connection was
	// old, so that a new one may work. It is nil if there are no such failures.
	again func(error) bool
	// still fails if the database was replaced since it was opened. It is nil if that
	// cannot happen.
	still func() error
	// explain finds the reason of a failure, and takes secrets out of it.
	explain func(error) (Reason, error)
}

// querier is a database, a connection or a transaction.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// write runs f in a transaction that no other writer runs beside, in whatever
// process. It is on disk when write returns nil.
func (j *Journal) write(ctx context.Context, op string, f func(tx *sql.Tx) error) error {
	ctx, cancel := j.bounded(ctx)
	defer cancel()
	return j.failure(op, func() error {
		if err := j.still(); err != nil {
			return err
		}
		tx, err := j.start(ctx)
		if err != nil && j.engine.again != nil && j.engine.again(err) {
			tx, err = j.start(ctx)
		}
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }() // after Commit it does nothing
		if err := f(tx); err != nil {
			return err
		}
		return tx.Commit()
	}())
}

// start begins a transaction that no other writer runs beside. If it fails,
// nothing was done.
func (j *Journal) start(ctx context.Context) (*sql.Tx, error) {
	tx, err := j.db.BeginTx(ctx, nil)
	if err != nil || j.engine.begin == "" {
		return tx, err
	}
	if _, err := tx.ExecContext(ctx, j.engine.begin); err != nil {
		_ = tx.Rollback() // the error tells more
		return nil, err
	}
	return tx, nil
}

// still fails if the journal's file was replaced: what is written would be lost,
// and others would not see it.
func (j *Journal) still() error {
	if j.engine.still == nil {
		return nil
	}
	return j.engine.still()
}

// failure wraps an error of the database in a [StoreError]. It returns the journal's
// own answers unchanged.
func (j *Journal) failure(op string, err error) error {
	var known *StoreError
	if err == nil || isVerdict(err) || errors.As(err, &known) {
		return err
	}
	reason, err := j.engine.explain(err)
	return &StoreError{Op: op, Reason: reason, err: err}
}

// settled returns a context for entries that have to be written even if the caller
// has given up: only this process knows how its request ended.
func (j *Journal) settled(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), 2*j.patience)
}

// bounded returns a context for the work that a counted request waits for, so that a
// silent server does not stop the request for ever.
func (j *Journal) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, 3*j.patience)
}

// each runs f on every row of an answer.
func each(rows *sql.Rows, err error, f func() error) error {
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	for rows.Next() {
		if err := f(); err != nil {
			return err
		}
	}
	return rows.Err()
}
