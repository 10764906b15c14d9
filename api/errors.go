package api

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

// Error is an answer that does not report success. As a rule Graph itself refused, and
// Error holds the complete error envelope; fields that the answer did not have are zero
// (docs, openapi). See [Error.Foreign] for answers of others.
type Error struct {
	Call    Endpoint
	Status  int    // HTTP status; never lost, also when the body is not JSON
	Code    int    // what to branch on, with Details (docs); 0 when the body held no envelope
	Subcode int    // optional; Meta calls it deprecated and still sends it (field)
	Type    string // OAuthException mostly
	Message string // "(#136024) Request code error"; not stable, never parsed

	UserTitle   string // localised, meant for people
	UserMessage string // localised, meant for people; often the only true explanation
	Details     string // error_data.details: the wait, or the bad parameter
	TraceID     string // fbtrace_id, for Meta's support
	Transient   bool   // Meta says that trying again may help

	RetryAfter time.Duration // from Retry-After or estimated_time_to_regain_access; 0 when not given
	Body       string        // the beginning of a body that was not a Graph envelope, cleaned
}

func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: HTTP %d", e.Call, e.Status)
	if e.Code != 0 {
		fmt.Fprintf(&b, ", code %d", e.Code)
	}
	if e.Subcode != 0 {
		fmt.Fprintf(&b, "/%d", e.Subcode)
	}
	if e.Message != "" {
		fmt.Fprintf(&b, ": %s", e.Message)
	}
	return b.String()
}

// Foreign reports whether the answer held no envelope of Graph's, such as a page
// of a proxy, a gateway or the login of a guest network. Whatever its HTTP status, it
// says nothing about what became of the request.
func (e *Error) Foreign() bool {
	return e.Code == 0 && e.Subcode == 0 && e.Type == "" && e.Message == "" && e.TraceID == ""
}

// WantsProxyLogin reports whether a proxy on the way wants a login first. Such a proxy
// passes nothing on, so that the request did not reach Meta (RFC 9110).
func (e *Error) WantsProxyLogin() bool {
	return e.Foreign() && e.Status == http.StatusProxyAuthRequired
}

// Is makes an answer that is not Graph's match [ErrUnreadable].
func (e *Error) Is(target error) bool { return target == ErrUnreadable && e.Foreign() }

// Has reports whether number is the code or the subcode: the 2388xxx family
// comes in either place (docs, field).
func (e *Error) Has(number int) bool { return e.Code == number || e.Subcode == number }

// authCodes are the codes that mean that the token itself is of no use (docs).
var authCodes = map[int]bool{0: true, 102: true, 104: true, 190: true}

// TokenDead reports whether err says that the token expired, was revoked or is
// malformed, so that only another token helps (docs).
func TokenDead(err error) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	if e.Code == 0 {
		return e.Status == 401 && !e.Foreign()
	}
	return authCodes[e.Code]
}

// limits reports whether a budget of calls is used up (docs): every call more is refused,
// and may count too.
func (e *Error) limits() bool {
	switch e.Code {
	case 4, 17, 32, 341, 613:
		return true
	}
	return e.Code >= 80000 && e.Code <= 80014
}

// TransportError is a request that got no usable answer: no connection, a
// time-out, a reset, or an answer that broke off.
type TransportError struct {
	Call Endpoint
	// Sent reports whether the request can have reached Meta. When false it
	// provably never left this machine.
	Sent    bool
	Status  int // HTTP status when an answer had begun; 0 otherwise
	Timeout bool
	Err     error
}

func (e *TransportError) Error() string { return fmt.Sprintf("%s: %v", e.Call, e.Err) }

// Unwrap returns the cause.
func (e *TransportError) Unwrap() error { return e.Err }

// ErrNotDone is the cause when Graph answers 200 with {"success":false}.
var ErrNotDone = errors.New("graph answered that the request was not carried out")

// ErrUnreadable is the cause when an answer is not Graph's, is not what the call
// promises, or is about another object than the one that was asked for.
var ErrUnreadable = errors.New("graph's answer could not be read")

// Ambiguous reports whether the request behind err may have taken effect although no
// answer says so. Such a request left this machine, and then nothing usable came back, or
// nothing of Graph's, or the server failed while working on it. Read the number before
// repeating the request. Every 5xx is ambiguous, since reading back costs nothing and a
// repeat may.
func Ambiguous(err error) bool {
	var t *TransportError
	if errors.As(err, &t) {
		return t.Sent
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Status >= 500 || e.Transient || e.Code == 0 && !TokenDead(e) && !e.WantsProxyLogin()
	}
	return errors.Is(err, ErrUnreadable)
}

// transportError classifies err and removes from its text what net/http puts there
// (method and URL).
func transportError(call Endpoint, sent bool, err error) *TransportError {
	t := &TransportError{Call: call, Sent: sent, Err: err}
	var n net.Error
	if errors.As(err, &n) && n.Timeout() || errors.Is(err, context.DeadlineExceeded) {
		t.Timeout = true
	}
	var u interface{ Unwrap() error }
	if errors.As(err, &u) && strings.Contains(err.Error(), "://") {
		t.Err = u.Unwrap()
	}
	if sent && isMalformed(err) {
		t.Err = fmt.Errorf("%w: %w", ErrUnreadable, t.Err)
	}
	return t
}

// isMalformed reports whether what ended a request that was sent is an answer that is not
// HTTP as it should be. Package net/http has no types for most of these errors: they are
// what is neither of the network nor of this program.
func isMalformed(err error) bool {
	var op *net.OpError
	return !errors.Is(err, context.Canceled) && !errors.As(err, &op) && SilenceOf(err) == SilenceUnknown
}

// quotedError is an error whose text quotes what a server sent, made safe to show. The
// error itself can be found below it.
type quotedError struct {
	text string
	err  error
}

func (e *quotedError) Error() string { return e.text }

func (e *quotedError) Unwrap() error { return e.err }
