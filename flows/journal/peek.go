package journal

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Peek lists the sessions of the journal at an address, newest first, and changes
// nothing: it makes no file, brings no older journal up to date and waits for nobody
// longer than ctx. It is for hints; it fails where [Open] would have to do something
// first.
func Peek(ctx context.Context, where string, limit int) ([]Summary, error) {
	a, err := parseAddress(where, StateFolder(runtime.GOOS, os.Getenv))
	if err != nil {
		return nil, err
	}
	j := &Journal{now: time.Now, self: thisProcess(), patience: Patience}
	if a.url != "" {
		config, err := pgx.ParseConfig(a.url)
		if err != nil {
			return nil, badAddress(a.label, "it cannot be read") // the reason may quote a password
		}
		config.RuntimeParams["default_transaction_read_only"] = "on"
		j.db, j.engine = stdlib.OpenDB(*config), postgresEngine(Patience, hider(a.url, config.Password))
	} else {
		if info, err := os.Stat(a.file); err != nil || !info.Mode().IsRegular() { // SQLite would wait for a pipe
			return nil, &OpenError{Reason: ReasonNotAJournal, Path: a.label, err: cmp.Or(err, errors.New("it is no regular file"))}
		}
		if j.db, err = sql.Open("sqlite", peekName(a.file)); err != nil {
			return nil, &OpenError{Reason: ReasonFailed, Path: a.label, err: err}
		}
		j.engine = sqliteEngine()
	}
	defer func() { _ = j.db.Close() }() // nothing was written
	there, err := j.engine.laid(ctx, j.db)
	if err == nil && !there {
		err = errors.New("there is no journal yet")
	}
	if err != nil {
		reason, err := j.engine.explain(err)
		return nil, &OpenError{Reason: cmp.Or(reason, ReasonFailed), Path: a.label, err: err}
	}
	return j.History(ctx, limit)
}

// peekName is the driver's name for a file that is only read. While nobody has a log
// beside it, SQLite is told that nobody writes, or it would begin one.
func peekName(file string) string {
	options := url.Values{"mode": {"ro"}}
	if _, err := os.Stat(file + "-wal"); err != nil {
		options.Set("immutable", "1")
	}
	return driverName(file, options)
}
