package tui

import (
	"strings"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// A terminal that does not mark what is pasted hands it over as keys, one right
// after the other. No finger is that fast: such a burst is text. In a field it is
// typed, and elsewhere it does nothing; no letter and no Enter in it is a command.
//
// The first key of a burst cannot be told from a key that was pressed. So a key
// that would do something waits until it is sure that it came alone.
const (
	together   = 15 * time.Millisecond // keys that are closer to each other came together
	queued     = 2 * time.Millisecond  // one that was there already when the one before it was drawn did too
	byHandMost = 256                   // a longer burst goes into a field as a whole
)

// burst is what came together so far.
type burst struct {
	held   tea.KeyPressMsg // waits until it is sure that it came alone
	waits  bool            // there is such a key
	on     bool            // keys are coming in together
	text   strings.Builder
	at     time.Time // when the last key came
	idle   time.Time // when what it led to was drawn
	keyed  bool      // the next frame shows what a key led to
	turned time.Time // what was to be seen when the first one came
	ticks  bool
}

// quietMsg asks whether the keys have come to an end.
type quietMsg struct{}

// typed takes a key as it comes from the terminal.
func (m *Root) typed(msg tea.KeyPressMsg) tea.Cmd {
	if m.env.Reveal { // any key hides it again, and its own does no more
		m.env.Reveal = false
		if m.shows(msg) {
			return nil
		}
	}
	if m.opts.Painted == nil || msg.String() == "ctrl+c" { // nothing keeps anybody from leaving
		return m.key(msg)
	}
	b := &m.burst
	gap := m.env.Now.Sub(b.at)
	if idle := m.env.Now.Sub(b.idle); idle < queued { // whenever it came, it waited
		gap = idle
	}
	b.at, b.keyed = m.env.Now, true
	var before tea.Cmd
	if b.ended(gap) || b.waits && moves(msg) { // no text holds a key that moves: what came before it was pressed
		before = m.settle()
	}
	switch {
	case b.on || b.waits || gap < together:
		return tea.Batch(before, m.gather(msg))
	case moves(msg), msg.Text != "" && m.takesText():
		return tea.Batch(before, m.key(msg))
	}
	b.held, b.waits, b.turned = msg, true, m.guard.turned
	return before
}

// ended reports whether what came last is all that belongs together, after a gap.
func (b *burst) ended(gap time.Duration) bool {
	return b.waits && gap >= together || b.on && gap >= fingerGap
}

// gather takes one of the keys that come together. Those that only move the mark
// do so, as long as there is no text: a wheel is told as a handful of them.
func (m *Root) gather(msg tea.KeyPressMsg) tea.Cmd {
	b := &m.burst
	if !b.on {
		b.on, b.turned = true, m.guard.turned
		if b.waits {
			b.waits = false
			b.add(b.held)
		}
	}
	if moves(msg) && b.text.Len() == 0 {
		return m.key(msg)
	}
	b.add(msg)
	return nil
}

// add keeps the text of a key. Keys without any are no commands either.
func (b *burst) add(msg tea.KeyPressMsg) {
	text := msg.Text
	switch {
	case isEnter(msg) && msg.Mod != 0: // ctrl+j is a line feed
		text = "\n"
	case isEnter(msg):
		text = "\r"
	case msg.Code == tea.KeyTab && msg.Mod == 0:
		text = " "
	}
	if b.text.Len()+len(text) <= page.LongestText {
		b.text.WriteString(text)
	}
}

// moves reports whether a key only moves a mark or a cursor, or takes letters away.
func moves(msg tea.KeyPressMsg) bool {
	switch msg.String() {
	case "up", "down", "left", "right", "pgup", "pgdown", "home", "end", "backspace", "delete", "ctrl+u":
		return true
	}
	return false
}

// takesText reports whether there is a field for what is typed now.
func (m *Root) takesText() bool {
	traits := m.traits()
	return m.takesKeys() && (traits.Typing || traits.Boxes)
}

// quiet looks whether the keys have come to an end.
func (m *Root) quiet() tea.Cmd {
	b := &m.burst
	b.ticks = false
	if b.ended(m.env.Now.Sub(b.at)) {
		return m.settle()
	}
	return nil
}

// settle does what came alone, or types what came together.
func (m *Root) settle() tea.Cmd {
	b := &m.burst
	text, held, alone, same := lines(b.text.String()), b.held, b.waits, b.turned.Equal(m.guard.turned)
	*b = burst{at: b.at, idle: b.idle, keyed: b.keyed, ticks: b.ticks}
	switch {
	case alone && same:
		return m.key(held)
	case alone, text == "": // it was meant for another page, or it is nothing
		return nil
	case strings.Trim(text, "\n") == "": // Enter, more than once in one read
		if same {
			return m.key(tea.KeyPressMsg{Code: tea.KeyEnter})
		}
		return nil
	}
	own, _ := m.bindings()
	if enter, _, _ := inOrder(own); strings.HasSuffix(text, "\n") && (m.takesText() || len(enter) > 0) {
		m.guard.enter.hint = lackPasted
	}
	if !m.takesText() {
		return nil
	}
	return m.write(strings.Trim(text, "\n"))
}

// lines has every line of a text end in the same way.
func lines(text string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
}

// write types a text into the field, key by key where there are few: boxes and
// numbers go on from what stands in them, where a paste would take its place.
func (m *Root) write(text string) tea.Cmd {
	hint := m.guard.enter.hint
	m.guard.enter.alone = false
	var cmds []tea.Cmd
	// In a message with as many digits as a code has, the code stands somewhere.
	message := m.traits().Boxes && strings.ContainsFunc(text, unicode.IsLetter) && len(bubble.DigitsOf(text)) >= bubble.CodeSize
	switch {
	case len(text) > byHandMost, message:
		cmds = append(cmds, m.pass(tea.PasteMsg{Content: text}))
	case m.traits().Boxes: // as one key: where digits alone are typed, letters are commands
		cmds = append(cmds, m.letter(tea.KeyPressMsg{Code: tea.KeyExtended, Text: text}))
	default:
		for _, r := range strings.ReplaceAll(text, "\n", " ") {
			cmds = append(cmds, m.letter(tea.KeyPressMsg{Code: r, Text: string(r)}))
		}
	}
	m.guard.enter.hint = hint
	return tea.Batch(cmds...)
}

// tickQuiet has it looked after the keys once they may have come to an end.
func (m *Root) tickQuiet() tea.Cmd {
	b := &m.burst
	if b.ticks || !b.waits && !b.on {
		return nil
	}
	b.ticks = true
	wait := together
	if b.on {
		wait = fingerGap
	}
	return tea.Tick(wait, func(time.Time) tea.Msg { return quietMsg{} })
}
