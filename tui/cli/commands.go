package cli

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dialtone/flows"
	"dialtone/flows/journal"
)

// root is the command tree.
func (p *program) root() *cobra.Command {
	root := p.wizardCommand("dialtone", p.describe("cmd.dialtone.short"), &options{})
	root.Long, root.SuggestFor = p.describe("cmd.dialtone.long"), []string{"onboard", "register", "start", "wizard"}
	root.Example = "dialtone --sandbox\ndialtone --account 104820560913301\n" +
		"echo \"$TOKEN\" | dialtone --token-stdin --account 104820560913301"
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
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
		p.settleJSON(c)
		err := p.fillIn(c)
		p.chooseColour(c)
		if err == nil {
			err = p.checkValues(c)
		}
		if flag := c.Flags().Lookup("debug"); err == nil && flag != nil && flag.Value.String() != "" {
			err = p.openDebug(flag.Value.String(), c.CommandPath())
		}
		return err
	}
	p.everywhere(root.PersistentFlags())
	root.SetHelpFunc(p.help)
	root.SetFlagErrorFunc(p.flagFault)
	root.AddCommand(
		p.sandboxCommand(), p.flowsCommand(), p.checkCommand(), p.doctorCommand(), p.recipientCommand(), p.resumeCommand(),
		p.historyCommand(), p.configCommand(), p.tokenCommand(), p.completionCommand(), p.manCommand(), p.versionCommand(),
		p.licensesCommand(),
	)
	for _, j := range flows.Jobs() {
		if j != flows.JobOnboard && !j.Alone() { // those have commands of their own
			root.AddCommand(p.jobCommand(j))
		}
	}
	root.SetHelpCommand(p.helpCommand())
	root.InitDefaultHelpCmd()
	root.AddGroup(p.groups()...)
	p.ownArgs(root)
	p.finish(root)
	return root
}

// finish gives a command, and those below it, what all of them have.
func (p *program) finish(c *cobra.Command) {
	c.Flags().BoolP("help", "h", false, p.describe("flag.help"))
	if c.HasParent() && !c.Parent().HasParent() {
		c.GroupID = cmp.Or(c.GroupID, groupTools)
	}
	if p.described {
		p.completed(c)
	}
	for _, below := range c.Commands() {
		p.finish(below)
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
	c.GroupID, c.SuggestFor = groupNumber, synonyms(j)
	if j == flows.JobPreverified {
		c.GroupID = groupOnboard
	}
	c.Example = "dialtone " + name + " --sandbox\ndialtone " + name + " --account 104820560913301"
	if j == flows.JobManage {
		p.withList(c, o)
	}
	return c
}

// synonyms are what people call a job's command elsewhere.
func synonyms(j flows.Job) []string {
	return map[flows.Job][]string{
		flows.JobManage: {"list", "phones"}, flows.JobMessage: {"send", "test"}, flows.JobName: {"rename"}, flows.JobProfile: {"about"},
		flows.JobPIN: {"two-step", "2fa"}, flows.JobRegion: {"storage", "localization"}, flows.JobWebhooks: {"subscribe", "apps"},
		flows.JobDeregister: {"unregister", "remove", "delete", "disconnect"},
	}[j]
}

// fillIn gives every flag that was not set the value of its variable or, without one, that
// of the configuration file.
func (p *program) fillIn(c *cobra.Command) error {
	var failure error
	p.filled = map[string]string{}
	judged := false
	for _, name := range variables() {
		flag := c.Flags().Lookup(name)
		if flag == nil || name == "lang" { // it was chosen before
			continue
		}
		if !judged && name != "no-color" { // every command has that one, and some help where the file is bad
			judged = true
			if err := p.judgeConfig(); err != nil {
				return err
			}
		}
		value, from := p.given(flag)
		switch from {
		case fromFlag, fromNobody:
			continue
		case fromVariable:
			p.filled[name] = variable(name) + "="
		case fromFile:
			p.config.used = true
			p.filled[name] = p.configPlace(p.config.entries[name].line) + ": " + name + inFile
		}
		if err := c.Flags().Set(name, value); err != nil {
			failure = errors.Join(failure, p.badValue(c, flag, p.filled[name], value))
		}
	}
	if flag := c.Flags().Lookup("journal"); failure == nil && flag != nil && journal.MayHoldSecret(flag.Value.String()) {
		failure = p.usage("usage.journal")
	}
	return failure
}

// variables are the flags that have an environment variable and a place in the
// configuration file: those that answer a question. The token has a variable of its own.
func variables() []string {
	return []string{
		"sandbox", "scenario", "account", "number", "business", "graph-url", "graph-version", "timeout", "method", "code-language",
		"region", "no-color", "no-motion", "journal", "business-country", "lang", "debug",
	}
}

// variable is the environment variable of a flag: DIALTONE_ and its name in capitals.
func variable(flag string) string {
	return "DIALTONE_" + strings.ReplaceAll(strings.ToUpper(flag), "-", "_")
}

// variableOf is the environment variable of a flag, if it has one.
func variableOf(flag string) string {
	if slices.Contains(variables(), flag) {
		return variable(flag)
	}
	return ""
}
