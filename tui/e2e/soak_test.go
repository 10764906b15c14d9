//go:build unix

package e2e

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// TestSoak brings numbers on through the built program, which is killed at random
// moments and whose counted calls go wrong in every way: one onboarding, three where
// everything is tried, or as many as DIALTONE_SOAK says. In the end each number is
// CONNECTED by one effective register request, and what Meta counts was sent as often
// as it was needed and once more for each answer that was lost.
func TestSoak(t *testing.T) {
	t.Parallel()
	jobs := 1
	if everything() {
		jobs = 3
	}
	if n, err := strconv.Atoi(os.Getenv("DIALTONE_SOAK")); err == nil {
		jobs = n
	}
	for seed := range jobs {
		t.Run(fmt.Sprintf("seed %d", seed+1), func(t *testing.T) {
			t.Parallel()
			newSoakJob(t, uint64(seed+1)).work()
		})
	}
}

// mishap is a way in which a counted call goes wrong, once.
type mishap struct {
	name string
	call api.Endpoint
	done bool // Meta carries it out all the same
	end  func(w http.ResponseWriter, r *http.Request)
}

func mishaps() map[string]func(http.ResponseWriter, *http.Request) {
	page := func(status int) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Location", "https://login.example.com/")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, "<html><body>"+http.StatusText(status)+"</body></html>")
		}
	}
	text := func(body string) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, body)
		}
	}
	return map[string]func(http.ResponseWriter, *http.Request){
		"cut": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"half": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "16")
			_, _ = io.WriteString(w, `{"succ`)
			panic(http.ErrAbortHandler)
		},
		"silence": func(_ http.ResponseWriter, r *http.Request) {
			<-r.Context().Done()
			panic(http.ErrAbortHandler)
		},
		"HTML 200": page(200), "HTML 302": page(302), "HTML 403": page(403), "HTML 502": page(502),
		"success 1": text(`{"success":1}`), "error text": text(`{"error":"text"}`),
	}
}

// soakJob is one onboarding: a number, a home folder, and one run after the other.
type soakJob struct {
	t    *testing.T
	seed uint64
	dice *rand.Rand
	sim  *server
	home string

	mu      sync.Mutex
	mishaps []mishap
	sent    []*soakCall
	tale    []string
}

// soakCall is one counted request as it reached the simulator.
type soakCall struct {
	call  api.Endpoint
	fault string
	ended time.Time // when the answer went out
	lost  bool      // nobody heard it
}

func newSoakJob(t *testing.T, seed uint64) *soakJob {
	t.Helper()
	j := &soakJob{t: t, seed: seed, dice: rand.New(rand.NewPCG(seed, 20)), home: t.TempDir()}
	late := []time.Duration{0, 1500 * time.Millisecond, 4 * time.Second}[j.dice.IntN(3)]
	sim, err := graphsim.New(story(t, "clean-mobile", func(sc *graphsim.Scenario) { sc.Rules.ConnectAfter = graphsim.Duration(late) }))
	must(t, err)
	front := httptest.NewServer(j.between(sim))
	t.Cleanup(front.Close)
	info := sim.Info()
	j.sim = &server{t: t, served: served{URL: front.URL, Token: info.Token, WABA: string(info.WABA), Numbers: info.Numbers}}
	ways := mishaps()
	var names []string
	for name := range ways {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, call := range []api.Endpoint{api.RequestCode, api.VerifyCode, api.Register} {
		if j.dice.IntN(2) == 0 {
			name := names[j.dice.IntN(len(names))]
			m := mishap{name: name, call: call, done: j.dice.IntN(2) == 0, end: ways[name]}
			if call == api.Register { // where nothing shows, nobody knows: that ends on a card
				m.done = true
			}
			j.mishaps = append(j.mishaps, m)
			j.note("%s will end in: %s, done %t", call, name, m.done)
		}
	}
	return j
}

func (j *soakJob) note(format string, args ...any) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.tale = append(j.tale, fmt.Sprintf(format, args...))
}

// between stands between the program and the simulator. Counted calls take a
// while, so that there is time to be killed in.
func (j *soakJob) between(sim http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		call := api.Endpoint(r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:])
		counted := slices.Contains([]api.Endpoint{api.RequestCode, api.VerifyCode, api.Register}, call)
		if !counted {
			sim.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		again := r.Clone(r.Context())
		again.Body = io.NopCloser(bytes.NewReader(body))
		at := &soakCall{call: call}
		var m *mishap
		j.mu.Lock()
		j.sent = append(j.sent, at)
		if i := slices.IndexFunc(j.mishaps, func(m mishap) bool { return m.call == call }); i >= 0 {
			one := j.mishaps[i]
			m = &one
			j.mishaps = slices.Delete(j.mishaps, i, i+1)
			at.fault, at.lost = m.name, true
		}
		j.mu.Unlock()
		j.note("%s comes, %s", call, at.fault)
		defer func() {
			j.mu.Lock()
			at.ended = time.Now()
			j.mu.Unlock()
		}()
		wait := time.NewTimer(80 * time.Millisecond)
		defer wait.Stop()
		<-wait.C
		if m == nil {
			sim.ServeHTTP(w, again)
			return
		}
		if m.done {
			sim.ServeHTTP(httptest.NewRecorder(), again)
		}
		m.end(w, r)
	})
}

