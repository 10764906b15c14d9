package journal

import (
	"fmt"
	"strings"
	"testing"
)

// dumped is all that a journal's tables hold, and how they are made.
func dumped(t *testing.T, j *Journal) string {
	t.Helper()
	var b strings.Builder
	for _, query := range []string{"SELECT * FROM dialtone_entries ORDER BY seq", "SELECT * FROM dialtone_holds ORDER BY intent", "SELECT * FROM dialtone_forgetting", "SELECT version_id, is_applied FROM dialtone_version ORDER BY id"} {
		rows, err := j.db.QueryContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, columns)
		err = each(rows, nil, func() error {
			row := make([]any, len(columns))
			for i := range row {
				row[i] = new(any)
			}
			err := rows.Scan(row...)
			for _, v := range row {
				fmt.Fprint(&b, *v.(*any), "|")
			}
			fmt.Fprintln(&b)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// TestALaterVersionIsLeftAlone: a journal that a later release brought further is neither
// opened nor changed, and the error says that this program is the older one.
func TestALaterVersionIsLeftAlone(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		later := opened(t, address, Options{})
		intended(t, later, register(begun(t, later)))
		next := len(later.engine.schema) + 1
		for _, statement := range []string{
			"ALTER TABLE dialtone_entries ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'",
			fmt.Sprintf("INSERT INTO dialtone_version (version_id, is_applied) VALUES (%d, %s)", next, map[bool]string{true: "1", false: "true"}[later.engine.begin == ""]),
		} {
			if _, err := later.db.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		before := dumped(t, later)
		for range 2 {
			_, err := Open(t.Context(), address, Options{})
			if e := as[*OpenError](t, err); e.Reason != ReasonNewer {
				t.Errorf("%v", err)
			}
			if c, err := Look(t.Context(), address, Options{}); !c.There || as[*OpenError](t, err).Reason != ReasonNewer {
				t.Errorf("%+v, %v", c, err)
			}
		}
		if after := dumped(t, later); after != before {
			t.Errorf("it was\n%s\nand is\n%s", before, after)
		}
	})
}

// TestAnOldWindowStaysOpen: another window of the first release has the journal open, and
// writes in the way of then, while this one brings the schema up to date. Nothing that it
// wrote is lost, what it writes afterwards counts too, and what it holds stays held.
func TestAnOldWindowStaysOpen(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		old := before(t, address, 1)
		seq := 0
		write := func(kind, call, intent, outcome, until string) string {
			t.Helper()
			err := old.db.QueryRowContext(t.Context(), `
				INSERT INTO dialtone_entries (at, kind, session, who, owner, place, account, number, display, name, state, call, intent, outcome, until, forced)
				VALUES (`+fmt.Sprint(noon.UnixNano())+`, $1, 'old', 'ben@laptop', 'another machine/7/1', $2, '', $3, '', '', '', `+call+`, `+intent+`, $4, `+until+`, FALSE) RETURNING seq`,
				kind, graph, number, outcome).Scan(&seq)
			if err != nil {
				t.Fatal(err)
			}
			return fmt.Sprint(seq)
		}
		ends := fmt.Sprint(noon.Add(window).UnixNano())
		write("begin", "NULL", "NULL", "", "NULL")
		write("settle", "NULL", write("intend", "'register'", "NULL", "", ends), "refused", "NULL")
		held := write("intend", "'register'", "NULL", "", ends)
		if _, err := old.db.ExecContext(t.Context(), `INSERT INTO dialtone_holds (place, number, intent, session, owner, since) VALUES ($1, $2, `+held+`, 'old', 'another machine/7/1', $3)`,
			graph, number, noon.UnixNano()); err != nil {
			t.Fatal(err)
		}

		c := &clock{now: noon}
		j := opened(t, address, ana(c))
		if at, err := j.engine.at(t.Context(), j.db); err != nil || at != len(j.engine.schema) {
			t.Fatalf("at %d, %v", at, err)
		}
		id := begun(t, j)
		_, err := j.Intend(t.Context(), register(id))
		if e := as[*HeldError](t, err); e.Who != "ben@laptop" {
			t.Errorf("%+v", e)
		}
		if got := stands(t, j, registers, 10); got.Used != 2 {
			t.Errorf("%+v", got)
		}
		write("settle", "NULL", held, "took_effect", "NULL") // the old window goes on
		if _, err := old.db.ExecContext(t.Context(), "DELETE FROM dialtone_holds WHERE intent = "+held); err != nil {
			t.Fatal(err)
		}
		write("settle", "NULL", write("intend", "'register'", "NULL", "", ends), "refused", "NULL")
		if got := stands(t, j, registers, 10); got.Used != 3 {
			t.Errorf("%+v", got)
		}
		settled(t, j, intended(t, j, register(id)), TookEffect)
		if s, err := j.Session(t.Context(), "old"); err != nil || s.Number != number || s.Goal != "" || s.NumberKind != PhoneNumber {
			t.Errorf("%+v, %v", s, err)
		}
		list, err := j.Entries(t.Context(), "old")
		if err != nil || len(list) != 7 {
			t.Errorf("%d entries, %v", len(list), err)
		}
	})
}
