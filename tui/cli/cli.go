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
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync/atomic"
	"time"

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
	out       io.Writer // standard output for people
	stderr    io.Writer
	ascii     bool // people see signs of ASCII alone
	json      *jsonOutput
	colour    colour
	known     *mask.Secrets // secrets that no sentence repeats
	config    configFile
	filled    map[string]string // flags that were given otherwise: what stands before their value
	begun     time.Time
	debug     *debugLog
	calls     *callLog     // of the wizard; nil without one
	state     atomic.Value // the name of the page that the wizard shows
	signals   *signals
}

// Main runs the command line and returns the exit code.
func Main(args, environ []string, stdin, stdout *os.File, stderr io.Writer) (code int) {
	begun := time.Now()
	seal()
	log.SetOutput(io.Discard) // libraries log there, and with GODEBUG they log headers too
	debug.SetTraceback("none")
	signals := listen()
	defer signals.close()
	env := map[string]string{}
	for _, e := range environ {
		name, value, _ := strings.Cut(e, "=")
		if runtime.GOOS == "windows" { // where names are the same in either case
			name = strings.ToUpper(name)
		}
		env[name] = value
	}
	known, asked, config := secretsOf(args, env), languageFlag(args), readConfig(configPath(runtime.GOOS, env))
	ascii, badASCII := asciiOnly(env)
	out, stderr := inSigns(stdout, ascii), inSigns(stderr, ascii)
	p := &program{
		words: words.Load(languages(asked, env, config.text("lang"))...), described: described(args),
		environ: environ, env: env, stdin: stdin, stdout: stdout, out: out, stderr: guard{stderr, known}, ascii: ascii, known: known,
		config: config, begun: begun, signals: signals,
		json: &jsonOutput{asked: asksJSON(args), out: stdout},
	}
	if p.json.asked {
		signals.hand(p.lastWord)
	}
	defer func() {
		if thrown := recover(); thrown != nil {
			code = p.exitCode(p.broke(placeOf(thrown)))
		}
		p.endDebug(code)
	}()
	if err := p.speaks(asked); err != nil && !completes(args) {
		return p.exitCode(err)
	}
	if badASCII != nil && !completes(args) {
		return p.exitCode(p.usage("usage.ascii"))
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
	text := tellable(err)
	if usage := (*usageError)(nil); errors.As(err, &usage) && usage.next != "" {
		text += "\n" + usage.next
	}
	_, _ = fmt.Fprintln(p.stderr, "dialtone: "+text)
	return codeFor(err)
}

// tellable is the text of an error. What did not come from us may repeat what somebody typed.
func tellable(err error) string {
	var usage *usageError
	var known *failure
	if errors.As(err, &usage) || errors.As(err, &known) {
		return err.Error()
	}
	return mask.Phones(err.Error())
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

// usage is a usage error in the language that is spoken. What it repeats, from a place of its
// sentence such as Value or Path, loses the middle of every phone number.
func (p *program) usage(key string, pairs ...any) error {
	for i := 1; i < len(pairs); i += 2 {
		text, is := pairs[i].(string)
		switch place := pairs[i-1]; {
		case !is:
		case place == "Path", place == "File":
			pairs[i] = mask.Path(text)
		default:
			pairs[i] = mask.Phones(text)
		}
	}
	return &usageError{text: p.words.Say(key, pairs...), next: p.configHint()}
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
	asks := []string{"-h", "--help", "help", "man", "completion"}
	return completes(args) || slices.ContainsFunc(args, func(a string) bool { return slices.Contains(asks, a) })
}

// completes reports whether a command line asks what may follow what was typed so far.
func completes(args []string) bool {
	return len(args) > 0 && (args[0] == cobra.ShellCompRequestCmd || args[0] == cobra.ShellCompNoDescRequestCmd)
}
