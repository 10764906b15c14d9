//go:build unix

package e2e

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility"
)

// fewKills are those of a short run, manyKills those of a run of everything; DIALTONE_KILLS
// asks for another number.
const fewKills, manyKills = 4, 12

// deadline is where a run is killed: on a screen, after so many keys there.
type deadline struct {
	screen string
	keys   int
	sends  bool // the last key sends the register request
}

// detour is a place off the straight way, with the keys that lead there.
type detour struct {
	screen   string
	numbered bool // the number is given
	lead     func(*wizard)
}

func detours() []detour {
	return []detour{
		{"Connect", true, func(*wizard) {}},
		{"PickNumber", false, func(w *wizard) { w.see("state.PickNumber.title") }},
		{"AddNumber", false, func(w *wizard) {
			w.see("state.PickNumber.title")
			w.see("numbers.add")
			w.Press("home")
			w.Press("enter")
			w.see("state.AddNumber.title")
		}},
		{"Remedy", true, func(w *wizard) {
			w.check(answer{eligibility.QuestionInUse: eligibility.AnswerOnWhatsApp})
			w.see("remedy.leave_app.title")
		}},
	}
}

// deadlines are the places on the way, in order. The last key of a screen that
// counts sends the request, so that the kill comes in the middle of it.
func deadlines() []deadline {
	return []deadline{
		{"Eligibility", 0, false}, {"Eligibility", 3, false}, {"CodeMethod", 0, false}, {"CodeMethod", 2, false}, {"EnterCode", 0, false},
		{"EnterCode", 1, false}, {"ChoosePIN", 0, false}, {"ChoosePIN", 1, false}, {"ChoosePIN", 2, false}, {"ChooseRegion", 0, false},
		{"ChooseRegion", 1, false}, {"Review", 0, false}, {"Review", 1, true}, {"Review", 1, true},
	}
}

// TestKilledAnywhereItResumes kills the wizard with SIGKILL after any key, and
// at any moment of the call that the key began, and starts it anew. In the end
// the number is CONNECTED, by one register request, and no code was asked for
// or guessed twice.
func TestKilledAnywhereItResumes(t *testing.T) {
	t.Parallel()
	kills := wantedKills(t, fewKills, manyKills)
	places, ways, done := map[string]int{}, map[string]int{}, 0
	for job := 0; done < kills; job++ {
		done += killedJob(t, uint64(job), places, ways)
	}
	t.Logf("%d kills, by screen: %v; started by: %v", done, places, ways)
}

// wantedKills is how often to kill: a few times, many times where everything is tried, or
// as often as DIALTONE_KILLS says.
func wantedKills(t *testing.T, few, many int) int {
	t.Helper()
	text := os.Getenv("DIALTONE_KILLS")
	switch {
	case text == "" && everything():
		return many
	case text == "":
		return few
	}
	n, err := strconv.Atoi(text)
	must(t, err)
	return n
}

