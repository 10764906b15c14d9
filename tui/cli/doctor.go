package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dialtone/api"
	"dialtone/api/credentials"
	"dialtone/flows"
	"dialtone/flows/journal"
	"dialtone/flows/run"
	"dialtone/tui/bubble"
	"dialtone/tui/jobs"
	"dialtone/tui/page"
)

// doctorCommand looks at everything that a job depends on. It needs no terminal.
func (p *program) doctorCommand() *cobra.Command {
	o := &wizardOptions{}
	var asJSON bool
	c := &cobra.Command{
		Use: "doctor", Short: p.describe("cmd.doctor.short"), Long: p.describe("cmd.doctor.long"),
		Example: "dialtone doctor\ndialtone doctor --account 104820560913301 --json\ndialtone doctor --sandbox",
		Args:    cobra.NoArgs,
		PreRunE: func(c *cobra.Command, _ []string) error { return p.fromEnvironment(c) },
		RunE:    func(c *cobra.Command, _ []string) error { return p.doctor(c.Context(), o, asJSON) },
	}
	o.placeFlags(c.Flags(), p.describe)
	c.Flags().BoolVar(&asJSON, "json", false, p.describe("flag.doctor_json"))
	return c
}

// placeFlags are those that say where calls go and with which token.
func (o *wizardOptions) placeFlags(f *pflag.FlagSet, describe func(string, ...any) string) {
	f.BoolVar(&o.sandbox, "sandbox", false, describe("flag.sandbox"))
	f.StringVar(&o.scenario, "scenario", "", describe("flag.scenario"))
	f.BoolVar(&o.tokenStdin, "token-stdin", false, describe("flag.token_stdin"))
	f.StringVar(&o.account, "account", "", describe("flag.doctor_account"))
	f.StringVar(&o.graphURL, "graph-url", api.DefaultBaseURL, describe("flag.graph_url"))
	f.StringVar(&o.graphVersion, "graph-version", string(api.DefaultVersion), describe("flag.graph_version"))
	f.DurationVar(&o.timeout, "timeout", api.DefaultTimeout, describe("flag.timeout"))
	f.StringVar(&o.journal, "journal", "", describe("flag.journal"))
	f.BoolVar(&o.noColor, "no-color", false, describe("flag.no_color"))
}

func (p *program) doctor(ctx context.Context, o *wizardOptions, asJSON bool) error {
	if o.tokenStdin && term.IsTerminal(p.stdin.Fd()) {
		return p.usage("usage.token_terminal")
	}
	wish, _, err := p.wish(o)
	if err != nil {
		return err
	}
	graph, err := p.graph(o)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	sandbox := &sandbox{ctx: ctx}
	dialer := &dialer{options: graph}
	runner := &run.Runner{
		Dial: dialer.dial, BaseURL: o.graphURL, LookAtJournal: lookAt(o.journal),
		Keyring: vault{quick: credentials.Keyring{}, patient: credentials.Keyring{Limit: unlockTime}},
	}
	target := flows.Target{Token: wish.Token, Account: wish.Account}
	if wish.Sandbox {
		if target, err = sandbox.open(ctx, wish.Scenario); err != nil {
			return err
		}
	}
	lines := runner.Examine(ctx, target).Checkups()
	lines = append(lines, p.terminal(o.noColor)().Checkups()...)
	tell := p.tellCheckups
	if asJSON {
		tell = p.tellCheckupsJSON
	}
	if err := tell(lines); err != nil {
		return err
	}
	return verdictOn(lines)
}

// verdictOn is the exit code for what was found.
func verdictOn(lines []flows.Checkup) error {
	switch {
	case slices.ContainsFunc(lines, flows.Checkup.Denied):
		return &exitError{page.NoAccess.Code()}
	case slices.ContainsFunc(lines, func(c flows.Checkup) bool { return c.Health == flows.HealthFail }):
		return &exitError{exitFailed}
	}
	return nil
}

// lookAt looks at the journal of an address without making one; nil for none.
func lookAt(address string) func(context.Context) (journal.Condition, error) {
	if address == noBook {
		return nil
	}
	return func(ctx context.Context) (journal.Condition, error) {
		return journal.Look(ctx, address, journal.Options{})
	}
}

// terminal looks at the terminal, if standard output is one. Its colours are
// found out once: that can take a look at tmux.
func (p *program) terminal(noColor bool) func() page.Terminal {
	profile := sync.OnceValue(func() colorprofile.Profile { return colorprofile.Detect(p.stdout, environ(p.env)) })
	return func() page.Terminal {
		t := page.Terminal{Is: term.IsTerminal(p.stdout.Fd()), NoColor: noColor || p.env["NO_COLOR"] != ""}
		if t.Is {
			t.Profile = profile()
			if columns, rows, err := term.GetSize(p.stdout.Fd()); err == nil {
				t.Width, t.Height = columns, rows
			}
		}
		return t.WithEnvironment(p.env, runtime.GOOS == "windows")
	}
}

func (p *program) tellCheckups(lines []flows.Checkup) error {
	_, err := fmt.Fprint(p.stdout, p.newSheet().checkups(lines))
	return err
}

// checkups draws a line for each, and below it what mends it.
func (s sheet) checkups(lines []flows.Checkup) string {
	label := 0
	for _, c := range lines {
		label = max(label, ansi.StringWidth(jobs.DescribeCheckup(s.words, c).Name))
	}
	looks := map[flows.Health]lipgloss.Style{
		flows.HealthOK: s.look.Good, flows.HealthWarn: s.look.Warn, flows.HealthFail: s.look.Bad, flows.HealthSkipped: s.look.Muted,
	}
	var b strings.Builder
	for _, c := range lines {
		l := jobs.DescribeCheckup(s.words, c)
		fmt.Fprintf(&b, "%s %s  %s\n", looks[c.Health].Render(l.Mark), s.look.Strong.Render(bubble.Pad(l.Name, label)), s.hang(l.Found, label+4, s.look.Text))
		if l.Fix != "" {
			b.WriteString(strings.Repeat(" ", label+4) + s.look.Muted.Render("→ ") + s.hang(l.Fix, label+6, s.look.Muted) + "\n")
		}
	}
	return b.String()
}

// checkupJSON is a line for scripts. Fields are added and never renamed; found
// and fix are sentences in the language that is spoken, detail is what this
// computer itself said of a call that got no answer.
type checkupJSON struct {
	Check flows.CheckID `json:"check"`
	State flows.Health  `json:"state"`
	Found string        `json:"found"`
	Fix   *string       `json:"fix"`

	Detail *string `json:"detail"`
}

func (p *program) tellCheckupsJSON(lines []flows.Checkup) error {
	return p.checkupsJSON(p.stdout, lines)
}

func (p *program) checkupsJSON(w io.Writer, lines []flows.Checkup) error {
	list := make([]checkupJSON, len(lines))
	for i, c := range lines {
		l := jobs.DescribeCheckup(p.words, c)
		list[i] = checkupJSON{c.Check, c.Health, l.Found, orNull(l.Fix), orNull(c.Detail)}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(list)
}
