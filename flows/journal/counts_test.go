package journal

import (
	"slices"
	"testing"
	"time"
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
		tally, err := j.Tally(t.Context(), registers, 10, window)
		if err != nil || tally.Used != 11 || !tally.Frees.Equal(noon.Add(window+2*time.Hour)) {
			t.Errorf("%+v, %v", tally, err)
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
			t.Skip("no time zones here")
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
		for _, o := range []Outcome{TookEffect, Refused, NeverLeft, ""} {
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
		settled(t, j, unclear, NeverLeft) // reading back showed it
		if tally, err := j.Tally(t.Context(), asked, 0, window); err != nil || tally.Used != 3 || !tally.Frees.IsZero() {
			t.Errorf("%+v, %v", tally, err)
		}
	})
}

func TestLocks(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		c := &clock{now: noon}
		j := opened(t, address, ana(c))
		id := begun(t, j)
		for _, until := range []time.Time{noon.Add(time.Hour), noon.Add(window), noon.Add(time.Minute)} {
			if err := j.Lock(t.Context(), registers, until); err != nil {
				t.Fatal(err)
			}
		}
		if until, err := j.LockedUntil(t.Context(), registers); err != nil || !until.Equal(noon.Add(window)) {
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
		if until, err := j.LockedUntil(t.Context(), registers); err != nil || !until.IsZero() {
			t.Errorf("locked until %v, %v", until, err)
		}
		intended(t, j, register(id))
		as[*InvalidError](t, j.Lock(t.Context(), registers, time.Time{}))
		as[*InvalidError](t, j.Lock(t.Context(), Counter{}, noon))
	})
}

func TestUsedAndFrees(t *testing.T) {
	t.Parallel()
	var at []time.Time
	for i := range 12 {
		at = append(at, noon.Add(time.Duration(11-i)*time.Hour)) // newest first
	}
	last := noon.Add(11 * time.Hour)
	for _, c := range []struct {
		now   time.Time
		limit int
		used  int
		frees time.Time
	}{
		{last, 10, 12, noon.Add(2*time.Hour + window)}, // three have to go
		{last, 12, 12, noon.Add(window)},
		{last, 13, 12, time.Time{}},
		{last, 0, 12, time.Time{}},
		{noon.Add(window - 1), 12, 12, noon.Add(window)},
		{noon.Add(window), 12, 11, time.Time{}},
		{last.Add(window), 1, 0, time.Time{}},
		{noon.Add(-time.Hour), 12, 12, noon.Add(window)}, // a clock that went back
	} {
		if got := Used(at, window, c.now); got != c.used {
			t.Errorf("%v: %d used", c.now, got)
		}
		if got := Frees(at, c.limit, window, c.now); !got.Equal(c.frees) {
			t.Errorf("%v, limit %d: frees %v", c.now, c.limit, got)
		}
	}
	if !at[0].Equal(last) {
		t.Error("the times were sorted in place")
	}
}
