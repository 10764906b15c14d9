//go:build unix

package e2e

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// lineOfDoctor is a line of `dialtone doctor --json`, as a script reads it.
type lineOfDoctor struct {
	Check, State, Found string
	Fix                 *string
}

// examine runs the doctor without a terminal and reads what it found, by check.
func examine(t *testing.T, stdin string, env []string, args ...string) (int, map[string]lineOfDoctor) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, dialtone(t), append([]string{"doctor", "--json"}, args...)...)
	cmd.Dir = t.TempDir()
	cmd.Env = append([]string{"HOME=" + cmd.Dir, "LANG=C.UTF-8", "TERM=xterm-256color"}, env...)
	cmd.Stdin = strings.NewReader(stdin)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	_ = cmd.Run() // the code tells
	var lines []lineOfDoctor
	dataOf(t, out.String(), &lines)
	if errs.Len() > 0 {
		t.Fatalf("%s%s", out.String(), errs.String())
	}
	all := map[string]lineOfDoctor{}
	for _, l := range lines {
		if !slices.Contains([]string{"ok", "warn", "fail", "skipped"}, l.State) || l.Found == "" || l.Fix == nil && (l.State == "warn" || l.State == "fail") {
			t.Errorf("a line out of shape: %+v", l)
		}
		all[l.Check] = l
	}
	if files, err := os.ReadDir(cmd.Dir); err != nil || len(files) > 0 {
		t.Errorf("looking left something behind: %v, %v", files, err)
	}
	return cmd.ProcessState.ExitCode(), all
}

func wantStates(t *testing.T, got map[string]lineOfDoctor, want map[string]string) {
	t.Helper()
	for check, state := range want {
		if got[check].State != state {
			t.Errorf("%s: %+v, want %s", check, got[check], state)
		}
	}
}

func TestDoctorLooksAtTheAccount(t *testing.T) {
	t.Parallel()
	w := host(t, story(t, "clean-mobile"))
	token, account := "DIALTONE_TOKEN="+w.sim.Info().Token, string(w.sim.Info().WABA)
	journal := filepath.Join(t.TempDir(), "journal.db")
	args := append(w.flags(), "--account", account, "--journal", journal)
	code, got := examine(t, "", []string{token}, args...)
	wantStates(t, got, map[string]string{
		"graph": "ok", "token": "ok", "token_kind": "ok", "token_expiry": "ok", "scopes": "ok", "account": "ok", "advanced_access": "warn", "webhooks": "warn", "payment": "skipped", "clock": "ok",
		"graph_version": "ok", "journal": "ok", "terminal": "skipped",
	})
	if code != 0 || len(got) != 14 {
		t.Errorf("code %d, %d lines", code, len(got))
	}
	if _, err := os.Stat(journal); err == nil {
		t.Error("the doctor made a journal")
	}
	for _, l := range got {
		if strings.Contains(l.Found, w.sim.Info().Token) {
			t.Errorf("the token in %+v", l)
		}
	}
	code, got = examine(t, w.sim.Info().Token+"\n", nil, append(args, "--token-stdin")...)
	if wantStates(t, got, map[string]string{"token": "ok", "account": "ok"}); code != 0 {
		t.Errorf("code %d", code)
	}
	code, got = examine(t, "", nil, append(args, "--journal", "off")...)
	wantStates(t, got, map[string]string{"graph": "ok", "token": "skipped", "account": "skipped", "clock": "ok", "graph_version": "ok", "journal": "warn"})
	if fix := got["token"].Fix; code != 0 || fix == nil || !strings.Contains(*fix, "DIALTONE_TOKEN") {
		t.Errorf("without a token: code %d, %+v", code, got["token"])
	}
	code, got = examine(t, "", []string{"DIALTONE_TOKEN=EAAnobody"}, args...)
	if wantStates(t, got, map[string]string{"graph": "ok", "token": "fail", "scopes": "skipped"}); code != 4 {
		t.Errorf("with a token that is no good: code %d", code)
	}
	code, got = examine(t, "", []string{token}, append(w.flags(), "--account", "123456789")...)
	if wantStates(t, got, map[string]string{"token": "ok", "account": "fail"}); code != 4 {
		t.Errorf("with somebody else's account: code %d", code)
	}
}

func TestDoctorFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := host(t, story(t, "no-permission"))
	code, got := examine(t, "", []string{"DIALTONE_TOKEN=" + w.sim.Info().Token}, w.flags()...)
	if wantStates(t, got, map[string]string{"token": "ok", "scopes": "fail", "account": "skipped"}); code != 4 || !strings.Contains(got["scopes"].Found, string(api.ScopeMessaging)) {
		t.Errorf("a scope short: code %d, %+v", code, got["scopes"])
	}
	const secret = "EAAkeptfromeverybody"
	code, got = examine(t, "", []string{"DIALTONE_TOKEN=" + secret}, "--graph-url", "http://127.0.0.1:1")
	for _, l := range got {
		if strings.Contains(l.Found, secret) {
			t.Errorf("the token in %+v", l)
		}
	}
	if wantStates(t, got, map[string]string{"graph": "fail", "token": "skipped", "clock": "skipped", "graph_version": "skipped"}); code != 1 {
		t.Errorf("nobody there: code %d", code)
	}
	code, got = examine(t, "", nil, "--sandbox", "--account", "104820560913301")
	if wantStates(t, got, map[string]string{"graph": "ok", "token": "ok", "account": "ok"}); code != 0 {
		t.Errorf("in the sandbox: code %d", code)
	}
	sim, err := graphsim.New(story(t, "clean-mobile", func(sc *graphsim.Scenario) { sc.Oldest = "v25.0" }))
	must(t, err)
	late := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		out.Header().Set("Date", time.Now().UTC().Add(-2*time.Minute).Format(http.TimeFormat))
		sim.ServeHTTP(out, r)
	}))
	defer late.Close()
	file := filepath.Join(t.TempDir(), "journal.db")
	must(t, os.WriteFile(file, []byte("no journal at all"), 0o600))
	code, got = examine(t, "", []string{"DIALTONE_TOKEN=" + sim.Info().Token}, "--graph-url", late.URL, "--journal", file)
	wantStates(t, got, map[string]string{"clock": "warn", "graph_version": "warn", "journal": "fail", "account": "skipped"})
	if code != 1 || !strings.HasPrefix(got["clock"].Found, "+2m") {
		t.Errorf("code %d, %+v", code, got["clock"])
	}
	wantRefused(t, say(t, "usage.version", "Value", "latest"), nil, "doctor", "--graph-version", "latest")
	wantRefused(t, say(t, "usage.id_phone", "Flag", "--account"), nil, "doctor", "--account", "+852 9123 0100")
	wantRefused(t, say(t, "usage.timeout"), nil, "doctor", "--timeout", "0s")
	wantRefused(t, "no-such-story", nil, "doctor", "--scenario", "no-such-story")
}

// TestDoctorInATerminal looks at the terminal as well, in the smallest window.
func TestDoctorInATerminal(t *testing.T) {
	t.Parallel()
	for _, size := range []Options{{Cols: 60, Rows: 60}, {Cols: 120, Rows: 60}, {Cols: 59, Rows: 60}} {
		size.Env, size.Limit = []string{"LANG=C.UTF-8"}, patience
		term := start(t, size, dialtone(t), "doctor", "--sandbox")
		code, word := 0, "doctor.found.size"
		if size.Cols < 60 {
			code, word = 1, "doctor.found.small"
		}
		wantExit(t, term, code)
		shown := term.Screen()
		for _, sentence := range []string{say(t, word, "Width", size.Cols, "Height", size.Rows), say(t, "doctor.found.system_user"), say(t, "doctor.fix.client_account")} {
			if squeezed := strings.Join(strings.Fields(shown), ""); !strings.Contains(squeezed, strings.Join(strings.Fields(sentence), "")) {
				t.Errorf("no %q in\n%s", sentence, shown)
			}
		}
		if rows, lines := strings.Count(strings.TrimRight(shown, " \n"), "\n")+1, bytes.Count(term.Bytes(), []byte("\n")); rows != lines {
			t.Errorf("%d lines take %d rows:\n%s", lines, rows, shown)
		}
	}
}

// TestDoctorFromTheMenu goes there with a token and without an account, looks
// twice, and comes back.
func TestDoctorFromTheMenu(t *testing.T) {
	t.Parallel()
	for _, o := range []Options{wide(), {Cols: 60, Rows: 20}} {
		sim := host(t, story(t, "clean-mobile"))
		o.Env = []string{"DIALTONE_TOKEN=" + sim.sim.Info().Token}
		w := launch(t, o, sim.flags()...)
		w.world = sim
		w.see("connect.account.label")
		w.Press("esc")
		w.chooseJob(flows.JobDoctor)
		w.see("doctor.found.system_user")
		w.Press("ctrl+l")
		w.until("look again", func(string) bool { return len(sim.calls(api.DebugToken)) == 2 })
		w.see("state.Doctor.title")
		w.pause() // a key is not heard while it still looks
		w.Press("end")
		w.see("doctor.found.needs_account")
		w.Press("esc")
		w.see("connect.job.title")
		w.Press("esc")
		w.chooseJob(flows.JobDoctor)
		w.see("doctor.found.system_user")
		w.leave(0)
		if strings.Contains(w.plain(), sim.sim.Info().Token) {
			t.Error("the token was shown")
		}
	}
}
