//go:build unix

package e2e

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrTimeout says that the awaited did not happen in time.
var ErrTimeout = errors.New("timeout")

// ErrEnded says that the awaited cannot happen any more: the program is gone.
var ErrEnded = errors.New("the program has ended")

const poll = 5 * time.Millisecond

// Wait waits until text is on the screen.
func (t *Terminal) Wait(text string) error {
	return t.until(fmt.Sprintf("wait for %q", text), func(s string) bool { return strings.Contains(s, text) })
}

// WaitGone waits until text is no longer on the screen.
func (t *Terminal) WaitGone(text string) error {
	return t.until(fmt.Sprintf("wait until %q is gone", text), func(s string) bool { return !strings.Contains(s, text) })
}

// WaitFunc waits until the screen satisfies ok.
func (t *Terminal) WaitFunc(ok func(screen string) bool) error {
	return t.until("wait for the screen", ok)
}

// until shows the present screen in its error, since that is the first thing
// one wants to see.
func (t *Terminal) until(what string, ok func(screen string) bool) error {
	deadline := time.Now().Add(t.opts.Limit)
	for {
		over := t.over() // asked before the look: what is drawn in between counts
		s := t.Screen()
		switch {
		case ok(s):
			return nil
		case over:
			return fmt.Errorf("%s: %w\n%s", what, ErrEnded, frame(s))
		case time.Now().After(deadline):
			return fmt.Errorf("%s: %w after %v\n%s", what, ErrTimeout, t.opts.Limit, frame(s))
		}
		time.Sleep(poll)
	}
}

// over reports whether the screen cannot change any more.
func (t *Terminal) over() bool {
	select {
	case <-t.silent:
		return true
	default:
		return false
	}
}

// frame marks where a screen begins and ends in a test's output.
func frame(s string) string {
	const rule = "────────────────────"
	return rule + "\n" + strings.TrimRight(s, "\n") + "\n" + rule
}
