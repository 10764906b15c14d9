package graphsim_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// Every scenario of the program can be read and simulated.
func TestScenarios(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("..", "..", "assets", "scenarios", "*.toml"))
	if err != nil || len(files) < 33 {
		t.Fatalf("%d scenarios, %v", len(files), err)
	}
	ids := map[string]string{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sc, err := graphsim.Parse(data)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if sc.Title == "" {
			t.Errorf("%s has no title", file)
		}
		w := build(t, sc)
		info := w.sim.Info()
		all, _ := w.get("/v24.0/"+string(info.WABA)+"/phone_numbers", "fields", "status", "limit", "100").ok(t).body["data"].([]any)
		if len(all) != min(100, len(info.Numbers)) {
			t.Errorf("%s lists %d numbers of %d", file, len(all), len(info.Numbers))
		}
		for _, id := range append([]string{string(info.WABA)}, text(info.Numbers)...) {
			if other := ids[id]; other != "" {
				t.Errorf("%s and %s share the id %s", file, other, id)
			}
			ids[id] = file
		}
	}
}

func text(ids []api.PhoneNumberID) []string {
	var out []string
	for _, id := range ids {
		out = append(out, string(id))
	}
	return out
}

func TestManyNumbers(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "many-numbers"))
	states := map[api.Status]int{}
	for _, s := range w.sim.Snapshots() {
		states[s.Status]++
	}
	for _, s := range []api.Status{api.StatusConnected, api.StatusPending, api.StatusBanned, api.StatusDisconnected, api.StatusFlagged, api.StatusRestricted, api.StatusRateLimited} {
		if states[s] == 0 {
			t.Errorf("no number is %s", s)
		}
	}
}

func TestBadScenarios(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, says string }{
		"not TOML":         {"[account", "expected"},
		"misspelt key":     {small + "verificaton = \"VERIFIED\"", "unknown key number.verificaton"},
		"unknown table":    {small + "[weather]\nsun = true", "weather"},
		"no account":       {"title = \"x\"", "account.id"},
		"short id":         {strings.Replace(small, numberID, "123", 1), "15 to 17 digits"},
		"no plus":          {strings.Replace(small, "+852", "852", 1), "+85291234567"},
		"twice":            {small + strings.Replace(small[strings.Index(small, "[[number]]"):], numberID, "106540352242901", 1), "twice"},
		"odd PIN":          {small + `pin = "12"`, "six digits"},
		"odd verification": {small + `verification = "MAYBE"`, "MAYBE"},
		"odd region":       {small + `region = "US"`, "storage country"},
		"odd duration":     {small + `created = "yesterday"`, "yesterday"},
		"odd days":         {small + `created = "-xd"`, "-xd"},
		"odd rule":         {"[rules]\nwrong_code_error = 5\n" + small, "rules.wrong_code_error"},
		"odd line":         {small + "[[line]]\nphone = \"0123\"", "line"},
		"odd fault":        {small + "[[fault]]\nendpoint = \"register\"", "does nothing"},
		"wrong type":       {small + "sms = \"yes\"", "sms"},
		"half a backup":    {small + "platform = \"ON_PREMISE\"\nbackup = \"blob\"", "go together"},
		"needless backup":  {small + "backup = \"blob\"\nbackup_password = \"word\"", "ON_PREMISE"},
		"in two accounts":  {small + "status = \"CONNECTED\"\nelsewhere = true", "elsewhere"},
		"odd backup rule":  {"[rules]\nwrong_backup_error = 5\n" + small, "rules.wrong_backup_error"},
		"no name":          {strings.Replace(small, "phone = \"+85291230100\"\nname = \"Lotus Bakery\"", "phone = \"+85291230100\"", 1), "no name"},
	} {
		_, err := graphsim.Parse([]byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error %v does not say %q", name, err, c.says)
		}
	}
}

// The same seed gives the same codes, tokens and ids. Without a seed they differ.
func TestSeed(t *testing.T) {
	t.Parallel()
	token := func(opts ...graphsim.Option) string {
		s, err := graphsim.New(parse(t, small), opts...)
		if err != nil {
			t.Fatal(err)
		}
		return s.Info().Token
	}
	one, again, two, free, other := token(graphsim.WithSeed(1)), token(graphsim.WithSeed(1)), token(graphsim.WithSeed(2)), token(), token()
	if one != again || one == two || free == other {
		t.Error("seeds do not decide")
	}
}

// Reads do not change the codes that a seed gives.
func TestSeedOutlastsReads(t *testing.T) {
	t.Parallel()
	code := func(reads int) string {
		w := with(t, "")
		for range reads {
			w.number("status").ok(t)
		}
		w.ask("SMS").ok(t)
		return w.lastCode()
	}
	if code(0) != code(3) {
		t.Error("reading changed the code")
	}
}

// The clock runs by itself and can be moved forward.
func TestClock(t *testing.T) {
	t.Parallel()
	s, err := graphsim.New(parse(t, small))
	if err != nil {
		t.Fatal(err)
	}
	s.Advance(time.Hour)
	if d := time.Until(s.Now()); d < 59*time.Minute || d > time.Hour {
		t.Errorf("the clock is %v ahead", d)
	}
}