// run is one run of the program, in any of the ways in which it can be started.
func (j *soakJob) run(first bool) *wizard {
	o := wide()
	o.Dir = j.home
	o.Env = []string{"DIALTONE_TOKEN=" + j.sim.Token}
	args := []string{"--account", j.sim.WABA, "--number", string(j.sim.Numbers[0])}
	if !first && j.dice.IntN(2) == 0 && leftUnfinished(j.t, j.home, "") {
		args = []string{"resume"}
	}
	j.note("starts: %s", args)
	return launch(j.t, o, append(args, "--graph-url", j.sim.URL, "--timeout", "2s")...)
}

// work brings the number on and holds the promises against what was sent.
func (j *soakJob) work() {
	kills := j.dice.IntN(4)
	defer func() {
		if j.t.Failed() {
			j.t.Logf("seed %d:\n%s", j.seed, strings.Join(j.tale, "\n"))
		}
	}()
	for i := range kills {
		w := j.run(i == 0)
		if j.keys(w, 1+j.dice.IntN(16)) {
			break
		}
		j.kill(w)
	}
	w := j.run(kills == 0)
	if !j.keys(w, 0) {
		j.t.Fatal("it did not come to its end")
	}
	w.Press("x")
	w.ends(0)
	j.holds()
}

// kill ends the program at a random moment soon, and notes whose answer that costs.
func (j *soakJob) kill(w *wizard) {
	time.Sleep(time.Duration(j.dice.IntN(160)) * time.Millisecond)
	at := time.Now()
	must(j.t, unix.Kill(w.PID(), unix.SIGKILL))
	<-w.exited
	j.note("KILLED")
	const heard = time.Second // a busy machine has written an answer down by then
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, c := range j.sent {
		if c.ended.IsZero() || at.Sub(c.ended) < heard {
			c.lost = true
		}
	}
}

// keys presses keys as the screens ask, until so many were pressed (0 for no such
// end), or the number is CONNECTED, which it reports.
func (j *soakJob) keys(w *wizard, until int) (over bool) {
	pressed, cards := 0, 0
	press := func(key string) bool {
		w.Press(key)
		pressed++
		return until > 0 && pressed >= until
	}
	for range 100 {
		screen := w.at(soakScreen)
		j.note("  at %s", screen)
		if screen == "Connected" {
			w.connect()
			return true
		}
		if id, is := strings.CutPrefix(screen, "card "); is {
			if cards++; cards > 12 {
				j.t.Fatalf("it stays at the card %s:\n%s", id, w.Screen())
			}
			if press(cardKey(id)) {
				return false
			}
			w.gone("advice." + id + ".title")
			continue
		}
		if j.screenKeys(w, screen, press) {
			return false
		}
		w.until("leave "+screen, func(s string) bool { return soakScreen(j.t, s) != screen })
	}
	j.t.Fatal("it comes to no end")
	return false
}

// screenKeys presses the keys of one screen as [wizard.keysOf] does, but where a
// lost answer leaves something undone.
func (j *soakJob) screenKeys(w *wizard, screen string, press func(string) bool) bool {
	if screen != "EnterCode" {
		return w.keysOf(screen, j.sim, press)
	}
	for range 10 { // people wait a little for a message
		if len(j.sim.outbox()) > 0 {
			if dots(w.Screen()) == 0 {
				all := j.sim.outbox()
				w.Type(all[len(all)-1].Code)
			}
			return press("enter") || w.insistsOnCode(press)
		}
		time.Sleep(100 * time.Millisecond)
	}
	return press("ctrl+n")
}

// cardKey is the key that a card advises.
func cardKey(string) string { return "enter" }

// soakCards are the cards that a lost answer leads to.
func soakCards() []string {
	return []string{"no_answer", "unreadable", "foreign", "meta_trouble", "unsettled", "silence", "offline", "verified", "changed"}
}

// soakScreen names the card that is shown, or else the screen.
func soakScreen(t *testing.T, screen string) string {
	t.Helper()
	for _, id := range soakCards() {
		if phrase(t, "advice."+id+".title").MatchString(screen) {
			return "card " + id
		}
	}
	return screenOf(t, screen)
}

// holds holds what the simulator counted against what was needed and lost.
func (j *soakJob) holds() {
	j.t.Helper()
	var record []graphsim.Call
	j.sim.ask("record", &record)
	took := 0
	for _, c := range record {
		if c.Endpoint == api.Register && c.Effective {
			took++
		}
		if c.Number != "" && c.Number != j.sim.Numbers[0] {
			j.t.Errorf("%s went to %s", c.Endpoint, c.Number)
		}
	}
	if took != 1 {
		j.t.Errorf("register took effect %d times", took)
	}
	for _, call := range []api.Endpoint{api.RequestCode, api.VerifyCode, api.Register} {
		sent, lost := 0, 0
		for _, c := range j.sent {
			if c.call == call {
				sent++
				if c.lost {
					lost++
				}
			}
		}
		if sent > 1+lost {
			j.t.Errorf("%s was sent %d times, and %d answers were lost", call, sent, lost)
		}
	}
}
