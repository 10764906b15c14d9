//go:build unix

package e2e

import (
	"slices"
	"testing"
)

// arrive are the ways to the pages of [Kinds], as a person goes them.
func arrive() map[string]func(t *testing.T, o Options) *wizard {
	return map[string]func(*testing.T, Options) *wizard{
		"a list": func(t *testing.T, o Options) *wizard {
			sim := host(t, story(t, "many-numbers", atOnce)) // some have Chinese, Korean and Japanese names
			w := open(t, sim, o)
			w.see("numbers.count", "Count", len(sim.sim.Info().Numbers))
			return w
		},
		"framed choices": func(t *testing.T, o Options) *wizard {
			w := launch(t, o)
			w.see("connect.other.label")
			return w
		},
		"code boxes": func(t *testing.T, o Options) *wizard {
			return goTo(t, "EnterCode", o, story(t, "clean-mobile", atOnce))
		},
		"a plain field": func(t *testing.T, o Options) *wizard {
			w := open(t, host(t, story(t, "empty-account", atOnce)), o)
			w.see("numbers.empty")
			w.Press("enter")
			w.see("state.AddNumber.title")
			w.Type("14165550199")
			w.Press("enter")
			w.Type("Maple Street Books")
			w.read("Maple Street Books")
			return w
		},
	}
}

// TestAKeyWritesOnlyWhatChanged holds what a key may cost on each kind of page.
func TestAKeyWritesOnlyWhatChanged(t *testing.T) {
	t.Parallel()
	const keys = 36
	for _, k := range Kinds() {
		t.Run(k.Name, func(t *testing.T) {
			t.Parallel()
			w := arrive()[k.Name](t, Options{Cols: KindCols, Rows: KindRows})
			must(t, w.Settle(readFirst))
			costs := w.Costs(k.Press, keys)
			if len(costs) < keys*3/4 {
				t.Fatalf("only %d of %d keys changed something:\n%s", len(costs), keys, w.Screen())
			}
			slices.Sort(costs)
			if middle := costs[len(costs)/2]; middle > k.Aim {
				t.Errorf("a key writes %d bytes, at most %d were aimed at; all: %v", middle, k.Aim, costs)
			} else {
				t.Logf("a key writes %d bytes of %d; all: %v", middle, k.Aim, costs)
			}
		})
	}
}
