//go:build unix

package e2e

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dialtone/api"
)

// hostile is what a server does with the connection in place of an answer, and the cards
// that follow: where the account is read, and where the number is registered.
type hostile struct {
	does           func(net.Conn)
	read, register string
}

// evil is a text that would clear the terminal, retitle it, write to the clipboard, turn
// the line around and hide what follows, and that repeats the token.
func evil(token string) string {
	return "\x1b[2J\x1b]0;EVIL\x07\x1b]52;c;RVZJTA==\x07\u009b31m\u202eEVIL\u2066\u200b\r\n" + token
}

// hostiles are ten of the worst that package api is held against.
func hostiles(token string) map[string]hostile {
	const (
		ok         = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
		unreadable = "advice.unreadable.title"
		silence    = "advice.silence.title"
		foreign    = "advice.foreign.title"
		unclear    = "advice.open.title"
	)
	text := func(s string) func(net.Conn) {
		return func(c net.Conn) { _, _ = io.WriteString(c, s) }
	}
	endless := func(head, more string) func(net.Conn) {
		return func(c net.Conn) {
			for _, err := io.WriteString(c, head); err == nil; {
				_, err = io.WriteString(c, more)
			}
		}
	}
	escaped := strings.NewReplacer("\x1b", `\u001b`, "\x07", `\u0007`, "\r\n", `\r\n`).Replace(evil(token))
	refusal := fmt.Sprintf(`{"error":{"message":%[1]q,"type":%[1]q,"code":999999,"error_user_title":%[1]q,"error_user_msg":%[1]q,"error_data":{"details":%[1]q},"fbtrace_id":%[1]q}}`, "@")
	refusal = strings.ReplaceAll(refusal, "@", escaped)
	sized := func(head, body string) string {
		return fmt.Sprintf("%sContent-Length: %d\r\nConnection: close\r\n\r\n%s", head, len(body), body)
	}
	return map[string]hostile{
		"an endless text":      {endless(ok+"\r\n"+`{"id":"`, strings.Repeat("x", 1<<14)), unreadable, unclear},
		"100,000 deep":         {text(sized(ok, strings.Repeat(`{"a":[`, 50_000)+strings.Repeat("]}", 50_000))), unreadable, unclear},
		"a bomb of gzip":       {func(c net.Conn) { text(sized(ok+"Content-Encoding: gzip\r\n", bomb(256<<20)))(c) }, unreadable, unclear},
		"endless headers":      {endless(ok, "X: "+strings.Repeat("x", 1000)+"\r\n"), unreadable, unclear},
		"no HTTP":              {text(evil(token) + "\r\n\r\n"), unreadable, unclear},
		"a reset":              {func(c net.Conn) { _ = c.(*net.TCPConn).SetLinger(0) }, silence, unclear},
		"a drip":               {drip, silence, unclear},
		"a page to sign in":    {text(sized("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", "<html><title>"+evil(token)+"</title>")), foreign, unclear},
		"sent elsewhere":       {text(sized("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/%1b%5d0;EVIL%07?access_token="+token+"\r\n", "")), foreign, unclear},
		"a refusal that bites": {text(sized("HTTP/1.1 400 No\r\nContent-Type: application/json\r\n", refusal)), "advice.unknown.title", "advice.unknown.title"},
	}
}

// bomb is that many noughts, packed.
func bomb(size int) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	chunk := make([]byte, 1<<20)
	for range size / len(chunk) {
		_, _ = w.Write(chunk)
	}
	_ = w.Close()
	return b.String()
}

// drip sends a letter now and then, and never comes to an end.
func drip(c net.Conn) {
	for _, err := io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n"); err == nil; {
		time.Sleep(100 * time.Millisecond)
		_, err = io.WriteString(c, " ")
	}
}

// standIn serves a world, but for one kind of call that it is hostile to, and counts those.
func standIn(t *testing.T, w *world, hits func(*http.Request) bool, does func(net.Conn)) *atomic.Int64 {
	t.Helper()
	count := new(atomic.Int64)
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	server := &http.Server{ReadHeaderTimeout: patience, Handler: http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if !hits(r) {
			w.sim.ServeHTTP(rw, r)
			return
		}
		count.Add(1)
		_, _ = io.Copy(io.Discard, r.Body)
		conn, _, err := rw.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		does(conn)
		_ = conn.Close()
	})}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	w.url = "http://" + l.Addr().String()
	return count
}

// wantUnharmed looks at what a hostile answer left: a card in a whole frame, no secret, and
// no byte that the wizard does not send by itself.
func (w *wizard) wantUnharmed(token string) {
	w.t.Helper()
	if !strings.Contains(w.Screen(), "Dialtone") {
		w.t.Errorf("the frame is gone:\n%s", w.Screen())
	}
	for _, sign := range []string{"]0;EVIL", "RVZJTA==", "\u009b31m", "\u202e", "\u2066", token[:12]} {
		if bytes.Contains(w.Bytes(), []byte(sign)) {
			w.t.Errorf("%q reached the terminal:\n%s", sign, w.Screen())
		}
	}
	const most = 80 << 20
	if u, err := w.Usage(); err == nil && u.Memory > most {
		w.t.Errorf("%d MB are in use", u.Memory>>20)
	}
}

// TestHostileServers has the wizard read an account from servers that do their worst, and
// register with them: the card says what is known, and what counts is sent once.
func TestHostileServers(t *testing.T) {
	t.Parallel()
	for name := range hostiles("EAAtoken") {
		t.Run("read, "+name, func(t *testing.T) {
			sampled(t)
			t.Parallel()
			world := host(t, story(t, "clean-mobile"))
			info := world.sim.Info()
			h := hostiles(info.Token)[name]
			standIn(t, world, func(r *http.Request) bool { return r.Method == http.MethodGet }, h.does)
			w := open(t, world, wide(), "--timeout", "1s")
			w.see(h.read)
			w.wantUnharmed(info.Token)
			w.leave(1)
		})
		t.Run("register, "+name, func(t *testing.T) {
			sampled(t)
			t.Parallel()
			world := host(t, story(t, "embedded-signup", atOnce))
			info := world.sim.Info()
			h := hostiles(info.Token)[name]
			count := standIn(t, world, func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/"+string(api.Register)) }, h.does)
			w := open(t, world, wide(), "--timeout", "1s")
			w.pickFirst()
			w.registers()
			w.see(h.register)
			w.wantUnharmed(info.Token)
			if n := count.Load(); n != 1 {
				t.Errorf("it was sent %d times", n)
			}
			w.leave(1)
		})
	}
}
