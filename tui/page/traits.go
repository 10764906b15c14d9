package page

import "dialtone/flows"

// Action is what the operator did on a page: something for the flow, see [Do] and
// [Send], or a [Request] to the frame. Nil is nothing.
type Action interface{ isAction() }

// Operated is an event of the flow that the operator caused.
type Operated struct {
	Event flows.Event
	// Sends says that something is changed at Meta by it, which only the page knows.
	Sends bool
}

func (Operated) isAction() {}

// Do hands an event to the flow.
func Do(e flows.Event) Action {
	if e == nil {
		return nil
	}
	return Operated{Event: e}
}

// Send hands an event to the flow by which something is changed at Meta, although
// the same event changes nothing on other pages.
func Send(e flows.Event) Action { return Operated{Event: e, Sends: true} }

// Request is something that the frame does for a page.
type Request uint8

// The requests.
const (
	Finish           Request = iota // end the program: there is nothing left to do
	WriteReport                     // write the report
	SaveCertificates                // put the number's certificates into files
	ShowQR                          // show the QR code of the number
	Show                            // show what is hidden on the page, for a few seconds
	HintOther                       // say that Enter needs another key before it
	HintChoose                      // say that Enter needs an answer
	HintPlace                       // say that Enter needs a place
)

func (Request) isAction() {}

// AskQR asks for the QR code of the number at hand, if there is anybody to write to.
func (e *Env) AskQR() Action {
	if !flows.CanSend(e.Flow.Number) {
		return nil
	}
	return ShowQR
}

// Traits are what a page is able to do and is doing, apart from drawing. The frame
// asks for them often, so they are cheap.
type Traits struct {
	Why   string // the sentence why the page asks, and what happens next
	Words []Word // of Meta's that are met on the page
	Guide string // the Markdown page that goes with it; "" for none
	Steps bool   // the page lists the steps of its guide itself
	// Beside draws what the side pane has instead of why, w cells wide and h lines high at
	// most; nil for why.
	Beside func(w, h int) []string
	// Panels stand in place of the why where there is a side pane.
	Panels []Panel

	Typing  bool       // letters and signs go into a field
	Boxes   bool       // digits go into boxes
	Fields  []Field    // the texts that are typed, in which no secret belongs
	Asks    Takes      // which secrets the page asks for
	Secrets []string   // those that stand in its fields
	Hidden  SecretKind // what ctrl+r can show; "" for nothing

	OnEnter Action // what Enter would do, where that matters beforehand
	Settled bool   // what was waited for has come: Enter does something else from now on
	Waits   bool   // waiting is all there is to see
	Ticks   bool   // a countdown is shown
	OwnWait bool   // the page itself says what is waited for, where it belongs

	Noticed   bool // the page itself shows the notice, where it belongs
	Wide      bool // the page takes the room of the side pane
	OwnFacts  bool // the page itself shows what is known of the number
	Arrived   bool // every step of the job is done
	Phone     Phone
	Subject   Subject
	Entry     bool // accounts are asked for here: nothing lies behind the page, and it outlives them
	Departure Departure
}

// Panel is a text with a heading that stands beside a page. Its lines are folded to the
// room that there is.
type Panel struct {
	Heading string
	Lines   []string
}

// Phone is which simulated phone stands beside a page.
type Phone uint8

const (
	NoPhone     Phone = iota
	OwnPhone          // it gets codes
	OthersPhone       // it gets messages from the number
)

// Subject is whom a page is about.
type Subject uint8

const (
	OfNumber Subject = iota // the number at hand
	OfOther                 // a number that is still to be chosen or added
	OfNobody                // the next customer may be looking, so nobody is named
)
