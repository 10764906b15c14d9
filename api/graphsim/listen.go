package graphsim

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// ErrNotLoopback is returned by [Serve] for an address that other machines could reach.
var ErrNotLoopback = errors.New("the simulator listens on this machine only; use an address such as 127.0.0.1:0")

// Timeouts of the server. An operator may think for minutes between two calls, so an idle
// connection stays open well beyond the ten minutes for which the client keeps it.
const (
	headerTime = 10 * time.Second
	readTime   = 30 * time.Second
	idleTime   = 15 * time.Minute
	stopTime   = 2 * time.Second
)

// Serve listens on a loopback address and answers until ctx ends. Port 0 stands for any free
// port. Serve returns the base URL for a client and a function that waits for the end.
func Serve(ctx context.Context, addr string, sim *Sim) (url string, wait func() error, err error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return "", nil, fmt.Errorf("simulator address %q: %w", addr, err)
	}
	if !loopback(host) {
		return "", nil, fmt.Errorf("simulator address %q: %w", addr, ErrNotLoopback)
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return "", nil, fmt.Errorf("simulator: %w", err)
	}
	at, ok := l.Addr().(*net.TCPAddr)
	if !ok || !at.IP.IsLoopback() { // a hosts file may give localhost any address
		return "", nil, errors.Join(fmt.Errorf("simulator address %q: %w", addr, ErrNotLoopback), l.Close())
	}
	server := &http.Server{
		Handler: ownHost(sim, strconv.Itoa(at.Port)), ReadHeaderTimeout: headerTime, ReadTimeout: readTime, IdleTimeout: idleTime,
		// A call that a fault delays ends with ctx too.
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	finished := make(chan struct{})
	var final error
	go func() {
		defer close(finished)
		select {
		case final = <-ended:
		case <-ctx.Done():
			final = stop(server)
			<-ended
		}
	}()
	return "http://" + l.Addr().String(), func() error { <-finished; return final }, nil
}

// stop gives running calls time to end and then closes their connections.
func stop(server *http.Server) error {
	grace, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return server.Close()
	}
	return nil
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// ownHost refuses requests for another host name, so that a web page cannot reach the
// simulator through a name that points to this machine, and requests that a browser sends
// for a page of somebody else's: such a page could post to a loopback port.
func ownHost(next http.Handler, port string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if h, _, err := net.SplitHostPort(r.Host); err == nil {
			host = h
		}
		if !loopback(host) || !ownOrigin(r.Header.Values("Origin"), port) {
			http.Error(w, "the simulator answers to this machine's own name only", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// ownOrigin reports whether a request comes from no web page, or from one that the server
// on a port of this machine has served itself.
func ownOrigin(origins []string, port string) bool {
	if len(origins) == 0 {
		return true
	}
	u, err := url.Parse(origins[0])
	return err == nil && len(origins) == 1 && u.Scheme == "http" && loopback(u.Hostname()) && cmp.Or(u.Port(), "80") == port
}
