package flows

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"dialtone/api"
)

// FuzzSession lets an operator of any whim and a world of any mood go through a
// flow, and holds what must hold whatever happens.
func FuzzSession(f *testing.F) {
	r := rand.New(rand.NewPCG(2026, 3))
	for range 50 {
		data := make([]byte, 600)
		for i := range data {
			data[i] = byte(r.UintN(256))
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) { play(t, &dice{data: data}) })
}

// played is one run: the world, the session, and what is remembered of calls
// that may have worked.
type played struct {
	t     *testing.T
	m     *Machine
	world *fake
	s     Session
	now   time.Time
	doubt map[Counter]bool
	steps int
	trail []func() string // formatted only for a failure
	seen  map[State]int
}

func play(t *testing.T, d *dice) *played {
	p := &played{t: t, m: NewMachine(), world: newFake(d), s: Start(Options{}), now: t0, doubt: map[Counter]bool{}, seen: map[State]int{}}
	p.step(Input{Event: Started{}, At: p.now})
	for !d.over() {
		p.now = p.now.Add(time.Duration(d.roll(40)) * time.Second)
		if len(p.world.out) > 0 && d.roll(5) > 0 {
			p.deliver(d.roll(len(p.world.out)), false)
			continue
		}
		p.step(Input{Event: p.world.operator(p.s), At: p.now})
	}
	// In the end everything is answered, and nothing waits any more.
	for range 200 {
		if len(p.world.out) == 0 {
			break
		}
		p.deliver(0, true)
	}
	if p.s.Waiting != nil || p.s.List.Listing || len(p.world.out) > 0 {
		p.fail("waits for %T, listing %t, with %d calls under way", p.s.Waiting, p.s.List.Listing, len(p.world.out))
	}
	p.backEnds()
	return p
}

func (p *played) fail(format string, args ...any) {
	p.t.Helper()
	for _, line := range p.trail[max(0, len(p.trail)-25):] {
		p.t.Log(line())
	}
	p.t.Fatalf(format, args...)
}

// deliver hands over the answer to a call under way, be it wanted or not.
func (p *played) deliver(i int, kindly bool) {
	c := p.world.out[i]
	p.world.out = slices.Delete(p.world.out, i, i+1)
	var e Event
	if kindly {
		e = p.world.effect(c.Effect)
	} else {
		e = p.world.answerTo(c.Effect)
	}
	if CallOf(c.Effect.Spec().Call).Counted {
		if c.Generation != p.s.Generation {
			p.fail("nobody waits for the answer to %T any more", c.Effect)
		}
		if inDoubt(e) {
			p.doubt[p.s.Counter(c.Effect.Spec().Call)] = true
		}
	}
	if c.Generation == p.s.Generation {
		switch e := e.(type) { // a look settles what was in doubt
		case NumberRead:
			p.settled(e.Number.ID)
		case FactsRead:
			p.settled(e.Number.ID)
		case PooledRead:
			delete(p.doubt, Counter{api.PhoneNumberID(e.Number.ID), api.VerifyPreverifiedCode})
		}
	}
	p.step(Input{Event: e, At: p.now, Generation: c.Generation})
}

func (p *played) settled(id api.PhoneNumberID) {
	for _, call := range []api.Endpoint{api.Register, api.VerifyCode, api.Deregister} {
		delete(p.doubt, Counter{id, call})
	}
}

func (p *played) step(in Input) {
	before := p.s
	var out []Command
	if p.steps++; p.steps%32 == 0 {
		p.s, out = pureStep(p.t, p.m, p.s, in)
	} else {
		p.s, out = p.m.Step(p.s, in)
	}
	to, waiting := p.s.State, p.s.Waiting
	p.trail = append(p.trail, func() string {
		return fmt.Sprintf("%s %T%+v -> %s %T", before.State, in.Event, in.Event, to, waiting)
	})
	for _, c := range out {
		p.trail = append(p.trail, func() string { return fmt.Sprintf("    %T", c.Effect) })
		p.emitted(before, in, c)
	}
	p.world.out = append(p.world.out, out...)
	p.seen[p.s.State]++
	p.holds()
	if p.steps%25 == 0 && !p.s.Busy() {
		p.backEnds()
	}
}

