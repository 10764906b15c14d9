package journal

import (
	"context"
	"database/sql"
	"errors"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

var (
	// errNewer says that a schema is of a later version than this program knows.
	errNewer = errors.New("a later version of Dialtone wrote it")
	// errForeign says that a database is another program's.
	errForeign = errors.New("it is another program's database")
)

// check reads the version of the schema and tells whether steps are missing.
// It writes nothing.
func (e engine) check(ctx context.Context, db querier) (missing bool, err error) {
	at, err := e.at(ctx, db)
	if err == nil && at > len(e.schema) {
		err = errNewer
	}
	return at < len(e.schema), err
}

// at is the version of the schema, 0 for none.
func (e engine) at(ctx context.Context, db querier) (int, error) {
	there, err := e.laid(ctx, db)
	if err != nil || !there {
		return 0, err
	}
	var at int
	err = db.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM "+versions).Scan(&at)
	return at, err
}

// laid reports whether the table of versions is there. One of entries without it
// is somebody else's. Both are looked for at one moment, since another process
// may be making them.
func (e engine) laid(ctx context.Context, db querier) (bool, error) {
	var there, others bool
	err := db.QueryRowContext(ctx, e.tables, versions, entries).Scan(&there, &others)
	if err == nil && others && !there {
		err = errForeign
	}
	return there, err
}

// migrate brings the schema to the present version. Other processes may be doing
// the same: each step is one transaction, so it is there as a whole or not at
// all, and one that somebody else was faster with is no failure.
func (e engine) migrate(ctx context.Context, db *sql.DB, mark string) error {
	if err := e.lay(ctx, db, mark); err != nil {
		return err
	}
	var steps []*goose.Migration
	for i, text := range e.schema {
		run := func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, text)
			return err
		}
		steps = append(steps, goose.NewGoMigration(int64(i+1), &goose.GoFunc{RunTx: run}, nil))
	}
	for {
		before, err := e.at(ctx, db)
		if err != nil {
			return err
		}
		provider, err := goose.NewProvider(e.dialect, db, nil,
			goose.WithGoMigrations(steps...), goose.WithTableName(versions), goose.WithDisableGlobalRegistry(true))
		if err != nil {
			return err
		}
		_, failed := provider.Up(ctx)
		if failed == nil {
			return nil
		}
		after, err := e.at(ctx, db)
		switch {
		case err != nil || after == before:
			return failed
		case after == len(e.schema):
			return nil
		}
	}
}

// lay makes the table of versions, unless it is there. goose would do that too,
// but not while others are doing it.
func (e engine) lay(ctx context.Context, db *sql.DB, mark string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after Commit it does nothing
	if there, err := e.laid(ctx, tx); err != nil || there {
		return err
	}
	table, err := database.NewStore(e.dialect, versions)
	if err != nil {
		return err
	}
	if mark != "" {
		if _, err := tx.ExecContext(ctx, mark); err != nil {
			return err
		}
	}
	if err := table.CreateVersionTable(ctx, tx); err != nil {
		return err
	}
	if err := table.Insert(ctx, tx, database.InsertRequest{Version: 0}); err != nil {
		return err
	}
	return tx.Commit()
}
