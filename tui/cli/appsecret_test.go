package cli

import (
	"net/http/httptest"
	"strings"
	"testing"

	systemring "github.com/zalando/go-keyring"

	"dialtone/api/credentials"
	"dialtone/api/graphsim"
)

// simulated serves a scenario over HTTP for as long as the test takes.
func simulated(t *testing.T, scenario string) (sim *graphsim.Sim, url string) {
	t.Helper()
	sim, err := load(scenario)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(sim)
	t.Cleanup(server.Close)
	return sim, server.URL
}

// TestAppSecret: an app that demands a proof of its secret takes the calls of a run that has
// the secret, from the environment or from the keyring, and nobody sees it.
func TestAppSecret(t *testing.T) {
	systemring.MockInit()
	t.Cleanup(systemring.MockInit) // what this test saves is not for another one
	sim, url := simulated(t, "clean-mobile")
	if err := sim.Perform(graphsim.RequireAppSecret, ""); err != nil {
		t.Fatal(err)
	}
	info := sim.Info()
	another := strings.Repeat("0f", 16)
	env := []string{"DIALTONE_TOKEN=" + info.Token, "DIALTONE_GRAPH_URL=" + url, "DIALTONE_ACCOUNT=" + string(info.WABA), "DIALTONE_JOURNAL=off"}
	list := func(name, secret, want string, code int) {
		t.Helper()
		for _, line := range []string{"numbers --json", "doctor"} {
			r := execute(t, "", append(env, "DIALTONE_APP_SECRET="+secret), strings.Fields(line)...)
			r.free(t, []string{name}, info.AppSecret, info.Token, another)
			refused := strings.Contains(r.text, "appsecret_proof")
			if line == "doctor" && r.code != code {
				t.Errorf("%s, the doctor ends with %d, want %d", name, r.code, code)
			}
			if refused != (code == 4) || line != "doctor" && (r.code != code || !strings.Contains(r.text, want)) {
				t.Errorf("%s, %s ends with %d: %s", name, line, r.code, r.text)
			}
		}
	}
	list("none", "", "appsecret_proof", 4)
	list("another one", another, "appsecret_proof", 4)
	list("no secret at all", "s3cret", "DIALTONE_APP_SECRET", exitUsage)
	list("the right one", " "+strings.ToUpper(info.AppSecret)+"\n", string(info.Numbers[0]), 0)
	if err := (credentials.Keyring{}).SaveAppSecret(t.Context(), string(info.WABA), info.AppSecret); err != nil {
		t.Fatal(err)
	}
	list("the keyring's", "", string(info.Numbers[0]), 0)
	list("the environment beats the keyring", another, "appsecret_proof", 4)
}
