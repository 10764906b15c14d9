package run_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// passage is one request as it came along the road.
type passage struct {
	at     time.Time
	by     *desk
	call   api.Endpoint
	method string
	node   string // whose id stands in the path
	fault  string // what struck it; "" for nothing
	done   bool   // Graph carried it out, or refused it itself
	lost   bool   // no clear answer of Graph's came back
	heard  bool   // the machine was told what became of it
	no     bool   // Graph said no, and nothing was spoiled
}

// order is a fault that is to strike some of the calls to come.
type order struct {
	kind  kind
	call  api.Endpoint // or [graphsim.Reads]
	skip  int          // so many calls first
	times int          // and then so many; untilCard for every one until a card is shown
}

// untilCard has a fault last until the operator hears of it.
const untilCard = -1

// road is the network between the clients and the simulator: net/http at both ends
// of connections in memory, which it spoils and cuts as it is ordered to.
type road struct {
	sim    *graphsim.Sim
	tale   *tale
	server *http.Server
	dials  chan net.Conn
	over   chan struct{}
	two    bool // HTTP/2 is spoken

	mu      sync.Mutex
	orders  []*order
	passed  []*passage
	offline map[*desk]bool // its next connection fails
	lines   map[*desk][]net.Conn
}

// lineOf is the key under which a request knows its connection.
type lineOf struct{}

func newRoad(sim *graphsim.Sim, tale *tale) *road {
	r := &road{sim: sim, tale: tale, dials: make(chan net.Conn), over: make(chan struct{}), offline: map[*desk]bool{}, lines: map[*desk][]net.Conn{}}
	r.server = &http.Server{
		Handler: r,
		ConnContext: func(c context.Context, conn net.Conn) context.Context {
			return context.WithValue(c, lineOf{}, conn)
		},
		Protocols: new(http.Protocols),
	}
	r.server.Protocols.SetHTTP1(true)
	r.server.Protocols.SetUnencryptedHTTP2(true)
	go func() { _ = r.server.Serve(r) }()
	return r
}

// Accept, Close and Addr make the road a listener.
func (r *road) Accept() (net.Conn, error) {
	select {
	case c := <-r.dials:
		return c, nil
	case <-r.over:
		return nil, net.ErrClosed
	}
}

func (r *road) Close() error   { return nil }
func (r *road) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 9} }

func (r *road) close() {
	close(r.over)
	_ = r.server.Close()
}

// dial is how a desk's client gets its connections.
func (r *road) dial(by *desk) (net.Conn, error) {
	r.mu.Lock()
	refused := r.offline[by] || !by.alive()
	delete(r.offline, by)
	r.mu.Unlock()
	if refused {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	}
	here, there := net.Pipe()
	r.mu.Lock()
	r.lines[by] = append(r.lines[by], there)
	r.mu.Unlock()
	select {
	case r.dials <- &line{Conn: there, by: by}:
		return here, nil
	case <-r.over:
		return nil, net.ErrClosed
	}
}

// hangUp closes the connections of a desk from the far end.
func (r *road) hangUp(by *desk) {
	r.mu.Lock()
	lines := r.lines[by]
	r.lines[by] = nil
	r.mu.Unlock()
	for _, c := range lines {
		_ = c.Close()
	}
}

// leave is asked before a request is sent: what is wrong with the connection
// itself is arranged here.
func (r *road) leave(by *desk, req *http.Request, transport *http.Transport) {
	r.mu.Lock()
	o := r.match(by, callOf(req), true)
	if o != nil && o.kind.offline {
		r.offline[by] = true
	}
	r.mu.Unlock()
	switch {
	case o == nil:
	case o.kind.offline:
		r.tale.note("%s: no connection for %s", by.name, o.call)
		transport.CloseIdleConnections()
	default:
		r.tale.note("%s: the connection dies as %s is sent", by.name, o.call)
		r.hangUp(by)
	}
}

// match takes the order that strikes a call, if there is one.
func (r *road) match(by *desk, call api.Endpoint, leaving bool) *order {
	for i, o := range r.orders {
		if o.kind.leaves() != leaving || o.call != call && (o.call != graphsim.Reads || !reads(call)) || by.honest {
			continue
		}
		if o.skip > 0 {
			o.skip--
			continue
		}
		if o.times != untilCard {
			o.times--
		}
		if o.times == 0 {
			r.orders = append(r.orders[:i:i], r.orders[i+1:]...)
		}
		by.struck(o.kind, call)
		return o
	}
	return nil
}

func (r *road) order(o order) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.orders = append(r.orders, &o)
	r.tale.note("ordered: %s at %s, after %d, %d times", o.kind.name, o.call, o.skip, o.times)
}

// heard ends what lasts until a card is shown.
func (r *road) heard() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.orders = slices.DeleteFunc(r.orders, func(o *order) bool { return o.times == untilCard })
}

// hear notes that a desk was told of its calls of a kind.
func (r *road) hear(by *desk, call api.Endpoint) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range r.passed {
		if p.by == by && p.call == call {
			p.heard = true
		}
	}
}

// passages are those that came so far.
func (r *road) passages() []*passage {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]*passage(nil), r.passed...)
}

// exchange is one request and what becomes of it.
type exchange struct {
	*passage
	road *road
	w    http.ResponseWriter
	r    *http.Request
	body []byte
	line *line
}

