//go:build unix

package e2e

import (
	"fmt"
	"strings"
	"time"
)

// FirstPaint waits for the first screen that is not blank and returns the time
// from the start of the process to it.
func (t *Terminal) FirstPaint() (time.Duration, error) {
	err := t.until("wait for the first paint", func(s string) bool { return strings.TrimSpace(s) != "" })
	if err != nil {
		return 0, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.painted.Sub(t.started), nil
}

// Response is what a program wrote after a key.
type Response struct {
	After time.Duration // from the key to the first byte
	Bytes int           // none: the program did not react
}

// Respond presses a key and measures the response: everything up to a pause of
// quiet, or up to most if the program never pauses.
func (t *Terminal) Respond(key string, quiet, most time.Duration) Response {
	t.mu.Lock()
	mark, seen := len(t.raw), len(t.reads)
	t.mu.Unlock()
	pressed := time.Now()
	t.Press(key)
	for {
		time.Sleep(time.Millisecond)
		t.mu.Lock()
		news, total := t.reads[seen:], len(t.raw)
		t.mu.Unlock()
		now := time.Now()
		done := now.Sub(pressed) > most || t.over()
		if len(news) == 0 {
			if done {
				return Response{}
			}
			continue
		}
		if done || now.Sub(news[len(news)-1].at) > quiet {
			return Response{After: news[0].at.Sub(pressed), Bytes: total - mark}
		}
	}
}

// Settle waits until the program has been told nothing and has written nothing
// for as long as quiet, and has no work left.
func (t *Terminal) Settle(quiet time.Duration) error {
	deadline := time.Now().Add(t.opts.Limit)
	for {
		last := t.keys.latest()
		t.mu.Lock()
		if n := len(t.reads); n > 0 && t.reads[n-1].at.After(last) {
			last = t.reads[n-1].at
		}
		t.mu.Unlock()
		if last.IsZero() {
			last = t.started
		}
		switch now := time.Now(); {
		case now.Sub(last) >= quiet && t.idle():
			return nil
		case now.After(deadline):
			return fmt.Errorf("wait for quiet: %w after %v\n%s", ErrTimeout, t.opts.Limit, frame(t.Screen()))
		}
		time.Sleep(poll)
	}
}
