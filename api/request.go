package api

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"

	"dialtone/api/mask"
)

// request is one call before it is sent. Exactly one of body and query carries
// parameters: POSTs keep theirs in a JSON body so that codes and PINs stay out
// of URLs.
type request struct {
	call    Endpoint
	method  string
	path    []string // escaped part by part
	query   url.Values
	body    any
	secrets []Secret      // are cut out of whatever text comes back
	known   *mask.Secrets // the secrets of earlier requests, which are cut out too
	out     any           // pointer that the answer is decoded into; nil for an action
	node    string        // the id of the object that the answer has to be about; "" if the answer has no id
	part    string        // a member that the answer has to have; "" for none
	loose   bool          // a fact that has another form than it should is not known, and hides no other
	beside  func(parts)   // reads what the yes to an action says beside it; nil for nothing
}

// read sends a GET and repeats it with growing, jittered pauses after passing
// faults; a wait that the answer names is honoured.
func (c *Client) read(ctx context.Context, r request) error {
	r.method = http.MethodGet
	attempt := 0
	// Every error that ends the call, except a cancelled pause, is marked permanent.
	// The library unwraps it and returns the call's own error.
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		attempt++
		err := c.attempt(ctx, r, attempt)
		switch wait, again := retryable(err); {
		case err == nil:
			return struct{}{}, nil
		case !again || ctx.Err() != nil || attempt > c.retries:
			return struct{}{}, backoff.Permanent(err)
		case wait > 0:
			return struct{}{}, &backoff.RetryAfterError{Duration: wait}
		default:
			return struct{}{}, err
		}
	}, backoff.WithBackOff(&backoff.ExponentialBackOff{
		InitialInterval: c.pause, RandomizationFactor: 0.5, Multiplier: 2, MaxInterval: 10 * time.Second,
	}), backoff.WithMaxElapsedTime(0))
	if err != nil && context.Cause(ctx) == err { // stopped during a pause
		err = transportError(r.call, false, err)
	}
	return err
}

// maxWait is the longest pause that a read sits out by itself; a longer one is
// the operator's to decide.
const maxWait = 15 * time.Second

// retryable reports whether a GET that ended with err may be repeated, and
// after which pause when the answer names one.
func retryable(err error) (time.Duration, bool) {
	var t *TransportError
	if errors.As(err, &t) {
		return 0, !t.Timeout && !errors.Is(err, context.Canceled)
	}
	var e *Error
	if !errors.As(err, &e) {
		return 0, false
	}
	if e.RetryAfter > maxWait || e.tooMuch() {
		return 0, false
	}
	// With 408 a server lets go of a connection that nobody used (RFC 9110).
	passes := e.Status >= 500 || e.Status == http.StatusTooManyRequests || e.Status == http.StatusRequestTimeout || e.Transient
	return e.RetryAfter, passes && (e.RetryAfter > 0 || !e.limits())
}

// act sends a request that changes something, a POST as a rule, exactly once. The
// request always has a body: see [onceBody].
func (c *Client) act(ctx context.Context, r request) error {
	r.method = cmp.Or(r.method, http.MethodPost)
	if r.body == nil {
		r.body = struct{}{}
	}
	return c.attempt(ctx, r, 1)
}

// attempt sends r once, reads the answer and tells the trace.
func (c *Client) attempt(ctx context.Context, r request, n int) error {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	var out departure
	req, err := c.build(out.watch(ctx), r)
	if err != nil {
		return err
	}
	r = c.remember(r)
	start := time.Now()
	status, header, raw, err := c.roundTrip(req)
	if err != nil {
		failed := transportError(r.call, status != 0 || out.left(req), err)
		failed.Status, failed.Err = status, r.quoted(failed.Err)
		err = failed
	} else {
		err = c.decode(r, status, header, raw)
	}
	if c.trace != nil {
		c.trace(c.traceOf(r, req, status, header, raw, err, start, n, out.onKeptConnection()))
	}
	return err
}

