package cli

import (
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
)

// signals answers signals in place of the runtime. The runtime would write down what
// every part of the program was doing, and that can hold secrets.
type signals struct {
	heard chan os.Signal

	mu sync.Mutex
	do func(os.Signal)
}

// listen begins to listen to the signals at which the runtime would write. They end the
// program until something else is to be done at them.
func listen() *signals {
	s := &signals{heard: make(chan os.Signal, 8), do: exitAt}
	if all := dumping(); len(all) > 0 { // without a signal, Notify would take all
		signal.Notify(s.heard, all...)
	}
	go func() {
		for sig := range s.heard {
			s.answer(sig)
		}
	}()
	return s
}

func exitAt(sig os.Signal) { os.Exit(codeOf(sig)) }

func (s *signals) answer(sig os.Signal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.do(sig)
}

// codeOf is the exit code that shells give a program that a signal ended.
func codeOf(sig os.Signal) int {
	const killed = 128
	if number, ok := sig.(syscall.Signal); ok {
		return killed + int(number)
	}
	return exitFailed
}

// close stops listening.
func (s *signals) close() {
	signal.Stop(s.heard)
	close(s.heard)
}

// hand gives the signals to whoever knows what to do at them. It also listens to those
// that end a program silently, and to more. A signal that the program was started to
// ignore stays ignored.
func (s *signals) hand(do func(os.Signal), more ...os.Signal) {
	s.mu.Lock()
	s.do = do
	s.mu.Unlock()
	for _, sig := range append(ending(), more...) {
		if sig != nil && !signal.Ignored(sig) {
			signal.Notify(s.heard, sig)
		}
	}
}

// stuck is how long a screen may take to end. A terminal that accepts no output
// would hold it for ever.
const stuck = 3 * time.Second

// lifeline is what signals do to a wizard.
type lifeline struct {
	program *tea.Program
	screen  *os.File
	keys    *os.File
	before  *term.State // of the terminal that the keys come from

	mu     sync.Mutex // held while the terminal is given back or the wizard ends
	ending bool
}

// answer ends the wizard or has it give the terminal back. It does not wait for
// that: the terminal may be stuck, and the next signal has to be heard.
func (l *lifeline) answer(sig os.Signal) {
	stop, wake := pausing()
	switch sig {
	case stop:
		go func() {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.stepAside(pause)
		}()
	case wake: // whoever stopped the program may have left the terminal in another state
		go func() {
			if !l.mu.TryLock() { // the terminal is being restored already
				return
			}
			defer l.mu.Unlock()
			l.stepAside(func() {})
		}()
	case os.Interrupt:
		go l.end(tea.InterruptMsg{})
		l.orElse(sig)
	default:
		go l.end(tea.QuitMsg{})
		l.orElse(sig)
	}
}

func (l *lifeline) end(how tea.Msg) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ending = true
	l.program.Send(how)
}

// stepAside gives the terminal back for as long as do takes; its caller holds the
// lock. The first message hides what is shown for a few seconds only. The program
// takes one message after the other, so the first is done when the second is taken.
func (l *lifeline) stepAside(do func()) {
	if l.ending {
		return
	}
	l.program.Send(tea.ResumeMsg{})
	l.program.Send(tea.ResumeMsg{})
	if err := l.program.ReleaseTerminal(); err == nil {
		do()
	}
	if err := l.program.RestoreTerminal(); err != nil { // it has gone, and nobody reads from it any more
		l.program.Quit()
	}
}

// orElse ends the program when its screen does not end. It leaves the terminal in a
// state in which a shell can be used.
func (l *lifeline) orElse(sig os.Signal) {
	time.AfterFunc(stuck, func() {
		_ = term.Restore(l.keys.Fd(), l.before)
		written := make(chan struct{})
		go func() {
			_, _ = l.screen.WriteString(plainTerminal)
			close(written)
		}()
		select {
		case <-written:
		case <-time.After(stuck / 10):
		}
		os.Exit(codeOf(sig))
	})
}

// plainTerminal switches off what the screen switches on in a terminal: extended
// keys, mouse, focus reports, bracketed paste, the hidden cursor and the alternate
// screen.
const plainTerminal = "\x1b[>4;0m\x1b[<1u\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[?25h\x1b[?1049l\x1b[0m\r\n"
