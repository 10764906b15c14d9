//go:build unix

package e2e

import (
	"net"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// deadURL is an address on this machine where nobody listens.
func deadURL(t *testing.T) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	must(t, l.Close())
	return "http://" + l.Addr().String()
}

func TestADeadNetworkIsExplained(t *testing.T) {
	t.Parallel()
	world := host(t, story(t, "clean-mobile"))
	info := world.sim.Info()
	o := wide()
	o.Env = []string{"DIALTONE_TOKEN=" + info.Token}
	w := launch(t, o, "--graph-url", deadURL(t), "--account", string(info.WABA))
	w.see("advice.offline.title")
	w.see("advice.offline.meaning")
	w.see("card.next_again")
	w.read("│ " + string(info.WABA)) // what was given is still there
	w.Press("enter")
	w.see("advice.offline.title") // once more, and the same
	w.leave(1)
	wantSummary(t, w, "summary.nothing", "summary.stopped", "summary.resume")
}

// TestTheNetworkGoesAndComesBack breaks every connection for a while.
func TestTheNetworkGoesAndComesBack(t *testing.T) {
	t.Parallel()
	w := goTo(t, "EnterCode", wide(), story(t, "clean-mobile", atOnce))
	must(t, w.sim.AddFault(graphsim.Fault{Endpoint: api.VerifyCode, Times: 1, Status: 503, Code: 2, Message: "Service temporarily unavailable", Transient: true}))
	w.enterCode()
	w.see("advice.meta_trouble.title")
	if n := dots(w.Screen()); n != 6 {
		t.Errorf("%d digits of the code are left:\n%s", n, w.Screen())
	}
	w.Press("enter")
	w.gone("advice.meta_trouble.title")
	w.Press("enter")
	w.see("notice.refused_unclear")
	w.Press("enter")
	w.see("state.ChoosePIN.title")
	wantCalls(t, w.world, want{api.RequestCode: 1, api.VerifyCode: 2})
}

// stalls has one answer come long after the wizard has stopped waiting for it.
func stalls(e api.Endpoint) graphsim.Fault {
	return graphsim.Fault{Endpoint: e, Times: 1, Delay: graphsim.Duration(time.Hour)}
}

// TestAStallSaysWhatToDo lets a call time out. Those that count are the matter of
// [TestALostAnswerCostsNoMore].
func TestAStallSaysWhatToDo(t *testing.T) {
	t.Parallel()
	at := func(t *testing.T, state string) *wizard {
		return goTo(t, state, wide(), story(t, "clean-mobile", atOnce), "--timeout", "1s")
	}
	t.Run("a read", func(t *testing.T) {
		t.Parallel()
		w := at(t, "PickNumber")
		must(t, w.sim.AddFault(stalls(api.GetNumber)))
		w.Press("enter")
		w.see("advice.silence.title")
		w.see("card.next_again")
		w.see("state.PickNumber.title")
		w.Press("enter")
		w.see("state.Eligibility.title")
		w.leave(1)
	})
	t.Run("settings", func(t *testing.T) {
		t.Parallel()
		w := at(t, "ChooseRegion")
		must(t, w.sim.AddFault(stalls(api.SetSettings)))
		w.pickRegion("SG")
		w.see("advice.no_answer.title")
		if !strings.Contains(w.Screen(), "│ "+say(t, "region.in_SG")) {
			t.Errorf("the choice is lost:\n%s", w.Screen())
		}
		wantCalls(t, w.world, want{api.RequestCode: 1, api.VerifyCode: 1, api.SetSettings: 1})
	})
}

// TestFirstPaintDoesNotWaitForTheNetwork, which never answers.
func TestFirstPaintDoesNotWaitForTheNetwork(t *testing.T) {
	t.Parallel()
	world := host(t, story(t, "clean-mobile", slowly(graphsim.AnyCall, time.Hour)))
	w := open(t, world, wide())
	must(t, w.Wait("Dialtone"))
	w.Press("ctrl+c")
	w.ends(130)
}
