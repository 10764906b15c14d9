package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// configured writes a configuration file and returns the variable that leads to it.
func configured(t *testing.T, text string) (variable, file string) {
	t.Helper()
	dir := t.TempDir()
	file = filepath.Join(dir, "dialtone", "config.toml")
	if err := os.Mkdir(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return "XDG_CONFIG_HOME=" + dir, file
}

// TestConfigPath: the folder is the one that the system has for it.
func TestConfigPath(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ system, env, want string }{
		{"linux", "HOME=/h XDG_CONFIG_HOME=/c", "/c/dialtone/config.toml"},
		{"linux", "HOME=/h XDG_CONFIG_HOME=c", "/h/.config/dialtone/config.toml"},
		{"linux", "HOME=/h", "/h/.config/dialtone/config.toml"},
		{"linux", "", ""},
		{"darwin", "HOME=/h", "/h/Library/Application Support/dialtone/config.toml"},
		{"darwin", "HOME=/h XDG_CONFIG_HOME=/c", "/c/dialtone/config.toml"},
		{"windows", "APPDATA=/a USERPROFILE=/u", "/a/dialtone/config.toml"},
		{"windows", "USERPROFILE=/u", "/u/AppData/Roaming/dialtone/config.toml"},
		{"windows", "HOME=/h", ""},
	} {
		env := map[string]string{}
		for _, pair := range strings.Fields(c.env) {
			name, value, _ := strings.Cut(pair, "=")
			env[name] = value
		}
		if got := configPath(c.system, env); got != filepath.FromSlash(c.want) {
			t.Errorf("%s, %s: %q, want %q", c.system, c.env, got, c.want)
		}
	}
}

// TestConfigBeatsTheDefaultAlone: a flag beats its variable, which beats the file.
func TestConfigBeatsTheDefaultAlone(t *testing.T) {
	at, file := configured(t, "# ours\nscenario = \"of-the-file\"\njournal = 'off'\naccount = 104820560913301\nno-color = true\n")
	for _, c := range []struct{ line, env, want string }{
		{"sandbox", "", "of-the-file"},
		{"sandbox", "DIALTONE_SCENARIO=of-the-variable", "of-the-variable"},
		{"sandbox --scenario of-the-flag", "DIALTONE_SCENARIO=of-the-variable", "of-the-flag"},
		{"history", "", "--journal off"},
		{"history", "", file},
	} {
		r := execute(t, "", []string{at, c.env}, strings.Fields(c.line)...)
		if r.code != exitUsage || !strings.Contains(r.text, c.want) {
			t.Errorf("%q with %q ends with %d: %s", c.line, c.env, r.code, r.text)
		}
	}
	r := execute(t, "", []string{at, "DIALTONE_JOURNAL=elsewhere.db"}, "config", "--json", "--scenario", "of-the-flag")
	var whole struct{ Data configReport }
	err := json.Unmarshal([]byte(r.text), &whole)
	told := whole.Data
	if err != nil || r.code != 0 {
		t.Fatalf("%d, %v: %s", r.code, err, r.text)
	}
	want := []settingReport{
		{"scenario", "of-the-flag", fromFlag}, {"journal", "elsewhere.db", fromVariable}, {"account", "104820560913301", fromFile},
		{"no-color", "true", fromFile}, {"timeout", "30s", fromNobody}, {"lang", "", fromNobody},
	}
	for _, w := range want {
		if !slices.Contains(told.Settings, w) {
			t.Errorf("no %v in %v", w, told.Settings)
		}
	}
	if told.File != file || !told.There || len(told.Settings) != len(variables()) {
		t.Errorf("it says %+v", told)
	}
	text := execute(t, "", []string{at}, "config").text
	for _, w := range []string{file, "104820560913301", "of-the-file", "default"} {
		if !strings.Contains(text, w) {
			t.Errorf("no %q in\n%s", w, text)
		}
	}
}

// TestBadConfig: the sentence names the file, the line and what is expected, and what only
// informs goes on without the file.
func TestBadConfig(t *testing.T) {
	const token = "EAABc4nary0ZBtokenThatNobodyMaySee123"
	for text, want := range map[string]string{
		"account = \"1\"\nacount = \"1\"":               `line 2: there's no setting “acount”. Did you mean account?`,
		"graph_url = \"x\"":                             "Did you mean graph-url?",
		"colour = 1":                                    "Possible: account, business",
		"[wizard]\naccount = \"1\"":                     "there's no setting “wizard”",
		"\n\naccount = [1]":                             "line 3: account is text in quotes",
		"account = 1.5":                                 "line 1: account is text in quotes",
		"account = true":                                "account is text in quotes",
		"no-motion = \"yes\"":                           "no-motion is true or false",
		"no-color = \"maybe\"":                          "no-color is true or false",
		"no-motion = 1":                                 "no-motion is true or false",
		"timeout = 30":                                  `timeout = "30s"`,
		"timeout = \"soon\"":                            `timeout = "30s"`,
		"timeout = 2026-01-01":                          `timeout = "30s"`,
		"lang = \"xx\"":                                 `lang = "en"`,
		"lang = 5":                                      `lang = "en"`,
		"account = 1\naccount = 2":                      "line 2: this isn't TOML",
		"account: 1":                                    "line 1: this isn't TOML",
		"account = s3cret words":                        "line 1: this isn't TOML",
		"token = \"s3cret\"":                            "line 1: this looks like a secret",
		"app-secret = \"s3cret\"":                       "this looks like a secret",
		"account = \"" + token + "\"":                   "this looks like a secret",
		token + " = 1":                                  "this looks like a secret",
		"number = \"" + token + "\"":                    "this looks like a secret",
		"journal = \"postgres://u:s3cret@db/d\"":        "the journal's address holds a password",
		"journal = \"postgres://db/d?password=s3cret\"": "the journal's address holds a password",
		"graph-url = \"https://u:s3cret@example.com\"":  "takes no user, password",
		"method = \"pigeon\"":                           "line 1: method doesn't take “pigeon”",
	} {
		at, file := configured(t, text)
		for _, line := range []string{"numbers --json --account 104820560913301"} {
			r := execute(t, "", []string{at, "DIALTONE_TOKEN=EAAnobody"}, strings.Fields(line)...)
			r.free(t, []string{text, line}, token, "s3cret")
			r.text = strings.ReplaceAll(r.text, `\"`, `"`) // as it is in JSON
			if r.code != exitUsage || !strings.Contains(r.text, want) || !strings.Contains(r.text, file) {
				t.Errorf("%q, %q ends with %d: %s", text, line, r.code, r.text)
			}
		}
		for _, line := range []string{"config", "config --json"} {
			r := execute(t, "", []string{at}, strings.Fields(line)...)
			r.free(t, []string{text, line}, token, "s3cret")
			r.text = strings.ReplaceAll(r.text, `\"`, `"`)                                    // as it is in JSON
			late := strings.Contains(text, "method") || strings.Contains(text, "graph-url =") // found out where it is used
			if !strings.Contains(r.text, "graph-version") || !late && (r.code != exitUsage || !strings.Contains(r.text, want)) {
				t.Errorf("%q, %q ends with %d: %s", text, line, r.code, r.text)
			}
		}
	}
}

