package cli

import (
	"runtime"
	"strings"
	"testing"
)

// TestWhereTheLocaleIsNotUTF8 nothing else than ASCII is printed for people.
func TestWhereTheLocaleIsNotUTF8(t *testing.T) {
	for _, c := range []struct {
		env  string
		want bool // of ASCII alone
	}{
		{"LC_ALL=C LANG=en_GB.UTF-8", true}, {"LC_ALL=POSIX", true}, {"LC_CTYPE=C LANG=C.UTF-8", true}, {"LANG=en_US.ISO-8859-1", true}, {"LANG=C", true},
		{"LANG=C.UTF-8", false}, {"LC_ALL=en_US.utf8 LANG=C", false}, {"", false},
		{"LANG=C.UTF-8 DIALTONE_ASCII=1", true}, {"LC_ALL=C DIALTONE_ASCII=0", false},
	} {
		for _, line := range []string{
			"doctor --sandbox --journal off", "check +55 11 8765-4321", "check nothing", "recipient 6315551234", "--help", "doctor --help", "check --help",
			"sandbox --help", "recipient --help", "history --help", "config", "version", "token status --offline", "flows", "history", "resume", "--nope", "history forget x", "doctor --region", "man",
		} {
			env := strings.Fields(c.env)
			if env == nil {
				env = []string{"X="}
			}
			r := execute(t, "", append(env, "DIALTONE_LANG=en"), strings.Fields(line)...)
			at := strings.IndexFunc(r.text, func(r rune) bool { return r > '~' })
			if c.want && at >= 0 && runtime.GOOS != "windows" {
				t.Errorf("%s, %q prints %q", c.env, line, r.text[at:min(len(r.text), at+40)])
			}
			if !c.want && line == "check nothing" && !strings.Contains(r.text, "×") {
				t.Errorf("%s, %q prints no marks: %s", c.env, line, r.text)
			}
		}
	}
	if r := execute(t, "", []string{"DIALTONE_ASCII=perhaps"}, "flows"); r.code != exitUsage || !strings.Contains(r.text, "DIALTONE_ASCII") {
		t.Errorf("it ends with %d: %s", r.code, r.text)
	}
	if r := execute(t, "", []string{"LC_ALL=C"}, "check", "--json", "“5”"); !strings.Contains(r.text, "“5”") { // for a program
		t.Errorf("it prints %s", r.text)
	}
	if r := execute(t, "", []string{"LC_ALL=C", "DIALTONE_LANG=zh-HK"}, "check", "+85291234567"); !strings.Contains(r.text, "香港") {
		t.Errorf("it prints %s", r.text)
	}
}
