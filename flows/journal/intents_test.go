package journal

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

func deregister(id SessionID) Intent {
	in := register(id)
	in.Call = "deregister"
	return in
}

func TestExclusiveCallsHoldTheNumber(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		c := &clock{now: noon}
		j, other := opened(t, address, ana(c)), opened(t, address, ben(c))
		mine, theirs := begun(t, j), begun(t, other)
		in := intended(t, j, register(mine))
		c.pass(time.Minute)
		for _, want := range []Intent{register(theirs), deregister(theirs)} {
			_, err := other.Intend(t.Context(), want)
			e := as[*HeldError](t, err)
			if *e != (HeldError{Counter: registers, Who: "ana@desk", Since: noon, Until: noon.Add(Lease)}) {
				t.Errorf("%+v", e)
			}
			want.Override = true // of limits, not of holds
			_, err = other.Intend(t.Context(), want)
			as[*HeldError](t, err)
		}
		as[*HeldError](t, other.Settle(t.Context(), in, Refused))
		settled(t, other, intended(t, other, codes(theirs)), Refused) // shared
		free := register(theirs)
		free.Number = "1"
		intended(t, other, free)

		settled(t, j, in, TookEffect)
		settled(t, other, intended(t, other, deregister(theirs)), TookEffect)
	})
}

// An outcome that stays unknown is gone past only by whoever says so, and stays
// what it is.
func TestBesideAnUnknownOutcome(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		j := opened(t, address, Options{Who: "ana@desk"})
		id := begun(t, j)
		in := register(id)
		in.Facts = "status=PENDING pin=no"
		first := intended(t, j, in)
		in.Beside, in.Facts = true, ""
		_, err := j.Intend(t.Context(), in) // it may be on its way
		if e := as[*UnsettledError](t, err); e.ID != first || e.Facts != "status=PENDING pin=no" {
			t.Errorf("%+v", e)
		}
		settled(t, j, first, Unknown)
		over := in
		over.Beside, over.Override = false, true // of limits, not of what is not known
		_, err = j.Intend(t.Context(), over)
		as[*UnsettledError](t, err)
		second := intended(t, j, in)
		settled(t, j, second, Refused)
		list, err := j.Unsettled(t.Context(), in.Place, in.Number)
		if err != nil || len(list) != 1 || list[0].ID != first || !list[0].Unknown || list[0].Facts != "status=PENDING pin=no" {
			t.Errorf("%+v, %v", list, err)
		}
		if at, err := j.Counted(t.Context(), in.Counter, noon.Add(-Lease)); err != nil || len(at) != 2 {
			t.Errorf("%v, %v", at, err)
		}
		in.Facts = "pin=123830"
		_, err = j.Intend(t.Context(), in)
		as[*InvalidError](t, err)
	})
}

func TestOneProcessSendsOneRequestAtATime(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		j := opened(t, address, Options{Who: "ana@desk"})
		first, second := begun(t, j), begun(t, j)
		in := intended(t, j, register(first))
		_, err := j.Intend(t.Context(), register(second))
		if e := as[*HeldError](t, err); !e.Until.IsZero() {
			t.Errorf("%+v", e)
		}
		_, err = j.Intend(t.Context(), register(first))
		if e := as[*UnsettledError](t, err); e.ID != in || e.Unknown || e.Running {
			t.Errorf("%+v", e)
		}
		settled(t, j, in, Unknown) // over, so it is for whoever comes to read back
		for _, id := range []SessionID{first, second} {
			_, err = j.Intend(t.Context(), register(id))
			if e := as[*UnsettledError](t, err); e.ID != in || !e.Unknown || e.Session != first || e.Call != "register" {
				t.Errorf("%+v", e)
			}
		}
		settled(t, j, in, Refused)
		intended(t, j, register(second))
	})
}

func TestSettling(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		j := opened(t, address, Options{})
		id := begun(t, j)
		for _, last := range []Outcome{TookEffect, Refused, NeverLeft} {
			in := intended(t, j, register(id))
			settled(t, j, in, Unknown)
			settled(t, j, in, last)
			settled(t, j, in, last)
			for _, o := range Outcomes() {
				if o == last {
					continue
				}
				if e := as[*SettledError](t, j.Settle(t.Context(), in, o)); e.Outcome != last || e.ID != in {
					t.Errorf("%+v", e)
				}
			}
		}
		if n := count(t, j, "SELECT count(*) FROM dialtone_holds"); n != 0 {
			t.Errorf("%d holds", n)
		}
	})
}

