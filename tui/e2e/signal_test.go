//go:build unix

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/termios"
	"golang.org/x/sys/unix"
)

// TestEverySignalLeavesTheTerminalAsItWas sends the signals that end a program,
// those at which Go writes down what it was doing, and those that it ignores.
func TestEverySignalLeavesTheTerminalAsItWas(t *testing.T) {
	t.Parallel()
	for _, sig := range []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM, syscall.SIGQUIT, syscall.SIGABRT, syscall.SIGILL, syscall.SIGTRAP, syscall.SIGBUS, syscall.SIGFPE, syscall.SIGSEGV, syscall.SIGSYS} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			w := launch(t, wide())
			w.see("state.Connect.title")
			w.endsAtOnce(1, func() { must(t, w.Signal(sig)) })
			wantSummary(t, w, "summary.nothing", "summary.stopped", "summary.resume")
		})
	}
	t.Run("ignored", func(t *testing.T) {
		t.Parallel()
		w := launch(t, wide())
		w.see("state.Connect.title")
		for _, sig := range []syscall.Signal{syscall.SIGUSR1, syscall.SIGUSR2, syscall.SIGPIPE, syscall.SIGALRM, syscall.SIGXCPU, syscall.SIGVTALRM, syscall.SIGIO} {
			must(t, w.Signal(sig))
		}
		w.endsAtOnce(130, w.ctrlC)
	})
}

// TestSignalsAmidACall: what may have happened at Meta is told as after SIGTERM.
func TestSignalsAmidACall(t *testing.T) {
	t.Parallel()
	for _, sig := range []syscall.Signal{syscall.SIGHUP, syscall.SIGQUIT} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			u := underWay()[3]
			w := stuck(t, u.call, u.from, u.press)
			w.endsAtOnce(1, func() { must(t, w.Signal(sig)) })
			wantSummary(t, w, "summary.under_way", "summary.resume")
		})
	}
}

// TestNothingIsDumpedWithoutAScreen asks a program that has none what it is doing.
func TestNothingIsDumpedWithoutAScreen(t *testing.T) {
	t.Parallel()
	term := start(t, Options{}, dialtone(t), "sandbox")
	must(t, term.Wait("http://127.0.0.1"))
	must(t, term.Signal(syscall.SIGQUIT))
	wantExit(t, term, 128+int(syscall.SIGQUIT))
	if strings.Contains(string(term.Bytes()), "goroutine") {
		t.Errorf("it told what it was doing:\n%s", term.Transcript())
	}
}

// TestAPauseGivesTheTerminalBack stops the wizard as a shell's job and goes on. The
// shell has job control, or the system would not stop it.
func TestAPauseGivesTheTerminalBack(t *testing.T) {
	t.Parallel()
	o := wide()
	o.Dir, o.Limit = t.TempDir(), patience
	w := &wizard{t: t, dir: o.Dir, Terminal: start(t, o, "/bin/sh", "-c", `set -m; "$0"; echo "it has stopped"; read goOn; fg >/dev/null; echo "it was $?"`, dialtone(t))}
	w.see("state.Connect.title")
	job := 0
	must(t, onDescriptor(w.tty, func(fd int) (err error) {
		job, err = unix.IoctlGetInt(fd, unix.TIOCGPGRP)
		return err
	}))
	must(t, unix.Kill(job, unix.SIGTSTP))
	must(t, w.Wait("it has stopped"))
	if m, err := w.Mode(); err != nil || !m.Restored() {
		t.Errorf("stopped with %v, %v", m, err)
	}
	w.Terminal.Press("enter")
	must(t, w.WaitGone("it has stopped"))
	w.see("state.Connect.title")
	if m, err := w.Mode(); err != nil || !m.Raw || !m.AltScreen {
		t.Errorf("it goes on with %v, %v", m, err)
	}
	w.Press("ctrl+c")
	must(t, w.Wait("it was 130"))
	w.ends(0)
}

