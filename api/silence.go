package api

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"syscall"
)

// Silence names why no answer came from Graph, as far as this computer can tell. It is
// the key of the words for it, since the texts of Go's errors are not translated.
type Silence string

// The silences.
const (
	SilenceDNS        Silence = "dns"         // the name of the server cannot be looked up
	SilenceProxy      Silence = "proxy"       // the proxy takes no connection
	SilenceProxyLogin Silence = "proxy_login" // the proxy wants a login
	SilenceRefused    Silence = "refused"     // nobody listens there
	SilenceNoRoute    Silence = "no_route"
	SilenceExpired    Silence = "certificate_expired" // by the clock of this computer
	SilenceOtherName  Silence = "certificate_name"    // the certificate is for another server
	SilenceUntrusted  Silence = "certificate_unknown" // nobody whom this computer trusts made it
	SilenceTLS        Silence = "tls"                 // no safe connection for any other reason
	SilenceTimeout    Silence = "timeout"
	SilenceBroken     Silence = "broken"     // it broke off
	SilenceUnreadable Silence = "unreadable" // something answered that is not Graph
	SilenceUnknown    Silence = "unknown"
)

// SilenceOf finds the cause of an error. It looks for the most specific cause first: if the
// name of a proxy is not known, the cause is the proxy, and if a look-up takes too long, the
// cause is DNS.
func SilenceOf(err error) Silence {
	var t *TransportError
	var op *net.OpError
	var name *net.DNSError
	var said *Error
	switch {
	case errors.Is(err, errProxyLogin), errors.As(err, &said) && said.WantsProxyLogin():
		return SilenceProxyLogin
	case errors.Is(err, ErrUnreadable):
		return SilenceUnreadable
	case errors.Is(err, errProxyRefused):
		return SilenceProxy
	case errors.As(err, &op) && op.Op == "proxyconnect": // as net/http names it
		return SilenceProxy
	case errors.As(err, &name):
		return SilenceDNS
	case isErrno(err, syscall.ECONNREFUSED, 10061):
		return SilenceRefused
	case isErrno(err, syscall.ENETUNREACH, 10051), isErrno(err, syscall.EHOSTUNREACH, 10065):
		return SilenceNoRoute
	case isTLS(err, op):
		return silenceOfTLS(err)
	case errors.As(err, &t) && t.Timeout, errors.Is(err, context.DeadlineExceeded), os.IsTimeout(err):
		return SilenceTimeout
	case isErrno(err, syscall.ECONNRESET, 10054), isErrno(err, syscall.EPIPE, 10053),
		errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.ErrClosedPipe), errors.Is(err, net.ErrClosed), errors.Is(err, errOnce), isEndOfStream(err):
		return SilenceBroken
	}
	return SilenceUnknown
}

// What a proxy says to a connection that it is asked to make.
var (
	errProxyLogin   = errors.New("the proxy wants a login")
	errProxyRefused = errors.New("the proxy makes no connection")
)

// readProxy turns the answer of a proxy into one of these errors. Without it net/http
// keeps no more than the answer's text.
func readProxy(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	switch answer.StatusCode {
	case http.StatusOK:
		return nil
	case http.StatusProxyAuthRequired:
		return errProxyLogin
	}
	return fmt.Errorf("%w: HTTP %d", errProxyRefused, answer.StatusCode)
}

// isErrno reports whether err is a system error. On Windows, sockets return another number
// for it than the one that package syscall defines.
func isErrno(err error, unix, windows syscall.Errno) bool {
	var is syscall.Errno
	return errors.As(err, &is) && slices.Contains([]syscall.Errno{unix, windows}, is)
}

func isTLS(err error, op *net.OpError) bool {
	var record tls.RecordHeaderError
	if op != nil && (op.Op == "remote error" || op.Op == "local error") { // an alert, whose type crypto/tls does not export
		return true
	}
	return errors.As(err, &record) || errors.Is(err, http.ErrSchemeMismatch) || silenceOfTLS(err) != SilenceTLS || isText(err, "tls: ")
}

// silenceOfTLS is why there is no safe connection.
func silenceOfTLS(err error) Silence {
	var (
		unknown x509.UnknownAuthorityError
		host    x509.HostnameError
		invalid x509.CertificateInvalidError
	)
	switch {
	case errors.As(err, &host):
		return SilenceOtherName
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return SilenceExpired
	case errors.As(err, &invalid), errors.As(err, &unknown):
		return SilenceUntrusted
	}
	return SilenceTLS
}

// streamError is the error of an HTTP/2 stream: package net/http fills any struct that has
// these fields.
type streamError struct {
	StreamID uint32
	Code     uint32
	Cause    error
}

func (streamError) Error() string { return "stream error" }

// isEndOfStream reports whether a server ended an HTTP/2 stream or connection of its own
// accord. Most of these errors have no type that package net/http exports.
func isEndOfStream(err error) bool {
	var stream streamError
	if errors.As(err, &stream) {
		return stream.Cause != nil && stream.Cause.Error() == "received from peer"
	}
	return isText(err, "http2: server sent GOAWAY", "http2: Transport", "http2: client conn",
		"http: server closed idle connection")
}

// isText reports whether the text of an error, or of one that it wraps, begins in one of
// some ways.
func isText(err error, begins ...string) bool {
	for ; err != nil; err = errors.Unwrap(err) {
		if slices.ContainsFunc(begins, func(b string) bool { return strings.HasPrefix(err.Error(), b) }) {
			return true
		}
	}
	return false
}
