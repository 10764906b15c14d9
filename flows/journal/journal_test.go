package journal

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"dialtone/assets/constants"
)

// server is the variable with the URL of a PostgreSQL server to test on. It is
// the user's own: every test makes a schema there and drops it again.
const server = "DIALTONE_TEST_POSTGRES"

// noon is when tests begin: a Friday before Europe sets its clocks back.
var noon = time.Date(2026, 10, 23, 12, 0, 0, 0, time.UTC)

// clock is a time that tests move.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

func (c *clock) pass(d time.Duration) { c.set(c.Now().Add(d)) }

// onBoth runs a test on a SQLite file and, where there is a server, on
// PostgreSQL.
func onBoth(t *testing.T, f func(t *testing.T, address string)) {
	t.Helper()
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		f(t, filepath.Join(t.TempDir(), "journal.db"))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		f(t, schema(t))
	})
}

// schema makes an empty schema on the server and gives a URL that leads there.
func schema(t testing.TB) string {
	t.Helper()
	at := os.Getenv(server)
	if at == "" {
		t.Skip(server + " names no PostgreSQL server to test on; testdata/postgres.sh starts one and runs a command with it")
	}
	db, err := sql.Open("pgx", at)
	if err != nil {
		t.Fatal(err)
	}
	raw := make([]byte, 6)
	_, _ = rand.Read(raw) // it never fails
	name := "test_" + hex.EncodeToString(raw)
	if _, err := db.ExecContext(t.Context(), "CREATE SCHEMA "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := db.ExecContext(context.WithoutCancel(t.Context()), "DROP SCHEMA "+name+" CASCADE"); err != nil {
			t.Error(err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal("the URL of the server cannot be read")
	}
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
}

// opened opens a journal for the time of a test.
func opened(t testing.TB, address string, o Options) *Journal {
	t.Helper()
	j, err := Open(t.Context(), address, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	})
	return j
}

// ana and ben are colleagues.
func ana(c *clock) Options { return Options{Now: c.Now, Who: "ana@desk"} }

func ben(c *clock) Options {
	return Options{Now: c.Now, Who: "ben@laptop", self: owner{"another machine", 7, "1"}}
}

const (
	graph  = "graph.facebook.com"
	number = "106540352242922"
)

var about = Session{Account: "102290129340398", Number: number, Display: "+852 •••• 0100", Name: "Lucky Shrub", Place: graph}

var registers = Counter{graph, number, "register"}

// begun begins a session about the number.
func begun(t testing.TB, j *Journal) SessionID {
	t.Helper()
	id, err := j.Begin(t.Context(), about)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// register is the intent to register the number.
func register(id SessionID) Intent {
	return Intent{Counter: registers, Session: id, Exclusive: true, Limit: 10, Window: 72 * time.Hour}
}

// codes is the intent to have a code sent, of which no limit is known.
func codes(id SessionID) Intent {
	return Intent{Counter: Counter{graph, number, "request_code"}, Session: id, Window: 72 * time.Hour}
}

// intended intends and must succeed.
func intended(t testing.TB, j *Journal, in Intent) IntentID {
	t.Helper()
	id, err := j.Intend(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// settled settles and must succeed.
func settled(t testing.TB, j *Journal, id IntentID, o Outcome) {
	t.Helper()
	if err := j.Settle(t.Context(), id, o); err != nil {
		t.Fatal(err)
	}
}

// stands is how a counter stands under a limit.
func stands(t testing.TB, j *Journal, c Counter, limit int) Tally {
	t.Helper()
	got, err := tally(t.Context(), j.db, c, limit, window, j.now())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// as gives the error of a type, which err must be.
func as[E error](t testing.TB, err error) E {
	t.Helper()
	var e E
	if !errors.As(err, &e) {
		t.Fatalf("%v (%T) is no %T", err, err, e)
	}
	return e
}

// count asks the database for a number.
func count(t testing.TB, j *Journal, query string, args ...any) int {
	t.Helper()
	var n int
	if err := j.db.QueryRowContext(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestOutcomesAreComplete(t *testing.T) {
	t.Parallel()
	if want := constants.Of[Outcome](t); !slices.Equal(Outcomes(), want) {
		t.Errorf("outcomes %v, declared %v", Outcomes(), want)
	}
}
