package flows

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"dialtone/api"
)

// usual is the number that a state is usually about.
func usual(s State) api.Number {
	switch s {
	case ChoosePIN, ChooseRegion, Review, Register:
		return fresh(verified)
	case Connected, Deregister, Identity, ChangeName, RegisterName, EditProfile, MoveRegion, MovePIN, MovePlan, Moving:
		return fresh(connected)
	}
	return fresh()
}

// cell says in words what an event does in a state.
func cell(m *Machine, s Session, e Event) string {
	in := Input{Event: e, At: t0}
	if !byOperator(e) {
		in.Generation = s.Generation
	}
	after, out := m.Step(s, in)
	words := []string{string(after.State)}
	for _, c := range out {
		words = append(words, "+"+reflect.TypeOf(c.Effect).Name())
	}
	if after.Problem != nil {
		words = append(words, fmt.Sprintf("!%s", after.Problem.Advice.ID))
	}
	if after.Notice != "" {
		words = append(words, fmt.Sprintf("~%s", after.Notice))
	}
	if len(words) == 1 && after.State == s.State && dump(after) == dump(s) {
		return "-"
	}
	return strings.Join(words, " ")
}

// TestEveryCell walks every state and every kind of event and compares with
// testdata/cells.txt, which was read line by line. A new state or event fails
// until it has its lines; DIALTONE_WRITE_CELLS=1 writes them for reading.
func TestEveryCell(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	const file = "testdata/cells.txt"
	m := NewMachine()
	var b strings.Builder
	for _, d := range Declarations() {
		s := at(d.State, usual(d.State))
		var nothing, cards []string
		fmt.Fprintf(&b, "%s\n", d.State)
		for _, k := range kinds() {
			events := samples(k)
			if len(events) == 0 {
				t.Fatalf("there is no sample of %s", k)
			}
			quiet := true
			for i, e := range events {
				what := cell(m, s, e)
				if what == "-" {
					continue
				}
				quiet = false
				name := string(k)
				if f, ok := e.(Failed); ok {
					name += "(" + string(f.Call) + ")"
					if card, only := strings.CutPrefix(what, string(d.State)+" !"); only {
						cards = append(cards, string(f.Call)+" "+card)
						continue
					}
				}
				fmt.Fprintf(&b, "    %s/%d: %s\n", name, i, what)
			}
			if quiet {
				nothing = append(nothing, string(k))
			}
		}
		fmt.Fprintf(&b, "    only a card: %s\n", strings.Join(cards, ", "))
		fmt.Fprintf(&b, "    nothing: %s\n", strings.Join(nothing, " "))
	}
	if os.Getenv("DIALTONE_WRITE_CELLS") != "" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, wanted := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(got), len(wanted)) {
		if i >= len(got) || i >= len(wanted) || got[i] != wanted[i] {
			t.Fatalf("%s:%d differs:\n got %q\nwant %q", file, i+1, line(got, i), line(wanted, i))
		}
	}
}

func line(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}
