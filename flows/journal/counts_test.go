package journal

import (
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // zones with summer time, wherever the tests run
)

const window = 72 * time.Hour

func TestTheEleventhWaitsForTheFirst(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		c := &clock{now: noon}
		j := opened(t, address, ana(c))
		id := begun(t, j)
		over := register(id)
		over.Override = true
		settled(t, j, intended(t, j, over), Refused) // there is nothing to go against
		c.pass(time.Hour)
		for range 9 {
			settled(t, j, intended(t, j, register(id)), Refused)
			c.pass(time.Hour)
		}
		for _, now := range []time.Time{c.Now(), noon.Add(window - time.Second), noon.Add(window - 1)} {
			c.set(now)
			_, err := j.Intend(t.Context(), register(id))
			if e := as[*SpentError](t, err); e.Used != 10 || e.Limit != 10 || !e.Frees.Equal(noon.Add(window)) || !e.Locked.IsZero() {
				t.Fatalf("%v: %+v", now, e)
			}
		}
		c.set(noon.Add(window))
		settled(t, j, intended(t, j, register(id)), Refused)
		_, err := j.Intend(t.Context(), register(id))
		if e := as[*SpentError](t, err); !e.Frees.Equal(noon.Add(window + time.Hour)) {
			t.Fatalf("frees %v", e.Frees)
		}

		settled(t, j, intended(t, j, over), Refused)
		for _, want := range []struct {
			now         time.Time
			limit, used int
			frees       time.Time
		}{
			{c.Now(), 10, 11, noon.Add(window + 2*time.Hour)}, // two have to go
			{c.Now(), 11, 11, noon.Add(window + time.Hour)},
			{c.Now(), 12, 11, time.Time{}},
			{c.Now(), 0, 11, time.Time{}},
			{c.Now().Add(window), 1, 0, time.Time{}},
			{noon.Add(-time.Hour), 12, 12, noon.Add(window)}, // a clock that went back
		} {
			c.set(want.now)
			if got := stands(t, j, registers, want.limit); got.Used != want.used || !got.Frees.Equal(want.frees) {
				t.Errorf("%v, limit %d: %+v", want.now, want.limit, got)
			}
		}
		list, err := j.Entries(t.Context(), id)
		for i, e := range list {
			if e.Forced != (i == len(list)-2) {
				t.Errorf("entry %d: %+v", i, e)
			}
		}
		if err != nil || len(list) != 1+2*12 {
			t.Errorf("%d entries, %v", len(list), err)
		}
	})
}

// TestWindowsAreElapsedTime crosses the night in which Europe sets its clocks
// back, in which 72 hours end an hour earlier on the wall.
func TestWindowsAreElapsedTime(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		zurich, err := time.LoadLocation("Europe/Zurich")
		if err != nil {
			t.Fatal(err)
		}
		friday := time.Date(2026, 10, 23, 14, 0, 0, 0, zurich)
		c := &clock{now: friday}
		j := opened(t, address, ana(c))
		in := register(begun(t, j))
		in.Limit = 1
		settled(t, j, intended(t, j, in), TookEffect)
		monday := time.Date(2026, 10, 26, 13, 0, 0, 0, zurich)
		c.set(monday.Add(-time.Second))
		_, err = j.Intend(t.Context(), in)
		if e := as[*SpentError](t, err); !e.Frees.Equal(monday) {
			t.Fatalf("frees %v", e.Frees)
		}
		c.set(monday)
		intended(t, j, in)
	})
}

