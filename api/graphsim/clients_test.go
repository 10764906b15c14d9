package graphsim_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// mustWalk is set where a missing npm is a fault of the machine, as in .ci/run.
const mustWalk = "DIALTONE_CLIENTS"

// TestOtherClients walks other people's clients of Graph through verify, register, profile,
// settings, deregister and register, against the command dialtone sandbox. A simulator that
// only our own client understands would prove little. After npm has fetched the clients,
// every call stays on this machine.
func TestOtherClients(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it takes other people's programs, which the race detector does not see")
	}
	dir, must := t.TempDir(), os.Getenv(mustWalk) != ""
	for _, name := range []string{"package.json", "package-lock.json", "walk.mjs"} {
		data, err := os.ReadFile(filepath.Join("testdata", "clients", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, program := range []string{"npm", "node"} {
		if _, err := exec.LookPath(program); err != nil && !must {
			t.Skip(program + " is missing")
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	install := exec.CommandContext(ctx, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		if !must {
			t.Skipf("npm fetches nothing here: %v", err)
		}
		t.Fatalf("npm: %v\n%s", err, out)
	}
	dialtone := filepath.Join(dir, "dialtone")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", dialtone, "dialtone").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, client := range []string{"kapso", "types"} {
		t.Run(client, func(t *testing.T) {
			walk := exec.CommandContext(ctx, "node", "walk.mjs", client)
			walk.Dir, walk.Env = dir, append(os.Environ(), sandbox(ctx, t, dialtone)...)
			if out, err := walk.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// sandbox starts the command and returns what a client needs to know, as environment.
func sandbox(ctx context.Context, t *testing.T, dialtone string) []string {
	t.Helper()
	serve := exec.CommandContext(ctx, dialtone, "sandbox", "--json")
	out, err := serve.StdoutPipe()
	if err == nil {
		err = serve.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = serve.Process.Kill(); _ = serve.Wait() })
	lines := bufio.NewReader(out)
	line, err := lines.ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }() // the codes
	var first struct {
		Data struct {
			URL     string   `json:"url"`
			Token   string   `json:"token"`
			Account string   `json:"waba_id"`
			Numbers []string `json:"phone_number_ids"`
		}
	}
	if err := json.Unmarshal(line, &first); err != nil || len(first.Data.Numbers) == 0 {
		t.Fatalf("%v in %s", err, line)
	}
	facts := first.Data
	return []string{"SIM_URL=" + facts.URL, "SIM_TOKEN=" + facts.Token, "SIM_ACCOUNT=" + facts.Account, "SIM_NUMBER=" + facts.Numbers[0]}
}
