package journal

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"runtime"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Condition is what [Look] found.
type Condition struct {
	Where  string // the file, or the server without user and password
	Server bool   // it is a PostgreSQL database
	There  bool   // there is a journal; else none was begun yet
	// Loose is what others could do with the file before it was opened; 0 where it
	// was its owner's alone. Opening a journal closes it to others.
	Loose fs.FileMode
	// Unfinished is how many sessions were left before their end.
	Unfinished int
}

// Look looks at the journal at an address as [Open] takes it. It makes none: not
// a file, not a folder, not a table. What is there is opened as ever, which
// brings an older one up to date. It fails with an [*OpenError] or a
// [*StoreError].
func Look(ctx context.Context, where string, o Options) (Condition, error) {
	a, err := parseAddress(where, stateFolder(runtime.GOOS, os.Getenv))
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

// begunInFile reports whether a file is there, and what of its mode is too much.
// An empty one is no journal yet.
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

// begunOnServer reports whether a database has a journal's tables. What is wrong
// with the server, Open tells.
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
