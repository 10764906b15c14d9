package cli

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dialtone/assets"
)

// helpOf runs a command line that asks for help.
func helpOf(t *testing.T, p *program, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	root := p.root()
	root.SetOut(&out)
	root.SetArgs(append(args, "--help"))
	if err := root.Execute(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// unspaced is a text without blanks, wherever it was folded.
func unspaced(text string) string { return strings.Join(strings.Fields(text), "") }

// TestHelp asks every command of ours for its help, in every language.
func TestHelp(t *testing.T) {
	t.Parallel()
	for _, l := range assets.Locales() {
		p := spoken(t, l.Tag)
		p.described = true
		var ask func(c *cobra.Command, path []string)
		ask = func(c *cobra.Command, path []string) {
			text := helpOf(t, p, path...)
			want := []string{c.Short, c.CommandPath(), c.Example}
			if c.Long != "" {
				want[0] = c.Long
			}
			c.LocalFlags().VisitAll(func(f *pflag.Flag) {
				if !f.Hidden {
					want = append(want, p.flagForm(c, f), variableOf(f.Name))
				}
			})
			for _, below := range c.Commands() {
				if below.IsAvailableCommand() {
					want = append(want, "  "+below.Use)
				}
				ask(below, append(path, below.Name()))
			}
			for _, w := range want {
				if !strings.Contains(unspaced(text), unspaced(w)) {
					t.Errorf("%s, %s: no %q in\n%s", l.Tag, c.CommandPath(), w, text)
				}
			}
			if regexp.MustCompile(`\[[a-z]+\.`).MatchString(text) {
				t.Errorf("%s, %s: words are missing:\n%s", l.Tag, c.CommandPath(), text)
			}
			for line := range strings.SplitSeq(text, "\n") {
				if ansi.StringWidth(line) > 80 || strings.TrimRight(line, " ") != line || strings.ContainsRune(line, ansi.ESC) {
					t.Errorf("%s, %s: %q", l.Tag, c.CommandPath(), line)
				}
			}
		}
		ask(p.root(), nil)
	}
}

// TestHelpInItsOrder: what people look for first comes first, and nothing is missing.
func TestHelpInItsOrder(t *testing.T) {
	t.Parallel()
	p := spoken(t, "en")
	p.described = true
	text := helpOf(t, p)
	for _, want := range []string{
		"\nExamples\n", "dialtone --sandbox", "\nUsage\n", "Bring a number onto Cloud API\n", "  resume [ID] ", "Look after a number\n", "  numbers ",
		"Without an account\n", "  check NUMBER ", "  sandbox ", "Tools\n", "  doctor ", "  help [COMMAND] ", "Flags [and their variables]\n",
		"--account ID ", "[DIALTONE_ACCOUNT]", "https://graph.facebook.com)", "-h, --help ", "--method SMS|VOICE ", "Other variables\n", "DIALTONE_TOKEN",
		"Files\n", "journal.db", "Exit codes\n", "  130  ",
	} {
		_, rest, found := strings.Cut(text, want)
		if !found {
			t.Fatalf("no %q behind what came before:\n%s", want, text)
		}
		text = rest
	}
	text = helpOf(t, p, "sandbox")
	for _, name := range assets.Scenarios() {
		if !regexp.MustCompile(`\n  ` + name + ` +` + regexp.QuoteMeta(p.scenarioTitle(name))).MatchString(text) {
			t.Errorf("the sandbox's help lacks %s:\n%s", name, text)
		}
	}
}

// TestHelpOfNothing is an error.
func TestHelpOfNothing(t *testing.T) {
	for line, want := range map[string]string{
		"help nonsense":       "dialtone has no command “nonsense”.\nTry: dialtone --help\n",
		"help docter":         "dialtone has no command “docter”.\nDid you mean: dialtone doctor\n",
		"help history forgot": "dialtone history has no command “forgot”.\nDid you mean: dialtone history forget\n",
		"help pin x":          "dialtone pin has no command “x”.\nTry: dialtone pin --help\n",
		"completion nope":     "dialtone completion doesn't take “nope”. It takes: bash, fish, powershell, zsh.\nExample: dialtone completion bash\n",
		"completion":          "Something is missing after dialtone completion.\nWrite: dialtone completion SHELL [flags]\n",
		"register":            "dialtone has no command “register”.\nDid you mean: dialtone\n",
	} {
		if r := execute(t, "", nil, strings.Fields(line)...); r.code != exitUsage || r.text != "dialtone: "+want {
			t.Errorf("%q ends with %d: %s", line, r.code, r.text)
		}
	}
	if r := execute(t, "", nil, "help", "history", "forget"); r.code != 0 || !strings.Contains(r.text, "dialtone history forget ID") {
		t.Errorf("it ends with %d: %s", r.code, r.text)
	}
}
