package api

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"
	"time"
)

// acting are the calls that change something, each by the name of its method.
func acting() map[string]func(context.Context, *Client) error {
	const id, account, business, pooled = PhoneNumberID("106540352242922"), WABAID("104820560913301"), BusinessID("104820560913302"), PreverifiedID("104820560913303")
	six := NewSecret("016027")
	return map[string]func(context.Context, *Client) error{
		"RequestCode": func(ctx context.Context, c *Client) error { return c.RequestCode(ctx, id, SMS, "en_US") },
		"VerifyCode":  func(ctx context.Context, c *Client) error { return c.VerifyCode(ctx, id, six) },
		"Register": func(ctx context.Context, c *Client) error {
			_, err := c.Register(ctx, id, Registration{PIN: six})
			return err
		},
		"Deregister":       func(ctx context.Context, c *Client) error { return c.Deregister(ctx, id) },
		"SetPIN":           func(ctx context.Context, c *Client) error { return c.SetPIN(ctx, id, six) },
		"SetDisplayName":   func(ctx context.Context, c *Client) error { return c.SetDisplayName(ctx, id, "Lotus") },
		"SetProfile":       func(ctx context.Context, c *Client) error { return c.SetProfile(ctx, id, ProfileChange{}) },
		"SetStorage":       func(ctx context.Context, c *Client) error { return c.SetStorage(ctx, id, InRegion("SG")) },
		"SetIdentityCheck": func(ctx context.Context, c *Client) error { return c.SetIdentityCheck(ctx, id, true) },
		"Subscribe":        func(ctx context.Context, c *Client) error { return c.Subscribe(ctx, account) },
		"SendMessage": func(ctx context.Context, c *Client) error {
			_, err := c.SendMessage(ctx, id, Message{To: "+85291230199", Text: "hello"})
			return err
		},
		"AddNumber": func(ctx context.Context, c *Client) error {
			_, err := c.AddNumber(ctx, account, NewNumber{CallingCode: "852", National: "91230199", Name: "Lotus"})
			return err
		},
		"AddPreverified": func(ctx context.Context, c *Client) error {
			_, err := c.AddPreverified(ctx, business, "+85291230199")
			return err
		},
		"RequestPreverifiedCode": func(ctx context.Context, c *Client) error {
			return c.RequestPreverifiedCode(ctx, pooled, SMS, "en_US")
		},
		"VerifyPreverifiedCode": func(ctx context.Context, c *Client) error { return c.VerifyPreverifiedCode(ctx, pooled, six) },
		"DeletePreverified":     func(ctx context.Context, c *Client) error { return c.DeletePreverified(ctx, pooled) },
	}
}

// TestWhateverActsLeavesOnce has a server carry a call out and then end it, in
// every way there is and for each call: it is on the wire once, and the error says
// that it can have taken effect. Each comes right after a read, on its connection.
func TestWhateverActsLeavesOnce(t *testing.T) {
	t.Parallel()
	calls := acting()
	names := slices.Sorted(maps.Keys(calls))
	for speaks, endings := range map[protocol][]ending{overH2: endingsH2(), overTLS: endingsH1(), overPlain: endingsH1()} {
		t.Run(string(speaks), func(t *testing.T) {
			t.Parallel()
			for _, end := range endings {
				t.Run(end.name, func(t *testing.T) {
					t.Parallel()
					for _, name := range names {
						endsOnce(t, speaks, end, name, calls[name])
					}
				})
			}
		})
	}
}

func endsOnce(t *testing.T, speaks protocol, end ending, name string, call func(context.Context, *Client) error) {
	t.Helper()
	var traces []Trace
	s := serveBare(t, speaks, end, nil)
	c := s.client(func(o *Options) {
		o.Trace = func(tr Trace) { traces = append(traces, tr) }
		o.Timeout = 20 * time.Second // an ending that is none fails, and soon
	})
	if _, err := c.Number(t.Context(), "106540352242922"); err != nil {
		t.Fatal(err)
	}
	err := call(t.Context(), c)
	c.Close()
	s.stop()
	if n := s.acts.Load(); n != 1 {
		t.Errorf("%s was %d times on the wire (%v)", name, n, err)
	}
	// On a busy machine net/http keeps no connection of which it has not heard within
	// 50 ms that all was written: then there is a second one.
	if len(traces) != 2 || traces[1].Reused != (s.conns.Load() == 1) || traces[1].Attempt != 1 {
		t.Errorf("%s: the connection of the read was not used: %+v, %d connections", name, traces, s.conns.Load())
	}
	var silent *TransportError
	isLost := errors.As(err, &silent) && silent.Sent && !silent.Timeout && Ambiguous(err)
	switch end.want {
	case lost:
		if !isLost {
			t.Errorf("%s: %v (%+v), want one that may have taken effect", name, err, silent)
		}
	case done:
		if err != nil {
			t.Errorf("%s: %v, although the answer was there", name, err)
		}
	case eitherWay:
		if err != nil && !isLost {
			t.Errorf("%s: %v (%+v)", name, err, silent)
		}
	case answered: // by whom, and what it means, is held elsewhere
		if err == nil || silent != nil && !isLost {
			t.Errorf("%s: %v (%+v), want the status", name, err, silent)
		}
	}
}
