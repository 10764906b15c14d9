package api

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/http2"
)

// TestHostileConnections has connections that are slow, break off, or break the rules of
// HTTP/2.
func TestHostileConnections(t *testing.T) { // not parallel: see standUp
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one call after the other")
	}
	const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	slowly := func(l *line, text string) { // one byte after another, for as long as somebody listens
		for i := 0; l.took(text[i%len(text) : i%len(text)+1]); i++ {
			time.Sleep(time.Millisecond)
		}
	}
	all := []hostile{
		{name: "no answer", over: everywhere, reads: SilenceTimeout, waits: true, does: func(*line) {}},
		{name: "a header that drips", over: []protocol{overPlain, overTLS}, reads: SilenceTimeout, waits: true, does: func(l *line) { slowly(l, "HTTP/1.1 200 OK\r\n"+strings.Repeat("X: y\r\n", 1000)) }},
		{name: "a body that drips", over: []protocol{overPlain, overTLS}, reads: SilenceTimeout, waits: true, does: func(l *line) { l.say("%s\r\n", head); slowly(l, " ") }},
		{name: "chunks that drip", reads: SilenceTimeout, waits: true, does: func(l *line) {
			l.say("%sTransfer-Encoding: chunked\r\n\r\n", head)
			slowly(l, "1\r\n \r\n")
		}},
		{name: "early hints that drip", reads: SilenceTimeout, waits: true, does: func(l *line) { slowly(l, "HTTP/1.1 103 Early Hints\r\n\r\n") }},
		{name: "a body that drips", over: []protocol{overH2}, reads: SilenceTimeout, waits: true, does: func(l *line) {
			l.header(200)
			for l.data(" ") {
				time.Sleep(time.Millisecond)
			}
		}},
		{name: "pings and nothing else", over: []protocol{overH2}, reads: SilenceTimeout, waits: true, does: func(l *line) {
			for l.frames.WritePing(false, [8]byte{}) == nil {
				time.Sleep(time.Millisecond)
			}
		}},
		{name: "settings and nothing else", over: []protocol{overH2}, reads: SilenceTimeout, waits: true, does: func(l *line) {
			for l.frames.WriteSettings(http2.Setting{ID: http2.SettingMaxFrameSize, Val: 1 << 14}) == nil {
				time.Sleep(time.Millisecond)
			}
		}},
		{name: "empty frames", over: []protocol{overH2}, reads: SilenceTimeout, waits: true, does: func(l *line) {
			l.header(200)
			for l.frames.WriteData(l.stream, false, nil) == nil {
				time.Sleep(time.Millisecond)
			}
		}},
		{name: "half a yes, and silence", over: []protocol{overPlain, overTLS}, reads: SilenceTimeout, waits: true, does: func(l *line) {
			l.say("%sContent-Length: %d\r\n\r\n%s", head, len(answerOfAll), answerOfAll[:30])
		}},
		{name: "a yes that does not end", reads: SilenceTimeout, waits: true, does: func(l *line) { l.say("%sTransfer-Encoding: chunked\r\n\r\n%s", head, chunk(answerOfAll)) }},
		{name: "CONTINUATION without an end", over: []protocol{overH2}, reads: SilenceUnreadable, does: func(l *line) {
			block := l.head(200, "x", strings.Repeat("x", 1000))
			_ = l.frames.WriteHeaders(http2.HeadersFrameParam{StreamID: l.stream, BlockFragment: block})
			for l.frames.WriteContinuation(l.stream, false, l.head(200, "y", strings.Repeat("y", 1000))[1:]) == nil {
			}
		}},
		{name: "empty CONTINUATION without an end", over: []protocol{overH2}, reads: SilenceTimeout, waits: true, does: func(l *line) {
			_ = l.frames.WriteHeaders(http2.HeadersFrameParam{StreamID: l.stream, BlockFragment: l.head(200)})
			for l.frames.WriteContinuation(l.stream, false, nil) == nil {
			}
		}},
		{name: "a header that unpacks to much", over: []protocol{overH2}, reads: SilenceUnreadable, does: func(l *line) { // HPACK names an entry of its table again and again
			block := append(l.head(200), 0x40, 1, 'x', 0x7f, 0xa1, 0x1e) // x: 4000 bytes, into the table
			block = append(block, strings.Repeat("x", 4000)...)
			block = append(block, strings.Repeat("\xbe", 12_000)...)
			_ = l.frames.WriteHeaders(http2.HeadersFrameParam{StreamID: l.stream, BlockFragment: block[:1<<14], EndHeaders: true, EndStream: true})
		}},
		{name: "trailers over HTTP/2", over: []protocol{overH2}, does: func(l *line) {
			l.header(200, "trailer", "x")
			l.data(answerOfAll)
			_ = l.frames.WriteHeaders(http2.HeadersFrameParam{StreamID: l.stream, BlockFragment: l.head(500)[1:], EndHeaders: true, EndStream: true})
		}},
		{name: "no answer after a redirect", over: everywhere, reads: SilenceUnreadable, reply: &reply{status: 307, header: []string{"Location", "/v24.0/again"}}},
	}
	for _, to := range []string{"/v24.0/x", "//127.0.0.1:1/x", "https://graph.facebook.com/v24.0/x", "http://127.0.0.1:1/?access_token=EAAtoken", "file:///etc/passwd", "javascript:alert(1)", "", "\x1b[31m", "http://[::1", "http://EAAtoken@127.0.0.1/"} {
		for _, status := range []int{301, 302, 303, 307, 308} {
			all = append(all, hostile{name: fmt.Sprintf("HTTP %d to %q", status, to), reads: SilenceUnreadable, reply: &reply{status: status, header: []string{"Location", to}}})
		}
	}
	standUp(t, all)
}

// TestWhatEndsARead has the endings of calls that count end calls that read: none is taken
// for a time-out, and the cause of each has a name. Package net/http sends a read once more
// where a kept connection turns out dead, or the server says that it did not look at it.
func TestWhatEndsARead(t *testing.T) {
	t.Parallel()
	for speaks, endings := range map[protocol][]ending{overH2: endingsH2(), overTLS: endingsH1(), overPlain: endingsH1()} {
		t.Run(string(speaks), func(t *testing.T) {
			t.Parallel()
			for _, end := range endings {
				end.reads = true
				t.Run(end.name, func(t *testing.T) {
					t.Parallel()
					s := serveBare(t, speaks, end, nil)
					c := s.client(func(o *Options) { o.Retries, o.Timeout = -1, 20*time.Second })
					s.struck.Store(true) // not the first one
					if _, err := c.Number(t.Context(), anyNumber); err != nil {
						t.Fatal(err)
					}
					s.struck.Store(false)
					s.acts.Store(0)
					_, err := c.Number(t.Context(), anyNumber)
					c.Close()
					s.stop()
					if n := s.acts.Load(); n != 1 && (n != 2 || err != nil) {
						t.Errorf("it was %d times on the wire: %v", n, err)
					}
					switch why := SilenceOf(err); {
					case err == nil: // or it was read once more, by package net/http
					case why == SilenceBroken, why == SilenceUnreadable, why == SilenceTLS && speaks != overPlain:
					default:
						t.Errorf("%s: %v", why, err)
					}
				})
			}
		})
	}
}
