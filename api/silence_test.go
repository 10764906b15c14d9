package api

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"dialtone/assets/constants"
)

// TestSilences tells apart what goes wrong on real connections, as [Client]
// meets it.
func TestSilences(t *testing.T) {
	t.Parallel()
	closed := httptest.NewServer(nil)
	closed.Close()
	safe := httptest.NewUnstartedServer(nil)
	safe.Config.ErrorLog = log.New(io.Discard, "", 0) // the refused handshake is wanted
	safe.StartTLS()
	t.Cleanup(safe.Close)
	plain := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(plain.Close)
	mute := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	t.Cleanup(mute.Close)
	cut := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	t.Cleanup(cut.Close)
	odd := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) }))
	t.Cleanup(odd.Close)
	nameless := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "graph.facebook.com", IsNotFound: true}}
	}}
	shut, err := url.Parse(closed.URL)
	if err != nil {
		t.Fatal(err)
	}
	untrusted := &http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}}
	for want, c := range map[Silence]struct {
		at  string
		via http.RoundTripper
	}{
		SilenceDNS:        {"https://graph.facebook.com", nameless},
		SilenceProxy:      {"https://graph.facebook.com", &http.Transport{Proxy: http.ProxyURL(shut)}},
		SilenceRefused:    {closed.URL, nil},
		SilenceUntrusted:  {safe.URL, untrusted},
		SilenceTimeout:    {mute.URL, nil},
		SilenceBroken:     {cut.URL, nil},
		SilenceUnreadable: {odd.URL, nil},
	} {
		o := Options{BaseURL: c.at, Transport: c.via, Retries: -1, Token: NewSecret("EAAG-token")}
		if want == SilenceTimeout {
			o.Timeout = 50 * time.Millisecond
		}
		client, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		_, err = client.DebugToken(t.Context())
		if got := SilenceOf(err); got != want {
			t.Errorf("%s: %s, want %s (%v)", c.at, got, want, err)
		}
	}
	_, err = http.Get("https" + strings.TrimPrefix(plain.URL, "http")) //nolint:bodyclose,noctx // there is no answer
	if got := SilenceOf(err); got != SilenceTLS {
		t.Errorf("no TLS there: %s (%v)", got, err)
	}
	all := constants.Of[Silence](t)
	for want, err := range map[Silence]error{
		SilenceNoRoute: &net.OpError{Op: "dial", Err: syscall.Errno(10065)}, SilenceRefused: &net.OpError{Op: "dial", Err: syscall.Errno(10061)},
		SilenceUnknown: errors.New("?"), SilenceTimeout: &TransportError{Call: GetNumber, Timeout: true, Err: errors.New("deadline")},
	} {
		if got := SilenceOf(err); got != want || !slices.Contains(all, want) {
			t.Errorf("%v: %s, want %s", err, got, want)
		}
	}
}

// A proxy that makes no connection says why by its status.
func TestProxiesThatMakeNoConnection(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]Silence{407: SilenceProxyLogin, 403: SilenceProxy, 502: SilenceProxy} {
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		t.Cleanup(proxy.Close)
		at, err := url.Parse(proxy.URL)
		if err != nil {
			t.Fatal(err)
		}
		transport := newTransport()
		transport.Proxy = http.ProxyURL(at)
		client, err := New(Options{Transport: transport, Token: NewSecret("EAAG-token")})
		if err != nil {
			t.Fatal(err)
		}
		err = client.Deregister(t.Context(), "106540352242922")
		var failed *TransportError
		if !errors.As(err, &failed) || failed.Sent || Ambiguous(err) || SilenceOf(err) != want {
			t.Errorf("HTTP %d: %v (%s)", status, err, SilenceOf(err))
		}
	}
}
