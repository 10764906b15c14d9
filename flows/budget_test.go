package flows

import (
	"testing"
	"time"

	"dialtone/api"
)

func TestBudget(t *testing.T) {
	t.Parallel()
	reg, dereg := Counter{firstID, api.Register}, Counter{firstID, api.Deregister}
	var b Budget
	for i := range Allowed {
		now := t0.Add(time.Duration(i) * time.Hour)
		if frees := b.Frees(reg, now); !frees.IsZero() {
			t.Fatalf("request %d has to wait until %s", i+1, frees)
		}
		b = b.Spend(reg, now)
	}
	last := t0.Add((Allowed - 1) * time.Hour)
	if b.Used(reg, last) != Allowed || b.Used(dereg, last) != 0 || b.Used(Counter{otherID, api.Register}, last) != 0 {
		t.Errorf("used %d", b.Used(reg, last))
	}
	first := t0.Add(Window)
	for _, c := range []struct {
		now  time.Time
		free bool
	}{{last, false}, {first.Add(-time.Second), false}, {first.Add(-time.Nanosecond), false}, {first, true}, {first.Add(time.Second), true}} {
		if frees := b.Frees(reg, c.now); frees.IsZero() != c.free || !c.free && !frees.Equal(first) {
			t.Errorf("at %s: frees %s", c.now, frees)
		}
	}
	// Overruled twice: two more have to leave the window.
	over := b.Spend(reg, last).Spend(reg, last)
	if frees := over.Frees(reg, last); !frees.Equal(t0.Add(2*time.Hour + Window)) {
		t.Errorf("frees %s", frees)
	}
	if b.Used(reg, last) != Allowed {
		t.Error("spending changed the older budget")
	}
	if !b.Refund(reg).Frees(reg, last).IsZero() || b.Used(reg, last) != Allowed || dump(Budget{}.Refund(reg)) != dump(Budget{}) {
		t.Error("a request that never left is counted, or the older budget changed")
	}
}

func TestUnpublishedLimitsAreNotInvented(t *testing.T) {
	t.Parallel()
	var b Budget
	code := Counter{firstID, api.RequestCode}
	for range 50 {
		b = b.Spend(code, t0)
	}
	if !b.Frees(code, t0).IsZero() {
		t.Error("code requests are closed by a figure that Meta does not publish")
	}
}

func TestLocks(t *testing.T) {
	t.Parallel()
	reg := Counter{firstID, api.Register}
	b := Budget{}.Lock(reg, t0.Add(Window))
	if got := b.Lock(reg, t0.Add(time.Minute)).Frees(reg, t0); !got.Equal(t0.Add(Window)) {
		t.Errorf("a shorter lock shortened the longer one: %s", got)
	}
	if !b.Frees(reg, t0.Add(Window)).IsZero() || b.Frees(reg, t0.Add(Window-time.Second)).IsZero() {
		t.Error("the lock does not end at its moment")
	}
	if !b.Unlock(reg).Frees(reg, t0).IsZero() || b.Frees(reg, t0).IsZero() {
		t.Error("unlocking does not work, or works on the older budget")
	}
	full := b
	for i := range Allowed {
		full = full.Spend(reg, t0.Add(time.Duration(i+1)*time.Hour))
	}
	if got := full.Frees(reg, t0.Add(Window-time.Hour)); !got.Equal(t0.Add(Window + time.Hour)) {
		t.Errorf("closed by Meta and used up: frees %s, before the first request leaves the window", got)
	}
	if !(Budget{}).Unlock(reg).Frees(reg, t0).IsZero() {
		t.Error("an open counter is closed")
	}
}

// TestTheTwoCountersTogether: each is counted on its own, and their sum is known.
func TestTheTwoCountersTogether(t *testing.T) {
	t.Parallel()
	var b Budget
	for i := range 9 {
		call := []api.Endpoint{api.Register, api.Deregister, api.RequestCode}[i%3]
		b = b.Spend(Counter{firstID, call}, t0.Add(time.Duration(i)*time.Hour))
	}
	b = b.Spend(Counter{otherID, api.Register}, t0)
	if n := b.Together(firstID, t0.Add(9*time.Hour)); n != 6 {
		t.Errorf("%d together", n)
	}
	if n := b.Together(firstID, t0.Add(Window+time.Hour)); n != 4 {
		t.Errorf("%d together once the first two left the window", n)
	}
	if frees := b.Frees(Counter{firstID, api.Register}, t0.Add(9*time.Hour)); !frees.IsZero() {
		t.Errorf("the sum closes a counter until %s", frees)
	}
}

// TestWhoseWordALockIs: Meta's replaces our caution and what a gateway said, by a shorter
// time or by taking a request; its own only gives way to a later one.
func TestWhoseWordALockIs(t *testing.T) {
	t.Parallel()
	reg := Counter{firstID, api.Register}
	frees := func(name string, b Budget, want time.Duration, told bool) {
		t.Helper()
		until := b.Frees(reg, t0)
		if want == 0 && !until.IsZero() || want > 0 && !until.Equal(t0.Add(want)) || b.Told(reg) != told {
			t.Errorf("%s: frees %s, told %t", name, until, b.Told(reg))
		}
	}
	caution := Budget{}.Lock(reg, t0.Add(24*time.Hour))
	gateway := Budget{}.LockNamed(reg, t0.Add(time.Hour))
	told := Budget{}.LockTold(reg, t0.Add(time.Hour))
	frees("caution", caution, 24*time.Hour, false)
	frees("a shorter time", caution.LockTold(reg, t0.Add(time.Minute)), time.Minute, true)
	frees("a gateway's shorter time", caution.LockNamed(reg, t0.Add(time.Minute)), 24*time.Hour, false)
	frees("taken", caution.Taken(reg), 0, false)
	frees("a gateway", gateway, time.Hour, true)
	frees("a gateway, then taken", gateway.Taken(reg), 0, false)
	frees("told, then taken", told.Taken(reg), time.Hour, true)
	frees("told, then shorter", told.LockTold(reg, t0.Add(time.Minute)), time.Hour, true)
	frees("told, then caution", told.Lock(reg, t0.Add(time.Minute)), time.Hour, true)
}
