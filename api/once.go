package api

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync"
	"sync/atomic"
)

// errOnce is the error for a transport that reads the body of a request again.
var errOnce = errors.New("the request was handed over already and is not sent again")

// onceBody is the body of a request that changes something. It gives its bytes
// away once, and nothing can rewind or copy it.
//
// net/http sends a request again by itself: over HTTP/2 after a reset of the
// stream or a GOAWAY, over HTTP/1.1 when a kept connection turns out dead. With a
// body, and without a GetBody to make another, it does so only where it wrote
// nothing of the request. That is why whatever acts carries a body, an empty
// object if need be: without one net/http takes the request for repeatable.
type onceBody struct {
	mu     sync.Mutex
	rest   []byte
	taken  bool
	closed bool
}

func (b *onceBody) Read(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.taken && b.closed { // the first reader has finished, so this is another one
		return 0, errOnce
	}
	b.taken = true
	if len(b.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p, b.rest)
	b.rest = b.rest[n:]
	return n, nil
}

// Close leaves a body that nobody took as it is: net/http closes it also where it
// goes on to another connection, having written nothing.
func (b *onceBody) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	return nil
}

func (b *onceBody) wasTaken() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.taken
}

// departure watches one attempt, to tell whether its request can have left this
// machine.
type departure struct {
	mu        sync.Mutex
	connected bool
	reused    bool // the connection had served an earlier request
	began     bool // the transport began to write the request
	conn      *countedConn
	before    int64 // what the connection had written until then
}

func (d *departure) watch(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(i httptrace.GotConnInfo) {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.connected, d.reused = true, i.Reused
			d.conn = nil
			if d.began { // a read that is sent again; only its first connection was watched
				return
			}
			if d.conn = counted(i.Conn); d.conn != nil {
				d.before = d.conn.written.Load()
			}
		},
		// It comes before the first byte is written. WroteHeaders comes after, and
		// over HTTP/1.1 also when nothing could be written.
		WroteHeaderField: func(string, []string) {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.began = true
		},
	})
}

// left reports whether a request without a usable answer can have left this machine. If
// it reports false, the request certainly did not.
func (d *departure) left(req *http.Request) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	body, acts := req.Body.(*onceBody)
	switch {
	case !d.connected: // or the transport reports no connection and only reads the body
		return acts && body.wasTaken()
	case req.Context().Err() != nil:
		return true // over HTTP/2 the transport comes back while it may still be writing
	case !d.began:
		return false
	case d.conn != nil:
		return d.conn.written.Load() > d.before
	}
	return true
}

func (d *departure) onKeptConnection() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.reused
}

// countedConn counts the bytes that were written to the system.
type countedConn struct {
	net.Conn
	written atomic.Int64
}

func (c *countedConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.written.Add(int64(n))
	return n, err
}

// counted finds our connection below TLS, or nil if a foreign transport dialled it.
func counted(conn net.Conn) *countedConn {
	for {
		switch c := conn.(type) {
		case *countedConn:
			return c
		case *tls.Conn:
			conn = c.NetConn()
		default:
			return nil
		}
	}
}

func dialCounted(d *net.Dialer) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		heedWarmUp(ctx)
		conn, err := d.DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &countedConn{Conn: conn}, nil
	}
}
