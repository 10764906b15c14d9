package flows

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestREADME holds the picture of the README to the table.
func TestREADME(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(readme), "```mermaid\n")
	picture, _, closed := strings.Cut(rest, "```")
	if want := FlowOf(JobOnboard).Mermaid(); !found || !closed || picture != want {
		t.Errorf("the picture in the README is not that of the table, which is:\n%s", want)
	}
}

func TestMermaid(t *testing.T) {
	t.Parallel()
	for _, f := range Flows() {
		from, to := drawn(t, f)
		for _, d := range f.States {
			onePage := len(f.States) == 1 // which Back alone leaves
			if !to[string(d.State)] || !from[string(d.State)] && d.State != Connected && !onePage {
				t.Errorf("%s: %s is drawn without a way in or out", f.Job, d.State)
			}
		}
	}
	drawing := FlowOf(JobOnboard).Mermaid()
	for _, text := range []string{
		"Review --> Register : FactsRead [register was confirmed] / RegisterAsked", "standing --> ChoosePIN : verified",
		"Anywhere --> Connect : Failed [the token is dead]", "Connect --> Anywhere : AccountOpened [the token died on the way]",
		"BackAsked [there is a way back] leads back",
	} {
		if !strings.Contains(drawing, text) {
			t.Errorf("%q is not drawn", text)
		}
	}
}

// drawn reads the drawing of a flow as GitHub does, and returns the states that
// an edge leaves and enters.
func drawn(t *testing.T, f Flow) (from, to map[string]bool) {
	t.Helper()
	drawing := f.Mermaid()
	for range 5 {
		if f.Mermaid() != drawing {
			t.Fatal("two drawings of one table differ")
		}
	}
	lines := strings.Split(strings.TrimSuffix(drawing, "\n"), "\n")
	if lines[0] != "stateDiagram-v2" {
		t.Fatalf("begins with %q", lines[0])
	}
	edge := regexp.MustCompile(`^    (\[\*\]|\w+) --> (\w+)(?: : ([^:;#"]+))?$`)
	pairs := map[string]bool{}
	from, to = map[string]bool{}, map[string]bool{}
	note := false
	for _, line := range lines[1:] {
		if strings.HasPrefix(line, "    note ") {
			note = true
		}
		if note || strings.HasPrefix(line, "    state ") || strings.HasPrefix(line, "    direction ") {
			continue
		}
		m := edge.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("GitHub does not read %q", line)
		}
		if m[1] == m[2] || pairs[m[1]+m[2]] {
			t.Errorf("%q is drawn twice, or leads to itself", line)
		}
		pairs[m[1]+m[2]], from[m[1]], to[m[2]] = true, true, true
		for _, s := range []string{m[1], m[2]} {
			if s != "[*]" && s != string(anywhere) && s != string(standing) && s != string(otherJob) && !slices.Contains(allStates(), State(s)) {
				t.Errorf("%q is no state", s)
			}
		}
	}
	return from, to
}