// emitted checks what may be sent, and when.
func (p *played) emitted(before Session, in Input, c Command) {
	call := c.Effect.Spec().Call
	if CallOf(call).Counted {
		own := byOperator(in.Event)
		looked := nameOf(in.Event) == "FactsRead" || nameOf(in.Event) == "NumberRead" && before.State == RegisterName
		confirmed := looked && before.Confirm.Given && (call == api.Register || call == api.Deregister && before.State == Deregister)
		// The steps of a confirmed region change follow each other, each once.
		step := before.State == Moving && p.s.State == Moving && !slices.ContainsFunc(before.Move.sent, func(m MoveStep) bool { return m.Call() == call }) &&
			slices.ContainsFunc(before.Move.Steps, func(m MoveStep) bool { return m.Call() == call })
		if before.State == MovePlan && p.s.State == Moving {
			confirmed = nameOf(in.Event) == "FactsRead" && before.Confirm.Given && len(p.s.Move.sent) == 1
		}
		if !own && !confirmed && !step {
			p.fail("%T was sent by %s", c.Effect, nameOf(in.Event))
		}
		if _, open := before.attempt(call); open && c.Override != OverrideOpen {
			p.fail("%T was sent beside one with no known outcome", c.Effect)
		}
		for _, other := range p.world.out {
			if CallOf(other.Effect.Spec().Call).Counted {
				p.fail("%T was sent while %T is under way", c.Effect, other.Effect)
			}
		}
		if call != api.RequestCode && call != api.RequestPreverifiedCode && p.doubt[p.s.Counter(call)] {
			p.fail("%T was sent again without a look", c.Effect)
		}
	}
	switch e := c.Effect.(type) {
	case DeregisterNumber:
		if e.ID != p.s.Number.ID || before.State == Deregister && !TakesOff(p.s.Number) {
			p.fail("deregisters %s, of which nothing is to be taken off", e.ID)
		}
	case RegisterNumber:
		if e.ID != p.s.Number.ID || e.Registration.PIN.Empty() || e.Registration.Region != "" {
			p.fail("registers %s, which is not %s, or has no PIN, or a region", e.ID, p.s.Number.ID)
		}
	case SendCode: // a new code is a new matter
		delete(p.doubt, p.s.Counter(api.VerifyCode))
	case SendPoolCode:
		delete(p.doubt, p.s.Counter(api.VerifyPreverifiedCode))
	case ReadNumber:
		if e.ID == "" {
			p.fail("reads no number")
		}
	}
}

// holds checks the session itself.
func (p *played) holds() {
	s := p.s
	underway := func(ok func(Effect) bool) bool {
		return slices.ContainsFunc(p.world.out, func(c Command) bool { return c.Generation == s.Generation && ok(c.Effect) })
	}
	if s.Waiting != nil && !underway(func(e Effect) bool { return dump(e) == dump(s.Waiting) }) {
		p.fail("waits for %T, which is not under way", s.Waiting)
	}
	if s.List.Listing != underway(func(e Effect) bool { _, is := e.(ReadNumbers); return is }) {
		p.fail("listing is %t", s.List.Listing)
	}
	if s.Looking && !underway(func(e Effect) bool {
		switch e.(type) {
		case Poll, ReadNumber:
			return true
		}
		return false
	}) {
		p.fail("says that it looks again, and nothing is under way")
	}
	waits := s.State == Register || s.State == Moving || s.Settle.Err != nil && s.State == Deregister
	if waits && !s.Busy() && !s.Looking && s.Problem == nil {
		p.fail("nothing goes on in %s", s.State)
	}
	if s.State == Manage && !s.PIN.Value.Empty() && s.Notice == NoticeMoved {
		p.fail("the PIN outlives the region change")
	}
	if s.State == Remedy && s.Checks.Remedy == "" {
		p.fail("a remedy without a name")
	}
	if s.State == Connected && !s.PIN.Value.Empty() {
		p.fail("the PIN outlives register")
	}
	if s.Confirm.Given && !underway(func(e Effect) bool {
		switch e.(type) {
		case ReadFacts:
			return true
		case ReadNumber, ReadSettings:
			return s.State == RegisterName
		}
		return false
	}) {
		p.fail("confirmed, and nothing is read")
	}
	if s.Return != "" && s.State != Connect {
		p.fail("returns to %s from %s", s.Return, s.State)
	}
	if s.State != Connect && !s.Job.Alone() && s.Target.Account == "" { // doctor and recipient need none
		p.fail("no account is open in %s", s.State)
	}
	_, pooled := s.Waiting.(HandInPoolCode)
	if _, typed := s.Waiting.(HandInCode); !typed && !pooled && p.steps%16 == 0 && contains(dump(s), "918273") {
		p.fail("the code is kept")
	}
}

// backEnds presses Back until it leads nowhere. It must not run in circles, and
// it must not send anything that counts.
func (p *played) backEnds() {
	s := p.s
	for range 40 {
		if s.State == Connect {
			return
		}
		next, out := p.m.Step(s, Input{Event: BackAsked{}, At: p.now})
		for _, c := range out {
			if !c.Effect.Spec().Reads {
				p.fail("Back sends %T", c.Effect)
			}
		}
		if next.Notice == NoticeUnsaved { // nothing is lost in silence
			next, _ = p.m.Step(next, Input{Event: ProfileDropped{}, At: p.now})
		}
		if dump(next) == dump(s) && !s.Busy() {
			p.fail("Back is dead in %s with history %v", s.State, s.History)
		}
		if s = next; s.Busy() && !s.CanCancel() {
			return
		}
	}
	p.fail("Back runs in circles from %s with history %v", p.s.State, p.s.History)
}
