package graphsim_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// order adds a fault.
func (w *world) order(f graphsim.Fault) *world {
	w.t.Helper()
	if err := w.sim.AddFault(f); err != nil {
		w.t.Fatal(err)
	}
	return w
}

// fails sends a request whose answer is expected to break off.
func (w *world) fails(r *http.Request) error {
	w.t.Helper()
	// On a kept connection net/http would repeat a GET by itself.
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Do(r)
	if err == nil {
		_, err = io.ReadAll(res.Body)
		_ = res.Body.Close()
	}
	if err == nil {
		w.t.Fatalf("%s %s was answered", r.Method, r.URL.Path)
	}
	return err
}

func TestFaultCounting(t *testing.T) {
	t.Parallel()
	struck := func(f graphsim.Fault, calls int) string {
		w := with(t, "")
		f.Endpoint, f.Status = api.GetNumber, http.StatusServiceUnavailable
		w.order(f)
		var b strings.Builder
		for range calls {
			b.WriteByte("x."[btoi(w.number("id").status == http.StatusOK)])
		}
		return b.String()
	}
	for _, c := range []struct {
		fault graphsim.Fault
		want  string
	}{
		{graphsim.Fault{}, "x....."},
		{graphsim.Fault{Times: 2}, "xx...."},
		{graphsim.Fault{Skip: 1, Times: 2}, ".xx..."},
		{graphsim.Fault{Times: -1}, "xxxxxx"},
		{graphsim.Fault{Every: 3, Times: -1}, "x..x.."},
		{graphsim.Fault{Skip: 1, Every: 2, Times: 2}, ".x.x.."},
		{graphsim.Fault{Number: numberID}, "x....."},
		{graphsim.Fault{Number: "106540352242999", Times: -1}, "......"},
	} {
		if got := struck(c.fault, 6); got != c.want {
			t.Errorf("%+v: %s, want %s", c.fault, got, c.want)
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestErrorFault(t *testing.T) {
	t.Parallel()
	w := with(t, `verification = "VERIFIED"`).order(graphsim.Fault{
		Endpoint: api.Register, Status: 503, Code: 133004, Subcode: 7, Message: "Server temporarily unavailable", Details: "Later.",
		UserTitle: "Busy", UserMessage: "Try later.", Transient: true, RetryAfter: graphsim.Duration(90 * time.Second),
	})
	r := w.register("123456")
	e := r.refused(t, 503, 133004, 7)
	if e["is_transient"] != true || e["error_user_title"] != "Busy" || e["error_user_msg"] != "Try later." || details(e) != "Later." || r.header.Get("Retry-After") != "90" {
		t.Errorf("envelope %v, headers %v", e, r.header)
	}
	if s := w.state(); s.Registered || s.Registers != 0 {
		t.Errorf("the call took effect: %+v", s)
	}
	w.order(graphsim.Fault{Endpoint: graphsim.Writes, Status: 500, Code: 131000, AlsoEffect: true})
	w.register("123456").refused(t, 500, 131000, 0)
	if !w.state().Registered {
		t.Error("the call took no effect")
	}
	calls := w.sim.Record()
	if c := calls[len(calls)-1]; !c.Effective || c.Status != 500 || c.Code != 131000 {
		t.Errorf("recorded as %+v", c)
	}
}

func TestDropFaults(t *testing.T) {
	t.Parallel()
	for drop, registered := range map[graphsim.Drop]bool{graphsim.DropBefore: false, graphsim.DropAfter: true} {
		w := with(t, `verification = "VERIFIED"`).order(graphsim.Fault{Endpoint: api.Register, Drop: drop})
		_ = w.fails(w.request("POST", "/v24.0/"+numberID+"/register", "application/json", `{"messaging_product":"whatsapp","pin":"123456"}`))
		if w.state().Registered != registered {
			t.Errorf("drop %s: registered is %v", drop, !registered)
		}
		calls := w.sim.Record()
		if c := calls[len(calls)-1]; c.Status != 0 || c.Effective != registered || c.Endpoint != api.Register {
			t.Errorf("drop %s is recorded as %+v", drop, c)
		}
		w.number("id").ok(t)
	}
}

func TestMangleFaults(t *testing.T) {
	t.Parallel()
	register := func(m graphsim.Mangle) (*world, reply) {
		w := with(t, `verification = "VERIFIED"`).order(graphsim.Fault{Endpoint: api.Register, Mangle: m})
		return w, w.register("123456")
	}
	w, r := register(graphsim.HTML)
	if r.status != 502 || !strings.HasPrefix(r.raw, "<html>") || w.state().Registered {
		t.Errorf("html: HTTP %d %s", r.status, r.raw)
	}
	w, r = register(graphsim.SuccessFalse)
	if r.status != 200 || r.raw != `{"success":false}` || w.state().Registered {
		t.Errorf("success false: %s", r.raw)
	}
	w, r = register(graphsim.SuccessText)
	if r.raw != `{"success":"true"}` || !w.state().Registered {
		t.Errorf("success text: %s", r.raw)
	}
	w = with(t, "").order(graphsim.Fault{Endpoint: api.GetNumber, Mangle: graphsim.UnknownEnums})
	if b := w.number("status,throughput,verified_name").body; b["status"] != "SOMETHING_NEW" || b["throughput"].(obj)["level"] != "SOMETHING_NEW" || b["verified_name"] != "Lotus Bakery" {
		t.Errorf("unknown enums: %v", b)
	}
	w.order(graphsim.Fault{Endpoint: graphsim.AnyCall, Mangle: graphsim.Truncate})
	if err := w.fails(w.request("GET", "/v24.0/"+numberID, "", "")); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("truncated: %v", err)
	}
}

func TestDelayFault(t *testing.T) {
	t.Parallel()
	var asked time.Duration
	w := build(t, parse(t, small), graphsim.WithSleep(func(_ context.Context, d time.Duration) error { asked = d; return nil }))
	w.order(graphsim.Fault{Endpoint: api.RequestCode, Delay: graphsim.Duration(2 * time.Second)})
	w.ask("SMS").ok(t)
	if asked != 2*time.Second {
		t.Errorf("waited %v", asked)
	}
	// A call whose client goes away during the delay has no effect.
	w = with(t, "").order(graphsim.Fault{Endpoint: api.RequestCode, Delay: graphsim.Duration(time.Hour)})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	r := w.request("POST", "/v24.0/"+numberID+"/request_code", "application/json", `{"code_method":"SMS","language":"en"}`).WithContext(ctx)
	_ = w.fails(r)
	if len(w.sim.Outbox()) != 0 {
		t.Error("a code was sent")
	}
}

func TestBadFaults(t *testing.T) {
	t.Parallel()
	w := with(t, "")
	for name, f := range map[string]graphsim.Fault{
		"no endpoint":   {Drop: graphsim.DropBefore},
		"odd endpoint":  {Endpoint: "fly", Drop: graphsim.DropBefore},
		"nothing":       {Endpoint: api.Register},
		"odd drop":      {Endpoint: api.Register, Drop: "sometimes"},
		"odd mangle":    {Endpoint: api.Register, Mangle: "eat"},
		"two at once":   {Endpoint: api.Register, Drop: graphsim.DropAfter, Status: 500},
		"odd status":    {Endpoint: api.Register, Status: 42},
		"negative skip": {Endpoint: api.Register, Status: 500, Skip: -1},
	} {
		if err := w.sim.AddFault(f); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestFlakyNetwork(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "flaky-network"), graphsim.WithSleep(func(context.Context, time.Duration) error { return nil }))
	id := w.sim.Info().Numbers[0]
	path := "/v24.0/" + string(id)
	var seen strings.Builder
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for range 8 {
		res, err := client.Do(w.request("GET", path, "", ""))
		switch {
		case err != nil:
			seen.WriteByte('d')
			continue
		case res.StatusCode == http.StatusOK:
			seen.WriteByte('.')
		default:
			seen.WriteByte('x')
		}
		_ = res.Body.Close()
	}
	if seen.String() != ".x.d.x.d" {
		t.Errorf("reads went %s", seen.String())
	}
	w.post(path+"/request_code", obj{"code_method": "SMS", "language": "vi"}).ok(t)
	w.post(path+"/verify_code", obj{"code": w.lastCode()}).ok(t)
	_ = w.fails(w.request("POST", path+"/register", "application/json", `{"messaging_product":"whatsapp","pin":"123456"}`))
	if s, _ := w.sim.Snapshot(id); !s.PINIs("123456") || !s.Registered {
		t.Errorf("register took no effect: %+v", s)
	}
}
