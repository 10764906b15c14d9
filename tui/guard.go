package tui

import (
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/flows"
	"dialtone/tui/page"
)

// Enter is the key that sends. One that follows another faster than fingerGap
// are comes from the same read or from a key that is held down. Where something
// is sent it is stricter: the page has to have stood for readFirst since it was
// painted, which is longer than a keyboard waits before it repeats a key, and
// keyRepeat forgives a line that stutters. And Enter alone sends nothing, at any
// pace: another key has to have been pressed on the page before it.
const (
	fingerGap = 45 * time.Millisecond
	keyRepeat = 400 * time.Millisecond
	heldGap   = 100 * time.Millisecond // a key that is held down comes again within it
	readFirst = 800 * time.Millisecond
	blank     = 200 * time.Millisecond // a page that has not been painted by then looks as before
)

// enterKey is what is known of the Enters so far.
type enterKey struct {
	at    time.Time     // when it was last pressed, heard or not
	since time.Duration // how long that was after the one before it
	now   bool          // the key that is being handled is Enter
	read  bool          // the page could have been read when it was pressed
	alone bool          // nothing else was pressed since the page came up, or since something was sent
	hint  string        // what the last one lacked; "" for nothing
}

// inputGuard keeps a key from doing what nobody can have meant: because the page it
// was pressed on was not painted yet, or cannot have been read.
type inputGuard struct {
	enter   enterKey
	seen    uint64    // frames painted before the present page was drawn
	undrawn bool      // the page is not drawn yet: a frame that comes now still shows what was before
	turned  time.Time // when what is to be seen now came up
	due     time.Time // since when it has to be painted
	shownAt time.Time // when it was found painted; zero for not yet
	settled bool      // Enter does something else than before on the page, since then
	then    time.Time
	last    string    // the key that was pressed last, heard or not
	lastAt  time.Time // and when
	held    bool      // the one at hand came as a key comes that is held down
}

// What an Enter can lack.
const (
	lackOther  = "enter.alone"  // another key before it
	lackMoment = "enter.moment" // a moment to read the page
	lackChoose = "enter.choose" // an answer
	lackPlace  = "enter.place"  // a place
	lackPasted = "enter.pasted" // it came with text that was typed all at once
)

// isEnter reports whether a key is Enter, however it is spelled: no such key
// makes the Enter after it any safer.
func isEnter(k tea.KeyPressMsg) bool {
	name := k.String()
	return k.Code == tea.KeyEnter || k.Code == tea.KeyKpEnter || name == "ctrl+j" || name == "ctrl+m"
}

// pageChanged notes that something else is to be seen from now on: another page, a
// card, or what an Enter led to within a page.
func (m *Root) pageChanged() {
	m.guard.turned = m.env.Now
	m.readAnew()
}

// pageCameUp notes another page or another card: no key was pressed on it yet, and
// nothing on it is revealed.
func (m *Root) pageCameUp() {
	m.pageChanged()
	m.guard.enter.alone, m.guard.enter.hint = true, ""
	m.env.Reveal = false
}

// setAlone tells pages whether nothing but Enter was pressed on them.
func (m *Root) setAlone() { m.env.Alone = m.guard.enter.alone && m.opts.Painted != nil }

// takesKeys reports whether keys and pastes are for the page: no overlay, no call and
// no card that has to be answered is in front of it.
func (m *Root) takesKeys() bool {
	return m.over.kind == overNone && m.pageIsFree()
}

// pageIsFree is takesKeys whatever overlay is in front of the page.
func (m *Root) pageIsFree() bool {
	p := m.env.Flow.Problem
	return !m.env.Flow.Busy() && (p == nil || softCard(p))
}

// readAnew notes that the page is to be read anew: with other facts, in another
// window, after what lay over it.
func (m *Root) readAnew() {
	m.guard.undrawn, m.guard.due, m.guard.shownAt = true, m.env.Now, time.Time{}
}

// checkPainted notes since when the page has been on the terminal.
func (m *Root) checkPainted() {
	if m.opts.Painted == nil || !m.guard.shownAt.IsZero() || m.guard.undrawn {
		return
	}
	if m.opts.Painted() > m.guard.seen || m.env.Now.Sub(m.guard.due) > blank {
		m.guard.shownAt = m.env.Now
	}
}

// readable reports whether the page has stood long enough to have been read.
// Until then it says so, and Enter does not send.
func (m *Root) readable() bool {
	return m.opts.Painted == nil || !m.guard.shownAt.IsZero() && m.env.Now.Sub(m.guard.shownAt) >= readFirst
}

// stood is the part of that time that the page has stood, from 0 to 1.
func (m *Root) stood() float64 {
	switch {
	case m.readable():
		return 1
	case m.guard.shownAt.IsZero():
		return 0
	}
	return float64(m.env.Now.Sub(m.guard.shownAt)) / float64(readFirst)
}

