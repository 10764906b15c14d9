package cli

import (
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dialtone/api/credentials"
	"dialtone/assets"
	"dialtone/flows/journal"
	"dialtone/tui/page"
)

// The groups of commands. A command that names none is a tool.
const (
	groupOnboard = "onboard"
	groupNumber  = "number" // looks after a number that is there
	groupAlone   = "alone"  // needs no account
	groupTools   = "tools"
)

// groups are the groups in the order in which help shows them.
func (p *program) groups() []*cobra.Group {
	return []*cobra.Group{
		{ID: groupOnboard, Title: p.describe("cmd.group.onboard")}, {ID: groupNumber, Title: p.describe("cmd.group.number")},
		{ID: groupAlone, Title: p.describe("cmd.group.alone")}, {ID: groupTools, Title: p.describe("cmd.group.tools")},
	}
}

// listsScenarios marks a command whose help lists the scenarios.
const listsScenarios = "scenarios"

// section is a part of what help and the manual say: a heading, and rows of a name with
// what it means.
type section struct {
	heading string
	rows    [][2]string
}

// commandSections are the commands below a command, by their groups.
func (p *program) commandSections(c *cobra.Command) []section {
	of := map[string][][2]string{}
	for _, below := range c.Commands() {
		if below.IsAvailableCommand() || below.Name() == "help" {
			of[below.GroupID] = append(of[below.GroupID], [2]string{below.Use, below.Short})
		}
	}
	all := []section{{p.words.Say("cmd.heading.commands"), of[""]}}
	for _, g := range c.Groups() {
		all = append(all, section{g.Title, of[g.ID]})
	}
	return all
}

// flagRows are the flags of a set: how each is written, and what it means.
func (p *program) flagRows(c *cobra.Command, flags *pflag.FlagSet) [][2]string {
	var rows [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			rows = append(rows, [2]string{p.flagForm(c, f), p.flagMeaning(f)})
		}
	})
	return rows
}

// flagForm is how a flag is written: its short form, its name, and what stands for its value.
func (p *program) flagForm(c *cobra.Command, f *pflag.Flag) string {
	text := "    --" + f.Name
	if f.Shorthand != "" {
		text = "-" + f.Shorthand + ", --" + f.Name
	}
	if takesValue(f) {
		text += " " + p.formOf(c, f.Name).name
	}
	return text
}

// flagMeaning is what a flag does, what it is without being set, and its variable.
func (p *program) flagMeaning(f *pflag.Flag) string {
	text := f.Usage
	if f.DefValue != "" && f.DefValue != "false" {
		text += " (" + p.words.Say("cmd.default", "Value", f.DefValue) + ")"
	}
	if name := variableOf(f.Name); name != "" {
		text += " [" + name + "]"
	}
	return text
}

// valueSections list values that are too many for a flag's own line.
func (p *program) valueSections(c *cobra.Command) []section {
	if c.Annotations[listsScenarios] == "" {
		return nil
	}
	of := map[string][][2]string{}
	for _, name := range assets.Scenarios() {
		group := assets.ScenarioGroup(name)
		of[group] = append(of[group], [2]string{name, p.scenarioTitle(name)})
	}
	var all []section
	for _, group := range assets.ScenarioGroups() {
		heading := p.words.Say("cmd.heading.scenarios", "Group", p.words.Say("connect.group."+group))
		all = append(all, section{heading, of[group]})
	}
	return all
}

// variableRows are the variables that are no flag's.
func (p *program) variableRows() [][2]string {
	return [][2]string{
		{credentials.EnvToken, p.describe("cmd.variable.token")},
		{credentials.EnvAppSecret, p.describe("cmd.variable.app_secret")},
		{asciiVariable, p.describe("cmd.variable.ascii")},
		{"NO_COLOR", p.describe("cmd.variable.no_color")},
		{"FORCE_COLOR, CLICOLOR_FORCE", p.describe("cmd.variable.force_color")},
		{"LC_ALL, LC_MESSAGES, LANG", p.describe("cmd.variable.locale")},
		{"HTTPS_PROXY, NO_PROXY", p.describe("cmd.variable.proxy")},
		{"PGPASSWORD, PG…", p.describe("cmd.variable.postgres")},
		{"XDG_STATE_HOME", p.describe("cmd.variable.state")},
		{"XDG_CONFIG_HOME", p.describe("cmd.variable.config")},
	}
}

// fileRows are the files that Dialtone keeps by itself.
func (p *program) fileRows() [][2]string {
	home := map[string]string{"HOME": "~", "LOCALAPPDATA": "%LocalAppData%", "APPDATA": "%AppData%"}
	state := journal.StateFolder(runtime.GOOS, func(name string) string { return home[name] })
	return [][2]string{
		{filepath.Join(state, "dialtone", "journal.db"), p.describe("cmd.file.journal")},
		{filepath.Join(state, "dialtone", "reports"), p.describe("cmd.file.reports")},
		{filepath.Join(state, "dialtone", "crash-*.txt"), p.describe("cmd.file.crash")},
		{configPath(runtime.GOOS, home), p.describe("cmd.file.config")},
	}
}

// exitRows are the exit codes.
func (p *program) exitRows() [][2]string {
	row := func(code int, key string) [2]string { return [2]string{strconv.Itoa(code), p.describe(key)} }
	return [][2]string{
		row(page.Done.Code(), "cmd.exit.done"), row(exitFailed, "cmd.exit.failed"), row(exitUsage, "cmd.exit.usage"),
		row(page.NotEligible.Code(), "cmd.exit.not_eligible"), row(page.NoAccess.Code(), "cmd.exit.no_access"),
		row(page.Limited.Code(), "cmd.exit.limited"), row(page.Interrupted.Code(), "cmd.exit.interrupted"),
	}
}

// usageLines are the ways to write a command.
func usageLines(c *cobra.Command) []string {
	var lines []string
	if c.Runnable() {
		lines = append(lines, c.UseLine())
	}
	if c.HasAvailableSubCommands() {
		lines = append(lines, c.CommandPath()+" COMMAND [flags]")
	}
	return lines
}

// examples are the lines of a command's examples.
func examples(c *cobra.Command) []string {
	if c.Example == "" {
		return nil
	}
	return strings.Split(c.Example, "\n")
}
