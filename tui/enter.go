package tui

import "time"

// turn notes that something else is to be seen from now on: another screen, a
// card, or what an Enter led to within a screen.
func (m *Root) turn() { m.undrawn, m.turned = true, m.env.now }

// Enter is the key that sends. One that follows another faster than fingers
// are comes from the same read or from a key that is held down. The page before
// the call that counts is stricter: it has to have stood for readFirst, which is
// longer than a keyboard waits before it repeats a key, and letGo forgives a
// line that stutters.
const (
	fingers   = 45 * time.Millisecond
	letGo     = 400 * time.Millisecond
	readFirst = 800 * time.Millisecond
)

// readable reports whether the page before the call that counts has stood long
// enough to have been read. Until then it says so, and Enter does not send.
func (m *Root) readable() bool {
	return m.opts.Painted == nil || m.env.now.Sub(m.turned) >= readFirst
}

// meant reports whether an Enter was meant for what is on the screen: that has
// been painted, and the key was let go since the last one. Where Enter came to end
// the program while the screen stayed, it was meant for what it did before.
func (m *Root) meant() bool {
	since := m.env.now.Sub(m.entered)
	m.entered = m.env.now
	stood := m.env.now.Sub(m.turned)
	page, ok := m.screen().(interface{ sends() bool })
	sends := ok && page.sends() && m.env.s.Problem == nil && m.over.kind == overNone
	switch {
	case m.opts.Painted == nil:
		return true
	case since < fingers, m.ending && m.env.now.Sub(m.ended) < readFirst, sends && (since < letGo || stood < readFirst):
		return false
	}
	return !m.undrawn && m.opts.Painted() > m.seen || stood > 200*time.Millisecond
}

// drawn notes that what is to be seen is drawn: the next frame shows it.
func (m *Root) drawn() {
	if m.undrawn {
		m.undrawn, m.seen = false, m.painted()
	}
}

func (m *Root) painted() uint64 {
	if m.opts.Painted == nil {
		return 0
	}
	return m.opts.Painted()
}
