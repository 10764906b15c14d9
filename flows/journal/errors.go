package journal

import (
	"errors"
	"fmt"
	"time"
)

// Reason says in one word why a journal cannot be used. The words for a person
// are looked up by it.
type Reason string

// The reasons.
const (
	ReasonBadAddress  Reason = "bad_address"    // neither a path nor a URL that names a journal
	ReasonNoFolder    Reason = "no_folder"      // the folder of the file does not exist
	ReasonNotAJournal Reason = "not_a_journal"  // something else is there, or what is left of a journal
	ReasonNewer       Reason = "newer_version"  // a later Dialtone wrote it
	ReasonReadOnly    Reason = "read_only"      // it can be read but not written
	ReasonDenied      Reason = "denied"         // no right to use it
	ReasonPassword    Reason = "wrong_password" // the server did not take the password, or got none
	ReasonLocked      Reason = "locked"         // another process keeps it to itself
	ReasonFull        Reason = "disk_full"      // no room to write
	ReasonNoDatabase  Reason = "no_database"    // the server has no such database
	ReasonUnreachable Reason = "unreachable"    // the server does not answer
	ReasonFailed      Reason = "failed"         // anything else
)

// Mistakes in using a journal.
var (
	// ErrNoSession says that there is no session of this id, or not any more.
	ErrNoSession = errors.New("journal: no such session")
	// ErrFinished says that a session has ended and takes nothing more.
	ErrFinished = errors.New("journal: the session has ended")
	// ErrNoIntent says that there is no intent of this id, or not any more.
	ErrNoIntent = errors.New("journal: no such intent")
)

// OpenError says why a journal could not be opened. Whatever stands at Path is
// as it was before.
type OpenError struct {
	Reason Reason
	Path   string // the file, or the server without user and password
	err    error  // holds no password
}

// Error implements error.
func (e *OpenError) Error() string { return describe("open "+e.Path, e.Reason, e.err) }

// Unwrap gives the database's own error.
func (e *OpenError) Unwrap() error { return e.err }

// StoreError says why an open journal could not be read or written. What was to
// be written is to be taken as not written; where it was an intent, nothing may
// be sent.
type StoreError struct {
	Op     string // the method, such as "intend"
	Reason Reason
	err    error // holds no password
}

// Error implements error.
func (e *StoreError) Error() string { return describe(e.Op, e.Reason, e.err) }

// Unwrap gives the database's own error.
func (e *StoreError) Unwrap() error { return e.err }

func describe(what string, r Reason, err error) string {
	if err == nil {
		return fmt.Sprintf("journal: %s: %s", what, r)
	}
	return fmt.Sprintf("journal: %s: %s: %v", what, r, err)
}

// HeldError says that somebody else has a number to themselves.
type HeldError struct {
	Counter           // what they are sending
	Who     string    // user@host
	Since   time.Time // when they began
	// Until is when the number may be taken over from another machine. It is
	// zero where the end of the process that holds it will be noticed.
	Until time.Time
}

// Error implements error.
func (e *HeldError) Error() string {
	return fmt.Sprintf("journal: number %s is held by %s since %s for %s", e.Number, e.Who, e.Since.UTC().Format(time.RFC3339), e.Call)
}

// SpentError says that Meta would refuse a request, and lock the number for it.
type SpentError struct {
	Tally
}

// Error implements error.
func (e *SpentError) Error() string {
	frees := e.Frees.UTC().Format(time.RFC3339)
	return fmt.Sprintf("journal: %s of number %s: %d of %d used, free at %s", e.Call, e.Number, e.Used, e.Limit, frees)
}

// UnsettledError says that an earlier request has no known outcome, and that
// nobody is waiting for it any more. The number has to be read back and the
// intent settled before anything more is sent.
type UnsettledError struct {
	Pending
}

// Error implements error.
func (e *UnsettledError) Error() string {
	return fmt.Sprintf("journal: %s of number %s at %s has no known outcome", e.Call, e.Number, e.At.UTC().Format(time.RFC3339))
}

// SettledError says that an intent has another outcome already.
type SettledError struct {
	ID      IntentID
	Outcome Outcome
}

// Error implements error.
func (e *SettledError) Error() string {
	return fmt.Sprintf("journal: intent %d was settled as %s", e.ID, e.Outcome)
}

// InvalidError says that a value was refused, since it is out of shape or might
// give away what a journal must not hold. The value itself is not repeated.
type InvalidError struct {
	Field string
}

// Error implements error.
func (e *InvalidError) Error() string { return "journal: unsuitable " + e.Field }

// verdict marks the errors that are answers of the journal rather than failures
// of its database.
type verdict interface{ verdict() }

func (*HeldError) verdict()      {}
func (*SpentError) verdict()     {}
func (*UnsettledError) verdict() {}
func (*SettledError) verdict()   {}
func (*InvalidError) verdict()   {}

// isVerdict reports whether an error is an answer of the journal.
func isVerdict(err error) bool {
	var v verdict
	return errors.As(err, &v) || errors.Is(err, ErrNoSession) || errors.Is(err, ErrFinished) || errors.Is(err, ErrNoIntent)
}
