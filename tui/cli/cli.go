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

	"github.com/spf13/cobra"

	"dialtone/api/mask"
	"dialtone/tui/words"
)

// Exit codes, beside those of [page.Outcome].
const (
	exitFailed = 1
	exitUsage  = 2
)

// usageError says why a command line cannot be carried out, and what helps.
type usageError struct{ text, next string }

func (e *usageError) Error() string { return e.text }

// exitError ends the program with a code. Whoever returns it has printed what
// there is to say.
type exitError struct{ code int }

func (e *exitError) Error() string { return fmt.Sprintf("exit code %d", e.code) }

// program is what every command uses.
type program struct {
	words     *words.Words
	described bool
	environ   []string
	env       map[string]string // the same by name
	stdin     *os.File
	stdout    *os.File
	stderr    io.Writer
	json      *jsonOutput
	known     *mask.Secrets // secrets that no sentence repeats
	signals   *signals
}

// Main runs the command line and returns the exit code.
func Main(args, environ []string, stdin, stdout *os.File, stderr io.Writer) (code int) {
	seal()
	log.SetOutput(io.Discard) // libraries log there, and with GODEBUG they log headers too
	debug.SetTraceback("none")
	signals := listen()
	defer signals.close()
	env := map[string]string{}
	for _, e := range environ {
		name, value, _ := strings.Cut(e, "=")
		env[name] = value
	}
	known, asked := secretsOf(args, env), languageFlag(args)
	p := &program{
		words: words.Load(languages(asked, env)...), described: described(args),
		environ: environ, env: env, stdin: stdin, stdout: stdout, stderr: guard{stderr, known}, known: known, signals: signals,
		json: &jsonOutput{asked: asksJSON(args), out: stdout},
	}
	defer func() {
		if thrown := recover(); thrown != nil {
			code = p.exitCode(p.broke(placeOf(thrown)))
		}
	}()
	if err := p.speaks(asked); err != nil {
		return p.exitCode(err)
	}
	root := p.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(p.masked())
	root.SetErr(p.stderr)
	return p.exitCode(root.ExecuteContext(context.Background()))
}

// exitCode says what went wrong, and returns the exit code. With --json only the object
// says it, unless standard output takes none.
func (p *program) exitCode(err error) int {
	var exit *exitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.code
	}
	if p.json.asked && p.json.write(map[string]fault{"error": p.faultOf(err)}, true) == nil {
		return codeFor(err)
	}
	text := err.Error()
	if usage := (*usageError)(nil); errors.As(err, &usage) && usage.next != "" {
		text += "\n" + usage.next
	}
	_, _ = fmt.Fprintln(p.stderr, "dialtone: "+text)
	return codeFor(err)
}

// codeFor is the exit code for an error that has been told.
func codeFor(err error) int {
	var usage *usageError
	var known *failure
	switch {
	case errors.As(err, &known):
		return known.exit
	case errors.As(err, &usage):
		return exitUsage
	}
	return exitFailed
}

// usage is a usage error in the language that is spoken.
func (p *program) usage(key string, pairs ...any) error {
	return &usageError{text: p.words.Say(key, pairs...)}
}

// misused makes a usage error of what the command library says of a command line.
func (p *program) misused(err error) error {
	if err == nil {
		return nil
	}
	return &usageError{err.Error(), p.words.Say("cmd.try_help")}
}

// describe is the text of a command or flag. Where nobody will read it there is
// none: a plain start does not wait for the words to be loaded.
func (p *program) describe(key string, pairs ...any) string {
	if !p.described {
		return ""
	}
	return p.words.Say(key, pairs...)
}

// described reports whether a command line can show descriptions.
func described(args []string) bool {
	asks := []string{"-h", "--help", "help", "man", "completion", cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd}
	return slices.ContainsFunc(args, func(a string) bool { return slices.Contains(asks, a) })
}
