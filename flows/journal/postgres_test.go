package journal

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

const hidden = "s3cret/pass@word"

// changed is the URL of an empty schema, changed.
func changed(t *testing.T, f func(u *url.URL, q url.Values)) string {
	t.Helper()
	u, err := url.Parse(schema(t))
	if err != nil {
		t.Fatal("the URL of the server cannot be read")
	}
	q := u.Query()
	f(u, q)
	u.RawQuery = q.Encode()
	return u.String()
}

func admin(t *testing.T, address string, statements ...string) {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestServersThatRefuse(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(u *url.URL, q url.Values)
		want   Reason
	}{
		"wrong password": {func(u *url.URL, _ url.Values) { u.User = url.UserPassword(u.User.Username(), hidden) }, ReasonPassword},
		"wrong password as a parameter": {func(u *url.URL, q url.Values) {
			u.User = url.User(u.User.Username())
			q.Set("password", hidden)
		}, ReasonPassword},
		"nobody":       {func(u *url.URL, _ url.Values) { u.User = url.UserPassword("nobody", hidden) }, ReasonPassword},
		"no password":  {func(u *url.URL, _ url.Values) { u.User = url.User(u.User.Username()) }, ReasonPassword},
		"no database":  {func(u *url.URL, _ url.Values) { u.Path = "/nowhere" }, ReasonNoDatabase},
		"no schema":    {func(_ *url.URL, q url.Values) { q.Set("search_path", "nowhere") }, ReasonNoFolder},
		"read-only":    {func(_ *url.URL, q url.Values) { q.Set("default_transaction_read_only", "on") }, ReasonReadOnly},
		"no such mode": {func(_ *url.URL, q url.Values) { q.Set("sslmode", hidden) }, ReasonBadAddress},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at := changed(t, c.change)
			_, err := Open(t.Context(), at, Options{})
			if e := as[*OpenError](t, err); e.Reason != c.want {
				t.Errorf("%v", err)
			}
			silent(t, err, at)
		})
	}
}

// silent fails if an error, or one inside it, tells a password.
func silent(t *testing.T, err error, address string) {
	t.Helper()
	u, parseErr := url.Parse(address)
	if parseErr != nil {
		t.Fatal("the URL cannot be read")
	}
	words := []string{hidden, url.QueryEscape(hidden), url.PathEscape(hidden)}
	if p, ok := u.User.Password(); ok {
		words = append(words, p)
	}
	for ; err != nil; err = errors.Unwrap(err) {
		for _, w := range words {
			if strings.Contains(err.Error(), w) {
				t.Errorf("the password is in %T: %v", err, err)
			}
		}
		if e, ok := err.(*pgconn.ConnectError); ok { // it holds the configuration
			t.Errorf("%T is handed out", e)
		}
	}
}

func TestUnreachableServers(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	mute, err := net.Listen("tcp", "127.0.0.1:0") // takes connections and says nothing
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = mute.Close() })
	for _, host := range []string{closed, mute.Addr().String(), "no-such-host.invalid"} {
		u := url.URL{Scheme: "postgres", User: url.UserPassword("u", hidden), Host: host, Path: "/d", RawQuery: "connect_timeout=1&sslmode=disable"}
		since := time.Now()
		_, err := Open(t.Context(), u.String(), Options{})
		if e := as[*OpenError](t, err); e.Reason != ReasonUnreachable || e.Path != "postgres://"+host+"/d" {
			t.Errorf("%v", err)
		}
		if took := time.Since(since); took > 15*time.Second {
			t.Errorf("%s: it took %v", host, took)
		}
		silent(t, err, u.String())
	}
}

func TestNewerAndForeignSchemas(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		statement string
		want      Reason
	}{
		"newer":   {"INSERT INTO dialtone_version (version_id, is_applied) VALUES (99, true)", ReasonNewer},
		"foreign": {"DROP TABLE dialtone_version", ReasonNotAJournal},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at := schema(t)
			begun(t, opened(t, at, Options{}))
			admin(t, at, c.statement)
			_, err := Open(t.Context(), at, Options{})
			if e := as[*OpenError](t, err); e.Reason != c.want {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestTheServerGoesAway(t *testing.T) {
	t.Parallel()
	at := changed(t, func(_ *url.URL, q url.Values) { q.Set("application_name", "soon gone") })
	j := opened(t, at, Options{})
	in := intended(t, j, register(begun(t, j)))
	admin(t, at, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = 'soon gone'")
	// The connection is made anew.
	settled(t, j, in, TookEffect)
}

func TestPasswordsAreHidden(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"postgres://u:pa%24%24w%C3%B6rd@h/d", "postgres://u@h/d?password=pa%24%24w%C3%B6rd", "postgres://u@h/d?sslpassword=pa$$w%C3%B6rd",
	} {
		h := hider(address, "from-a-file")
		for _, text := range []string{"pa$$wörd", "pa%24%24w%C3%B6rd", "pa$$w%C3%B6rd", "from-a-file"} {
			if got := h.Replace("no " + text + "."); got != "no ••••••." {
				t.Errorf("%s: %s", address, got)
			}
		}
	}
	_, err := Open(t.Context(), "postgres://u:pa%24%24w%C3%B6rd@h/d?connect_timeout=soon", Options{})
	if e := as[*OpenError](t, err); e.Reason != ReasonBadAddress || !strings.Contains(err.Error(), "connect_timeout") {
		t.Errorf("%v", err)
	}
	if got := hider("postgres://u@h/d", "").Replace("text"); got != "text" {
		t.Errorf("without a password: %s", got)
	}
}

func TestBrokenConnections(t *testing.T) {
	t.Parallel()
	for err, want := range map[error]bool{
		io.EOF: true, io.ErrUnexpectedEOF: true, net.ErrClosed: true, driver.ErrBadConn: true,
		&net.OpError{Op: "write", Err: errors.New("broken pipe")}: true, &pgconn.PgError{Code: "57P01"}: true,
		&pgconn.PgError{Code: "42501"}: false, sql.ErrNoRows: false, errForeign: false,
	} {
		if got := brokenOff(fmt.Errorf("begin: %w", err)); got != want {
			t.Errorf("%v: %v", err, got)
		}
	}
}

func TestReasonsOfServers(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]Reason{
		"28P01": ReasonPassword, "28000": ReasonDenied, "42501": ReasonDenied, "3D000": ReasonNoDatabase, "3F000": ReasonNoFolder,
		"25006": ReasonReadOnly, "55P03": ReasonLocked, "53300": ReasonUnreachable, "53100": ReasonFull, "57P01": ReasonUnreachable,
		"08006": ReasonUnreachable, "42P01": ReasonNotAJournal, "22012": ReasonFailed, "": ReasonFailed, "X": ReasonFailed,
	} {
		reason, err := explainPostgres(&pgconn.PgError{Code: code, Message: "it said " + hidden}, hider("postgres://h/d", hidden))
		if reason != want || strings.Contains(err.Error(), hidden) {
			t.Errorf("%s: %s, %v", code, reason, err)
		}
	}
}
