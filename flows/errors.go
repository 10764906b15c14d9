package flows

import (
	"errors"
	"time"

	"dialtone/api"
)

// The failures of effects that the cards tell apart, beside those of package api.
// Whoever carries an effect out translates what the journal says into them.
var (
	// ErrKeyring is wrapped by the failures of the keyring.
	ErrKeyring = errors.New("keyring")
	// ErrEarlier stands for a request that was not sent because an earlier one did it.
	ErrEarlier = errors.New("an earlier request did it")
	// ErrNoSandbox is the failure of [OpenSandbox] where there is no simulator.
	ErrNoSandbox = errors.New("there is no sandbox in this run")
)

// HeldError says that somebody else is sending a request for the same number.
type HeldError struct {
	Who   string // user@host
	Since time.Time
}

// Error implements error.
func (e *HeldError) Error() string {
	return "the number is held by " + e.Who + " since " + e.Since.UTC().Format(time.RFC3339)
}

// SpentError says that Meta would refuse a request, and close the counter for it.
type SpentError struct {
	Frees  time.Time // when the next request becomes possible
	Locked time.Time // until when Meta closed the counter; zero where it did not
}

// Error implements error.
func (e *SpentError) Error() string {
	return "no request is left before " + e.Frees.UTC().Format(time.RFC3339)
}

// StaysOffError says that a number would stay off until a moment if it was
// deregistered now.
type StaysOffError struct{ Until time.Time }

// Error implements error.
func (e *StaysOffError) Error() string {
	return "the number could not be registered again before " + e.Until.UTC().Format(time.RFC3339)
}

// OpenRequestError says that an earlier request has no known outcome, so that no
// other one was sent.
type OpenRequestError struct {
	Call   api.Endpoint
	At     time.Time  // when the earlier request was sent
	Before api.Number // how the number read before it
}

// Error implements error.
func (e *OpenRequestError) Error() string {
	return "an earlier " + string(e.Call) + " request has no known outcome"
}

// NotSentError says why a request was not sent: the look before it failed.
type NotSentError struct{ Err error }

// Error implements error.
func (e *NotSentError) Error() string { return "nothing was sent: " + e.Err.Error() }

// Unwrap gives the failure of the look.
func (e *NotSentError) Unwrap() error { return e.Err }

// JournalReason says in one word why the journal cannot be used. The words for a
// person are looked up by it.
type JournalReason string

// JournalFailed is the reason of a failure that has no other.
const JournalFailed JournalReason = "failed"

// NoJournalError says that nothing could be written down, or read again, so that
// nothing was sent.
type NoJournalError struct {
	Reason JournalReason
	Path   string // where the journal is, as far as that is known
	Err    error  // what the journal said
}

// Error implements error.
func (e *NoJournalError) Error() string { return e.Err.Error() }

// Unwrap gives what the journal said.
func (e *NoJournalError) Unwrap() error { return e.Err }
