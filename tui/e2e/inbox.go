//go:build unix

package e2e

import (
	"bytes"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// escGap is what we leave after a lone escape. Programs wait up to 50 ms to
// tell the key from the start of a sequence; no person is faster than that.
const escGap = 75 * time.Millisecond

// enterGap is what we leave before a press of Enter, and between a key and what
// is not pressed by a finger. No finger is faster after what the eye has
// seen, and a program may take a faster one for a key that is held down, or for a
// part of what was pasted. fingerGap is what we leave between two other keys.
const (
	enterGap  = 70 * time.Millisecond
	fingerGap = 40 * time.Millisecond
)

// inbox queues what goes to the program, so that neither a test nor the
// emulator ever waits for a program that is not reading.
type inbox struct {
	mu    sync.Mutex
	queue []entry
	last  time.Time // when something was last put here, or written to the program
	due   int       // how many entries are not written yet
	wake  chan struct{}
	stop  chan struct{}
}

// entry is one write. One by a finger keeps a finger's pace.
type entry struct {
	bytes  []byte
	finger bool
}

func newInbox() *inbox {
	return &inbox{wake: make(chan struct{}, 1), stop: make(chan struct{})}
}

func (b *inbox) put(p []byte) { b.add(entry{slices.Clone(p), false}) }

// press queues a key.
func (b *inbox) press(p []byte) { b.add(entry{p, true}) }

func (b *inbox) add(e entry) {
	b.mu.Lock()
	b.queue = append(b.queue, e)
	b.last = time.Now()
	b.due++
	b.mu.Unlock()
	select {
	case b.wake <- struct{}{}:
	default: // it is awake
	}
}

func (b *inbox) take() []entry {
	b.mu.Lock()
	defer b.mu.Unlock()
	q := b.queue
	b.queue = nil
	return q
}

func (b *inbox) wrote() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.last = time.Now()
	b.due--
}

// latest is when the program was last told something: now, while a finger is on
// its way.
func (b *inbox) latest() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.due > 0 {
		return time.Now()
	}
	return b.last
}

func (b *inbox) close() { close(b.stop) }

// deliver writes each entry with one call until close. Errors are dropped: a
// program that has ended misses nothing.
func (b *inbox) deliver(w io.Writer) {
	byFinger, last := true, time.Time{}
	for {
		for _, e := range b.take() {
			gap := fingerGap
			if e.finger != byFinger || bytes.Equal(e.bytes, []byte("\r")) {
				gap = enterGap
			}
			if (e.finger || byFinger) && !b.pause(time.Until(last.Add(gap))) {
				return
			}
			_, _ = w.Write(e.bytes)
			b.wrote()
			byFinger, last = e.finger, time.Now()
			if bytes.Equal(e.bytes, []byte{ansi.ESC}) && !b.pause(escGap) {
				return
			}
		}
		select {
		case <-b.wake:
		case <-b.stop:
			return
		}
	}
}

// pause reports whether there is still someone to write for.
func (b *inbox) pause(d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-b.stop:
		return false
	}
}
