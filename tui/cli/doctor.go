package cli

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/jobs"
	"dialtone/tui/page"
	"dialtone/tui/theme"
)

// doctorCommand looks at everything that a job depends on. It needs no terminal.
func (p *program) doctorCommand() *cobra.Command {
	o := &options{}
	c := &cobra.Command{
		Use: "doctor", Short: p.describe("cmd.doctor.short"), Long: p.describe("cmd.doctor.long"),
		GroupID: groupTools, SuggestFor: []string{"diagnose", "health", "status"},
		Example: "dialtone doctor\ndialtone doctor --account 104820560913301 --json\ndialtone doctor --sandbox",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.doctor(c.Context(), o) },
	}
	p.accessFlags(c.Flags(), o)
	c.Flags().Lookup("account").Usage = p.describe("flag.doctor_account")
	c.Flags().StringVar(&o.number, "number", "", p.describe("flag.doctor_number"))
	p.jsonFlag(c, p.describe("flag.json"))
	return c
}

func (p *program) doctor(ctx context.Context, o *options) error {
	if err := p.hiddenToken(o); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	target, graph, err := p.target(ctx, o)
	if err != nil {
		return err
	}
	number, err := graphID[api.PhoneNumberID](p, "--number", api.IDOfNumber, o.number)
	if err != nil {
		return err
	}
	var found []flows.Checkup
	sheet, shown := p.newSheet(), 0
	show := func(lines []flows.Checkup) error { // as far as they are not shown yet
		if p.json.asked {
			return nil
		}
		text := sheet.checkups(lines)
		_, err := io.WriteString(p.out, text[shown:])
		shown = len(text)
		return err
	}
	for line := range newRunner(o, &dialer{options: graph}).Examine(ctx, target, number) {
		found = append(found, line)
		if slices.ContainsFunc(found, jobs.LeftOut) { // the first of these says how many there are
			continue
		}
		if err := show(found); err != nil {
			return err
		}
	}
	found = append(found, p.terminal()().Checkups()...)
	if p.json.asked {
		err = p.json.data(p.checkupReports(found))
	} else {
		err = show(found)
	}
	if err != nil {
		return err
	}
	return verdictOn(found)
}

// verdictOn is the exit code for what was found.
func verdictOn(found []flows.Checkup) error {
	switch {
	case slices.ContainsFunc(found, flows.Checkup.Denied):
		return &exitError{page.NoAccess.Code()}
	case slices.ContainsFunc(found, func(c flows.Checkup) bool { return c.Health == flows.HealthFail }):
		return &exitError{exitFailed}
	}
	return nil
}

// terminal looks at the terminal, if standard output is one. Its colours are
// found out once, since that can take a question to tmux.
func (p *program) terminal() func() page.Terminal {
	profile := sync.OnceValue(func() colorprofile.Profile { return colorprofile.Detect(p.stdout, p.colourEnviron()) })
	return func() page.Terminal {
		t := page.Terminal{Is: term.IsTerminal(p.stdout.Fd()), NoColor: p.colour == colourOff}
		if t.Is {
			t.Profile = profile()
			if columns, rows, err := term.GetSize(p.stdout.Fd()); err == nil {
				t.Width, t.Height = columns, rows
			}
		}
		return t.WithEnvironment(p.env, runtime.GOOS == "windows")
	}
}

// checkups draws a line for each checkup, and below it what mends it. It leaves room for
// the names of those that are still to come.
func (s sheet) checkups(found []flows.Checkup) string {
	lines, label := jobs.DescribeCheckups(s.words, found), 0
	for _, id := range flows.CheckIDs() {
		label = max(label, ansi.StringWidth(s.words.Say("doctor.check."+string(id))))
	}
	for _, c := range (page.Terminal{Is: true}).Checkups() {
		label = max(label, ansi.StringWidth(jobs.DescribeCheckup(s.words, c).Name))
	}
	label = max(label, ansi.StringWidth(s.words.Say("doctor.more", "Count", len(flows.CheckIDs()))))
	for _, l := range lines {
		label = max(label, ansi.StringWidth(l.Name))
	}
	looks := map[flows.Health]theme.Look{
		flows.HealthOK: s.look.Good, flows.HealthWarn: s.look.Warn, flows.HealthFail: s.look.Bad, flows.HealthSkipped: s.look.Muted,
	}
	var b strings.Builder
	for _, l := range lines {
		name := s.look.Strong.Render(bubble.Pad(l.Name, label))
		fmt.Fprintf(&b, "%s %s  %s\n", looks[l.Health].Render(l.Mark), name, s.hang(l.Found, label+4, s.look.Text))
		if l.Fix != "" {
			fmt.Fprintf(&b, "%*s%s%s\n", label+4, "", s.look.Muted.Render("→ "), s.hang(l.Fix, label+6, s.look.Muted))
		}
	}
	return b.String()
}

// checkupReport is a checkup for scripts. Fields are added and never renamed;
// found and fix are sentences in the language that is spoken, detail is what this
// computer itself said of a call that got no answer.
type checkupReport struct {
	Check  flows.CheckID `json:"check"`
	State  flows.Health  `json:"state"`
	Found  string        `json:"found"`
	Fix    *string       `json:"fix"`
	Detail *string       `json:"detail"`
}

func (p *program) checkupReports(found []flows.Checkup) []checkupReport {
	reports := make([]checkupReport, len(found))
	for i, c := range found {
		l := jobs.DescribeCheckup(p.words, c)
		reports[i] = checkupReport{c.Check, c.Health, l.Found, orNull(l.Fix), orNull(c.Detail)}
	}
	return reports
}
