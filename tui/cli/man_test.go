package cli

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dialtone/assets"
)

// TestManual: every section, command, flag and variable is in the page, and nobody who
// typesets it has anything to warn of.
func TestManual(t *testing.T) {
	t.Parallel()
	for _, l := range assets.Locales() {
		p := spoken(t, l.Tag)
		p.described = true
		root := p.root()
		page := p.manual(root)
		want := []string{".TH DIALTONE 1 ", roff(root.Short), ".RS\n"}
		for _, key := range []string{"name", "synopsis", "about", "options", "commands", "exit", "environment", "files", "examples"} {
			want = append(want, "\n.SH "+roff(p.words.Say("cmd.man."+key))+"\n")
		}
		for _, r := range append(append(p.exitRows(), p.variableRows()...), p.fileRows()...) {
			want = append(want, ".TP\n\\fB"+roff(r[0])+"\\fR\n"+roff(r[1]))
		}
		for _, flag := range variables() {
			want = append(want, "\\fB"+variable(flag)+"\\fR")
		}
		for _, name := range assets.Scenarios() {
			want = append(want, "\\fB"+roff(name)+"\\fR\n"+roff(p.scenarioTitle(name)))
		}
		var look func(c *cobra.Command)
		look = func(c *cobra.Command) {
			want = append(want, "\\fB"+roff(strings.TrimSuffix(c.UseLine(), " [flags]"))+"\\fR\n", roff(c.Example))
			c.LocalFlags().VisitAll(func(f *pflag.Flag) {
				if !f.Hidden {
					want = append(want, roff(strings.TrimSpace(p.flagForm(c, f)))+"\\fR\n")
				}
			})
			for _, below := range c.Commands() {
				if below.IsAvailableCommand() {
					look(below)
				}
			}
		}
		for _, c := range root.Commands() {
			if c.IsAvailableCommand() {
				look(c)
			}
		}
		for _, w := range want {
			if !strings.Contains(page, w) {
				t.Errorf("%s: the page lacks %q", l.Tag, w)
			}
		}
		if strings.Contains(page, "[cmd.") || strings.Contains(page, "[flag.") {
			t.Errorf("%s: words are missing", l.Tag)
		}
		groff, err := exec.LookPath("groff")
		if err != nil {
			t.Log("there is no groff here")
			continue
		}
		typeset := exec.Command(groff, "-man", "-ww", "-K", "utf8", "-T", "utf8", "-z")
		typeset.Stdin = strings.NewReader(page)
		if warnings, err := typeset.CombinedOutput(); err != nil || len(warnings) > 0 {
			t.Errorf("%s: %v, %s", l.Tag, err, warnings)
		}
	}
}

// TestRoff: no text becomes a request.
func TestRoff(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"plain": "plain", ".TH": `\&.TH`, "'so x": `\&'so x`, "a\n.b": "a\n\\&.b", `C:\dir`: `C:\edir`, "--no-color": `\-\-no\-color`, "a.b": "a.b", "": "",
		"號碼，見「選項」。": `號\:碼，\:見\:「選\:項」。`,
	} {
		if got := roff(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
