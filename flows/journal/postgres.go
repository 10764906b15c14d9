package journal

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3/database"
)

// connecting is how long to wait for a server whose URL does not say it.
const connecting = 10 * time.Second

func postgresEngine(patience time.Duration, hide *strings.Replacer) engine {
	return engine{
		dialect: database.DialectPostgres,
		schema:  postgresSchema(),
		tables: "SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1), " +
			"EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = $2)",
		// Writers queue up at the table of holds.
		begin:   settings(patience) + "LOCK TABLE dialtone_holds IN SHARE ROW EXCLUSIVE MODE",
		again:   brokenOff,
		explain: func(err error) (Reason, error) { return explainPostgres(err, hide) },
	}
}

// settings are for one transaction: it is on disk when it is committed, others
// wait for it only so long, and the server lets go of one whose machine went to
// sleep.
func settings(patience time.Duration) string {
	return fmt.Sprintf("SET LOCAL synchronous_commit = on; SET LOCAL lock_timeout = %d; "+
		"SET LOCAL idle_in_transaction_session_timeout = 15000; ", max(patience.Milliseconds(), 1))
}

// openPostgres opens a journal on a server.
func openPostgres(ctx context.Context, a address, patience time.Duration) (*sql.DB, engine, error) {
	refuse := func(r Reason, err error) error { return &OpenError{Reason: r, Path: a.label, err: err} }
	config, err := pgx.ParseConfig(a.url)
	if err != nil {
		text := err.Error() // cannot parse `the address`: why
		text = hider(a.url).Replace(text[strings.LastIndexByte(text, '`')+1:])
		return nil, engine{}, refuse(ReasonBadAddress, errors.New("the URL, or a PG… variable"+text))
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connecting
	}
	e := postgresEngine(patience, hider(a.url, config.Password))
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(4)
	db.SetMaxIdleConns(1)              // if it has broken off, the next one is new
	db.SetConnMaxIdleTime(time.Minute) // a laptop's connection does not survive its sleep
	err = func() error {
		missing, err := e.check(ctx, db)
		if err != nil || !missing {
			return err
		}
		return e.migrateAlone(ctx, db, patience)
	}()
	if err != nil {
		_ = db.Close() // the reason to close it tells more
		reason, err := e.explain(err)
		return nil, e, refuse(reason, err)
	}
	return db, e, nil
}

// migrateAlone brings the schema up to date while no other process does.
func (e engine) migrateAlone(ctx context.Context, db *sql.DB, patience time.Duration) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // gives the lock back
	lock := fmt.Sprintf("SELECT pg_advisory_xact_lock(%d)", application)
	if _, err := tx.ExecContext(ctx, settings(patience)+lock); err != nil {
		return err
	}
	if _, err := e.check(ctx, db); err != nil {
		return err
	}
	return e.migrate(ctx, db, "")
}

// explainPostgres finds the reason of a failure and blacks out passwords.
func explainPostgres(err error, hide *strings.Replacer) (Reason, error) {
	switch {
	case err == nil:
		return "", nil
	case errors.Is(err, errNewer):
		return ReasonNewer, err
	case errors.Is(err, errForeign):
		return ReasonNotAJournal, err
	case errors.Is(err, context.Canceled):
		return ReasonFailed, context.Canceled
	case errors.Is(err, context.DeadlineExceeded):
		return ReasonUnreachable, context.DeadlineExceeded
	case errors.Is(err, sql.ErrConnDone), errors.Is(err, sql.ErrTxDone):
		return ReasonFailed, err
	}
	clean := errors.New(hide.Replace(err.Error()))
	var answer *pgconn.PgError
	if errors.As(err, &answer) {
		return postgresReason(answer.Code), clean
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) || brokenOff(err) {
		return ReasonUnreachable, clean
	}
	return ReasonFailed, clean
}

// brokenOff reports whether an error is that of a connection that was good once.
func brokenOff(err error) bool {
	var (
		connect *pgconn.ConnectError
		answer  *pgconn.PgError
		network net.Error
	)
	switch {
	case errors.As(err, &connect):
		return false
	case errors.As(err, &answer):
		return postgresReason(answer.Code) == ReasonUnreachable
	}
	return errors.As(err, &network) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || pgconn.SafeToRetry(err)
}

// postgresReason reads an error code
// (https://www.postgresql.org/docs/current/errcodes-appendix.html).
func postgresReason(code string) Reason {
	switch code {
	case "28P01": // invalid_password; a user that does not exist too
		return ReasonPassword
	case "42501": // insufficient_privilege
		return ReasonDenied
	case "3D000": // invalid_catalog_name
		return ReasonNoDatabase
	case "3F000": // invalid_schema_name
		return ReasonNoFolder
	case "25006": // read_only_sql_transaction
		return ReasonReadOnly
	case "55P03": // lock_not_available
		return ReasonLocked
	case "42P07", "42723", "42703", "42P01": // duplicate_table, duplicate_function, undefined_column, undefined_table
		return ReasonNotAJournal
	}
	switch code[:min(2, len(code))] {
	case "28": // invalid authorization
		return ReasonDenied
	case "08", "57": // connection exception, operator intervention
		return ReasonUnreachable
	case "53": // insufficient resources
		if code == "53100" {
			return ReasonFull
		}
		return ReasonUnreachable
	}
	return ReasonFailed
}

// hider blacks out the passwords of a URL, however they are written.
func hider(text string, passwords ...string) *strings.Replacer {
	if u, err := url.Parse(text); err == nil {
		if p, ok := u.User.Password(); ok {
			_, raw, _ := strings.Cut(text, "://")
			raw, _, _ = strings.Cut(raw, "@")
			_, raw, _ = strings.Cut(raw, ":")
			passwords = append(passwords, p, raw)
		}
		for key, values := range u.Query() {
			if strings.Contains(strings.ToLower(key), "password") {
				passwords = append(passwords, values...)
			}
		}
	}
	var pairs []string
	for _, p := range passwords {
		for _, form := range []string{p, url.QueryEscape(p), url.PathEscape(p)} {
			if form != "" {
				pairs = append(pairs, form, "••••••")
			}
		}
	}
	return strings.NewReplacer(pairs...)
}
