package flows

import (
	"net"
	"testing"

	"dialtone/api"
)

// TestACardNamesASilence likewise.
func TestACardNamesASilence(t *testing.T) {
	t.Parallel()
	silent := &api.TransportError{Call: api.DebugToken, Err: &net.DNSError{Err: "no such host", Name: "graph.facebook.com"}}
	p := walkFrom(t, at(Eligibility, fresh())).hand(ReloadAsked{}).world(Failed{api.GetNumber, silent}).s.Problem
	if p == nil || p.Advice.ID != AdviseOffline || p.Silence != api.SilenceDNS || p.Cause != "" {
		t.Errorf("the card has %+v", p)
	}
}
