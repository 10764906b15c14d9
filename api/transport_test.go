package api_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// canned is a transport without a network.
type canned func(*http.Request) (*http.Response, error)

func (f canned) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func answer(status int, body []byte, header ...string) *http.Response {
	h := http.Header{}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(bytes.NewReader(body))}
}

// A POST is sent once, whatever happens to it, and the error says whether it
// can have taken effect.
func TestWritesAreSentOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault     graphsim.Fault
		effect    bool
		status    int // of the error
		ambiguous bool
	}{
		"dropped before":    {graphsim.Fault{Drop: graphsim.DropBefore}, false, 0, true},
		"dropped after":     {graphsim.Fault{Drop: graphsim.DropAfter}, true, 0, true},
		"truncated":         {graphsim.Fault{Mangle: graphsim.Truncate}, true, 200, true},
		"html":              {graphsim.Fault{Mangle: graphsim.HTML}, false, 502, true},
		"html with 200":     {graphsim.Fault{Mangle: graphsim.HTML, Status: 200}, false, 200, true},
		"html with 404":     {graphsim.Fault{Mangle: graphsim.HTML, Status: 404}, false, 404, true},
		"code as a text":    {graphsim.Fault{Status: 400, Code: 133016, Mangle: graphsim.TextCode}, false, 400, false},
		"503":               {graphsim.Fault{Status: 503, Code: 133004}, false, 503, true},
		"500 after effect":  {graphsim.Fault{Status: 500, Code: 131000, AlsoEffect: true}, true, 500, true},
		"transient 400":     {graphsim.Fault{Status: 400, Code: 2, Transient: true}, false, 400, true},
		"429":               {graphsim.Fault{Status: 429, Code: 4}, false, 429, false},
		"refused":           {graphsim.Fault{Status: 400, Code: 133005}, false, 400, false},
		"success false":     {graphsim.Fault{Mangle: graphsim.SuccessFalse}, false, -1, false},
		"success as a text": {graphsim.Fault{Mangle: graphsim.SuccessText}, true, -2, false},
		"nothing wrong":     {graphsim.Fault{Skip: 1, Status: 500}, true, -2, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t, "embedded-signup")
			// A connection that is kept, where net/http would repeat on its own.
			_, err := b.Number(t.Context(), b.id())
			must(t, err)
			c.fault.Endpoint, c.fault.Times = api.Register, 5
			b.order(c.fault)
			err = b.register(t.Context(), b.id(), api.Registration{PIN: pin})
			if got := b.calls(api.Register); got != 1 {
				t.Errorf("register was sent %d times", got)
			}
			if b.state().Registered != c.effect {
				t.Errorf("registered is %v", !c.effect)
			}
			if api.Ambiguous(err) != c.ambiguous {
				t.Errorf("ambiguous is %v for %v", !c.ambiguous, err)
			}
			var e *api.Error
			var tr *api.TransportError
			switch {
			case c.status == -2:
				must(t, err)
			case c.status == -1:
				if !errors.Is(err, api.ErrNotDone) {
					t.Errorf("error %v", err)
				}
			case errors.As(err, &e):
				if e.Status != c.status {
					t.Errorf("status %d, want %d", e.Status, c.status)
				}
			case errors.As(err, &tr):
				if tr.Status != c.status || !tr.Sent || tr.Timeout || tr.Call != api.Register {
					t.Errorf("transport error %+v, want status %d", tr, c.status)
				}
			default:
				t.Errorf("error %v is not typed", err)
			}
		})
	}
}

func TestUnreadableAnswers(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		"":                       "could not be read",
		"[]":                     "could not be read",
		`{"id":7}`:               `id is not a text`,
		`{"id":"1","status":"CO`: "could not be read",
	} {
		c := client(t, api.Options{Retries: -1, Transport: canned(func(*http.Request) (*http.Response, error) { return answer(200, []byte(body)), nil })})
		_, err := c.Number(t.Context(), "106540352242922")
		var tr *api.TransportError
		if !errors.As(err, &tr) || !errors.Is(err, api.ErrUnreadable) || !api.Ambiguous(err) || tr.Status != 200 || !strings.Contains(err.Error(), want) {
			t.Errorf("body %q: %v", body, err)
		}
	}
}

