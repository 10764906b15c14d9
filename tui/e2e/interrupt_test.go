//go:build unix

package e2e

import (
	"cmp"
	"strings"
	"syscall"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility"
)

// atOnceMeans is less than anything that the wizard could wait for, such as the
// answer of a call that never comes, and more than a busy machine needs.
const atOnceMeans = 10 * time.Second

// stop is a state of the wizard and the way there from the one before it.
type stop struct {
	state string // whose name the summary gives
	way   func(*wizard)
}

// stops is the way through the whole wizard, state by state.
func stops() []stop {
	return []stop{
		{"PickNumber", func(w *wizard) { w.see("numbers.count", "Count", 1) }},
		{"Eligibility", func(w *wizard) { w.pickFirst(); w.see("state.Eligibility.title") }},
		{"CodeMethod", func(w *wizard) { w.check(nil); w.see("state.CodeMethod.title") }},
		{"EnterCode", func(w *wizard) { w.askCode(api.SMS) }},
		{"ChoosePIN", func(w *wizard) { w.enterCode(); w.see("state.ChoosePIN.title") }},
		{"ChooseRegion", func(w *wizard) { w.newPIN(goodPIN); w.see("state.ChooseRegion.title") }},
		{"Review", func(w *wizard) { w.keepRegion(); w.see("review.register") }},
		{"Connected", func(w *wizard) { w.register(); w.connect() }},
	}
}

// goTo takes a new wizard to a state of the way.
func goTo(t *testing.T, state string, o Options, sc graphsim.Scenario, args ...string) *wizard {
	t.Helper()
	w := open(t, host(t, sc), o, args...)
	for _, s := range stops() {
		s.way(w)
		if s.state == state {
			return w
		}
	}
	t.Fatalf("no way leads to %s", state)
	return nil
}

// endsAtOnce holds that the terminal is the shell's again after a key or a signal,
// whatever the wizard waits for.
func (w *wizard) endsAtOnce(code int, stop func()) {
	w.t.Helper()
	w.look()
	begun := time.Now()
	stop()
	w.ends(code)
	if took := time.Since(begun); took > atOnceMeans {
		w.t.Errorf("it took %v", took)
	}
}

func (w *wizard) ctrlC() { w.Press("ctrl+c") }

// wantSummary holds that what stays in the terminal is plain text that says how
// far it came and how to go on.
func wantSummary(t *testing.T, w *wizard, keys ...string) {
	t.Helper()
	left := w.plain()
	for _, key := range keys {
		if !phrase(t, key).MatchString(left) {
			t.Errorf("nothing of %s in\n%s", key, left)
		}
	}
	if strings.ContainsAny(left, "┃│▸"+busy) || strings.Contains(left, say(t, "frame.why")) {
		t.Errorf("something of the screen stayed:\n%s", left)
	}
}

func TestCtrlCInEveryState(t *testing.T) {
	t.Parallel()
	for i, s := range stops() {
		t.Run(s.state, func(t *testing.T) {
			sampled(t)
			t.Parallel()
			w := goTo(t, s.state, wide(), story(t, "clean-mobile", atOnce))
			w.endsAtOnce(130, w.ctrlC)
			wantDeeds(t, w)
			if s.state == "Connected" { // nothing is left to go on with
				wantSummary(t, w, "summary.connected")
				return
			}
			wantSummary(t, w, "summary.stopped", "state."+s.state+".name", "summary.resume")
			left := w.plain()
			if strings.Contains(left, "dialtone resume") { // the journal knows the number
				return
			}
			if !strings.Contains(left, " --account "+string(w.sim.Info().WABA)) {
				t.Errorf("the way to go on is not named:\n%s", w.Transcript())
			}
			if i >= 1 && !strings.Contains(left, " --number "+string(w.first())) {
				t.Errorf("the number to go on with is not named:\n%s", w.Transcript())
			}
		})
	}
	t.Run("Connect", func(t *testing.T) {
		t.Parallel()
		w := launch(t, wide())
		w.see("state.Connect.title")
		w.endsAtOnce(130, w.ctrlC)
		wantSummary(t, w, "summary.nothing", "summary.stopped", "state.Connect.name", "summary.resume")
	})
	t.Run("AddNumber", func(t *testing.T) {
		t.Parallel()
		w := open(t, host(t, story(t, "empty-account")), wide())
		w.see("numbers.empty")
		w.Press("enter")
		w.see("state.AddNumber.title")
		w.endsAtOnce(130, w.ctrlC)
		wantSummary(t, w, "summary.nothing", "state.AddNumber.name")
	})
	t.Run("Remedy", func(t *testing.T) {
		t.Parallel()
		w := open(t, host(t, story(t, "on-the-app")), wide())
		w.pickFirst()
		w.check(answer{eligibility.QuestionInUse: eligibility.AnswerOnWhatsApp})
		w.see("remedy.leave_app.title")
		w.endsAtOnce(130, w.ctrlC)
		wantSummary(t, w, "summary.nothing", "state.Remedy.name")
	})
}

