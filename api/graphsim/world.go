// Package graphsim simulates Meta's Graph API for one WhatsApp Business Account
// in memory. It is an [http.Handler] with state. Its clock can be moved, a
// simulated phone receives the codes, the people around the account act when they
// are told to ([Sim.Perform]), and faults occur on order ([Fault]).
//
// The simulator must not be kinder than Meta. It does what Meta documents. Where
// Meta documents nothing it takes the stricter reading, and the comment says "our
// choice". A mark in brackets names the source of a fact: seed 000 to 003 are help
// pages of Meta and of a partner, docs is Meta's documentation, graph-ref Meta's
// reference, openapi Meta's OpenAPI file, biz-sdk Meta's business SDK, postman
// Meta's Postman collection, and field are reports by integrators.
package graphsim

import (
	"context"
	crand "crypto/rand"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"dialtone/api"
)

// Sim is a Graph API with the state of one account. It is an [http.Handler] and
// safe for concurrent use. It carries out one call at a time.
type Sim struct {
	clock  func() time.Time
	sleep  func(context.Context, time.Duration) error
	routes []route

	mu              sync.Mutex
	sc              Scenario
	offset          time.Duration
	random          *rand.Rand // for codes, ids and tokens
	traceRandom     *rand.Rand // for traces and message ids; apart, so that an additional read does not change the codes
	tokens          map[string]*token
	firstToken      string
	spareTokens     []string
	appToken        string
	subscribed      bool
	numbers         []*number        // in order of creation
	pool            []*pooled        // pre-verified numbers, in order of creation
	poolCodeCalls   []time.Time      // for codes of the pool, within the last hour
	lastList        numberList       // the list that the last page came from
	lines           map[string]*line // by phone
	faults          []*faultState
	managementCalls []time.Time // within the last hour
	outbox          []Message
	arrived         chan struct{} // closed when a message arrives
	record          []Call
	statuses        []MessageStatus
}

var _ http.Handler = (*Sim)(nil)

// Option adjusts a [Sim].
type Option func(*Sim)

// WithClock replaces the clock. [Sim.Advance] adds to its time.
func WithClock(now func() time.Time) Option { return func(s *Sim) { s.clock = now } }

// WithSeed makes codes, ids and tokens the same in every run. Reads do not change
// the codes that follow.
func WithSeed(seed uint64) Option {
	return func(s *Sim) { s.random, s.traceRandom = seeded(seed), seeded(seed+1) }
}

// WithSleep replaces the function that waits when a fault delays a call. By
// default the wait is real. The function must return early, with an error, when the
// context ends.
func WithSleep(sleep func(context.Context, time.Duration) error) Option {
	return func(s *Sim) { s.sleep = sleep }
}

// New creates the simulator of a scenario.
func New(sc Scenario, opts ...Option) (*Sim, error) {
	sc.Numbers = append([]Number(nil), sc.Numbers...)
	sc.Faults = append([]Fault(nil), sc.Faults...)
	sc.defaults()
	if err := sc.check(); err != nil {
		return nil, fmt.Errorf("scenario: %w", err)
	}
	s := &Sim{
		clock: time.Now, sleep: wait, routes: routes(), sc: sc,
		random: rand.New(systemSource{}), traceRandom: rand.New(systemSource{}),
		tokens: map[string]*token{}, lines: map[string]*line{},
		subscribed: sc.Account.Subscribed, arrived: make(chan struct{}),
	}
	for _, o := range opts {
		o(s)
	}
	start := s.now()
	numbers := sc.generateNumbers()
	for i, n := range numbers {
		s.numbers = append(s.numbers, s.newNumber(n, start, len(numbers)-i))
	}
	for i, p := range sc.Pool {
		s.pool = append(s.pool, newPooled(p, start, len(sc.Pool)-i))
	}
	for _, l := range sc.Lines {
		s.lines[l.Phone] = &line{Line: l, paidAt: l.LastPaid.after(start), wroteAt: l.Wrote.after(start)}
	}
	for _, f := range sc.Faults {
		s.faults = append(s.faults, &faultState{Fault: f})
	}
	s.firstToken = s.issue()
	for range sc.Token.Spare {
		s.spareTokens = append(s.spareTokens, s.issue())
	}
	s.appToken = sc.App.ID + "|" + randomText(s.random, 32, "0123456789abcdef")
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

// Info is what an operator has in hand before an onboarding.
type Info struct {
	Title       string
	Token       string
	SpareTokens []string // valid; the fault expire_tokens does not end them before their first use
	AppToken    string   // APP_ID|APP_SECRET; only debug_token accepts it (docs)
	AppSecret   string   // the one that the app demands a proof of; "" if it demands none
	WABA        api.WABAID
	Business    api.BusinessID
	Numbers     []api.PhoneNumberID
}

// Info returns the ids and tokens of the simulated account.
func (s *Sim) Info() Info {
	s.mu.Lock()
	defer s.mu.Unlock()
	info := Info{
		Title: s.sc.Title, Token: s.firstToken, SpareTokens: append([]string(nil), s.spareTokens...), AppToken: s.appToken,
		WABA: s.sc.Account.ID, Business: api.BusinessID(s.sc.Account.BusinessID),
	}
	if s.sc.App.RequireSecret {
		info.AppSecret = s.appSecret()
	}
	for _, n := range s.numbers {
		info.Numbers = append(info.Numbers, n.ID)
	}
	return info
}

// IssueToken creates a valid token, as an operator does when the old one expired.
func (s *Sim) IssueToken() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.issue()
}

// Now returns the simulated time.
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

// systemSource takes random numbers from the operating system. The codes and tokens
// of a sandbox should not be guessable either.
type systemSource struct{}

func (systemSource) Uint64() uint64 {
	var b [8]byte
	_, _ = crand.Read(b[:]) // never fails since Go 1.24
	return binary.NativeEndian.Uint64(b[:])
}

func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, ^seed)) }

// randomText returns n random characters of the alphabet.
func randomText(from *rand.Rand, n int, alphabet string) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[from.IntN(len(alphabet))]
	}
	return string(b)
}

const (
	decimals = "0123456789"
	letters  = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + decimals
)

// newID returns an id of 15 digits that no other node has.
func (s *Sim) newID() string {
	for {
		id := "7" + randomText(s.random, 14, decimals)
		if _, taken := s.byID(id); !taken && id != string(s.sc.Account.ID) {
			return id
		}
	}
}
