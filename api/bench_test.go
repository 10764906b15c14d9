package api

import (
	"crypto/tls"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// BenchmarkFiveCalls compares five calls of a client with five bare round trips, each on one
// connection to a server that takes its time. "x-bare" is how many times as long they take,
// and "conns" how many connections were opened for them.
func BenchmarkFiveCalls(b *testing.B) {
	const calls, delay = 5, 20 * time.Millisecond
	for _, speaks := range []protocol{overTLS, overH2} {
		b.Run(string(speaks), func(b *testing.B) {
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				time.Sleep(delay)
				_, _ = io.WriteString(w, answerOfAll)
			}))
			server.EnableHTTP2 = speaks == overH2
			server.StartTLS()
			defer server.Close()
			trusting, ok := server.Client().Transport.(*http.Transport)
			if !ok {
				b.Fatal("the transport is another one")
			}
			transport := func() *http.Transport {
				t := newTransport()
				t.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: trusting.TLSClientConfig.RootCAs}
				return t
			}
			var opened int
			c, err := New(Options{BaseURL: server.URL, Token: NewSecret("EAAtoken"), Transport: transport(), Trace: func(tr Trace) {
				if !tr.Reused {
					opened++
				}
			}})
			if err != nil {
				b.Fatal(err)
			}
			defer c.Close()
			bare := transport()
			defer bare.CloseIdleConnections()
			roundTrip := func() {
				req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, server.URL, nil)
				if err != nil {
					b.Fatal(err)
				}
				res, err := bare.RoundTrip(req)
				if err != nil {
					b.Fatal(err)
				}
				_, _ = io.Copy(io.Discard, res.Body)
				_ = res.Body.Close()
			}
			call := func() {
				if _, err := c.Number(b.Context(), anyNumber); err != nil {
					b.Fatal(err)
				}
			}
			roundTrip()
			call()
			ours, bares := time.Hour, time.Hour // the quickest of each: the machine has other work
			for b.Loop() {
				start := time.Now()
				for range calls {
					roundTrip()
				}
				bares = min(bares, time.Since(start))
				start = time.Now()
				for i := range calls {
					if i == calls-1 { // as an onboarding ends
						if _, err := c.Register(b.Context(), anyNumber, Registration{PIN: NewSecret("016027")}); err != nil {
							b.Fatal(err)
						}
						continue
					}
					call()
				}
				ours = min(ours, time.Since(start))
			}
			b.ReportMetric(float64(ours)/float64(bares), "x-bare")
			b.ReportMetric(float64(opened), "conns")
		})
	}
}
