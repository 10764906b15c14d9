package journal

import (
	"fmt"
	"path/filepath"
	"testing"
)

// places are a SQLite file and, where there is a server, PostgreSQL.
func places(b *testing.B, f func(b *testing.B, address string)) {
	b.Helper()
	b.Run("sqlite", func(b *testing.B) { f(b, filepath.Join(b.TempDir(), "journal.db")) })
	b.Run("postgres", func(b *testing.B) { f(b, schema(b)) })
}

func BenchmarkOpen(b *testing.B) {
	places(b, func(b *testing.B, address string) {
		opened(b, address, Options{})
		for b.Loop() {
			j, err := Open(b.Context(), address, Options{})
			if err != nil {
				b.Fatal(err)
			}
			if err := j.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkOpenNew(b *testing.B) {
	n := 0
	dir := b.TempDir()
	for b.Loop() {
		n++
		j, err := Open(b.Context(), filepath.Join(dir, fmt.Sprint(n, ".db")), Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := j.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIntendAndSettle(b *testing.B) {
	places(b, func(b *testing.B, address string) {
		j := opened(b, address, Options{})
		in := register(begun(b, j))
		in.Limit = 0
		for b.Loop() {
			settled(b, j, intended(b, j, in), NeverLeft)
		}
	})
}

func BenchmarkNote(b *testing.B) {
	places(b, func(b *testing.B, address string) {
		j := opened(b, address, Options{})
		id := begun(b, j)
		for b.Loop() {
			if err := j.Note(b.Context(), id, "EnterCode"); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkManySessions has 10,000 sessions with ten entries each, of which one
// in twenty was not finished.
func BenchmarkManySessions(b *testing.B) {
	places(b, func(b *testing.B, address string) {
		j := opened(b, address, Options{})
		fill(b, j, 10_000)
		id := begun(b, j)
		b.Run("unfinished", func(b *testing.B) {
			for b.Loop() {
				if list, err := j.Unfinished(b.Context()); err != nil || len(list) != 501 {
					b.Fatal(len(list), err)
				}
			}
		})
		b.Run("history of 50", func(b *testing.B) {
			for b.Loop() {
				if list, err := j.History(b.Context(), 50); err != nil || len(list) != 50 {
					b.Fatal(len(list), err)
				}
			}
		})
		b.Run("intend and settle", func(b *testing.B) {
			in := register(id)
			for b.Loop() {
				settled(b, j, intended(b, j, in), NeverLeft)
			}
		})
		b.Run("open", func(b *testing.B) {
			for b.Loop() {
				j, err := Open(b.Context(), address, Options{})
				if err != nil {
					b.Fatal(err)
				}
				if err := j.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	})
}

// fill writes sessions without going through the API, which would wait for the
// disk a hundred thousand times.
func fill(b *testing.B, j *Journal, sessions int) {
	b.Helper()
	tx, err := j.db.BeginTx(b.Context(), nil)
	if err != nil {
		b.Fatal(err)
	}
	for n := range sessions {
		id, phone := SessionID(fmt.Sprintf("s%06d", n)), fmt.Sprint(100000000000000+n%500)
		lines := []line{{kind: KindBegin, session: id, place: graph, account: about.Account, number: phone, display: about.Display, name: about.Name}}
		for _, state := range []string{"PickNumber", "Eligibility", "CodeMethod", "EnterCode", "ChoosePIN", "Review"} {
			lines = append(lines, line{kind: KindNote, session: id, state: state})
		}
		lines = append(lines, line{kind: KindIntend, session: id, place: graph, number: phone, call: "register", until: noon.Add(window)})
		for _, l := range lines {
			l.at = noon
			seq, err := j.add(b.Context(), tx, l)
			if err != nil {
				b.Fatal(err)
			}
			if l.kind == KindIntend {
				if _, err := j.add(b.Context(), tx, line{at: noon, kind: KindSettle, session: id, intent: IntentID(seq), outcome: "took_effect"}); err != nil {
					b.Fatal(err)
				}
			}
		}
		if n%20 != 0 {
			if _, err := j.add(b.Context(), tx, line{at: noon, kind: KindFinish, session: id, outcome: "connected"}); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}