func TestSettlingCannotBeCancelled(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		j := opened(t, address, Options{})
		id := begun(t, j)
		in := intended(t, j, register(id))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := j.Intend(ctx, codes(id)); !errors.Is(err, context.Canceled) {
			t.Errorf("Intend: %v", err)
		}
		for what, err := range map[string]error{
			"Settle": j.Settle(ctx, in, TookEffect), "Lock": j.Lock(ctx, registers, noon, true), "Finish": j.Finish(ctx, id, "left"),
		} {
			if err != nil {
				t.Errorf("%s: %v", what, err)
			}
		}
		if n := count(t, j, "SELECT count(*) FROM dialtone_entries"); n != 5 {
			t.Errorf("%d entries", n)
		}
	})
}

func TestUnsettledIntents(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		ctx, c := t.Context(), &clock{now: noon}
		j, other := opened(t, address, ana(c)), opened(t, address, ben(c))
		id := begun(t, j)
		code := intended(t, j, codes(id))
		c.pass(time.Second)
		in := intended(t, j, register(id))
		settled(t, j, in, Unknown)
		want := []Pending{
			{Counter: codes(id).Counter, ID: code, Session: id, At: noon, Who: "ana@desk"},
			{Counter: registers, ID: in, Session: id, At: noon.Add(time.Second), Who: "ana@desk", Unknown: true},
		}
		for running, j := range map[bool]*Journal{false: j, true: other} {
			got, err := j.Unsettled(ctx, graph, number)
			if err != nil || len(got) != 2 {
				t.Fatalf("%+v, %v", got, err)
			}
			for i := range got {
				want[i].Running = running
				if got[i] != want[i] {
					t.Errorf("%+v", got[i])
				}
			}
		}
		if got, err := j.Unsettled(ctx, "sandbox", number); err != nil || len(got) != 0 {
			t.Errorf("%+v, %v", got, err)
		}
		c.pass(window) // the code request counts no more; the number is held all the same
		if got, err := other.Unsettled(ctx, graph, number); err != nil || len(got) != 1 || got[0].ID != in || got[0].Running {
			t.Errorf("%+v, %v", got, err)
		}
		settled(t, other, in, Refused)
		if got, err := other.Unsettled(ctx, graph, number); err != nil || len(got) != 0 {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

func TestManyAtOnceInOneProcess(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		j := opened(t, address, Options{Who: "ana@desk"})
		var (
			all        sync.WaitGroup
			mu         sync.Mutex
			got, spent int
		)
		limited := Intent{Counter: Counter{graph, "2", "verify_code"}, Limit: 5, Window: window}
		for range 20 {
			all.Go(func() {
				id, err := j.Begin(t.Context(), about)
				if err != nil {
					t.Error(err)
				}
				_, err = j.Intend(t.Context(), register(id))
				var held *HeldError
				in := limited
				in.Session = id
				_, limit := j.Intend(t.Context(), in)
				var full *SpentError
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					got++
				case !errors.As(err, &held):
					t.Error(err)
				}
				switch {
				case errors.As(limit, &full):
					spent++
				case limit != nil:
					t.Error(limit)
				}
			})
		}
		all.Wait()
		if got != 1 || spent != 15 {
			t.Errorf("%d registers, %d guesses refused", got, spent)
		}
	})
}

func TestAFinishedSessionHoldsNothingBack(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		c := &clock{now: noon}
		j, other := opened(t, address, ana(c)), opened(t, address, ben(c))
		id := begun(t, j)
		in := intended(t, j, register(id))
		settled(t, j, in, Unknown)
		if err := j.Finish(t.Context(), id, "left"); err != nil {
			t.Fatal(err)
		}
		mine := begun(t, other)
		_, err := other.Intend(t.Context(), register(mine))
		as[*UnsettledError](t, err)
		settled(t, other, in, TookEffect)
		intended(t, other, deregister(mine))
	})
}
