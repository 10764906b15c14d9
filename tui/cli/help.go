package cli

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	mango "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dialtone/tui/theme"
)

// help prints what a command does and what it takes. It never asks the terminal
// for its colours: some terminals answer no question, and help would wait for them.
func (p *program) help(c *cobra.Command, _ []string) {
	s := p.newSheet()
	if flag := c.Flag("no-color"); flag != nil && flag.Value.String() == "true" {
		s.look = theme.Styles{}
	}
	const stays = "\u2011" // a hyphen at which no line is broken, so that names can be copied
	text := strings.ReplaceAll(strings.TrimSpace(cmp.Or(c.Long, c.Short)), "-", stays)
	out := c.OutOrStdout()
	_, _ = fmt.Fprintln(out, strings.ReplaceAll(s.hang(text, 0, s.look.Text), stays, "-"))
	const indent = "  "
	section := func(heading string, lines []string) {
		if body := strings.Join(lines, "\n"); body != "" {
			body = indent + strings.ReplaceAll(body, "\n", "\n"+indent)
			_, _ = fmt.Fprintf(out, "\n%s\n%s\n", s.look.Title.Render(p.words.Say(heading)), body)
		}
	}
	s.width -= len(indent)
	section("cmd.heading.usage", usageLines(c))
	section("cmd.heading.examples", strings.Split(c.Example, "\n"))
	section("cmd.heading.commands", s.table(commandRows(c), s.look.Strong))
	section("cmd.heading.flags", s.table(append(flagRows(c.LocalFlags()), flagRows(c.InheritedFlags())...), s.look.Strong))
}

func usageLines(c *cobra.Command) []string {
	var lines []string
	if c.Runnable() {
		lines = append(lines, c.UseLine())
	}
	if c.HasAvailableSubCommands() {
		lines = append(lines, c.CommandPath()+" [command] [flags]")
	}
	return lines
}

func commandRows(c *cobra.Command) [][2]string {
	var rows [][2]string
	for _, below := range c.Commands() {
		if below.IsAvailableCommand() || below.Name() == "help" {
			rows = append(rows, [2]string{below.Use, below.Short})
		}
	}
	return rows
}

func flagRows(flags *pflag.FlagSet) [][2]string {
	var rows [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name, usage := "--"+f.Name, f.Usage
		if f.Shorthand != "" {
			name += ", -" + f.Shorthand
		}
		if f.DefValue != "" && f.DefValue != "false" {
			usage += " (" + f.DefValue + ")"
		}
		rows = append(rows, [2]string{name, usage})
	})
	return rows
}

// manCommand prints the manual page.
func (p *program) manCommand() *cobra.Command {
	return &cobra.Command{
		Use: "man", Short: p.describe("cmd.man.short"), Hidden: true, Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			page, err := mango.NewManPage(1, c.Root())
			if err != nil {
				return fmt.Errorf("manual page: %w", err)
			}
			_, err = io.WriteString(p.stdout, page.Build(roff.NewDocument()))
			return err
		},
	}
}
