package doctor

import (
	"errors"
	"time"

	"dialtone/api"
	"dialtone/flows"
)

// t0 is when every test begins.
var t0 = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

const wabaID = api.WABAID("104820560913301")

// refusal is an answer of Graph's that says no.
func refusal(call api.Endpoint, code, sub int, change ...func(*api.Error)) flows.Failed {
	e := &api.Error{Call: call, Status: 400, Code: code, Subcode: sub}
	for _, c := range change {
		c(e)
	}
	return flows.Failed{Call: call, Err: e}
}

func status(code int) func(*api.Error) { return func(e *api.Error) { e.Status = code } }

func tokenDead(call api.Endpoint) flows.Failed { return refusal(call, 190, 463, status(401)) }

func timedOut(call api.Endpoint) flows.Failed {
	return flows.Failed{Call: call, Err: &api.TransportError{Call: call, Sent: true, Timeout: true, Err: errors.New("deadline")}}
}

func offline(call api.Endpoint) flows.Failed {
	return flows.Failed{Call: call, Err: &api.TransportError{Call: call, Err: errors.New("no route to host")}}
}