func (c *Client) build(ctx context.Context, r request) (*http.Request, error) {
	address := c.base.JoinPath(append([]string{string(c.version)}, r.path...)...)
	address.RawQuery = c.proven(r.query).Encode()
	req, err := http.NewRequestWithContext(ctx, r.method, address.String(), nil)
	if err != nil {
		return nil, &TransportError{Call: r.call, Err: errors.New("the request could not be built")}
	}
	if r.body != nil {
		raw, err := json.Marshal(r.body)
		if err != nil {
			return nil, fmt.Errorf("%s: encode: %w", r.call, err)
		}
		req.Body, req.ContentLength = &onceBody{rest: raw}, int64(len(raw))
		req.Header.Set("Content-Type", "application/json")
	}
	if !c.token.Empty() {
		req.Header.Set("Authorization", "Bearer "+c.token.Reveal())
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Accept-Encoding", "gzip") // see unpack
	req.Header.Set("User-Agent", "dialtone")
	return req, nil
}

// roundTrip returns the status and the body, read to its end so that the
// connection can serve the next call.
func (c *Client) roundTrip(req *http.Request) (int, http.Header, []byte, error) {
	c.used.Store(true)
	res, err := c.carrier.RoundTrip(req)
	if err != nil {
		return 0, nil, nil, err
	}
	defer func() { _ = res.Body.Close() }()
	if at, err := http.ParseTime(res.Header.Get("Date")); err == nil {
		c.clock.Store(&Clock{Server: at, Here: time.Now()})
	}
	raw, err := unpack(res)
	if err != nil {
		return res.StatusCode, res.Header, raw, err
	}
	if err := bounded(raw); err != nil {
		return res.StatusCode, res.Header, nil, err
	}
	return res.StatusCode, res.Header, raw, nil
}

// decode turns an answer into r.out or an error.
func (c *Client) decode(r request, status int, header http.Header, raw []byte) error {
	if v := header.Get("Facebook-Api-Version"); v != "" {
		c.served.Store(Version(r.scrub(v)))
	}
	raw = c.cut(raw)
	raw = bytes.TrimPrefix(raw, []byte("\ufeff")) // some gateways put a mark there
	all, broken := partsOf(raw)
	said := envelopeOf(all["error"], status)
	yes, clear := all.done()
	acts := r.method != http.MethodGet
	switch {
	case acts && yes && said != nil: // it says both yes and no
		return r.unreadable(status, "")
	case said != nil, status < 200, status > 299, isPage(raw):
		return r.refusal(status, header, raw, said)
	case broken != nil, all.holds("error"):
		return r.unreadable(status, "")
	case r.out != nil:
		return r.fill(all, status, raw)
	case !clear:
		return r.unreadable(status, "")
	case !yes:
		return fmt.Errorf("%s: %w", r.call, ErrNotDone)
	case r.beside != nil:
		r.beside(all)
	}
	return nil
}

// isPage reports whether an answer is a text that is no JSON, such as the page of a proxy
// or of a guest network. Graph writes none.
func isPage(raw []byte) bool {
	text := bytes.TrimSpace(raw)
	return len(text) > 0 && !isTree(text) && !json.Valid(text)
}

// fill decodes an answer into r.out. An answer about another object than the requested
// one is unreadable, and so is one that does not say which object it is about.
func (r request) fill(all parts, status int, raw []byte) error {
	if err := json.Unmarshal(raw, r.out); err != nil && !(r.loose && isOfOneFact(err, r.part)) {
		return r.unreadable(status, shapeFault(err))
	}
	switch yes, clear := all.done(); {
	case r.method != http.MethodGet && all.holds("success") && !(yes && clear):
		return r.unreadable(status, "")
	case r.part != "" && !all.holds(r.part):
		return r.unreadable(status, fmt.Sprintf("field %q is missing", r.part))
	case r.node != "" && !all.holds("id"):
		return r.unreadable(status, "it does not say which object it is about")
	case r.node != "" && all.text("id") != r.node:
		return r.unreadable(status, "it is about another object than the one asked for")
	}
	r.cleanAll(reflect.ValueOf(r.out))
	return nil
}

// unreadable is the error for an answer that does not say what the call asked for.
func (r request) unreadable(status int, why string) error {
	err := ErrUnreadable
	if why != "" {
		err = fmt.Errorf("%w: %s", ErrUnreadable, why)
	}
	return &TransportError{Call: r.call, Sent: true, Status: status, Err: err}
}

// isOfOneFact reports whether an answer could be decoded but for a fact or several, which
// are left out then. A list, or a row of it, that has another form is more than that.
func isOfOneFact(err error, part string) bool {
	var t *json.UnmarshalTypeError
	return errors.As(err, &t) && t.Field != "" && t.Field != part
}

// shapeFault names the field that did not fit, without its value.
func shapeFault(err error) string {
	var t *json.UnmarshalTypeError
	switch {
	case errors.As(err, &t):
		return fmt.Sprintf("%s is not %s", cmp.Or(strings.TrimPrefix(t.Field, "plain."), "an entry"), formOf(t.Type))
	case errors.Is(err, errLongPage), errors.Is(err, errNoRow):
		return err.Error()
	}
	return "the JSON does not fit"
}

// formOf names what JSON has for a type.
func formOf(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Struct, reflect.Map, reflect.Pointer:
		return "an object"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "a text"
	}
	return "a number"
}

// quoted makes the text of an error of package net/http safe to show: it can quote a header
// that breaks the rules, in which a server repeats what was sent to it.
func (r request) quoted(err error) error {
	const enough = 300
	text := r.shown(err.Error())
	text = strings.ToValidUTF8(text[:min(len(text), enough)], "")
	if text == err.Error() {
		return err
	}
	return &quotedError{text, err}
}

// cut takes the token out of an answer: Graph quotes a malformed one in its
// message.
func (c *Client) cut(raw []byte) []byte {
	if c.token.Empty() {
		return raw
	}
	return bytes.ReplaceAll(raw, []byte(c.token.Reveal()), []byte(dots))
}
