package api

import (
	"context"
	"errors"
	"net"
	"net/http"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode"

	"golang.org/x/net/http2"
)

// The tests of hostile servers, in files by subject, have a server do the worst to one call
// that reads and to one that counts. Each call is on the wire once, costs little memory, has
// an outcome that is named, and leaves no text that can harm a terminal or tells a secret.

// hostile is what a server does to a call.
type hostile struct {
	name  string
	over  []protocol // in these; nil for HTTP/1.1 alone
	does  func(*line)
	reply *reply // in place of does
	// reads is what a call that reads makes of it, "" for a success; acts what one that
	// counts does, "" for the same.
	reads, acts  Silence
	refused      bool // Graph itself says no, to both
	readsRefused bool // or to the read alone
	unsent       bool // it did not reach Meta
	early        bool // it comes as soon as the header is in
	waits        bool // it lasts, until the client has waited long enough
}

// taken is what a call that counts makes of an answer that is a success for it alone.
const taken Silence = "taken"

// reply is an answer that is HTTP, whatever it says.
type reply struct {
	status  int
	header  []string
	body    string
	endless string // it follows the body, until nobody takes it any more
}

// everywhere are the protocols that an answer looks the same in.
var everywhere = []protocol{overPlain, overTLS, overH2}

// most is how much memory a call may take from beginning to end, and mostRead how much of
// an answer is read.
const (
	most     = 24 << 20
	mostRead = 64 << 20 // over HTTP/2 a server can have sent megabytes before it is stopped, the more the busier the machine is
)

// standUp tries each call with each server. It is not parallel: it counts what the whole
// process allocates.
func standUp(t *testing.T, all []hostile) {
	t.Helper()
	for _, h := range all {
		over := h.over
		if over == nil {
			over = []protocol{overPlain}
		}
		for _, speaks := range over {
			for name, call := range map[string]func(context.Context, *Client) error{
				"read": func(ctx context.Context, c *Client) error { _, err := c.Number(ctx, anyNumber); return err },
				"register": func(ctx context.Context, c *Client) error {
					_, err := c.Register(ctx, anyNumber, Registration{PIN: NewSecret("016027")})
					return err
				},
			} {
				t.Run(h.name+", "+string(speaks)+", "+name, func(t *testing.T) {
					want := h.reads
					if name == "register" && h.acts != "" {
						want = h.acts
					}
					if want == taken {
						want = ""
					}
					h.meet(t, speaks, name, call, want)
				})
			}
		}
	}
}

func (h hostile) meet(t *testing.T, speaks protocol, name string, call func(context.Context, *Client) error, want Silence) {
	t.Helper()
	does := h.does
	if h.reply != nil {
		does = h.reply.send
	}
	s := serveBare(t, speaks, ending{reads: true, early: h.early, does: does}, nil)
	var read atomic.Int64
	var traces []Trace
	c := s.client(func(o *Options) {
		o.Retries, o.Token = -1, NewSecret("EAAtoken")
		o.Timeout = 20 * time.Second
		if h.waits {
			o.Timeout = 150 * time.Millisecond
		}
		o.Trace = func(tr Trace) { traces = append(traces, tr) }
		countReads(t, o, &read)
	})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	err := call(t.Context(), c)
	runtime.ReadMemStats(&after)
	served := c.Served()
	c.Close()
	s.stop()
	if cost := after.TotalAlloc - before.TotalAlloc; cost > most || read.Load() > mostRead {
		t.Errorf("it took %d MB and read %d KB", cost>>20, read.Load()>>10)
	}
	if n := s.acts.Load(); n != 1 || len(traces) != 1 {
		t.Errorf("it was %d times on the wire, in %d attempts", n, len(traces))
	}
	h.judge(t, name, err, want)
	harmless(t, h.name, reflect.ValueOf([]any{err, traces, served}))
	if err != nil {
		harmless(t, h.name, reflect.ValueOf(err.Error()))
	}
}

