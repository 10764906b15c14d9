package api

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptrace"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/net/http2"
)

const anyNumber = PhoneNumberID("106540352242922")

// handler is a transport without a network.
type handler func(*http.Request) (*http.Response, error)

func (h handler) RoundTrip(r *http.Request) (*http.Response, error) { return h(r) }

// TestTheMatrixHasEveryCallThatActs reads the source for the methods that come to
// act, by whatever way, so that none is left out when one is added.
func TestTheMatrixHasEveryCallThatActs(t *testing.T) {
	t.Parallel()
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	uses := map[string]map[string]bool{} // function, and what it names
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			names := map[string]bool{}
			ast.Inspect(f.Body, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok {
					names[s.Sel.Name] = true
				}
				return true
			})
			uses[f.Name.Name] = names
		}
	}
	// Nothing goes out but through these.
	for what, only := range map[string][]string{
		"attempt": {"act", "read"}, "roundTrip": {"attempt"}, "RoundTrip": {"Warm", "roundTrip"}, "NewRequestWithContext": {"Warm", "build"},
		"Do": nil, "NewRequest": nil, "Post": nil, "PostForm": nil, "GetBody": nil,
	} {
		var found []string
		for name, names := range uses {
			if names[what] {
				found = append(found, name)
			}
		}
		if slices.Sort(found); !slices.Equal(found, only) {
			t.Errorf("%s is named in %q, want %q", what, found, only)
		}
	}
	act := map[string]bool{"act": true}
	for grown := true; grown; {
		grown = false
		for name, names := range uses {
			for known := range maps.Clone(act) {
				if names[known] && !act[name] {
					act[name], grown = true, true
				}
			}
		}
	}
	var want []string
	for name := range act {
		if ast.IsExported(name) {
			want = append(want, name)
		}
	}
	slices.Sort(want)
	if have := slices.Sorted(maps.Keys(acting())); !slices.Equal(have, want) || len(want) < 16 {
		t.Errorf("the matrix has %q, the source has %q", have, want)
	}
}

// TestNothingThatActsCanBeRepeated holds what net/http looks at before it sends a
// request again: a body that is none, one that can be made anew, and headers that
// call a request repeatable.
func TestNothingThatActsCanBeRepeated(t *testing.T) {
	t.Parallel()
	for name, call := range acting() {
		var seen *http.Request
		c, err := New(Options{Transport: handler(func(r *http.Request) (*http.Response, error) {
			seen = r
			return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(answerOfAll))}, nil
		})})
		if err != nil {
			t.Fatal(err)
		}
		if err := call(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		if seen.Method == http.MethodGet || seen.Body == nil || seen.Body == http.NoBody || seen.GetBody != nil || seen.ContentLength < 2 {
			t.Errorf("%s: %s with a body of %d that can be repeated", name, seen.Method, seen.ContentLength)
		}
		for header := range seen.Header {
			if strings.Contains(header, "Idempotency") || header == "Expect" {
				t.Errorf("%s has %s", name, header)
			}
		}
		body, err := io.ReadAll(seen.Body)
		if err != nil || int64(len(body)) != seen.ContentLength {
			t.Errorf("%s: %d bytes, %v", name, len(body), err)
		}
		_ = seen.Body.Close()
		if again, err := io.ReadAll(seen.Body); len(again) > 0 || !errors.Is(err, errOnce) {
			t.Errorf("%s gives its body twice: %d bytes, %v", name, len(again), err)
		}
	}
}

// TestAReadFindsADeadConnection: what was closed while nobody used it is found by the read,
// and the call after it goes out once, on the read's connection; or on a third one, since
// net/http keeps none of which it has not heard for 50 ms that all was written, as may be on
// a busy machine.
func TestAReadFindsADeadConnection(t *testing.T) {
	t.Parallel()
	eachIdleEnd(t, func(t *testing.T, speaks protocol, idle func(*line), name string, call func(context.Context, *Client) error) {
		var first atomic.Bool
		s := serveBare(t, speaks, ending{does: func(l *line) { l.yes() }}, func(l *line) {
			if !first.Swap(true) {
				idle(l)
			}
		})
		var traces []Trace
		c := s.client(func(o *Options) { o.Trace = func(tr Trace) { traces = append(traces, tr) } })
		for range 2 {
			if _, err := c.Number(t.Context(), anyNumber); err != nil {
				t.Fatal(err)
			}
		}
		err := call(t.Context(), c)
		c.Close()
		s.stop()
		last, conns := traces[len(traces)-1], s.conns.Load()
		if err != nil || s.acts.Load() != 1 || last.Reused != (conns == 2) || conns > 3 {
			t.Errorf("%s: %v, %d times on the wire, %d connections, reused is %v", name, err, s.acts.Load(), s.conns.Load(), last.Reused)
		}
	})
}

