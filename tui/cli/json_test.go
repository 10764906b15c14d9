package cli

import (
	"encoding/json"
	"strings"
	"testing"
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