// accepts reports whether an Enter was meant for what is to be seen: that has
// been painted, and the key was let go since the last one. Where Enter came to do
// something else while the page stayed, it was meant for what it did before.
func (m *Root) accepts(msg tea.KeyPressMsg) bool {
	m.guard.enter.since = m.env.Now.Sub(m.guard.enter.at)
	m.guard.enter.at = m.env.Now
	switch {
	case m.opts.Painted == nil:
		return true
	case msg.IsRepeat, m.tooSmall(), m.guard.enter.since < fingerGap, m.guard.settled && m.env.Now.Sub(m.guard.then) < readFirst:
		return false
	}
	return !m.guard.undrawn && m.opts.Painted() > m.guard.seen || m.env.Now.Sub(m.guard.turned) > blank
}

// notePressed notes a key, and whether it is held down: what the customer says is not said
// again and again because a key sticks.
func (m *Root) notePressed(msg tea.KeyPressMsg) {
	g, key := &m.guard, msg.String()
	g.held = msg.IsRepeat || key == g.last && m.env.Now.Sub(g.lastAt) < heldGap
	g.last, g.lastAt = key, m.env.Now
}

// holdsBack keeps back what an Enter would send while the page cannot have been read,
// or while nothing but Enter was pressed on it, and says so. Of a key that is held down
// it keeps back the customer's word.
func (m *Root) holdsBack(o page.Operated) bool {
	switch {
	case m.opts.Painted == nil:
		return false
	case !m.guard.enter.now:
		return m.guard.held && tells(o)
	}
	acts := m.acts(o)
	switch {
	case !acts && !tells(o):
		return false
	case m.guard.enter.alone:
		m.guard.enter.hint = lackOther
	case acts && (m.guard.enter.since < keyRepeat || !m.guard.enter.read):
		m.guard.enter.hint = lackMoment
	default:
		m.guard.enter.alone = true
		return false
	}
	return true
}

// tells reports whether an event is the customer's word.
func tells(o page.Operated) bool {
	switch o.Event.(type) {
	case flows.Answered, flows.AllAnswered, flows.StepTicked, flows.PaidTold, flows.BackupGiven:
		return true
	}
	return false
}

// acts reports whether what the operator does has something changed at Meta: at
// once, as the page or the flow itself says, or after another look at the facts.
func (m *Root) acts(o page.Operated) bool {
	if o.Event == nil || o.Sends {
		return o.Sends
	}
	switch e := o.Event.(type) {
	case flows.CodeAsked, flows.CodeTyped, flows.MoveAsked, flows.DeregisterAsked, flows.ClaimAsked:
		return true
	case flows.PINChosen:
		return e.Mode == flows.ReplacePIN
	case flows.AdviceTaken:
		if p := m.env.Flow.Problem; p != nil && (p.Advice.Act == flows.ActDeregister || p.Advice.Act == flows.ActSubscribe) {
			return true
		}
	}
	_, commands := m.opts.Machine.Step(m.env.Flow, flows.Input{Event: o.Event, At: m.env.Now})
	return slices.ContainsFunc(commands, func(c flows.Command) bool { return flows.CallOf(c.Effect.Spec().Call).Changes() })
}

// pageOnEnter is what Enter would do on the page, whatever lies over it.
func (m *Root) pageOnEnter() page.Operated {
	switch p := m.env.Flow.Problem; {
	case m.env.Flow.Busy(), p != nil && onlyCloses(p):
		return page.Operated{}
	case p != nil:
		return page.Operated{Event: flows.AdviceTaken{}}
	}
	o, _ := m.traits().OnEnter.(page.Operated)
	return o
}

// marked has the key line say what Enter needs before it sends: another key, or
// a moment.
func (m *Root) marked(keys []key.Binding) []key.Binding {
	o := m.pageOnEnter()
	if o.Event == nil || m.opts.Painted == nil {
		return keys
	}
	acts := m.acts(o)
	for i, k := range keys {
		switch h := k.Help(); {
		case h.Key != "enter":
		case m.guard.enter.alone && (acts || tells(o)):
			keys[i].SetHelp(m.env.Say("enter.keys"), h.Desc)
		case acts && !m.readable():
			keys[i].SetHelp(h.Key, m.env.Say("review.moment"))
		}
	}
	return keys
}

// hinted is what the last Enter lacked, while that is so.
func (m *Root) hinted() string {
	if m.guard.enter.hint == "" || m.over.kind != overNone || m.guard.enter.hint == lackMoment && m.readable() {
		return ""
	}
	return m.env.Say(m.guard.enter.hint)
}

// rendered notes that what is to be seen is drawn: the next frame shows it.
func (m *Root) rendered() {
	if m.guard.undrawn {
		m.guard.undrawn = false
		if m.opts.Painted != nil {
			m.guard.seen = m.opts.Painted()
		}
	}
	if m.burst.keyed { // the key after it may have waited for this
		m.burst.idle, m.burst.keyed = m.opts.Now(), false
	}
}