// killedJob brings one number on, is killed at some of the places on the way,
// and returns how often. It is started anew in any of the ways there are.
func killedJob(t *testing.T, seed uint64, places, ways map[string]int) (kills int) {
	t.Helper()
	dice := rand.New(rand.NewPCG(seed, 72))
	sim := serve(t)
	for _, call := range []api.Endpoint{api.RequestCode, api.VerifyCode, api.Register} { // time to be killed in
		sim.fault(graphsim.Fault{Endpoint: call, Delay: graphsim.Duration(80 * time.Millisecond), Times: 100})
	}
	home := t.TempDir()
	start := func(args ...string) *wizard {
		o := wide()
		o.Dir = home
		o.Env = []string{"DIALTONE_TOKEN=" + sim.Token}
		return launch(t, o, append(args, "--graph-url", sim.URL)...)
	}
	again := func() (w *wizard) {
		way := "--number"
		if kills > 0 && leftUnfinished(t, home, "") {
			way = []string{"--number", "resume", "the offer"}[dice.IntN(3)]
		}
		ways[way]++
		switch way {
		case "resume":
			return start("resume")
		case "the offer":
			w = start()
			w.takeOffer()
			return w
		}
		return start("--account", sim.WABA, "--number", string(sim.Numbers[0]))
	}
	kill := func(w *wizard, place string) {
		time.Sleep(time.Duration(dice.IntN(160)) * time.Millisecond)
		must(t, unix.Kill(w.PID(), unix.SIGKILL))
		<-w.exited
		kills++
		places[place]++
	}
	for _, d := range detours() {
		if dice.IntN(2) == 0 {
			continue
		}
		var w *wizard
		if d.numbered {
			w = again()
		} else {
			w = start("--account", sim.WABA)
		}
		d.lead(w)
		kill(w, d.screen)
	}
	var w *wizard
	over := false
	for _, d := range deadlines() {
		if over || dice.IntN(4) == 0 {
			continue
		}
		w = again()
		if over = w.work(sim, d); over {
			break
		}
		place := d.screen
		if d.sends {
			place = "Register"
		}
		kill(w, place)
	}
	if over && dice.IntN(2) == 0 { // what is done stays done
		kill(w, "Connected")
		over = false
	}
	if !over {
		w = again()
		w.work(sim, deadline{})
	}
	w.Press("x")
	w.ends(0)
	sim.wantOnce(t, seed)
	return kills
}

// work presses one key after the other, as the screen asks, until it comes to
// the deadline or the number is CONNECTED, which it reports.
func (w *wizard) work(sim *server, d deadline) (over bool) {
	w.t.Helper()
	for {
		screen := w.at(screenOf)
		if screen == "Connected" {
			w.connect()
			return true
		}
		pressed := 0
		dead := func() bool { return screen == d.screen && pressed >= d.keys }
		press := func(key string) bool {
			w.Press(key)
			pressed++
			return dead()
		}
		if dead() || w.keysOf(screen, sim, press) {
			return false
		}
		w.until("leave "+screen, func(s string) bool { return screenOf(w.t, s) != screen })
	}
}

// insistsOnCode presses Enter once more where no clear answer came to the code before.
func (w *wizard) insistsOnCode(press func(string) bool) (dead bool) {
	w.t.Helper()
	unclear := phrase(w.t, "notice.refused_unclear")
	w.until("go on, or be asked", func(s string) bool {
		return unclear.MatchString(s) || soakScreen(w.t, s) != "EnterCode"
	})
	return unclear.MatchString(w.Screen()) && press("enter")
}

// keysOf presses the keys of one screen; it stops when press says so.
func (w *wizard) keysOf(screen string, sim *server, press func(string) bool) (dead bool) {
	w.t.Helper()
	switch screen {
	case "Eligibility":
		for {
			q, key := w.openQuestion(), "1"
			if q == eligibility.QuestionNone {
				key = "enter"
			}
			must(w.t, w.Settle(fingerUp)) // a key that comes again at once is held down
			if press(key) {
				return true
			}
			if q == eligibility.QuestionNone {
				return false
			}
			w.until("leave the question "+string(q), func(s string) bool { return !asks(s, w.ask(q)) })
		}
	case "CodeMethod":
		if w.shows("key.have_code") && len(sim.outbox()) > 0 {
			return press("c")
		}
		if press("1") || press("enter") {
			return true
		}
		early, unclear := phrase(w.t, "method.early"), phrase(w.t, "notice.refused_unclear")
		w.until("go on, or be warned", func(s string) bool {
			return early.MatchString(s) || unclear.MatchString(s) || screenOf(w.t, s) != screen
		})
		if screenOf(w.t, w.Screen()) != screen {
			return false
		}
		for range 10 { // people wait a little before they go against a warning
			if len(sim.outbox()) > 0 {
				return press("c")
			}
			time.Sleep(100 * time.Millisecond)
		}
		return press("enter") // it was cut off on its way, and the customer has no code
	case "EnterCode":
		w.until("have the code sent", func(string) bool { return len(sim.outbox()) > 0 })
		all := sim.outbox()
		w.Type(all[len(all)-1].Code)
		return press("enter") || w.insistsOnCode(press)
	case "ChoosePIN":
		if w.shows("advice.open.title") { // of the run before, and nothing shows
			w.Press("esc")
			w.gone("advice.open.title")
		}
		w.pinWay("type_new")
		w.Type(goodPIN)
		w.see("pin.once_more")
		w.Type(goodPIN)
		w.see("pin.same")
		return press("enter")
	case "ChooseRegion":
		w.litRegion()
		return press("enter")
	case "Review":
		w.seeReview()
		time.Sleep(readFirst)
		if press("enter") {
			return true
		}
		asked := phrase(w.t, "advice.open.title")
		w.until("send it, or be told that one may be on its way", func(s string) bool { return asked.MatchString(s) || screenOf(w.t, s) != screen })
		if screenOf(w.t, w.Screen()) == screen {
			time.Sleep(readFirst + time.Second)
			return press("ctrl+o")
		}
	}
	return false
}

