//go:build unix

package e2e

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/termios"
	"golang.org/x/sys/unix"
)

// Mode is the state that a program has put a terminal into. The zero value is
// a terminal as a shell wants it.
type Mode struct {
	AltScreen    bool // the alternate screen is up
	CursorHidden bool
	Paste        bool // pasted text is bracketed
	Mouse        bool // the mouse is reported
	Focus        bool // focus changes are reported
	Keyboard     bool // keys are sent in the Kitty or the modifyOtherKeys form
	Raw          bool // the line discipline is off: no echo, no lines, no ctrl+c
}

// Restored reports whether the terminal is as the program found it.
func (m Mode) Restored() bool { return m == Mode{} }

// String names what is not as it was found.
func (m Mode) String() string {
	var left []string
	for _, f := range []struct {
		on   bool
		name string
	}{
		{m.AltScreen, "alternate screen"}, {m.CursorHidden, "hidden cursor"}, {m.Paste, "bracketed paste"},
		{m.Mouse, "mouse reports"}, {m.Focus, "focus reports"}, {m.Keyboard, "keyboard protocol"}, {m.Raw, "raw input"},
	} {
		if f.on {
			left = append(left, f.name)
		}
	}
	if len(left) == 0 {
		return "restored"
	}
	return strings.Join(left, ", ")
}

// Mode returns the terminal's present state, also after the program has ended,
// but not after Close.
func (t *Terminal) Mode() (Mode, error) {
	m := t.mode()
	err := onDescriptor(t.tty, func(fd int) error {
		tio, err := termios.GetTermios(fd) // our end reports the settings of the program's
		if err == nil {
			const cooked = unix.ECHO | unix.ICANON | unix.ISIG
			m.Raw = tio.Lflag&cooked != cooked
		}
		return err
	})
	if err != nil {
		return m, fmt.Errorf("read terminal settings: %w", err)
	}
	return m, nil
}

func (s *screen) mode() Mode {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Mode{
		AltScreen:    s.em.IsAltScreen(),
		CursorHidden: !s.on[ansi.ModeTextCursorEnable],
		Paste:        s.on[ansi.ModeBracketedPaste],
		Mouse: s.on[ansi.ModeMouseX10] || s.on[ansi.ModeMouseNormal] || s.on[ansi.ModeMouseHighlight] ||
			s.on[ansi.ModeMouseButtonEvent] || s.on[ansi.ModeMouseAnyEvent],
		Focus:    s.on[ansi.ModeFocusEvent],
		Keyboard: s.kitty > 0 || s.other,
	}
}
