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

// signals keeps the runtime from answering a signal with a picture of what the
// program was doing, which can hold what nobody must read. Without a screen the
// program just ends.
type signals struct {
	heard chan os.Signal
	over  chan struct{}

	mu     sync.Mutex
	screen func(os.Signal) // what a wizard does; nil while there is none
}

// listen begins to listen to signals.
func listen() *signals {
	s := &signals{heard: make(chan os.Signal, 8), over: make(chan struct{})}
	if all := dumping(); len(all) > 0 { // of none, Notify makes all
		signal.Notify(s.heard, all...)
	}
	go func() {
		for {
			select {
			case <-s.over:
				return
			case sig := <-s.heard:
				s.answer(sig)
			}
		}
	}()
	return s
}

func (s *signals) answer(sig os.Signal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.screen != nil {
		s.screen(sig)
		return
	}
	os.Exit(codeOf(sig))
}

// codeOf is the exit code of a program that a signal ended, as a shell tells it.
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
	close(s.over)
}

// show hands the signals over to a wizard, those as well that end a program
// without a word or stop it for a while. A signal that the program was started to
// ignore stays ignored.
func (s *signals) show(do func(os.Signal)) {
	s.mu.Lock()
	s.screen = do
	s.mu.Unlock()
	wanted := ending()
	if stop, wake := pausing(); stop != nil {
		wanted = append(wanted, stop, wake)
	}
	for _, sig := range wanted {
		if !signal.Ignored(sig) {
			signal.Notify(s.heard, sig)
		}
	}
}

// stuck is how long a screen may take to end. A terminal that takes nothing any
// more would hold it for ever.
const stuck = 3 * time.Second

// lifeline is what signals do to a wizard.
type lifeline struct {
	program *tea.Program
	signals *signals
	screen  *os.File
	keys    *os.File
	before  *term.State // of the terminal that the keys come from

	mu     sync.Mutex // one thing at a time is done to the terminal
	ending bool
}

// answer ends the wizard or has it step aside. It does not wait for that: the
// terminal may be stuck, and the next signal has to be heard.
func (l *lifeline) answer(sig os.Signal) {
	stop, wake := pausing()
	switch sig {
	case stop:
		go l.aside(func() {
			signal.Reset(stop, wake)
			pause()
			signal.Notify(l.signals.heard, stop, wake)
		})
	case wake: // whoever stopped the program may have left the terminal in another state
		go l.aside(func() {})
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

// aside gives the terminal back for as long as do takes. What is shown for a few
// seconds only is hidden before: the program takes one message after the other, so
// that the first is done when the second is taken.
func (l *lifeline) aside(do func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ending {
		return
	}
	l.program.Send(tea.ResumeMsg{})
	l.program.Send(tea.ResumeMsg{})
	if err := l.program.ReleaseTerminal(); err == nil {
		do()
	}
	_ = l.program.RestoreTerminal()
}

// orElse ends the program when its screen does not, and leaves the terminal in a
// state in which a shell can be typed to.
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

// plainTerminal takes back what the screen asks of a terminal: the keyboard's
// forms, the mouse, focus, brackets around pastes, the hidden cursor and the
// second screen.
const plainTerminal = "\x1b[>4;0m\x1b[<1u\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[?25h\x1b[?1049l\x1b[0m\r\n"
