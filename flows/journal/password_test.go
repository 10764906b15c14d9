package journal

import (
	"encoding/binary"
	"io"
	"net"
	"net/url"
	"strings"
	"testing"
)

// TestAServerThatTellsThePassword has a server repeat the password that it does not take,
// in every field of its answer: nothing that comes of it holds the password, and the
// reason says that it is the password.
func TestAServerThatTellsThePassword(t *testing.T) {
	for name, c := range map[string]struct {
		user     *url.Userinfo
		query    string
		variable string
	}{
		"in the URL":     {user: url.UserPassword("u", hidden)},
		"as a parameter": {user: url.User("u"), query: "&password=" + url.QueryEscape(hidden)},
		"PGPASSWORD":     {user: url.User("u"), variable: hidden},
	} {
		t.Run(name, func(t *testing.T) {
			if c.variable != "" {
				t.Setenv("PGPASSWORD", c.variable)
			}
			u := url.URL{Scheme: "postgres", User: c.user, Host: talkative(t), Path: "/d", RawQuery: "sslmode=disable&connect_timeout=5" + c.query}
			_, opening := Open(t.Context(), u.String(), Options{})
			_, looking := Look(t.Context(), u.String(), Options{})
			for _, err := range []error{opening, looking} {
				e := as[*OpenError](t, err)
				if e.Reason != ReasonPassword || e.Path != "postgres://"+u.Host+"/d" {
					t.Errorf("%v", err)
				}
				silent(t, err, u.String())
			}
		})
	}
}

// talkative is the address of a server that asks for a password in clear, and repeats it.
func talkative(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	message := func(kind byte, body string) []byte {
		raw := binary.BigEndian.AppendUint32([]byte{kind}, uint32(4+len(body)))
		return append(raw, body...)
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			size := make([]byte, 4)
			if _, err := io.ReadFull(c, size); err == nil {
				_, _ = io.CopyN(io.Discard, c, int64(binary.BigEndian.Uint32(size))-4)
			}
			_, _ = c.Write(message('R', "\x00\x00\x00\x03")) // a password in clear, please
			head := make([]byte, 5)
			if _, err := io.ReadFull(c, head); err == nil {
				said := make([]byte, binary.BigEndian.Uint32(head[1:])-4)
				_, _ = io.ReadFull(c, said)
				word := strings.TrimRight(string(said), "\x00")
				fields := ""
				for _, f := range "MDHWFR" {
					fields += string(f) + "no " + word + "\x00"
				}
				_, _ = c.Write(message('E', "SFATAL\x00VFATAL\x00C28P01\x00"+fields+"\x00"))
			}
			_ = c.Close()
		}
	}()
	return l.Addr().String()
}