// TestTheConnectionEndsAtTheSameMoment has a server let go of a connection while
// the next call is on its way: it arrives once or never, and nothing that arrived
// is said to have stayed.
func TestTheConnectionEndsAtTheSameMoment(t *testing.T) {
	t.Parallel()
	eachIdleEnd(t, func(t *testing.T, speaks protocol, idle func(*line), name string, call func(context.Context, *Client) error) {
		s := serveBare(t, speaks, ending{does: func(l *line) { l.yes() }}, idle)
		c := s.client()
		if _, err := c.Number(t.Context(), anyNumber); err != nil {
			t.Fatal(err)
		}
		err := call(t.Context(), c)
		c.Close()
		s.stop()
		n := s.acts.Load()
		var silent *TransportError
		var foreign *Error
		switch {
		case n > 1, err == nil && n != 1:
			t.Errorf("%s: %d times on the wire, %v", name, n, err)
		case errors.As(err, &foreign) && foreign.Foreign() && Ambiguous(err): // its last word, taken for the answer
		case err != nil && (!errors.As(err, &silent) || n == 1 && !silent.Sent || silent.Sent != Ambiguous(err)):
			t.Errorf("%s: %d times on the wire, %v (%+v)", name, n, err, silent)
		}
	})
}

// eachIdleEnd goes through the ways in which a server ends a connection that it
// has nothing to say on, with every call that acts.
func eachIdleEnd(t *testing.T, try func(*testing.T, protocol, func(*line), string, func(context.Context, *Client) error)) {
	t.Helper()
	ways := map[string]func(*line){"end": func(l *line) { _ = l.Close() }, "end of TCP": (*line).cut, "reset": (*line).reset}
	tls := map[string]func(*line){"alert": (*line).alert}
	h1 := map[string]func(*line){
		"request timeout": func(l *line) {
			l.say("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
			_ = l.Close()
		},
	}
	h2 := map[string]func(*line){
		"GOAWAY": func(l *line) { _ = l.frames.WriteGoAway(l.stream, http2.ErrCodeNo, nil) },
		"GOAWAY and the end": func(l *line) {
			_ = l.frames.WriteGoAway(l.stream, http2.ErrCodeNo, nil)
			_ = l.Close()
		},
		"GOAWAY with an error": func(l *line) { _ = l.frames.WriteGoAway(l.stream, http2.ErrCodeEnhanceYourCalm, nil) },
	}
	for speaks, sets := range map[protocol][]map[string]func(*line){overPlain: {ways, h1}, overTLS: {ways, tls, h1}, overH2: {ways, tls, h2}} {
		for _, set := range sets {
			for way, idle := range set {
				t.Run(fmt.Sprintf("%s %s", speaks, way), func(t *testing.T) {
					t.Parallel()
					for name, call := range acting() {
						try(t, speaks, idle, name, call)
					}
				})
			}
		}
	}
}

// TestWhatWasNotWrittenNeverLeft breaks the writing of a call itself, after a read
// on the same connection.
func TestWhatWasNotWrittenNeverLeft(t *testing.T) {
	t.Parallel()
	for _, speaks := range []protocol{overPlain, overTLS, overH2} {
		for some, sent := range map[int]bool{0: false, 9: true} {
			s := serveBare(t, speaks, ending{}, nil)
			var failing atomic.Bool
			c := s.client(func(o *Options) {
				transport, ok := o.Transport.(*http.Transport)
				if !ok {
					t.Fatal("no transport of ours")
				}
				dial := transport.DialContext
				transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
					conn, err := dial(ctx, network, address)
					if ours := counted(conn); ours != nil {
						ours.Conn = &failingConn{Conn: ours.Conn, failing: &failing, some: some}
					}
					return conn, err
				}
			})
			for name, call := range acting() {
				failing.Store(false)
				if _, err := c.Number(t.Context(), anyNumber); err != nil {
					t.Fatal(err)
				}
				failing.Store(true)
				err := call(t.Context(), c)
				var silent *TransportError
				if !errors.As(err, &silent) || silent.Sent != sent || Ambiguous(err) != sent || silent.Timeout || silent.Status != 0 {
					t.Errorf("%s, %s after %d bytes: %v (%+v)", speaks, name, some, err, silent)
				}
			}
			c.Close()
			s.stop()
			if n := s.acts.Load(); n != 0 {
				t.Errorf("%s: %d calls arrived", speaks, n)
			}
		}
	}
}

