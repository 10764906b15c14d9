package run_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/assets"
	"dialtone/flows"
	"dialtone/flows/journal"
)

// seedFlag replays one seed and tells what happened.
var seedFlag = flag.Uint64("seed", 0, "the one seed of the soak to run")

// kindsFlag chooses the faults by their names.
var kindsFlag = flag.String("kinds", "", "the kinds of fault of the soak, as a regular expression")

// chosenKinds are the kinds of fault that are asked for.
func chosenKinds() []kind {
	of := regexp.MustCompile(*kindsFlag)
	return slices.DeleteFunc(kinds(), func(k kind) bool { return !of.MatchString(k.name) })
}

// soak is a small world in simulated time: an account, a network, and desks at
// which robots bring the same number on.
type soak struct {
	t       *testing.T
	ctx     context.Context
	seed    uint64
	tale    *tale
	sim     *graphsim.Sim
	road    *road
	desks   []*desk
	account api.WABAID
	chosen  api.PhoneNumberID
	book    func(name string) *bookFile

	mu    sync.Mutex
	valid string // the token that is good now
	fails []string
	// spare is how many requests of each call may be needed beside one: for what
	// somebody else did, and what ran out.
	spare   map[api.Endpoint]int
	meddled bool // with another tool, so that Graph may say no for a good reason
}

// inSoak runs f in a world of its own, whose time is simulated.
func inSoak(t *testing.T, seed uint64, scenario string, change func(*graphsim.Scenario), f func(*soak)) *soak {
	t.Helper()
	sk := &soak{t: t, seed: seed, spare: map[api.Endpoint]int{}}
	folder, err := os.MkdirTemp("", "soak") // the test's own name can look like anything
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	synctest.Test(t, func(t *testing.T) {
		raw, err := assets.Scenario(scenario)
		must(t, err)
		sc, err := graphsim.Parse(raw)
		must(t, err)
		sc.Numbers = append(sc.Numbers, graphsim.Number{ID: "106540352249998", Phone: "+85291230198", Name: "Lotus Bakery Two"})
		if change != nil {
			change(&sc)
		}
		sk.tale = &tale{begun: time.Now()}
		sk.sim, err = graphsim.New(sc, graphsim.WithSeed(seed))
		must(t, err)
		info := sk.sim.Info()
		sk.account, sk.chosen, sk.valid = info.WABA, info.Numbers[0], info.Token
		c, cancel := context.WithCancel(context.Background())
		sk.ctx = c
		sk.road = newRoad(sk.sim, sk.tale)
		books := map[string]*bookFile{}
		sk.book = func(name string) *bookFile {
			if books[name] == nil {
				j, err := journal.Open(c, filepath.Join(folder, name+".db"), journal.Options{Who: "mei@desk2"})
				must(t, err)
				books[name] = &bookFile{journal: j, sessions: map[journal.SessionID]*desk{}, intents: map[journal.IntentID]*ordered{}}
			}
			return books[name]
		}
		f(sk)
		cancel()
		for _, d := range sk.desks {
			d.wire.CloseIdleConnections()
		}
		sk.road.close()
		synctest.Wait()
		for _, b := range books {
			must(t, b.journal.Close())
		}
	})
	return sk
}

