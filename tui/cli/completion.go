package cli

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dialtone/flows"
	"dialtone/flows/journal"
	"dialtone/flows/run"
)

// completionCommand prints what makes a shell complete Dialtone's command lines.
func (p *program) completionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "completion SHELL", Short: p.describe("cmd.completion.short"), Long: p.describe("cmd.completion.long"), GroupID: groupTools,
		Example: "source <(dialtone completion bash)\n" +
			"dialtone completion bash > /etc/bash_completion.d/dialtone\n" +
			"dialtone completion zsh > \"${fpath[1]}/_dialtone\"\n" +
			"dialtone completion fish > ~/.config/fish/completions/dialtone.fish\n" +
			"dialtone completion powershell | Out-String | Invoke-Expression",
		Args: cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs), ValidArgs: []cobra.Completion{"bash", "fish", "powershell", "zsh"},
		RunE: func(c *cobra.Command, args []string) error {
			root := c.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(p.stdout, true)
			case "fish":
				return root.GenFishCompletion(p.stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(p.stdout)
			}
			return root.GenZshCompletion(p.stdout)
		},
	}
}

// completed has shells complete the values of a command's flags.
func (p *program) completed(c *cobra.Command) {
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		complete := func(c *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
			form := p.formOf(c, f.Name)
			if form.file {
				return nil, cobra.ShellCompDirectiveDefault
			}
			return p.completions(form, begun), cobra.ShellCompDirectiveNoFileComp
		}
		if takesValue(f) {
			_ = c.RegisterFlagCompletionFunc(f.Name, complete) // it fails for a flag that the command set up itself
		}
	})
}

// completions are the values of a form that begin like what was typed.
func (p *program) completions(f form, begun string) []cobra.Completion {
	if f.values == nil {
		return nil
	}
	var all []cobra.Completion
	for _, v := range f.values() {
		switch {
		case !strings.HasPrefix(v, begun):
		case f.means == nil:
			all = append(all, v)
		default:
			all = append(all, cobra.CompletionWithDesc(v, f.means(v)))
		}
	}
	return all
}

// completeSessions completes the one ID that a command takes, with those of the journal
// that are wanted. Where the journal cannot be read there is nothing to complete.
func (p *program) completeSessions(wanted func(*cobra.Command, journal.Summary) bool) cobra.CompletionFunc {
	return func(c *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		var all []cobra.Completion
		if len(args) > 0 || p.fillIn(c) != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		const most, patience = 50, 500 * time.Millisecond // somebody waits for the shell
		ctx, stop := context.WithTimeout(c.Context(), patience)
		defer stop()
		sessions, err := journal.Peek(ctx, c.Flag("journal").Value.String(), most)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		for _, s := range sessions {
			if wanted(c, s) && strings.HasPrefix(string(s.ID), begun) {
				all = append(all, cobra.CompletionWithDesc(string(s.ID), strings.TrimSpace(s.Display+" "+p.standing(s))))
			}
		}
		return all, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	}
}

// resumable reports whether a session can be gone on with at the address that a command
// was given.
func resumable(c *cobra.Command, s journal.Summary) bool {
	return s.Ended.IsZero() && !flows.NothingSent(s.State, s.Unsettled) && s.Place == run.PlaceOf(c.Flag("graph-url").Value.String())
}