// failingConn takes some bytes and then no more.
type failingConn struct {
	net.Conn
	failing *atomic.Bool
	some    int
}

func (c *failingConn) Write(p []byte) (int, error) {
	if !c.failing.Load() {
		return c.Conn.Write(p)
	}
	n, _ := c.Conn.Write(p[:min(c.some, len(p))])
	return n, errors.New("no more")
}

// TestGivenUpAfterItWasSent: nobody waits for an answer any more, and the call may
// have taken effect. It is given up once the server has it.
func TestGivenUpAfterItWasSent(t *testing.T) {
	t.Parallel()
	for _, speaks := range []protocol{overPlain, overTLS, overH2} {
		for name, call := range acting() {
			ctx, cancel := context.WithCancel(t.Context())
			s := serveBare(t, speaks, ending{early: name == "Register", does: func(*line) { cancel() }}, nil)
			c := s.client()
			err := call(ctx, c)
			c.Close()
			s.stop()
			if n := s.acts.Load(); n != 1 || !errors.Is(err, context.Canceled) || !Ambiguous(err) {
				t.Errorf("%s, %s: %d times on the wire, %v", speaks, name, n, err)
			}
		}
	}
}

// TestNoConnectionNoDeparture: without a connection nothing has left, whoever ends
// it. A server that takes the connection and ends it in the handshake is none.
func TestNoConnectionNoDeparture(t *testing.T) {
	t.Parallel()
	foreign, _ := credentials()
	for what, serve := range map[string]func(net.Conn){
		"end":   func(c net.Conn) { _ = c.Close() },
		"HTTP":  func(c net.Conn) { _, _ = io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n") },
		"alert": func(c net.Conn) { _, _ = c.Write([]byte{21, 3, 3, 0, 2, 2, 40}) },
		"a certificate that is not trusted": func(c net.Conn) {
			_ = tls.Server(c, &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{foreign}}).Handshake()
		},
	} {
		l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			for {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				serve(conn)
			}
		}()
		c, err := New(Options{BaseURL: "https://" + l.Addr().String()})
		if err != nil {
			t.Fatal(err)
		}
		for name, call := range acting() {
			var silent *TransportError
			if err := call(t.Context(), c); !errors.As(err, &silent) || silent.Sent || Ambiguous(err) {
				t.Errorf("%s, %s: %v (%+v)", what, name, err, silent)
			}
		}
		c.Close()
		_ = l.Close()
	}
}

// TestDepartures goes through what a transport can tell.
func TestDepartures(t *testing.T) {
	t.Parallel()
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	ours, theirs := &countedConn{}, &net.TCPConn{}
	type told = func(*httptrace.ClientTrace)
	got := func(c net.Conn) told {
		return func(h *httptrace.ClientTrace) { h.GotConn(httptrace.GotConnInfo{Conn: c}) }
	}
	begins := func(h *httptrace.ClientTrace) { h.WroteHeaderField(":method", nil) }
	writes := func(*httptrace.ClientTrace) { ours.written.Add(1) }
	for name, c := range map[string]struct {
		ctx   context.Context //nolint:containedctx // a row of a table
		told  []told
		taken bool
		left  bool
	}{
		"nothing":                            {t.Context(), nil, false, false},
		"nothing, and given up":              {gone, nil, false, false},
		"nothing, but the body was taken":    {t.Context(), nil, true, true},
		"a connection":                       {t.Context(), []told{got(ours)}, false, false},
		"a connection that was written to":   {t.Context(), []told{got(ours), writes}, false, false},
		"a connection, and given up":         {gone, []told{got(ours)}, false, true},
		"begun, nothing written":             {t.Context(), []told{got(ours), begins}, true, false},
		"begun and written":                  {t.Context(), []told{got(ours), begins, writes}, true, true},
		"begun on a connection of others":    {t.Context(), []told{got(theirs), begins}, false, true},
		"another connection after the first": {t.Context(), []told{got(ours), got(ours), begins}, false, false},
		"begun on an earlier connection":     {t.Context(), []told{got(ours), begins, writes, got(ours)}, false, true},
	} {
		var d departure
		req, err := http.NewRequestWithContext(d.watch(c.ctx), http.MethodPost, "http://127.0.0.1/", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Body = &onceBody{rest: []byte("{}"), taken: c.taken}
		hooks := httptrace.ContextClientTrace(req.Context())
		for _, tell := range c.told {
			tell(hooks)
		}
		if d.left(req) != c.left {
			t.Errorf("%s: left is %v", name, !c.left)
		}
	}
}
