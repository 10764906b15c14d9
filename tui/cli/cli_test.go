package cli

import (
	"regexp"
	"strings"
	"testing"

	"dialtone/flows"
)

// TestLanguageFlag: the language is found wherever it stands, unless it is the
// value of something else.
func TestLanguageFlag(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"":                                     "",
		"--lang en":                            "en",
		"numbers --json --lang=en":             "en",
		"--nope --lang en":                     "en",
		"-x --lang en":                         "en",
		"--account 5 check +852 --lang en":     "en",
		"--help --lang en":                     "en",
		"-h --lang en":                         "en",
		"--lang en --lang zh":                  "en zh",
		"__complete check --lang en --country": "en",
		"-- --lang en":                         "",
		"--lang":                               "",
	} {
		if got := strings.Join(languageFlag(strings.Fields(line)), " "); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

// TestLanguageVariable: Dialtone's own variable names a language that it has; those of every
// program may name any.
func TestLanguageVariable(t *testing.T) {
	for env, code := range map[string]int{
		"DIALTONE_LANG=klingon": exitUsage, "DIALTONE_LANG=zh_HK.UTF-8": 0, "DIALTONE_LANG=": 0, "LANG=tlh": 0, "LC_ALL=tlh_XX.UTF-8": 0,
	} {
		r := execute(t, "", []string{env}, "flows", "pin")
		if r.code != code || (code == exitUsage) != strings.Contains(r.text, "DIALTONE_LANG doesn't take “klingon”") {
			t.Errorf("%s ends with %d: %s", env, r.code, r.text)
		}
	}
	if r := execute(t, "", []string{"DIALTONE_LANG=klingon", "DIALTONE_ASCII=2"}, "__complete", "reg"); !strings.Contains(r.text, "region") || strings.Contains(r.text, "dialtone:") {
		t.Errorf("a shell is told %s", r.text)
	}
}

// TestABadSettingIsSpelledAsItsFileIs: true and false stand without quotes.
func TestABadSettingIsSpelledAsItsFileIs(t *testing.T) {
	at, _ := configured(t, "method = \"pigeon\"")
	if r := execute(t, "", []string{at}, "message"); !strings.Contains(r.text, `method = "SMS"`) {
		t.Errorf("%s", r.text)
	}
	at, _ = configured(t, "no-color = \"maybe\"")
	if r := execute(t, "", []string{at}, "version"); !strings.Contains(r.text, "no-color = false") {
		t.Errorf("%s", r.text)
	}
}

// TestVariablesSetFlags: a variable counts for every command that has its flag, and
// the flag beats it.
func TestVariablesSetFlags(t *testing.T) {
	env := []string{"DIALTONE_SCENARIO=no-such-story", "DIALTONE_JOURNAL=off", "DIALTONE_TIMEOUT=soon"}
	for line, want := range map[string]string{
		"sandbox":                         "no-such-story",
		"sandbox --scenario other-one":    "other-one",
		"history":                         "--journal off",
		"doctor":                          "DIALTONE_TIMEOUT",
		"doctor --timeout 1s":             "no-such-story",
		"doctor --timeout 0s --scenario=": "--timeout",
	} {
		if r := execute(t, "", env, strings.Fields(line)...); r.code != exitUsage || !strings.Contains(r.text, want) {
			t.Errorf("%q ends with %d: %s", line, r.code, r.text)
		}
	}
}

// TestFlows prints the table of every job: a state, an event and a state in each line.
func TestFlows(t *testing.T) {
	row := regexp.MustCompile(`^[A-Z]\w+ +[A-Z]\w+ +-> (\w+)(  \[.+\])?$`)
	for _, j := range flows.Jobs() {
		r := execute(t, "", nil, "flows", string(j))
		for line := range strings.SplitSeq(strings.TrimSpace(r.text), "\n") {
			if found := row.FindStringSubmatch(line); r.code != 0 || found == nil || found[1] == "same" {
				t.Errorf("%s: code %d, %q", j, r.code, line)
			}
		}
	}
}

// TestEndedVersions are for a simulator only: Meta would answer with another one.
func TestEndedVersions(t *testing.T) {
	for line, refused := range map[string]bool{
		"doctor --graph-version v20.0":                                           true,
		"doctor --graph-version v9.0 --graph-url https://graph.example.com":      true,
		"numbers --json --graph-version v20.0":                                   true,
		"doctor --graph-version v20.0 --graph-url http://127.0.0.1:1":            false,
		"doctor --graph-version v20.0 --graph-url https://127.0.0.1.example.com": true,
		"doctor --graph-version v20.0 --sandbox":                                 false,
		"doctor --graph-version v21.0 --graph-url http://127.0.0.1:1":            false,
		"doctor --graph-version v103.0 --sandbox":                                false,
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			r := execute(t, "", []string{"DIALTONE_TOKEN=EAAnobody"}, append(strings.Fields(line), "--journal", "off")...)
			if got := r.code == exitUsage; got != refused || strings.Contains(r.text, "Meta ended every version before v21.0 (v20.0 on 2026-09-24)") != refused {
				t.Errorf("it ends with %d: %s", r.code, r.text)
			}
		})
	}
}
