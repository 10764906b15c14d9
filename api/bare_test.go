package api

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// protocol is what a bare server speaks.
type protocol string

const (
	overH2    protocol = "HTTP/2"
	overTLS   protocol = "HTTP/1.1 over TLS"
	overPlain protocol = "HTTP/1.1"
)

// answerOfAll says yes to every call.
const answerOfAll = `{"success":true,"id":"106540352242922","messages":[{"id":"wamid.HBgLODUy"}],"data":[]}`

// bareServer speaks a protocol byte by byte. It counts every request that it is to end,
// which are those that change something, as one that was carried out, and ends the first of them as it is
// told; it says yes to the others, so that a repetition shows.
type bareServer struct {
	t      *testing.T
	speaks protocol
	end    ending
	idle   func(*line) // what it does to a connection after its first answer

	listener net.Listener
	tls      *tls.Config
	roots    *x509.CertPool
	acts     atomic.Int32
	conns    atomic.Int32
	struck   atomic.Bool
	busy     sync.WaitGroup
	mu       sync.Mutex
	open     []net.Conn
}

// ending is how a server ends a call that it carried out.
type ending struct {
	name  string
	early bool // as soon as the header is in, without the body
	reads bool // a call that only reads is ended, too
	does  func(*line)
	want  outcome
}

// outcome is what a client has to make of an ending.
type outcome int

const (
	lost      outcome = iota // no usable answer, and it may have taken effect
	done                     // it was carried out, and the answer says so
	eitherWay                // one of these two: what comes first counts
	answered                 // something answered with a status that is not 200
)

// line is a connection as an ending sees it.
type line struct {
	net.Conn               // TLS, if any
	below    *tappedConn   // TCP
	frames   *http2.Framer // nil in HTTP/1.1
	stream   uint32
}

var credentials = sync.OnceValues(func() (tls.Certificate, *x509.CertPool) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		panic(err)
	}
	leaf, err := x509.ParseCertificate(raw)
	if err != nil {
		panic(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, roots
})

func serveBare(t *testing.T, speaks protocol, end ending, idle func(*line)) *bareServer {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &bareServer{t: t, speaks: speaks, end: end, idle: idle, listener: l}
	if speaks != overPlain {
		certificate, roots := credentials()
		s.roots = roots
		s.tls = &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{certificate}, NextProtos: []string{"http/1.1"}}
		if speaks == overH2 {
			s.tls.NextProtos = []string{"h2"}
		}
	}
	s.busy.Go(s.accept)
	t.Cleanup(s.stop)
	return s
}

// stop ends the server and returns when it has counted everything that came in.
func (s *bareServer) stop() {
	_ = s.listener.Close()
	s.mu.Lock()
	for _, c := range s.open {
		_ = c.Close()
	}
	s.mu.Unlock()
	s.busy.Wait()
}

func (s *bareServer) url() string {
	if s.tls == nil {
		return "http://" + s.listener.Addr().String()
	}
	return "https://" + s.listener.Addr().String()
}

// client is one with its own transport, that trusts the server.
func (s *bareServer) client(adjust ...func(*Options)) *Client {
	s.t.Helper()
	transport := newTransport()
	if s.tls != nil {
		transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: s.roots}
	}
	o := Options{BaseURL: s.url(), Token: NewSecret("EAAtoken"), Transport: transport, Pause: time.Millisecond}
	for _, f := range adjust {
		f(&o)
	}
	c, err := New(o)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(c.Close)
	return c
}

func (s *bareServer) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.conns.Add(1)
		s.mu.Lock()
		s.open = append(s.open, conn)
		s.mu.Unlock()
		s.busy.Go(func() { s.serve(conn) })
	}
}

func (s *bareServer) serve(conn net.Conn) {
	l := &line{below: &tappedConn{Conn: conn}}
	l.Conn = l.below
	defer func() { _ = conn.Close() }()
	if s.tls != nil {
		l.Conn = tls.Server(l.below, s.tls)
	}
	if s.speaks == overH2 {
		s.serveH2(l)
	} else {
		s.serveH1(l)
	}
}