// TestAPageIsNotGraphs: whatever its HTTP status, a text that is no JSON is somebody else's.
func TestAPageIsNotGraphs(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"OK", "<!DOCTYPE html><html><head><title>Sign in</title></head></html>", "\ufeff<html>", "  no\n"} {
		c := client(t, api.Options{Retries: -1, Transport: canned(func(*http.Request) (*http.Response, error) { return answer(200, []byte(body)), nil })})
		_, read := c.Number(t.Context(), "106540352242922")
		for _, err := range []error{read, c.Deregister(t.Context(), "106540352242922")} {
			var said *api.Error
			if !errors.As(err, &said) || !said.Foreign() || said.Status != 200 || !api.Ambiguous(err) || !errors.Is(err, api.ErrUnreadable) {
				t.Errorf("body %q: %v", body, err)
			}
		}
	}
}

// A body without a Graph envelope is kept, cleaned and short.
func TestForeignErrors(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		"no healthy \x1b[31mupstream\n": "no healthy upstream ",
		`{"error":"invalid_request"}`:   `{"error":"invalid_request"}`,
		`{"error":null}`:                `{"error":null}`,
		strings.Repeat("x", 5000):       strings.Repeat("x", 300),
		strings.Repeat("店", 200):        strings.Repeat("店", 100),
	} {
		c := client(t, api.Options{Retries: -1, Transport: canned(func(*http.Request) (*http.Response, error) { return answer(403, []byte(body)), nil })})
		_, err := c.Number(t.Context(), "106540352242922")
		if e := refused(t, err, api.GetNumber, 0, 0); e.Status != 403 || e.Body != want {
			t.Errorf("body %q: %+v", body, e)
		}
	}
}

func TestAddNumberWithoutID(t *testing.T) {
	t.Parallel()
	c := client(t, api.Options{Transport: canned(func(*http.Request) (*http.Response, error) { return answer(200, []byte(`{"success":true}`)), nil })})
	_, err := c.AddNumber(t.Context(), "104820560913301", api.NewNumber{})
	if !errors.Is(err, api.ErrUnreadable) || !api.Ambiguous(err) {
		t.Errorf("error %v", err)
	}
}

func TestAnswerSize(t *testing.T) {
	t.Parallel()
	var hits atomic.Int32
	c := client(t, api.Options{Retries: -1, Transport: canned(func(*http.Request) (*http.Response, error) {
		hits.Add(1)
		endless := io.MultiReader(strings.NewReader(`{"verified_name":"`), forever{})
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(endless)}, nil
	})})
	_, err := c.Number(t.Context(), "106540352242922")
	if !errors.Is(err, api.ErrUnreadable) || !strings.Contains(err.Error(), "larger than") || hits.Load() != 1 {
		t.Errorf("error %v after %d calls", err, hits.Load())
	}
}

type forever struct{}

func (forever) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// A redirect would carry the token away; it is an error instead.
func TestNoRedirects(t *testing.T) {
	t.Parallel()
	var reached atomic.Bool
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Store(true) }))
	defer elsewhere.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL+"/stolen", status)
		}))
		c := client(t, api.Options{BaseURL: server.URL, Token: api.NewSecret("EAAtoken"), Retries: -1})
		_, err := c.Number(t.Context(), "106540352242922")
		if e := refused(t, err, api.GetNumber, 0, 0); e.Status != status {
			t.Errorf("status %d, want %d", e.Status, status)
		}
		_, err = c.Register(t.Context(), "106540352242922", api.Registration{PIN: pin})
		if e := refused(t, err, api.Register, 0, 0); e.Status != status {
			t.Errorf("status %d, want %d", e.Status, status)
		}
		server.Close()
	}
	if reached.Load() {
		t.Error("a redirect was followed")
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]error{
		"":                               nil,
		"https://graph.facebook.com":     nil,
		"https://proxy.example/graph/":   nil,
		"http://127.0.0.1:8080":          nil,
		"http://[::1]:8080":              nil,
		"http://localhost:8080":          nil,
		"http://graph.facebook.com":      api.ErrInsecureURL,
		"HTTP://graph.facebook.com":      api.ErrInsecureURL,
		"http://localhost.evil.example":  api.ErrInsecureURL,
		"http://127.0.0.1.evil.example":  api.ErrInsecureURL,
		"http://127.0.0.1@evil.example/": api.ErrURLHolds,
		"http://192.168.0.7":             api.ErrInsecureURL,
		"http://0.0.0.0:80":              api.ErrInsecureURL,
		"ftp://127.0.0.1":                api.ErrInsecureURL,
		"ws://localhost":                 api.ErrInsecureURL,
	} {
		if _, err := api.New(api.Options{BaseURL: address}); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", address, err, want)
		}
	}
	for _, address := range []string{
		"graph.facebook.com", "https://", "/v24.0", "::",
		"https://user:s3cret@proxy.example", "https://s3cret@proxy.example/", "https://proxy.example/?access_token=s3cret", "https://proxy.example/#s3cret", "https://proxy.example?",
		"https://user:s3cret@pro xy.example", "https://user:s3cret%zz@proxy.example", "http://user:s3cret@proxy.example", "https://proxy.example/EAABs3cret0123", "user:s3cret@proxy.example", "s3cret://%",
		"http://proxy.example/graph/EAABs3cret0123",
	} {
		_, err := api.New(api.Options{BaseURL: address})
		switch {
		case err == nil:
			t.Errorf("%q was taken", address)
		case strings.Contains(err.Error(), "s3cret"):
			t.Errorf("%q: %v", address, err)
		case !strings.Contains(err.Error(), api.DefaultBaseURL):
			t.Errorf("%q: no example in: %v", address, err)
		}
	}
}

