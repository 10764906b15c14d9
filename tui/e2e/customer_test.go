//go:build unix

package e2e

import (
	"os/exec"
	"strings"
	"testing"
)

// wantNobody looks at the page and at the calls for the customer before.
func (w *wizard) wantNobody(marks []string) {
	w.t.Helper()
	for _, over := range []bool{false, true} {
		if over {
			w.Press("ctrl+t")
			w.see("calls.title")
		}
		for _, mark := range marks {
			if strings.Contains(w.Screen(), mark) {
				w.t.Errorf("%q is on the screen:\n%s", mark, w.Screen())
			}
		}
		if over {
			w.Press("esc")
			w.gone("calls.title")
		}
	}
}

// The next customer sees nothing of the one before: not on the account page, and
// not in their own account. What was left is counted, and named on a key.
func TestTheNextCustomerSeesNobody(t *testing.T) {
	t.Parallel()
	world := host(t, story(t, "embedded-signup", atOnce))
	number := world.number(t, world.first())
	marks := []string{"Lotus", number.Name, number.Phone[len(number.Phone)-4:], string(world.first()), string(world.sim.Info().WABA)}
	o := wide()
	o.Dir = t.TempDir()
	w := open(t, world, o)
	w.toReview()
	if !strings.Contains(w.Screen(), number.Name) {
		t.Fatalf("the number's name is not on the screen:\n%s", w.Screen())
	}
	for !w.shows("connect.other.label") {
		w.Press("esc")
		must(t, w.Settle(fingerUp))
	}
	w.wantNobody(marks)
	w.choose("connect.own.label")
	w.see("connect.token.lead")
	w.Press("enter")
	w.see("connect.account.lead")
	w.wantNobody(marks)
	for !w.shows("connect.other.label") {
		w.Press("esc")
		must(t, w.Settle(fingerUp))
	}
	w.choose("connect.sandbox.label") // another account, in another place
	w.see("connect.story.title")
	w.walkTo("scenario.many-numbers.title")
	w.see("state.PickNumber.title")
	for _, mark := range []string{string(world.first()), string(world.sim.Info().WABA)} {
		w.wantNobody([]string{mark})
	}
	w.Press("ctrl+c")
	w.ends(130)
	if strings.Contains(w.plain(), number.Name) {
		t.Errorf("the summary names the customer before:\n%s", w.plain())
	}

	o.Env = []string{"DIALTONE_TOKEN=" + world.sim.Info().Token}
	again := launch(t, o, world.flags()...)
	again.world = world
	again.see("connect.left.label")
	again.wantNobody(marks)
	again.choose("connect.left.label")
	again.see("connect.left.title")
	if !strings.Contains(again.Screen(), number.Name) {
		t.Errorf("Enter does not name it:\n%s", again.Screen())
	}
	again.Press("ctrl+c")
	again.ends(130)

	history := func(args ...string) string {
		cmd := exec.CommandContext(t.Context(), dialtone(t), append([]string{"history"}, args...)...)
		cmd.Dir, cmd.Env = o.Dir, []string{"HOME=" + o.Dir, "LANG=C.UTF-8"}
		out, err := cmd.Output()
		must(t, err)
		return string(out)
	}
	for _, args := range [][]string{nil, {"--json"}} {
		if out := history(args...); strings.Contains(out, number.Name) {
			t.Errorf("history %v names the customer:\n%s", args, out)
		}
		if out := history(append(args, "--names")...); !strings.Contains(out, number.Name) {
			t.Errorf("history --names %v does not:\n%s", args, out)
		}
	}
	var list []struct {
		Name string `json:"verified_name"`
	}
	dataOf(t, history("--json"), &list)
	if len(list) != 1 || list[0].Name == "" {
		t.Errorf("there are no initials: %+v", list)
	}
}
