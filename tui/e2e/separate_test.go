//go:build unix

package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// served is what `dialtone sandbox --json` says first, and then once per code.
type served struct {
	URL     string              `json:"url"`
	Token   string              `json:"token"`
	WABA    string              `json:"waba_id"`
	Numbers []api.PhoneNumberID `json:"phone_number_ids"`
}

type servedCode struct {
	Code   string            `json:"code"`
	Method api.CodeMethod    `json:"method"`
	Number api.PhoneNumberID `json:"phone_number_id"`
}

// server is a simulator in a process of its own.
type server struct {
	served
	t     *testing.T
	lines *json.Decoder
}

// serve starts `dialtone sandbox` as anybody would who has a client to test.
func serve(t *testing.T, args ...string) *server {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	cmd := exec.CommandContext(ctx, dialtone(t), append([]string{"sandbox", "--json"}, args...)...)
	cmd.Env = []string{"HOME=" + t.TempDir(), "LANG=C.UTF-8"}
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	s := &server{t: t, lines: json.NewDecoder(bufio.NewReader(out))}
	t.Cleanup(func() {
		cancel()
		_, _ = io.Copy(io.Discard, out)
		// An interrupt is how one stops it, so it is no failure.
		if err := cmd.Wait(); err != nil && cmd.ProcessState.ExitCode() != 0 {
			t.Errorf("dialtone sandbox: %v", err)
		}
	})
	s.next(&s.served)
	return s
}

// code waits for the next code that goes out.
func (s *server) code() servedCode {
	s.t.Helper()
	var c servedCode
	s.next(&c)
	return c
}

// next waits for the next line.
func (s *server) next(data any) {
	s.t.Helper()
	line := struct{ Data any }{data}
	must(s.t, s.lines.Decode(&line))
}

// ask reads one of the simulator's own pages.
func (s *server) ask(what string, into any) {
	s.t.Helper()
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, s.URL+"/_sim/"+what, nil)
	must(s.t, err)
	answer, err := http.DefaultClient.Do(request)
	must(s.t, err)
	defer func() { must(s.t, answer.Body.Close()) }()
	page := struct{ Data any }{into}
	must(s.t, json.NewDecoder(answer.Body).Decode(&page))
}

// TestWizardAndSandboxInTwoProcesses also holds that the storage region goes the
// way that the Graph version asks for: into the settings from v21.0 on, along
// with the registration before.
func TestWizardAndSandboxInTwoProcesses(t *testing.T) {
	t.Parallel()
	for version, settings := range map[string]int{"v24.0": 1, "v20.0": 0} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			sim := serve(t, "--scenario", "embedded-signup")
			o := wide()
			o.Env = []string{"DIALTONE_TOKEN=" + sim.Token}
			w := launch(t, o, "--graph-url", sim.URL, "--graph-version", version, "--account", sim.WABA)
			w.see("numbers.count", "Count", len(sim.Numbers))
			w.Press("enter")
			w.newPIN(goodPIN)
			w.pickRegion("CH")
			w.see("state.Review.title")
			where := map[string]string{"v24.0": "review.region_settings", "v20.0": "review.region_register"}[version]
			w.see(where)
			w.register()
			w.finish()

			var numbers []graphsim.Snapshot
			sim.ask("numbers", &numbers)
			if n := numbers[0]; !n.Registered || n.Region != "CH" {
				t.Errorf("the number is %+v", n)
			}
			var record []graphsim.Call
			sim.ask("record", &record)
			seen := map[api.Endpoint]int{}
			for _, c := range record {
				seen[c.Endpoint]++
				if c.Version != api.Version(version) {
					t.Errorf("%s %s went to %s", c.Method, c.Path, c.Version)
				}
			}
			// The simulator refuses a region that comes the wrong way, so one
			// request that worked is proof of the way.
			if seen[api.SetSettings] != settings || seen[api.Register] != 1 {
				t.Errorf("%d × settings, %d × register", seen[api.SetSettings], seen[api.Register])
			}
		})
	}
}

func TestTheServedSandboxTellsItsCodes(t *testing.T) {
	t.Parallel()
	sim := serve(t)
	w := launch(t, wide(), "--graph-url", sim.URL)
	w.signIn(sim.Token, sim.WABA)
	w.see("numbers.count", "Count", len(sim.Numbers))
	w.Press("enter")
	w.check(nil)
	w.askCode(api.Voice)
	c := sim.code()
	if c.Method != api.Voice || c.Number != sim.Numbers[0] || len(c.Code) != 6 {
		t.Errorf("told of %+v", c)
	}
	w.Paste("code " + c.Code[:3] + "-" + c.Code[3:])
	w.Press("enter")
	w.see("state.ChoosePIN.title")
	if strings.Contains(w.Screen(), c.Code) {
		t.Error("the code is on the screen")
	}
}

// signIn hands in a token and the account that it is for.
func (w *wizard) signIn(token, account string) {
	w.t.Helper()
	w.see("state.Connect.title")
	w.choose("connect.own.label")
	w.see("connect.token.lead")
	w.Paste(token)
	w.see("connect.token.length")
	w.Press("enter")
	w.see("connect.account.lead")
	w.Type(account)
	w.Press("enter")
	w.see("connect.remember.label")
	w.Press("enter")
}
