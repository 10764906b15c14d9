package graphsim

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"dialtone/api"
)

// Sim is a Graph API with the state of one account. It is an [http.Handler]
// and safe for concurrent use; calls are carried out one at a time.
type Sim struct {
	clock  func() time.Time
	sleep  func(context.Context, time.Duration) error
	routes []route

	mu         sync.Mutex
	sc         Scenario
	offset     time.Duration
	random     *rand.Rand // codes, ids, tokens
	noise      *rand.Rand // traces: apart, so that one read more changes no code
	tokens     map[string]*token
	first      string
	spare      []string
	appToken   string
	subscribed bool
	numbers    []*number   // in order of creation
	pool       []*pooled   // numbers verified in advance, in order of creation
	poolCalls  []time.Time // code calls of the pool in the last hour
	last       selection   // what the last page was cut out of
	lines      map[string]*line
	faults     []*armed
	calls      []time.Time // management calls of the last hour
	outbox     []Message
	arrived    chan struct{} // closed when a message comes
	record     []Call
	statuses   []MessageStatus
}

var _ http.Handler = (*Sim)(nil)

// Option adjusts a [Sim].
type Option func(*Sim)

// WithClock replaces the clock. [Sim.Advance] moves on top of it.
func WithClock(now func() time.Time) Option { return func(s *Sim) { s.clock = now } }

// WithSeed makes codes, ids and tokens the same in every run; reads in between
// do not change them.
func WithSeed(seed uint64) Option {
	return func(s *Sim) { s.random, s.noise = seeded(seed), seeded(seed+1) }
}

// WithSleep replaces the waiting of delay faults, which is real time by
// default. The function returns early with an error when the context ends.
func WithSleep(sleep func(context.Context, time.Duration) error) Option {
	return func(s *Sim) { s.sleep = sleep }
}

// New builds the world of a scenario.
func New(sc Scenario, opts ...Option) (*Sim, error) {
	sc.Numbers = append([]Number(nil), sc.Numbers...)
	sc.Faults = append([]Fault(nil), sc.Faults...)
	sc.defaults()
	if err := sc.check(); err != nil {
		return nil, fmt.Errorf("scenario: %w", err)
	}
	s := &Sim{
		clock: time.Now, sleep: wait, routes: routes(), sc: sc, random: rand.New(system{}), noise: rand.New(system{}),
		tokens: map[string]*token{}, lines: map[string]*line{}, subscribed: sc.Account.Subscribed, arrived: make(chan struct{}),
	}
	for _, o := range opts {
		o(s)
	}
	start := s.now()
	numbers := sc.crowd()
	for i, n := range numbers {
		s.numbers = append(s.numbers, s.newNumber(n, start, len(numbers)-i))
	}
	for i, p := range sc.Pool {
		s.pool = append(s.pool, newPooled(p, start, len(sc.Pool)-i))
	}
	for _, l := range sc.Lines {
		s.lines[l.Phone] = &line{Line: l, paidAt: l.LastPaid.from(start), wroteAt: l.Wrote.from(start)}
	}
	for _, f := range sc.Faults {
		s.faults = append(s.faults, &armed{Fault: f})
	}
	s.first = s.issue()
	for range sc.Token.Spare {
		s.spare = append(s.spare, s.issue())
	}
	s.appToken = sc.App.ID + "|" + draw(s.random, 32, "0123456789abcdef")
	return s, nil
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Info is what an operator would be handed before an onboarding.
type Info struct {
	Title       string
	Token       string
	SpareTokens []string // valid, and not ended by an expire_tokens fault as long as they were not used
	AppToken    string   // APP_ID|APP_SECRET, good for debug_token only (docs)
	WABA        api.WABAID
	Business    api.BusinessID
	Numbers     []api.PhoneNumberID
}

// Info tells how to reach the simulated account.
func (s *Sim) Info() Info {
	s.mu.Lock()
	defer s.mu.Unlock()
	info := Info{Title: s.sc.Title, Token: s.first, SpareTokens: append([]string(nil), s.spare...), AppToken: s.appToken, WABA: s.sc.Account.ID, Business: api.BusinessID(s.sc.Account.BusinessID)}
	for _, n := range s.numbers {
		info.Numbers = append(info.Numbers, n.ID)
	}
	return info
}

// IssueToken makes a fresh valid token, as an operator does after an expiry.
func (s *Sim) IssueToken() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.issue()
}

// Now is the simulated time.
func (s *Sim) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now()
}

func (s *Sim) now() time.Time { return s.clock().Add(s.offset) }

// Advance moves the simulated time forward.
func (s *Sim) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.offset += d
}
