//go:build unix

package e2e

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// crowd is an account of so many numbers.
func crowd(count int) func(*graphsim.Scenario) {
	return func(sc *graphsim.Scenario) { sc.Count = count }
}

// TestFiftyThousandNumbers looks after a very large account: the first rows are
// there, and can be walked through, while the second page is on its way; a search finds a number among the last, its page opens,
// and all of it in little memory, and without a collection of garbage while nothing
// happens. It runs alone: it keeps a small machine busy.
func TestFiftyThousandNumbers(t *testing.T) {
	const count = 50_000
	rest, goOn := context.WithCancel(t.Context())
	sim := host(t, story(t, "large-account", crowd(count)), graphsim.WithSleep(func(context.Context, time.Duration) error {
		<-rest.Done()
		return nil
	}))
	must(t, sim.sim.AddFault(graphsim.Fault{Endpoint: api.ListNumbers, Skip: 1, Delay: 1})) // the second page, until goOn
	o := wide()
	o.Limit = time.Minute // the whole list is read, on a busy machine
	w, collected := collecting(t, sim, o, "numbers")
	first := regexp.MustCompile(`┃ +(?:\d +)?\+\d`)
	w.until("see the first rows", first.MatchString)
	w.see("numbers.loading", "Count", 100) // one page
	top := marked(w.Screen())
	w.Press("down")
	w.until("move before there is a second page", func(s string) bool { return first.MatchString(s) && marked(s) != top })
	goOn()
	w.see("numbers.count", "Count", count)
	wantIdle(t, w, collected)
	w.Type("spa central 49985")
	w.see("numbers.found", "Count", 1)
	w.Press("enter")
	w.see("state.Manage.title")
	w.read("Meridian Spa Central 49985")
	w.Press("tab")
	w.see("page.group.standing")
	w.see("page.do.fresh")
	w.Press("esc", "esc")
	w.see("state.PickNumber.title")
	peak, err := w.PeakMemory()
	switch {
	case errors.Is(err, errors.ErrUnsupported):
	case err != nil:
		t.Error(err)
	default:
		t.Logf("peak memory %d KiB", peak>>10)
		// The race detector keeps a shadow of everything.
		if most := int64(60 << 20); peak > most && !raced {
			t.Errorf("%d numbers took %d KiB", count, peak>>10)
		}
	}
	w.leave(0)
}

// TestTheListInAnotherOrder: Graph sorts and filters where it does, and the list
// is the same where it does not.
func TestTheListInAnotherOrder(t *testing.T) {
	t.Parallel()
	for name, refuses := range map[string]bool{"Graph filters": false, "Graph does not filter": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sim := host(t, story(t, "many-numbers", func(sc *graphsim.Scenario) { sc.Rules.NoFiltering = refuses }))
			w := open(t, sim, wide(), "numbers")
			w.see("numbers.count", "Count", 40)
			w.Press("ctrl+f", "ctrl+f", "ctrl+s", "ctrl+s")
			w.see("numbers.only_test")
			w.see("numbers.found", "Count", 3)
			w.see("numbers.oldest")
			w.Press("enter")
			w.see("state.Manage.title")
			w.leave(0)
		})
	}
}

// TestNumbersAsData reads the list as a program does, and fails as one expects.
func TestNumbersAsData(t *testing.T) {
	t.Parallel()
	sim := host(t, story(t, "many-numbers", func(sc *graphsim.Scenario) { sc.Rules.NoFiltering = true }))
	info := sim.sim.Info()
	list := func(env []string, args ...string) (code int, all []map[string]any, out string) {
		t.Helper()
		code, out, said := run(t, env, append(append([]string{"numbers", "--json"}, sim.flags()...), args...)...)
		if said != "" {
			t.Errorf("stderr says %s", said)
		}
		if code == 0 {
			dataOf(t, out, &all)
		}
		return code, all, out
	}
	good := []string{"DIALTONE_TOKEN=" + info.Token}
	account := string(info.WABA)
	if code, all, _ := list(good, "--account", account); code != 0 || len(all) != 40 || all[0]["standing"] == "" {
		t.Errorf("exit code %d, %d numbers", code, len(all))
	}
	code, all, _ := list(good, "--account", account, "--mode", "LIVE", "--sort", "oldest")
	if code != 0 || len(all) != 37 {
		t.Errorf("exit code %d, %d real numbers", code, len(all))
	}
	last := ""
	for _, n := range all {
		at, _ := n["last_onboarded_time"].(string)
		if at != "" && at < last {
			t.Errorf("%s comes after %s", at, last)
		}
		last = at
		if at == "" {
			last = "9"
		}
	}
	if code, _, said := list([]string{"DIALTONE_TOKEN=EAAGnobodysToken"}, "--account", account); code != 4 || faultIn(t, said).Meta.Code != 190 || strings.Contains(said, "EAAGnobodysToken") {
		t.Errorf("a token of nobody's: exit code %d\n%s", code, said)
	}
	if code, _, said := list(good); code != 2 || !strings.Contains(said, "--account") {
		t.Errorf("no account: exit code %d\n%s", code, said)
	}
}
