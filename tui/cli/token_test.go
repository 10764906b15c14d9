package cli

import (
	"encoding/json"
	"strings"
	"testing"

	systemring "github.com/zalando/go-keyring"

	"dialtone/api/credentials"
)

// TestTokenCommands follows a token and an app secret through the keyring.
func TestTokenCommands(t *testing.T) {
	systemring.MockInit()
	t.Cleanup(systemring.MockInit) // what this test saves is not for another one
	sim, url := simulated(t, "clean-mobile")
	info := sim.Info()
	account, secret := string(info.WABA), strings.Repeat("0a1b", 8)
	place, of := "DIALTONE_GRAPH_URL="+url, []string{"--account", account}
	steps := 0
	do := func(code int, want string, stdin string, env []string, line string) string {
		t.Helper()
		steps++
		args := strings.Fields(strings.ReplaceAll(line, "@", strings.Join(of, " ")))
		r := execute(t, stdin, append(env, place), args...)
		r.free(t, args, info.Token, info.Token[:12], info.Token[len(info.Token)-4:], secret)
		if r.code != code || !strings.Contains(strings.Join(strings.Fields(r.text), " "), want) {
			t.Errorf("step %d, %q ends with %d: %s", steps, line, r.code, r.text)
		}
		return r.text
	}
	do(4, "none: Dialtone asks for it", "", nil, "token status")
	do(0, "SYSTEM_USER", "", []string{"DIALTONE_TOKEN=" + info.Token}, "token status --json")
	do(0, "DIALTONE_TOKEN", "", []string{"DIALTONE_TOKEN=" + info.Token}, "token status")
	do(4, `code 190`, "", []string{"DIALTONE_TOKEN=EAAnobodysToken0000000"}, "token status --json")
	if err := (credentials.Keyring{}).Save(t.Context(), credentials.Account{ID: account, Name: "Lotus Bakery"}, info.Token); err != nil {
		t.Fatal(err)
	}
	do(0, `"id":"`+string(info.Numbers[0])+`"`, "", nil, "numbers --json @") // the keyring's token does
	do(2, "that isn't an app secret", "nothing", nil, "token app-secret @")
	do(2, "For which account?", secret, nil, "token app-secret")
	do(0, "has the app secret for "+account, "APP_SECRET="+secret+"\n", nil, "token app-secret @")
	text := do(0, "keyring", "", nil, "token status --offline --json @")
	var said struct{ Data tokenReport }
	if err := json.Unmarshal([]byte(text), &said); err != nil || said.Data.Meta != nil || *said.Data.Source != "keyring" ||
		*said.Data.AppSecret != "keyring" || len(said.Data.Keyring) != 1 || said.Data.Keyring[0] != (holdingReport{account, true, true}) {
		t.Errorf("%v: %s", err, text)
	}
	if strings.Contains(text, "Lotus") {
		t.Errorf("a customer is named: %s", text)
	}
	do(0, account+": token and app secret", "", nil, "token status --offline @")
	do(2, "or give --all", "", nil, "token forget")
	do(2, "or give --all", "", []string{"DIALTONE_ACCOUNT=" + account}, "token forget --yes") // what is removed is named
	do(2, "not both", "", nil, "token forget --all --yes @")
	do(2, "no --json", "y\n", nil, "token forget --json @")
	do(2, "add --yes", "", nil, "token forget @")
	do(1, "nothing for this account", "", nil, "token forget --yes --account 104820560913399")
	do(0, `{"data":{"forgotten":["`+account+`"]}}`, "", nil, "token forget --yes --json @")
	do(4, `"keyring":[]`, "", nil, "token status --json @")
	do(0, "has the app secret", secret, nil, "token app-secret @")
	do(0, "Removed from the keyring: "+account, "", nil, "token forget --all --yes")
	do(0, "holds nothing", "", nil, "token forget --all --yes")
	systemring.MockInitWithError(credentials.ErrUnavailable)
	do(1, "can't be used", "", nil, "token forget --all --yes")
	do(0, "can't be used here", "", []string{"DIALTONE_TOKEN=" + info.Token}, "token status")
}
