package journal

import (
	"bytes"
	"errors"
	"os"
	"testing"
	"time"
)

func TestForgetting(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		ctx, c := t.Context(), &clock{now: noon}
		j := opened(t, address, ana(c))
		kept, gone := begun(t, j), begun(t, j)
		settled(t, j, intended(t, j, register(gone)), Refused)
		c.pass(time.Hour)
		settled(t, j, intended(t, j, register(gone)), TookEffect)
		settled(t, j, intended(t, j, register(gone)), NeverLeft)
		code := intended(t, j, codes(gone)) // unsettled, but it holds nothing
		if err := j.Note(ctx, gone, "EnterCode"); err != nil {
			t.Fatal(err)
		}
		if err := j.Forget(ctx, gone); err != nil {
			t.Fatal(err)
		}
		if _, err := j.Session(ctx, gone); !errors.Is(err, ErrNoSession) {
			t.Error(err)
		}
		if err := j.Settle(ctx, code, Refused); !errors.Is(err, ErrNoIntent) {
			t.Error(err)
		}
		if list, err := j.History(ctx, 9); err != nil || len(list) != 1 || list[0].ID != kept {
			t.Errorf("%+v, %v", list, err)
		}
		for call, want := range map[string]int{"register": 2, "request_code": 1} {
			if got := stands(t, j, Counter{graph, number, call}, 10); got.Used != want {
				t.Errorf("%s: %+v", call, got)
			}
		}
		in := register(kept)
		in.Limit = 2
		_, err := j.Intend(ctx, in)
		if e := as[*SpentError](t, err); !e.Frees.Equal(noon.Add(window)) {
			t.Errorf("%+v", e)
		}
		bare := "SELECT count(*) FROM dialtone_entries WHERE kind = 'kept' AND session || who || owner || account || display || name || state || outcome = ''"
		if n := count(t, j, bare); n != 3 {
			t.Errorf("%d bare remains", n)
		}
		if n := count(t, j, "SELECT count(*) FROM dialtone_entries"); n != 3+1 {
			t.Errorf("%d entries", n)
		}
		if n := count(t, j, "SELECT count(*) FROM dialtone_forgetting"); n != 0 {
			t.Errorf("%d in forgetting", n)
		}

		if err := j.Lock(ctx, registers, c.Now().Add(window), true); err != nil {
			t.Fatal(err)
		}
		c.set(noon.Add(window)) // the first counts no more, the others and the lock do
		if err := j.Forget(ctx, kept); err != nil {
			t.Fatal(err)
		}
		if n := count(t, j, "SELECT count(*) FROM dialtone_entries"); n != 3 {
			t.Errorf("%d entries", n)
		}
		c.pass(window)
		if err := j.Forget(ctx, begun(t, j)); err != nil {
			t.Fatal(err)
		}
		if n := count(t, j, "SELECT count(*) FROM dialtone_entries"); n != 0 {
			t.Errorf("%d entries", n)
		}
	})
}

func TestForgettingWaitsForAnOutcome(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		ctx, c := t.Context(), &clock{now: noon}
		j, other := opened(t, address, ana(c)), opened(t, address, ben(c))
		id := begun(t, j)
		in := intended(t, j, register(id))
		as[*HeldError](t, other.Forget(ctx, id))
		if e := as[*UnsettledError](t, j.Forget(ctx, id)); e.ID != in {
			t.Errorf("%+v", e)
		}
		c.pass(Lease)
		as[*UnsettledError](t, other.Forget(ctx, id))
		if n := count(t, j, "SELECT count(*) FROM dialtone_entries"); n != 2 {
			t.Errorf("%d entries", n)
		}
		c.set(noon.Add(window))
		if err := other.Forget(ctx, id); err != nil {
			t.Fatal(err)
		}
		if n := count(t, j, "SELECT count(*) FROM dialtone_entries") + count(t, j, "SELECT count(*) FROM dialtone_holds"); n != 0 {
			t.Errorf("%d rows", n)
		}
	})
}

func TestForgettingLeavesNoTraceInTheFile(t *testing.T) {
	t.Parallel()
	file := t.TempDir() + "/journal.db"
	j := opened(t, file, Options{})
	s := about
	s.Name, s.Display = "Unforgettable Flowers", "+852 •••• 7788"
	id, err := j.Begin(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	settled(t, j, intended(t, j, register(id)), Refused)
	seen := func() (n int) {
		for _, name := range []string{file, file + "-wal"} {
			data, err := os.ReadFile(name)
			if err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
			n += bytes.Count(data, []byte("Unforgettable")) + bytes.Count(data, []byte("7788")) + bytes.Count(data, []byte(id))
		}
		return n
	}
	if seen() == 0 {
		t.Fatal("it was not in the file before")
	}
	if err := j.Forget(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if n := seen(); n != 0 {
		t.Errorf("%d traces", n)
	}
}
