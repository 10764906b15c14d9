package page

import "dialtone/flows"

// ReportMsg says where the report lies, or why not.
type ReportMsg struct {
	Path string
	Err  error
}

// SavedMsg says where files lie, or why not.
type SavedMsg struct {
	Paths []string
	Err   error
}

// Stepped tells the present page that the flow took a step and stayed on the page.
type Stepped struct{ Before flows.Session }

// Refused reports whether a card came up with the step.
func (m Stepped) Refused(e *Env) bool {
	return e.Flow.Problem != nil && e.Flow.Problem != m.Before.Problem
}

// Fitted tells a page, after every message and before it is drawn, how much room it
// has. What is scrolled, or laid out for the room, takes its place then.
type Fitted struct{}
