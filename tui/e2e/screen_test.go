//go:build unix

package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

func itoa(n int) string { return strconv.Itoa(n) }

// alive takes a process that is dead but not yet collected for dead.
func alive(t *testing.T, pid string) bool {
	t.Helper()
	out, err := exec.Command("ps", "-o", "stat=", "-p", pid).Output()
	return err == nil && !strings.HasPrefix(strings.TrimSpace(string(out)), "Z")
}

// keysOf runs a program that shows the bytes it reads, read by read.
func keysOf(t *testing.T, modes string) *Terminal {
	t.Helper()
	if os.Getenv("E2E_SHOW_READS") != "" {
		t.Fatal("the helper must not run tests")
	}
	exe, err := os.Executable()
	must(t, err)
	term := start(t, Options{Env: []string{"E2E_SHOW_READS=1"}}, "sh", "-c",
		`stty raw -echo; printf '`+modes+`'; exec "$0"`, exe)
	must(t, term.Wait("ready"))
	return term
}

func TestPressedKeysArrive(t *testing.T) {
	t.Parallel()
	term := keysOf(t, "")
	for _, tt := range []struct{ key, want string }{
		{"enter", `"\r"`},
		{"shift+tab", `"\x1b[Z"`},
		{"up", `"\x1b[A"`},
		{"pgdown", `"\x1b[6~"`},
		{"f1", `"\x1bOP"`},
		{"f12", `"\x1b[24~"`},
		{"ctrl+c", `"\x03"`},
		{"ctrl+R", `"\x12"`},
		{"alt+b", `"\x1bb"`},
		{"alt+enter", `"\x1b\r"`},
		{"alt+", `"alt+"`},
		{"space", `" "`},
		{"backspace", `"\x7f"`},
		{"ก", `"ก"`},
	} {
		term.Press(tt.key)
		if err := term.Wait(tt.want); err != nil {
			t.Errorf("%s: %v", tt.key, err)
		}
	}
}

func TestEscapeIsAKeyOfItsOwn(t *testing.T) {
	t.Parallel()
	term := keysOf(t, "")
	term.Press("esc", "q")
	must(t, term.Wait(`"q"`))
	if s := term.Screen(); !strings.Contains(s, `"\x1b"`) {
		t.Errorf("escape and q came together:\n%s", s)
	}
}

func TestRawIsOneRead(t *testing.T) {
	t.Parallel()
	term := keysOf(t, "")
	term.Raw(append(Key("enter"), Key("enter")...))
	must(t, term.Wait(`"\r\r"`))
}

func TestPasteIsBracketedOnDemand(t *testing.T) {
	t.Parallel()
	plain := keysOf(t, "")
	plain.Paste("a\nb\r\n")
	must(t, plain.Wait(`"a\rb\r"`))
	bracketed := keysOf(t, `\033[?2004h`)
	bracketed.Paste("a\nb")
	must(t, bracketed.Wait(`"\x1b[200~a\rb\x1b[201~"`))
}

func TestTheTerminalAnswers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		light bool
		want  string
	}{{false, "rgb:0000/0000/0000"}, {true, "rgb:ffff/ffff/ffff"}} {
		// The answer ends in BEL; a second question shows that nothing blocks.
		term := sh(t, Options{Light: tt.light},
			`stty -icanon -echo min 1; printf '\033]111\a\033]11;?\a'; dd bs=1 count=24 2>/dev/null | tr -d '\033\a'; printf '\033[c'; dd bs=1 count=3 2>/dev/null | tr -d '\033'`)
		must(t, term.Wait(tt.want))
		must(t, term.Wait("[?"))
	}
}

func TestModesAndTranscript(t *testing.T) {
	t.Parallel()
	term := sh(t, Options{Rows: 10}, `
		i=0; while [ $i -lt 30 ]; do echo "line $i"; i=$((i+1)); done
		stty raw -echo
		printf '\033[?25l\033[?1049h\033[?2004h\033[?1003h\033[?1006h\033[?1004h\033[>4;2m\033[>1uinside'
		head -c 1 >/dev/null
		printf '\033[<u\033[>4m\033[?1004l\033[?1003l\033[?1006l\033[?2004l\033[?1049l\033[?25h'
		stty -raw echo; printf 'goodbye\n'; head -c 1 >/dev/null`)
	must(t, term.Wait("inside"))
	all := Mode{AltScreen: true, CursorHidden: true, Paste: true, Mouse: true, Focus: true, Keyboard: true, Raw: true}
	if m, err := term.Mode(); err != nil || m != all || m.Restored() {
		t.Errorf("inside: %v, %v", m, err)
	}
	if s := term.Transcript(); strings.Contains(s, "inside") || !strings.Contains(s, "line 3\n") {
		t.Errorf("transcript from inside:\n%s", s)
	}
	term.Press("x")
	must(t, term.Wait("goodbye"))
	m, err := term.Mode()
	must(t, err)
	if !m.Restored() || m.String() != "restored" {
		t.Errorf("left behind: %v", m)
	}
	term.Press("enter")
	wantExit(t, term, 0)
	if m, err := term.Mode(); err != nil || !m.Restored() {
		t.Errorf("after the end: %v, %v", m, err)
	}
	s := term.Transcript()
	if !strings.HasPrefix(s, "line 0\nline 1\n") || !strings.Contains(s, "line 29\ngoodbye\n") || strings.Contains(s, "inside") {
		t.Errorf("transcript:\n%s", s)
	}
	if !bytes.Contains(term.Bytes(), []byte("inside")) {
		t.Error("bytes lack what was on the alternate screen")
	}
}

func TestModeNamesWhatIsLeft(t *testing.T) {
	t.Parallel()
	term := sh(t, Options{}, `printf '\033[?1049h\033[?25l'; stty -echo; exit 1`)
	wantExit(t, term, 1)
	m, err := term.Mode()
	must(t, err)
	if got, want := m.String(), "alternate screen, hidden cursor, raw input"; got != want {
		t.Errorf("left %q, want %q", got, want)
	}
}

func TestMeasures(t *testing.T) {
	t.Parallel()
	term := sh(t, Options{}, `stty raw -echo; printf '\033[?1049h \r\n '; sleep 0.2; printf painted
		while :; do k=$(dd bs=1 count=1 2>/dev/null); [ "$k" = n ] || printf 12345; done`)
	first, err := term.FirstPaint()
	must(t, err)
	if first < 200*time.Millisecond || first > 5*time.Second {
		t.Errorf("first paint after %v", first)
	}
	must(t, term.Settle(100*time.Millisecond))
	if r := term.Respond("x", 50*time.Millisecond, 5*time.Second); r.Bytes != 5 || r.After <= 0 || r.After > 3*time.Second {
		t.Errorf("response %+v", r)
	}
	if r := term.Respond("n", 20*time.Millisecond, 100*time.Millisecond); r != (Response{}) {
		t.Errorf("response to a dead key %+v", r)
	}
}

func TestSettleGivesUp(t *testing.T) {
	t.Parallel()
	term := sh(t, Options{Limit: 100 * time.Millisecond}, `while :; do printf x; sleep 0.01; done`)
	must(t, term.Wait("x"))
	if err := term.Settle(time.Second); err == nil {
		t.Error("settled on a restless program")
	}
}
