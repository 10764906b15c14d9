//go:build unix

package e2e

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// sh runs a shell program in a terminal.
func sh(t *testing.T, o Options, script string) *Terminal {
	t.Helper()
	return start(t, o, "sh", "-c", script)
}

func start(t *testing.T, o Options, binary string, args ...string) *Terminal {
	t.Helper()
	if o.Dir == "" {
		o.Dir = t.TempDir()
	}
	term, err := Start(t.Context(), o, binary, args...)
	must(t, err)
	t.Cleanup(func() {
		if err := term.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return term
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantExit(t *testing.T, term *Terminal, want int) {
	t.Helper()
	got, err := term.Exit(patience)
	must(t, err)
	if got != want {
		t.Fatalf("exit code %d, want %d; screen:\n%s", got, want, term.Screen())
	}
}

func TestEnvironmentIsClean(t *testing.T) {
	t.Setenv("DIALTONE_TOKEN", "of the developer")
	t.Setenv("XDG_STATE_HOME", "/of/the/developer")
	dir := t.TempDir()
	term := sh(t, Options{Cols: 200, Dir: dir, Rows: 40, Env: []string{"LANG=th", "MORE=yes"}}, "env; pwd; exit 3")
	wantExit(t, term, 3)
	s := term.Screen()
	for _, want := range []string{
		"HOME=" + dir, "XDG_STATE_HOME=" + dir, "XDG_CONFIG_HOME=" + dir, "TMPDIR=" + dir,
		"DBUS_SESSION_BUS_ADDRESS=unix:path=" + dir, "TERM=xterm-256color", "COLORTERM=truecolor",
		"LANG=th", "MORE=yes", "PATH=/",
	} {
		if !strings.Contains(s, want) {
			t.Errorf("no %s in\n%s", want, s)
		}
	}
	if strings.Contains(s, "developer") || strings.Contains(s, "LANG=C") {
		t.Errorf("something leaked into\n%s", s)
	}
	if _, err := Start(t.Context(), Options{}, "true"); err == nil {
		t.Error("started without a home")
	}
	if _, err := Start(t.Context(), Options{Dir: dir}, dir+"/missing"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("started nothing: %v", err)
	}
}

func TestExitCodeOfASignal(t *testing.T) {
	t.Parallel()
	term := sh(t, Options{}, "echo ready; exec cat")
	must(t, term.Wait("ready"))
	must(t, term.Signal(syscall.SIGTERM))
	wantExit(t, term, 128+15)
}

func TestExitTimesOut(t *testing.T) {
	t.Parallel()
	term := sh(t, Options{}, "echo still here; exec cat")
	must(t, term.Wait("still here"))
	if _, err := term.Exit(20 * time.Millisecond); !errors.Is(err, ErrTimeout) || !strings.Contains(err.Error(), "still here") {
		t.Errorf("error %v", err)
	}
}

func TestWaitSaysWhatIsThere(t *testing.T) {
	t.Parallel()
	term := sh(t, Options{Limit: 50 * time.Millisecond}, "echo something else; exec cat")
	must(t, term.Wait("else"))
	for _, err := range []error{
		term.Wait("absent"),
		term.WaitGone("something"),
		term.WaitFunc(func(string) bool { return false }),
	} {
		if !errors.Is(err, ErrTimeout) || !strings.Contains(err.Error(), "something else") {
			t.Errorf("error %v", err)
		}
	}
	ended := sh(t, Options{Limit: time.Hour}, "echo last words")
	if err := ended.Wait("absent"); !errors.Is(err, ErrEnded) || !strings.Contains(err.Error(), "last words") {
		t.Errorf("error %v", err)
	}
	must(t, ended.Wait("last words"))
	must(t, ended.WaitGone("absent"))
}

func TestSizeAndResize(t *testing.T) {
	t.Parallel()
	term := sh(t, Options{Cols: 61, Rows: 21}, `trap 'stty size' WINCH; stty size; while :; do sleep 0.02; done`)
	must(t, term.Wait("21 61"))
	must(t, term.Resize(120, 33))
	must(t, term.Wait("33 120"))
	standard := sh(t, Options{}, "stty size")
	must(t, standard.Wait("24 80"))
}

func TestCharactersShiftOutsideTheMarginsOfScrolling(t *testing.T) {
	t.Parallel()
	term := sh(t, Options{Cols: 12, Rows: 8}, `printf '\033[5;6r\033[1;1Hab中-def\033[1;2H\033[P\033[2;1Habcdef\033[2;3H\033[2@\033[8;1Hend'`)
	must(t, term.Wait("end"))
	if got := term.Screen(); !strings.HasPrefix(got, "a中-def\nab  cdef\n") {
		t.Errorf("the terminal shows %q", got)
	}
}

// TestAFrameIsSeenWhole also when its second half is late.
func TestAFrameIsSeenWhole(t *testing.T) {
	t.Parallel()
	term := start(t, Options{}, "sh", "-c", `printf '\033[?2026hfirst'; sleep 0.5; printf ' second\033[?2026l'; read x`)
	var seen string
	must(t, term.WaitFunc(func(s string) bool {
		seen = strings.TrimSpace(s)
		return seen != ""
	}))
	if seen != "first second" {
		t.Errorf("half a frame: %q", seen)
	}
}

func TestStdinIsAPipeAndTheTerminalStays(t *testing.T) {
	t.Parallel()
	const script = `test -t 0 && echo terminal; test -t 1 && test -t 2 && echo drawn
		echo "got $(cat)"; read line < /dev/tty; echo "typed $line"`
	term := sh(t, Options{Stdin: strings.NewReader("from the pipe\n")}, script)
	must(t, term.Wait("got from the pipe"))
	term.Type("by hand")
	term.Press("enter")
	must(t, term.Wait("typed by hand"))
	wantExit(t, term, 0)
	if s := term.Screen(); strings.Contains(s, "terminal") || !strings.Contains(s, "drawn") {
		t.Errorf("wrong descriptors:\n%s", s)
	}
}

func TestAnUnreadPipeDoesNotHoldUpTheEnd(t *testing.T) {
	t.Parallel()
	r, w := io.Pipe()
	term := sh(t, Options{Stdin: r}, "exit 4")
	wantExit(t, term, 4)
	must(t, term.Close())
	if _, err := w.Write([]byte("x")); err == nil {
		t.Error("the pipe is still open")
	}
}

func TestPIDAndCmdline(t *testing.T) {
	t.Parallel()
	term := sh(t, Options{}, `echo "pid $$."; sleep 60 # secret-on-the-command-line`)
	must(t, term.WaitFunc(func(s string) bool { return strings.Contains(s, ".") }))
	line, err := term.Cmdline()
	must(t, err)
	if !strings.HasPrefix(line, "sh -c") || !strings.HasSuffix(line, "secret-on-the-command-line") {
		t.Errorf("command line %q", line)
	}
	if pid := term.PID(); !strings.Contains(term.Screen(), "pid "+itoa(pid)+".") {
		t.Errorf("pid is not %d:\n%s", pid, term.Screen())
	}
}

func TestCloseLeavesNoProcess(t *testing.T) {
	t.Parallel()
	term := sh(t, Options{}, `trap '' HUP TERM; sleep 300 & echo "child $!."; wait`)
	must(t, term.Wait("."))
	_, after, _ := strings.Cut(term.Screen(), "child ")
	child, _, _ := strings.Cut(after, ".")
	must(t, term.Close())
	must(t, term.Close())
	for end := time.Now().Add(5 * time.Second); alive(t, child); time.Sleep(poll) {
		if time.Now().After(end) {
			t.Fatalf("process %s lives on", child)
		}
	}
	if !strings.Contains(term.Screen(), "child") || !bytes.Contains(term.Bytes(), []byte("child")) {
		t.Error("the screen is lost")
	}
}

func TestTheContextClosesTheTerminal(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	term, err := Start(ctx, Options{Dir: t.TempDir()}, "cat")
	must(t, err)
	cancel()
	wantExit(t, term, 128+9)
	must(t, term.Close())
}

func TestCloseWhileTheProgramReadsNothing(t *testing.T) {
	t.Parallel()
	// Far more than a terminal buffers, as keys and as questions to answer.
	term := sh(t, Options{}, `stty raw -echo; echo ready; i=0; while [ $i -lt 3000 ]; do printf '\033[c'; i=$((i+1)); done; echo asked; sleep 60`)
	must(t, term.Wait("ready"))
	term.Raw(bytes.Repeat([]byte("x"), 1<<20))
	must(t, term.Wait("asked"))
	must(t, term.Close())
}

// TestNothingStaysBehind is not parallel: it counts what the process holds.
func TestNothingStaysBehind(t *testing.T) {
	use := func() {
		term, err := Start(t.Context(), Options{Dir: t.TempDir(), Stdin: strings.NewReader("x")}, "sh", "-c", "echo ready; exec cat >/dev/tty 2>&1 </dev/tty")
		must(t, err)
		must(t, term.Wait("ready"))
		must(t, term.Close())
	}
	use() // the first one also opens what the process shares from then on
	routines, files := runtime.NumGoroutine(), openFiles(t)
	for range 5 {
		use()
	}
	for end := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > routines || openFiles(t) > files; time.Sleep(poll) {
		if time.Now().After(end) {
			t.Fatalf("%d goroutines, before %d; %d files, before %d", runtime.NumGoroutine(), routines, openFiles(t), files)
		}
	}
}

func openFiles(t *testing.T) int {
	t.Helper()
	list, err := os.ReadDir("/dev/fd")
	must(t, err)
	return len(list)
}