// at waits until the wizard shows a screen that it takes keys on, and names it.
func (w *wizard) at(nameOf func(*testing.T, string) string) string {
	w.t.Helper()
	name := ""
	for last := " "; last != name; { // what the journal tells can lead on at once
		last = name
		w.until("see a screen", func(s string) bool {
			name = nameOf(w.t, s)
			return name != "" && ready(s)
		})
		must(w.t, w.Settle(fingerUp))
	}
	return name
}

// screenOf names the screen by its title.
func screenOf(t *testing.T, screen string) string {
	t.Helper()
	for _, name := range []string{"Eligibility", "CodeMethod", "EnterCode", "ChoosePIN", "ChooseRegion", "Review", "Connected"} {
		if phrase(t, "state."+name+".title").MatchString(screen) {
			return name
		}
	}
	for title, name := range map[string]string{ // what has happened on a page gives it another one
		"method.SMS.sending": "CodeMethod", "method.VOICE.sending": "CodeMethod", "pin.drawn": "ChoosePIN", "region.which": "ChooseRegion",
		"review.refused_title": "Review", "review.unclear_title": "Review",
	} {
		if phrase(t, title).MatchString(screen) {
			return name
		}
	}
	return ""
}

func (s *server) outbox() []graphsim.Message {
	s.t.Helper()
	var all []graphsim.Message
	s.ask("outbox", &all)
	return all
}

// fault orders a fault.
func (s *server) fault(f graphsim.Fault) {
	s.t.Helper()
	body, err := json.Marshal(f)
	must(s.t, err)
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.URL+"/_sim/fault", bytes.NewReader(body))
	must(s.t, err)
	answer, err := http.DefaultClient.Do(request)
	must(s.t, err)
	must(s.t, answer.Body.Close())
	if answer.StatusCode != http.StatusOK {
		s.t.Fatalf("fault %+v: %s", f, answer.Status)
	}
}

// wantOnce holds that every counted request was made once, as the simulator
// counts, and that one register request took effect. One that was cut off on its
// way there is none.
func (s *server) wantOnce(t *testing.T, seed uint64) {
	t.Helper()
	var record []graphsim.Call
	s.ask("record", &record)
	took := 0
	for _, c := range record {
		if c.Endpoint == api.Register && c.Effective {
			took++
		}
	}
	var numbers []graphsim.Snapshot
	s.ask("numbers", &numbers)
	n := numbers[0]
	if took != 1 || n.Registers != 1 || n.CodeRequests != 1 || n.WrongCodes != 0 {
		t.Errorf("job %d: register took effect %d times; counted: %d register and %d code requests, %d wrong codes", seed, took, n.Registers, n.CodeRequests, n.WrongCodes)
	}
	if n.Status != api.StatusConnected || n.Verification != api.Verified {
		t.Errorf("job %d: the number is %+v", seed, n)
	}
}
