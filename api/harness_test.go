package api_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// bench is a client against the simulator over real HTTP.
type bench struct {
	*api.Client
	t   *testing.T
	sim *graphsim.Sim
	url string

	mu     sync.Mutex
	traces []api.Trace
	conns  int // connections that were opened
}

// waba and id are the objects of the scenario.
func (b *bench) waba() api.WABAID      { return b.sim.Info().WABA }
func (b *bench) id() api.PhoneNumberID { return b.sim.Info().Numbers[0] }

func setup(t *testing.T, scenario string, adjust ...func(*api.Options)) *bench {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "assets", "scenarios", scenario+".toml"))
	if err != nil {
		t.Fatal(err)
	}
	return setupText(t, string(data), adjust...)
}

func setupText(t *testing.T, text string, adjust ...func(*api.Options)) *bench {
	t.Helper()
	sc, err := graphsim.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	sim, err := graphsim.New(sc, graphsim.WithSeed(11), graphsim.WithClock(func() time.Time { return now }))
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, sim: sim}
	server := httptest.NewUnstartedServer(sim)
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			b.mu.Lock()
			b.conns++
			b.mu.Unlock()
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	b.url = server.URL
	b.Client = b.client(sim.Info().Token, adjust...)
	return b
}

func (b *bench) client(token string, adjust ...func(*api.Options)) *api.Client {
	b.t.Helper()
	o := api.Options{BaseURL: b.url, Token: api.NewSecret(token), Pause: time.Millisecond, Timeout: 5 * time.Second, Trace: b.note}
	for _, f := range adjust {
		f(&o)
	}
	return client(b.t, o)
}

func client(t *testing.T, o api.Options) *api.Client {
	t.Helper()
	c, err := api.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func (b *bench) note(tr api.Trace) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.traces = append(b.traces, tr)
}

func (b *bench) order(f graphsim.Fault) {
	b.t.Helper()
	if err := b.sim.AddFault(f); err != nil {
		b.t.Fatal(err)
	}
}

// calls counts how often an endpoint was reached.
func (b *bench) calls(e api.Endpoint) int {
	n := 0
	for _, c := range b.sim.Record() {
		if c.Endpoint == e {
			n++
		}
	}
	return n
}

func (b *bench) code() api.Secret {
	b.t.Helper()
	box := b.sim.Outbox()
	if len(box) == 0 {
		b.t.Fatal("no code reached the phone")
	}
	return api.NewSecret(box[len(box)-1].Code)
}

func (b *bench) state() graphsim.Snapshot {
	b.t.Helper()
	s, ok := b.sim.Snapshot(b.id())
	if !ok {
		b.t.Fatal("the number is gone")
	}
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused checks that err is Graph's answer with this code and subcode.
func refused(t *testing.T, err error, call api.Endpoint, code, subcode int) *api.Error {
	t.Helper()
	var e *api.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want Graph's refusal %d", err, code)
	}
	if e.Call != call || e.Code != code || e.Subcode != subcode {
		t.Fatalf("got %s %d/%d (%v), want %s %d/%d", e.Call, e.Code, e.Subcode, err, call, code, subcode)
	}
	return e
}

var pin = api.NewSecret("016027")

// register registers a number, whatever the answer says beside its yes.
func (b *bench) register(ctx context.Context, id api.PhoneNumberID, reg api.Registration) error {
	_, err := b.Register(ctx, id, reg)
	return err
}
