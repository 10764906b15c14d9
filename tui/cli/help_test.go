package cli

import (
	"bytes"
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
					want = append(want, "--"+f.Name)
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
			if strings.Contains(text, "[cmd.") || strings.Contains(text, "[flag.") {
				t.Errorf("%s, %s: words are missing:\n%s", l.Tag, c.CommandPath(), text)
			}
			if strings.Contains(c.CommandPath(), "completion") { // the command library's own text has tabs
				return
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
