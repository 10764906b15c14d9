package tui

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/theme"
	"dialtone/tui/words"
)

// env is what every screen may know: the session, the words, the looks, and
// whether secrets are shown just now. Screens change nothing in it.
type env struct {
	words   *words.Words
	style   theme.Styles
	s       flows.Session
	now     time.Time
	reveal  bool // what is hidden on the present page, in its field alone, is shown for a few seconds
	narrow  bool // no room for a side pane
	phone   []Text
	stories []string // scenarios that the sandbox can play
	source  string   // where the token came from: "env", "stdin"; "" for nowhere yet
	frame   int      // of the spinner
	// terminal looks at the terminal; nil where there is none to look at.
	terminal func() Terminal
	alone    bool // nothing but Enter was pressed on it
	// misplaced is the kind of secret that was just taken out of a field.
	misplaced string
	goesOn    bool // it was typed: what is typed on belongs to it
	ready     bool // the present page has stood long enough to have been read
}

// Text is a message that the sandbox's simulated phone received.
type Text struct {
	At    time.Time
	Voice bool
	Note  bool // it is no code, but something that the customer says
	Chat  bool // it is a WhatsApp message, on somebody else's phone
	Body  string
}

// sandbox reports whether calls go to the simulator, or are about to.
func (e *env) sandbox() bool {
	return e.s.Target.Sandbox || e.s.Want.Sandbox && e.s.Account.ID == "" && e.s.Target == flows.Target{}
}

// say looks up a sentence.
func (e *env) say(k string, pairs ...any) string { return e.words.Say(k, pairs...) }

// number shows a phone number, its middle hidden.
func (e *env) number(display string) string { return eligibility.Mask(display) }

// display is the number at hand as it may be shown.
func (e *env) display(n api.Number) string {
	if n.Display == "" {
		return ""
	}
	if phone, err := eligibility.ParseDisplay(n.Display); err == nil && phone.International != "" {
		return e.number(phone.International)
	}
	return e.number(n.Display)
}

// asked is display on a page that the number is the thing of: there it can be
// revealed.
func (e *env) asked(n api.Number) string {
	if !e.reveal {
		return e.display(n)
	}
	if phone, err := eligibility.ParseDisplay(n.Display); err == nil && phone.International != "" {
		return phone.International
	}
	return n.Display
}

// pane is what a screen shows.
type pane struct {
	title  string
	lead   string // a sentence or two below the title
	body   string
	cursor *tea.Cursor // within body
	focus  int         // the line of body that has to stay in view
	why    string      // "why we ask, and what happens next"
	// essential says that the whole body matters more than the lead.
	essential bool
	// guide names the Markdown page that goes with the screen; "" for none.
	guide string
	// told says that the body holds the notice, where it belongs.
	told bool
	// waits says that waiting is all there is to see.
	waits bool
}

// screen is one state of the flow as a person sees it. It keeps what is being
// typed and nothing else; everything that is known stands in the session.
type screen interface {
	// enter is called when the state is entered, by whatever way.
	enter(*env) tea.Cmd
	// update handles a message and returns what the operator did, if anything.
	update(*env, tea.Msg) (flows.Event, tea.Cmd)
	// view draws the screen for a pane of this size.
	view(e *env, w, h int) pane
	// keys lists the keys that work now.
	keys(*env) []key.Binding
	// typing reports whether letters and signs go into a field.
	typing() bool
}

// bind makes a key's line for the key bar.
func (e *env) bind(keys, word string, on ...string) key.Binding {
	return key.NewBinding(key.WithKeys(on...), key.WithHelp(keys, e.say("key."+word)))
}

// pressed returns the name of a pressed key, "" for any other message.
func pressed(msg tea.Msg) string {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		return k.String()
	}
	return ""
}

// ago says how long ago something was.
func (e *env) ago(at time.Time) string {
	switch d := e.now.Sub(at); {
	case d < time.Minute:
		return e.say("time.just_now")
	case d < time.Hour:
		return e.say("time.minutes_ago", "Count", int(d/time.Minute))
	default:
		return e.say("time.hours_ago", "Count", int(d/time.Hour))
	}
}

// left says how long a wait still is, as a clock. It rounds up: what is to be
// waited for 72 hours is not told to last less.
func (e *env) left(until time.Time) string {
	d := max(0, until.Sub(e.now)).Round(time.Second)
	if d > 23*time.Hour+59*time.Minute {
		d += time.Hour - time.Second
		return e.say("time.days_hours", "Days", int(d/(24*time.Hour)), "Hours", int(d%(24*time.Hour)/time.Hour))
	}
	if d >= time.Hour {
		d += time.Minute - time.Second
		return e.say("time.hours_minutes", "Hours", int(d/time.Hour), "Minutes", int(d%time.Hour/time.Minute))
	}
	return e.say("time.clock", "Minutes", int(d/time.Minute), "Seconds", twoDigits(int(d%time.Minute/time.Second)))
}

// moment says when something is, in the operator's time zone.
func (e *env) moment(at time.Time) string {
	local := at.Local()
	layout := e.say("time.layout_day")
	if local.Format(time.DateOnly) == e.now.Local().Format(time.DateOnly) {
		layout = e.say("time.layout_today")
	}
	return local.Format(layout)
}

// day names a day.
func (e *env) day(at time.Time) string { return at.Local().Format(e.say("time.layout_date")) }

// deadline says when something is, and how long until then.
func (e *env) deadline(at time.Time) string {
	return e.say("time.in", "When", e.wait(at), "Left", e.left(at))
}

// until says when something ends, and roughly how long that is.
func (e *env) until(at time.Time) string {
	left := at.Sub(e.now)
	switch {
	case left <= 0:
		return e.moment(at)
	case left < time.Hour:
		return e.say("time.in", "When", e.moment(at), "Left", e.say("time.minutes", "Count", int((left+time.Minute-1)/time.Minute)))
	}
	return e.deadline(at)
}

// wait says when a wait is over, to the second where it is short.
func (e *env) wait(until time.Time) string {
	if until.Sub(e.now) < 10*time.Minute {
		return until.Local().Format(e.say("time.layout_seconds"))
	}
	return e.moment(until)
}

// closed says until when a counter is closed.
func (e *env) closed(until time.Time) string {
	return e.say("card.wait", "Left", e.left(until), "At", e.wait(until))
}

func twoDigits(n int) string {
	return string([]byte{byte('0' + n/10%10), byte('0' + n%10)})
}
