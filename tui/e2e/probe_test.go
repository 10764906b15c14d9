//go:build unix

package e2e

import "testing"
import "fmt"
import "dialtone/api/graphsim"

func TestProbe(t *testing.T) {
	world := host(t, story(t, "clean-mobile", func(sc *graphsim.Scenario) { sc.Token.Targets = "all" }))
	o := wide()
	o.Env = []string{"DIALTONE_TOKEN=" + world.sim.Info().Token}
	w := launch(t, o, append(world.flags(), "--account", "104820560999999")...)
	w.world = world
	show := func(s string) { must(t, w.Settle(300e6)); fmt.Println("=====", s); fmt.Println(w.Screen()) }
	w.see("advice.no_object.title")
	show("card")
	w.Press("enter")
	show("after enter")
	w.Press("ctrl+u")
	w.Type("104820560913301")
	show("typed")
	w.Press("enter")
	show("entered")
	w.Press("esc")
	show("esc")
	w.Press("ctrl+c")
	w.ends(130)

	w = atToken(t, world)
	w.Paste(world.sim.Info().Token)
	w.see("connect.token.length")
	w.Press("enter")
	w.see("connect.account.lead")
	w.Type("104820560999999")
	w.Press("enter")
	w.see("connect.remember.label")
	w.Press("enter")
	w.see("advice.no_object.title")
	w.Press("enter")
	show("card gone")
	w.Press("enter")
	show("enter again")
	w.Press("esc")
	show("esc")
	w.Press("ctrl+u")
	w.Type("104820560913301")
	w.Press("enter")
	show("account again")
	w.Press("enter")
	show("through?")
}
