//go:build unix

package e2e

import (
	"net"
	"testing"

	"golang.org/x/net/http2"

	"dialtone/api"
)

// TestACountedCallIsOnTheWireOnce has each counted call carried out and its HTTP/2
// stream ended in the ways after which Go's client would send it again by itself.
// It arrives once, and the wizard finds out that it was done and goes on.
func TestACountedCallIsOnTheWireOnce(t *testing.T) {
	t.Parallel()
	for _, tale := range []struct {
		call  api.Endpoint
		story string
		play  func(*wizard)
	}{
		{api.RequestCode, "clean-mobile", func(w *wizard) {
			w.check(nil)
			w.askCode(api.SMS)
			w.enterCode()
			w.registers()
		}},
		{api.VerifyCode, "clean-mobile", func(w *wizard) {
			w.check(nil)
			w.askCode(api.SMS)
			w.enterCode()
			w.registers()
		}},
		{api.Register, "embedded-signup", (*wizard).registers},
	} {
		for name, end := range map[string]func(*stream){
			"refused":      func(s *stream) { _ = s.WriteRSTStream(s.id, http2.ErrCodeRefusedStream) },
			"protocol":     func(s *stream) { _ = s.WriteRSTStream(s.id, http2.ErrCodeProtocol) },
			"GOAWAY":       func(s *stream) { _ = s.WriteGoAway(s.id-2, http2.ErrCodeNo, nil) },
			"end of TCP":   func(s *stream) { _ = s.conn.Close() },
			"reset of TCP": func(s *stream) { s.reset() },
		} {
			t.Run(string(tale.call)+" "+name, func(t *testing.T) {
				sampled(t)
				t.Parallel()
				world := host(t, story(t, tale.story, atOnce))
				f := standBefore(t, world, tale.call, end)
				o := wide()
				o.Env = []string{"SSL_CERT_FILE=" + f.roof}
				w := open(t, world, o)
				w.pickFirst()
				tale.play(w)
				w.finish()
				if n := f.onTheWire(tale.call); n != 1 {
					t.Errorf("%s was %d times on the wire", tale.call, n)
				}
				wantRegistered(t, world, world.first(), goodPIN)
				if n := world.number(t, world.first()); n.Registers != 1 || n.WrongCodes != 0 {
					t.Errorf("counted: %d register requests, %d wrong codes", n.Registers, n.WrongCodes)
				}
			})
		}
	}
}

// reset ends TCP with RST.
func (s *stream) reset() {
	if tcp, ok := s.conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = s.conn.Close()
}
