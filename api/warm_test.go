package api

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"
)

// TestWarm counts what a TLS server sees: one connection with its handshake and no request,
// and then the first call on that connection.
func TestWarm(t *testing.T) {
	t.Parallel()
	for _, h2 := range []bool{false, true} {
		// Nobody tells when a transport is done with a connection, so that the call after it
		// is given more and more time.
		const tries = 60
		for try := 1; !callsWarm(t, h2, time.Duration(try*try)*time.Millisecond); try++ {
			if try == tries {
				t.Fatalf("HTTP/2 is %v: the first call opened another connection", h2)
			}
		}
	}
}

// callsWarm reports whether the first call found the connection that was opened for it, some
// time after the handshake.
func callsWarm(t *testing.T, h2 bool, after time.Duration) bool {
	t.Helper()
	var conns, requests atomic.Int32
	shaken := make(chan struct{}, 10)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		requests.Add(1)
		_, _ = w.Write([]byte(answerOfAll))
	}))
	server.EnableHTTP2 = h2
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			conns.Add(1)
		}
	}
	server.TLS = &tls.Config{MinVersion: tls.VersionTLS12, VerifyConnection: func(tls.ConnectionState) error { shaken <- struct{}{}; return nil }}
	server.StartTLS()
	defer server.Close()
	trusting, ok := server.Client().Transport.(*http.Transport)
	if !ok {
		t.Fatal("the transport is another one")
	}
	transport := newTransport()
	transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: trusting.TLSClientConfig.RootCAs}
	c, err := New(Options{BaseURL: server.URL, Transport: transport})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.Warm(t.Context()) // a transport that somebody else made is left alone
	if conns.Load() != 0 {
		t.Error("a foreign transport was used")
	}
	c.dials = true
	c.Warm(t.Context())
	c.Warm(t.Context()) // and once is enough
	<-shaken
	time.Sleep(after)
	if conns.Load() != 1 || requests.Load() != 0 {
		t.Errorf("HTTP/2 is %v: %d connections and %d requests before the first call", h2, conns.Load(), requests.Load())
	}
	if _, err := c.WithToken(NewSecret("EAAtoken")).Number(t.Context(), anyNumber); err != nil {
		t.Fatal(err)
	}
	c.Warm(t.Context()) // nothing is opened beside what is open
	if requests.Load() != 1 {
		t.Errorf("HTTP/2 is %v: %d requests with the first call", h2, requests.Load())
	}
	return conns.Load() == 1
}
