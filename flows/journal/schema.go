package journal

import (
	"context"
	"database/sql"
	"errors"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

// application marks a SQLite file as a journal of Dialtone's ("DTJL"), in the
// header field that SQLite keeps for this.
const application = 0x44544a4c

// Tables that are looked for.
const (
	entries  = "dialtone_entries"
	versions = "dialtone_version" // which steps of the schema were done
)

// The steps of the schema. One that was released is never changed; a change is a
// further step, for both kinds of database.
//
// Times are nanoseconds since 1970. What an entry means:
//
//	begin   a session began, with account, number, display, name, place and goal
//	note    it stands at state
//	finish  it ended with outcome
//	intend  call is about to be sent to number; it leaves Meta's window at until
//	settle  the call of intent ended with outcome; Meta refused it for reason
//	lock    call is closed for number until then: Meta said so, or our caution, which is the reason then
//	kept    what Forget leaves of an intent: Meta still counts it

func sqliteSchema() []string {
	return []string{`
CREATE TABLE dialtone_entries (
	seq     INTEGER PRIMARY KEY AUTOINCREMENT,
	at      INTEGER NOT NULL,
	kind    TEXT NOT NULL CHECK (kind IN ('begin', 'note', 'finish', 'intend', 'settle', 'lock', 'kept')),
	session TEXT NOT NULL,
	who     TEXT NOT NULL,
	owner   TEXT NOT NULL,
	place   TEXT NOT NULL,
	account TEXT NOT NULL,
	number  TEXT NOT NULL,
	display TEXT NOT NULL,
	name    TEXT NOT NULL,
	state   TEXT NOT NULL,
	call    TEXT,
	intent  INTEGER,
	outcome TEXT NOT NULL,
	until   INTEGER,
	forced  INTEGER NOT NULL
) STRICT;

CREATE INDEX dialtone_entries_session ON dialtone_entries (session, kind, seq);
CREATE INDEX dialtone_entries_counter ON dialtone_entries (place, number, call, at) WHERE call IS NOT NULL;
CREATE INDEX dialtone_entries_settled ON dialtone_entries (intent, seq) WHERE intent IS NOT NULL;
CREATE UNIQUE INDEX dialtone_entries_begun ON dialtone_entries (session) WHERE kind = 'begin';
CREATE UNIQUE INDEX dialtone_entries_ended ON dialtone_entries (session) WHERE kind = 'finish';

CREATE TABLE dialtone_holds (
	place   TEXT NOT NULL,
	number  TEXT NOT NULL,
	intent  INTEGER NOT NULL,
	session TEXT NOT NULL,
	owner   TEXT NOT NULL,
	since   INTEGER NOT NULL,
	PRIMARY KEY (place, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE dialtone_forgetting (session TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TRIGGER dialtone_entries_update BEFORE UPDATE ON dialtone_entries
BEGIN SELECT RAISE(ABORT, 'dialtone_entries is append-only'); END;

CREATE TRIGGER dialtone_entries_delete BEFORE DELETE ON dialtone_entries
WHEN NOT EXISTS (SELECT 1 FROM dialtone_forgetting f WHERE f.session = OLD.session)
BEGIN SELECT RAISE(ABORT, 'dialtone_entries is append-only'); END;
`, goalColumn, factsColumn, reasonColumn, kindColumns}
}

func postgresSchema() []string {
	return []string{`
CREATE TABLE dialtone_entries (
	seq     BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	at      BIGINT NOT NULL,
	kind    TEXT NOT NULL CHECK (kind IN ('begin', 'note', 'finish', 'intend', 'settle', 'lock', 'kept')),
	session TEXT NOT NULL,
	who     TEXT NOT NULL,
	owner   TEXT NOT NULL,
	place   TEXT NOT NULL,
	account TEXT NOT NULL,
	number  TEXT NOT NULL,
	display TEXT NOT NULL,
	name    TEXT NOT NULL,
	state   TEXT NOT NULL,
	call    TEXT,
	intent  BIGINT,
	outcome TEXT NOT NULL,
	until   BIGINT,
	forced  BOOLEAN NOT NULL
);

CREATE INDEX dialtone_entries_session ON dialtone_entries (session, kind, seq);
CREATE INDEX dialtone_entries_counter ON dialtone_entries (place, number, call, at) WHERE call IS NOT NULL;
CREATE INDEX dialtone_entries_settled ON dialtone_entries (intent, seq) WHERE intent IS NOT NULL;
CREATE UNIQUE INDEX dialtone_entries_begun ON dialtone_entries (session) WHERE kind = 'begin';
CREATE UNIQUE INDEX dialtone_entries_ended ON dialtone_entries (session) WHERE kind = 'finish';

CREATE TABLE dialtone_holds (
	place   TEXT NOT NULL,
	number  TEXT NOT NULL,
	intent  BIGINT NOT NULL,
	session TEXT NOT NULL,
	owner   TEXT NOT NULL,
	since   BIGINT NOT NULL,
	PRIMARY KEY (place, number)
);

CREATE TABLE dialtone_forgetting (session TEXT PRIMARY KEY);

CREATE FUNCTION dialtone_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM dialtone_forgetting f WHERE f.session = OLD.session) THEN
		RETURN OLD;
	END IF;
	RAISE EXCEPTION 'dialtone_entries is append-only';
END
$$;

CREATE TRIGGER dialtone_entries_row BEFORE UPDATE OR DELETE ON dialtone_entries
FOR EACH ROW EXECUTE FUNCTION dialtone_append_only();

CREATE TRIGGER dialtone_entries_all BEFORE TRUNCATE ON dialtone_entries
FOR EACH STATEMENT EXECUTE FUNCTION dialtone_append_only();
`, goalColumn, factsColumn, reasonColumn, kindColumns}
}

// goalColumn adds what a session is for. Older sessions were onboardings, whose goal
// is "". A new column changes no row, so the table stays append-only.
const goalColumn = "ALTER TABLE dialtone_entries ADD COLUMN goal TEXT NOT NULL DEFAULT ''"

// factsColumn adds how a number read right before a request was sent, so that it can
// be told after a crash what the request changed. Older requests have no facts.
const factsColumn = "ALTER TABLE dialtone_entries ADD COLUMN facts TEXT NOT NULL DEFAULT ''"

// reasonColumn adds why Meta refused a request, to a settling.
const reasonColumn = "ALTER TABLE dialtone_entries ADD COLUMN reason TEXT NOT NULL DEFAULT ''"

// kindColumns add what the ids name: Meta announced that the ids of WhatsApp accounts
// take the place of phone number ids in paths (docs, for 2028). Older entries hold ids
// of the kinds that were in use until then.
const kindColumns = `ALTER TABLE dialtone_entries ADD COLUMN account_kind TEXT NOT NULL DEFAULT 'messaging_account';
ALTER TABLE dialtone_entries ADD COLUMN number_kind TEXT NOT NULL DEFAULT 'phone_number'`

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

// laid reports whether the table of versions is there. A table of entries without it
// belongs to another program. One query looks for both, since another process may be
// making them just now.
func (e engine) laid(ctx context.Context, db querier) (bool, error) {
	var there, others bool
	err := db.QueryRowContext(ctx, e.tables, versions, entries).Scan(&there, &others)
	if err == nil && others && !there {
		err = errForeign
	}
	return there, err
}

// migrate brings the schema to the present version. Other processes may be doing
// the same. Each step is one transaction, so it is done as a whole or not at all, and
// it is no failure if another process did it first.
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