func TestCountedRequests(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		c := &clock{now: noon}
		j := opened(t, address, ana(c))
		id := begun(t, j)
		newest := func(c Counter, want time.Time, sure bool) {
			t.Helper()
			if got, is, err := j.Newest(t.Context(), c); err != nil || !got.Equal(want) || is != sure {
				t.Errorf("newest %v, sure %t, not %v, %t: %v", got, is, want, sure, err)
			}
		}
		newest(codes(id).Counter, time.Time{}, false)
		for i, o := range []Outcome{TookEffect, Refused, NeverLeft, ""} {
			if i == 3 {
				newest(codes(id).Counter, noon, true) // not the refused one
			}
			in := intended(t, j, codes(id))
			if o != "" {
				settled(t, j, in, o)
			}
			c.pass(time.Minute)
		}
		unclear := intended(t, j, codes(id))
		settled(t, j, unclear, Unknown)
		asked := codes(id).Counter
		want := []time.Time{noon, noon.Add(time.Minute), noon.Add(3 * time.Minute), noon.Add(4 * time.Minute)}
		if got, err := j.Counted(t.Context(), asked, noon.Add(-1)); err != nil || !slices.EqualFunc(got, want, time.Time.Equal) {
			t.Errorf("%v, %v", got, err)
		}
		if got, _ := j.Counted(t.Context(), asked, noon); !slices.EqualFunc(got, want[1:], time.Time.Equal) {
			t.Errorf("since the first: %v", got)
		}
		for _, other := range []Counter{{"sandbox", number, "request_code"}, {graph, "1", "request_code"}, registers} {
			if got, err := j.Counted(t.Context(), other, noon.Add(-1)); err != nil || len(got) != 0 {
				t.Errorf("%+v: %v, %v", other, got, err)
			}
		}
		newest(asked, noon.Add(4*time.Minute), false)
		newest(registers, time.Time{}, false)
		settled(t, j, unclear, NeverLeft) // reading back showed it
		newest(asked, noon.Add(3*time.Minute), false)
		if got := stands(t, j, asked, 0); got.Used != 3 || !got.Frees.IsZero() {
			t.Errorf("%+v", got)
		}
	})
}

func TestLocks(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		c := &clock{now: noon}
		j := opened(t, address, ana(c))
		id := begun(t, j)
		for _, until := range []time.Time{noon.Add(time.Hour), noon.Add(window), noon.Add(time.Minute)} {
			if err := j.Lock(t.Context(), registers, until, true); err != nil {
				t.Fatal(err)
			}
		}
		if until, _, err := j.LockedUntil(t.Context(), registers); err != nil || !until.Equal(noon.Add(window)) {
			t.Errorf("locked until %v, %v", until, err)
		}
		c.set(noon.Add(window - 1))
		_, err := j.Intend(t.Context(), register(id))
		if e := as[*SpentError](t, err); e.Used != 0 || !e.Frees.Equal(noon.Add(window)) || !e.Locked.Equal(e.Frees) {
			t.Errorf("%+v", e)
		}
		intended(t, j, codes(id)) // another counter
		other := register(id)
		other.Place = "sandbox"
		intended(t, j, other)

		c.set(noon.Add(window))
		if until, _, err := j.LockedUntil(t.Context(), registers); err != nil || !until.IsZero() {
			t.Errorf("locked until %v, %v", until, err)
		}
		intended(t, j, register(id))
		as[*InvalidError](t, j.Lock(t.Context(), registers, time.Time{}, true))
		as[*InvalidError](t, j.Lock(t.Context(), Counter{}, noon, true))
	})
}

// TestACautiousLock: our caution counts until Meta names a moment, or takes a request; what
// Meta named stays.
func TestACautiousLock(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		c := &clock{now: noon}
		j := opened(t, address, ana(c))
		id := begun(t, j)
		of := codes(id).Counter
		lock := func(after time.Duration, told bool) {
			t.Helper()
			if err := j.Lock(t.Context(), of, noon.Add(after), told); err != nil {
				t.Fatal(err)
			}
		}
		is := func(name string, want time.Duration, told bool) {
			t.Helper()
			until, named, err := j.LockedUntil(t.Context(), of)
			if err != nil || want == 0 && !until.IsZero() || want > 0 && !until.Equal(noon.Add(want)) || named != told {
				t.Errorf("%s: until %v, told %t, %v", name, until, named, err)
			}
		}
		send := func(o Outcome) {
			t.Helper()
			in := codes(id)
			in.Override = true
			if err := j.Settle(t.Context(), intended(t, j, in), o); err != nil {
				t.Fatal(err)
			}
		}
		lock(24*time.Hour, false)
		is("caution", 24*time.Hour, false)
		send(Refused)
		is("refused", 24*time.Hour, false)
		send(TookEffect)
		is("taken", 0, false)
		lock(24*time.Hour, false)
		lock(5*time.Minute, true)
		is("a shorter time", 5*time.Minute, true)
		send(TookEffect)
		is("what Meta named", 5*time.Minute, true)
		lock(time.Hour, false)
		is("caution after it", time.Hour, false)
		if _, err := j.Intend(t.Context(), codes(id)); !as[*SpentError](t, err).Frees.Equal(noon.Add(time.Hour)) {
			t.Errorf("%v", err)
		}
	})
}
