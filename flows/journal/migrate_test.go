package journal

import "testing"

// before opens a journal as the program with so many steps of the schema left it.
func before(t *testing.T, address string, steps int) *Journal {
	t.Helper()
	j := opened(t, address, Options{})
	for _, statement := range []string{
		"ALTER TABLE dialtone_entries DROP COLUMN goal", "ALTER TABLE dialtone_entries DROP COLUMN facts",
		"ALTER TABLE dialtone_entries DROP COLUMN reason", "ALTER TABLE dialtone_entries DROP COLUMN account_kind",
		"ALTER TABLE dialtone_entries DROP COLUMN number_kind", "DELETE FROM dialtone_version WHERE version_id > 1",
	} {
		if _, err := j.db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if at, err := j.engine.at(t.Context(), j.db); err != nil || at != steps {
		t.Fatalf("at %d, %v", at, err)
	}
	return j
}

// A journal of before there were goals opens: what is in it was onboardings, with ids
// of the kinds of then and no reason for a refusal, and a session with a goal and other
// kinds can be begun beside them.
func TestGoalsComeToAnOldJournal(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		old := before(t, address, 1)
		if _, err := old.db.ExecContext(t.Context(), `
			INSERT INTO dialtone_entries (at, kind, session, who, owner, place, account, number, display, name, state, outcome, forced)
			VALUES (1, 'begin', 'old', 'ana@desk', '', $1, $2, $3, '', 'Lucky Shrub', '', '', FALSE)`, graph, about.Account, number); err != nil {
			t.Fatal(err)
		}
		j := opened(t, address, Options{})
		if at, err := j.engine.at(t.Context(), j.db); err != nil || at != len(j.engine.schema) {
			t.Fatalf("at %d, %v", at, err)
		}
		s := about
		s.Goal, s.NumberKind = "region:DE", "whatsapp_account"
		id, err := j.Begin(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		list, err := j.Unfinished(t.Context())
		if err != nil || len(list) != 2 || list[0].ID != id || list[0].Goal != "region:DE" || list[1].ID != "old" || list[1].Goal != "" {
			t.Errorf("%+v, %v", list, err)
		}
		if list[0].NumberKind != "whatsapp_account" || list[0].AccountKind != MessagingAccount ||
			list[1].NumberKind != PhoneNumber || list[1].AccountKind != MessagingAccount || list[1].Refused != "" {
			t.Errorf("kinds %+v", list)
		}
		if _, err := j.db.ExecContext(t.Context(), "UPDATE dialtone_entries SET goal = 'region:BR'"); err == nil {
			t.Error("an entry was changed")
		}
		s.Goal = "region:123830"
	})
}
