//go:build unix

package e2e

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// run runs the program without a terminal, as a script would.
func run(t *testing.T, env []string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	program := dialtone(t) // built before the clock runs
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = t.TempDir()
	cmd.Env = append([]string{"HOME=" + cmd.Dir, "LANG=C.UTF-8", "TERM=xterm-256color"}, env...)
	cmd.Stdin = strings.NewReader("")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

// wantRefused holds that a command line is refused before anything happens: code
// 2, a sentence on standard error, nothing on standard output.
func wantRefused(t *testing.T, sentence string, env []string, args ...string) {
	t.Helper()
	code, out, errs := run(t, env, args...)
	if code != 2 || out != "" || !strings.Contains(errs, sentence) {
		t.Errorf("%q: code %d\nstdout: %s\nstderr: %s\nwant: %s", args, code, out, errs, sentence)
	}
	if strings.Contains(errs, "Usage") || strings.Count(errs, "\n") > 3 {
		t.Errorf("%q says more than it has to:\n%s", args, errs)
	}
}

func TestWrongCommandLinesAreRefused(t *testing.T) {
	t.Parallel()
	try := say(t, "cmd.try_help", "Command", "dialtone")
	wantRefused(t, try, nil, "--no-such-flag")
	wantRefused(t, try, nil, "no-such-command")
	wantRefused(t, say(t, "usage.example", "Example", "--timeout 30s"), nil, "--timeout", "soon")
	wantRefused(t, "127.0.0.1", nil, "sandbox", "--addr", "0.0.0.0:0")
	wantRefused(t, "no-such-story", nil, "sandbox", "--scenario", "no-such-story")
}

// TestWrongWishesAreRefused has a terminal, so that it is not the lack of one
// that is refused.
func TestWrongWishesAreRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		sentence string
		env      []string
		args     []string
	}{
		{"XX", nil, []string{"--region", "XX"}},
		{"XX", []string{"DIALTONE_REGION=XX"}, nil},
		{say(t, "usage.id_phone", "Flag", "--account"), nil, []string{"--account", "+852 9123 0100"}},
		{"--account", nil, []string{"--account", "abc"}},
		{"--number", nil, []string{"--number", "12 34"}},
		{"FAX", nil, []string{"--method", "FAX"}},
		{say(t, "usage.no_value_of", "What", "--lang", "Value", "xx", "Values", "en, zh-Hant-HK"), nil, []string{"numbers", "--lang", "xx"}},
		{say(t, "usage.no_value_of", "What", "--lang", "Value", "zh-Hans", "Values", "en, zh-Hant-HK"), nil, []string{"--lang=zh-Hans", "--sandbox"}},
		{say(t, "usage.example", "Example", "--code-language en_US"), nil, []string{"--code-language", "klingon"}},
		{say(t, "usage.version", "Value", "latest"), nil, []string{"--graph-version", "latest"}},
		{"no-such-story", nil, []string{"--scenario", "no-such-story"}},
		{say(t, "token.inner_space"), []string{"DIALTONE_TOKEN=two words"}, nil},
	} {
		t.Run(strings.Join(append(tt.env, tt.args...), " "), func(t *testing.T) {
			t.Parallel()
			o := wide()
			o.Env = tt.env
			w := launch(t, o, tt.args...)
			w.ends(2)
			if !strings.Contains(w.plain(), tt.sentence) {
				t.Errorf("no %q in\n%s", tt.sentence, w.plain())
			}
			if bytes.Contains(w.Bytes(), []byte("\x1b")) {
				t.Errorf("a screen came up: %q", w.Bytes())
			}
		})
	}
}

func TestATokenOnTheCommandLineIsNoFlag(t *testing.T) {
	t.Parallel()
	code, out, errs := run(t, nil, "--token", "EAAGnobodyknowsthisone")
	if code != 2 || strings.Contains(out+errs, "nobodyknows") {
		t.Errorf("code %d: %s%s", code, out, errs)
	}
}

func TestWithoutATerminal(t *testing.T) {
	t.Parallel()
	wantRefused(t, say(t, "usage.no_terminal_out"), nil)
	wantRefused(t, say(t, "usage.no_terminal_out"), nil, "--sandbox")
	t.Run("standard input is a pipe", func(t *testing.T) {
		t.Parallel()
		o := wide()
		o.Stdin = strings.NewReader("1\n2\n")
		w := launch(t, o, "--sandbox")
		w.ends(2)
		wantSummary(t, w, "usage.no_terminal_in")
	})
	t.Run("dumb terminal", func(t *testing.T) {
		t.Parallel()
		o := wide()
		o.Env = []string{"TERM=dumb"}
		w := launch(t, o, "--sandbox")
		w.ends(2)
		wantSummary(t, w, "usage.dumb_terminal")
		if bytes.Contains(w.Bytes(), []byte("\x1b")) {
			t.Errorf("a dumb terminal got %q", w.Bytes())
		}
	})
	t.Run("standard output is a file", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		o := wide()
		o.Dir = dir
		w := &wizard{t: t, dir: dir, Terminal: start(t, o, "sh", "-c", `"$0" --sandbox >out; echo "code $?"`, dialtone(t))}
		must(t, w.Wait("code 2"))
		wantSummary(t, w, "usage.no_terminal_out")
		if out, err := os.ReadFile(filepath.Join(dir, "out")); err != nil || len(out) > 0 {
			t.Errorf("standard output got %q, %v", out, err)
		}
	})
}

