package api

import (
	"context"
	"net/http"
)

// warmUp goes with the context of a request that only opens a connection.
type warmUp struct {
	giveUp context.CancelFunc
	gone   chan struct{} // closed once the request was given up
}

type warmUpKey struct{}

// Warm opens a connection, so that the first call need not wait for the network and for TLS.
// Nothing is sent on it: no request and no token. It returns at once, tells of no failure,
// and does nothing where something was called already.
//
// A transport opens connections for requests only, and goes on with one whose request was
// given up, for the next request. So a request is made here that is given up as soon as the
// transport begins to dial, and dialling goes on when it is gone.
func (c *Client) Warm(ctx context.Context) {
	if !c.dials || c.used.Swap(true) {
		return
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	w := warmUp{giveUp: cancel, gone: make(chan struct{})}
	defer close(w.gone)
	req, err := http.NewRequestWithContext(context.WithValue(ctx, warmUpKey{}, w), http.MethodGet, c.base.String(), nil)
	if err != nil {
		return
	}
	if res, err := c.carrier.RoundTrip(req); err == nil {
		_ = res.Body.Close()
	}
}

// heedWarmUp gives up the request that a connection is dialled for, if it is one of
// [Client.Warm], and waits until it is gone.
func heedWarmUp(ctx context.Context) {
	if w, is := ctx.Value(warmUpKey{}).(warmUp); is {
		w.giveUp()
		<-w.gone
	}
}
