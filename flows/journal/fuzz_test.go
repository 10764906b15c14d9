package journal

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode"
)

// FuzzRows puts entries of any content into a journal, as a later version or another
// program might leave them, and reads them in every way: nothing panics, nothing is
// invented, and no counter stands below nothing or above the requests there are.
func FuzzRows(f *testing.F) {
	for _, seed := range []struct {
		kind, owner, text, outcome string
		at, until                  int64
	}{
		{"intend", "m/1/1", "register", "", noon.UnixNano(), noon.Add(window).UnixNano()},
		{"settle", "//", "register", "unknown", 0, 0}, {"lock", "m/-1/", "\x00\xff", "took_effect", -1 << 63, 1<<63 - 1},
		{"note", "", "\u202e", "refused", 1<<63 - 1, -1}, {"finish", "a/b/c/d", strings.Repeat("x", 300), "never_left", 1, 1}, {"kept", "x", "'; DROP TABLE dialtone_entries; --", "", noon.UnixNano(), 0},
		{"begin", "m/99999999999999999999/1", "Lotus", "connected", noon.UnixNano(), 5},
	} {
		f.Add(seed.kind, seed.owner, seed.text, seed.outcome, seed.at, seed.until)
	}
	c := &clock{now: noon}
	j, err := Open(f.Context(), f.TempDir()+"/journal.db", Options{Now: c.Now, Who: "ana@desk"})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = j.Close() })
	kinds := []Kind{KindBegin, KindNote, KindFinish, KindIntend, KindSettle, KindLock, KindKept}
	f.Fuzz(func(t *testing.T, kind, owner, text, outcome string, at, until int64) {
		ctx := t.Context()
		id := begun(t, j)
		of := Kind(kind)
		for i, k := range kinds { // most kinds are none
			if len(kind) > 0 && int(kind[0])%len(kinds) == i {
				of = k
			}
		}
		if of == KindBegin {
			of = KindNote // a session begins once
		}
		in := intended(t, j, codes(id))
		_, err := j.db.ExecContext(ctx, `
			INSERT INTO dialtone_entries (at, kind, session, who, owner, place, account, number, display, name, state, call, intent, outcome, until, forced, facts, reason)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, FALSE, $16, $17)`,
			at, of, id, text, owner, graph, text, number, text, text, text, "register", in, outcome, until, text, text)
		if err != nil {
			t.Fatal(err)
		}
		list, err := j.Entries(ctx, id)
		if err != nil || len(list) != 3 || !list[2].At.Equal(time.Unix(0, at)) || list[2].Kind != of || list[2].Outcome != outcome {
			t.Fatalf("%+v, %v", list, err)
		}
		s, err := j.Session(ctx, id)
		if err != nil || s.ID != id || s.Account != about.Account || s.Name != about.Name || s.Running && !s.Ended.IsZero() {
			t.Fatalf("%+v, %v", s, err)
		}
		all, err := j.Counted(ctx, registers, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		tally := stands(t, j, registers, 10)
		if tally.Used < 0 || tally.Used > len(all) || tally.Locked.After(tally.Frees) {
			t.Fatalf("%+v of %d", tally, len(all))
		}
		if _, err := j.Unsettled(ctx, graph, number); err != nil {
			t.Fatal(err)
		}
		if _, err := j.Unfinished(ctx); err != nil {
			t.Fatal(err)
		}
		if _, _, err := j.Newest(ctx, registers); err != nil {
			t.Fatal(err)
		}
		if _, err := j.Refusal(ctx, registers); err != nil {
			t.Fatal(err)
		}
		if _, _, err := j.LockedUntil(ctx, registers); err != nil {
			t.Fatal(err)
		}
		run := parseOwner(owner)
		if again := parseOwner(run.String()); again != run && run.machine != "" {
			t.Fatalf("the owner %q is %+v, then %+v", owner, run, again)
		}
		if err := j.Settle(ctx, in, Refused); err != nil && !isVerdict(err) {
			t.Fatal(err)
		}
		if err := j.Forget(ctx, id); err != nil && !isVerdict(err) {
			t.Fatal(err)
		}
		if _, err := j.db.ExecContext(ctx, "INSERT INTO dialtone_forgetting (session) VALUES ($1), ('')", id); err != nil {
			t.Fatal(err)
		}
		for _, statement := range []string{"DELETE FROM dialtone_entries WHERE session = '' OR session IN (SELECT session FROM dialtone_forgetting)", "DELETE FROM dialtone_forgetting", "DELETE FROM dialtone_holds"} {
			if _, err := j.db.ExecContext(ctx, statement); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// FuzzBegin begins sessions of any text: what is refused is refused without being
// repeated, what is taken reads back as it was, and no whole phone number is among it.
func FuzzBegin(f *testing.F) {
	for _, s := range []Session{
		about, {Display: "+85291230100", Place: graph}, {Name: "91230100", Place: graph}, {Name: "Lotus\u202e\x1b[31m", Place: "[::1]:80"}, {Goal: "region:DE", Place: "sandbox"},
		{Account: "+852", Place: graph}, {Number: strings.Repeat("1", 65), Place: graph}, {Display: "•••• ٠١٢٣٤٥٦٧", Place: graph}, {Place: ""}, {Name: strings.Repeat("店", 200), Place: graph}, {Goal: "pin:123456", Place: graph},
	} {
		f.Add(s.Account, s.Number, s.Display, s.Name, s.Place, s.Goal)
	}
	j, err := Open(f.Context(), f.TempDir()+"/journal.db", Options{Who: "ana@desk"})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = j.Close() })
	f.Fuzz(func(t *testing.T, account, number, display, name, place, goal string) {
		s := Session{Account: account, Number: number, Display: display, Name: name, Place: place, Goal: goal}
		id, err := j.Begin(t.Context(), s)
		if err != nil {
			var wrong *InvalidError
			if !errors.As(err, &wrong) || id != "" {
				t.Fatalf("%+v: %v", s, err)
			}
			return
		}
		got, err := j.Session(t.Context(), id)
		if err != nil || got.Account != account || got.Number != number || got.Display != display || got.Place != place || got.Goal != goal || got.Name != clean(name) {
			t.Fatalf("%+v is read as %+v, %v", s, got, err)
		}
		if again := clean(got.Name); again != got.Name || len([]rune(again)) > longestName || strings.ContainsFunc(again, unicode.IsControl) {
			t.Fatalf("%q is cleaned to %q, then to %q", name, got.Name, again)
		}
		digits := 0
		for _, r := range got.Display {
			if unicode.IsDigit(r) {
				digits++
			}
		}
		if digits > dottedDigit || strings.ContainsAny(got.Goal, "0123456789") {
			t.Fatalf("%+v tells too much", got)
		}
	})
}