func TestHelpIsOnStandardOutput(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--help"}, {"sandbox", "--help"}, {"flows", "--help"}} {
		code, out, errs := run(t, nil, args...)
		if code != 0 || errs != "" || !strings.Contains(out, "--") {
			t.Errorf("%q: code %d, %d bytes, stderr %q", args, code, len(out), errs)
		}
	}
	if _, out, _ := run(t, nil, "--help"); !strings.Contains(out, "5    "+say(t, "cmd.exit.limited")) {
		t.Errorf("the exit codes are not explained:\n%s", out)
	}
}

// TestHelpAsksTheTerminalNothing lets a terminal that answers no question print
// help: nothing but text and styles is sent, and without colours only text.
func TestHelpAsksTheTerminalNothing(t *testing.T) {
	t.Parallel()
	styles := regexp.MustCompile("\x1b\\[[0-9;]*m")
	for _, args := range [][]string{{"--help"}, {"check", "--help"}, {"help", "doctor"}, {"completion", "--help"}, {"--no-color", "--help"}} {
		w := launch(t, wide(), args...)
		w.ends(0)
		sent := w.Bytes()
		if styles.Match(sent) == (args[0] == "--no-color") || bytes.ContainsRune(styles.ReplaceAll(sent, nil), '\x1b') {
			t.Errorf("%q sends %q", args, sent)
		}
	}
	o := wide()
	o.Env = []string{"NO_COLOR=1"}
	w := launch(t, o, "--help")
	w.ends(0)
	if bytes.ContainsRune(w.Bytes(), '\x1b') {
		t.Errorf("without colours it sends %q", w.Bytes())
	}
}

// TestHelpThatIsStopped leaves the terminal whole: in the mode in which it was, and in no
// style.
func TestHelpThatIsStopped(t *testing.T) {
	t.Parallel()
	style := regexp.MustCompile("\x1b\\[([0-9;]*)m")
	for name, stop := range map[string]func(*wizard){
		"ctrl+c at once":  func(w *wizard) { w.ctrlC() },
		"SIGTERM at once": func(w *wizard) { _ = w.Signal(syscall.SIGTERM) }, // it may have ended already
		"ctrl+c amid it":  func(w *wizard) { _ = w.Wait(say(t, "cmd.heading.usage")); w.ctrlC() },
		"SIGTERM amid it": func(w *wizard) { _ = w.Wait(say(t, "cmd.heading.usage")); _ = w.Signal(syscall.SIGTERM) },
	} {
		w := launch(t, wide(), "--help")
		stop(w)
		code, err := w.Exit(patience)
		must(t, err)
		m, err := w.Mode()
		must(t, err)
		styles := style.FindAllSubmatch(w.Bytes(), -1)
		if len(styles) > 0 && strings.Trim(string(styles[len(styles)-1][1]), "0") != "" || !m.Restored() || code != 0 && code != 130 && code != 143 {
			t.Errorf("%s: it ends with %d; the terminal: %v\n%q", name, code, m, w.Bytes())
		}
	}
}

// TestTheDiagramInTheReadmeIsTheFlow keeps the picture true.
func TestTheDiagramInTheReadmeIsTheFlow(t *testing.T) {
	t.Parallel()
	code, drawn, errs := run(t, nil, "flows", "--mermaid")
	if code != 0 || errs != "" || !strings.HasPrefix(strings.TrimSpace(drawn), "stateDiagram-v2") {
		t.Fatalf("code %d, %s\n%s", code, errs, drawn)
	}
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	must(t, err)
	_, after, found := strings.Cut(string(readme), "```mermaid\n")
	block, _, closed := strings.Cut(after, "```")
	if !found || !closed {
		t.Fatal("README.md has no mermaid block")
	}
	if strings.TrimSpace(block) != strings.TrimSpace(drawn) {
		t.Errorf("README.md shows another flow. `dialtone flows --mermaid` draws:\n%s", drawn)
	}
}

// TestTheSandboxStopsWhenItIsTold is the other half of serve.
func TestTheSandboxStopsWhenItIsTold(t *testing.T) {
	t.Parallel()
	term := start(t, Options{Limit: patience}, dialtone(t), "sandbox")
	must(t, term.Wait("http://127.0.0.1:"))
	term.Press("ctrl+c") // through the line discipline, as an interrupt
	wantExit(t, term, 0)
}
