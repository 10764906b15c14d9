package cli

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dialtone/flows/journal"
)

// completionsOf are what a shell is told may follow a command line, and how.
func completionsOf(t *testing.T, env []string, args ...string) (lines []string, directive string) {
	t.Helper()
	r := execute(t, "", env, append([]string{"__complete"}, args...)...)
	_, said, _ := strings.Cut(r.text, "\n") // the first line is on standard error
	lines = strings.Split(strings.TrimSpace(said), "\n")
	if r.code != 0 || len(lines) == 0 {
		t.Fatalf("%q ends with %d: %s", args, r.code, r.text)
	}
	return lines[:len(lines)-1], lines[len(lines)-1]
}

const noFiles, inOrder, files = ":4", ":36", ":0"

// TestCompletions: what can be listed is completed, with what it means; and files only
// where a file is asked for.
func TestCompletions(t *testing.T) {
	for line, want := range map[string]string{
		"r|":                             "recipient\tShow how Cloud API reads",
		"num|":                           "numbers\tManage",
		"--scen|":                        "--scenario\tscenario that",
		"--scenario clean|":              "clean-mobile\tA clean mobile number",
		"sandbox --scenario=pag|":        "pager\tA pager",
		"--region C|":                    "CH\tSwitzerland",
		"--region n|":                    "none\t",
		"region --region no-|":           "no-storage\t",
		"--method |":                     "VOICE",
		"--code-language pt|":            "pt_BR\tPortuguese",
		"--lang zh|":                     "zh-Hant-HK\t繁體中文",
		"numbers --mode |":               "SANDBOX",
		"numbers --sort |":               "oldest",
		"check --country H|":             "HK\tHong Kong",
		"recipient --business-country |": "BR\tBrazil",
		"flows p|":                       "preverified\t",
		"completion |":                   "powershell",
		"help d|":                        "doctor\tCheck everything",
		"help history |":                 "forget\tRemove",
		"history |":                      "forget\tRemove",
		"--account |":                    "",
		"--graph-version |":              "",
		"doctor |":                       "",
		"check |":                        "",
		"resume |":                       "",
		"history forget |":               "",
		"flows pin |":                    "",
	} {
		typed, _ := strings.CutSuffix(line, "|")
		lines, directive := completionsOf(t, nil, append(strings.Fields(typed), map[bool][]string{true: {""}}[strings.HasSuffix(typed, " ")]...)...)
		if directive != noFiles && directive != inOrder {
			t.Errorf("%q: directive %s", line, directive)
		}
		if want == "" && len(lines) > 0 || want != "" && !slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, want) }) {
			t.Errorf("%q: no %q in %q", line, want, lines)
		}
		begun := typed[strings.LastIndexAny(typed, " =")+1:]
		for _, l := range lines {
			if !strings.HasPrefix(l, begun) {
				t.Errorf("%q: %q", line, l)
			}
		}
	}
	if lines, directive := completionsOf(t, nil, "--journal", ""); len(lines) > 0 || directive != files {
		t.Errorf("--journal: %q, %s", lines, directive)
	}
}

// TestCompletionsOfSessions come out of the journal, and nothing is said where there is none.
func TestCompletionsOfSessions(t *testing.T) {
	file := filepath.Join(t.TempDir(), "journal.db")
	if lines, _ := completionsOf(t, []string{"DIALTONE_JOURNAL=" + file}, "resume", ""); len(lines) > 0 {
		t.Errorf("without a journal: %q", lines)
	}
	j, err := journal.Open(t.Context(), file, journal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	begin := func(place, display string) string {
		id, err := j.Begin(t.Context(), journal.Session{Account: "104820560913301", Number: "106540352242922", Place: place, Display: display})
		if err != nil {
			t.Fatal(err)
		}
		return string(id)
	}
	here, there, done := begin("graph.facebook.com", "+852 •••• 0100"), begin("127.0.0.1:8080", "+852 •••• 0200"), begin("graph.facebook.com", "+852 •••• 0300")
	if err := j.Finish(t.Context(), journal.SessionID(done), "connected"); err != nil {
		t.Fatal(err)
	}
	check := func(want []string, args ...string) {
		t.Helper()
		lines, directive := completionsOf(t, []string{"DIALTONE_JOURNAL=" + file}, args...)
		var ids []string
		for _, l := range lines {
			id, what, _ := strings.Cut(l, "\t")
			ids = append(ids, id)
			if !strings.Contains(what, "••••") {
				t.Errorf("%q: %q", args, l)
			}
		}
		if !slices.Equal(ids, want) || directive != inOrder {
			t.Errorf("%q: %q, %s; want %q", args, ids, directive, want)
		}
	}
	check([]string{here}, "resume", "")
	check([]string{there}, "resume", "--graph-url", "http://127.0.0.1:8080", "")
	check([]string{done, there, here}, "history", "forget", "")
	check([]string{here}, "history", "forget", here[:4])
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	check([]string{done, there, here}, "history", "forget", "--journal", file, "")
	for _, where := range []string{"off", "postgres://u:s3cret@127.0.0.1:1/d", t.TempDir(), "password=s3cret"} {
		if lines, _ := completionsOf(t, nil, "history", "forget", "--journal", where, ""); len(lines) > 0 {
			t.Errorf("%s: %q", where, lines)
		}
	}
}

// TestCompletionScripts: there is one for each shell that the command library knows.
func TestCompletionScripts(t *testing.T) {
	for _, shell := range []string{"bash", "fish", "powershell", "zsh"} {
		if r := execute(t, "", nil, "completion", shell); r.code != 0 || !strings.HasPrefix(r.text, "#") || !strings.Contains(r.text, "__complete") {
			t.Errorf("%s ends with %d: %.200s", shell, r.code, r.text)
		}
	}
}
