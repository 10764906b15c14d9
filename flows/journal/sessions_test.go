package journal

import (
	"errors"
	"slices"
	"testing"
	"time"
)

func ids(list []Summary) []SessionID {
	var all []SessionID
	for _, s := range list {
		all = append(all, s.ID)
	}
	return all
}

func TestSessions(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		ctx, c := t.Context(), &clock{now: noon}
		j := opened(t, address, ana(c))
		first := begun(t, j)
		c.pass(time.Minute)
		second := begun(t, j)
		c.pass(time.Minute)
		for _, state := range []string{"PickNumber", "EnterCode"} {
			if err := j.Note(ctx, first, state); err != nil {
				t.Fatal(err)
			}
			c.pass(time.Minute)
		}
		list, err := j.Unfinished(ctx)
		if err != nil || !slices.Equal(ids(list), []SessionID{first, second}) {
			t.Fatalf("%+v, %v", list, err)
		}
		want := Summary{
			Session: about, ID: first, Who: "ana@desk", Begun: noon, State: "EnterCode", At: noon.Add(3 * time.Minute),
		}
		want.AccountKind, want.NumberKind = MessagingAccount, PhoneNumber
		if list[0] != want {
			t.Errorf("%+v", list[0])
		}
		if list[1].State != "" || !list[1].At.Equal(noon.Add(time.Minute)) {
			t.Errorf("%+v", list[1])
		}

		if err := j.Finish(ctx, first, "connected"); err != nil {
			t.Fatal(err)
		}
		for what, err := range map[string]error{"Note": j.Note(ctx, first, "Review"), "Finish": j.Finish(ctx, first, "again")} {
			if !errors.Is(err, ErrFinished) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if _, err := j.Intend(ctx, register(first)); !errors.Is(err, ErrFinished) {
			t.Errorf("Intend: %v", err)
		}
		if list, err := j.Unfinished(ctx); err != nil || !slices.Equal(ids(list), []SessionID{second}) {
			t.Errorf("%+v, %v", list, err)
		}
		if list, err := j.History(ctx, 5); err != nil || !slices.Equal(ids(list), []SessionID{second, first}) {
			t.Errorf("%+v, %v", list, err)
		}
		if list, err := j.History(ctx, 1); err != nil || !slices.Equal(ids(list), []SessionID{second}) {
			t.Errorf("%+v, %v", list, err)
		}
		if list, err := j.History(ctx, -1); err != nil || len(list) != 0 {
			t.Errorf("%+v, %v", list, err)
		}
		s, err := j.Session(ctx, first)
		if err != nil || s.Outcome != "connected" || !s.Ended.Equal(noon.Add(4*time.Minute)) || s.Running || s.Unsettled {
			t.Errorf("%+v, %v", s, err)
		}
	})
}

func TestNoSuchSession(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		ctx := t.Context()
		j := opened(t, address, Options{})
		begun(t, j)
		errs := map[string]error{
			"Note": j.Note(ctx, "nobody", "Review"), "Finish": j.Finish(ctx, "nobody", "left"),
			"Forget": j.Forget(ctx, "nobody"), "Forget nothing": j.Forget(ctx, ""),
		}
		_, errs["Session"] = j.Session(ctx, "nobody")
		_, errs["Entries"] = j.Entries(ctx, "nobody")
		_, errs["Entries of none"] = j.Entries(ctx, "")
		_, errs["Intend"] = j.Intend(ctx, register("nobody"))
		for what, err := range errs {
			if !errors.Is(err, ErrNoSession) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if err := j.Settle(ctx, 4711, Refused); !errors.Is(err, ErrNoIntent) {
			t.Errorf("Settle: %v", err)
		}
	})
}

func TestSessionsTellWhatIsOpen(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		ctx, c := t.Context(), &clock{now: noon}
		j, other := opened(t, address, ana(c)), opened(t, address, ben(c))
		id := begun(t, j)
		look := func(j *Journal, unsettled, running bool) {
			t.Helper()
			s, err := j.Session(ctx, id)
			if err != nil || s.Unsettled != unsettled || s.Running != running {
				t.Errorf("unsettled %v, running %v, %v", s.Unsettled, s.Running, err)
			}
		}
		look(j, false, false)
		look(other, false, true)
		in := intended(t, j, register(id))
		look(j, true, false)
		settled(t, j, in, Unknown)
		c.pass(Lease - 1)
		look(other, true, true)
		c.pass(1)
		look(other, true, false)
		settled(t, j, in, Refused)
		look(j, false, false)

		code := intended(t, j, codes(id))
		look(j, true, false)
		c.pass(window) // Meta does not count it any more, and nothing is held
		look(j, false, false)
		settled(t, j, code, Unknown)
		look(j, false, false)
	})
}

func TestEntries(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		ctx, c := t.Context(), &clock{now: noon}
		j := opened(t, address, ana(c))
		id := begun(t, j)
		if err := j.Note(ctx, id, "Review"); err != nil {
			t.Fatal(err)
		}
		in := intended(t, j, register(id))
		settled(t, j, in, Unknown)
		settled(t, j, in, Unknown) // once more says nothing new
		settled(t, j, in, TookEffect)
		if err := j.Finish(ctx, id, "connected"); err != nil {
			t.Fatal(err)
		}
		want := []Entry{
			{Kind: KindBegin}, {Kind: KindNote, State: "Review"}, {Kind: KindIntend, Call: "register", Intent: in},
			{Kind: KindSettle, Intent: in, Outcome: "unknown"}, {Kind: KindSettle, Intent: in, Outcome: "took_effect"},
			{Kind: KindFinish, Outcome: "connected"},
		}
		for i := range want {
			want[i].At, want[i].Who = noon, "ana@desk"
		}
		if got, err := j.Entries(ctx, id); err != nil || !slices.Equal(got, want) {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

func TestEntriesAreNeverChanged(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		j := opened(t, address, Options{})
		intended(t, j, register(begun(t, j)))
		statements := []string{
			"UPDATE dialtone_entries SET outcome = 'x'", "UPDATE dialtone_entries SET seq = seq + 100",
			"DELETE FROM dialtone_entries", "DELETE FROM dialtone_entries WHERE kind = 'intend'",
		}
		if j.engine.begin != "" {
			statements = append(statements, "TRUNCATE dialtone_entries")
		}
		for _, s := range statements {
			if _, err := j.db.ExecContext(t.Context(), s); err == nil {
				t.Errorf("%s: done", s)
			}
		}
		if n := count(t, j, "SELECT count(*) FROM dialtone_entries"); n != 2 {
			t.Errorf("%d entries", n)
		}
	})
}
