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
	SilenceTLS        Silence = "tls" // no safe connection, such as for a certificate
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
		return SilenceTLS
	case errors.As(err, &t) && t.Timeout, errors.Is(err, context.DeadlineExceeded), os.IsTimeout(err):
		return SilenceTimeout
	case isErrno(err, syscall.ECONNRESET, 10054), isErrno(err, syscall.EPIPE, 10053),
		errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
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
	var (
		certificate *tls.CertificateVerificationError
		record      tls.RecordHeaderError
		unknown     x509.UnknownAuthorityError
		host        x509.HostnameError
		invalid     x509.CertificateInvalidError
	)
	if op != nil && (op.Op == "remote error" || op.Op == "local error") { // an alert, whose type crypto/tls does not export
		return true
	}
	return errors.As(err, &certificate) || errors.As(err, &record) || errors.As(err, &unknown) ||
		errors.As(err, &host) || errors.As(err, &invalid) || errors.Is(err, http.ErrSchemeMismatch)
}
