package api

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"dialtone/api/mask"
)

// DefaultBaseURL is Meta's Graph API.
const DefaultBaseURL = "https://graph.facebook.com"

// DefaultTimeout bounds one attempt of one call, from dialling to the last byte
// of the answer.
const DefaultTimeout = 30 * time.Second

// Options configures a [Client]. The zero value of each field means its default.
type Options struct {
	BaseURL string  // default [DefaultBaseURL]; plain http is taken for loopback only
	Version Version // default [DefaultVersion]
	Token   Secret  // sent in the Authorization header, nowhere else

	// AppSecret is never sent: it signs the token, for apps that demand such a proof.
	AppSecret Secret

	Timeout time.Duration // per attempt; default [DefaultTimeout]
	Retries int           // how often a GET is repeated after a passing fault; default 3, negative for none
	Pause   time.Duration // first pause before a repeat, growing from there; default 500 ms

	// Transport carries the requests; default is one of our own that keeps the
	// connection between calls.
	Transport http.RoundTripper
	// Trace is told of every attempt after it ended, with secrets and the middle
	// of phone numbers already taken out. It must not block.
	Trace func(Trace)
}

// Client calls the Graph API with one token. It is safe for several goroutines.
type Client struct {
	base    *url.URL
	version Version
	token   Secret
	timeout time.Duration
	retries int
	pause   time.Duration
	carrier http.RoundTripper
	dials   bool         // carrier is of our own making
	used    *atomic.Bool // something was called, or a connection is being opened
	trace   func(Trace)
	served  *atomic.Value // Version
	clock   *atomic.Pointer[Clock]
	known   *mask.Secrets // the secrets that were sent, also by clients with other tokens
	refused *refusedFields

	appSecret Secret
}

// ErrInsecureURL is returned by [New] for a base URL that would send a token in
// the clear.
var ErrInsecureURL = errors.New("the Graph address must use https (http is allowed for this machine only)")

// ErrURLHolds is returned by [New] for a base URL with more than a server and a
// path. The error does not repeat the URL, which may hold a password.
var ErrURLHolds = errors.New("the Graph address takes no user, password, token, ? or #; it is written like " + DefaultBaseURL)

// New checks the options and returns a client. It opens no connection.
func New(o Options) (*Client, error) {
	if o.BaseURL == "" {
		o.BaseURL = DefaultBaseURL
	}
	base, err := url.Parse(o.BaseURL)
	if err != nil || base.Host == "" {
		return nil, fmt.Errorf("the Graph address is not a URL such as %s", DefaultBaseURL) // it may hold a password
	}
	if base.User != nil || strings.ContainsAny(o.BaseURL, "?#@") || mask.HasToken(o.BaseURL) {
		return nil, ErrURLHolds
	}
	if base.Scheme != "https" && (base.Scheme != "http" || !isLoopback(base.Hostname())) {
		return nil, fmt.Errorf("graph address %q: %w", o.BaseURL, ErrInsecureURL)
	}
	if o.Version == "" {
		o.Version = DefaultVersion
	}
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	if o.Retries == 0 {
		o.Retries = 3
	}
	if o.Pause == 0 {
		o.Pause = 500 * time.Millisecond
	}
	dials := o.Transport == nil
	if dials {
		o.Transport = newTransport()
	}
	return &Client{
		base: base, version: o.Version, token: o.Token, appSecret: o.AppSecret,
		timeout: o.Timeout, retries: max(0, o.Retries), pause: o.Pause, trace: o.Trace,
		served: new(atomic.Value), clock: new(atomic.Pointer[Clock]), known: new(mask.Secrets), refused: new(refusedFields),
		// An http.Client would look at redirects, which carry the token to wherever they point.
		carrier: o.Transport, dials: dials, used: new(atomic.Bool),
	}, nil
}

// WithToken returns a client that differs in its token only: it keeps using the
// same connection.
func (c *Client) WithToken(token Secret) *Client {
	other := *c
	other.token, other.refused = token, new(refusedFields)
	return &other
}

// Version is the Graph version that this client asks for.
func (c *Client) Version() Version { return c.version }

// Served is the Graph version that answered last, from the facebook-api-version
// header (openapi); "" when no answer named one. It differs from
// [Client.Version] when the asked version is gone.
func (c *Client) Served() Version {
	v, _ := c.served.Load().(Version)
	return v
}

// Clock is one moment as the server's clock and the clock of this machine show it.
type Clock struct {
	Server time.Time // from the Date header, which leaves out parts of a second (RFC 9110)
	Here   time.Time // when the header came in
}

// Skew is how far this machine's clock is ahead of the server's, to about a
// second.
func (c Clock) Skew() time.Duration { return c.Here.Sub(c.Server.Add(time.Second / 2)) }

// Clock returns both clocks at the last answer. It is zero if no answer told the time.
func (c *Client) Clock() Clock {
	if clock := c.clock.Load(); clock != nil {
		return *clock
	}
	return Clock{}
}

// Close lets go of the kept connection.
func (c *Client) Close() {
	if kept, is := c.carrier.(interface{ CloseIdleConnections() }); is {
		kept.CloseIdleConnections()
	}
}

func newTransport() *http.Transport {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		OnProxyConnectResponse: readProxy,
		DialContext:            dialCounted(&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}),
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    1,
		// An operator reads, phones and thinks between two calls.
		IdleConnTimeout: 10 * time.Minute,
		// A connection that died while the laptop slept is found out by a ping,
		// not by the next call's time-out.
		HTTP2:                  &http.HTTP2Config{SendPingTimeout: 15 * time.Second, PingTimeout: 5 * time.Second},
		TLSHandshakeTimeout:    10 * time.Second,
		MaxResponseHeaderBytes: maxHeader,
	}
}

// IsLocal reports whether calls to an address stay on this machine.
func IsLocal(baseURL string) bool {
	u, err := url.Parse(baseURL)
	return err == nil && isLoopback(u.Hostname())
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
