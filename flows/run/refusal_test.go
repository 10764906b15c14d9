package run

import (
	"path/filepath"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// refusesSMB has Meta refuse to register a number that is half shared, whatever it
// reads, as recorded.
func refusesSMB(d *drive) {
	d.t.Helper()
	err := d.sim.AddFault(graphsim.Fault{Endpoint: api.Register, Times: -1, Status: 400, Body: `{"error":{"message":` +
		`"Register endpoint is not available for SMB businesses.","type":"OAuthException","code":100,"fbtrace_id":"AbCdEfGhIjKlMnOpQrStC12"}}`})
	if err != nil {
		d.t.Fatal(err)
	}
}

// stopsAsked is an operator who stops where a page asks once more.
func stopsAsked(d *drive) flows.Event {
	if d.s.Notice == flows.NoticeRefused {
		return stop{}
	}
	return nil
}

// TestARefusedRegisterIsNotSentAgainUnasked: "check again" reads facts that contradict
// Meta's no. Neither this run nor the next one sends a second request without a word.
func TestARefusedRegisterIsNotSentAgainUnasked(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "journal.db")
	d := booked(t, "clean-mobile", file)
	refusesSMB(d)
	looked := false
	d.before = func(d *drive) flows.Event {
		switch {
		case d.s.State == flows.Remedy && !looked:
			looked = true
			return flows.RemedyDone{}
		case d.s.State == flows.Remedy && d.s.Notice == flows.NoticeStillRefused:
			return stop{}
		}
		return stopsAsked(d)
	}
	d.run()
	r, is := d.s.Refused()
	if d.s.State != flows.Remedy || !looked || !is || r.Advice != flows.AdviseSMB || r.Said == "" || d.count(api.Register) != 1 {
		t.Fatalf("in %s after %d requests: %+v", d.s.State, d.count(api.Register), r)
	}
	d.before = stopsAsked // who ticks all of it, and insists
	if d.goOn(); d.s.State != flows.Review || d.count(api.Register) != 1 {
		t.Fatalf("in %s after %d requests", d.s.State, d.count(api.Register))
	}
	d.before = func(d *drive) flows.Event { // who confirms it
		if d.count(api.Register) > 1 {
			return stop{}
		}
		return nil
	}
	if d.goOn(); d.count(api.Register) != 2 {
		t.Fatalf("%d requests once it was confirmed", d.count(api.Register))
	}

	past, err := opens(t, file).History(t.Context(), 5)
	if err != nil || len(past) != 1 || past[0].Refused != "shared 100" {
		t.Errorf("history %+v, %v", past, err)
	}

	// The next run is another process with the same journal.
	d.s, d.queue = flows.Start(d.s.Want), nil
	d.s.Want = flows.Options{Recorded: true, Token: d.s.Want.Token, Account: d.s.Want.Account}
	d.runner.recorder = recorder{}
	d.before = stopsAsked
	d.run()
	if r, is := d.s.Refused(); d.s.State != flows.Review || !is || r.Advice != flows.AdviseSMB || r.Code != 100 || d.count(api.Register) != 2 {
		t.Errorf("the next run is in %s after %d requests: %+v", d.s.State, d.count(api.Register), r)
	}
}

// TestRegisteredAlreadyOverHTTP: what the answer says beside its yes is told.
func TestRegisteredAlreadyOverHTTP(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]flows.PINDoubt{
		`{"success":true}`: "",
		`{"success":true,"message":"The phone number is already registered; its PIN was not reset."}`: flows.PINAsItWas,
	} {
		d := newDrive(t, "embedded-signup", "")
		if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.Register, AlsoEffect: true, Body: graphsim.Body(body)}); err != nil {
			t.Fatal(err)
		}
		if d.run(); d.s.State != flows.Connected || d.s.PINDoubt() != want {
			t.Errorf("%s: in %s, %q", body, d.s.State, d.s.PINDoubt())
		}
	}
}
