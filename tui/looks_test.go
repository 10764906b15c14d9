package tui

import (
	"testing"

	"dialtone/flows"
	"dialtone/tui/words"
)

// look is one picture of the wizard: a session, and what the operator did since
// it was entered.
type look struct {
	name    string
	session flows.Session
	options func(*Options)
	play    func(*stage)
	// reveals says that the picture shows on purpose what is hidden otherwise.
	reveals bool
	// key marks the pictures that fix the layout: they are kept in every language
	// and, in the first one, at every size.
	key bool
	// worded marks the pictures that differ from a key picture in words alone. Every
	// size of them is drawn and checked, but only their words are kept.
	worded bool
}

// kept are the sizes at which the picture is kept in the first language.
func (l look) kept() []size {
	switch all := sizes(); {
	case l.key:
		return all
	case l.worded:
		return nil
	default:
		return []size{all[0], all[2]}
	}
}

// looks are all pictures. Every state is among them; a test holds that every
// advice, remedy and notice is.
func looks() []look {
	var all []look
	for _, group := range [][]look{
		connectLooks(), numberLooks(), addLooks(), checkLooks(), remedyLooks(), methodLooks(), codeLooks(), pinLooks(),
		regionLooks(), reviewLooks(), connectedLooks(), manageLooks(), setPINLooks(), identityLooks(), deregisterLooks(), doctorLooks(),
		recipientLooks(), messageLooks(), qrLooks(), nameLooks(), profileLooks(), webhooksLooks(), moveLooks(), poolLooks(),
		cardLooks(), noticeLooks(), overlayLooks(),
	} {
		all = append(all, group...)
	}
	return all
}

// stage plays a look in a window of a size.
func (l look) stage(tb testing.TB, w *words.Words, width, height int, live bool) *stage {
	tb.Helper()
	st := newStage(tb, l.session, func(o *Options) {
		o.Words = w
		if l.options != nil {
			l.options(o)
		}
	})
	if live {
		st.goLive()
	}
	st.enter(width, height)
	if l.play != nil {
		l.play(st)
	}
	return st
}

// keys is a play that presses keys.
func keys(names ...string) func(*stage) {
	return func(st *stage) { st.press(names...) }
}

// types is a play that types a text.
func types(text string) func(*stage) {
	return func(st *stage) { st.write(text) }
}

// then puts plays one after the other.
func then(plays ...func(*stage)) func(*stage) {
	return func(st *stage) {
		for _, p := range plays {
			p(st)
		}
	}
}
