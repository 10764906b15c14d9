package journal

import (
	"cmp"
	"context"
	"database/sql"
	"os"
	"os/user"
	"runtime"
	"strings"
	"time"
)

// Patience is how long a call waits for another process that is writing, unless
// [Options] say otherwise.
const Patience = 5 * time.Second

// Options say what a journal needs to know of the outside. The zero value is
// good for a program.
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
	a, err := parseAddress(where, stateFolder(runtime.GOOS, os.Getenv))
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
