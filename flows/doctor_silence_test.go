package flows

import (
	"net"
	"strings"
	"testing"
	"time"

	"dialtone/api"
)

// TestTheDoctorNamesASilence in words of ours, and keeps what this computer said
// for whoever looks into it.
func TestTheDoctorNamesASilence(t *testing.T) {
	t.Parallel()
	e := wellExam()
	e.Silent = &api.TransportError{Call: api.DebugToken, Err: &net.DNSError{Err: "no such host", Name: "graph.facebook.com"}}
	line := e.Checkups()[0]
	if line.ID != FoundNoGraph || line.Silence != api.SilenceDNS || !strings.Contains(line.Detail, "no such host") || strings.Contains(dump(line.Pairs), "no such host") {
		t.Errorf("%+v", line)
	}
	p := walkFrom(t, at(Eligibility, fresh())).hand(ReloadAsked{}).world(Failed{api.GetNumber, e.Silent}).s.Problem
	if p == nil || p.Advice.ID != AdviseOffline || p.Silence != api.SilenceDNS || p.Cause != "" {
		t.Errorf("the card has %+v", p)
	}
}

// TestTheClockHasASignOnlyWhenItIsOff: half a second is no "−0s".
func TestTheClockHasASignOnlyWhenItIsOff(t *testing.T) {
	t.Parallel()
	for off, want := range map[time.Duration]string{
		0: "0s", -400 * time.Millisecond: "0s", 400 * time.Millisecond: "0s", -time.Second: "−1s", 2 * time.Second: "+2s",
	} {
		e := wellExam()
		e.Clock = api.Clock{Server: t0, Here: t0.Add(time.Second/2 + off)}
		if line := e.clock(); line.Pairs[1] != want {
			t.Errorf("%v off: %v, want %s", off, line.Pairs, want)
		}
	}
}
