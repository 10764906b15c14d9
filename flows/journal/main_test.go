package journal

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// role is the variable that makes the test binary play another process; the
// address of the journal is its argument.
const role = "DIALTONE_JOURNAL_ROLE"

// Roles are the parts that another process can play. One more is in register_test.go,
// which may import what imports the journal.
var Roles = map[string]func(ctx context.Context, address string, lines *bufio.Scanner) error{
	"contend": contend, "crash": crash, "churn": churn, "block": block, "try": try,
}

func TestMain(m *testing.M) {
	play, ok := Roles[os.Getenv(role)]
	if !ok {
		os.Exit(m.Run())
	}
	if err := play(context.Background(), os.Args[1], bufio.NewScanner(os.Stdin)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// answer is what another process tells of a call.
type answer struct {
	Said    string // the type of the error, "" for none
	Text    string
	Reason  Reason
	Session SessionID
	Intent  IntentID
	Who     string
	Since   time.Time
}

func say(err error, a answer) {
	var (
		open      *OpenError
		store     *StoreError
		held      *HeldError
		unsettled *UnsettledError
		spent     *SpentError
	)
	if err != nil {
		a.Said, a.Text = fmt.Sprintf("%T", err), err.Error()
	}
	switch {
	case errors.As(err, &open):
		a.Reason = open.Reason
	case errors.As(err, &store):
		a.Reason = store.Reason
	case errors.As(err, &held):
		a.Who, a.Since = held.Who, held.Since
	case errors.As(err, &unsettled):
		a.Who, a.Since, a.Intent = unsettled.Who, unsettled.At, unsettled.ID
	case errors.As(err, &spent):
		a.Since = spent.Frees
	}
	if err := json.NewEncoder(os.Stdout).Encode(a); err != nil {
		panic(err)
	}
}

func whoIs() Options { return Options{Who: fmt.Sprintf("p%d@desk", os.Getpid())} }

// join opens a journal and begins a session.
func join(ctx context.Context, address string) (*Journal, SessionID, error) {
	j, err := Open(ctx, address, whoIs())
	if err != nil {
		return nil, "", err
	}
	id, err := j.Begin(ctx, about)
	return j, id, err
}

// contend opens on the first line, intends on the second, and stays until there
// are no more.
func contend(ctx context.Context, address string, lines *bufio.Scanner) error {
	lines.Scan()
	j, id, err := join(ctx, address)
	if err != nil {
		return err
	}
	say(nil, answer{Session: id})
	lines.Scan()
	in, err := j.Intend(ctx, register(id))
	say(err, answer{Session: id, Intent: in, Who: j.who})
	lines.Scan()
	return j.Close()
}

// crash intends, and waits to be killed.
func crash(ctx context.Context, address string, _ *bufio.Scanner) error {
	j, id, err := join(ctx, address)
	if err != nil {
		return err
	}
	in, err := j.Intend(ctx, register(id))
	say(err, answer{Session: id, Intent: in, Who: j.who})
	select {}
}

// churn intends and settles, and tells of each intent as its request would
// leave, until it is killed.
func churn(ctx context.Context, address string, _ *bufio.Scanner) error {
	j, id, err := join(ctx, address)
	if err != nil {
		return err
	}
	for {
		in := codes(id)
		done, err := j.Intend(ctx, in)
		if err != nil {
			return err
		}
		fmt.Println(done)
		if err := j.Settle(ctx, done, Refused); err != nil {
			return err
		}
	}
}

// block keeps a file to itself until there are no more lines.
func block(ctx context.Context, address string, lines *bufio.Scanner) error {
	db, err := rawFile(address)
	if err != nil {
		return err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	for _, s := range []string{"PRAGMA locking_mode = exclusive", "BEGIN EXCLUSIVE"} {
		if _, err = conn.ExecContext(ctx, s); err != nil {
			break
		}
	}
	say(err, answer{})
	lines.Scan()
	return db.Close()
}

// try opens a journal, begins a session, and tells how that went.
func try(ctx context.Context, address string, _ *bufio.Scanner) error {
	o := whoIs()
	o.Patience = 200 * time.Millisecond
	j, err := Open(ctx, address, o)
	if err != nil {
		say(err, answer{})
		return nil
	}
	id, err := j.Begin(ctx, about)
	say(err, answer{Session: id})
	return j.Close()
}

// other is a process of the test's.
type other struct {
	t     testing.TB
	cmd   *exec.Cmd
	in    io.WriteCloser
	out   *bufio.Scanner
	wrong *strings.Builder
}

// start starts another process in a role. change may change how.
func start(t testing.TB, part, address string, change ...func(*exec.Cmd)) *other {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	o := &other{t: t, wrong: &strings.Builder{}, cmd: exec.CommandContext(t.Context(), self, address)}
	o.cmd.Env = append(os.Environ(), role+"="+part)
	o.cmd.Stderr = o.wrong
	if o.in, err = o.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := o.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	o.out = bufio.NewScanner(out)
	for _, f := range change {
		f(o.cmd)
	}
	if err := o.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = o.cmd.Process.Kill() // it may be gone already
		_ = o.cmd.Wait()
	})
	return o
}

// tell gives the process a line to go on.
func (o *other) tell() {
	o.t.Helper()
	if _, err := io.WriteString(o.in, "\n"); err != nil {
		o.t.Fatal(err, o.wrong)
	}
}

// hear waits for an answer.
func (o *other) hear() answer {
	o.t.Helper()
	if !o.out.Scan() {
		_ = o.cmd.Wait() // what it said is of interest
		o.t.Fatal("no answer: ", o.wrong)
	}
	var a answer
	if err := json.Unmarshal(o.out.Bytes(), &a); err != nil {
		o.t.Fatal(err)
	}
	return a
}

// end lets the process end by itself.
func (o *other) end() {
	o.t.Helper()
	_ = o.in.Close() // it may have ended already
	if err := o.cmd.Wait(); err != nil {
		o.t.Error(err, o.wrong)
	}
}

// kill ends it as kill -9 does.
func (o *other) kill() {
	o.t.Helper()
	if err := o.cmd.Process.Kill(); err != nil {
		o.t.Fatal(err)
	}
	_ = o.cmd.Wait() // it was killed
}
