package cli

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"dialtone/flows"

	"github.com/spf13/cobra"
)

// faultIn reads the one object that a command line printed, which holds an error.
func faultIn(t *testing.T, r ran) fault {
	t.Helper()
	object := objectIn(t, r.text)
	if object.Error == nil {
		t.Fatalf("no error in %s", r.text)
	}
	return *object.Error
}

// printed is the shape of everything that --json prints.
type printed struct {
	Data  json.RawMessage
	Error *fault
}

// objectIn reads a text as exactly one object with exactly one of data and error.
func objectIn(t *testing.T, text string) printed {
	t.Helper()
	var keys map[string]json.RawMessage
	var object printed
	d := json.NewDecoder(strings.NewReader(text))
	if err := d.Decode(&keys); err != nil || d.More() || len(keys) != 1 || !strings.HasSuffix(text, "}\n") || strings.Count(text, "\n") != 1 {
		t.Fatalf("%v, %d keys: %q", err, len(keys), text)
	}
	if err := json.Unmarshal([]byte(text), &object); err != nil || (object.Error == nil) == (object.Data == nil) {
		t.Fatalf("%v: %s", err, text)
	}
	if f := object.Error; f != nil && (f.Code == "" || f.Message == "") {
		t.Errorf("an error without %s", text)
	}
	return object
}

// TestAsksJSON: what is wrong with a command line is told as JSON where it asks for JSON.
func TestAsksJSON(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]bool{
		"doctor": false, "doctor --json": true, "--json doctor": true, "check --json=true 5": true, "check --json=false 5": false,
		"check --json=perhaps 5": true, "check 5 -- --json": false, "check --json -- 5": true, "check --jsonl": false, "check --json --json=0": false,
		"check json": false, "check -json": false, "check -": false,
	} {
		if got := asksJSON(strings.Fields(line)); got != want {
			t.Errorf("%q: %v", line, got)
		}
	}
}

// TestFaultsFoundBeforeTheCommand are told by the object alone, with the exit code that
// they have without --json.
func TestFaultsFoundBeforeTheCommand(t *testing.T) {
	for _, c := range []struct{ env, line string }{
		{"", "doctor --json --nope"}, {"", "doctor --nope --json"}, {"", "nope --json"}, {"", "doctor --json -x"}, {"", "doctor --json x"},
		{"", "doctor --timeout --json"}, {"", "doctor --timeout soon --json"}, {"", "doctor --json --lang xx"}, {"", "doctor --json=perhaps"},
		{"DIALTONE_TIMEOUT=soon", "doctor --json"}, {"DIALTONE_JOURNAL=password=x", "history --json"}, {"", "pin --json"}, {"", "--json"},
	} {
		r := execute(t, "", []string{c.env}, strings.Fields(c.line)...)
		if f := faultIn(t, r); r.code != exitUsage || f.Code != "usage" {
			t.Errorf("%s %s ends with %d: %s", c.env, c.line, r.code, r.text)
		}
	}
	r := execute(t, "", nil, "check", "--json", "--access-token", "data", "--nope")
	if f := faultIn(t, r); strings.Contains(f.Message, "data") {
		t.Errorf("it says %s", r.text)
	}
}

// TestEveryAnswerHasOneShape runs every command that has --json, well and badly.
func TestEveryAnswerHasOneShape(t *testing.T) {
	s := &sandbox{ctx: t.Context()}
	target, err := s.open(t.Context(), "clean-mobile")
	if err != nil {
		t.Fatal(err)
	}
	token, graph := []string{"DIALTONE_TOKEN=" + target.Token.Reveal()}, " --journal off --graph-url "+target.BaseURL
	account := " --account " + string(s.running().Info().WABA)
	for _, c := range []struct {
		line  string
		env   []string
		stdin string
		code  int
		fault string // its code; "" for data
	}{
		{"check +852 9123 4567", nil, "", 0, ""},
		{"check nothing", nil, "", 3, ""},
		{"check", nil, "", 2, "usage"},
		{"check 5 --country XX", nil, "", 2, "usage"},
		{"check -", nil, "+85291234567\n", 0, ""},
		{"check -", nil, "\n", 2, "usage"},
		{"recipient +16315551234", nil, "", 0, ""},
		{"recipient +16315551234 6315551234", nil, "", 3, ""},
		{"recipient", nil, "", 2, "usage"},
		{"recipient -", nil, "hello", 3, ""},
		{"flows", nil, "", 0, ""},
		{"flows pin --mermaid", nil, "", 0, ""},
		{"flows nope", nil, "", 2, "usage"},
		{"history", nil, "", 0, ""},
		{"history --count x", nil, "", 2, "usage"},
		{"history --journal off", nil, "", 2, "usage"},
		{"history --journal /nowhere/at/all.db", nil, "", 1, "journal_no_folder"},
		{"history forget nobody", nil, "", 2, "usage"},
		{"history forget", nil, "", 2, "usage"},
		{"doctor --sandbox", nil, "", 0, ""},
		{"doctor" + graph + account, token, "", 0, ""},
		{"doctor" + graph, []string{"DIALTONE_TOKEN=EAAGnobodysToken"}, "", 4, ""},
		{"doctor --graph-url ftp://x", nil, "", 2, "usage"},
		{"doctor --token-stdin" + graph, nil, "\n", 2, "usage"},
		{"numbers" + graph + account, token, "", 0, ""},
		{"numbers" + graph, token, "", 2, "usage"},
		{"numbers" + graph + account, nil, "", 2, "usage"},
		{"numbers" + graph + account, []string{"DIALTONE_TOKEN=EAAGnobodysToken"}, "", 4, "token"},
		{"numbers --account 990000000000077" + graph, token, "", 1, "no_object"},
		{"numbers --graph-url http://127.0.0.1:1" + account, token, "", 1, "offline"},
		{"numbers --sort upwards" + graph + account, token, "", 2, "usage"},
		{"sandbox --addr 0.0.0.0:0", nil, "", 2, "usage"},
		{"sandbox --scenario nope", nil, "", 2, "usage"},
		{"resume", nil, "", 2, "usage"},
	} {
		args := append(strings.Fields(c.line), "--json")
		r := execute(t, c.stdin, c.env, args...)
		object := objectIn(t, r.text)
		code := ""
		if object.Error != nil {
			code = object.Error.Code
		}
		if r.code != c.code || code != c.fault {
			t.Errorf("%q ends with %d: %s", c.line, r.code, r.text)
		}
		r.free(t, args, "nobodysToken")
	}
}

// TestEveryCommandWithDataHasJSON, and what has none is known.
func TestEveryCommandWithDataHasJSON(t *testing.T) {
	t.Parallel()
	without := strings.Fields("dialtone licenses man completion bash fish powershell zsh help resume path token app-secret")
	for _, j := range flows.Jobs() {
		if j != flows.JobManage { // the others begin the wizard
			without = append(without, string(j))
		}
	}
	with := strings.Fields("check config doctor flows forget history numbers recipient sandbox status version")
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		if has := c.Flags().Lookup("json") != nil; has != slices.Contains(with, c.Name()) || !has && !slices.Contains(without, c.Name()) {
			t.Errorf("%s has --json: %v", c.CommandPath(), has)
		}
		for _, below := range c.Commands() {
			walk(below)
		}
	}
	walk(spoken(t, "en").root())
}
