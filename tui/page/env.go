package page

import (
	"time"

	"dialtone/flows"
	"dialtone/tui/theme"
	"dialtone/tui/words"

	tea "charm.land/bubbletea/v2"
)

// Env is what every page may know: the session, the words, the looks, and
// whether secrets are shown just now. Pages change nothing in it.
type Env struct {
	Words   *words.Words
	Style   theme.Styles
	Flow    flows.Session // all that is known
	Now     time.Time
	Reveal  bool // what is hidden on the present page, in its field alone, is shown for a few seconds
	Width   int  // cells of the pane that the page draws into
	Height  int  // and its lines
	Narrow  bool // there is no room for a side pane
	Phone   []Text
	Stories []string // scenarios that the sandbox can play
	Source  string   // where the token came from: "env", "stdin"; "" for nowhere yet
	Frame   int      // of the spinner
	// Terminal looks at the terminal; nil where there is none to look at.
	Terminal func() Terminal
	Alone    bool // nothing but Enter was pressed on it
	// Misplaced is the kind of secret that was just taken out of a field.
	Misplaced string
	GoesOn    bool      // it was typed: what is typed on belongs to it
	Ready     bool      // the present page has stood long enough to have been read
	Stood     float64   // the part of that time that it has stood, 0 to 1
	Still     bool      // nothing moves: pictures show their end at once
	Report    ReportMsg // of the number at hand
	Arrival   float64   // the part of the arrival that has been shown, 0 to 1

	// Warm opens a connection to Graph while the operator types; nil where that is of no use.
	Warm tea.Cmd

	numbers map[string]written // by how Meta writes them
}

// Text is a message that the sandbox's simulated phone received.
type Text struct {
	At    time.Time
	Voice bool
	Note  bool // it is no code, but something that the customer says
	Chat  bool // it is a WhatsApp message, on somebody else's phone
	Body  string
}

// Sandbox reports whether calls go to the simulator, or are about to.
func (e *Env) Sandbox() bool {
	return e.Flow.Target.Sandbox || e.Flow.Want.Sandbox && e.Flow.Account.ID == "" && e.Flow.Target == flows.Target{}
}

// Say looks up a sentence.
func (e *Env) Say(k string, pairs ...any) string { return e.Words.Say(k, pairs...) }

// SayIf looks up a sentence that need not be there.
func (e *Env) SayIf(k string) string {
	if !e.Words.Has(k) {
		return ""
	}
	return e.Say(k)
}

// Spinner is the sign before what is waited for: it turns, but in a picture.
func (e *Env) Spinner() string {
	frames := []string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"}
	if e.Still {
		frames = []string{"●"}
	}
	return frames[e.Frame%len(frames)]
}