// bookOf is the journal of a name. Several desks may open it at once.
func (sk *soak) bookOf(name string) *bookFile {
	sk.mu.Lock()
	defer sk.mu.Unlock()
	return sk.book(name)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// dice are those of one part of a world, so that what one does changes nothing for
// another.
func (sk *soak) dice(part int) *rand.Rand { return rand.New(rand.NewPCG(sk.seed, uint64(part))) }

func (sk *soak) fail(format string, args ...any) {
	sk.mu.Lock()
	defer sk.mu.Unlock()
	text := fmt.Sprintf(format, args...)
	sk.tale.note("FAILS: %s", text)
	sk.fails = append(sk.fails, text)
}

// token is one that is good, and renew gets another one where it is not any more.
func (sk *soak) token() api.Secret {
	sk.mu.Lock()
	defer sk.mu.Unlock()
	return api.NewSecret(sk.valid)
}

func (sk *soak) renew(p *flows.Problem) {
	if p.Advice.Denied() {
		fresh := sk.sim.IssueToken()
		sk.mu.Lock()
		sk.valid = fresh
		sk.mu.Unlock()
	}
}

// wish is what the program is started with.
func (sk *soak) wish() flows.Options {
	return flows.Options{Recorded: true, Token: sk.token(), Account: sk.account}
}

// allowCode allows another code: the one that was sent is too old by now.
func (sk *soak) allowCode() {
	sk.mu.Lock()
	defer sk.mu.Unlock()
	sk.spare[api.RequestCode]++
	sk.spare[api.VerifyCode]++
}

// effective counts the calls of a kind that changed something.
func (sk *soak) effective(call api.Endpoint) int {
	n := 0
	for _, c := range sk.sim.Record() {
		if c.Endpoint == call && c.Effective {
			n++
		}
	}
	return n
}

// settled holds what a desk writes down of a request against what became of it.
func (sk *soak) settled(of *ordered, o journal.Outcome) {
	var p *passage
	for _, q := range sk.road.passages()[of.from:] {
		if q.by == of.by && string(q.call) == of.Call {
			p = q
			break
		}
	}
	switch {
	case o == journal.Refused && (p == nil || p.lost):
		sk.fail("%s is settled as refused, and Graph did not say so", of.Call)
	case o == journal.NeverLeft && p != nil:
		sk.fail("%s is settled as one that never left, and it was on the wire", of.Call)
	case o == journal.TookEffect && of.Call == string(api.Register) && sk.effective(api.Register) == 0:
		sk.fail("register is settled as done, and it was not")
	}
}

// counted are the calls that Meta counts on the way to CONNECTED.
func counted() []api.Endpoint { return []api.Endpoint{api.RequestCode, api.VerifyCode, api.Register} }

// sent counts the requests of a call that were on the wire.
func (sk *soak) sent(call api.Endpoint) (all, spoiled int) {
	for _, p := range sk.road.passages() {
		if p.call == call && p.method != "GET" {
			all++
			if p.lost || p.fault != "" || !p.heard || p.no && sk.meddled {
				spoiled++
			}
		}
	}
	return all, spoiled
}

// check holds the three promises against what the simulator and the road saw.
func (sk *soak) check(ends ...string) {
	n, _ := sk.sim.Snapshot(sk.chosen)
	took := sk.effective(api.Register)
	if took > 1 {
		sk.fail("register took effect %d times", took)
	}
	for _, end := range ends {
		if end == connected && (took != 1 || !n.Registered) {
			sk.fail("it ends CONNECTED after %d registrations", took)
		}
	}
	for _, call := range counted() {
		if all, spoiled := sk.sent(call); all > 1+spoiled+sk.spare[call] {
			sk.fail("%s was sent %d times, with %d answers lost", call, all, spoiled)
		}
	}
	for _, p := range sk.road.passages() {
		node := p.node == string(sk.chosen) || p.node == string(sk.account) || p.node == "debug_token"
		onAccount := p.call == api.SetSubscribed || p.call == api.AddNumber
		if p.method != "GET" && (p.node == string(sk.account)) != onAccount || !node {
			sk.fail("%s %s went to %s", p.method, p.call, p.node)
		}
	}
	for _, d := range sk.desks {
		for _, c := range d.robot.cards {
			if !sk.explained(d, c) {
				sk.fail("%s shows %s on %s in %s, and no fault explains it", d.name, c.id, c.call, c.state)
			}
		}
	}
}

// explained reports whether a card follows from something that went wrong.
func (sk *soak) explained(d *desk, c card) bool {
	switch c.id {
	case flows.AdviseOpen, flows.AdviseUnsettled, flows.AdviseStuck, flows.AdviseUnregistered, flows.AdviseHeld, flows.AdviseChanged, flows.AdviseWrongCode, flows.AdvisePIN, flows.AdviseVerifyAgain, flows.AdviseVerified:
		return true // these tell of the world, and the walks of the cases say when
	}
	if c.id == flows.AdviseBusy && c.call == api.GetNumber && c.state == flows.Connected {
		return true // it was looked at for so long
	}
	if c.id == flows.AdviseBudget && slices.ContainsFunc(sk.desks, func(o *desk) bool { return o.book.file == d.book.file && o.closed(c.call) }) {
		return true // Meta told a colleague, and the journal both have knows it
	}
	for _, e := range d.excused() {
		if c.id == flows.AdviseOffline && (reads(e.call) || e.call == graphsim.Reads) {
			return true // the look right before it failed
		}
		if slices.Contains(e.kind.means, c.id) {
			return true
		}
	}
	return false
}

// report fails the test with the tale where something went wrong.
func (sk *soak) report(t *testing.T) {
	t.Helper()
	if len(sk.fails) == 0 {
		if *seedFlag != 0 {
			t.Logf("\n%s", sk.tale)
		}
		return
	}
	for _, f := range sk.fails {
		t.Errorf("seed %d: %s", sk.seed, f)
	}
	t.Logf("seed %d:\n%s", sk.seed, sk.tale)
}

// late is a number that reads CONNECTED long after Meta said yes.
func late(sc *graphsim.Scenario) { sc.Rules.ConnectAfter = graphsim.Duration(20 * time.Minute) }

// TestSoakLateAfterAKill has the program killed while CONNECTED is waited for: the
// next run waits on, and sends nothing.
func TestSoakLateAfterAKill(t *testing.T) {
	t.Parallel()
	sk := inSoak(t, 3, "embedded-signup", late, func(sk *soak) {
		first := sk.desk("mei 1", sk.bookOf("one"), sk.wish())
		go func() {
			time.Sleep(3 * time.Minute)
			first.die("while CONNECTED is waited for")
		}()
		if end := first.work(); end != "killed" || first.s.State != flows.Connected {
			sk.fail("the first run ends %s in %s", end, first.s.State)
		}
		wish := sk.wish()
		wish.Number = sk.chosen
		sk.check(sk.desk("mei 2", sk.bookOf("one"), wish).work())
	})
	sk.report(t)
}

// TestSoakLateInTwoWindows has two windows share a journal: when one has
// registered, the other one sends nothing, however late CONNECTED comes.
func TestSoakLateInTwoWindows(t *testing.T) {
	t.Parallel()
	sk := inSoak(t, 3, "embedded-signup", late, func(sk *soak) {
		ends := make(chan string)
		for _, name := range []string{"mei", "an"} {
			d := sk.desk(name, sk.bookOf("one"), sk.wish())
			go func() { ends <- d.work() }()
		}
		sk.check(<-ends, <-ends)
	})
	sk.report(t)
}

// TestSoakUntroubled is the way without a fault: each counted request once.
func TestSoakUntroubled(t *testing.T) {
	t.Parallel()
	sk := inSoak(t, 1, "clean-mobile", nil, func(sk *soak) {
		sk.check(sk.desk("mei", sk.bookOf("one"), sk.wish()).work())
	})
	sk.report(t)
	for _, call := range counted() {
		if all, _ := sk.sent(call); all != 1 {
			t.Errorf("%s was sent %d times", call, all)
		}
	}
}

// tale is what happened, told when a seed fails.
type tale struct {
	mu    sync.Mutex
	begun time.Time
	lines []string
}

func (t *tale) note(format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lines = append(t.lines, fmt.Sprintf("%12s  ", time.Since(t.begun).Round(time.Millisecond))+fmt.Sprintf(format, args...))
}

func (t *tale) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Join(t.lines, "\n")
}
