package journal

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
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

// whose is the query for a file's mark and for the number of its tables and indexes.
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

// ours reports whether a file with this mark and this number of tables is a journal, or
// is still empty.
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

const (
	filePerm   fs.FileMode = 0o600 // SQLite gives -wal and -shm the same
	folderPerm fs.FileMode = 0o700
	smallest               = 512 // SQLite's smallest page; it takes one byte for an empty file
)

// prepare makes a new journal's empty file, so that it is never SQLite that
// chooses who may read it. It does not open a file that is there: where another
// journal of this process has it open, closing it would give up that one's
// locks (https://www.sqlite.org/howtocorrupt.html, 2.2). The reason is "" where
// all is well.
func prepare(a address) (Reason, error) {
	folder := filepath.Dir(a.file)
	if a.ours {
		if err := os.MkdirAll(folder, folderPerm); err != nil {
			return folderReason(err), err
		}
		if info, err := os.Stat(folder); err == nil && info.Mode().Perm()&^folderPerm != 0 {
			_ = os.Chmod(folder, folderPerm) // if it cannot be, the file's own mode still protects it
		}
	}
	switch info, err := os.Stat(folder); {
	case err != nil:
		return folderReason(err), err
	case !info.IsDir():
		return ReasonNoFolder, errors.New("its folder is a file")
	}
	f, err := os.OpenFile(a.file, os.O_RDWR|os.O_CREATE|os.O_EXCL, filePerm)
	if err == nil {
		return "", f.Close()
	}
	switch info, missing := os.Stat(a.file); {
	case missing == nil && !info.Mode().IsRegular(): // SQLite would wait for a pipe
		return ReasonNotAJournal, errors.New("it is no regular file")
	case missing == nil && 0 < info.Size() && info.Size() < smallest:
		return ReasonNotAJournal, errors.New("it is too short")
	case missing == nil:
		return access(a.file)
	case errors.Is(missing, fs.ErrPermission):
		return ReasonDenied, missing
	case errors.Is(err, fs.ErrExist): // a link that leads nowhere
		return ReasonNoFolder, missing
	}
	return ReasonReadOnly, err // the folder cannot be written
}

// folderReason says why a folder cannot be used or made.
func folderReason(err error) Reason {
	if errors.Is(err, fs.ErrPermission) {
		return ReasonDenied
	}
	return ReasonNoFolder
}

// besideReason says why SQLite could not open a file that can be read and written:
// SQLite has to make further files beside it.
func besideReason(file string) Reason {
	f, err := os.CreateTemp(filepath.Dir(file), ".dialtone-*")
	if err != nil {
		return ReasonReadOnly
	}
	_ = f.Close() // nothing was written
	_ = os.Remove(f.Name())
	return ReasonDenied
}

// errReplaced says that another file stands in the place of the opened one.
var errReplaced = errors.New("the file was removed or replaced")

// sameFile gives a function that fails once a path leads elsewhere.
func sameFile(file string) (func() error, error) {
	before, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	return func() error {
		if now, err := os.Stat(file); err != nil || !os.SameFile(before, now) {
			return errReplaced
		}
		return nil
	}, nil
}

// protect keeps a file that is known to be a journal from other users.
func protect(file string) {
	for _, name := range []string{file, file + "-wal", file + "-shm"} {
		if info, err := os.Stat(name); err == nil && info.Mode().Perm()&^filePerm != 0 {
			_ = os.Chmod(name, filePerm) // somebody else's file stays as its owner wants it
		}
	}
}
