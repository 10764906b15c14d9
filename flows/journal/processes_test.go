//go:build darwin || linux || windows

package journal

// On these systems the end of another process is noticed; owner_other.go is for
// the rest.

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/assets"
)

func TestTenProcessesAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		var all []*other
		for range 10 {
			all = append(all, start(t, "contend", address))
		}
		for _, o := range all {
			o.tell() // all of them make the new journal
		}
		for _, o := range all {
			if a := o.hear(); a.Session == "" {
				t.Fatalf("%+v", a)
			}
		}
		before := time.Now()
		for _, o := range all {
			o.tell() // all of them want to register
		}
		var got, refused []answer
		for _, o := range all {
			switch a := o.hear(); a.Said {
			case "":
				got = append(got, a)
			case "*journal.HeldError":
				refused = append(refused, a)
			default:
				t.Fatalf("%+v", a)
			}
		}
		if len(got) != 1 || len(refused) != 9 {
			t.Fatalf("%d may register, %d may not", len(got), len(refused))
		}
		j := opened(t, address, Options{})
		list, err := j.Unsettled(t.Context(), graph, number)
		if err != nil || len(list) != 1 || list[0].ID != got[0].Intent || !list[0].Running {
			t.Fatalf("%+v, %v", list, err)
		}
		for _, a := range refused {
			if a.Who != got[0].Who || a.Since.Before(before) || !a.Since.Equal(list[0].At) {
				t.Errorf("%+v, not %+v", a, got[0])
			}
		}
		if n := count(t, j, "SELECT count(*) FROM dialtone_version"); n != 1+len(j.engine.schema) {
			t.Errorf("%d versions are noted", n)
		}
		for _, o := range all {
			o.end()
		}
		// Its process has ended without settling.
		_, err = j.Intend(t.Context(), register(begun(t, j)))
		if e := as[*UnsettledError](t, err); e.ID != got[0].Intent || e.Running {
			t.Errorf("%+v", e)
		}
	})
}

// TestTenWindowsRegisterOnce has ten whole wizards confirm one number at once. One
// request leaves; while it is on its way the others are told whose it is, and
// afterwards they find the number CONNECTED.
func TestTenWindowsRegisterOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		sim, at, answerIt := slowGraph(t)
		var all []*other
		for range 10 {
			all = append(all, start(t, "window", address, func(c *exec.Cmd) {
				c.Env = append(c.Env, "DIALTONE_JOURNAL_GRAPH="+at, "DIALTONE_JOURNAL_TOKEN="+sim.Info().Token, "DIALTONE_JOURNAL_ACCOUNT="+string(sim.Info().WABA))
			}))
		}
		for _, o := range all {
			if a := o.hear(); a.Session != "Review" || a.Said != "" {
				t.Fatalf("%+v", a)
			}
		}
		before, heard := time.Now(), make(chan *other, len(all))
		said := map[*other]*answer{}
		for _, o := range all {
			a := &answer{}
			said[o] = a
			o.tell()
			go func() {
				if o.out.Scan() {
					_ = json.Unmarshal(o.out.Bytes(), a) // what cannot be read says nothing
				}
				heard <- o
			}()
		}
		var refused []*other
		for range len(all) - 1 {
			select {
			case o := <-heard:
				refused = append(refused, o)
			case <-time.After(time.Minute): // more than one waits for the answer that is held back
				t.Fatalf("%d of %d were refused", len(refused), len(all)-1)
			}
		}
		answerIt()
		first := <-heard
		if a := said[first]; a.Session != "Connected" || a.Said != "" {
			t.Errorf("the first one: %+v %s", a, first.wrong)
		}
		who, since := fmt.Sprintf("p%d@desk", first.cmd.Process.Pid), said[refused[0]].Since
		for _, o := range refused {
			if a := said[o]; a.Session != "Review" || a.Said != "held" || a.Who != who || a.Since.Before(before) || !a.Since.Equal(since) {
				t.Errorf("%+v, not %s since %s: %s", a, who, since, o.wrong)
			}
		}
		for _, o := range all {
			o.tell()
			if a := o.hear(); a.Session != "Connected" || a.Said != "" {
				t.Errorf("afterwards: %+v", a)
			}
			o.end()
		}
		requests := slices.DeleteFunc(sim.Record(), func(c graphsim.Call) bool { return c.Endpoint != api.Register })
		if len(requests) != 1 || !requests[0].Effective {
			t.Errorf("register requests: %+v", requests)
		}
	})
}

