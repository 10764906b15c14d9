package page

// Outcome is how a run of the wizard ended.
type Outcome uint8

// The outcomes. [Outcome.Code] gives the exit codes.
const (
	NoOutcome   Outcome = iota // it goes on
	Unfinished                 // left before the end
	Done                       // the number was seen CONNECTED, or another job is done
	NotEligible                // the number cannot be onboarded as it is
	NoAccess                   // the token or its permissions are no good
	Limited                    // one of Meta's limits is in the way
	Interrupted                // Ctrl+C
)

// Code is the exit code of the program.
func (o Outcome) Code() int {
	switch o {
	case Done:
		return 0
	case NotEligible:
		return 3
	case NoAccess:
		return 4
	case Limited:
		return 5
	case Interrupted:
		return 130
	case NoOutcome, Unfinished:
		return 1
	}
	return 1
}

// Departure is what it means to leave the program from a page.
type Departure struct {
	Shows     Outcome // what the page shows decides it, whatever was refused before
	Done      bool    // nothing is left to be done here; a refusal comes before it
	Otherwise Outcome // else; without one the checklist decides
	Changes   bool    // where nothing was done, the summary says so
	Summary   string  // what the summary says of how it stands; "" for nothing
	Left      string  // what the summary calls the page; "" for its usual name
}
