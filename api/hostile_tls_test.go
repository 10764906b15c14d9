package api

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"net"
	"reflect"
	"testing"
	"time"
)

// issued makes a certificate of an authority that is known to the client, or of its own.
func issued(t *testing.T, selfSigned bool, adjust func(*x509.Certificate)) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(2), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, KeyUsage: x509.KeyUsageDigitalSignature,
	}
	adjust(template)
	authority, _ := credentials()
	parent, err := x509.ParseCertificate(authority.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	signer := authority.PrivateKey
	if selfSigned {
		parent, signer = template, key
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), signer)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}
}

// TestHostileTLS has servers with which no safe connection can be made: nothing is sent, so
// that nothing can have been counted, and each has a reason of its own.
func TestHostileTLS(t *testing.T) {
	t.Parallel()
	plain := func(*x509.Certificate) {}
	with := func(c tls.Certificate) func(net.Conn) {
		return func(conn net.Conn) {
			_ = tls.Server(conn, &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{c}}).Handshake()
		}
	}
	good, _ := credentials()
	for name, c := range map[string]struct {
		serve func(net.Conn)
		want  Silence
	}{
		"expired":         {with(issued(t, false, func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) })), SilenceExpired},
		"not yet valid":   {with(issued(t, false, func(c *x509.Certificate) { c.NotBefore = time.Now().Add(time.Minute) })), SilenceExpired},
		"another address": {with(issued(t, false, func(c *x509.Certificate) { c.IPAddresses = []net.IP{net.IPv4(10, 0, 0, 1)} })), SilenceOtherName},
		"a hostile name": {with(issued(t, false, func(c *x509.Certificate) {
			c.IPAddresses, c.DNSNames = nil, []string{"EAAtoken.016027.91230199.example"}
			c.Subject.CommonName = "\x1b]52;c;eA==\x07\u202e"
		})), SilenceOtherName},
		"self-signed":  {with(issued(t, true, plain)), SilenceUntrusted},
		"unknown root": {with(issued(t, true, func(c *x509.Certificate) { c.IsCA, c.BasicConstraintsValid = true, true })), SilenceUntrusted},
		"for clients":  {with(issued(t, false, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} })), SilenceUntrusted},
		"TLS 1.1": {func(conn net.Conn) {
			_ = tls.Server(conn, &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11, Certificates: []tls.Certificate{good}}).Handshake() //nolint:gosec // it is to be refused
		}, SilenceTLS},
		"another protocol": {func(conn net.Conn) {
			_ = tls.Server(conn, &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{good}, NextProtos: []string{"smtp"}}).Handshake()
		}, SilenceTLS},
		"HTTP":     {func(conn net.Conn) { _, _ = io.WriteString(conn, "HTTP/1.1 400 EAAtoken \x1b[31m\r\n\r\n") }, SilenceTLS},
		"SSH":      {func(conn net.Conn) { _, _ = io.WriteString(conn, "SSH-2.0-EAAtoken\x1b[31m\r\n") }, SilenceTLS},
		"an alert": {func(conn net.Conn) { _, _ = conn.Write([]byte{21, 3, 3, 0, 2, 2, 40}) }, SilenceTLS},
		"a cut": {func(conn net.Conn) {
			_, _ = conn.Read(make([]byte, 4096))
			_ = conn.(*net.TCPConn).CloseWrite()
			_, _ = io.Copy(io.Discard, conn)
		}, SilenceBroken},
		"a reset": {func(conn net.Conn) {
			_, _ = conn.Read(make([]byte, 4096))
			_ = conn.(*net.TCPConn).SetLinger(0)
		}, SilenceBroken},
		"silence": {func(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) }, SilenceTimeout},
		"records without an end": {func(conn net.Conn) {
			for {
				if _, err := conn.Write([]byte{23, 3, 3, 0, 1, 0}); err != nil {
					return
				}
			}
		}, SilenceTLS},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = l.Close() }()
			go func() {
				for {
					conn, err := l.Accept()
					if err != nil {
						return
					}
					go func() {
						c.serve(conn)
						_ = conn.Close()
					}()
				}
			}()
			_, roots := credentials()
			transport := newTransport()
			transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots}
			o := Options{BaseURL: "https://" + l.Addr().String(), Transport: transport, Retries: -1, Token: NewSecret("EAAtoken")}
			if c.want == SilenceTimeout {
				o.Timeout = 100 * time.Millisecond
			}
			client, err := New(o)
			if err != nil {
				t.Fatal(err)
			}
			defer client.Close()
			_, read := client.Number(t.Context(), anyNumber)
			_, registered := client.Register(t.Context(), anyNumber, Registration{PIN: NewSecret("016027")})
			for _, err := range []error{read, registered} {
				var silent *TransportError
				if !errors.As(err, &silent) || silent.Sent || Ambiguous(err) || silent.Timeout != (c.want == SilenceTimeout) || SilenceOf(err) != c.want {
					t.Errorf("it is %s: %v (%+v), want %s", SilenceOf(err), err, silent, c.want)
				}
				harmless(t, name, reflect.ValueOf(err.Error()))
			}
		})
	}
}
