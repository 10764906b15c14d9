package tui

import (
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
)

// Enter is the key that sends. One that follows another faster than fingers
// are comes from the same read or from a key that is held down. Where something
// is sent it is stricter: the page has to have stood for readFirst since it was
// painted, which is longer than a keyboard waits before it repeats a key, and
// letGo forgives a line that stutters. And Enter alone sends nothing, at any
// pace: another key has to have been pressed on the page before it.
const (
	fingers   = 45 * time.Millisecond
	letGo     = 400 * time.Millisecond
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

// What an Enter can lack.
const (
	hintOther  = "enter.alone"  // another key before it
	hintMoment = "enter.moment" // a moment to read the page
	hintChoose = "enter.choose" // an answer
	hintPlace  = "enter.place"  // a place
	hintPasted = "enter.pasted" // it came with text that was typed all at once
)

// otherKeyAsked, choiceAsked and placeAsked are what a screen reports when Enter was pressed
// on something that Enter alone must not tell.
type (
	otherKeyAsked struct{ screenEvent }
	choiceAsked   struct{ screenEvent }
	placeAsked    struct{ screenEvent }
)

// isEnter reports whether a key is Enter, however it is spelled: no such key
// makes the Enter after it any safer.
func isEnter(k tea.KeyPressMsg) bool {
	name := k.String()
	return k.Code == tea.KeyEnter || k.Code == tea.KeyKpEnter || name == "ctrl+j" || name == "ctrl+m"
}

// turn notes that something else is to be seen from now on: another screen, a
// card, or what an Enter led to within a screen.
func (m *Root) turn() {
	m.turned = m.env.now
	m.changed()
}

// changed notes that the page is to be read anew: with other facts, in another
// window, after what lay over it.
func (m *Root) changed() { m.undrawn, m.due, m.shownAt = true, m.env.now, time.Time{} }

// notice notes since when the page has been on the terminal.
func (m *Root) notice() {
	if m.opts.Painted == nil || !m.shownAt.IsZero() || m.undrawn {
		return
	}
	if m.opts.Painted() > m.seen || m.env.now.Sub(m.due) > blank {
		m.shownAt = m.env.now
	}
}

// readable reports whether the page has stood long enough to have been read.
// Until then it says so, and Enter does not send.
func (m *Root) readable() bool {
	return m.opts.Painted == nil || !m.shownAt.IsZero() && m.env.now.Sub(m.shownAt) >= readFirst
}

// meant reports whether an Enter was meant for what is on the screen: that has
// been painted, and the key was let go since the last one. Where Enter came to end
// the program while the screen stayed, it was meant for what it did before.
func (m *Root) meant(msg tea.KeyPressMsg) bool {
	m.enter.since = m.env.now.Sub(m.enter.at)
	m.enter.at = m.env.now
	switch {
	case m.opts.Painted == nil:
		return true
	case msg.IsRepeat, m.tooSmall(), m.enter.since < fingers, m.ending && m.env.now.Sub(m.ended) < readFirst:
		return false
	}
	return !m.undrawn && m.opts.Painted() > m.seen || m.env.now.Sub(m.turned) > blank
}

// held keeps back what an Enter would send while the page cannot have been read,
// or while nothing but Enter was pressed on it, and says so.
func (m *Root) held(e flows.Event) bool {
	if !m.enter.now || m.opts.Painted == nil {
		return false
	}
	acts := m.acts(e)
	switch {
	case !acts && !tells(e):
		return false
	case m.enter.alone:
		m.enter.hint = hintOther
	case acts && (m.enter.since < letGo || !m.enter.read):
		m.enter.hint = hintMoment
	default:
		m.enter.alone = true
		return false
	}
	return true
}

// tells reports whether an event is the customer's word.
func tells(e flows.Event) bool {
	switch e.(type) {
	case flows.Answered, flows.StepTicked, flows.PaidTold, flows.BackupGiven:
		return true
	}
	return false
}

// acts reports whether what the operator does has something changed at Meta: at
// once, as the flow itself says, or after another look at the facts.
func (m *Root) acts(e flows.Event) bool {
	if e == nil || e.Kind() == "" { // it is between a screen and the root
		return false
	}
	switch e := e.(type) {
	case flows.CodeAsked, flows.CodeTyped, flows.MoveAsked, flows.DeregisterAsked, flows.ClaimAsked:
		return true
	case flows.RegisterAsked:
		return m.env.s.State == flows.Review
	case flows.PINChosen:
		return e.Mode == flows.ReplacePIN || m.env.s.State == flows.RegisterName
	case flows.AdviceTaken:
		if p := m.env.s.Problem; p != nil && (p.Advice.Act == flows.ActDeregister || p.Advice.Act == flows.ActSubscribe) {
			return true
		}
	}
	_, commands := m.opts.Machine.Step(m.env.s, flows.Input{Event: e, At: m.env.now})
	return slices.ContainsFunc(commands, func(c flows.Command) bool { return changes(c.Effect.Call()) })
}

// changes reports whether a call changes something. One that nobody thought of
// here does.
func changes(call api.Endpoint) bool {
	switch call {
	case "", api.DebugToken, api.GetAccount, api.ListNumbers, api.GetNumber, api.GetSettings, api.GetSubscribed, api.GetProfile, api.ListPreverified, api.GetPreverified:
		return false
	}
	return true
}

// onEnter is what Enter would do now, where a screen says so beforehand; nil for
// nothing that matters.
func (m *Root) onEnter() flows.Event {
	switch p := m.env.s.Problem; {
	case m.env.s.Busy() || m.over.kind != overNone:
		return nil
	case p != nil && (p.Advice.Act == flows.ActNothing || p.Advice.Act == flows.ActDismiss):
		return nil
	case p != nil:
		return flows.AdviceTaken{}
	}
	if page, ok := m.screen().(interface{ onEnter(*env) flows.Event }); ok {
		return page.onEnter(m.env)
	}
	return nil
}

// marked has the key line say what Enter needs before it sends: another key, or
// a moment.
func (m *Root) marked(keys []key.Binding) []key.Binding {
	e := m.onEnter()
	if e == nil || m.opts.Painted == nil {
		return keys
	}
	acts := m.acts(e)
	for i, k := range keys {
		switch h := k.Help(); {
		case h.Key != "enter":
		case m.enter.alone && (acts || tells(e)):
			keys[i].SetHelp(m.env.say("enter.keys"), h.Desc)
		case acts && !m.readable():
			keys[i].SetHelp(h.Key, m.env.say("review.moment"))
		}
	}
	return keys
}

// hinted is what the last Enter lacked, while that is so.
func (m *Root) hinted() string {
	if m.enter.hint == "" || m.over.kind != overNone || m.enter.hint == hintMoment && m.readable() {
		return ""
	}
	return m.env.say(m.enter.hint)
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