func (r *road) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	conn, _ := req.Context().Value(lineOf{}).(*line)
	by := conn.by
	body, err := io.ReadAll(req.Body)
	p := &passage{at: time.Now(), by: by, call: callOf(req), method: req.Method, node: pathOf(req)[0]}
	if err != nil {
		p.fault = "it broke off"
		panic(http.ErrAbortHandler)
	}
	r.mu.Lock()
	o := r.match(by, p.call, false)
	r.passed = append(r.passed, p)
	r.mu.Unlock()
	x := &exchange{passage: p, road: r, w: w, r: req, body: body, line: conn}
	by.point("on the wire: " + string(p.call))
	if o != nil {
		p.fault = o.kind.name
		defer func() { r.tale.note("%s: %s, struck by: %s", by.name, p.call, p.fault) }()
		o.kind.do(x)
		return
	}
	a := x.carryOut()
	by.point("carried out: " + string(p.call))
	p.lost, p.no = !by.alive(), a.Code >= http.StatusBadRequest
	r.tale.note("%s: %s → %d %s", by.name, p.call, a.Code, brief(a.Body.Bytes()))
	for key, values := range a.Header() {
		w.Header()[key] = values
	}
	w.WriteHeader(a.Code)
	_, _ = w.Write(a.Body.Bytes())
}

// carryOut has the simulator answer.
func (x *exchange) carryOut() *httptest.ResponseRecorder {
	again := x.r.Clone(context.WithoutCancel(x.r.Context()))
	again.Body, again.ContentLength = io.NopCloser(bytes.NewReader(x.body)), int64(len(x.body))
	a := httptest.NewRecorder()
	x.road.sim.ServeHTTP(a, again)
	x.done = true
	return a
}

// say writes an answer of its own.
func (x *exchange) say(status int, header map[string]string, body string) {
	for key, value := range header {
		x.w.Header().Set(key, value)
	}
	x.w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	x.w.WriteHeader(status)
	_, _ = io.WriteString(x.w, body)
}

// cut ends the connection after some raw bytes.
func (x *exchange) cut(raw string) {
	conn, _, err := http.NewResponseController(x.w).Hijack()
	if err != nil { // a stream of HTTP/2: the connection goes with all that are on it
		_ = x.line.Close()
		panic(http.ErrAbortHandler)
	}
	_, _ = io.WriteString(conn, raw)
	_ = conn.Close()
}

// resets ends the stream of an HTTP/2 connection in a way.
func (x *exchange) resets(e ending) {
	if x.r.ProtoMajor < 2 {
		x.cut("")
		return
	}
	x.line.reset(e)
	panic(http.ErrAbortHandler)
}

// half writes the beginning of an answer.
func (x *exchange) half(body []byte) {
	x.w.Header().Set("Content-Type", "application/json")
	x.w.Header().Set("Content-Length", strconv.Itoa(len(body)+2))
	x.w.WriteHeader(http.StatusOK)
	_, _ = x.w.Write(body[:len(body)/2])
	_ = http.NewResponseController(x.w).Flush()
	panic(http.ErrAbortHandler)
}

// silent answers nothing until the client has given up.
func (x *exchange) silent() {
	select {
	case <-x.r.Context().Done():
	case <-time.After(time.Hour):
	}
	panic(http.ErrAbortHandler)
}

// callOf names a request by its path.
func callOf(r *http.Request) api.Endpoint {
	parts := pathOf(r)
	post := r.Method != http.MethodGet
	switch last := parts[len(parts)-1]; {
	case last == "debug_token":
		return api.DebugToken
	case last == "phone_numbers" && post:
		return api.AddNumber
	case last == "phone_numbers":
		return api.ListNumbers
	case last == "settings" && post:
		return api.SetSettings
	case last == "settings":
		return api.GetSettings
	case last == "subscribed_apps" && !post:
		return api.GetSubscribed
	case len(parts) > 1:
		return api.Endpoint(last)
	case post: // the display name is set here as well, which nobody does in a soak
		return api.SetPIN
	case strings.Contains(r.URL.RawQuery, "account_review_status"):
		return api.GetAccount
	}
	return api.GetNumber
}

// pathOf is the path behind the version; one part at least.
func pathOf(r *http.Request) []string {
	return strings.Split(strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/"), string(api.DefaultVersion)+"/"), "/")
}

func reads(call api.Endpoint) bool {
	switch call {
	case api.DebugToken, api.GetAccount, api.ListNumbers, api.GetNumber, api.GetSettings, api.GetSubscribed:
		return true
	}
	return false
}

func brief(body []byte) string {
	const enough = 160
	return string(body[:min(len(body), enough)])
}

// carrier is the real transport of a desk's client, with the road's word before
// each request.
type carrier struct {
	road *road
	by   *desk
	*http.Transport
}

func newCarrier(r *road, by *desk) *carrier {
	c := &carrier{r, by, &http.Transport{
		DialContext:         func(context.Context, string, string) (net.Conn, error) { return r.dial(by) },
		MaxIdleConnsPerHost: 1, IdleConnTimeout: 10 * time.Minute, // as the program's own
		Protocols: new(http.Protocols),
	}}
	c.Protocols.SetHTTP1(!r.two)
	c.Protocols.SetUnencryptedHTTP2(r.two)
	return c
}

// RoundTrip implements [http.RoundTripper].
func (c *carrier) RoundTrip(req *http.Request) (*http.Response, error) {
	if !c.by.alive() {
		return nil, errKilled
	}
	c.road.leave(c.by, req, c.Transport)
	return c.Transport.RoundTrip(req)
}

var errKilled = errors.New("the program was killed")