// TestTheSummarysCommandGoesOn takes the summary at its word: what it names leads
// back to where the number stands, and what was done is not done again.
func TestTheSummarysCommandGoesOn(t *testing.T) {
	t.Parallel()
	w := goTo(t, "ChooseRegion", wide(), story(t, "clean-mobile", atOnce))
	w.Press("ctrl+c")
	w.ends(130)
	_, command, found := strings.Cut(w.plain(), say(t, "summary.resume", "Command", "dialtone "))
	if !found {
		t.Fatalf("no command in\n%s", w.plain())
	}
	command, _, _ = strings.Cut(command, "\n")
	if !strings.Contains(command, w.url) { // and never to Meta itself
		t.Fatalf("the command leads elsewhere: %s", command)
	}
	o := wide()
	o.Dir, o.Env = w.dir, []string{"DIALTONE_TOKEN=" + w.sim.Info().Token}
	again := launch(t, o, strings.Fields(command)...)
	again.world = w.world
	again.newPIN(goodPIN) // it is verified: no code is asked for
	again.keepRegion()
	again.register()
	again.finish()
	wantCalls(t, w.world, straight())
	wantRegistered(t, w.world, w.first(), goodPIN)
}

// wantDeeds compares the deeds of the summary with what happened at Meta.
func wantDeeds(t *testing.T, w *wizard) {
	t.Helper()
	any := false
	for _, e := range counted() {
		happened := false
		for _, c := range w.calls(e) {
			happened = happened || c.Effective
		}
		any = any || happened
		if told := phrase(t, "action."+string(e)).MatchString(w.plain()); told != happened {
			t.Errorf("%s happened: %v, told: %v\n%s", e, happened, told, w.Transcript())
		}
	}
	if nothing := phrase(t, "summary.nothing").MatchString(w.plain()); nothing == any {
		t.Errorf("something happened: %v\n%s", any, w.Transcript())
	}
}

// underWay are the calls that can be on their way when somebody loses patience,
// and the key that sends each from the last stop before it.
func underWay() []struct {
	call   api.Endpoint
	from   string
	press  func(*wizard)
	writes bool
} {
	enter := func(w *wizard) { w.Press("enter") }
	return []struct {
		call   api.Endpoint
		from   string
		press  func(*wizard)
		writes bool
	}{
		{api.DebugToken, "", nil, false},
		{api.GetAccount, "", nil, false},
		{api.GetNumber, "PickNumber", enter, false},
		{api.RequestCode, "CodeMethod", enter, true},
		{api.VerifyCode, "EnterCode", func(w *wizard) { w.enterCode() }, true},
		{api.GetSettings, "ChoosePIN", func(w *wizard) { w.newPIN(goodPIN) }, false},
		{api.SetSettings, "ChooseRegion", func(w *wizard) { w.pickRegion("SG") }, true},
		{api.Register, "Review", func(w *wizard) { w.register() }, true},
	}
}

func TestCtrlCDuringACall(t *testing.T) {
	t.Parallel()
	for _, u := range underWay() {
		t.Run(string(u.call), func(t *testing.T) {
			sampled(t)
			t.Parallel()
			w := stuck(t, u.call, u.from, u.press)
			w.endsAtOnce(130, w.ctrlC)
			wantSummary(t, w, "summary.stopped", "summary.resume")
			if told := phrase(t, "summary.under_way").MatchString(w.plain()); told != u.writes {
				t.Errorf("the summary speaks of a request on its way: %v\n%s", told, w.Transcript())
			}
		})
	}
}

// stuck has a wizard wait for an answer that does not come.
func stuck(t *testing.T, call api.Endpoint, from string, press func(*wizard)) *wizard {
	t.Helper()
	sc := story(t, "clean-mobile", atOnce)
	never := graphsim.Fault{Endpoint: call, Times: -1, Delay: graphsim.Duration(time.Hour)}
	var w *wizard
	if from == "" {
		world := host(t, sc)
		must(t, world.sim.AddFault(never))
		w = open(t, world, wide())
	} else {
		w = goTo(t, from, wide(), sc)
		must(t, w.sim.AddFault(never))
		press(w)
	}
	shown := call
	if call == api.DebugToken { // token and account are one wait
		shown = api.GetAccount
	}
	own := map[api.Endpoint]string{api.RequestCode: "method.SMS.sending", api.Register: "register.asking"} // said in the page
	waiting := phrase(t, cmp.Or(own[shown], "waiting."+string(shown)))
	w.until("wait for "+string(call), func(s string) bool { return strings.ContainsAny(s, busy) && waiting.MatchString(s) })
	return w
}

// TestSIGTERMRestoresTheTerminal expects the code for an onboarding that was
// left unfinished: the signal is no wish of the person at the keyboard.
func TestSIGTERMRestoresTheTerminal(t *testing.T) {
	t.Parallel()
	for _, state := range []string{"Eligibility", "Review"} {
		t.Run(state, func(t *testing.T) {
			t.Parallel()
			w := goTo(t, state, wide(), story(t, "clean-mobile", atOnce))
			w.endsAtOnce(1, func() { must(t, w.Signal(syscall.SIGTERM)) })
			wantSummary(t, w, "summary.stopped", "state."+state+".name", "summary.resume")
		})
	}
	t.Run("during register", func(t *testing.T) {
		t.Parallel()
		w := stuck(t, api.Register, "Review", func(w *wizard) { w.register() })
		w.endsAtOnce(1, func() { must(t, w.Signal(syscall.SIGTERM)) })
		wantSummary(t, w, "summary.under_way", "summary.resume")
	})
}