// TestTheTerminalGoesAway: the window is closed, and nobody can press a key again.
// With the signal ignored only the end of the input tells.
func TestTheTerminalGoesAway(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]string{"hang-up": "", "ignored": `trap "" HUP; `} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			env, err := environment(Options{Dir: home})
			must(t, err)
			ours, theirs, err := openTTY(80, 24)
			must(t, err)
			cmd := exec.Command("/bin/sh", "-c", before+`exec "$0"`, dialtone(t))
			cmd.Dir, cmd.Env = home, env
			cmd.Stdin, cmd.Stdout, cmd.Stderr = theirs, theirs, theirs
			cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
			must(t, cmd.Start())
			must(t, theirs.Close())
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			buf := make([]byte, 4096)
			for seen := ""; !strings.Contains(seen, ansi.SetModeAltScreenSaveCursor); seen += string(buf) {
				_, err := ours.Read(buf)
				must(t, err)
			}
			must(t, ours.Close())
			select {
			case <-ended:
				if code := cmd.ProcessState.ExitCode(); code != 1 {
					t.Errorf("exit code %d", code)
				}
			case <-time.After(patience):
				t.Error("it goes on without a terminal")
				_ = cmd.Process.Kill()
			}
		})
	}
}

// TestATerminalThatTakesNothing: nobody reads what the wizard draws, so that it
// waits for the terminal when the signal comes.
func TestATerminalThatTakesNothing(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	env, err := environment(Options{Dir: home})
	must(t, err)
	ours, theirs, err := openTTY(200, 60)
	must(t, err)
	defer func() { _, _ = ours.Close(), theirs.Close() }()
	cmd := exec.Command(dialtone(t))
	cmd.Dir, cmd.Env = home, env
	cmd.Stdin, cmd.Stdout, cmd.Stderr = theirs, theirs, theirs
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	before, err := termios.GetTermios(int(theirs.Fd()))
	must(t, err)
	must(t, cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for i := range 150 { // each one is drawn, which is far more than the terminal holds
		must(t, setSize(ours, 200-i%2, 60))
		time.Sleep(2 * poll)
	}
	must(t, cmd.Process.Signal(syscall.SIGTERM))
	select {
	case <-ended:
	case <-time.After(patience):
		t.Error("it waits for the terminal for ever")
		_ = cmd.Process.Kill()
	}
	after, err := termios.GetTermios(int(theirs.Fd()))
	must(t, err)
	if *before != *after {
		t.Errorf("the terminal was left raw: %+v, not %+v", after.Lflag, before.Lflag)
	}
}

// TestOthersCannotLookIntoTheMemory looks at what the system shows of the wizard.
func TestOthersCannotLookIntoTheMemory(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("only Linux shows it")
	}
	o := wide()
	o.Dir, o.Limit, o.Env = t.TempDir(), patience, []string{"DIALTONE_TOKEN=EAAGsomebody"}
	w := &wizard{t: t, dir: o.Dir, Terminal: start(t, o, dialtone(t))}
	w.see("connect.account.title")
	proc := filepath.Join("/proc", strconv.Itoa(w.PID()))
	limits, err := os.ReadFile(filepath.Join(proc, "limits"))
	must(t, err)
	if core := fmt.Sprintf("%-26s%-21s%-21s", "Max core file size", "0", "0"); !strings.Contains(string(limits), core) {
		t.Errorf("a core file may be written:\n%s", limits)
	}
	if os.Getuid() != 0 { // root looks where it likes
		for _, name := range []string{"mem", "environ", "maps"} {
			if f, err := os.Open(filepath.Join(proc, name)); err == nil {
				_, err = f.Read(make([]byte, 1))
				_ = f.Close()
				if err == nil {
					t.Errorf("%s can be read", name)
				}
			}
		}
	}
	w.Press("ctrl+c")
	w.ends(130)
}
