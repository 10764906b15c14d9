package journal

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/pressly/goose/v3/database"
	"modernc.org/sqlite"
	rc "modernc.org/sqlite/lib"
)

func sqliteEngine() engine {
	return engine{
		dialect: database.DialectSQLite3,
		schema:  sqliteSchema(),
		tables: "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1), " +
			"EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $2)",
		tidy:    "PRAGMA wal_checkpoint(TRUNCATE)", // the log holds old pages
		explain: explainSQLite,
	}
}

// openSQLite opens a journal in a file.
func openSQLite(ctx context.Context, a address, patience time.Duration) (*sql.DB, engine, error) {
	e := sqliteEngine()
	refuse := func(r Reason, err error) (*sql.DB, engine, error) {
		return nil, e, &OpenError{Reason: r, Path: a.label, err: err}
	}
	if reason, err := prepare(a); reason != "" || err != nil {
		return refuse(cmp.Or(reason, ReasonFailed), err)
	}
	if foreign(ctx, a.file) {
		return refuse(ReasonNotAJournal, errForeign)
	}
	db, err := sql.Open("sqlite", sqliteName(a.file, patience))
	if err != nil {
		return refuse(ReasonFailed, err)
	}
	// One connection: within the process calls queue up here, which costs less
	// than waiting for each other's locks.
	db.SetMaxOpenConns(1)
	if err := e.ready(ctx, db, patience); err != nil {
		_ = db.Close() // the reason to close it tells more
		reason, err := e.explain(err)
		if reason == ReasonDenied {
			reason = besideReason(a.file)
		}
		return refuse(reason, err)
	}
	protect(a.file)
	if e.still, err = sameFile(a.file); err != nil {
		_ = db.Close() // the reason to close it tells more
		return refuse(ReasonFailed, err)
	}
	return db, e, nil
}

// sqliteName is the driver's name for a file that is to be written.
func sqliteName(file string, patience time.Duration) string {
	return driverName(file, url.Values{"mode": {"rw"}, "_txlock": {"immediate"}, "_dqs": {"0"}, "_error_rc": {"1"}, "_pragma": {
		fmt.Sprintf("busy_timeout(%d)", patience.Milliseconds()),
		"synchronous(full)", // an intent is on disk before its request leaves
		"fullfsync(1)",      // on macOS, where fsync stops at the drive's cache
		"secure_delete(1)",  // what is forgotten is overwritten
		"cell_size_check(1)",
		"trusted_schema(0)",
	}})
}

// driverName writes a path as a URI (https://www.sqlite.org/uri.html).
func driverName(file string, options url.Values) string {
	path := filepath.ToSlash(file)
	if !strings.HasPrefix(path, "/") { // C:/…
		path = "/" + path
	}
	u := url.URL{Path: path}
	return "file://" + u.EscapedPath() + "?" + options.Encode()
}

// whose asks for a file's mark, and for the number of its tables and indexes.
const whose = "SELECT application_id, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id"

// foreign reports whether a file clearly is a database of another program. It
// looks without locks and without the files beside it, so that SQLite does not
// begin to mend it; and twice, since another process may be writing just then.
func foreign(ctx context.Context, file string) bool {
	db, err := sql.Open("sqlite", driverName(file, url.Values{"mode": {"ro"}, "immutable": {"1"}}))
	if err != nil {
		return false
	}
	defer func() { _ = db.Close() }() // nothing was written
	db.SetMaxIdleConns(0)             // nothing is remembered of the first look
	for range 2 {
		var mark, things int
		if err := db.QueryRowContext(ctx, whose).Scan(&mark, &things); err != nil || ours(mark, things) {
			return false
		}
	}
	return true
}

// ours reports whether a file of a mark and a number of tables is a journal, or
// nothing yet.
func ours(mark, things int) bool { return mark == application || mark == 0 && things == 0 }

// ready looks whether a file is a journal, makes one of an empty file, and
// brings an older one up to date.
func (e engine) ready(ctx context.Context, db *sql.DB, patience time.Duration) error {
	var mark, things int
	if err := db.QueryRowContext(ctx, whose).Scan(&mark, &things); err != nil {
		return err
	}
	if !ours(mark, things) {
		return errForeign
	}
	missing, err := e.check(ctx, db)
	if err != nil {
		return err
	}
	if missing {
		if err := e.migrate(ctx, db, fmt.Sprintf("PRAGMA application_id = %d", application)); err != nil {
			return err
		}
	}
	if err := writeAhead(ctx, db, patience); err != nil {
		return err
	}
	// SQLite opens a file that it may not write all the same.
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	return tx.Rollback()
}

// writeAhead switches a file to SQLite's write-ahead log, with which readers and
// the writer do not wait for each other. It comes last, so that a file in this
// mode always bears the journal's mark. Without it a journal works too: where
// others keep the file busy, or the file system has no shared memory.
func writeAhead(ctx context.Context, db *sql.DB, patience time.Duration) error {
	var mode string
	if err := db.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode); err != nil || mode == "wal" {
		return err
	}
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	end := time.NewTimer(patience)
	defer end.Stop()
	for {
		err := db.QueryRowContext(ctx, "PRAGMA journal_mode = wal").Scan(&mode)
		if reason, _ := explainSQLite(err); reason != ReasonLocked {
			return err
		}
		select {
		case <-tick.C:
		case <-end.C:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// explainSQLite finds the reason of a failure.
func explainSQLite(err error) (Reason, error) {
	switch {
	case err == nil:
		return "", nil
	case errors.Is(err, errForeign), errors.Is(err, errReplaced):
		return ReasonNotAJournal, err
	case errors.Is(err, errNewer):
		return ReasonNewer, err
	}
	var failure *sqlite.Error
	if !errors.As(err, &failure) {
		return ReasonFailed, err
	}
	switch failure.Code() & 0xff { // the rest of the code is detail
	case rc.SQLITE_BUSY, rc.SQLITE_LOCKED:
		return ReasonLocked, err
	case rc.SQLITE_NOTADB, rc.SQLITE_CORRUPT:
		return ReasonNotAJournal, err
	case rc.SQLITE_READONLY:
		return ReasonReadOnly, err
	case rc.SQLITE_FULL:
		return ReasonFull, err
	case rc.SQLITE_CANTOPEN, rc.SQLITE_PERM, rc.SQLITE_AUTH:
		return ReasonDenied, err
	}
	return ReasonFailed, err
}
