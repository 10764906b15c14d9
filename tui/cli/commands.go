package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"dialtone/flows"
	"dialtone/flows/journal"
)

// root is the command tree.
func (p *program) root() *cobra.Command {
	root := p.wizardCommand("dialtone", p.describe("cmd.dialtone.short"), &options{})
	root.Long = p.describe("cmd.dialtone.long") + "\n\n" + p.describe("cmd.exit_codes")
	root.Example = "dialtone --sandbox\ndialtone --account 104820560913301\n" +
		"echo \"$TOKEN\" | dialtone --token-stdin --account 104820560913301"
	root.SilenceErrors, root.SilenceUsage = true, true
	version := root.Flags().BoolP("version", "v", false, p.describe("cmd.version.short"))
	wizard := root.RunE
	root.RunE = func(c *cobra.Command, args []string) error {
		if *version {
			return p.printVersion()
		}
		return wizard(c, args)
	}
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error {
		if *version { // what else is set is of no interest
			return nil
		}
		p.json.asked = c.Flags().Changed("json") && p.json.asked // else --json was the value of another flag
		return p.fromEnvironment(c)
	}
	root.PersistentFlags().String("lang", "", p.describe("flag.lang"))
	root.SetHelpFunc(p.help)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return p.misused(err) })
	root.AddCommand(
		p.sandboxCommand(), p.flowsCommand(), p.checkCommand(), p.doctorCommand(), p.recipientCommand(), p.resumeCommand(),
		p.historyCommand(), p.manCommand(), p.versionCommand(), p.licensesCommand(),
	)
	for _, j := range flows.Jobs() {
		if j != flows.JobOnboard && !j.Alone() { // those have commands of their own
			root.AddCommand(p.jobCommand(j))
		}
	}
	root.InitDefaultCompletionCmd()
	p.ownArgs(root)
	return root
}

// ownArgs gives a command, and those below it, Args functions that return usage errors.
func (p *program) ownArgs(c *cobra.Command) {
	if check := c.Args; check != nil {
		c.Args = func(c *cobra.Command, args []string) error { return p.misused(check(c, args)) }
	}
	for _, below := range c.Commands() {
		p.ownArgs(below)
	}
}

// wizardCommand begins the wizard.
func (p *program) wizardCommand(name, short string, o *options) *cobra.Command {
	c := &cobra.Command{
		Use: name, Short: short, Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.wizard(c.Context(), o) },
	}
	p.wizardFlags(c.Flags(), o)
	return c
}

// jobCommand begins the wizard with another job than the onboarding.
func (p *program) jobCommand(j flows.Job) *cobra.Command {
	name, o := string(j), &options{job: j}
	c := p.wizardCommand(name, p.describe("cmd."+name+".short"), o)
	c.Example = "dialtone " + name + " --sandbox\ndialtone " + name + " --account 104820560913301"
	if j == flows.JobManage {
		p.withList(c, o)
	}
	return c
}

// fromEnvironment gives every flag that was not set the value of its variable.
func (p *program) fromEnvironment(c *cobra.Command) error {
	var failure error
	for _, name := range variables() {
		flag, value := c.Flags().Lookup(name), p.env[variable(name)]
		if flag == nil || flag.Changed || value == "" {
			continue
		}
		if err := c.Flags().Set(name, value); err != nil {
			failure = errors.Join(failure, p.usage("usage.variable", "Name", variable(name), "Reason", err.Error()))
		}
	}
	if flag := c.Flags().Lookup("journal"); failure == nil && flag != nil && journal.MayHoldSecret(flag.Value.String()) {
		failure = p.usage("usage.journal")
	}
	return failure
}

// variables are the flags that have an environment variable: those that answer a
// question. The token has one of its own.
func variables() []string {
	return []string{
		"sandbox", "scenario", "account", "number", "business", "graph-url", "graph-version", "timeout", "method", "code-language",
		"region", "no-color", "no-motion", "journal", "business-country",
	}
}

// variable is the environment variable of a flag: DIALTONE_ and its name in capitals.
func variable(flag string) string {
	return "DIALTONE_" + strings.ReplaceAll(strings.ToUpper(flag), "-", "_")
}