// A base path that is not empty stays in front.
func TestBasePath(t *testing.T) {
	t.Parallel()
	var got string
	c := client(t, api.Options{BaseURL: "https://proxy.example/graph/", Version: "v23.0", Transport: canned(func(r *http.Request) (*http.Response, error) {
		got = r.URL.String()
		return answer(200, []byte(`{"success":true}`)), nil
	})})
	must(t, c.Deregister(t.Context(), "106540352242922"))
	if got != "https://proxy.example/graph/v23.0/106540352242922/deregister" {
		t.Errorf("address %s", got)
	}
	must(t, c.Deregister(t.Context(), "1/2?x=1#y"))
	if got != "https://proxy.example/graph/v23.0/1%2F2%3Fx=1%23y/deregister" {
		t.Errorf("address %s", got)
	}
}

// Nothing listens: the request provably never left.
func TestUnreachable(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	address := "http://" + l.Addr().String()
	must(t, l.Close())
	c := client(t, api.Options{BaseURL: address, Retries: 1, Pause: time.Millisecond})
	_, err = c.Register(t.Context(), "106540352242922", api.Registration{PIN: pin})
	var tr *api.TransportError
	if !errors.As(err, &tr) || tr.Sent || tr.Timeout || tr.Status != 0 || api.Ambiguous(err) {
		t.Errorf("error %+v", err)
	}
	if strings.Contains(err.Error(), "://") {
		t.Errorf("the text holds an address: %v", err)
	}
}

func TestTimeout(t *testing.T) {
	t.Parallel()
	b := setup(t, "embedded-signup", func(o *api.Options) { o.Timeout = 30 * time.Millisecond })
	b.order(graphsim.Fault{Endpoint: graphsim.AnyCall, Times: -1, Delay: graphsim.Duration(time.Hour)})
	err := b.register(t.Context(), b.id(), api.Registration{PIN: pin})
	var tr *api.TransportError
	if !errors.As(err, &tr) || !tr.Timeout || !tr.Sent || !api.Ambiguous(err) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %+v", err)
	}
	_, err = b.Number(t.Context(), b.id())
	if !errors.As(err, &tr) || !tr.Timeout || len(b.traces) != 2 {
		t.Errorf("error %v after %d attempts", err, len(b.traces)-1)
	}
}

func TestCancel(t *testing.T) {
	t.Parallel()
	b := setup(t, "clean-mobile", func(o *api.Options) { o.Pause = time.Hour })
	b.order(graphsim.Fault{Endpoint: api.GetNumber, Times: -1, Status: 503})
	ctx, cancel := context.WithTimeout(t.Context(), 40*time.Millisecond)
	defer cancel()
	_, err := b.Number(ctx, b.id())
	var tr *api.TransportError
	if !errors.As(err, &tr) || !errors.Is(err, context.DeadlineExceeded) || tr.Sent {
		t.Errorf("error %+v", err)
	}
	gone, stop := context.WithCancel(t.Context())
	stop()
	err = b.register(gone, b.id(), api.Registration{PIN: pin})
	if !errors.Is(err, context.Canceled) || api.Ambiguous(err) || b.calls(api.Register) != 0 {
		t.Errorf("error %+v", err)
	}
}