// slowGraph serves a number that waits to be registered, at a URL. It does not
// answer the request until it is told to.
func slowGraph(t *testing.T) (sim *graphsim.Sim, url string, answerIt func()) {
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
	sc.Faults = append(sc.Faults, graphsim.Fault{Endpoint: api.Register, Delay: 1})
	ctx, answer := context.WithCancel(t.Context())
	sim, err = graphsim.New(sc, graphsim.WithSleep(func(context.Context, time.Duration) error {
		<-ctx.Done()
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	url, _, err = graphsim.Serve(t.Context(), "127.0.0.1:0", sim)
	if err != nil {
		t.Fatal(err)
	}
	return sim, url, answer
}

func TestAKilledProcessLeavesAnUnsettledIntent(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		ctx := t.Context()
		o := start(t, "crash", address)
		lost := o.hear()
		if lost.Said != "" {
			t.Fatalf("%+v", lost)
		}
		j := opened(t, address, Options{})
		id := begun(t, j)
		_, err := j.Intend(ctx, register(id))
		if e := as[*HeldError](t, err); e.Who != lost.Who {
			t.Errorf("%+v", e)
		}
		if s, err := j.Session(ctx, lost.Session); err != nil || !s.Running || !s.Unsettled {
			t.Errorf("%+v, %v", s, err)
		}
		o.kill()

		whole(t, j)
		if s, err := j.Session(ctx, lost.Session); err != nil || s.Running || !s.Unsettled {
			t.Errorf("%+v, %v", s, err)
		}
		_, err = j.Intend(ctx, register(id))
		if e := as[*UnsettledError](t, err); e.ID != lost.Intent || e.Session != lost.Session || e.Who != lost.Who || e.Running || e.Unknown {
			t.Errorf("%+v", e)
		}
		// The session itself goes on in a new process just the same.
		_, err = j.Intend(ctx, register(lost.Session))
		as[*UnsettledError](t, err)
		settled(t, j, lost.Intent, Refused)
		settled(t, j, intended(t, j, register(lost.Session)), TookEffect)
		if got := stands(t, j, registers, 10); got.Used != 2 {
			t.Errorf("%+v", got)
		}
	})
}

func TestWhatWasIntendedSurvivesBeingKilled(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		sent := 0
		for round := range 5 {
			o := start(t, "churn", address)
			for range 3 + 7*round {
				if !o.out.Scan() {
					t.Fatal(o.wrong)
				}
				sent++
			}
			o.kill() // in the midst of something
			for o.out.Scan() {
				sent++
			}
		}
		j := opened(t, address, Options{})
		whole(t, j)
		at, err := j.Counted(t.Context(), codes("").Counter, time.Time{})
		if extra := len(at) - sent; err != nil || extra < 0 || extra > 5 { // each kill may hit between writing and telling
			t.Errorf("%d sent, %d counted, %v", sent, len(at), err)
		}
	})
}

// whole fails unless the database finds itself intact.
func whole(t *testing.T, j *Journal) {
	t.Helper()
	if j.engine.begin != "" { // a server looks after itself
		return
	}
	var found string
	if err := j.db.QueryRowContext(t.Context(), "PRAGMA integrity_check").Scan(&found); err != nil || found != "ok" {
		t.Fatalf("%s, %v", found, err)
	}
}

func TestOwners(t *testing.T) {
	t.Parallel()
	me := thisProcess()
	if len(me.machine) != 16 {
		t.Fatalf("machine %q", me.machine)
	}
	if parseOwner(me.String()) != me || strings.Count(me.String(), "/") != 2 {
		t.Errorf("%q is read as %+v", me, parseOwner(me.String()))
	}
	for text, want := range map[string]presence{
		me.String(): itself, "": elsewhere, "//": elsewhere, "x": elsewhere, "elsewhere/1/1": elsewhere,
		"/1/": elsewhere, me.machine + "/": elsewhere, me.machine + "/0/": elsewhere, me.machine + "/-1/": elsewhere,
	} {
		if got := me.sees(parseOwner(text)); got != want {
			t.Errorf("%q: %d", text, got)
		}
	}
	if got := me.sees(owner{me.machine, me.pid, me.start + "1"}); got != gone {
		t.Errorf("an earlier process with our number: %d", got)
	}
	o := start(t, "contend", t.TempDir()+"/journal.db")
	begun, exists := started(o.cmd.Process.Pid)
	if !exists {
		t.Fatal("a process that runs does not exist")
	}
	him := owner{me.machine, o.cmd.Process.Pid, begun}
	if got := me.sees(him); got != alive {
		t.Errorf("a process that runs: %d", got)
	}
	if err := o.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	// It is gone before anybody waits for it, too.
	for end := time.Now().Add(10 * time.Second); me.sees(him) != gone; {
		if time.Now().After(end) {
			t.Fatal("a killed process lives on")
		}
	}
	_ = o.cmd.Wait() // it was killed
	if got := me.sees(him); got != gone {
		t.Errorf("a process that has ended: %d", got)
	}
	if other := (owner{pid: me.pid, start: "x"}); other.sees(owner{pid: me.pid, start: "y"}) != elsewhere {
		t.Error("processes of unknown machines are told apart")
	}
}

func TestTakingOver(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		ctx, c := t.Context(), &clock{now: noon}
		me := thisProcess()
		past := me
		past.start += "1" // an earlier process with our number
		hidden := owner{machine: "", pid: me.pid, start: "x"}
		j := opened(t, address, ben(c))
		j.self = me
		for name, o := range map[string]owner{"dead": past, "elsewhere": {"another machine", 7, "1"}, "unknown": hidden} {
			his := opened(t, address, Options{Now: c.Now, Who: "ana@desk", self: o})
			lost, id := begun(t, his), begun(t, j)
			since := c.Now()
			in := intended(t, his, register(lost))
			if name != "dead" {
				c.set(since.Add(Lease - 1))
				_, err := j.Intend(ctx, register(id))
				if e := as[*HeldError](t, err); !e.Until.Equal(since.Add(Lease)) {
					t.Errorf("%s: %+v", name, e)
				}
				as[*HeldError](t, j.Settle(ctx, in, Refused))
				c.set(since.Add(Lease))
			}
			_, err := j.Intend(ctx, register(id))
			if e := as[*UnsettledError](t, err); e.ID != in || e.Session != lost || e.Who != "ana@desk" || !e.At.Equal(since) {
				t.Errorf("%s: %+v", name, e)
			}
			settled(t, j, in, Refused) // the number was read back
			again := intended(t, j, register(id))
			// The one that was thought dead comes back too late.
			if e := as[*SettledError](t, his.Settle(ctx, in, TookEffect)); e.Outcome != Refused {
				t.Errorf("%s: %+v", name, e)
			}
			settled(t, j, again, TookEffect)
			c.pass(window)
		}
	})
}
