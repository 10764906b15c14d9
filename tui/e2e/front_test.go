//go:build unix

package e2e

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// front stands before a simulator and speaks HTTP/2 over TLS frame by frame. It
// has the first call of a kind carried out and then ends it in a way of its own,
// without the answer; the others it passes on, so that a repetition shows.
type front struct {
	sim  *graphsim.Sim
	call api.Endpoint
	end  func(*stream)
	roof string // the file with its certificate

	mu     sync.Mutex
	posts  map[string]int // what was on the wire, by the end of the path
	struck bool
}

// stream is a request on a connection.
type stream struct {
	*http2.Framer
	conn net.Conn // TCP
	id   uint32
}

// standBefore puts a front before a world.
func standBefore(t *testing.T, w *world, call api.Endpoint, end func(*stream)) *front {
	t.Helper()
	f := &front{sim: w.sim, call: call, end: end, roof: filepath.Join(t.TempDir(), "roof.pem"), posts: map[string]int{}}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	must(t, err)
	must(t, os.WriteFile(f.roof, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw}), 0o600))
	config := &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"h2"}, Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}}
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go f.serve(conn, tls.Server(conn, config))
		}
	}()
	w.url = "https://" + l.Addr().String()
	return f
}

func (f *front) serve(below, conn net.Conn) {
	defer func() { _ = below.Close() }()
	if _, err := io.ReadFull(conn, make([]byte, len(http2.ClientPreface))); err != nil {
		return
	}
	s := &stream{Framer: http2.NewFramer(conn, conn), conn: below}
	s.ReadMetaHeaders = hpack.NewDecoder(4096, nil)
	_ = s.WriteSettings()
	// The client sends one request after the other, as nobody is in a hurry here;
	// those that come at the same time are told apart by their stream.
	open := map[uint32]*http.Request{}
	bodies := map[uint32]*bytes.Buffer{}
	for {
		frame, err := s.ReadFrame()
		if err != nil {
			return
		}
		whole := false
		id := frame.Header().StreamID
		switch frame := frame.(type) {
		case *http2.SettingsFrame:
			if !frame.IsAck() {
				_ = s.WriteSettingsAck()
			}
		case *http2.PingFrame:
			if !frame.IsAck() {
				_ = s.WritePing(true, frame.Data)
			}
		case *http2.MetaHeadersFrame:
			bodies[id] = &bytes.Buffer{}
			open[id] = httptest.NewRequest(frame.PseudoValue("method"), frame.PseudoValue("path"), bodies[id])
			for _, field := range frame.RegularFields() {
				open[id].Header.Set(field.Name, field.Value)
			}
			whole = frame.StreamEnded()
		case *http2.DataFrame:
			if bodies[id] != nil {
				bodies[id].Write(frame.Data())
				whole = frame.StreamEnded()
			}
		}
		if whole {
			s.id = id
			f.pass(s, open[id], int64(bodies[id].Len()))
			delete(open, id)
			delete(bodies, id)
		}
	}
}

// pass has the simulator carry a request out.
func (f *front) pass(s *stream, r *http.Request, length int64) {
	r.ContentLength = length
	if f.strikes(r) {
		f.sim.ServeHTTP(httptest.NewRecorder(), r)
		f.end(s)
		return
	}
	answer := httptest.NewRecorder()
	f.sim.ServeHTTP(answer, r)
	var block bytes.Buffer
	fields := hpack.NewEncoder(&block)
	_ = fields.WriteField(hpack.HeaderField{Name: ":status", Value: fmt.Sprint(answer.Code)})
	for name := range answer.Header() {
		_ = fields.WriteField(hpack.HeaderField{Name: strings.ToLower(name), Value: answer.Header().Get(name)})
	}
	_ = s.WriteHeaders(http2.HeadersFrameParam{StreamID: s.id, BlockFragment: block.Bytes(), EndHeaders: true})
	rest := answer.Body.Bytes()
	for ; len(rest) > 1<<14; rest = rest[1<<14:] {
		_ = s.WriteData(s.id, false, rest[:1<<14])
	}
	_ = s.WriteData(s.id, true, rest)
}

// strikes counts what changes something, and reports whether it is to be ended.
func (f *front) strikes(r *http.Request) bool {
	if r.Method == http.MethodGet {
		return false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	at := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	f.posts[at]++
	strikes := at == string(f.call) && !f.struck
	f.struck = f.struck || strikes
	return strikes
}

// onTheWire is how often a call arrived.
func (f *front) onTheWire(call api.Endpoint) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.posts[string(call)]
}
