//go:build unix

package e2e

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"

	"github.com/charmbracelet/x/termios"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// Options say what terminal a program gets and what it finds around it.
type Options struct {
	// Cols and Rows are the size of the window; zero means 80 by 24.
	Cols, Rows int
	// Dir is the program's home and working directory, and the only place the
	// environment points it to. It must be given: a test's own t.TempDir().
	Dir string
	// Env is added to the environment, "NAME=value", and wins over it.
	Env []string
	// Film keeps what is to be seen after each write.
	Film bool
	// Light makes the terminal report a light background; otherwise it is dark.
	Light bool
	// Ambiguous has marks of ambiguous width (● ─ … ×) take two cells.
	Ambiguous bool
	// Stdin, when given, is the program's standard input in place of the
	// terminal, which it can still open as /dev/tty. The program gets a pipe.
	// A reader that may never end must be an [io.Closer]: Close closes it.
	Stdin io.Reader
	// Limit is how long the Wait methods wait; zero means ten seconds.
	Limit time.Duration
}

const (
	defaultCols, defaultRows = 80, 24
	defaultLimit             = 10 * time.Second

	// grace is how long the rest of the output may take once the program has
	// ended: a child that it left behind can hold the terminal open.
	grace = 500 * time.Millisecond
)

func (o Options) withDefaults() Options {
	o.Cols = cmp.Or(o.Cols, defaultCols)
	o.Rows = cmp.Or(o.Rows, defaultRows)
	o.Limit = cmp.Or(o.Limit, defaultLimit)
	return o
}

// Terminal is a program running in a terminal of its own. Its methods may be
// called from several goroutines.
type Terminal struct {
	*screen
	opts   Options
	cmd    *exec.Cmd
	tty    *os.File // our end
	keys   *inbox
	exited chan struct{} // the program has ended and cmd.ProcessState is set
	silent chan struct{} // no more output will come
	others sync.WaitGroup
	unhook func() bool // takes Close off the context
	once   sync.Once
	closed error
}

// Start runs a program in a new terminal. The end of ctx closes it.
func Start(ctx context.Context, o Options, binary string, args ...string) (*Terminal, error) {
	o = o.withDefaults()
	env, err := environment(o)
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", binary, err)
	}
	tty, theirs, err := openTTY(o.Cols, o.Rows)
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", binary, err)
	}
	cmd := exec.Command(binary, args...)
	cmd.Dir, cmd.Env = o.Dir, env
	cmd.Stdin, cmd.Stdout, cmd.Stderr = theirs, theirs, theirs
	piped, err := pipe(o.Stdin)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start %s: %w", binary, err), tty.Close(), theirs.Close())
	}
	if piped != nil {
		cmd.Stdin = piped
	}
	// Descriptor 1 is the terminal even when standard input is not.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 1}
	t := &Terminal{
		screen: newScreen(o), opts: o, cmd: cmd, tty: tty, keys: newInbox(),
		exited: make(chan struct{}), silent: make(chan struct{}),
	}
	t.started = time.Now()
	err = cmd.Start()
	_ = theirs.Close() // or the end of the program would never show as end of file
	if piped != nil {
		_ = piped.Close() // and whoever writes to it would never learn of it
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start %s: %w", binary, err), tty.Close())
	}
	go t.listen()
	go t.reap()
	t.others.Go(func() { t.relay(t.keys) })
	t.others.Go(func() { t.keys.deliver(t.tty) })
	t.unhook = context.AfterFunc(ctx, func() { _ = t.Close() })
	return t, nil
}

// pipe returns the reading end of a pipe that is fed from r. os/exec could do
// that, but would then wait for a reader that never ends.
func pipe(r io.Reader) (*os.File, error) {
	if r == nil {
		return nil, nil
	}
	theirs, ours, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("open pipe: %w", err)
	}
	go func() {
		_, _ = io.Copy(ours, r) // a program that does not read on is its own affair
		_ = ours.Close()
	}()
	return theirs, nil
}

// openTTY returns both ends of a new pseudo-terminal, ours first.
func openTTY(cols, rows int) (ours, theirs *os.File, err error) {
	ours, theirs, err = pty.Open()
	if err != nil {
		return nil, nil, fmt.Errorf("open terminal: %w", err)
	}
	err = setSize(theirs, cols, rows)
	if err == nil {
		// pty leaves its end in blocking mode, in which Close would not wake a
		// read or a write that waits.
		err = unix.SetNonblock(int(ours.Fd()), true)
	}
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("open terminal: %w", err), ours.Close(), theirs.Close())
	}
	return ours, theirs, nil
}

// setSize does not use pty.Setsize, which would make f blocking again.
func setSize(f *os.File, cols, rows int) error {
	size := unix.Winsize{Col: uint16(cols), Row: uint16(rows)}
	return onDescriptor(f, func(fd int) error { return termios.SetWinsize(fd, &size) })
}

func onDescriptor(f *os.File, do func(fd int) error) error {
	conn, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var done error
	if err := conn.Control(func(fd uintptr) { done = do(int(fd)) }); err != nil {
		return err
	}
	return done
}

// listen feeds the emulator until the program's side of the terminal closes.
func (t *Terminal) listen() {
	defer close(t.silent)
	buf := make([]byte, 64<<10)
	for {
		n, err := t.tty.Read(buf)
		if n > 0 {
			t.draw(buf[:n], time.Now())
		}
		if err != nil {
			return // Linux says EIO here, others end of file
		}
	}
}

// reap collects the ended program. Its error is not kept, since it says no more
// than the process state does.
func (t *Terminal) reap() {
	_ = t.cmd.Wait()
	close(t.exited)
}

// Resize changes the size of the window, which the program is told of.
func (t *Terminal) Resize(cols, rows int) error {
	t.resize(cols, rows) // first, so that nothing is drawn for a size we do not have yet
	if err := setSize(t.tty, cols, rows); err != nil {
		return fmt.Errorf("resize: %w", err)
	}
	return nil
}

// Close kills what still runs in the terminal and takes the terminal down.
// Everything that was on it can be read afterwards. Closing twice is allowed.
func (t *Terminal) Close() error {
	t.once.Do(func() { t.closed = t.close() })
	return t.closed
}

func (t *Terminal) close() error {
	t.unhook()
	// The program leads its own session and process group, so this reaches the
	// children it left behind as well. No such process is no error.
	err := unix.Kill(-t.PID(), unix.SIGKILL)
	if errors.Is(err, unix.ESRCH) || errors.Is(err, unix.EPERM) { // macOS says EPERM of the dead
		err = nil
	}
	if c, ok := t.opts.Stdin.(io.Closer); ok {
		_ = c.Close()
	}
	<-t.exited
	t.drain()
	err = errors.Join(err, t.tty.Close())
	<-t.silent
	t.keys.close()
	err = errors.Join(err, t.hangUp())
	t.others.Wait()
	if err != nil {
		return fmt.Errorf("close terminal: %w", err)
	}
	return nil
}

// drain lets the rest of the output arrive once the program has ended.
func (t *Terminal) drain() {
	late := time.NewTimer(grace)
	defer late.Stop()
	select {
	case <-t.silent:
	case <-late.C:
	}
}
