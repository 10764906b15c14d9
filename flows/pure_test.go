package flows

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// dump writes everything that can be reached from v, secrets and the spare room
// of slices included: two equal dumps are two equal worlds.
func dump(v any) string {
	var b strings.Builder
	spell(&b, reflect.ValueOf(v))
	return b.String()
}

var timeType = reflect.TypeFor[time.Time]()

func spell(b *strings.Builder, v reflect.Value) {
	switch v.Kind() {
	case reflect.Invalid:
		b.WriteString("nil")
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			b.WriteString("nil")
			return
		}
		if v.Kind() == reflect.Interface {
			b.WriteString(v.Elem().Type().String())
		}
		spell(b, v.Elem())
	case reflect.Struct:
		if v.Type() == timeType {
			fmt.Fprintf(b, "%v", v)
			return
		}
		b.WriteString("{")
		for i := range v.NumField() {
			b.WriteString(v.Type().Field(i).Name + ":")
			spell(b, v.Field(i))
			b.WriteString(" ")
		}
		b.WriteString("}")
	case reflect.Slice:
		fmt.Fprintf(b, "[%d of %t:", v.Len(), v.IsNil())
		if v.Cap() > 0 {
			v = v.Slice3(0, v.Cap(), v.Cap())
		}
		for i := range v.Len() {
			spell(b, v.Index(i))
			b.WriteString(",")
		}
		b.WriteString("]")
	case reflect.Map:
		fmt.Fprintf(b, "map%d{", v.Len())
		var rows []string
		for _, k := range v.MapKeys() {
			var row strings.Builder
			spell(&row, k)
			row.WriteString("=")
			spell(&row, v.MapIndex(k))
			rows = append(rows, row.String())
		}
		sortStrings(rows)
		b.WriteString(strings.Join(rows, ",") + "}")
	case reflect.Func:
		b.WriteString("func")
	default:
		fmt.Fprintf(b, "%v", v)
	}
}

func sortStrings(rows []string) {
	for i := range rows {
		for j := i; j > 0 && rows[j] < rows[j-1]; j-- {
			rows[j], rows[j-1] = rows[j-1], rows[j]
		}
	}
}

// pureStep takes a step twice and checks that it gives the same both times and
// leaves the session that it is given as it was.
func pureStep(t testing.TB, m *Machine, s Session, in Input) (Session, []Command) {
	t.Helper()
	before := dump(s)
	one, first := m.Step(s, in)
	result := dump(one) + dump(first)
	two, second := m.Step(s, in)
	if dump(s) != before {
		t.Fatalf("%s in %s changed the session that it was given", nameOf(in.Event), s.State)
	}
	if got := dump(two) + dump(second); got != result {
		t.Fatalf("%s in %s gives two results:\n%s\n%s", nameOf(in.Event), s.State, result, got)
	}
	if dump(one)+dump(first) != result {
		t.Fatalf("%s in %s: the second step changed the result of the first", nameOf(in.Event), s.State)
	}
	return one, second
}

func TestStepIsPureWhereverItIsTaken(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	m := NewMachine()
	for _, d := range Declarations() {
		s := at(d.State, fresh())
		s.History = append(make([]State, 0, 16), s.History...) // room that a careless append would write into
		s.List.Pages = append(make([]Page, 0, 16), s.List.Pages...)
		s.Actions = append(make([]Action, 0, 16), s.Actions...)
		for _, k := range kinds() {
			for _, e := range samples(k) {
				in := Input{Event: e, At: t0}
				if !byOperator(samples(k)[0]) {
					in.Generation = s.Generation
				}
				one, _ := pureStep(t, m, s, in)
				shape := dump(one)
				for _, next := range kinds() { // what follows does not reach back
					m.Step(one, Input{Event: samples(next)[0], At: t0, Generation: one.Generation})
				}
				if dump(one) != shape {
					t.Fatalf("a step after %s in %s changed its result", k, d.State)
				}
			}
		}
	}
}