// TestBadConfigLetsBe what needs no setting.
func TestBadConfigLetsBe(t *testing.T) {
	at, file := configured(t, "nope = 1")
	for _, line := range []string{"--help", "--version", "doctor --help", "config path", "man", "check --help", "flows", "completion bash"} {
		if r := execute(t, "", []string{at}, strings.Fields(line)...); r.code != 0 {
			t.Errorf("%q ends with %d: %s", line, r.code, r.text)
		}
	}
	for _, line := range []string{"doctor", "resume", "history", "sandbox", "recipient 5", "message"} {
		if r := execute(t, "", []string{at}, strings.Fields(line)...); r.code == 0 || !strings.Contains(r.text, file+", line 1") {
			t.Errorf("%q ends with %d: %s", line, r.code, r.text)
		}
	}
}

// TestConfigThatIsNoFile or that others may write is refused.
func TestConfigThatIsNoFile(t *testing.T) {
	at, file := configured(t, "")
	if r := execute(t, "", []string{at}, "config"); r.code != 0 {
		t.Errorf("an empty file: %d, %s", r.code, r.text)
	}
	if err := os.WriteFile(file, []byte(strings.Repeat("#", 70<<10)), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := execute(t, "", []string{at}, "history"); r.code != exitUsage || !strings.Contains(r.text, "64 KiB") {
		t.Errorf("a long file: %d, %s", r.code, r.text)
	}
	if runtime.GOOS != "windows" {
		if err := os.Chmod(file, 0o606); err != nil {
			t.Fatal(err)
		}
		_ = os.Truncate(file, 0)
		if r := execute(t, "", []string{at}, "history"); r.code != exitUsage || !strings.Contains(r.text, "chmod o-w") {
			t.Errorf("a file for all: %d, %s", r.code, r.text)
		}
	}
	_ = os.Remove(file)
	if r := execute(t, "", []string{at}, "config"); r.code != 0 || !strings.Contains(r.text, "not there yet") {
		t.Errorf("no file: %d, %s", r.code, r.text)
	}
	if err := os.Mkdir(file, 0o700); err != nil {
		t.Fatal(err)
	}
	if r := execute(t, "", []string{at}, "history"); r.code != exitUsage || !strings.Contains(r.text, "64 KiB") {
		t.Errorf("a folder: %d, %s", r.code, r.text)
	}
}

// TestConfigLanguage: the file's language counts from the first sentence on, also where the
// rest of the file is wrong.
func TestConfigLanguage(t *testing.T) {
	const chinese = "zh-Hant-HK"
	zh, en := spoken(t, chinese).words.Say("cmd.try_help", "Command", "dialtone"), spoken(t, "en").words.Say("cmd.try_help", "Command", "dialtone")
	for _, c := range []struct{ text, env, line, want string }{
		{`lang = "` + chinese + `"`, "LANG=en_US.UTF-8", "--nope", zh},
		{`lang = "` + chinese + `"`, "DIALTONE_LANG=en", "--nope", en},
		{`lang = "` + chinese + `"`, "", "--nope --lang en", en},
		{"nope = 1\nlang = \"" + chinese + `"`, "LANG=en_US.UTF-8", "doctor", "第 1 行"},
	} {
		at, _ := configured(t, c.text)
		if r := execute(t, "", []string{at, c.env}, strings.Fields(c.line)...); !strings.Contains(r.text, c.want) {
			t.Errorf("%+v: %s", c, r.text)
		}
	}
}

// TestEverySettingHasAFlag, and every flag of a command that is one is a setting.
func TestEverySettingHasAFlag(t *testing.T) {
	t.Parallel()
	p := spoken(t, "en")
	for _, name := range variables() {
		if p.settings().Lookup(name) == nil {
			t.Errorf("--%s is no flag", name)
		}
	}
	f := pflag.NewFlagSet("", pflag.ContinueOnError)
	p.wizardFlags(f, &options{})
	f.VisitAll(func(f *pflag.Flag) {
		if f.Name != "token-stdin" && !slices.Contains(variables(), f.Name) {
			t.Errorf("--%s is no setting", f.Name)
		}
	})
}
