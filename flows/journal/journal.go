// Package journal keeps what must survive the program: which sessions there
// were and where they stand, which requests were about to be sent and how they
// ended, and how many of them Meta counts.
//
// Meta takes ten register and ten deregister requests for one number within a
// moving 72 hours and then refuses them for 72 hours, with code 133016 (seed
// 003). Requests for a verification code and guesses at it are limited too, with
// figures that are not published (docs). Every such request is written down
// before it is sent ([Journal.Intend]) and settled afterwards
// ([Journal.Settle]). While one that cannot be shared is open, its number is
// held: nobody else can begin another one, in any window, on any machine that
// shares the journal. What a crash left open has to be settled by reading the
// number back before anything more is sent.
//
// The record is append-only: one table of entries that the database itself
// refuses to change. Sessions, open intents and counted requests are read out
// of it by queries. The only way to remove something is [Journal.Forget].
//
// No secret can get in: no function takes a token, a PIN or a code, and a
// display number has to be masked.
//
// The default journal is one SQLite file, safe for several processes at once. A
// team shares a journal in PostgreSQL. Both keep the same promises.
package journal

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"os/user"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Patience is how long a call waits for another process that is writing, unless
// [Options] say otherwise.
const Patience = 5 * time.Second

// Options say what a journal needs to know of the outside. The zero value is
// ready for use.
type Options struct {
	// Now is the clock; nil means the system's. Everybody who shares a journal
	// should have the same time.
	Now func() time.Time
	// Who is written beside everything, for colleagues to know whom to ask:
	// user@host if empty. It should not be a person's full name.
	Who string
	// Patience is how long to wait for another process; zero means [Patience].
	Patience time.Duration

	self owner // zero means this process
}

// Journal is an open journal. It may be used by several goroutines, and several
// processes may have the same one open.
type Journal struct {
	db       *sql.DB
	engine   engine
	now      func() time.Time
	who      string
	self     owner
	patience time.Duration
}

// Open opens the journal at an address, and makes a new one where there is
// nothing:
//
//   - "" is dialtone/journal.db in the folder where programs keep their state
//     ($XDG_STATE_HOME or ~/.local/state, ~/Library/Application Support,
//     %LocalAppData%); the folder is made if need be;
//   - a path, sqlite://PATH or file:PATH is a file in a folder that exists;
//   - postgres://… or postgresql://… is a PostgreSQL database, with the
//     parameters, variables (PGPASSWORD, PGSSLMODE …) and password file that
//     psql knows.
//
// It fails with an [*OpenError] and leaves alone whatever is there, unless it is
// a journal of this or an earlier version.
func Open(ctx context.Context, where string, o Options) (*Journal, error) {
	a, err := parseAddress(where, StateFolder(runtime.GOOS, os.Getenv))
	if err != nil {
		return nil, err
	}
	j := &Journal{
		now:      o.Now,
		who:      clean(cmp.Or(o.Who, whoami())),
		self:     o.self,
		patience: cmp.Or(o.Patience, Patience),
	}
	if j.now == nil {
		j.now = time.Now
	}
	if j.self == (owner{}) {
		j.self = thisProcess()
	}
	if a.url != "" {
		j.db, j.engine, err = openPostgres(ctx, a, j.patience)
	} else {
		j.db, j.engine, err = openSQLite(ctx, a, j.patience)
	}
	if err != nil {
		return nil, err
	}
	return j, nil
}

// Close ends the use of a journal.
func (j *Journal) Close() error { return j.failure("close", j.db.Close()) }

// whoami is the login name and the host's short name.
func whoami() string {
	name := ""
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	if i := strings.LastIndexByte(name, '\\'); i >= 0 { // DOMAIN\user
		name = name[i+1:]
	}
	host, _ := os.Hostname() // none is no reason to give up
	host, _, _ = strings.Cut(host, ".")
	return cmp.Or(name, "somebody") + "@" + cmp.Or(host, "localhost")
}

// Condition is what [Look] found.
type Condition struct {
	Where  string // the file, or the server without user and password
	Server bool   // it is a PostgreSQL database
	There  bool   // there is a journal; else none was begun yet
	// Loose holds the rights that others had to the file before it was opened, or 0.
	// Opening a journal takes those rights away.
	Loose fs.FileMode
	// Unfinished is how many sessions were left before their end.
	Unfinished int
}

// Look looks at the journal at an address, which is written as for [Open]. It makes no
// file, no folder and no table. It opens a journal that exists, which brings an older
// one up to date. It fails with an [*OpenError] or a [*StoreError].
func Look(ctx context.Context, where string, o Options) (Condition, error) {
	a, err := parseAddress(where, StateFolder(runtime.GOOS, os.Getenv))
	if err != nil {
		return Condition{}, err
	}
	c := Condition{Where: a.label, Server: a.url != ""}
	if c.Server {
		c.There, err = begunOnServer(ctx, a)
	} else {
		c.There, c.Loose, err = begunInFile(a)
	}
	if err != nil || !c.There {
		return c, err
	}
	j, err := Open(ctx, where, o)
	if err != nil {
		return c, err
	}
	list, err := j.Unfinished(ctx)
	c.Unfinished = len(list)
	return c, errors.Join(err, j.Close())
}

// begunInFile reports whether a journal's file is there, and which rights others have
// to it. An empty file is no journal yet.
func begunInFile(a address) (bool, fs.FileMode, error) {
	info, err := os.Stat(a.file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, 0, nil
	case errors.Is(err, fs.ErrPermission):
		return false, 0, &OpenError{Reason: ReasonDenied, Path: a.label, err: err}
	case err != nil:
		return false, 0, &OpenError{Reason: ReasonFailed, Path: a.label, err: err}
	}
	loose := info.Mode().Perm() &^ filePerm
	if runtime.GOOS == "windows" { // there a mode says nothing
		loose = 0
	}
	return info.Size() > 0 || !info.Mode().IsRegular(), loose, nil
}

// begunOnServer reports whether a database has a journal's tables. It leaves an address
// that cannot be read to Open, which reports it.
func begunOnServer(ctx context.Context, a address) (bool, error) {
	config, err := pgx.ParseConfig(a.url)
	if err != nil {
		return true, nil
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connecting
	}
	e := postgresEngine(Patience, hider(a.url, config.Password))
	db := stdlib.OpenDB(*config)
	defer func() { _ = db.Close() }() // nothing was written
	there, err := e.laid(ctx, db)
	if err == nil {
		return there, nil
	}
	reason, err := e.explain(err)
	return false, &OpenError{Reason: reason, Path: a.label, err: err}
}
