// Package page is what a page of the wizard is: what it may know, what it shows, what
// it is able to do and what it reports, and what all pages share to say it in words.
package page

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/flows"
)

// View is what a page shows.
type View struct {
	Title  string
	Intro  string // a sentence or two below the title
	Body   string
	Cursor *tea.Cursor // within body
	Focus  int         // the line of body that has to stay in view
}

// Page is one state of the flow as a person sees it. It keeps what is being
// typed and nothing else; everything that is known stands in the session.
type Page interface {
	// Enter is called when the state is entered, by whatever way.
	Enter(*Env) tea.Cmd
	// Update handles a message and returns what the operator did, if anything.
	Update(*Env, tea.Msg) (Action, tea.Cmd)
	// View draws the page. It changes nothing: what depends on the room, the looks or
	// the session takes its place when the page is told that it is [Fitted].
	View(*Env) View
	// Keys lists the keys that work now.
	Keys(*Env) []key.Binding
	// Traits are what the page is able to do and is doing.
	Traits(*Env) Traits
}

// Bind makes a key's line for the key bar.
func (e *Env) Bind(keys, word string) key.Binding {
	return key.NewBinding(key.WithKeys(), key.WithHelp(keys, e.Say("key."+word)))
}

// Pressed returns the name of a pressed key, "" for any other message.
func Pressed(msg tea.Msg) string {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		return k.String()
	}
	return ""
}

// Heading is a pane with the words of a state.
func (e *Env) Heading(s flows.State) View {
	k := "state." + string(s)
	v := View{Title: e.Say(k + ".title")}
	if s == flows.PoolCode { // which of the pool's numbers stands nowhere else
		v.Intro = e.Say(k+".lead", "Number", e.Pooled(e.Flow.Pool.At))
		return v
	}
	v.Intro = e.SayIf(k + ".lead")
	return v
}

// Traits begins those of a state's page.
func (e *Env) Traits(s flows.State) Traits {
	return Traits{Why: e.Say("state." + string(s) + ".why"), Words: Glossary(s)}
}