func (s *bareServer) serveH1(l *line) {
	in := bufio.NewReader(l)
	for {
		r, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		strikes := s.note(r.Method)
		if strikes && s.end.early {
			s.end.does(l)
			continue
		}
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return
		}
		if strikes {
			s.end.does(l)
			continue
		}
		l.yes()
		if s.idle != nil {
			s.idle(l)
		}
	}
}

func (s *bareServer) serveH2(l *line) {
	preface := make([]byte, len(http2.ClientPreface))
	if _, err := io.ReadFull(l, preface); err != nil {
		return
	}
	l.frames = http2.NewFramer(l, l)
	l.frames.AllowIllegalWrites = true
	l.frames.ReadMetaHeaders = hpack.NewDecoder(4096, nil)
	_ = l.frames.WriteSettings()
	var strikes bool
	for {
		frame, err := l.frames.ReadFrame()
		if err != nil {
			return
		}
		whole := false
		switch f := frame.(type) {
		case *http2.SettingsFrame:
			if !f.IsAck() {
				_ = l.frames.WriteSettingsAck()
			}
		case *http2.PingFrame:
			if !f.IsAck() {
				_ = l.frames.WritePing(true, f.Data)
			}
		case *http2.MetaHeadersFrame:
			l.stream, whole = f.StreamID, f.StreamEnded()
			strikes = s.note(f.PseudoValue("method"))
			if strikes && s.end.early {
				s.end.does(l)
				strikes, whole = false, false
			}
		case *http2.DataFrame:
			whole = f.StreamEnded() && f.StreamID == l.stream && !(s.end.early && s.acts.Load() == 1)
		}
		switch {
		case !whole:
		case strikes:
			strikes = false
			s.end.does(l)
		default:
			l.yes()
			if s.idle != nil {
				s.idle(l)
			}
		}
	}
}

// note counts a request, and reports whether it is the one that is ended.
func (s *bareServer) note(method string) bool {
	if method == http.MethodGet && !s.end.reads {
		return false
	}
	s.acts.Add(1)
	return !s.struck.Swap(true)
}

// say writes what may never arrive.
func (l *line) say(format string, args ...any) { _, _ = fmt.Fprintf(l, format, args...) }

// head answers with a header and leaves the stream open.
func (l *line) head(status int, more ...string) []byte {
	var block bytes.Buffer
	enc := hpack.NewEncoder(&block)
	_ = enc.WriteField(hpack.HeaderField{Name: ":status", Value: fmt.Sprint(status)})
	for i := 0; i+1 < len(more); i += 2 {
		_ = enc.WriteField(hpack.HeaderField{Name: more[i], Value: more[i+1]})
	}
	return block.Bytes()
}

func (l *line) header(status int, more ...string) {
	_ = l.frames.WriteHeaders(http2.HeadersFrameParam{StreamID: l.stream, BlockFragment: l.head(status, more...), EndHeaders: true})
}

func (l *line) status(status int, body string) {
	l.header(status)
	_ = l.frames.WriteData(l.stream, true, []byte(body))
}

// yes is the answer that all went well.
func (l *line) yes() {
	if l.frames != nil {
		l.status(200, answerOfAll)
		return
	}
	l.say("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(answerOfAll), answerOfAll)
}

// cut ends TCP without a word of TLS.
func (l *line) cut() { _ = l.below.Close() }

// reset ends TCP with RST.
func (l *line) reset() {
	if tcp, ok := l.below.Conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = l.below.Close()
}

// alert has TLS send a fatal alert: it takes what it reads for a forgery.
func (l *line) alert() {
	l.below.forged.Store(true)
	_, _ = l.Read(make([]byte, 1))
	_ = l.below.Close()
}

// tappedConn can give TLS a record that nobody sent.
type tappedConn struct {
	net.Conn
	forged atomic.Bool
}

func (c *tappedConn) Read(p []byte) (int, error) {
	if c.forged.Load() {
		return copy(p, append([]byte{23, 3, 3, 0, 64}, make([]byte, 64)...)), nil
	}
	return c.Conn.Read(p)
}
