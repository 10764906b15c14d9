//go:build unix

package e2e

import (
	"strings"
	"testing"

	"dialtone/api/graphsim"
)

// TestATokenInTheWrongFieldIsSeenByNobody puts a token, this run's and a stranger's,
// into every field on the way to the number's page, pasted and typed.
func TestATokenInTheWrongFieldIsSeenByNobody(t *testing.T) {
	t.Parallel()
	const strange = "EAAQ7wkRtBxLmYpHsDfGnUaWe0ZBc4naryZD"
	world := host(t, story(t, "clean-mobile", func(sc *graphsim.Scenario) { sc.Token.Targets = "all" }))
	info := world.sim.Info()
	w := atToken(t, world)
	x := watchFor(w, []string{info.Token, strange}, nil)
	x.cmdline()
	misplace := func() {
		t.Helper()
		for _, token := range []string{info.Token, strange} {
			w.Press("ctrl+u")
			w.Paste(token)
			w.see("misplaced.token")
			w.Press("backspace")
			w.gone("misplaced.token")
			w.Type("x " + token)
			w.see("misplaced.token")
			w.Press("backspace", "ctrl+u")
			w.gone("misplaced.token")
			w.Paste("Bearer " + token + "\r\n")
			w.see("misplaced.token")
			w.Press("ctrl+u")
		}
	}
	w.Paste(info.Token)
	w.see("connect.token.length")
	w.Press("enter")
	w.see("connect.account.lead")
	misplace()
	w.Type(string(info.WABA))
	w.Press("enter")
	w.see("connect.remember.label")
	w.Press("enter")
	w.see("numbers.count", "Count", 1)
	misplace()
	w.Press("up", "enter") // to the form
	w.see("state.AddNumber.title")
	misplace()
	w.Press("tab")
	misplace()
	w.Press("esc")
	w.see("numbers.count", "Count", 1)
	w.inspect()
	for _, call := range w.sim.Record() {
		if strings.Contains(call.Path, "EAA") || strings.Contains(call.Path, strange[:12]) {
			t.Errorf("a token went out as %s", call.Path)
		}
	}
	w.Press("ctrl+c")
	w.ends(130)
	x.close()
}
