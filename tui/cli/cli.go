// Package cli is the command tree: it turns flags and environment into options,
// puts the parts together and turns results into exit codes.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"charm.land/fang/v2"
	"github.com/spf13/cobra"

	"dialtone/api/mask"
	"dialtone/assets"
	"dialtone/flows"
	"dialtone/flows/journal"
	"dialtone/tui/words"
)

// Exit codes, beside those of [page.Outcome].
const (
	exitFailed = 1
	exitUsage  = 2
)

// usageError is a command line that cannot be carried out.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

// exitError is an end that was told already and has a code of its own.
type exitError struct{ code int }

func (e *exitError) Error() string { return fmt.Sprintf("exit code %d", e.code) }

// program is what every command may use.
type program struct {
	words     *words.Words
	described bool
	env       map[string]string
	stdin     *os.File
	stdout    *os.File
	stderr    io.Writer
	known     *mask.Secrets // what no sentence repeats
	signals   *signals
}

// describe is the text of a command or flag. It stays away where nobody will
// read it, so that a plain start does not wait for words.
func (p *program) describe(key string, pairs ...any) string {
	if !p.described {
		return ""
	}
	return p.words.Say(key, pairs...)
}

// described reports whether a command line shows descriptions.
func described(args []string) bool {
	return slices.ContainsFunc(args, func(a string) bool {
		return slices.Contains([]string{"-h", "--help", "help", "man", "completion", cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd}, a)
	})
}

// Main runs the command line and returns the exit code.
func Main(args, environ []string, stdin, stdout *os.File, stderr io.Writer) (code int) {
	seal()
	log.SetOutput(io.Discard) // libraries speak there, of headers too when GODEBUG asks them to
	debug.SetTraceback("none")
	signals := listen()
	defer signals.close()
	env := map[string]string{}
	for _, e := range environ {
		name, value, _ := strings.Cut(e, "=")
		env[name] = value
	}
	known := secretsOf(args, env)
	stderr = guard{stderr, known}
	p := &program{
		known: known, words: words.Load(languages(args, env)...), described: described(args), env: env, stdin: stdin, stdout: stdout, stderr: stderr, signals: signals,
	}
	defer func() {
		if thrown := recover(); thrown != nil {
			p.complain(stderr, fang.Styles{}, p.broke(placeOf(thrown)))
			code = exitFailed
		}
	}()
	if err := p.spoken(args); err != nil {
		p.complain(stderr, fang.Styles{}, err)
		return exitUsage
	}
	root := p.root()
	var failed error
	keepErrors(root, &failed)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(guardedFile{stdout, known})
	root.SetErr(stderr)
	err := fang.Execute(context.Background(), root, fang.WithErrorHandler(p.complain))
	if err == nil && failed != nil {
		p.complain(stderr, fang.Styles{}, failed)
		err = failed
	}
	var exit *exitError
	var usage *usageError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.code
	case errors.As(err, &usage), isUsage(err):
		return exitUsage
	}
	return exitFailed
}

// keepErrors has a command and those below it keep their errors for us.
func keepErrors(c *cobra.Command, failed *error) {
	for _, below := range c.Commands() {
		keepErrors(below, failed)
	}
	if c.RunE != nil {
		keepError(c, failed)
	}
}

// keepError has a command keep its error for us. fang asks the terminal for its
// colours before it hands one on, and the answer can come when the shell is
// listening again.
func keepError(c *cobra.Command, failed *error) {
	prepare, run := c.PreRunE, c.RunE
	c.PreRunE = nil
	c.RunE = func(c *cobra.Command, args []string) error {
		if prepare != nil {
			*failed = prepare(c, args)
		}
		if *failed == nil {
			*failed = run(c, args)
		}
		return nil
	}
}

// complain writes one plain sentence: what was wrong and what is expected.
func (p *program) complain(w io.Writer, _ fang.Styles, err error) {
	var exit *exitError
	if errors.As(err, &exit) {
		return
	}
	_, _ = fmt.Fprintln(w, "dialtone: "+err.Error())
	if isUsage(err) {
		_, _ = fmt.Fprintln(w, p.words.Say("cmd.try_help"))
	}
}

// isUsage recognises the errors that the command library makes of a command
// line; it has no type for them.
func isUsage(err error) bool {
	for _, sign := range []string{"unknown command", "unknown flag", "unknown shorthand", "invalid argument", "flag needs", "accepts ", "bad flag"} {
		if strings.HasPrefix(err.Error(), sign) {
			return true
		}
	}
	return false
}

// flagged lists the languages that the flag names. It is looked for by hand,
// since the words of the flags themselves are chosen by it.
func flagged(args []string) []string {
	var tags []string
	for i, a := range args {
		if a == "--lang" && i+1 < len(args) {
			tags = append(tags, args[i+1])
		} else if tag, ok := strings.CutPrefix(a, "--lang="); ok {
			tags = append(tags, tag)
		}
	}
	return tags
}