// judge looks at how a call ended.
func (h hostile) judge(t *testing.T, name string, err error, want Silence) {
	t.Helper()
	var said *Error
	var silent *TransportError
	errors.As(err, &silent)
	switch isSaid := errors.As(err, &said); {
	case h.refused, h.readsRefused && name == "read":
		if !isSaid || said.Foreign() || Ambiguous(err) {
			t.Errorf("%v, want Graph's own no", err)
		}
	case want == "":
		if err != nil {
			t.Errorf("%v, want a success", err)
		}
	case err == nil || SilenceOf(err) != want:
		t.Errorf("it is %s: %v (%+v), want %s", SilenceOf(err), err, silent, want)
	case Ambiguous(err) == h.unsent:
		t.Errorf("%s may have taken effect is %v: %v", name, !h.unsent, err)
	case silent != nil && silent.Timeout != (want == SilenceTimeout):
		t.Errorf("time-out is %v for %s", silent.Timeout, want)
	}
}

// harmless finds texts that can harm a terminal, and secrets, in whatever is kept or shown.
func harmless(t *testing.T, of string, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() && v.Type() != reflect.TypeFor[*net.OpError]() {
			harmless(t, of, v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; name != "Err" || v.Field(i).Kind() == reflect.String { // what lies below an error is shown by its text
				harmless(t, of, v.Field(i))
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			harmless(t, of, v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			harmless(t, of, key)
			harmless(t, of, v.MapIndex(key))
		}
	case reflect.String:
		text := v.String()
		const joiners = "\u200c\u200d" // which several scripts need
		if strings.IndexFunc(text, func(r rune) bool {
			return r == unicode.ReplacementChar || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) && !strings.ContainsRune(joiners, r)
		}) >= 0 {
			t.Errorf("%s: %.300q can harm a terminal", of, text)
		}
		for _, secret := range []string{"EAAtoken", "016027", "91230199"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s: %.300q tells %s", of, text, secret)
			}
		}
		if len(text) > 6<<10 {
			t.Errorf("%s: %d bytes are kept: %.100q", of, len(text), text)
		}
	}
}

// countReads has a transport count what it reads from the network.
func countReads(t *testing.T, o *Options, read *atomic.Int64) {
	t.Helper()
	transport, ok := o.Transport.(*http.Transport)
	if !ok {
		t.Fatal("no transport of ours")
	}
	dial := transport.DialContext
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if ours := counted(conn); ours != nil {
			ours.Conn = &readingConn{Conn: ours.Conn, read: read}
		}
		return conn, err
	}
}

// readingConn counts what is read of it.
type readingConn struct {
	net.Conn
	read *atomic.Int64
}

func (c *readingConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.read.Add(int64(n))
	return n, err
}

// send answers as HTTP wants it, up to the end of the connection.
func (r reply) send(l *line) {
	if l.frames == nil {
		l.say("HTTP/1.1 %03d Whatever\r\n", r.status)
		for i := 0; i+1 < len(r.header); i += 2 {
			l.say("%s: %s\r\n", r.header[i], r.header[i+1])
		}
		l.say("Connection: close\r\n\r\n%s", r.body)
		for r.endless != "" && l.took(r.endless) {
		}
		_ = l.Close()
		return
	}
	header := slices.Clone(r.header)
	for i := 0; i < len(header); i += 2 {
		header[i] = strings.ToLower(header[i])
	}
	l.headers(r.status, header...)
	l.data(r.body)
	for r.endless != "" && l.data(r.endless) {
	}
	_ = l.frames.WriteData(l.stream, true, nil)
}

// took reports whether a text could be written.
func (l *line) took(text string) bool {
	_, err := l.Write([]byte(text))
	return err == nil
}

// headers answers over HTTP/2 with a header of any length.
func (l *line) headers(status int, more ...string) {
	const frame = 1 << 14
	block := l.head(status, more...)
	first := block[:min(len(block), frame)]
	block = block[len(first):]
	_ = l.frames.WriteHeaders(http2.HeadersFrameParam{StreamID: l.stream, BlockFragment: first, EndHeaders: len(block) == 0})
	for len(block) > 0 {
		part := block[:min(len(block), frame)]
		block = block[len(part):]
		_ = l.frames.WriteContinuation(l.stream, len(block) == 0, part)
	}
}

// data writes a text in frames, and reports whether it could be written.
func (l *line) data(text string) bool {
	const frame = 1 << 14
	for len(text) > 0 {
		part := text[:min(len(text), frame)]
		text = text[len(part):]
		if l.frames.WriteData(l.stream, false, []byte(part)) != nil {
			return false
		}
	}
	return true
}
