package cli

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// help prints what a command does and what it takes. It never asks the terminal
// for its colours: some terminals answer no question, and help would wait for them.
func (p *program) help(c *cobra.Command, _ []string) {
	p.chooseColour(c)
	s := p.newSheet()
	const hyphen, joiner = "\u2011", "\u2060" // no line is broken there, so that names can be copied
	keep := strings.NewReplacer("-", hyphen, "/", "/"+joiner).Replace
	asWas := strings.NewReplacer(hyphen, "-", joiner, "").Replace
	var b strings.Builder
	b.WriteString(s.hang(keep(strings.TrimSpace(cmp.Or(c.Long, c.Short))), 0, s.look.Text) + "\n")
	const indent = "  "
	lines := func(heading string, lines []string) {
		if body := strings.Join(lines, "\n"); body != "" {
			body = indent + strings.ReplaceAll(body, "\n", "\n"+indent)
			fmt.Fprintf(&b, "\n%s\n%s\n", s.look.Title.Render(heading), body)
		}
	}
	s.width -= len(indent)
	table := func(all ...section) {
		for _, part := range all {
			for i, row := range part.rows {
				part.rows[i][1] = keep(row[1])
			}
			lines(part.heading, s.table(part.rows, s.look.Strong))
		}
	}
	lines(p.words.Say("cmd.heading.examples"), examples(c))
	lines(p.words.Say("cmd.heading.usage"), usageLines(c))
	table(p.commandSections(c)...)
	table(section{p.words.Say("cmd.heading.flags"), append(p.flagRows(c, c.LocalFlags()), p.flagRows(c, c.InheritedFlags())...)})
	table(p.valueSections(c)...)
	if !c.HasParent() {
		table(section{p.words.Say("cmd.heading.variables"), p.variableRows()},
			section{p.words.Say("cmd.heading.files"), p.fileRows()},
			section{p.words.Say("cmd.heading.exit"), p.exitRows()})
	}
	_, _ = fmt.Fprint(c.OutOrStdout(), asWas(b.String())) // at once: a signal cannot leave the terminal in a style
}

// helpCommand prints the help of the command that is named.
func (p *program) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: p.describe("cmd.help.short"), Example: "dialtone help\ndialtone help history forget", GroupID: groupTools,
		ValidArgsFunction: func(c *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
			named, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var all []cobra.Completion
			for _, below := range named.Commands() {
				if below.IsAvailableCommand() && strings.HasPrefix(below.Name(), begun) {
					all = append(all, cobra.CompletionWithDesc(below.Name(), below.Short))
				}
			}
			return all, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			named, rest, err := c.Root().Find(args)
			if err == nil && len(rest) > 0 {
				err = p.noCommand(named, rest[0])
			}
			if err != nil {
				return err
			}
			return named.Help()
		},
	}
}