// spoken refuses a language that the flag names and Dialtone does not speak. A
// variable of the environment is set for every program and only wishes.
func (p *program) spoken(args []string) error {
	for _, tag := range flagged(args) {
		if !words.Speaks(tag) {
			var tags []string
			for _, l := range assets.Locales() {
				tags = append(tags, l.Tag)
			}
			return p.usage("usage.lang", "Value", tag, "Tags", strings.Join(tags, ", "))
		}
	}
	return nil
}

// languages lists the wanted languages, most wanted first.
func languages(args []string, env map[string]string) []string {
	wanted := flagged(args)
	for _, name := range []string{"DIALTONE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if env[name] != "" {
			wanted = append(wanted, env[name])
			if name != "DIALTONE_LANG" {
				break
			}
		}
	}
	return wanted
}

func (p *program) root() *cobra.Command {
	o := &wizardOptions{}
	root := &cobra.Command{
		Use:     "dialtone",
		Short:   p.describe("cmd.dialtone.short"),
		Long:    p.describe("cmd.dialtone.long") + "\n\n" + p.describe("cmd.exit_codes"),
		Example: "dialtone --sandbox\ndialtone --account 104820560913301\necho \"$TOKEN\" | dialtone --token-stdin --account 104820560913301",
		Args:    cobra.NoArgs,
		PreRunE: func(c *cobra.Command, _ []string) error { return p.fromEnvironment(c) },
		RunE:    func(c *cobra.Command, _ []string) error { return p.wizard(c.Context(), o) },
	}
	o.flags(root.Flags(), p.describe)
	root.PersistentFlags().String("lang", "", p.describe("flag.lang"))
	root.AddCommand(p.sandboxCommand(), p.flowsCommand(), p.checkCommand(), p.doctorCommand(), p.recipientCommand(), p.resumeCommand(), p.historyCommand())
	for _, j := range flows.Jobs() {
		if j != flows.JobOnboard && !j.Alone() { // those have commands of their own
			root.AddCommand(p.jobCommand(j))
		}
	}
	return root
}

// jobCommand begins the wizard with another job than the onboarding.
func (p *program) jobCommand(j flows.Job) *cobra.Command {
	o := &wizardOptions{job: j}
	name := string(j)
	c := &cobra.Command{
		Use: name, Short: p.describe("cmd." + name + ".short"), Example: "dialtone " + name + " --sandbox\ndialtone " + name + " --account 104820560913301",
		Args:    cobra.NoArgs,
		PreRunE: func(c *cobra.Command, _ []string) error { return p.fromEnvironment(c) },
		RunE:    func(c *cobra.Command, _ []string) error { return p.wizard(c.Context(), o) },
	}
	o.flags(c.Flags(), p.describe)
	if j == flows.JobManage {
		l := listOptions{}
		c.Flags().BoolVar(&l.asJSON, "json", false, p.describe("flag.numbers_json"))
		c.Flags().StringVar(&l.mode, "mode", "", p.describe("flag.numbers_mode"))
		c.Flags().StringVar(&l.sort, "sort", "", p.describe("flag.numbers_sort"))
		c.Example += "\ndialtone numbers --json --account 104820560913301 --mode LIVE --sort oldest"
		wizard := c.RunE
		c.RunE = func(c *cobra.Command, args []string) error {
			switch {
			case l.asJSON:
				return p.listNumbers(c.Context(), o, l)
			case l.mode != "" || l.sort != "":
				return p.usage("usage.only_json")
			}
			return wizard(c, args)
		}
	}
	return c
}

// fromEnvironment gives every flag that was not set the value of its variable:
// DIALTONE_ and the flag's name in capitals.
func (p *program) fromEnvironment(c *cobra.Command) error {
	var failure error
	for _, name := range variables() {
		flag := c.Flags().Lookup(name)
		value := p.env[variable(name)]
		if flag == nil || flag.Changed || value == "" {
			continue
		}
		if err := c.Flags().Set(name, value); err != nil {
			failure = errors.Join(failure, &usageError{p.words.Say("usage.variable", "Name", variable(name), "Reason", err.Error())})
		}
	}
	if flag := c.Flags().Lookup("journal"); failure == nil && flag != nil && journal.MayHoldSecret(flag.Value.String()) {
		failure = p.usage("usage.journal")
	}
	return failure
}

// variables are the flags that have an environment variable: every question's.
// The token has one of its own.
func variables() []string {
	return []string{
		"sandbox", "scenario", "account", "number", "business", "graph-url", "graph-version", "timeout", "method", "code-language", "region", "no-color", "journal",
		"business-country",
	}
}

func variable(flag string) string {
	return "DIALTONE_" + strings.ReplaceAll(strings.ToUpper(flag), "-", "_")
}
