package journal_test

import (
	"context"
	"database/sql"
	"io"
	"net"
	"net/url"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/assets"
	"dialtone/flows"
	"dialtone/flows/journal"
)

// breakable is a journal that can be out of reach for a while.
type breakable struct {
	address string        // of the journal as the wizard has it
	direct  string        // and as it can be reached always
	wait    time.Duration // for another writer, or for the server
	cut     func()
	mend    func()
}

// behindALock is a SQLite file that another program keeps to itself for a while.
func behindALock(t *testing.T) breakable {
	t.Helper()
	file := filepath.Join(t.TempDir(), "journal.db")
	db, err := journal.RawFile(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	say := func(statement string) func() {
		return func() {
			if _, err := db.ExecContext(context.WithoutCancel(t.Context()), statement); err != nil {
				t.Error(err)
			}
		}
	}
	return breakable{file, file, 200 * time.Millisecond, say("BEGIN EXCLUSIVE"), say("COMMIT")}
}

// behindAWire is a PostgreSQL server whose connections can be cut.
func behindAWire(t *testing.T) breakable {
	t.Helper()
	at := journal.Schema(t)
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal("the URL of the server cannot be read")
	}
	w := &cable{server: u.Host}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close(); w.cut() })
	go w.serve(l)
	u.Host = l.Addr().String()
	return breakable{u.String(), at, 5 * time.Second, w.cut, w.mend}
}

// cable passes bytes on to a server while it is whole.
type cable struct {
	server string

	mu    sync.Mutex
	torn  bool
	conns []net.Conn
}

func (w *cable) serve(l net.Listener) {
	for {
		from, err := l.Accept()
		if err != nil {
			return
		}
		to, err := net.Dial("tcp", w.server)
		if err != nil {
			_ = from.Close()
			continue
		}
		w.mu.Lock()
		w.conns = append(w.conns, from, to)
		torn := w.torn
		w.mu.Unlock()
		if torn {
			w.cut()
		}
		for _, way := range [][2]net.Conn{{from, to}, {to, from}} {
			go func() {
				_, _ = io.Copy(way[0], way[1]) // it ends with either side
				_, _ = way[0].Close(), way[1].Close()
			}()
		}
	}
}

func (w *cable) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.torn = true
	for _, c := range w.conns {
		_ = c.Close()
	}
	w.conns = nil
}

func (w *cable) mend() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.torn = false
}

// TestAJournalThatGoesAway has the journal out of reach while Meta is at a register
// request. Its outcome is kept as soon as the journal is back, or found out by the number
// in the next run; and whatever is pressed, one request takes effect.
func TestAJournalThatGoesAway(t *testing.T) {
	t.Parallel()
	for kind, make := range map[string]func(*testing.T) breakable{"sqlite": behindALock, "postgres": behindAWire} {
		for name, c := range map[string]struct {
			refuses bool // Meta says no
			back    bool // the journal is back while the program still runs
			want    journal.Outcome
		}{
			"done, back":         {false, true, journal.TookEffect},
			"done, next run":     {false, false, journal.TookEffect},
			"refused, back":      {true, true, journal.Refused},
			"refused, next run ": {true, false, ""},
		} {
			t.Run(kind+", "+name, func(t *testing.T) {
				t.Parallel()
				at := make(t)
				sim, url := simulated(t, c.refuses, at.cut)
				info := sim.Info()
				desk := func(address string, patience time.Duration) (*wizard, func()) {
					j, err := journal.Open(t.Context(), address, journal.Options{Who: "ana@desk", Patience: patience})
					if err != nil {
						t.Fatal(err)
					}
					return seated(t.Context(), j, url, info.Token, string(info.WABA)), func() { _ = j.Close() }
				}
				w, leave := desk(at.address, at.wait)
				w.toReview()
				if w.s.State != flows.Review {
					t.Fatalf("in %s with %+v", w.s.State, w.s.Problem)
				}
				w.hand(flows.RegisterAsked{}) // the journal goes away in the middle
				if c.refuses != (w.s.State == flows.Review && w.s.Problem != nil) || !c.refuses && w.s.State != flows.Connected {
					t.Errorf("in %s with %+v", w.s.State, w.s.Problem)
				}
				if c.refuses { // as often as anybody presses, nothing leaves without a record
					w.hand(flows.ProblemDismissed{})
					w.hand(flows.RegisterAsked{})
					if sent(sim) != 1 || w.s.Problem == nil && w.s.Notice != flows.NoticeRefused {
						t.Errorf("%d requests, with %q and the card %+v", sent(sim), w.s.Notice, w.s.Problem)
					}
				}
				at.mend()
				if c.back {
					w.hand(flows.ProblemDismissed{})
					w.hand(flows.BackAsked{})
				}
				leave()
				w, leave = desk(at.direct, 0)
				defer leave()
				w.hand(flows.Started{})
				w.hand(flows.NumberPicked{ID: info.Numbers[0]})
				if !c.refuses && (w.s.State != flows.Connected || w.s.Problem != nil) {
					t.Errorf("the next run is in %s with %+v", w.s.State, w.s.Problem)
				}
				if c.refuses && !c.back && w.s.Problem == nil && w.s.State != flows.Register {
					t.Errorf("nobody is told that an outcome is not known: the next run is in %s", w.s.State)
				}
				if n := sent(sim); n != 1 {
					t.Errorf("register was sent %d times", n)
				}
				if got := lastOutcome(t, at.direct); c.want != "" && got != c.want {
					t.Errorf("it is settled as %q, not %q", got, c.want)
				}
			})
		}
	}
}

// simulated serves a number that waits to be registered. While it is at the request it
// calls during, and then carries it out or says no.
func simulated(t *testing.T, refuses bool, during func()) (*graphsim.Sim, string) {
	t.Helper()
	raw, err := assets.Scenario("embedded-signup")
	if err != nil {
		t.Fatal(err)
	}
	sc, err := graphsim.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	sc.Rules.ConnectAfter = 0
	f := graphsim.Fault{Endpoint: api.Register, Delay: 1, Times: 1}
	if refuses {
		f.Code, f.Subcode = 100, 2388091
	}
	sc.Faults = append(sc.Faults, f)
	sim, err := graphsim.New(sc, graphsim.WithSleep(func(context.Context, time.Duration) error {
		during()
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	at, _, err := graphsim.Serve(t.Context(), "127.0.0.1:0", sim)
	if err != nil {
		t.Fatal(err)
	}
	return sim, at
}

// sent counts the register requests that Meta saw.
func sent(sim *graphsim.Sim) int {
	n := 0
	for _, c := range sim.Record() {
		if c.Endpoint == api.Register {
			n++
		}
	}
	return n
}

// lastOutcome is what the last request of a journal was settled as.
func lastOutcome(t *testing.T, address string) (o journal.Outcome) {
	t.Helper()
	db, err := journal.RawFile(address)
	if _, isURL := parsed(address); isURL {
		db, err = sql.Open("pgx", address)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := db.QueryRowContext(t.Context(), "SELECT coalesce((SELECT outcome FROM dialtone_entries WHERE kind = 'settle' ORDER BY seq DESC LIMIT 1), '')").Scan(&o); err != nil {
		t.Fatal(err)
	}
	return o
}

func parsed(address string) (*url.URL, bool) {
	u, err := url.Parse(address)
	return u, err == nil && u.Scheme == "postgres"
}
